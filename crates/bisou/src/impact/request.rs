//! `bisou impact request`: one question from options, or many from the standard input.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use impact::check::Kind;
use impact::reference::METHOD;
use impact::{Field, Method};

use super::fields::{Asked, Choice, Given};
use super::{ask, stdin};

#[derive(Args)]
pub struct Ask {
    #[command(flatten)]
    given: Given<Request>,
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

/// A request to a language model.
#[derive(Clone, Debug)]
pub struct Request;

impl Asked for Request {
    const OPTIONS: &'static [Choice] = &[
        Choice::Value(Field::Model, "Le modèle (voir bisou impact models)", "NOM"),
        Choice::Value(Field::Provider, "Qui l’héberge, si plusieurs l’ont", "NOM"),
        Choice::Value(
            Field::Like,
            "Un modèle connu, pour compter comme lui un modèle qui ne l’est pas",
            "NOM",
        ),
        Choice::Value(Field::OutputTokens, "Longueur de la réponse, en tokens", "N"),
        Choice::Value(Field::Latency, "Durée mesurée de la réponse, en secondes", "S"),
        Choice::Value(
            Field::Zone,
            "D’où vient l’électricité : BEL, be, Belgique… (voir bisou impact zones)",
            "ZONE",
        ),
        Choice::Value(Field::Requests, "Combien de requêtes pareilles", "N"),
        Choice::Value(Field::ActiveParams, "Au lieu du modèle : paramètres actifs (8e9, 8B, 44B..132B)", "N"),
        Choice::Value(Field::TotalParams, "Au lieu du modèle : paramètres en mémoire (8e9, 8B)", "N"),
        Choice::Value(Field::Bits, "Bits par poids", "N"),
        Choice::Value(Field::Batch, "Requêtes que le serveur traite à la fois", "N"),
        Choice::Value(Field::TokensPerSecond, "Tokens par seconde", "N"),
        Choice::Value(Field::FirstToken, "Durée jusqu’au premier token, en secondes", "S"),
        Choice::Value(Field::GpuMemory, "Mémoire d’un GPU, en Go", "GO"),
        Choice::Value(Field::ServerPower, "Puissance du serveur sans ses GPU, en kW", "KW"),
        Choice::Value(Field::ServerGpus, "GPU par serveur", "N"),
        Choice::Value(Field::Lifetime, "Durée de vie du matériel, en secondes", "S"),
        Choice::Value(Field::Pue, "PUE du centre de données, de 1 à 3 (1.2 ou 1.1..1.3)", "N"),
        Choice::Value(Field::Wue, "Eau évaporée sur place, en L/kWh (0.5 ou 0.1..1)", "N"),
        Choice::Value(Field::MixGwp, "Mix propre : kg CO₂e par kWh", "KG"),
        Choice::Value(Field::MixAdpe, "Mix propre : kg Sb éq. par kWh", "KG"),
        Choice::Value(Field::MixPe, "Mix propre : MJ d’énergie primaire par kWh", "MJ"),
        Choice::Value(Field::MixWue, "Mix propre : litres d’eau par kWh", "L"),
    ];
}

/// Exit code 2 when the question cannot be answered.
pub fn run(request: &Ask) -> Result<ExitCode> {
    if let Err(fault) = Method::parse(&request.method) {
        bail!("{} [{}]", fault.french(Field::option), fault.code);
    }
    if request.stdin {
        if let Some((field, _)) = request.given.fields.first() {
            bail!("--stdin lit les questions\u{202f}: --{} n’a pas de sens avec lui", field.option());
        }
        return stdin::run();
    }
    let sized = [Field::ActiveParams, Field::TotalParams];
    let custom = request.given.fields.iter().any(|(field, _)| sized.contains(field));
    ask::ask(if custom { Kind::Custom } else { Kind::Known }, request.given.received(), request.json)
}
