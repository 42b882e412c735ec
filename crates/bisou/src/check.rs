//! `bisou check`: every fault of a pack, with its file, line and column.

use std::path::PathBuf;
use std::process::ExitCode;

use activities::Registry;
use anyhow::Result;
use clap::Args;
use content::{Library, counted};

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
        println!("{report}");
        for line in library.iter().flat_map(packs) {
            println!("{line}");
        }
    }
    Ok(if report.errors() == 0 { ExitCode::SUCCESS } else { ExitCode::from(crate::WRONG) })
}

/// What each pack holds: `fr : 6 ateliers, 312 éléments`.
fn packs(library: &Library) -> impl Iterator<Item = String> {
    let packs = library.langs().into_iter().filter_map(|lang| Some((lang, library.pack(lang)?)));
    packs.map(|(lang, pack)| {
        let workshops = counted(pack.workshops().count(), "atelier");
        format!("{lang}\u{202f}: {workshops}, {}", counted(pack.len(), "élément"))
    })
}
