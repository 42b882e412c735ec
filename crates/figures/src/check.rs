//! What makes a registry sound.

use std::collections::{HashMap, HashSet};

use crate::{Evidence, Figure, Registry, RegistryError};

const FIGURES: &str = "figures.toml";
const EQUIVALENCES: &str = "equivalences.toml";

const SOURCE_KINDS: [&str; 13] = [
    "peer-reviewed",
    "preprint",
    "vendor",
    "ngo",
    "agency",
    "consultancy",
    "press",
    "blog",
    "book",
    "database",
    "podcast",
    "seed",
    "registry",
];
const METHODS: [&str; 6] = ["measured", "estimated", "declared", "modelled", "computed", "survey"];
const ALLOCATIONS: [&str; 8] =
    ["average", "marginal", "median", "total", "share", "factor", "typical", "not-stated"];
const ACCOUNTINGS: [&str; 4] = ["location-based", "market-based", "not-stated", "not-applicable"];
const STATUSES: [&str; 6] = ["current", "dated", "superseded", "disputed", "target", "projection"];
const TOPICS: [&str; 11] = [
    "seed",
    "ai-use",
    "ai-training",
    "ai-sector",
    "digital-sector",
    "water",
    "devices",
    "everyday",
    "electricity",
    "climate",
    "usage",
];
const STAGES: [&str; 25] = [
    "training",
    "research",
    "inference",
    "idle",
    "cpu-memory",
    "cooling",
    "pue",
    "hardware-manufacture",
    "end-of-life",
    "network",
    "device-use",
    "device-manufacture",
    "data-centre-building",
    "water-on-site",
    "water-off-site",
    "upstream-fuel",
    "non-co2-aviation",
    "vehicle-manufacture",
    "infrastructure",
    "imports",
    "land-use",
    "user-terminal",
    "cryptocurrency",
    "tv-sets",
    "enterprise-it",
];
/// The shortest note that says something.
const NOTE_MIN: usize = 40;

/// Collects errors with the line of the entry they are about.
struct Findings {
    file: &'static str,
    lines: HashMap<String, usize>,
    errors: Vec<RegistryError>,
}

impl Findings {
    fn new(file: &'static str, text: &str) -> Self {
        let ids = text.lines().enumerate().filter_map(|(index, line)| {
            let id = line.strip_prefix("id = \"")?.strip_suffix('"')?;
            Some((id.to_owned(), index + 1))
        });
        Self { file, lines: ids.collect(), errors: vec![] }
    }

    fn add(&mut self, id: &str, what: impl Into<String>) {
        let line = self.lines.get(id).copied().unwrap_or(1);
        self.errors.push(RegistryError { file: self.file, line, what: format!("{id}: {}", what.into()) });
    }

    fn word(&mut self, id: &str, field: &str, word: &str, allowed: &[&str]) {
        if !allowed.contains(&word) {
            self.add(id, format!("{field} {word:?} is not one of {}", allowed.join(", ")));
        }
    }
}

pub(crate) fn check(registry: &Registry, figures: &str, equivalences: &str) -> Vec<RegistryError> {
    let mut found = Findings::new(FIGURES, figures);
    ids(&mut found, "source", registry.sources().iter().map(|source| source.id.as_str()));
    ids(&mut found, "figure", registry.figures().iter().map(|figure| &*figure.id));
    sources(&mut found, registry);
    for figure in registry.figures() {
        words(&mut found, figure);
        values(&mut found, figure);
        references(&mut found, registry, figure);
        loops(&mut found, registry, figure);
    }
    let mut more = Findings::new(EQUIVALENCES, equivalences);
    ids(&mut more, "equivalence", registry.equivalences().iter().map(|one| one.id.as_str()));
    units_of_life(&mut more, registry);
    found.errors.extend(more.errors);
    found.errors
}

