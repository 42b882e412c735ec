//! The answers for a spreadsheet, as a French Excel opens them: semicolons, a byte order mark, one row an answer; then the room's questions.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::Report;
use crate::rows::{self, Cell};

/// Tells Excel that what follows is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One row an answer, after a row of headings.
pub fn csv(report: &Report) -> Vec<u8> {
    let mut answers = rows::answers(report);
    answers.rows.extend(rows::questions_as_answers(report));
    let headings = answers.columns.iter().map(|(key, _)| report.texts.get(key).into_owned()).collect();
    let lines = answers.rows.into_iter().map(|row| row.into_iter().map(|cell| field(report, cell)).collect());
    table(headings, lines)
}

/// Headings, then lines of as many cells each; texts that are not the house's own have been made plain by [`plain_text`].
pub fn table(headings: Vec<String>, lines: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = WriterBuilder::new()
        .delimiter(b';')
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for line in std::iter::once(headings).chain(lines) {
        out.write_record(&line).expect("memory takes rows of equal length");
    }
    out.into_inner().expect("memory can always be flushed")
}

fn field(report: &Report, cell: Cell) -> String {
    match cell {
        Cell::Text(text) => plain_text(text),
        Cell::Number(number) => number.to_string(),
        Cell::Time(at) => at.to_zoned_datetime(report.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Cell::Empty => String::new(),
    }
}

/// Keeps a text a text: a spreadsheet takes one that begins with such a sign for a formula, whatever its quotes say.
/// See OWASP, *CSV Injection*.
pub fn plain_text(text: String) -> String {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(SIGNS) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_becomes_a_formula() {
        for sign in ["=", "+", "-", "@", "\t", "\r", "\n=", "＝"] {
            let text = format!("{sign}1+1");
            assert_eq!(plain_text(text.clone()), format!("'{text}"));
        }
        for plain in ["", "25\u{a0}requêtes", "a=1", " =1", "'=1"] {
            assert_eq!(plain_text(plain.to_owned()), plain);
        }
    }
}
