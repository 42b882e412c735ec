//! The registry as a whole.

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::check::check;
use crate::{Equivalence, Figure, Refused, Source};

static EMBEDDED: LazyLock<Registry> = LazyLock::new(|| {
    let figures = include_str!("../../../content/data/figures.toml");
    let equivalences = include_str!("../../../content/data/equivalences.toml");
    Registry::parse(figures, equivalences)
        .unwrap_or_else(|errors| panic!("the embedded registry is sound: {errors:?}"))
});

/// Something wrong in a registry's files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct RegistryError {
    /// `figures.toml` or `equivalences.toml`.
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
    by_id: HashMap<String, usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FiguresFile {
    schema: u32,
    #[serde(rename = "source")]
    sources: Vec<Source>,
    #[serde(rename = "figure")]
    figures: Vec<Figure>,
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

impl Registry {
    /// The registry that is part of the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads and checks `figures.toml` and `equivalences.toml` of a directory.
    ///
    /// # Errors
    /// A file cannot be read, or all that is wrong in both.
    pub fn load(dir: &Path) -> Result<Self, Vec<RegistryError>> {
        let read = |file: &'static str| {
            let text = std::fs::read_to_string(dir.join(file));
            text.map_err(|error| vec![RegistryError { file, line: 1, what: error.to_string() }])
        };
        Self::parse(&read("figures.toml")?, &read("equivalences.toml")?)
    }

    /// Reads and checks the two files; all errors at once.
    pub fn parse(figures: &str, equivalences: &str) -> Result<Self, Vec<RegistryError>> {
        let first: FiguresFile = read("figures.toml", figures)?;
        let second: EquivalencesFile = read("equivalences.toml", equivalences)?;
        let by_id =
            first.figures.iter().enumerate().map(|(index, figure)| (figure.id.0.clone(), index)).collect();
        let registry = Self {
            figures: first.figures,
            sources: first.sources,
            equivalences: second.equivalences,
            refused: second.refused,
            by_id,
        };
        let mut errors = check(&registry, figures, equivalences);
        for (file, schema) in [("figures.toml", first.schema), ("equivalences.toml", second.schema)] {
            if schema != 1 {
                errors.push(RegistryError { file, line: 1, what: format!("schema {schema}, 1 expected") });
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
        nearest(id, self.figures.iter().map(|figure| &*figure.id))
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The id of a source that this one was probably meant to be, as [`Registry::closest`].
    pub fn closest_source(&self, id: &str) -> Option<&str> {
        nearest(id, self.sources.iter().map(|source| &*source.id))
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

    /// The figures that are to be read together with this one.
    pub fn contradictions(&self, id: &str) -> Vec<&Figure> {
        let Some(figure) = self.figure(id) else { return vec![] };
        figure.contradicts.iter().filter_map(|other| self.figure(other)).collect()
    }
}

/// The nearest of these ids, if at most a third of its letters differ.
fn nearest<'a>(id: &str, ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, near) = ids.map(|known| (strsim::osa_distance(id, known), known)).min()?;
    (distance <= near.chars().count() / 3).then_some(near)
}

fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, Vec<RegistryError>> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text[..before].matches('\n').count() + 1;
        vec![RegistryError { file, line, what: error.message().to_owned() }]
    })
}