fn ids<'a>(found: &mut Findings, what: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for id in ids {
        let plain = !id.is_empty()
            && id.split('-').all(|part| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        if !plain {
            found.add(id, format!("a {what} is named by lower-case letters, digits and hyphens"));
        }
        if !seen.insert(id) {
            found.add(id, format!("two {what}s have this id"));
        }
    }
}

fn sources(found: &mut Findings, registry: &Registry) {
    for source in registry.sources() {
        found.word(&source.id, "kind", &source.kind, &SOURCE_KINDS);
        if source.author.trim().is_empty() || source.title.trim().is_empty() {
            found.add(&source.id, "author and title are expected");
        }
        if source.doi.is_none() && source.url.is_none() && source.note.is_none() {
            found.add(&source.id, "a doi, a url or a note that says why there is none is expected");
        }
        if source.doi.as_ref().is_some_and(|doi| !doi.starts_with("10.") || !doi.contains('/')) {
            found.add(&source.id, "the doi is malformed");
        }
        if source.url.as_ref().is_some_and(|url| !(url.starts_with("https://") || url.starts_with("http://")))
        {
            found.add(&source.id, "the url is malformed");
        }
    }
}

fn words(found: &mut Findings, figure: &Figure) {
    found.word(&figure.id, "topic", &figure.topic, &TOPICS);
    found.word(&figure.id, "method", &figure.method, &METHODS);
    found.word(&figure.id, "allocation", &figure.allocation, &ALLOCATIONS);
    found.word(&figure.id, "accounting", &figure.accounting, &ACCOUNTINGS);
    found.word(&figure.id, "status", &figure.status, &STATUSES);
    for stage in figure.includes.iter().chain(&figure.excludes) {
        found.word(&figure.id, "stage", stage, &STAGES);
    }
    if let Some(both) = figure.includes.iter().find(|stage| figure.excludes.contains(stage)) {
        found.add(&figure.id, format!("{both} is both included and excluded"));
    }
    if figure.note.chars().count() < NOTE_MIN {
        found.add(&figure.id, format!("a note of at least {NOTE_MIN} characters is expected"));
    }
}

fn values(found: &mut Findings, figure: &Figure) {
    if figure.low.is_some_and(|low| low > figure.value) || figure.high.is_some_and(|high| high < figure.value)
    {
        found.add(&figure.id, "low <= value <= high is expected");
    }
    if !figure.unit.is_known() {
        found.add(&figure.id, format!("the unit {:?} is not known", figure.unit.as_str()));
    }
    if !(1990..=2060).contains(&figure.year) {
        found.add(&figure.id, format!("the year {} is out of range", figure.year));
    }
    if figure.verified == (figure.evidence == Evidence::None) {
        found.add(&figure.id, "verified is true exactly when there is evidence");
    }
    if figure.evidence == Evidence::Computed && figure.formula.is_none() {
        found.add(&figure.id, "a computed figure needs its formula");
    }
    if figure.seed != figure.seed_verdict.is_some() {
        found.add(&figure.id, "a figure of the deck, and no other, has a verdict");
    }
    if (figure.status == "superseded") != figure.superseded_by.is_some() {
        found.add(&figure.id, "superseded and superseded_by go together");
    }
}

fn references(found: &mut Findings, registry: &Registry, figure: &Figure) {
    for source in std::iter::once(&figure.source).chain(&figure.also_sources) {
        if registry.source(source).is_none() {
            found.add(&figure.id, format!("the source {source:?} is not known"));
        }
    }
    let named = figure.contradicts.iter().chain(&figure.derived_from).chain(&figure.superseded_by);
    for other in named {
        if registry.figure(other).is_none() || *other == figure.id {
            found.add(&figure.id, format!("the figure {other:?} is not known, or is itself"));
        }
    }
    for other in &figure.contradicts {
        if registry.figure(other).is_some_and(|other| !other.contradicts.contains(&figure.id)) {
            found.add(&figure.id, format!("contradicts {other}, which does not say so in return"));
        }
    }
}

