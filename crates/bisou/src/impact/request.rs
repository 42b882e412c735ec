//! `bisou impact request`: one question from options, or many from the standard input.

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use figures::{Equivalence, Registry};
use impact::bisou::{Basket, Draws, levers};
use impact::check::{Kind, Received, given};
use impact::lines::{Refusal, write_answer};
use impact::{By, Catalogue, Fault, Field, Method, Question, explain};
use serde_json::json;

use super::fields::Given;
use super::{more, stdin, table};

#[derive(Args)]
pub struct Ask {
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    by: How,
    /// En quoi traduire le résultat : car-km, beef-meal… (répétable ; voir bisou figures)
    #[arg(long = "equivalent", value_name = "ID")]
    equivalents: Vec<String>,
    /// Montre chaque formule avec ses nombres, et d’où vient chacun.
    #[arg(long)]
    explain: bool,
    /// Montre ce qui compte le plus, une hypothèse à la fois (méthode bisou).
    #[arg(long)]
    sensitivity: bool,
    /// Montre ce que changerait chaque levier (méthode bisou).
    #[arg(long)]
    levers: bool,
    /// Lit une question par ligne (JSON) et écrit une réponse ou une erreur par ligne, dans l’ordre.
    #[arg(long)]
    stdin: bool,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

/// By which method, and how it draws.
#[derive(Args)]
pub struct How {
    /// La méthode de calcul : ecologits-0.11.3 ou bisou ; son nom et sa version sont écrits avec chaque résultat.
    #[arg(long, default_value = Method::Reference.name(), value_name = "MÉTHODE")]
    method: String,
    /// Combien de tirages (méthode bisou).
    #[arg(long, default_value_t = Draws::DEFAULT.number(), value_name = "N")]
    draws: u32,
    /// D’où partent les tirages : la même graine redonne le même résultat (méthode bisou).
    #[arg(long, default_value_t = Draws::DEFAULT.seed(), value_name = "N")]
    seed: u64,
}

impl How {
    /// What was meant.
    pub fn by(&self) -> Result<By> {
        let Some(method) = Method::parse(&self.method) else {
            let all = Method::ALL.map(Method::name).join(", ");
            bail!("la méthode «\u{202f}{}\u{202f}» n’existe pas\u{202f}: {all}", self.method);
        };
        let draws = Draws::new(self.draws, self.seed)
            .map_err(|fault| anyhow!("{} [{}]", fault.french(Field::option), fault.code))?;
        Ok(By { method, draws })
    }
}

/// Equivalences by their ids; one that misleads is refused, and says why.
pub fn equivalences(ids: &[String]) -> Result<Vec<&'static Equivalence>> {
    ids.iter().map(|id| Ok(Registry::embedded().equivalence_or_why(id)?)).collect()
}

/// Exit code 2 when the question cannot be answered.
pub fn run(ask: &Ask) -> Result<ExitCode> {
    let by = ask.by.by()?;
    if ask.stdin {
        if let Some((field, _)) = ask.given.0.first() {
            bail!("--stdin lit les questions\u{202f}: --{} n’a pas de sens avec lui", field.option());
        }
        return stdin::run(by);
    }
    let equivalences = equivalences(&ask.equivalents)?;
    let mut received = Received::default();
    for (field, text) in &ask.given.0 {
        given(&mut received, *field, text);
    }
    let sized = [Field::ActiveParams, Field::TotalParams];
    let custom = ask.given.0.iter().any(|(field, _)| sized.contains(field));
    let kind = if custom { Kind::Custom } else { Kind::Known };
    let answered = Question::check(Catalogue::embedded(), kind, received)
        .and_then(|question| answer(ask, &question, by, &equivalences).map_err(|fault| vec![fault]));
    match answered {
        Ok(text) => {
            print!("{text}");
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            refuse(ask.json, &faults)?;
            Ok(ExitCode::from(crate::USAGE))
        }
    }
}

fn answer(
    ask: &Ask,
    question: &Question<'_>,
    by: By,
    equivalences: &[&Equivalence],
) -> Result<String, Fault> {
    if ask.json {
        return json_of(ask, question, by);
    }
    let mut out = table::of(question, by, equivalences)?;
    if let Question::Request(request) = question {
        if ask.sensitivity {
            more::sensitivity(&mut out, &Basket::of(request).sensitivity(by.draws));
        }
        if ask.levers {
            more::levers(&mut out, &levers(Catalogue::embedded(), request, by.draws));
        }
        if ask.explain {
            more::explanation(&mut out, &explain::explain(request, by.method));
        }
    }
    Ok(out)
}

/// The answer as a line, with what else was asked for under names of its own.
fn json_of(ask: &Ask, question: &Question<'_>, by: By) -> Result<String, Fault> {
    let mut line = Vec::new();
    write_answer(None, question, by, &mut line)?;
    let text = String::from_utf8_lossy(&line).into_owned();
    let Question::Request(request) = question else { return Ok(text) };
    let more = [
        ("sensitivity", ask.sensitivity.then(|| json!(Basket::of(request).sensitivity(by.draws)))),
        ("levers", ask.levers.then(|| json!(levers(Catalogue::embedded(), request, by.draws)))),
        ("explain", ask.explain.then(|| json!(explain::explain(request, by.method)))),
    ];
    let more: String = more
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!(",\"{name}\":{value}")))
        .collect();
    // The line is one object: what is added stands before its last brace, and no number is read and written again.
    let open = text.trim_end().strip_suffix('}').unwrap_or(&text);
    Ok(format!("{open}{more}}}\n"))
}

/// A sentence each on the standard error; for programs also an object on the standard output.
pub fn refuse(json: bool, faults: &[Fault]) -> Result<()> {
    for fault in faults {
        eprintln!("bisou\u{202f}: {} [{}]", fault.french(Field::option), fault.code);
    }
    if json {
        let all: Vec<_> = faults.iter().map(|fault| Refusal::new(fault, Field::snake)).collect();
        println!("{}", serde_json::to_string(&json!({ "error": all.first(), "errors": all }))?);
    }
    Ok(())
}
