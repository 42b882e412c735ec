//! What makes a registry sound.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use crate::registry::Files;
use crate::{
    Claim, DeckChart, Doubt, Evidence, Exchange, Figure, FigureId, Registry, RegistryError, Setting,
};

const FIGURES: &str = "figures.toml";
const EQUIVALENCES: &str = "equivalences.toml";
const CLAIMS: &str = "claims.toml";

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
const ALLOCATIONS: [&str; 9] =
    ["average", "marginal", "median", "total", "share", "factor", "typical", "worst", "not-stated"];
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
/// Addresses beside the claims' own under `/chiffres`.
const RESERVED: [&str; 4] = ["chaines", "graphiques-du-diaporama", "reflexe", "tous"];
/// Years that a figure can be about, and a source of.
const YEARS: RangeInclusive<i32> = 1990..=2060;
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

pub(crate) fn check(registry: &Registry, files: &Files<'_>) -> Vec<RegistryError> {
    let mut found = Findings::new(FIGURES, files.figures);
    ids(&mut found, "source", registry.sources().iter().map(|source| source.id.as_str()));
    ids(&mut found, "figure", registry.figures().iter().map(|figure| &*figure.id));
    sources(&mut found, registry);
    for figure in registry.figures() {
        words(&mut found, figure);
        values(&mut found, figure);
        standing(&mut found, figure);
        references(&mut found, registry, figure);
        loops(&mut found, registry, figure);
    }
    let mut more = Findings::new(EQUIVALENCES, files.equivalences);
    ids(&mut more, "equivalence", registry.equivalences().iter().map(|one| one.id.as_str()));
    units_of_life(&mut more, registry);
    found.errors.extend(more.errors);
    let mut asked = Findings::new(CLAIMS, files.claims);
    let named = registry.claims().iter().map(|claim| claim.id.as_str());
    ids(&mut asked, "claim", named.chain(registry.charts().iter().map(|chart| chart.id.as_str())));
    registry.claims().iter().for_each(|claim| self::claim(&mut asked, registry, claim));
    registry.charts().iter().for_each(|one| chart(&mut asked, registry, one));
    registry.named_doubts().iter().for_each(|one| doubt(&mut asked, registry, one));
    found.errors.extend(asked.errors);
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
        if [&source.author, &source.title, &source.short].iter().any(|text| text.trim().is_empty()) {
            found.add(&source.id, "author, title and short reference are expected");
        }
        if !YEARS.contains(&source.year) {
            found.add(&source.id, format!("the year {} is out of range", source.year));
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
    if [&figure.subject, &figure.label, &figure.scope, &figure.seen].iter().any(|text| text.trim().is_empty())
    {
        found.add(&figure.id, "subject, label, scope and where it was seen are expected");
    }
    if figure.note.chars().count() < NOTE_MIN {
        found.add(&figure.id, format!("a note of at least {NOTE_MIN} characters is expected"));
    }
}

fn values(found: &mut Findings, figure: &Figure) {
    let ends = [figure.low.unwrap_or(figure.value), figure.value, figure.high.unwrap_or(figure.value)];
    if ends.iter().any(|end| !end.is_finite()) {
        found.add(&figure.id, "finite values are expected");
    }
    if !ends.is_sorted() {
        found.add(&figure.id, "low <= value <= high is expected");
    }
    if !figure.unit.is_known() {
        found.add(&figure.id, format!("the unit {:?} is not known", figure.unit.as_str()));
    }
    if !YEARS.contains(&figure.year) {
        found.add(&figure.id, format!("the year {} is out of range", figure.year));
    }
}

fn standing(found: &mut Findings, figure: &Figure) {
    if figure.verified == (figure.evidence == Evidence::None) {
        found.add(&figure.id, "verified is true exactly when there is evidence");
    }
    if figure.evidence == Evidence::Computed && figure.formula.is_none() {
        found.add(&figure.id, "a computed figure needs its formula");
    }
    if figure.seed != figure.seed_verdict.is_some() {
        found.add(&figure.id, "a figure of the deck, and no other, has a verdict");
    }
    if figure.is_disputed() && figure.contradicts.is_empty() {
        found.add(&figure.id, "a disputed figure is never shown alone: what it contradicts is expected");
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
    if let Some(twice) = repeated(&figure.contradicts) {
        found.add(&figure.id, format!("contradicts {twice} twice"));
    }
    for other in &figure.contradicts {
        if registry.figure(other).is_some_and(|other| !other.contradicts.contains(&figure.id)) {
            found.add(&figure.id, format!("contradicts {other}, which does not say so in return"));
        }
    }
}

/// The first id that stands twice in a list.
fn repeated(ids: &[FigureId]) -> Option<&FigureId> {
    ids.iter().enumerate().find(|(place, id)| ids[..*place].contains(id)).map(|(_, id)| id)
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

fn claim(found: &mut Findings, registry: &Registry, claim: &Claim) {
    if registry.figure(&claim.id).is_some() || RESERVED.contains(&&*claim.id) {
        found.add(&claim.id, "is also the address of something else");
    }
    for quantity in &claim.quantities {
        if !registry.figures().iter().any(|figure| figure.quantity == *quantity) {
            found.add(&claim.id, format!("no figure has the quantity {quantity:?}"));
        }
    }
    known(found, registry, &claim.id, claim.figures.iter().chain(&claim.beside));
    let figures = registry.figures_of(claim);
    if figures.len() < 2 {
        found.add(&claim.id, "two figures at least are expected");
    }
    drawable(found, &claim.id, &claim.unit, &figures);
    settings(found, registry, claim);
    for text in claim.why_fr.iter().chain(&claim.why_en) {
        cited(found, registry, &claim.id, text);
    }
    claim.exchanges.iter().for_each(|one| exchange(found, registry, claim, one));
    for mistake in &claim.mistakes {
        let shown = figures.iter().any(|figure| figure.id == mistake.figure);
        if !shown && !claim.beside.contains(&mistake.figure) {
            found.add(&claim.id, format!("the mistake {:?} is not shown", mistake.figure));
        }
        if mistake.what_fr.trim().is_empty() || mistake.what_en.trim().is_empty() {
            found.add(&claim.id, "what went wrong is expected");
        }
    }
}

fn settings(found: &mut Findings, registry: &Registry, claim: &Claim) {
    for setting in &claim.settings {
        if let Setting::Stage(stage) = setting {
            found.word(&claim.id, "stage", stage, &STAGES);
        }
    }
    let offered = claim.switches(registry);
    for setting in &claim.settings {
        if !offered.iter().any(|switch| switch.setting == setting) {
            found.add(&claim.id, format!("all figures stand alike on the setting {:?}", setting.word()));
        }
    }
}

/// Figures that take each other's place both answer the claim, and stand apart on its setting.
fn exchange(found: &mut Findings, registry: &Registry, claim: &Claim, one: &Exchange) {
    let answers = registry.figures_of(claim);
    let stands = |id: &FigureId| {
        let figure = answers.iter().find(|figure| figure.id == *id)?;
        claim.settings.contains(&one.setting).then(|| one.setting.position(registry, claim, figure))
    };
    match (stands(&one.from), stands(&one.to)) {
        (Some(from), Some(to)) if from != to => {}
        _ => found.add(
            &claim.id,
            format!("{} and {} do not stand apart on the setting {:?}", one.from, one.to, one.setting.word()),
        ),
    }
    for text in [&one.how_fr, &one.how_en] {
        cited(found, registry, &claim.id, text);
    }
}

/// Who doubts a figure is led to a claim that shows it among others.
fn doubt(found: &mut Findings, registry: &Registry, doubt: &Doubt) {
    let answered = registry.claim(&doubt.claim).map(|claim| registry.figures_of(claim));
    let shown = answered.is_some_and(|figures| figures.iter().any(|figure| figure.id == doubt.figure));
    if !shown {
        found
            .add(&doubt.claim, format!("the figure {:?} is doubted and not among its answers", doubt.figure));
    }
}

fn chart(found: &mut Findings, registry: &Registry, chart: &DeckChart) {
    let named = chart.figures.iter().chain(&chart.beside).chain([&chart.instead_of]);
    known(found, registry, &chart.id, named);
    let figures: Vec<&Figure> = chart.figures.iter().filter_map(|id| registry.figure(id)).collect();
    drawable(found, &chart.id, &chart.unit, &figures);
    for text in [&chart.note_fr, &chart.note_en] {
        cited(found, registry, &chart.id, text);
    }
}

/// Figures that are named are there.
fn known<'a>(found: &mut Findings, registry: &Registry, id: &str, named: impl Iterator<Item = &'a FigureId>) {
    for figure in named.filter(|figure| registry.figure(figure).is_none()) {
        found.add(id, format!("the figure {figure:?} is not known"));
    }
}

/// Figures that are drawn on one axis have its unit.
fn drawable(found: &mut Findings, id: &str, unit: &str, figures: &[&Figure]) {
    for figure in figures.iter().filter(|figure| figure.spread_in(unit).is_none()) {
        let own = figure.unit.as_str();
        found.add(id, format!("{}, in {own:?}, has no place on an axis in {unit:?}", figure.id));
    }
}

/// A sentence says something, and cites figures that are there.
fn cited(found: &mut Findings, registry: &Registry, id: &str, text: &str) {
    if text.chars().count() < NOTE_MIN {
        found.add(id, format!("a sentence of at least {NOTE_MIN} characters is expected"));
    }
    for cited in crate::ids(text).into_iter().filter(|cited| registry.figure(cited).is_none()) {
        found.add(id, format!("the figure {cited:?} is cited and not known"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMBEDDED: Files<'static> = Files {
        figures: include_str!("../../../content/data/figures.toml"),
        equivalences: include_str!("../../../content/data/equivalences.toml"),
        claims: include_str!("../../../content/data/claims.toml"),
    };

    #[test]
    fn the_embedded_registry_is_sound() {
        let registry = Registry::embedded();
        assert!(registry.figures().len() >= 186 && registry.equivalences().len() >= 20);
        assert!(registry.claims().len() >= 15);
    }

    /// The errors once the first `from` behind `after` has become `to`.
    fn broken(
        text: &str,
        after: &str,
        from: &str,
        to: &str,
        file: fn(&str) -> Files<'_>,
    ) -> Vec<RegistryError> {
        let start = text.find(after).unwrap_or_else(|| panic!("{after} is not there"));
        let (head, tail) = text.split_at(start);
        assert!(tail.contains(from), "{after}: {from}");
        Registry::parse(&file(&format!("{head}{}", tail.replacen(from, to, 1)))).unwrap_err()
    }

    fn is_told(errors: &[RegistryError], file: &str, expected: &str) {
        let told =
            errors.iter().any(|error| error.what.contains(expected) && error.line > 1 && error.file == file);
        assert!(told, "{expected}: {errors:?}");
    }

    /// Each change breaks one rule, and is told with its line.
    #[test]
    fn each_rule_for_figures_can_be_broken() {
        let google = "id = \"google-2025-co2\"";
        let computed = "id = \"gpt3-flights-ademe\"";
        for (after, from, to, expected) in [
            ("", "contradicts = [\"car-km-fr-thermal\"]", "contradicts = []", "does not say so in return"),
            (
                "",
                "contradicts = [\"car-km-fr-thermal\"]",
                "contradicts = [\"car-km-fr-thermal\", \"car-km-fr-thermal\"]",
                "twice",
            ),
            ("", "contradicts = [\"car-km-fr-thermal\"]", "contradicts = [\"seed-car-km\"]", "or is itself"),
            ("", "topic = \"ai-training\"", "topic = \"training\"", "is not one of"),
            (google, "method = \"measured\"", "method = \"felt\"", "method"),
            (google, "allocation = \"median\"", "allocation = \"middle\"", "allocation"),
            (google, "accounting = \"market-based\"", "accounting = \"green\"", "accounting"),
            (google, "status = \"current\"", "status = \"new\"", "status"),
            (google, "status = \"current\"", "status = \"superseded\"", "go together"),
            ("id = \"seed-25-requests\"", "contradicts = [", "# contradicts = [", "never shown alone"),
            (google, "\"inference\"", "\"thinking\"", "stage"),
            (google, "excludes = [\"training\"", "excludes = [\"inference\"", "both included and excluded"),
            (google, "scope = \"", "scope = \" \" # ", "are expected"),
            (google, "note_fr = \"", "note_fr = \"Court.\" # ", "a note of at least"),
            (google, "evidence = \"", "evidence = \"none\" # ", "exactly when there is evidence"),
            (google, "year = 2025", "year = 205", "out of range"),
            (google, "value = 0.03", "value = inf", "finite"),
            (google, "id = \"google-2025-co2\"", "id = \"Google 2025\"", "lower-case letters"),
            (google, "id = \"google-2025-co2\"", "id = \"mistral-2025-co2\"", "two figures have this id"),
            (computed, "formula = ", "caution = ", "needs its formula"),
            ("", "unit = \"g{CO2e}/km\"", "unit = \"g{CO2e/km\"", "the unit"),
            ("", "source = \"dutoit-2024\"", "source = \"dutoit-2042\"", "the source"),
            ("", "seed_verdict = \"weak-chain\"\n", "", "verdict"),
            ("", "high = 7\n", "high = 6.2\n", "low <= value <= high"),
            (
                "id = \"ademe-2025-share\"",
                "status = \"current\"",
                "status = \"superseded\"\nsuperseded_by = \"ademe-2022-share\"",
                "circle",
            ),
        ] {
            is_told(
                &broken(EMBEDDED.figures, after, from, to, |figures| Files { figures, ..EMBEDDED }),
                FIGURES,
                expected,
            );
        }
    }

    #[test]
    fn each_rule_for_sources_can_be_broken() {
        let deck = "id = \"seed-deck\"";
        let paper = "id = \"patterson-2021\"";
        for (after, from, to, expected) in [
            (deck, "kind = \"seed\"", "kind = \"hearsay\"", "kind"),
            (deck, "author = \"", "author = \"\" # ", "author, title and short"),
            (deck, "title = \"", "title = \"\" # ", "author, title and short"),
            (deck, "short = \"", "short = \"\" # ", "author, title and short"),
            (deck, "year = 2024", "year = 24", "out of range"),
            (deck, "note = ", "licence = ", "says why there is none"),
            (paper, "doi = \"10.", "doi = \"doi:10.", "the doi is malformed"),
            (paper, "url = \"https:", "url = \"ftp:", "the url is malformed"),
            (paper, "id = \"patterson-2021\"", "id = \"seed-deck\"", "two sources have this id"),
        ] {
            is_told(
                &broken(EMBEDDED.figures, after, from, to, |figures| Files { figures, ..EMBEDDED }),
                FIGURES,
                expected,
            );
        }
    }

    #[test]
    fn each_rule_for_equivalences_can_be_broken() {
        let first = "[[equivalence]]";
        for (after, from, to, expected) in [
            (first, "dimension = \"", "dimension = \"time\" # ", "dimension"),
            (first, "low = ", "low = 1e9 # ", "0 < low <= central <= high"),
            (first, "unit = \"", "unit = \"furlong\" # ", "the unit"),
            (first, "figures = [", "figures = [] # ", "it rests on"),
            (first, "figures = [\"", "figures = [\"nothing-\", \"", "is not known"),
            ("[[refused]]", "reason_fr = \"", "reason_fr = \"Non.\" # ", "a reason is expected"),
        ] {
            let errors = broken(EMBEDDED.equivalences, after, from, to, |equivalences| Files {
                equivalences,
                ..EMBEDDED
            });
            is_told(&errors, EQUIVALENCES, expected);
        }
    }

    #[test]
    fn each_rule_for_claims_can_be_broken() {
        let water = "id = \"eau-par-reponse\"";
        let france = "id = \"part-du-numerique-france\"";
        let chart = "id = \"energie\"";
        for (after, from, to, expected) in [
            (water, "id = \"eau-par-reponse\"", "id = \"google-2025-co2\"", "the address of something else"),
            (water, "id = \"eau-par-reponse\"", "id = \"chaines\"", "the address of something else"),
            (water, "id = \"eau-par-reponse\"", "id = \"co2-par-requete\"", "two claims have this id"),
            (water, "\"water-per-request\"", "\"water-per-dream\"", "no figure has the quantity"),
            (
                france,
                "quantities = [\"digital-share-fr\"]",
                "figures = [\"ademe-2022-share\"]",
                "two figures at least",
            ),
            (france, "beside = [\"", "beside = [\"nothing\", \"", "is not known"),
            (water, "unit = \"mL\"", "unit = \"g\"", "has no place on an axis"),
            (water, "\"stage:hardware-manufacture\"", "\"stage:magic\"", "stage"),
            (water, "\"statistic\"", "\"accounting\"", "stand alike on the setting"),
            (water, "{{fig:li-2023-water}}", "{{fig:li-2032-water}}", "is cited and not known"),
            (water, "[\n  \"", "[\n  \"Trop court.\", # ", "a sentence of at least"),
            (
                "[[claim.mistake]]",
                "figure = \"piktochart-2023-request-co2\"",
                "figure = \"grid-be\"",
                "is not shown",
            ),
            ("[[claim.mistake]]", "what_en = \"", "what_en = \"\" # ", "what went wrong"),
            (chart, "unit = \"TWh\"", "unit = \"L\"", "has no place on an axis"),
            (chart, "figures = [\"", "figures = [\"nothing\", \"", "is not known"),
            (
                "[[doubt]]",
                "figure = \"seed-request-co2\"",
                "figure = \"grid-be\"",
                "is doubted and not among",
            ),
        ] {
            is_told(
                &broken(EMBEDDED.claims, after, from, to, |claims| Files { claims, ..EMBEDDED }),
                CLAIMS,
                expected,
            );
        }
        let unknown = broken(EMBEDDED.claims, water, "\"statistic\"", "\"mood\"", |claims| Files {
            claims,
            ..EMBEDDED
        });
        assert!(unknown[0].line > 1 && unknown[0].what.contains("mood"), "{unknown:?}");
    }

    /// A figure that others contradict is shown with them under a question, or with a chart of the deck.
    #[test]
    fn every_contested_figure_answers_a_claim() {
        let registry = Registry::embedded();
        let charted = |figure: &Figure| {
            registry
                .charts()
                .iter()
                .any(|chart| chart.figures.contains(&figure.id) || chart.instead_of == figure.id)
        };
        let contested = registry.figures().iter().filter(|figure| figure.is_contested());
        let left: Vec<&str> = contested
            .filter(|figure| registry.claims_of(figure).is_empty() && !charted(figure))
            .map(|figure| &*figure.id)
            .collect();
        assert_eq!(left, [""; 0]);
    }

    /// What people read in French is typographically right.
    #[test]
    fn claims_are_written_in_right_french() {
        let registry = Registry::embedded();
        let claims = registry.claims().iter().flat_map(|claim| {
            let mistakes = claim.mistakes.iter().map(|mistake| &mistake.what_fr);
            let exchanges = claim.exchanges.iter().map(|one| &one.how_fr);
            claim.why_fr.iter().chain([&claim.question_fr]).chain(mistakes).chain(exchanges)
        });
        for text in claims.chain(registry.charts().iter().map(|chart| &chart.note_fr)) {
            for mark in [" ;", " :", " !", " ?", " »", "« ", "'", " %"] {
                assert!(!text.contains(mark), "{mark:?} in {text:?}");
            }
        }
    }

    #[test]
    fn a_directory_is_read_like_the_program_itself() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/data");
        let loaded = Registry::load(&dir).unwrap();
        assert_eq!(loaded.figures(), Registry::embedded().figures());
        assert_eq!(loaded.claims(), Registry::embedded().claims());
        assert_eq!(Registry::load(&dir.join("nowhere")).unwrap_err()[0].file, "figures.toml");
    }

    #[test]
    fn a_near_miss_is_recognised() {
        let registry = Registry::embedded();
        assert_eq!(registry.closest("google-2025-c02"), Some("google-2025-co2"));
        assert_eq!(registry.closest("quelque-chose-de-tout-autre"), None);
        assert_eq!(registry.nearest("google-2025-c02")[0], "google-2025-co2");
        assert_eq!(registry.nearest("altman"), ["altman-2025-energy", "altman-2025-water"]);
        assert_eq!(registry.nearest_claims("eau-par-reponses"), ["eau-par-reponse"]);
        assert_eq!(registry.nearest_topics("watre"), ["water"]);
        assert!(registry.nearest("").is_empty() && registry.nearest(&"a".repeat(9000)).is_empty());
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line() {
        let errors = broken(EMBEDDED.figures, "", "label_fr = ", "labell_fr = ", |figures| Files {
            figures,
            ..EMBEDDED
        });
        assert!(errors[0].line > 1 && errors[0].what.contains("labell_fr"), "{errors:?}");
    }
}
