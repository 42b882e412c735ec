//! The registry as a whole.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use crate::check::check;
use crate::search::Words;
use crate::{Claim, DeckChart, Doubt, Equivalence, Figure, Group, Refused, Source};

static EMBEDDED: LazyLock<Registry> = LazyLock::new(|| {
    let figures = include_str!("../../../content/data/figures.toml");
    let equivalences = include_str!("../../../content/data/equivalences.toml");
    let claims = include_str!("../../../content/data/claims.toml");
    Registry::parse(&Files { figures, equivalences, claims })
        .unwrap_or_else(|errors| panic!("the embedded registry is sound: {errors:?}"))
});

/// Something wrong in a registry's files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct RegistryError {
    /// `figures.toml`, `equivalences.toml` or `claims.toml`.
    pub file: &'static str,
    /// From 1.
    pub line: usize,
    /// What was found and what was expected.
    pub what: String,
}

/// All sourced figures.
#[derive(Debug)]
pub struct Registry {
    figures: Vec<Figure>,
    sources: Vec<Source>,
    equivalences: Vec<Equivalence>,
    refused: Vec<Refused>,
    claims: Vec<Claim>,
    charts: Vec<DeckChart>,
    doubts: Vec<Doubt>,
    by_id: HashMap<String, usize>,
    /// What a search looks through, made by the first one.
    pub(crate) words: OnceLock<Vec<Words>>,
}

/// The texts of the files that make a registry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Files<'a> {
    pub(crate) figures: &'a str,
    pub(crate) equivalences: &'a str,
    pub(crate) claims: &'a str,
}

/// A piece of `figures.toml`, or several together.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FiguresFile {
    schema: Option<u32>,
    #[serde(default, rename = "source")]
    sources: Vec<Source>,
    #[serde(default, rename = "figure")]
    figures: Vec<Figure>,
}

impl FiguresFile {
    /// Read piece by piece: as a whole, the file takes twenty times its size while it is read, and a server keeps for ever
    /// the memory that it once had.
    fn read(text: &str) -> Result<Self, Vec<RegistryError>> {
        let mut whole = Self::default();
        for piece in pieces(text) {
            let piece: Self = read_from("figures.toml", text, piece)?;
            whole.schema = whole.schema.or(piece.schema);
            whole.sources.extend(piece.sources);
            whole.figures.extend(piece.figures);
        }
        Ok(whole)
    }
}

