//! `bisou impact training`: what training a model has cost, scope by scope.

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
    given: Given<Training>,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

/// A training.
#[derive(Clone, Debug)]
pub struct Training;

impl Asked for Training {
    const OPTIONS: &'static [Choice] = &[
        Choice::Value(Field::TrainingHours, "Heures de tous les accélérateurs (1e6 ou 9e5..1.1e6)", "H"),
        Choice::Value(
            Field::TrainingOperations,
            "Au lieu des heures\u{202f}: les opérations (3.14e23)",
            "FLOP",
        ),
        Choice::Value(
            Field::TrainedParams,
            "Ou encore\u{202f}: les paramètres, actifs si c’est un mélange d’experts (175B)",
            "N",
        ),
        Choice::Value(
            Field::TrainingTokens,
            "… et les tokens d’entraînement (3e11)\u{202f}: 6 × paramètres × tokens",
            "N",
        ),
        Choice::Flag(
            Field::Recompute,
            "recompute",
            "true",
            "Les activations sont recalculées\u{202f}: 8 au lieu de 6",
        ),
        Choice::Value(
            Field::ReachedRate,
            "Opérations par seconde atteintes par accélérateur (150T)",
            "FLOP/S",
        ),
        Choice::Value(Field::PeakRate, "Au lieu de cela\u{202f}: sa pointe (312T)…", "FLOP/S"),
        Choice::Value(Field::Efficiency, "… et la part qu’il en atteint (MFU), de 0 à 1", "N"),
        Choice::Value(
            Field::TrainingPower,
            "Puissance moyenne par accélérateur, en W (400 ou 330..400)",
            "W",
        ),
        Choice::Value(
            Field::PowerScope,
            "Ce qu’elle couvre\u{202f}: gpu, server (sa part du serveur), facility (bâtiment compris)",
            "QUOI",
        ),
        Choice::Value(Field::Pue, "PUE du centre de données, de 1 à 3 (1.2 ou 1.1..1.3)", "N"),
        Choice::Value(
            Field::Zone,
            "D’où vient l’électricité\u{202f}: FRA, fr, France… (voir bisou impact zones)",
            "ZONE",
        ),
        Choice::Value(Field::Intensity, "Au lieu de la zone\u{202f}: kg CO₂e par kWh (0.057)", "KG"),
        Choice::Value(
            Field::IdleEnergy,
            "Énergie des machines en attente, en kWh, mesurée comme la puissance",
            "KWH",
        ),
        Choice::Value(Field::AcceleratorMade, "Fabrication d’un accélérateur, en kg CO₂e", "KG"),
        Choice::Value(Field::ServerMade, "Fabrication d’un serveur sans eux, en kg CO₂e", "KG"),
        Choice::Value(Field::ServerGpus, "Accélérateurs par serveur", "N"),
        Choice::Value(
            Field::Lifetime,
            "Durée de vie du matériel, en secondes (6 ans\u{202f}: 189216000)",
            "S",
        ),
        Choice::Value(Field::InUse, "Part de cette vie où il travaille, de 0 à 1", "N"),
        Choice::Value(Field::Wue, "Eau évaporée sur place, en L/kWh (0.5 ou 0.1..1)", "N"),
        Choice::Value(
            Field::GridWater,
            "Au lieu de celle de la zone\u{202f}: eau de l’électricité, en L/kWh",
            "L",
        ),
        Choice::Value(
            Field::Uses,
            "Nombre d’usages entre lesquels partager\u{202f}; sans lui, rien n’est dit par usage",
            "N",
        ),
    ];
}

/// Exit code 2 when the question cannot be answered.
pub fn run(training: &Ask) -> Result<ExitCode> {
    ask::plain(Kind::Training, training.given.received(), training.json)
}
