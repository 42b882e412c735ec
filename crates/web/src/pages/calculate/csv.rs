//! The sums as a table for a spreadsheet: a row for each impact, numbers with a point and a unit of their own.

use impact::bisou::{Assumptions, Spread, Spreads};
use impact::unit::Quantity;
use texts::{Texts, t};

use super::Sums;
use super::inputs::Inputs;

/// Comma-separated, one header line; what people typed (the model, the zone) stays text.
pub fn table(texts: &Texts, inputs: &Inputs, sums: &Sums) -> String {
    let mut lines = vec![
        format!("# bisou {}; {}", Assumptions::embedded().edition(), quoted(&inputs.query())),
        "span,impact,unit,low_5pct,median,high_95pct".to_owned(),
    ];
    for (span, outcome) in [("week", &sums.week), ("year", &sums.year)] {
        lines.extend(rows(texts, span, &outcome.total));
    }
    if let Some(what_if) = &sums.what_if {
        lines.extend(rows(texts, "week_what_if", &what_if.total));
    }
    lines.join("\r\n") + "\r\n"
}

fn rows(texts: &Texts, span: &str, total: &Spreads) -> [String; 5] {
    [
        row(texts, span, "calc-energy", total.energy),
        row(texts, span, "calc-carbon", total.gwp),
        row(texts, span, "calc-metals", total.adpe),
        row(texts, span, "calc-primary", total.pe),
        row(texts, span, "calc-water", total.wcf),
    ]
}

fn row<Q: Quantity>(texts: &Texts, span: &str, label: &str, spread: Spread<Q>) -> String {
    let [low, central, high] = [spread.low(), spread.central(), spread.high()].map(Q::value);
    format!("{span},{},{},{low},{central},{high}", quoted(&t!(texts, label)), Q::UNIT)
}

/// In quotes, with none of what a spreadsheet takes for the beginning of a formula.
fn quoted(text: &str) -> String {
    let text = text.replace('"', "\"\"");
    let guard = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{text}\"")
}
