//! What stands beside an answer when it is asked for: what moves it, what could be done otherwise, how it is made.

use std::fmt::Write;

use figures::french;
use impact::bisou::{Effect, Indicator, Sensitivity, Subject, Who};
use impact::explain::{Explanation, Part};

/// The width of a bar.
const BAR: f64 = 30.0;
/// How many swings are told; the others hardly move anything.
const TOLD: usize = 10;

// Writing to a text cannot fail.

/// The tornado of greenhouse gases, and the sentence.
pub fn sensitivity(out: &mut String, found: &Sensitivity) {
    let widest = found.widest(Indicator::Gwp);
    let _ = writeln!(out, "\n{}", found.french(Indicator::Gwp, 4));
    let most = widest.iter().map(|swing| swing.impacts.gwp.high().grams()).fold(0.0, f64::max);
    for swing in widest.iter().take(TOLD) {
        let (low, high) = (swing.impacts.gwp.low().grams(), swing.impacts.gwp.high().grams());
        let place = |grams: f64| (grams / most * BAR).round() as usize;
        let (from, to) = (place(low), place(high).max(place(low) + 1));
        let bar = format!("{}{}", " ".repeat(from), "█".repeat(to - from));
        let share = match (swing.subject, swing.shares) {
            (Subject::Chosen(_), _) => "choix".to_owned(),
            (_, Some(shares)) => {
                format!("{}\u{202f}%", french::number(shares[Indicator::Gwp as usize].percent().round()))
            }
            (_, None) => String::new(),
        };
        let _ = writeln!(
            out,
            "{:<52} {:>16} {share:>6}  {bar}",
            swing.subject.label_fr(),
            french::grams_co2e_range(low, high)
        );
    }
    let base = french::grams_co2e(found.base.gwp.low().grams());
    let _ = writeln!(
        out,
        "Une chose à la fois, les autres à leur valeur centrale ({base})\u{202f}; en %, sa part du doute des tirages."
    );
}

/// What each lever changes in greenhouse gases, water where it goes the other way.
pub fn levers(out: &mut String, found: &[Effect]) {
    let _ = writeln!(out);
    for effect in found {
        let who = match effect.lever.who {
            Who::User => "vous",
            Who::Host => "l’hébergeur",
        };
        let model = effect.model.map(|model| format!(" ({model})")).unwrap_or_default();
        let told = effect.change.map_or("aucun chiffre".to_owned(), |change| {
            let gwp = change[Indicator::Gwp as usize];
            let [low, high] = [gwp.low(), gwp.high()].map(|part| ((part.times() - 1.0) * 100.0).round());
            let from = if low < high { format!("de {} à ", french::number(low)) } else { String::new() };
            format!("{from}{}\u{202f}% de CO₂e", french::number(high))
        });
        let _ = writeln!(out, "{}{model}, par {who}\u{202f}: {told}", effect.lever.label_fr);
        let _ = writeln!(out, "    {}", effect.lever.assumes_fr);
    }
}

/// Each formula with its numbers, and where they come from.
pub fn explanation(out: &mut String, told: &Explanation) {
    for walk in &told.walks {
        let at = match walk.at {
            "low" => "au plus bas",
            "high" => "au plus haut",
            _ => "aux valeurs centrales",
        };
        let _ = writeln!(out, "\nLe calcul, {at}\u{202f}:");
        for line in &walk.lines {
            let numbers: String = line.numbers.iter().map(part).collect();
            let value = number(line.value.number);
            let _ = writeln!(
                out,
                "{}\n    {} = {numbers} = {value} {}",
                line.label_fr, line.formula, line.value.unit
            );
        }
    }
    let _ = writeln!(out, "\nD’où viennent les nombres\u{202f}:");
    for term in &told.terms {
        let values: Vec<_> = term.values.iter().map(|value| number(*value)).collect();
        let mark = if term.verified { "" } else { " (non vérifié)" };
        let _ = writeln!(
            out,
            "{:<9} {} {}  [{}] {}{mark}",
            term.symbol,
            values.join(" / "),
            term.unit,
            term.id,
            term.source
        );
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Text(text) => (*text).to_owned(),
        Part::Number(value) => number(*value),
    }
}

/// Four significant digits, in powers of ten when it is very small or large.
fn number(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-3..1e7).contains(&magnitude) {
        return format!("{value:.3e}").replace('.', ",");
    }
    let digits = if magnitude == 0.0 { 0 } else { (3 - magnitude.log10().floor() as i32).max(0) };
    let rounded = 10f64.powi(digits);
    french::number((value * rounded).round() / rounded)
}
