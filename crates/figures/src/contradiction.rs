//! Why two figures that contradict each other differ: what they say of themselves, side by side.

use serde::Serialize;

use crate::{Evidence, Figure, Registry};

/// In what two figures can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// What one of it is: an answer, a conversation, a kilometre.
    Unit,
    /// What was measured.
    Subject,
    /// What is counted, where, for what, as the source says.
    Scope,
    /// Stages of the life cycle that are counted.
    Includes,
    /// Stages that are left out.
    Excludes,
    /// The electricity of the grid, or that of contracts.
    Accounting,
    /// Median, mean, marginal…
    Allocation,
    /// Where it is about.
    Geography,
    /// The year that the value is about.
    Year,
    /// Measured, modelled, declared…
    Method,
    /// What kind of source says it.
    Source,
    /// How far it was traced.
    Evidence,
    /// Current, dated, disputed…
    Status,
}

impl Aspect {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 13] = [
        Self::Unit,
        Self::Subject,
        Self::Scope,
        Self::Includes,
        Self::Excludes,
        Self::Accounting,
        Self::Allocation,
        Self::Geography,
        Self::Year,
        Self::Method,
        Self::Source,
        Self::Evidence,
        Self::Status,
    ];

    /// The word that names it: `includes`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Subject => "subject",
            Self::Scope => "scope",
            Self::Includes => "includes",
            Self::Excludes => "excludes",
            Self::Accounting => "accounting",
            Self::Allocation => "allocation",
            Self::Geography => "geography",
            Self::Year => "year",
            Self::Method => "method",
            Self::Source => "source",
            Self::Evidence => "evidence",
            Self::Status => "status",
        }
    }

    /// The vocabulary that its words are of (`stage` of `cooling`); none where they are free text.
    pub fn vocabulary(self) -> Option<&'static str> {
        match self {
            Self::Unit | Self::Subject | Self::Scope | Self::Geography | Self::Year => None,
            Self::Includes | Self::Excludes => Some("stage"),
            Self::Accounting => Some("accounting"),
            Self::Allocation => Some("allocation"),
            Self::Method => Some("method"),
            Self::Source => Some("source"),
            Self::Evidence => Some("evidence"),
            Self::Status => Some("status"),
        }
    }

    /// What a figure says of it: words of its vocabulary, or a text; nothing where it does not say.
    pub fn of(self, registry: &Registry, figure: &Figure) -> Vec<String> {
        let one = |text: &str| vec![text.to_owned()];
        match self {
            Self::Unit => figure.per_text.iter().cloned().collect(),
            Self::Subject => one(&figure.subject),
            Self::Scope => one(&figure.scope),
            Self::Includes => figure.includes.clone(),
            Self::Excludes => figure.excludes.clone(),
            Self::Accounting => said(&figure.accounting),
            Self::Allocation => said(&figure.allocation),
            Self::Geography => figure.geography.iter().cloned().collect(),
            Self::Year => one(&figure.year.to_string()),
            Self::Method => one(&figure.method),
            Self::Source => {
                registry.source(&figure.source).map(|source| source.kind.clone()).into_iter().collect()
            }
            Self::Evidence => one(figure.evidence.as_str()),
            Self::Status => one(&figure.status),
        }
    }
}

/// A word that says something.
fn said(word: &str) -> Vec<String> {
    if matches!(word, "not-stated" | "not-applicable") { vec![] } else { vec![word.to_owned()] }
}

impl Evidence {
    /// The word of the registry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Computed => "computed",
            Self::None => "none",
        }
    }
}

/// What two figures say of one aspect, where they do not say the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Of what.
    pub aspect: Aspect,
    /// What this figure says; nothing: it does not say.
    pub here: Vec<String>,
    /// What the other one says.
    pub there: Vec<String>,
}

/// A figure that is to be read together with another one, and in what they differ.
#[derive(Clone, Debug)]
pub struct Contradiction<'a> {
    /// The other figure.
    pub other: &'a Figure,
    /// How many times this figure's value the other one's is; none when they measure different things, or one is 0.
    pub times: Option<f64>,
    /// What differs, in the order of [`Aspect::ALL`].
    pub differences: Vec<Difference>,
}

impl Registry {
    /// The figures that are to be read together with this one, each with what differs.
    pub fn contradictions(&self, id: &str) -> Vec<Contradiction<'_>> {
        let Some(figure) = self.figure(id) else { return vec![] };
        let others = figure.contradicts.iter().filter_map(|other| self.figure(other));
        others.map(|other| self.compare(figure, other)).collect()
    }

    /// Two figures side by side.
    pub fn compare<'a>(&self, here: &Figure, there: &'a Figure) -> Contradiction<'a> {
        let differences = Aspect::ALL.into_iter().filter_map(|aspect| {
            let (own, their) = (aspect.of(self, here), aspect.of(self, there));
            (own != their).then_some(Difference { aspect, here: own, there: their })
        });
        Contradiction { other: there, times: times(here, there), differences: differences.collect() }
    }
}

fn times(here: &Figure, there: &Figure) -> Option<f64> {
    let factor = there.unit.factor_to(&here.unit)?;
    let times = there.value * factor / here.value;
    (times.is_finite() && times > 0.0).then_some(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_waters_are_told_apart_by_what_they_count() {
        let registry = Registry::embedded();
        let against = registry.contradictions("google-2025-water");
        let mistral = against.iter().find(|one| &*one.other.id == "mistral-2025-water").unwrap();
        assert!((mistral.times.unwrap() - 45.0 / 0.26).abs() < 1e-9);
        let excludes = mistral.differences.iter().find(|one| one.aspect == Aspect::Excludes).unwrap();
        assert!(
            excludes.here.contains(&"water-off-site".to_owned())
                && !excludes.there.contains(&"water-off-site".to_owned())
        );
        assert!(mistral.differences.iter().all(|one| one.here != one.there));
        assert!(!mistral.differences.iter().any(|one| one.aspect == Aspect::Year), "both are of 2025");
    }

    #[test]
    fn what_measures_other_things_has_no_ratio() {
        let registry = Registry::embedded();
        let of =
            |here: &str, there: &str| times(registry.figure(here).unwrap(), registry.figure(there).unwrap());
        assert_eq!(of("seed-smartphone-charge", "google-2025-energy"), None);
        assert_eq!(of("llama31-2024-co2-market", "llama31-2024-co2"), None);
        assert_eq!(of("seed-chatgpt-water", "li-2023-water"), Some(1.0));
    }

    /// Nothing is said to contradict without a word on why.
    #[test]
    fn every_contradiction_is_explained() {
        let registry = Registry::embedded();
        for figure in registry.figures() {
            for against in registry.contradictions(&figure.id) {
                assert!(!against.differences.is_empty(), "{} and {}", figure.id, against.other.id);
            }
        }
    }
}
