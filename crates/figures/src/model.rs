//! What the registry's files say, typed.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::{Registry, Unit, french};

/// The id of a figure: `google-2025-co2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FigureId(pub String);

impl Deref for FigureId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far a value was traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Read in the source itself.
    Primary,
    /// Read in another text that cites the source.
    Secondary,
    /// Computed from other figures; the formula is given.
    Computed,
    /// Known, but not seen again in a copy.
    None,
}

/// What was found when a figure of the deck was traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds as it stands.
    Holds,
    /// It holds when one says about what.
    HoldsWithScope,
    /// The chain of citations is weak.
    WeakChain,
    /// No source was found.
    NotTraceable,
}

impl Verdict {
    /// The word of the registry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::HoldsWithScope => "holds-with-scope",
            Self::WeakChain => "weak-chain",
            Self::NotTraceable => "not-traceable",
        }
    }
}

/// A published value.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its id.
    pub id: FigureId,
    /// Where the exhibition shows it.
    pub topic: String,
    /// Figures of one quantity answer the same kind of question.
    pub quantity: String,
    /// What was measured.
    pub subject: String,
    /// What stands beside the value.
    #[serde(rename = "label_fr")]
    pub label: String,
    /// The central value, in [`Figure::unit`].
    pub value: f64,
    /// The lower end of the published range.
    pub low: Option<f64>,
    /// The upper end of the published range.
    pub high: Option<f64>,
    /// UCUM with annotations.
    pub unit: Unit,
    /// The value as it is written in French.
    pub value_text: Option<String>,
    /// « par requête »
    pub per_text: Option<String>,
    /// Of which model, in two or three words: « GPT-4o ». What tells two figures of one source apart.
    pub about_text: Option<String>,
    /// Other words that it answers to in a search: « 4 grammes », « un demi-litre ».
    #[serde(default)]
    pub known_as: Vec<String>,
    /// The year the value is about.
    pub year: i32,
    /// What is counted, where, for what.
    pub scope: String,
    /// Life-cycle stages that are counted; empty where the source does not say.
    pub includes: Vec<String>,
    /// Life-cycle stages that are left out.
    pub excludes: Vec<String>,
    /// `average`, `marginal`, `median`…
    pub allocation: String,
    /// `location-based`, `market-based`…
    pub accounting: String,
    /// `measured`, `modelled`…
    pub method: String,
    /// The id of its source.
    pub source: String,
    /// Ids of further sources.
    #[serde(default)]
    pub also_sources: Vec<String>,
    /// Where the value was seen.
    pub seen: String,
    /// How far it was traced.
    pub evidence: Evidence,
    /// Whether it was seen again in a copy.
    pub verified: bool,
    /// `current`, `dated`, `disputed`…
    pub status: String,
    /// Figures to be read together with this one.
    #[serde(default)]
    pub contradicts: Vec<FigureId>,
    /// The figure that replaces it.
    pub superseded_by: Option<FigureId>,
    /// Figures it is computed from.
    #[serde(default)]
    pub derived_from: Vec<FigureId>,
    /// How it is computed.
    pub formula: Option<String>,
    /// Whether the deck shows it.
    #[serde(default)]
    pub seed: bool,
    /// What was found when it was traced.
    pub seed_verdict: Option<Verdict>,
    /// What the deck says.
    pub seed_text: Option<String>,
    /// When it was published, if not in its year.
    pub year_published: Option<i32>,
    /// What to beware of.
    pub caution: Option<String>,
    /// Where it is about.
    pub geography: Option<String>,
    /// What to know about it, in a sentence or two.
    #[serde(rename = "note_fr")]
    pub note: String,
}

impl Figure {
    /// The value with its unit, ready to be shown.
    pub fn text(&self) -> String {
        self.value_text
            .clone()
            .unwrap_or_else(|| format!("{}\u{a0}{}", french::number(self.value), self.unit.symbol()))
    }

    /// « par requête »
    pub fn per(&self) -> Option<&str> {
        self.per_text.as_deref()
    }

