//! One figure: all that is known of it, and what contradicts it, side by side.

use std::fmt::Write;

use anyhow::Result;
use clap::Args;
use figures::{Aspect, Contradiction, Figure, Registry, Source, expand_text, french, wire};
use texts::{Texts, t};

use super::{marks, unknown, words};

#[derive(Args)]
pub struct One {
    /// Son identifiant, comme google-2025-co2 (voir bisou figures).
    id: String,
    /// Pour les programmes.
    #[arg(long)]
    json: bool,
}

pub fn tell(registry: &Registry, one: &One) -> Result<String> {
    let found = registry.figure(&one.id);
    let figure = found.ok_or_else(|| unknown("le chiffre", &one.id, &registry.nearest(&one.id), []))?;
    if one.json {
        return Ok(serde_json::to_string(&wire::Whole::new(registry, figure))? + "\n");
    }
    let texts = words();
    let mut out = head(texts, figure);
    // Writing to a text cannot fail.
    for (name, value) in facts(texts, registry, figure) {
        let _ = writeln!(out, "  {name:<24} {value}");
    }
    let _ = writeln!(out, "\n{}", expand_text(&figure.note, registry));
    for claim in registry.claims_of(figure).into_iter().take(1) {
        let _ = writeln!(out, "\n{}", claim.question(texts.lang()));
        for why in claim.why(texts.lang()) {
            let _ = writeln!(out, "· {}", expand_text(why, registry));
        }
    }
    for against in registry.contradictions(&figure.id) {
        side_by_side(&mut out, texts, registry, &against);
    }
    Ok(out)
}

fn per(figure: &Figure) -> String {
    figure.per().map(|per| format!(" {per}")).unwrap_or_default()
}

fn head(texts: &Texts, figure: &Figure) -> String {
    let mut out = format!("{}{}\n{} [{}]\n", figure.text(), per(figure), figure.label, figure.id);
    for mark in marks(texts, figure) {
        let _ = writeln!(out, "{mark}");
    }
    if figure.is_contested() {
        let _ = writeln!(out, "≠ {}", t!(texts, "fig-contested-alone"));
    }
    out
}

/// Each fact with its name, what is not there left out.
fn facts(texts: &Texts, registry: &Registry, figure: &Figure) -> Vec<(String, String)> {
    let range = figure.range_text().unwrap_or_else(|| texts.get("figures-no-range").into_owned());
    let mut facts = vec![(t!(texts, "fact-range").into_owned(), range)];
    for aspect in Aspect::ALL {
        let said = aspect.of(registry, figure);
        if !said.is_empty() {
            facts.push((
                texts.word("aspect", aspect.as_str()).into_owned(),
                texts.words(aspect.vocabulary(), &said),
            ));
        }
    }
    let mut add = |key: &str, value: Option<String>| {
        facts.extend(value.map(|value| (texts.get(key).into_owned(), value)));
    };
    add("fig-deck-says", figure.seed_text.clone());
    add("fact-formula", figure.formula.clone());
    add("fig-caution", figure.caution.clone());
    add("fig-superseded", figure.superseded_by.as_ref().map(ToString::to_string));
    let derived: Vec<String> = figure.derived_from.iter().map(ToString::to_string).collect();
    add("fig-derived", (!derived.is_empty()).then(|| derived.join(", ")));
    add("fig-seen", Some(figure.seen.clone()));
    let sources = std::iter::once(&figure.source).chain(&figure.also_sources);
    for source in sources.filter_map(|id| registry.source(id)) {
        add("fact-source", Some(cite(texts, source)));
    }
    facts
}

fn cite(texts: &Texts, source: &Source) -> String {
    let mut cited = format!("{}, {}, {}", source.author, source.title, source.year);
    for place in source.doi.iter().map(|doi| format!("doi:{doi}")).chain(source.url.clone()) {
        let _ = write!(cited, ", {place}");
    }
    if !source.verified {
        let _ = write!(cited, " ({})", t!(texts, "fig-address-unverified"));
    }
    cited
}

fn side_by_side(out: &mut String, texts: &Texts, registry: &Registry, against: &Contradiction<'_>) {
    let other = against.other;
    let times = match against.times {
        None => t!(texts, "fig-not-comparable").into_owned(),
        Some(times) if (times - 1.0).abs() < 0.05 => t!(texts, "fig-alike").into_owned(),
        Some(times) if times > 1.0 => t!(texts, "fig-times-more", n = french::estimate(times)),
        Some(times) => t!(texts, "fig-times-less", n = french::estimate(1.0 / times)),
    };
    let _ = writeln!(
        out,
        "\n≠ {}{}\u{202f}: {times}\n  {} ({}) [{}]",
        other.text(),
        per(other),
        other.label,
        other.reference(registry),
        other.id
    );
    for difference in &against.differences {
        let name = texts.word("aspect", difference.aspect.as_str());
        let [here, there] = [&difference.here, &difference.there]
            .map(|said| texts.words(difference.aspect.vocabulary(), said));
        let _ = writeln!(out, "  {name:<24} {here}\n  {:<24} ↔ {there}", "");
    }
}