fn loops(found: &mut Findings, registry: &Registry, figure: &Figure) {
    let mut seen = HashSet::new();
    let mut now = Some(figure);
    while let Some(one) = now {
        if !seen.insert(&one.id) {
            found.add(&figure.id, "superseded_by goes round in a circle");
            return;
        }
        now = one.superseded_by.as_ref().and_then(|next| registry.figure(next));
    }
}

fn units_of_life(found: &mut Findings, registry: &Registry) {
    for one in registry.equivalences() {
        found.word(&one.id, "dimension", &one.dimension, &["carbon", "energy", "water"]);
        if !(one.low > 0.0 && one.low <= one.central && one.central <= one.high) {
            found.add(&one.id, "0 < low <= central <= high is expected");
        }
        if !one.unit.is_known() {
            found.add(&one.id, format!("the unit {:?} is not known", one.unit.as_str()));
        }
        if one.figures.is_empty() {
            found.add(&one.id, "the figures it rests on are expected");
        }
        for figure in &one.figures {
            if registry.figure(figure).is_none() {
                found.add(&one.id, format!("the figure {figure:?} is not known"));
            }
        }
    }
    for refused in registry.refused() {
        if registry.equivalence(&refused.id).is_some() {
            found.add(&refused.id, "is refused and offered at the same time");
        }
        if refused.reason.chars().count() < NOTE_MIN {
            found.add(&refused.id, "a reason is expected");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURES_TOML: &str = include_str!("../../../content/data/figures.toml");
    const EQUIVALENCES_TOML: &str = include_str!("../../../content/data/equivalences.toml");

    #[test]
    fn the_embedded_registry_is_sound() {
        let registry = Registry::embedded();
        assert!(registry.figures().len() >= 186 && registry.equivalences().len() >= 20);
    }

    /// Each change breaks one rule, and is told with its line.
    #[test]
    fn each_rule_can_be_broken() {
        let cases = [
            ("contradicts = [\"car-km-fr-thermal\"]", "contradicts = []", "does not say so in return"),
            ("topic = \"ai-training\"", "topic = \"training\"", "is not one of"),
            ("unit = \"g{CO2e}/km\"", "unit = \"g{CO2e/km\"", "the unit"),
            ("source = \"dutoit-2024\"", "source = \"dutoit-2042\"", "the source"),
            ("seed_verdict = \"weak-chain\"\n", "", "verdict"),
            ("high = 7\n", "high = 6.2\n", "low <= value <= high"),
        ];
        for (from, to, expected) in cases {
            assert!(FIGURES_TOML.contains(from), "{from}");
            let errors = Registry::parse(&FIGURES_TOML.replacen(from, to, 1), EQUIVALENCES_TOML).unwrap_err();
            assert!(
                errors.iter().any(|error| error.what.contains(expected) && error.line > 1),
                "{from}: {errors:?}"
            );
        }
    }

    #[test]
    fn a_directory_is_read_like_the_program_itself() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/data");
        let loaded = Registry::load(&dir).unwrap();
        assert_eq!(loaded.figures(), Registry::embedded().figures());
        assert_eq!(Registry::load(&dir.join("nowhere")).unwrap_err()[0].file, "figures.toml");
    }

    #[test]
    fn a_near_miss_is_recognised() {
        let registry = Registry::embedded();
        assert_eq!(registry.closest("google-2025-c02"), Some("google-2025-co2"));
        assert_eq!(registry.closest("quelque-chose-de-tout-autre"), None);
        let others = registry.contradictions("seed-request-co2");
        assert!(
            !others.is_empty()
                && others.iter().all(|other| other.contradicts.iter().any(|id| &**id == "seed-request-co2"))
        );
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line() {
        let broken = FIGURES_TOML.replacen("label_fr = ", "labell_fr = ", 1);
        let errors = Registry::parse(&broken, EQUIVALENCES_TOML).unwrap_err();
        assert!(errors[0].line > 1 && errors[0].what.contains("labell_fr"), "{errors:?}");
    }
}
