//! One question, answered on the standard output, or refused.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use impact::bisou::Outcomes;
use impact::check::{Kind, Received};
use impact::lines::{Refusal, write_answer};
use impact::{By, Catalogue, Fault, Field, Question};
use serde_json::json;

use super::table;

/// Prints what is told of a question. Exit code 2 when it cannot be answered.
pub fn ask(
    kind: Kind,
    received: Received<'_>,
    for_programs: bool,
    told: impl FnOnce(&Question<'_>) -> Result<String, Fault>,
) -> Result<ExitCode> {
    let told = Question::check(Catalogue::embedded(), kind, received)
        .and_then(|question| told(&question).map_err(|fault| vec![fault]));
    answered(told, for_programs)
}

/// Prints an answer, or all that is wrong with its question.
pub fn answered(told: Result<String, Vec<Fault>>, for_programs: bool) -> Result<ExitCode> {
    match told {
        Ok(text) => {
            // Who has stopped reading misses nothing.
            let _ = io::stdout().lock().write_all(text.as_bytes());
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            refuse(&faults, for_programs)?;
            Ok(ExitCode::from(crate::USAGE))
        }
    }
}

/// The same by the reference, as a table, or as an object for programs.
pub fn plain(kind: Kind, received: Received<'_>, for_programs: bool) -> Result<ExitCode> {
    ask(kind, received, for_programs, |question| {
        if !for_programs {
            return table::of(question, By::default(), &[]);
        }
        line_of(question, By::default())
    })
}

/// The answer as a line of JSON.
pub fn line_of(question: &Question<'_>, by: By) -> Result<String, Fault> {
    let mut line = Vec::new();
    write_answer(None, question, by.method, &mut Outcomes::new(by.draws), &mut line)?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// A sentence each on the standard error; for programs also an object on the standard output.
fn refuse(faults: &[Fault], for_programs: bool) -> Result<()> {
    for fault in faults {
        eprintln!("bisou\u{202f}: {} [{}]", fault.french(Field::option), fault.code);
    }
    if for_programs {
        let all: Vec<_> = faults.iter().map(|fault| Refusal::new(fault, Field::snake)).collect();
        println!("{}", serde_json::to_string(&json!({ "error": all.first(), "errors": all }))?);
    }
    Ok(())
}
