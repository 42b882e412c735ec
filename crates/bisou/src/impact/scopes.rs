//! A training for people: what it was made of, a row a scope, what is missing and how to give it.

use std::fmt::Write;

use figures::french;
use impact::check::{Route, TrainingRequest};
use impact::training::{METHOD, Scope, Scopes, Training, a_use};
use impact::unit::{Carbon, Energy, Quantity, Water};
use impact::{Fault, Field, Interval};

use super::table::{SOURCES, remarks, zone};

/// The table of a training.
pub fn of(training: &TrainingRequest<'_>) -> Result<String, Fault> {
    let all = training.estimate()?;
    let mut out = format!("{}\nMéthode {METHOD}\n\n", head(training));
    // Writing to a text cannot fail.
    for row in rows(&all) {
        let _ = writeln!(out, "{}", row.trim_end());
    }
    if let Some(uses) = training.uses {
        let each = row(
            "par usage",
            Some(a_use(all.energy(), uses)),
            Some(a_use(all.gwp(), uses)),
            all.water().map(|water| a_use(water, uses)),
        );
        let told = french::interval(uses.low().get(), uses.high().get());
        let _ = writeln!(out, "{}\n(partagé entre {told} usages)", each.trim_end());
    }
    let missing: Vec<String> = all.missing().map(how_to_give).collect();
    if !missing.is_empty() {
        let _ = writeln!(out, "Non compté, faute de données\u{202f}: {}.", missing.join("\u{202f}; "));
    }
    out.push_str(&remarks(&training.notes, training.warnings));
    if training.zone.is_some() {
        out.push_str(SOURCES);
    }
    Ok(out)
}

/// What the energy was made of.
fn head(training: &TrainingRequest<'_>) -> String {
    let run = &training.run;
    let ends = |low: f64, high: f64, unit| format!("{}\u{202f}{unit}", french::interval(low, high));
    let hours = ends(run.hours.low().hours(), run.hours.high().hours(), "h d’accélérateur");
    let [low, high] = [run.power.low(), run.power.high()].map(|mean| mean.power().watts());
    let power = ends(low, high, "W");
    let pue = training.pue.map_or("PUE compris".to_owned(), |pue| {
        format!("PUE {}", french::interval(pue.low().get(), pue.high().get()))
    });
    let intensity = [run.intensity.low(), run.intensity.high()]
        .map(|intensity| intensity.rate().of_a_kilowatt_hour().grams());
    let place = training.zone.map_or("intensité donnée".to_owned(), |own| zone(Some(own)));
    let grid = ends(intensity[0], intensity[1], "g CO₂e/kWh");
    format!("{}{hours} × {power}, {pue}, {grid} ({place})", route(training))
}

/// The operations that the hours were made of.
fn route(training: &TrainingRequest<'_>) -> String {
    let Some(work) = training.operations else { return String::new() };
    let (low, high) = (work.low().count(), work.high().count());
    let told = if low == high { format!("{low:.3e}") } else { format!("{low:.3e}–{high:.3e}") };
    let made = match training.route {
        Route::Hours | Route::Operations => "",
        Route::Tokens(impact::training::Passes::Plain) => "6 × paramètres × tokens = ",
        Route::Tokens(impact::training::Passes::Recomputed) => "8 × paramètres × tokens = ",
    };
    format!("{made}{}\u{202f}FLOP → ", told.replace('.', ","))
}

fn rows(all: &Scopes) -> Vec<String> {
    let electricity = |name: &str, part: &Training| row(name, Some(part.energy), Some(part.gwp), None);
    let mut rows = vec![
        format!("{:<24}{:>22}{:>22}{:>22}", "", "énergie", "CO₂e", "eau"),
        electricity("entraînement final", &all.run),
    ];
    rows.extend(all.idle.map(|idle| electricity("machines en attente", &idle)));
    rows.extend(all.embodied.map(|made| row("fabrication", None, Some(made), None)));
    rows.extend(all.water_on_site.map(|water| row("eau sur place", None, None, Some(water))));
    rows.extend(all.water_off_site.map(|water| row("eau de l’électricité", None, None, Some(water))));
    rows.push(row("total de ce qui est connu", Some(all.energy()), Some(all.gwp()), all.water()));
    rows
}

fn row(
    name: &str,
    energy: Option<Interval<Energy>>,
    gwp: Option<Interval<Carbon>>,
    water: Option<Interval<Water>>,
) -> String {
    let energy = cell(energy, french::watt_hours_range, Energy::watt_hours);
    let gwp = cell(gwp, french::grams_co2e_range, Carbon::grams);
    let water = cell(water, french::millilitres_range, Water::millilitres);
    format!("{name:<24}{energy:>22}{gwp:>22}{water:>22}")
}

fn cell<Q: Quantity>(
    value: Option<Interval<Q>>,
    write: fn(f64, f64) -> String,
    number: fn(Q) -> f64,
) -> String {
    value.map(|value| write(number(value.low()), number(value.high()))).unwrap_or_default()
}

/// A scope, and the options that would make it known.
fn how_to_give(scope: Scope) -> String {
    let (name, field) = match scope {
        Scope::Idle => ("machines en attente", Field::IdleEnergy),
        Scope::Embodied => ("fabrication", Field::AcceleratorMade),
        Scope::WaterOnSite => ("eau sur place", Field::Wue),
        Scope::WaterOffSite => ("eau de l’électricité", Field::GridWater),
    };
    format!("{name} (--{})", field.option())
}
