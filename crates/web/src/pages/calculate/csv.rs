//! The sums as the house's other tables for a spreadsheet: a row for each impact, numbers with a unit of their own.

use impact::bisou::{Assumptions, Spread, Spreads};
use impact::unit::Quantity;
use report::csv::{plain_text, table as written};
use texts::{Texts, t};

use super::Sums;
use super::inputs::Inputs;

/// One row an impact; what was asked (the model and the zone are typed) stands in each of them, and stays text.
pub fn table(texts: &Texts, inputs: &Inputs, sums: &Sums) -> Vec<u8> {
    let headings = ["span", "impact", "unit", "low_5pct", "median", "high_95pct", "assumptions", "query"];
    let then = sums.otherwise.as_ref();
    let spans = [
        ("week", Some(&sums.week)),
        ("year", Some(&sums.year)),
        ("week_what_if", then.map(|then| &then.week)),
        ("year_what_if", then.map(|then| &then.year)),
    ];
    let query = plain_text(inputs.query());
    let lines =
        spans.into_iter().filter_map(|(span, outcome)| Some((span, outcome?))).flat_map(|(span, outcome)| {
            rows(texts, &outcome.total).map(|row| {
                let about = [Assumptions::embedded().edition().to_owned(), query.clone()];
                [span.to_owned()].into_iter().chain(row).chain(about).collect()
            })
        });
    written(headings.map(str::to_owned).into(), lines)
}

fn rows(texts: &Texts, total: &Spreads) -> [[String; 5]; 5] {
    [
        row(texts, "calc-energy", total.energy),
        row(texts, "calc-carbon", total.gwp),
        row(texts, "calc-metals", total.adpe),
        row(texts, "calc-primary", total.pe),
        row(texts, "calc-water", total.wcf),
    ]
}

fn row<Q: Quantity>(texts: &Texts, label: &str, spread: Spread<Q>) -> [String; 5] {
    let [low, central, high] = spread.three(Q::value).map(|number| number.to_string());
    [t!(texts, label).into_owned(), Q::UNIT.to_owned(), low, central, high]
}
