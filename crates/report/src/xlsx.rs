//! The report as a workbook of six sheets: session, steps, tallies, answers, questions, figures.

use jiff::{Timestamp, ZonedDateTime};
use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, RowNum, Workbook, Worksheet, XlsxError,
};

use crate::Report;
use crate::rows::{self, Cell, Table};

/// The longest text that a cell of Excel holds.
const TEXT_MAX: usize = 32_767;

/// How cells look.
struct Formats {
    heading: Format,
    text: Format,
    /// Marked as text in the cell itself, so that editing the cell does not make a formula of it.
    quoted: Format,
    time: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            heading: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            quoted: text.clone().set_quote_prefix(),
            time: Format::new().set_num_format("dd/mm/yyyy hh:mm:ss").set_align(FormatAlign::Top),
            text,
        }
    }
}

/// The six sheets. Every text is written as a text, never as a formula.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(report)?);
    let formats = Formats::new();
    let tables = [rows::session, rows::steps, rows::tallies, rows::answers, rows::questions, rows::figures];
    for table in tables.map(|table| table(report)) {
        write_table(report, book.add_worksheet(), &table, &formats)?;
    }
    book.save_to_buffer()
}

/// Without a date of its own, the workbook would take the machine's.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let written = excel_time(&report.session.written_at.to_zoned_datetime(jiff::tz::TimeZone::UTC))?;
    Ok(DocProperties::new().set_creation_datetime(&written))
}

fn write_table(
    report: &Report,
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(report.texts.get(table.name))?;
    sheet.set_freeze_panes(1, 0)?;
    for (&(key, width), column) in table.columns.iter().zip(0..) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, report.texts.get(key), &formats.heading)?;
    }
    for (row, index) in table.rows.iter().zip(1..) {
        for (cell, column) in row.iter().zip(0..) {
            write_cell(report, sheet, (index, column), cell, formats)?;
        }
    }
    Ok(())
}

fn write_cell(
    report: &Report,
    sheet: &mut Worksheet,
    at: (RowNum, ColNum),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let (row, column) = at;
    match cell {
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, fitting(text), text_format(text, formats))?
        }
        Cell::Number(number) => sheet.write_number(row, column, *number)?,
        Cell::Time(at) => write_time(report, sheet, (row, column), *at, formats)?,
        Cell::Empty => sheet,
    };
    Ok(())
}

fn text_format<'a>(text: &str, formats: &'a Formats) -> &'a Format {
    if text.starts_with(['=', '+', '-', '@']) { &formats.quoted } else { &formats.text }
}

/// A time that Excel's calendar does not have (before 1900) is written out.
fn write_time<'s>(
    report: &Report,
    sheet: &'s mut Worksheet,
    (row, column): (RowNum, ColNum),
    at: Timestamp,
    formats: &Formats,
) -> Result<&'s mut Worksheet, XlsxError> {
    match excel_time(&at.to_zoned_datetime(report.zone.clone())) {
        Ok(time) => sheet.write_datetime_with_format(row, column, &time, &formats.time),
        Err(_) => sheet.write_string(row, column, at.to_string()),
    }
}

fn excel_time(at: &ZonedDateTime) -> Result<ExcelDateTime, XlsxError> {
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(i8::unsigned_abs);
    ExcelDateTime::from_ymd(u16::try_from(at.year()).unwrap_or_default(), month, day)?.and_hms(
        hour.into(),
        minute,
        second,
    )
}

fn fitting(text: &str) -> &str {
    text.char_indices().nth(TEXT_MAX).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_a_cell_is_full() {
        assert_eq!(fitting("é"), "é");
        assert_eq!(fitting(&"é".repeat(TEXT_MAX + 1)).chars().count(), TEXT_MAX);
    }
}
