//! `bisou impact week`: what the uses of a week cost, of one person or a class, for a week or a year.

use std::fmt::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use figures::{Equivalence, french};
use impact::bisou::{Draws, Indicator, Outcome};
use impact::input::Requests;
use impact::lines::Drawn;
use impact::week::{Use, Week, uses};
use impact::{Catalogue, Fault, Field, Method};
use serde::Serialize;

use super::ask::answered;
use super::fields::{Asked, Choice, Given};
use super::request::{Drawing, equivalences};
use super::table;

#[derive(Args)]
pub struct Ask {
    /// Combien de chaque usage par semaine : question=20 long-text=2 image=3 code=1
    #[arg(required = true, value_name = "USAGE=N", value_parser = counted)]
    counts: Vec<(String, f64)>,
    #[command(flatten)]
    given: Given<Host>,
    /// Pour combien de personnes
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    people: u32,
    /// Pour combien de semaines : 36 font une année scolaire
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=520))]
    weeks: u32,
    #[command(flatten)]
    drawing: Drawing,
    /// En quoi traduire le résultat : car-km, beef-meal… (répétable ; voir bisou figures)
    #[arg(long = "equivalent", value_name = "ID")]
    equivalents: Vec<String>,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

/// Who answers, and where.
#[derive(Clone, Debug)]
pub struct Host;

impl Asked for Host {
    const OPTIONS: &'static [Choice] = &[
        Choice::Value(Field::Model, "Le modèle (voir bisou impact models)", "NOM"),
        Choice::Value(Field::Provider, "Qui l’héberge, si plusieurs l’ont", "NOM"),
        Choice::Value(
            Field::Zone,
            "D’où vient l’électricité\u{202f}: BEL, be, Belgique… (voir bisou impact zones)",
            "ZONE",
        ),
        Choice::Value(Field::Pue, "PUE du centre de données, de 1 à 3 (1.2 ou 1.1..1.3)", "N"),
        Choice::Value(Field::Wue, "Eau évaporée sur place, en L/kWh (0.5 ou 0.1..1)", "N"),
    ];
}

/// `question=20`; which uses there are is checked with the rest.
fn counted(text: &str) -> Result<(String, f64), String> {
    let (id, count) = text.split_once('=').unwrap_or((text, ""));
    let count = count.trim().parse().map_err(|_| {
        let known: Vec<&str> = uses().iter().map(|one| one.id.as_str()).collect();
        format!("écrivez USAGE=N, comme question=20 ; les usages sont {}", known.join(", "))
    })?;
    Ok((id.trim().to_owned(), count))
}

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    method: Method,
    provider: Option<&'static str>,
    model: Option<&'static str>,
    zone: Option<&'static str>,
    uses: Vec<Counted<'a>>,
    people: u32,
    weeks: u32,
    #[serde(flatten)]
    drawn: Drawn<'a>,
}

#[derive(Serialize)]
struct Counted<'a> {
    r#use: &'a str,
    count: f64,
    output_tokens: f64,
    input_tokens: f64,
    images: f64,
}

/// Exit code 2 when the question cannot be answered.
pub fn run(asked: &Ask) -> Result<ExitCode> {
    let (draws, wanted) = (asked.drawing.draws(Draws::DEFAULT)?, equivalences(&asked.equivalents)?);
    let told = match drawn(asked, draws) {
        Ok((week, outcome)) if asked.json => Ok(json(asked, &week, &outcome)?),
        Ok((week, outcome)) => Ok(table(asked, &week, &outcome, &wanted)),
        Err(faults) => Err(faults),
    };
    answered(told, asked.json)
}

fn drawn(asked: &Ask, draws: Draws) -> Result<(Week<'static>, Outcome), Vec<Fault>> {
    let counts = asked.counts.iter().map(|(id, count)| (id.as_str(), *count));
    let week = Week::check(Catalogue::embedded(), &asked.given.received(), counts)?;
    let times = Requests::new(f64::from(asked.people) * f64::from(asked.weeks));
    let outcome = times.and_then(|times| Ok(week.outcome(draws)?.repeated(times)));
    outcome.map(|outcome| (week, outcome)).map_err(|fault| vec![fault])
}

/// The uses that are asked for, in that order; all are known.
fn counts(asked: &Ask) -> impl Iterator<Item = (&'static Use, f64)> {
    let found = |id: &str| uses().iter().find(|one| one.id == id);
    asked.counts.iter().filter_map(move |(id, count)| Some((found(id)?, *count)))
}

fn json(asked: &Ask, week: &Week<'_>, outcome: &Outcome) -> Result<String> {
    let counted = |(one, count): (&'static Use, f64)| Counted {
        r#use: &one.id,
        count,
        output_tokens: one.output_tokens,
        input_tokens: one.input_tokens,
        images: one.images,
    };
    let request = week.requests().next();
    let answer = Answer {
        method: Method::Bisou,
        provider: request.and_then(|request| request.provider).map(|provider| provider.name),
        model: request.and_then(|request| request.model).map(|model| model.name),
        zone: request.and_then(|request| request.zone).map(|zone| zone.code),
        uses: counts(asked).map(counted).collect(),
        people: asked.people,
        weeks: asked.weeks,
        drawn: Drawn::from(outcome),
    };
    Ok(serde_json::to_string(&answer)? + "\n")
}

/// `25 personnes`
fn several(number: u32, of: &str) -> String {
    let s = if number > 1 { "s" } else { "" };
    format!("{} {of}{s}", french::number(f64::from(number)))
}

// Writing to a text cannot fail.
fn table(asked: &Ask, week: &Week<'_>, outcome: &Outcome, wanted: &[&Equivalence]) -> String {
    let mut out = String::new();
    for (one, count) in counts(asked) {
        let _ = writeln!(
            out,
            "{:>6} {} par semaine\u{202f}: {}",
            french::number(count),
            one.label_fr,
            one.unit_fr
        );
    }
    let people = several(asked.people, "personne");
    let weeks = several(asked.weeks, "semaine");
    let host = week.requests().next().map_or(String::new(), |request| {
        let model = request.model.map_or("", |model| model.name);
        format!(", {model}, {}", table::zone(request.zone))
    });
    let _ = writeln!(out, "{people}, {weeks}{host}");
    table::drawn(&mut out, outcome, wanted);
    let _ = writeln!(out, "{}", week.moves().french(Indicator::Gwp, 3));
    if let Some(request) = week.requests().next() {
        out.push_str(&table::remarks(&request.notes, request.warnings));
    }
    out.push_str(table::SOURCES);
    out
}
