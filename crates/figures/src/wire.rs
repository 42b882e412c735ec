//! Figures for programs: the same objects on the command line (`--json`) and over HTTP. Names are stable; new ones may come.

use serde::Serialize;

use crate::{Claim, Contradiction, Difference, Evidence, Figure, FigureId, Registry, Source, Verdict};

/// A figure with its source.
#[derive(Debug, Serialize)]
pub struct Told<'a> {
    id: &'a str,
    topic: &'a str,
    quantity: &'a str,
    claims: Vec<&'a str>,
    label: &'a str,
    subject: &'a str,
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    unit: &'a str,
    text: String,
    per: Option<&'a str>,
    year: i32,
    year_published: Option<i32>,
    geography: Option<&'a str>,
    scope: &'a str,
    includes: &'a [String],
    excludes: &'a [String],
    allocation: &'a str,
    accounting: &'a str,
    method: &'a str,
    evidence: Evidence,
    verified: bool,
    seen: &'a str,
    status: &'a str,
    contested: bool,
    contradicts: &'a [FigureId],
    superseded_by: Option<&'a FigureId>,
    derived_from: &'a [FigureId],
    formula: Option<&'a str>,
    deck: Option<Deck<'a>>,
    note: String,
    caution: Option<&'a str>,
    source: Cited<'a>,
    also_sources: Vec<Cited<'a>>,
}

/// What the deck says, and what was found.
#[derive(Debug, Serialize)]
struct Deck<'a> {
    verdict: Verdict,
    text: Option<&'a str>,
}

/// Who says it.
#[derive(Debug, Serialize)]
struct Cited<'a> {
    id: &'a str,
    kind: &'a str,
    short: &'a str,
    author: &'a str,
    title: &'a str,
    year: i32,
    doi: Option<&'a str>,
    url: Option<&'a str>,
    address_verified: bool,
}

impl<'a> From<&'a Source> for Cited<'a> {
    fn from(source: &'a Source) -> Self {
        Self {
            id: &source.id,
            kind: &source.kind,
            short: &source.short,
            author: &source.author,
            title: &source.title,
            year: source.year,
            doi: source.doi.as_deref(),
            url: source.url.as_deref(),
            address_verified: source.verified,
        }
    }
}

impl<'a> Told<'a> {
    /// All that is known of a figure, but for how it differs from others.
    pub fn new(registry: &'a Registry, figure: &'a Figure) -> Self {
        let source = registry.source(&figure.source).expect("a loaded registry knows its sources");
        let also = figure.also_sources.iter().filter_map(|id| registry.source(id));
        Self {
            id: &figure.id,
            topic: &figure.topic,
            quantity: &figure.quantity,
            claims: registry.claims_of(figure).into_iter().map(|claim| &*claim.id).collect(),
            label: &figure.label,
            subject: &figure.subject,
            value: figure.value,
            low: figure.low,
            high: figure.high,
            unit: figure.unit.as_str(),
            text: figure.text(),
            per: figure.per(),
            year: figure.year,
            year_published: figure.year_published,
            geography: figure.geography.as_deref(),
            scope: &figure.scope,
            includes: &figure.includes,
            excludes: &figure.excludes,
            allocation: &figure.allocation,
            accounting: &figure.accounting,
            method: &figure.method,
            evidence: figure.evidence,
            verified: figure.verified,
            seen: &figure.seen,
            status: &figure.status,
            contested: figure.is_contested(),
            contradicts: &figure.contradicts,
            superseded_by: figure.superseded_by.as_ref(),
            derived_from: &figure.derived_from,
            formula: figure.formula.as_deref(),
            deck: figure.seed_verdict.map(|verdict| Deck { verdict, text: figure.seed_text.as_deref() }),
            note: crate::expand_text(&figure.note, registry),
            caution: figure.caution.as_deref(),
            source: source.into(),
            also_sources: also.map(Cited::from).collect(),
        }
    }
}

/// A list of figures, with the claims that they answer.
#[derive(Debug, Serialize)]
pub struct List<'a> {
    claims: Vec<Asked<'a>>,
    figures: Vec<Told<'a>>,
}

/// A claim: its question, why its figures differ.
#[derive(Debug, Serialize)]
struct Asked<'a> {
    id: &'a str,
    question: &'a str,
    question_en: &'a str,
    unit: &'a str,
    figures: Vec<&'a str>,
    beside: &'a [FigureId],
    settings: Vec<String>,
    why: Vec<String>,
    mistakes: Vec<Wrong<'a>>,
}

#[derive(Debug, Serialize)]
struct Wrong<'a> {
    figure: &'a str,
    what: &'a str,
}

impl<'a> Asked<'a> {
    fn new(registry: &'a Registry, claim: &'a Claim) -> Self {
        Self {
            id: &claim.id,
            question: &claim.question_fr,
            question_en: &claim.question_en,
            unit: &claim.unit,
            figures: registry.figures_of(claim).into_iter().map(|figure| &*figure.id).collect(),
            beside: &claim.beside,
            settings: claim.settings.iter().map(|setting| setting.word().into_owned()).collect(),
            why: claim.why_fr.iter().map(|why| crate::expand_text(why, registry)).collect(),
            mistakes: claim
                .mistakes
                .iter()
                .map(|one| Wrong { figure: &one.figure, what: &one.what_fr })
                .collect(),
        }
    }
}

impl<'a> List<'a> {
    /// These figures, and the claims that any of them answers.
    pub fn new(registry: &'a Registry, figures: &[&'a Figure]) -> Self {
        let answered = |claim: &&Claim| {
            registry.figures_of(claim).iter().any(|one| figures.iter().any(|shown| shown.id == one.id))
        };
        Self {
            claims: registry
                .claims()
                .iter()
                .filter(answered)
                .map(|claim| Asked::new(registry, claim))
                .collect(),
            figures: figures.iter().map(|figure| Told::new(registry, figure)).collect(),
        }
    }
}

/// One figure, with each that contradicts it side by side.
#[derive(Debug, Serialize)]
pub struct Whole<'a> {
    figure: Told<'a>,
    contradictions: Vec<Against<'a>>,
}

/// The other figure, and what differs.
#[derive(Debug, Serialize)]
struct Against<'a> {
    figure: Told<'a>,
    times: Option<f64>,
    differences: Vec<Difference>,
}

impl<'a> Whole<'a> {
    /// All that is known of a figure.
    pub fn new(registry: &'a Registry, figure: &'a Figure) -> Self {
        let against = |one: Contradiction<'a>| Against {
            figure: Told::new(registry, one.other),
            times: one.times,
            differences: one.differences,
        };
        let contradictions = registry.contradictions(&figure.id).into_iter().map(against).collect();
        Self { figure: Told::new(registry, figure), contradictions }
    }
}
