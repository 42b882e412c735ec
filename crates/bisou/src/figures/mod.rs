//! `bisou figures`: what is published, who says it, why it differs.

mod list;
mod show;

use std::io::{self, Write};
use std::process::ExitCode;

use ::figures::{Figure, Registry};
use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use texts::{Texts, texts};

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Figures {
    #[command(subcommand)]
    show: Option<Show>,
    #[command(flatten)]
    list: list::List,
}

#[derive(Subcommand)]
enum Show {
    /// Tout sur un chiffre, à côté de ceux qui le contredisent.
    Show(show::One),
}

/// Exit code 2 when what is asked for is not known.
pub fn run(figures: &Figures) -> Result<ExitCode> {
    let registry = Registry::embedded();
    let told = match &figures.show {
        Some(Show::Show(one)) => show::tell(registry, one)?,
        None => list::tell(registry, &figures.list)?,
    };
    // Who has stopped reading misses nothing.
    let _ = io::stdout().lock().write_all(told.as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// The words of the terminal.
fn words() -> &'static Texts {
    texts(texts::DEFAULT)
}

/// What is not known, with the names that are near, else what there is.
fn unknown<'a>(what: &str, id: &str, near: &[&str], all: impl IntoIterator<Item = &'a str>) -> anyhow::Error {
    let all: Vec<&str> = all.into_iter().collect();
    let told = match (near, &*all) {
        ([], []) => String::new(),
        ([], all) => format!("\u{202f}; possible\u{202f}: {}", all.join(", ")),
        (near, _) => format!("\u{202f}; les plus proches\u{202f}: {}", near.join(", ")),
    };
    anyhow!("{what} «\u{202f}{id}\u{202f}» n’existe pas{told}")
}

/// What a reader must know at once: not verified, contested, what was found of what the deck says.
fn marks(texts: &Texts, figure: &Figure) -> Vec<String> {
    let mut marks = Vec::new();
    if !figure.verified {
        marks.push(format!("⚠ {}", texts.get("not-verified")));
    }
    if let Some(verdict) = figure.seed_verdict {
        marks.push(texts::t!(
            texts,
            "figures-in-deck",
            verdict = texts.get(&format!("verdict-of-{}", verdict.as_str()))
        ));
    }
    marks
}
