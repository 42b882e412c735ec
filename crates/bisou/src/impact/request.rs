//! `bisou impact request`: one question from options, or many from the standard input.

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use figures::{Equivalence, Registry};
use impact::bisou::{Basket, Draws, levers};
use impact::check::Kind;
use impact::{By, Catalogue, Fault, Field, Method, Question, explain};
use serde_json::json;

use super::fields::{Asked, Choice, Given};
use super::{ask, more, stdin, table};

#[derive(Args)]
pub struct Ask {
    #[command(flatten)]
    given: Given<Request>,
    #[command(flatten)]
    by: How,
    /// En quoi traduire le résultat : car-km, beef-meal… (répétable ; voir bisou figures)
    #[arg(long = "equivalent", value_name = "ID")]
    equivalents: Vec<String>,
    #[command(flatten)]
    beside: Beside,
    /// Lit une question par ligne (JSON) et écrit une réponse ou une erreur par ligne, dans l’ordre.
    #[arg(long)]
    stdin: bool,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

/// What stands beside the answer.
#[derive(Args)]
struct Beside {
    /// Montre chaque formule avec ses nombres, et d’où vient chacun.
    #[arg(long)]
    explain: bool,
    /// Montre ce qui compte le plus, une hypothèse à la fois (méthode bisou).
    #[arg(long)]
    sensitivity: bool,
    /// Montre ce que changerait chaque levier (méthode bisou).
    #[arg(long)]
    levers: bool,
}

/// By which method, and how it draws.
#[derive(Args)]
pub struct How {
    /// La méthode de calcul : ecologits-0.11.3 ou bisou ; son nom et sa version sont écrits avec chaque résultat.
    #[arg(long, default_value = Method::Reference.as_str(), value_name = "MÉTHODE")]
    method: String,
    #[command(flatten)]
    drawing: Drawing,
}

/// How method `bisou` draws.
#[derive(Args)]
pub struct Drawing {
    /// Combien de tirages (méthode bisou) ; d’ordinaire 10 000, et 400 par ligne avec --stdin.
    #[arg(long, value_name = "N")]
    draws: Option<u32>,
    /// D’où partent les tirages : la même graine redonne le même résultat (méthode bisou) ; d’ordinaire 2070.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

impl How {
    /// What was meant, drawn as usual there where nothing is said.
    fn by(&self, usual: Draws) -> Result<By> {
        Ok(By {
            method: Method::parse(&self.method).map_err(|fault| said(&fault))?,
            draws: self.drawing.draws(usual)?,
        })
    }
}

impl Drawing {
    /// What was meant, else as usual there.
    pub fn draws(&self, usual: Draws) -> Result<Draws> {
        Draws::new(self.draws.unwrap_or(usual.number()), self.seed.unwrap_or(usual.seed()))
            .map_err(|fault| said(&fault))
    }

    /// The first option that was given.
    fn given(&self) -> Option<&'static str> {
        self.draws.map(|_| "draws").or(self.seed.map(|_| "seed"))
    }
}

fn said(fault: &Fault) -> anyhow::Error {
    anyhow!("{} [{}]", fault.french(Field::option), fault.code)
}

/// Equivalences by their ids; one that misleads is refused, and says why.
pub fn equivalences(ids: &[String]) -> Result<Vec<&'static Equivalence>> {
    ids.iter().map(|id| Ok(Registry::embedded().equivalence_or_why(id)?)).collect()
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
        Choice::Value(Field::InputTokens, "Longueur de la question, en tokens (méthode bisou)", "N"),
        Choice::Value(Field::Images, "Images demandées avec la réponse (méthode bisou)", "N"),
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
pub fn run(asked: &Ask) -> Result<ExitCode> {
    if asked.stdin {
        if let Some((field, _)) = asked.given.fields.first() {
            bail!("--stdin lit les questions\u{202f}: --{} n’a pas de sens avec lui", field.option());
        }
        return stdin::run(asked.by.by(Draws::FEW)?);
    }
    let by = asked.by.by(Draws::DEFAULT)?;
    // The two methods are never mixed: an answer by one has nothing of the other in it.
    let (beside, drawing) = (&asked.beside, asked.by.drawing.given());
    let alone = drawing
        .or(beside.sensitivity.then_some("sensitivity"))
        .or(beside.levers.then_some("levers"))
        .filter(|_| by.method != Method::Bisou);
    if let Some(option) = alone {
        bail!("--{option} appartient à la méthode {}\u{202f}: ajoutez --method {0}", Method::Bisou.as_str());
    }
    let equivalences = equivalences(&asked.equivalents)?;
    let sized = [Field::ActiveParams, Field::TotalParams];
    let custom = asked.given.fields.iter().any(|(field, _)| sized.contains(field));
    let kind = if custom { Kind::Custom } else { Kind::Known };
    ask::ask(kind, asked.given.received(), asked.json, |question| {
        if asked.json { json_of(asked, question, by) } else { told(asked, question, by, &equivalences) }
    })
}

fn told(ask: &Ask, question: &Question<'_>, by: By, equivalences: &[&Equivalence]) -> Result<String, Fault> {
    let mut out = table::of(question, by, equivalences)?;
    if let Question::Request(request) = question {
        if ask.beside.sensitivity {
            more::sensitivity(&mut out, &Basket::of(request).sensitivity(by.draws));
        }
        if ask.beside.levers {
            more::levers(&mut out, &levers(Catalogue::embedded(), request, by.draws));
        }
        if ask.beside.explain {
            more::explanation(&mut out, &explain::explain(request, by.method));
        }
    }
    Ok(out)
}

/// The answer as a line, with what else was asked for under names of its own.
fn json_of(ask: &Ask, question: &Question<'_>, by: By) -> Result<String, Fault> {
    let text = ask::line_of(question, by)?;
    let Question::Request(request) = question else { return Ok(text) };
    let more = [
        ("sensitivity", ask.beside.sensitivity.then(|| json!(Basket::of(request).sensitivity(by.draws)))),
        ("levers", ask.beside.levers.then(|| json!(levers(Catalogue::embedded(), request, by.draws)))),
        ("explain", ask.beside.explain.then(|| json!(explain::explain(request, by.method)))),
    ];
    let more: String = more
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!(",\"{name}\":{value}")))
        .collect();
    // The line is one object: what is added stands before its last brace, and no number is read and written again.
    let open = text.trim_end().strip_suffix('}').unwrap_or(&text);
    Ok(format!("{open}{more}}}\n"))
}
