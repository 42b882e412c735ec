//! `bisou impact models` and `bisou impact zones`: what is known, and where it is doubtful.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use figures::french;
use impact::data::Model;
use impact::lines::{ModelEntry, VideoEntry, ZoneEntry};
use impact::{Catalogue, Warning};

#[derive(Args)]
pub struct Models {
    /// Une partie du nom ; sans elle, tous.
    query: Option<String>,
    /// Ceux qui font des vidéos.
    #[arg(long)]
    video: bool,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Zones {
    /// Un code, une partie d’un nom (français, néerlandais, allemand, anglais) ; sans elle, toutes.
    query: Option<String>,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

/// A line; who has stopped reading misses nothing.
fn say(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Exit code 1 when nothing is found.
pub fn models(list: &Models) -> Result<ExitCode> {
    let all = Catalogue::embedded();
    if list.video {
        return videos(all, list);
    }
    let found = all.search_models(list.query.as_deref().unwrap_or_default());
    if list.json {
        let told: Vec<_> = found.iter().map(|model| ModelEntry::new(all, model)).collect();
        say(&serde_json::to_string(&told)?);
    } else {
        found.iter().for_each(|model| say(&model_line(all, model)));
        eprintln!("{} modèles ou alias\u{202f}; ? = taille jamais publiée, devinée", found.len());
    }
    Ok(if found.is_empty() { ExitCode::from(crate::WRONG) } else { ExitCode::SUCCESS })
}

fn videos(all: &Catalogue, list: &Models) -> Result<ExitCode> {
    let found = all.search_videos(list.query.as_deref().unwrap_or_default());
    if list.json {
        let told: Vec<_> = found.iter().map(|video| VideoEntry::new(video)).collect();
        say(&serde_json::to_string(&told)?);
    } else {
        found.iter().for_each(|video| say(video.name));
        eprintln!("{} modèles qui font des vidéos", found.len());
    }
    Ok(if found.is_empty() { ExitCode::from(crate::WRONG) } else { ExitCode::SUCCESS })
}

fn model_line(all: &Catalogue, model: &Model) -> String {
    let guessed = if model.warnings.contains(Warning::ArchitectureNotReleased) { "?" } else { " " };
    let active = model.parameters.active();
    let size = french::interval(active.low().get(), active.high().get());
    let alias = model.alias_of.map(|target| format!("  = {target}")).unwrap_or_default();
    format!("{:<16} {:<48} {guessed} {size} G actifs{alias}", all.provider_of(model).name, model.name)
}

/// Exit code 1 when nothing is found.
pub fn zones(list: &Zones) -> Result<ExitCode> {
    let all = Catalogue::embedded();
    let found = all.search_zones(list.query.as_deref().unwrap_or_default());
    if list.json {
        let told: Vec<_> = found.iter().map(|zone| ZoneEntry::new(zone)).collect();
        say(&serde_json::to_string(&told)?);
    } else {
        for zone in &found {
            let grams = zone.mix.gwp().of_a_kilowatt_hour().grams();
            let world = if zone.warnings.is_empty() { "" } else { "  *" };
            let grams = french::number(grams.round());
            say(&format!("{}  {:<36} {grams:>6} g CO₂e/kWh{world}", zone.code, zone.name.fr));
        }
        eprintln!("{} zones\u{202f}; * = une valeur au moins est celle du monde", found.len());
    }
    Ok(if found.is_empty() { ExitCode::from(crate::WRONG) } else { ExitCode::SUCCESS })
}