/// What stands before the first source or figure, then each of them.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let heads = ["\n[[source]]", "\n[[figure]]"].map(|head| text.match_indices(head).map(|(at, _)| at + 1));
    let mut starts: Vec<usize> = std::iter::once(0).chain(heads.into_iter().flatten()).collect();
    starts.sort_unstable();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EquivalencesFile {
    schema: u32,
    #[serde(rename = "equivalence")]
    equivalences: Vec<Equivalence>,
    #[serde(default)]
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimsFile {
    schema: u32,
    #[serde(rename = "claim")]
    claims: Vec<Claim>,
    #[serde(default, rename = "chart")]
    charts: Vec<DeckChart>,
    #[serde(default, rename = "doubt")]
    doubts: Vec<Doubt>,
}

impl Registry {
    /// The registry that is part of the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads and checks `figures.toml`, `equivalences.toml` and `claims.toml` of a directory.
    ///
    /// # Errors
    /// A file cannot be read, or all that is wrong in them.
    pub fn load(dir: &Path) -> Result<Self, Vec<RegistryError>> {
        let read = |file: &'static str| {
            let text = std::fs::read_to_string(dir.join(file));
            text.map_err(|error| vec![RegistryError { file, line: 1, what: error.to_string() }])
        };
        let (figures, equivalences, claims) =
            (read("figures.toml")?, read("equivalences.toml")?, read("claims.toml")?);
        Self::parse(&Files { figures: &figures, equivalences: &equivalences, claims: &claims })
    }

    /// Checks the files; all errors at once.
    pub(crate) fn parse(files: &Files<'_>) -> Result<Self, Vec<RegistryError>> {
        let first = FiguresFile::read(files.figures)?;
        let second: EquivalencesFile = read("equivalences.toml", files.equivalences)?;
        let third: ClaimsFile = read("claims.toml", files.claims)?;
        let by_id =
            first.figures.iter().enumerate().map(|(index, figure)| (figure.id.0.clone(), index)).collect();
        let registry = Self {
            figures: first.figures,
            sources: first.sources,
            equivalences: second.equivalences,
            refused: second.refused,
            claims: third.claims,
            charts: third.charts,
            doubts: third.doubts,
            by_id,
            words: OnceLock::new(),
        };
        let mut errors = check(&registry, files);
        let schemas = [
            ("figures.toml", first.schema),
            ("equivalences.toml", Some(second.schema)),
            ("claims.toml", Some(third.schema)),
        ];
        for (file, schema) in schemas {
            if schema != Some(1) {
                let found = schema.map_or("no schema".to_owned(), |schema| format!("schema {schema}"));
                errors.push(RegistryError { file, line: 1, what: format!("{found}, 1 expected") });
            }
        }
        if errors.is_empty() { Ok(registry) } else { Err(errors) }
    }

    /// A figure by its id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.by_id.get(id).map(|&index| &self.figures[index])
    }

    /// The id that this one was probably meant to be: at most a third of its letters differ.
    pub fn closest(&self, id: &str) -> Option<&str> {
        closest(id, self.figures.iter().map(|figure| &*figure.id))
    }

    /// The ids of figures that this one may have been meant to be, nearest first.
    pub fn nearest(&self, id: &str) -> Vec<&str> {
        nearest(id, self.figures.iter().map(|figure| &*figure.id))
    }

    /// The same of claims.
    pub fn nearest_claims(&self, id: &str) -> Vec<&str> {
        nearest(id, self.claims.iter().map(|claim| &*claim.id))
    }

    /// The same of topics.
    pub fn nearest_topics(&self, topic: &str) -> Vec<&str> {
        nearest(topic, self.topics().into_iter())
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The id of a source that this one was probably meant to be, as [`Registry::closest`].
    pub fn closest_source(&self, id: &str) -> Option<&str> {
        closest(id, self.sources.iter().map(|source| &*source.id))
    }

    /// An equivalence by its id.
    pub fn equivalence(&self, id: &str) -> Option<&Equivalence> {
        self.equivalences.iter().find(|one| one.id == id)
    }

    /// All figures, in the order of the file.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// All sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// All equivalences.
    pub fn equivalences(&self) -> &[Equivalence] {
        &self.equivalences
    }

    /// Comparisons that are not made.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// All claims, in the order of the file.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// A claim by its id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// The claims that hang together.
    pub fn claims_in(&self, group: Group) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| claim.group == group)
    }

    /// The figures that answer a claim, from the least to the most.
    pub fn figures_of(&self, claim: &Claim) -> Vec<&Figure> {
        let answers = |figure: &&Figure| {
            claim.quantities.contains(&figure.quantity) || claim.figures.contains(&figure.id)
        };
        let size = |figure: &Figure| figure.spread_in(&claim.unit).map_or(f64::NAN, |[_, value, _]| value);
        let mut found: Vec<&Figure> = self.figures.iter().filter(answers).collect();
        found.sort_by(|one, other| size(one).total_cmp(&size(other)));
        found
    }

    /// The figures that stand beside those of a claim.
    pub fn beside<'a>(&'a self, claim: &'a Claim) -> impl Iterator<Item = &'a Figure> {
        claim.beside.iter().filter_map(|id| self.figure(id))
    }

    /// The claims in which a figure is shown; those that it answers come first.
    pub fn claims_of(&self, figure: &Figure) -> Vec<&Claim> {
        let answered = |claim: &&Claim| {
            claim.quantities.contains(&figure.quantity) || claim.figures.contains(&figure.id)
        };
        let beside = |claim: &&Claim| !answered(claim) && claim.beside.contains(&figure.id);
        self.claims.iter().filter(answered).chain(self.claims.iter().filter(beside)).collect()
    }

    /// The figures that people come to check, those of the deck that are doubted most first, each with its claim.
    pub fn doubts(&self) -> impl Iterator<Item = (&Doubt, &Figure, &Claim)> {
        let found = |doubt: &Doubt| (self.figure(&doubt.figure), self.claim(&doubt.claim));
        self.doubts.iter().filter_map(move |doubt| match found(doubt) {
            (Some(figure), Some(claim)) => Some((doubt, figure, claim)),
            _ => None,
        })
    }

    /// The same as the file names them.
    pub(crate) fn named_doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// The figures that no claim shows.
    pub fn unasked(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| self.claims_of(figure).is_empty())
    }

    /// What a figure contradicts and is not shown beside it.
    pub fn left_out<'a>(
        &'a self,
        figure: &'a Figure,
        shown: &'a [&Figure],
    ) -> impl Iterator<Item = &'a Figure> {
        let is_shown = |other: &&Figure| shown.iter().any(|one| one.id == other.id);
        figure.contradicts.iter().filter_map(|id| self.figure(id)).filter(move |other| !is_shown(other))
    }

    /// The charts of the deck.
    pub fn charts(&self) -> &[DeckChart] {
        &self.charts
    }

    /// The topics, each once, in the order of the file.
    pub fn topics(&self) -> Vec<&str> {
        let mut topics = Vec::new();
        for figure in &self.figures {
            if !topics.contains(&figure.topic.as_str()) {
                topics.push(&figure.topic);
            }
        }
        topics
    }

    /// The figures of a topic, in the order of the file.
    pub fn by_topic(&self, topic: &str) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(move |figure| figure.topic == topic)
    }
}

/// Names that have this word in them, or of which at most half of the letters differ; three at most, nearest first.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    const MOST: usize = 3;
    /// No name is so long, and the distance to a long one is slow to find.
    const LONGEST: usize = 80;
    /// A shorter word is in too many names.
    const TELLING: usize = 3;
    if wanted.is_empty() || wanted.len() > LONGEST {
        return vec![];
    }
    let distance = |name: &str| {
        let within = wanted.len() >= TELLING && name.contains(wanted);
        let edits = strsim::osa_distance(wanted, name);
        if within { Some(0) } else { Some(edits).filter(|&edits| edits <= name.chars().count() / 2) }
    };
    let mut near: Vec<(usize, &str)> = names.filter_map(|name| Some((distance(name)?, name))).collect();
    near.sort_unstable();
    near.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// The nearest of these ids, if at most a third of its letters differ.
pub(crate) fn closest<'a>(id: &str, ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, near) = ids.map(|known| (strsim::osa_distance(id, known), known)).min()?;
    (distance <= near.chars().count() / 3).then_some(near)
}

fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, Vec<RegistryError>> {
    read_from(file, text, 0..text.len())
}

/// Reads a piece of a text; the line of a fault is that of the whole.
fn read_from<T: for<'de> Deserialize<'de>>(
    file: &'static str,
    text: &str,
    piece: Range<usize>,
) -> Result<T, Vec<RegistryError>> {
    let start = piece.start;
    toml::from_str(&text[piece]).map_err(|error| {
        let before = error.span().map_or(start, |span| (start + span.start).min(text.len()));
        let line = text[..before].matches('\n').count() + 1;
        vec![RegistryError { file, line, what: error.message().to_owned() }]
    })
}
