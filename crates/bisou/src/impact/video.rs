//! `bisou impact video`: what making a video from a text costs.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use impact::Field;
use impact::check::Kind;

use super::ask;
use super::fields::{Asked, Choice, Given};

#[derive(Args)]
pub struct Ask {
    #[command(flatten)]
    given: Given<Video>,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

/// A video from a text.
#[derive(Clone, Debug)]
pub struct Video;

impl Asked for Video {
    const OPTIONS: &'static [Choice] = &[
        Choice::Value(Field::Model, "Le modèle, avec qui l’a fait\u{202f}: openai/sora-2", "NOM"),
        Choice::Value(Field::Resolution, "720p, 1080p, 4k, ou LARGEURxHAUTEUR en pixels", "TAILLE"),
        Choice::Value(Field::Duration, "Durée de la vidéo, en secondes", "S"),
        Choice::Flag(Field::Audio, "no-audio", "false", "La vidéo est muette"),
        Choice::Value(
            Field::Zone,
            "D’où vient l’électricité\u{202f}: BEL, be, Belgique… (le monde, si rien n’est dit)",
            "ZONE",
        ),
        Choice::Value(Field::Requests, "Combien de vidéos pareilles", "N"),
        Choice::Value(Field::Pue, "PUE du centre de données, de 1 à 3 (1.2 ou 1.1..1.3)", "N"),
        Choice::Value(Field::Wue, "Eau évaporée sur place, en L/kWh (0.5 ou 0.1..1)", "N"),
        Choice::Value(Field::MixGwp, "Mix propre\u{202f}: kg CO₂e par kWh", "KG"),
        Choice::Value(Field::MixAdpe, "Mix propre\u{202f}: kg Sb éq. par kWh", "KG"),
        Choice::Value(Field::MixPe, "Mix propre\u{202f}: MJ d’énergie primaire par kWh", "MJ"),
        Choice::Value(Field::MixWue, "Mix propre\u{202f}: litres d’eau par kWh", "L"),
    ];
}

/// Exit code 2 when the question cannot be answered.
pub fn run(video: &Ask) -> Result<ExitCode> {
    ask::plain(Kind::Video, video.given.received(), video.json)
}
