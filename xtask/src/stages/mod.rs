//! The stages of `cargo xtask test`, one file each.
//!
//! A stage that runs a test runner gives the count of its tests; any other is one test. To add one: a file with
//! `pub fn run(&Workspace) -> Result<Outcome>`, and its line in [`STAGES`].

mod audit;
mod browser;
mod clippy;
mod deny;
mod doc;
mod fmt;
mod layers;
mod packs;
mod unit;

use std::fmt::{Display, Formatter};

use anyhow::Result;

use crate::count::Count;
use crate::workspace::Workspace;

/// A named part of the tests.
pub struct Stage {
    /// As `--only` and `--skip` call it.
    pub name: &'static str,
    /// What it makes sure of.
    pub what: &'static str,
    /// Makes sure of it.
    pub run: fn(&Workspace) -> Result<Outcome>,
}

/// In the order they run: the quick ones first.
pub const STAGES: &[Stage] = &[
    Stage { name: "fmt", what: "the code is formatted", run: fmt::run },
    Stage { name: "clippy", what: "the code has no warning", run: clippy::run },
    Stage { name: "deny", what: "licences, banned crates and sources of the dependencies", run: deny::run },
    Stage {
        name: "layers",
        what: "a crate uses only those above it, the pure ones are pure",
        run: layers::run,
    },
    Stage { name: "unit", what: "unit, property, snapshot and fault tests", run: unit::run },
    Stage { name: "doc", what: "the examples in the documentation", run: doc::run },
    Stage { name: "packs", what: "the packs of the repository", run: packs::run },
    Stage { name: "browser", what: "the screens in Chromium", run: browser::run },
    Stage { name: "audit", what: "the pages within their budgets", run: audit::run },
];

/// How a stage ended.
pub enum Outcome {
    /// With so many tests.
    Ran(Count),
    /// It has nothing to run on this machine, for this reason.
    Absent(&'static str),
}

impl Outcome {
    /// A stage that is one test.
    pub fn one(passed: bool) -> Self {
        Self::Ran(Count::one(passed))
    }

    /// A stage that is one test, and fails by any of these sentences.
    pub fn of_faults(faults: &[String]) -> Self {
        for fault in faults {
            println!("error: {fault}");
        }
        Self::one(faults.is_empty())
    }

    /// Its tests.
    pub fn count(&self) -> Count {
        match self {
            Self::Ran(count) => *count,
            Self::Absent(_) => Count::default(),
        }
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ran(count) => write!(f, "{count}"),
            Self::Absent(why) => write!(f, "left out: {why}"),
        }
    }
}
