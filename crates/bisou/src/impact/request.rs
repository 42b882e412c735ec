//! `bisou impact request`: one question from options, or many from the standard input.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use impact::check::{Kind, Received, given};
use impact::lines::{Refusal, write_answer};
use impact::reference::METHOD;
use impact::{Catalogue, Fault, Field, Question};
use serde_json::json;

use super::fields::Given;
use super::{stdin, table};

#[derive(Args)]
pub struct Ask {
    #[command(flatten)]
    given: Given,
    /// La méthode de calcul ; son nom et sa version sont écrits avec chaque résultat.
    #[arg(long, default_value = METHOD, value_name = "MÉTHODE")]
    method: String,
    /// Lit une question par ligne (JSON) et écrit une réponse ou une erreur par ligne, dans l’ordre.
    #[arg(long)]
    stdin: bool,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

/// Exit code 2 when the question cannot be answered.
pub fn run(ask: &Ask) -> Result<ExitCode> {
    if ask.method != METHOD {
        bail!("la méthode «\u{202f}{}\u{202f}» n’existe pas\u{202f}: {METHOD}", ask.method);
    }
    if ask.stdin {
        if let Some((field, _)) = ask.given.0.first() {
            bail!("--stdin lit les questions\u{202f}: --{} n’a pas de sens avec lui", field.option());
        }
        return stdin::run();
    }
    let mut received = Received::default();
    for (field, text) in &ask.given.0 {
        given(&mut received, *field, text);
    }
    let sized = [Field::ActiveParams, Field::TotalParams];
    let custom = ask.given.0.iter().any(|(field, _)| sized.contains(field));
    let kind = if custom { Kind::Custom } else { Kind::Known };
    let answered = Question::check(Catalogue::embedded(), kind, received)
        .and_then(|question| answer(ask, &question).map_err(|fault| vec![fault]));
    match answered {
        Ok(text) => {
            print!("{text}");
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            refuse(ask, &faults)?;
            Ok(ExitCode::from(crate::USAGE))
        }
    }
}

fn answer(ask: &Ask, question: &Question<'_>) -> Result<String, Fault> {
    if !ask.json {
        return table::of(question);
    }
    let mut line = Vec::new();
    write_answer(None, question, &mut line)?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// A sentence each on the standard error; for programs also an object on the standard output.
fn refuse(ask: &Ask, faults: &[Fault]) -> Result<()> {
    for fault in faults {
        eprintln!("bisou\u{202f}: {} [{}]", fault.french(Field::option), fault.code);
    }
    if ask.json {
        let all: Vec<_> = faults.iter().map(|fault| Refusal::new(fault, Field::snake)).collect();
        println!("{}", serde_json::to_string(&json!({ "error": all.first(), "errors": all }))?);
    }
    Ok(())
}
