//! `cargo xtask test`: every stage in its order; one that fails does not keep the next from running.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::count::Count;
use crate::stages::{Outcome, STAGES, Stage};
use crate::workspace::Workspace;

/// Which stages to run; all of them when nothing is said.
#[derive(Args)]
pub struct Options {
    /// Run this stage and no other (again for more)
    #[arg(long, value_name = "STAGE", value_parser = names(), conflicts_with = "skip")]
    only: Vec<String>,
    /// Run all stages but this one (again for more)
    #[arg(long, value_name = "STAGE", value_parser = names())]
    skip: Vec<String>,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(STAGES.iter().map(|stage| stage.name))
}

impl Options {
    fn wants(&self, stage: &Stage) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == stage.name);
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

/// Runs the stages; the last line says how many tests passed and failed in all.
pub fn run(workspace: &Workspace, options: &Options) -> ExitCode {
    let wanted: Vec<&Stage> = STAGES.iter().filter(|stage| options.wants(stage)).collect();
    let mut lines = Vec::new();
    let mut total = Count::default();
    for stage in wanted {
        println!("\n==> {}: {}", stage.name, stage.what);
        let start = Instant::now();
        let outcome = outcome_of(stage, workspace);
        let line = format!("{:<8} {outcome} ({})", stage.name, minutes(start.elapsed()));
        println!("<== {line}");
        lines.push(line);
        total = total + outcome.count();
    }
    println!("\n{}\n\n{total}", lines.join("\n"));
    if total.is_green() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a stage gave; one that could not be run is one failed test.
fn outcome_of(stage: &Stage, workspace: &Workspace) -> Outcome {
    (stage.run)(workspace).unwrap_or_else(|error| {
        println!("error: {error:#}");
        Outcome::Ran(Count::one(false))
    })
}

/// `4.2 s`, `3 min 07 s`
fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(only: &[&str], skip: &[&str]) -> Vec<&'static str> {
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let options = Options { only: owned(only), skip: owned(skip) };
        STAGES.iter().filter(|stage| options.wants(stage)).map(|stage| stage.name).collect()
    }

    #[test]
    fn all_stages_run_when_nothing_is_said() {
        assert_eq!(wanted(&[], &[]).len(), STAGES.len());
    }

    #[test]
    fn stages_can_be_chosen_and_left_out() {
        assert_eq!(wanted(&["unit", "fmt"], &[]), ["fmt", "unit"]);
        assert!(!wanted(&[], &["browser"]).contains(&"browser"));
    }

    #[test]
    fn a_time_is_told_in_seconds_then_in_minutes() {
        assert_eq!(minutes(Duration::from_millis(4200)), "4.2 s");
        assert_eq!(minutes(Duration::from_secs(187)), "3 min 07 s");
    }
}