    /// Of what one of it is, as a row beside others says it: « GPT-4o, par page (400 jetons) »; nothing where no words are known.
    pub fn account(&self) -> String {
        [self.about_text.as_deref(), self.per()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The published range, in [`Figure::unit`]; an end that was not published is the value.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.has_range().then(|| (self.low.unwrap_or(self.value), self.high.unwrap_or(self.value)))
    }

    /// Whether a range was published.
    pub fn has_range(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// Whether the registry says that it does not hold.
    pub fn is_disputed(&self) -> bool {
        self.status == "disputed"
    }

    /// The published range with its unit, ready to be shown: `0,24–0,39 g CO₂e`.
    pub fn range_text(&self) -> Option<String> {
        let (low, high) = self.range()?;
        let text = format!("{}\u{202f}{}", french::interval(low, high), self.unit.symbol());
        Some(text.trim_end().to_owned())
    }

    /// Low, value and high in a plain unit (`g`, `Wh`, `mL`), an end that was not published being the value; none when the
    /// figure measures something else.
    pub fn spread_in(&self, symbol: &str) -> Option<[f64; 3]> {
        let factor = self.unit.factor_to_symbol(symbol)?;
        let (low, high) = self.range().unwrap_or((self.value, self.value));
        Some([low * factor, self.value * factor, high * factor])
    }

    /// Whether it must not be shown alone: others say otherwise, or it is disputed.
    pub fn is_contested(&self) -> bool {
        !self.contradicts.is_empty() || self.is_disputed()
    }

    /// `Dutoit, 2024`
    pub fn reference<'a>(&self, registry: &'a Registry) -> &'a str {
        registry.source(&self.source).map_or("", |source| &source.short)
    }

    /// Value, what was measured, reference and how far it was traced.
    pub fn full(&self, registry: &Registry) -> String {
        let per = self.per().map(|per| format!(" {per}")).unwrap_or_default();
        let traced = match self.evidence {
            Evidence::Primary => "lu à la source",
            Evidence::Secondary => "lu dans un texte qui le cite",
            Evidence::Computed => "recalculé",
            Evidence::None => "non vérifié",
        };
        format!("{}{per}, {} ({}, {traced})", self.text(), self.subject, self.reference(registry))
    }
}

/// Who says it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// `peer-reviewed`, `vendor`, `press`…
    pub kind: String,
    /// Who wrote it.
    pub author: String,
    /// Its title.
    pub title: String,
    /// When it came out.
    pub year: i32,
    /// As it is cited.
    pub short: String,
    /// Its digital object identifier.
    pub doi: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
    /// False: the address is cited from memory.
    #[serde(default = "yes")]
    pub verified: bool,
}

fn yes() -> bool {
    true
}

/// One of something known: a kilometre by car, a charge of a phone.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equivalence {
    /// Its id.
    pub id: String,
    /// `carbon`, `energy` or `water`.
    pub dimension: String,
    /// « km en voiture thermique »
    #[serde(rename = "label_fr")]
    pub label: String,
    /// Unit of the three values.
    pub unit: Unit,
    /// What one of them is.
    pub per_unit: String,
    /// The least that one of them is.
    pub low: f64,
    /// The usual value.
    pub central: f64,
    /// The most that one of them is.
    pub high: f64,
    /// Figures it rests on.
    pub figures: Vec<FigureId>,
    /// How the three values come about.
    pub formula: String,
    /// What to know about it.
    #[serde(rename = "note_fr")]
    pub note: String,
    /// Proposed without being asked for.
    #[serde(default)]
    pub default: bool,
    /// Why it is.
    pub default_reason: Option<String>,
    /// What to beware of.
    pub caution: Option<String>,
    /// The label in English.
    pub label_en: Option<String>,
    /// Where it is about.
    pub geography: Option<String>,
    /// For which age it is fit.
    pub age: Option<String>,
}

/// A comparison that is not made, and why.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Its id.
    pub id: String,
    /// What would be compared.
    #[serde(rename = "label_fr")]
    pub label: String,
    /// Why not.
    #[serde(rename = "reason_fr")]
    pub reason: String,
}
