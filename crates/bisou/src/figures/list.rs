//! The list: by claim or by quantity, each on one axis.

use std::fmt::Write;

use anyhow::Result;
use clap::Args;
use figures::{Axis, Claim, Figure, Registry, expand_text, french, wire};
use texts::{Texts, t};

use super::{marks, unknown, words};
use crate::bars;

#[derive(Args)]
pub struct List {
    /// Seulement ce sujet : ai-use, ai-training, water, digital-sector…
    #[arg(long, value_name = "SUJET")]
    topic: Option<String>,
    /// Seulement cette question : co2-par-requete, eau-par-reponse…
    #[arg(long, value_name = "QUESTION")]
    claim: Option<String>,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

const LEGEND: &str = "\n● valeur, ━ fourchette publiée, ◂ zéro\u{202f}; ≠ contesté\u{202f}: ne se cite jamais seul (bisou figures show ID)\n";

pub fn tell(registry: &Registry, list: &List) -> Result<String> {
    let claim = list.claim.as_deref().map(|id| claim(registry, id)).transpose()?;
    if let Some(topic) = list.topic.as_deref().filter(|topic| !registry.topics().contains(topic)) {
        return Err(unknown("le sujet", topic, &registry.nearest_topics(topic), registry.topics()));
    }
    let chosen = match claim {
        Some(claim) => registry.figures_of(claim),
        None => registry.figures().iter().collect(),
    };
    let wanted = |figure: &&Figure| list.topic.as_ref().is_none_or(|topic| figure.topic == *topic);
    let figures: Vec<&Figure> = chosen.into_iter().filter(wanted).collect();
    if list.json {
        return Ok(serde_json::to_string(&wire::List::new(registry, &figures))? + "\n");
    }
    let table = match claim {
        Some(claim) => of_claim(registry, claim, &figures),
        None => by_quantity(registry, &figures),
    };
    Ok(table + LEGEND)
}

fn claim<'a>(registry: &'a Registry, id: &str) -> Result<&'a Claim> {
    let all = registry.claims().iter().map(|claim| &*claim.id);
    registry.claim(id).ok_or_else(|| unknown("la question", id, &registry.nearest_claims(id), all))
}

fn of_claim(registry: &Registry, claim: &Claim, figures: &[&Figure]) -> String {
    let texts = words();
    let mut out = format!("{}\n", claim.question(texts.lang()));
    table(&mut out, texts, registry, &claim.unit, figures, figures);
    // Writing to a text cannot fail.
    let _ = writeln!(out, "\n{}", texts.get("figures-why"));
    for why in claim.why(texts.lang()) {
        let _ = writeln!(out, "· {}", expand_text(why, registry));
    }
    for mistake in &claim.mistakes {
        let _ = writeln!(out, "✗ {}\u{202f}: {}", mistake.figure, mistake.what(texts.lang()));
    }
    out
}

fn by_quantity(registry: &Registry, figures: &[&Figure]) -> String {
    let mut quantities: Vec<&str> = Vec::new();
    for figure in figures {
        if !quantities.contains(&&*figure.quantity) {
            quantities.push(&figure.quantity);
        }
    }
    let mut out = String::new();
    for quantity in quantities {
        let alike: Vec<&Figure> =
            figures.iter().copied().filter(|figure| figure.quantity == quantity).collect();
        let _ = write!(out, "{}{quantity}", if out.is_empty() { "" } else { "\n" });
        table(&mut out, words(), registry, &alike[0].unit.plain(), &alike, figures);
    }
    out
}

/// The axis, then a line a figure; a contested one with what contradicts it, where that is not among all that are shown.
fn table(
    out: &mut String,
    texts: &Texts,
    registry: &Registry,
    unit: &str,
    figures: &[&Figure],
    among: &[&Figure],
) {
    let spreads: Vec<[f64; 3]> = figures.iter().filter_map(|figure| figure.spread_in(unit)).collect();
    let axis = Axis::close_around(&spreads);
    let shown = unit.replace("m3", "m³");
    let [low, high] = axis.ends().map(|end| french::quantity(end, &shown));
    let ends = t!(texts, "figures-from-to", low = low.trim_end(), high = high.trim_end());
    let _ = writeln!(out, "  axe logarithmique, {ends}");
    for figure in figures {
        let bar = figure
            .spread_in(unit)
            .map(|[low, value, high]| bars::on(axis, value, figure.range().map(|_| (low, high))));
        let marks = marks(texts, figure).join(", ");
        let line = format!(
            "{} {:<38} {:>22}  {}  {}  {}  {marks}",
            if figure.is_contested() { '≠' } else { ' ' },
            &*figure.id,
            figure.text(),
            bar.unwrap_or_else(|| " ".repeat(bars::WIDTH + 2)),
            figure.year,
            figure.reference(registry),
        );
        let _ = writeln!(out, "{}", line.trim_end());
        against(out, registry, figure, among);
    }
}

fn against(out: &mut String, registry: &Registry, figure: &Figure, among: &[&Figure]) {
    for other in registry.left_out(figure, among) {
        let per = other.per().map(|per| format!(" {per}")).unwrap_or_default();
        let _ = writeln!(out, "    ≠ {}{per} ({}) [{}]", other.text(), other.reference(registry), other.id);
    }
}
