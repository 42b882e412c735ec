//! `bisou check`: every fault of a pack, with its file, line and column.

use std::path::PathBuf;
use std::process::ExitCode;

use activities::Registry;
use anyhow::Result;
use clap::Args;
use content::{Library, Report};

#[derive(Args)]
pub struct Check {
    /// Dossiers de packs ; sans dossier, le pack de Bisou lui-même.
    folders: Vec<PathBuf>,
    /// Pour les programmes : les fautes en JSON.
    #[arg(long)]
    json: bool,
}

/// Exit code 1 when there is a fault.
pub fn run(check: &Check) -> Result<ExitCode> {
    let checked = if check.folders.is_empty() {
        Library::embedded(&Registry)
    } else {
        Library::check(&check.folders, &Registry)
    };
    let (report, library) = match checked {
        Ok(library) => (library.advice.clone(), Some(library)),
        Err(report) => (report, None),
    };
    if check.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{report}");
        println!("{}", conclusion(&report, library.as_ref()));
    }
    Ok(if report.errors() == 0 { ExitCode::SUCCESS } else { ExitCode::from(crate::WRONG) })
}

fn conclusion(report: &Report, library: Option<&Library>) -> String {
    let advice = report.diagnostics.len() - report.errors();
    let Some(library) = library else { return format!("{} erreurs, {advice} conseils", report.errors()) };
    let packs = library.langs().into_iter().filter_map(|lang| Some((lang, library.pack(lang)?)));
    let told: Vec<String> = packs
        .map(|(lang, pack)| {
            format!("{lang}\u{202f}: {} ateliers, {} éléments", pack.workshops().count(), pack.len())
        })
        .collect();
    format!("valable ({}), {advice} conseils", told.join(" ; "))
}
