//! An answer for people: a table with the bars of its intervals, the equivalents, what is to be said beside.

use std::fmt::Write;

use figures::{Registry, french};
use impact::check::VideoRequest;
use impact::data::Zone;
use impact::input::Requests;
use impact::unit::{Carbon, Energy, PrimaryEnergy, Quantity, Water};
use impact::{Estimate, Fault, Interval, Note, Question, Subject, Warnings};

use super::scopes;

/// The width of a bar.
const BAR: f64 = 24.0;

/// Whose data the figures are made of; their licences ask for it.
pub const SOURCES: &str = "Données\u{202f}: EcoLogits 0.11.3 (MPL-2.0), Our World in Data (CC BY 4.0), ADEME Base Empreinte, \
                       World Resources Institute.\n";

/// The table of a question's answer.
pub fn of(question: &Question<'_>) -> Result<String, Fault> {
    let (estimate, head, notes, warnings) = match question {
        Question::Request(request) => {
            let model = request.model.map_or("modèle donné par sa taille", |model| model.name);
            let zone = zone(request.zone);
            let tokens = french::number(request.tokens.get());
            let times = times(request.requests);
            (
                request.estimate()?,
                format!("{times}{model}, {tokens} tokens, {zone}"),
                &request.notes,
                request.warnings,
            )
        }
        Question::Video(video) => (video.estimate()?, video_head(video), &video.notes, video.warnings),
        Question::Training(training) => return scopes::of(training),
    };
    let mut out = format!("{head}\nMéthode {}\n\n", impact::reference::METHOD);
    // Writing to a text cannot fail.
    for line in rows(&estimate) {
        let _ = writeln!(out, "{line}");
    }
    for line in equivalents(&estimate) {
        let _ = writeln!(out, "{line}");
    }
    out.push_str(&remarks(notes, warnings));
    if !notes.iter().any(|note| note.subject == Subject::ZeroTokens) {
        let of = if matches!(question, Question::Video(_)) {
            "la puissance du serveur"
        } else {
            "la taille du modèle"
        };
        let _ = writeln!(
            out,
            "L’intervalle ne porte que sur {of}, le PUE et le WUE\u{202f}: le doute réel est plus large."
        );
    }
    out.push_str(SOURCES);
    Ok(out)
}

/// Notes and warnings, a line each.
pub fn remarks(notes: &[Note], warnings: Warnings) -> String {
    let mut out = String::new();
    for note in notes {
        let mark = if note.subject.is_warning() { "⚠" } else { "·" };
        let _ = writeln!(out, "{mark} {}", note.french());
    }
    for warning in warnings.iter() {
        let _ = writeln!(out, "⚠ {}", warning.french());
    }
    out
}

fn video_head(video: &VideoRequest<'_>) -> String {
    let zone = zone(video.zone);
    let times = times(video.requests);
    let size = &video.clip.resolution;
    let (width, height) = (size.width(), size.height());
    let seconds = french::quantity(video.clip.duration.time().seconds(), "s");
    let sound = if video.clip.audio { "avec son" } else { "muette" };
    format!("{times}{}, {width} × {height}, {seconds}, {sound}, {zone}", video.model.name)
}

/// A zone by name and code.
pub fn zone(zone: Option<&Zone>) -> String {
    zone.map_or("mix propre".to_owned(), |zone| format!("{} ({})", zone.name.fr, zone.code))
}

fn times(requests: Option<Requests>) -> String {
    requests.map(|n| format!("{} × ", french::number(n.get()))).unwrap_or_default()
}

fn rows(estimate: &Estimate) -> [String; 5] {
    let total = &estimate.total;
    let made = &estimate.embodied;
    [
        row("énergie", total.energy, french::watt_hours_range, Energy::watt_hours, None),
        row("CO₂e", total.gwp, french::grams_co2e_range, Carbon::grams, Some(made.gwp)),
        row(
            "métaux (Sb éq.)",
            total.adpe,
            french::grams_range,
            |mass| mass.kilograms() * 1000.0,
            Some(made.adpe),
        ),
        row("énergie primaire", total.pe, french::megajoules_range, PrimaryEnergy::megajoules, Some(made.pe)),
        row("eau consommée", total.wcf, french::millilitres_range, Water::millilitres, None),
    ]
}

fn row<Q: Quantity>(
    name: &str,
    total: Interval<Q>,
    write: fn(f64, f64) -> String,
    number: fn(Q) -> f64,
    made: Option<Interval<Q>>,
) -> String {
    let (low, high) = (number(total.low()), number(total.high()));
    let share = made.and_then(|made| share(made, total)).map(|share| format!("fabrication {share}"));
    let (told, bar) = (write(low, high), bar(low, high));
    format!("{name:<17} {told:>20}  {bar}  {}", share.unwrap_or_default()).trim_end().to_owned()
}

/// From nothing to the high end; the interval is what is full.
fn bar(low: f64, high: f64) -> String {
    let from = if high > 0.0 { (low / high * BAR).round().min(BAR - 1.0) } else { 0.0 };
    let full = if high > 0.0 { BAR - from } else { 0.0 };
    format!(
        "▕{}{}{}▏",
        "·".repeat(from as usize),
        "█".repeat(full as usize),
        " ".repeat((BAR - from - full) as usize)
    )
}

/// The share of making the hardware, at both ends.
fn share<Q: Quantity>(made: Interval<Q>, total: Interval<Q>) -> Option<String> {
    let of = |made: Q, total: Q| (total.value() > 0.0).then(|| made.value() / total.value());
    let (one, other) = (of(made.low(), total.low())?, of(made.high(), total.high())?);
    let percent = |share: f64| (share * 100.0).round();
    let both = french::interval(percent(one.min(other)), percent(one.max(other)));
    Some(format!("{both}\u{202f}%"))
}

/// What that is in everyday life: the registry's own proposals, from the least to the most that it may be.
fn equivalents(estimate: &Estimate) -> Vec<String> {
    let (gwp, energy, water) = (estimate.total.gwp, estimate.total.energy, estimate.total.wcf);
    let of = |dimension: &str| match dimension {
        "carbon" => Some(("g", gwp.low().grams(), gwp.high().grams())),
        "energy" => Some(("Wh", energy.low().watt_hours(), energy.high().watt_hours())),
        "water" => Some(("mL", water.low().millilitres(), water.high().millilitres())),
        _ => None,
    };
    let proposed = Registry::embedded().equivalences().iter().filter(|one| one.default);
    proposed
        .filter_map(|one| {
            let (symbol, low, high) = of(&one.dimension)?;
            let size = one.unit.factor_to_symbol(symbol)?;
            let told = french::count_range(low / (one.high * size), high / (one.low * size));
            Some(format!("≈ {told} {}", one.label))
        })
        .collect()
}
