//! The registry of sourced figures and equivalences: load, check, look up, format the French way.
//!
//! A figure is a published value with its unit, its range where one was published, what it counts, who says it and who
//! contradicts it. A [`Claim`] is a question that several figures answer, with the [`Setting`]s that make them differ; a
//! [`Contradiction`] is two figures side by side. Texts cite figures by id (`{{fig:ID}}`); [`expand`] fills them in. [`french`] writes numbers.
//!
//! ```
//! use figures::{Aspect, Registry};
//!
//! let registry = Registry::embedded();
//! let claim = registry.claim("eau-par-reponse").expect("a claim of the registry");
//! let least = registry.figures_of(claim)[0];
//! assert_eq!(least.text(), "0,26\u{202f}mL");
//! // Why do others say otherwise?
//! let against = registry.contradictions(&least.id);
//! assert!(against.iter().all(|one| !one.differences.is_empty()));
//! assert!(against.iter().any(|one| one.differences.iter().any(|what| what.aspect == Aspect::Excludes)));
//! ```
//!
//! Invariants: no value is made up here, none is typed anywhere else. A registry that is loaded is sound: sources known,
//! ranges ordered, contradictions symmetric.

mod axis;
mod check;
mod claim;
mod contradiction;
mod equivalent;
mod expand;
pub mod french;
mod model;
mod registry;
mod search;
mod setting;
mod unit;
pub mod wire;

pub use axis::{Axis, Reach};
pub use claim::{Because, Claim, DeckChart, Doubt, Exchange, Group, Mistake};
pub use contradiction::{Aspect, Contradiction, Difference};
pub use equivalent::{Equivalent, Measured, NoEquivalent};
pub use expand::{Links, expand, expand_text, ids};
pub use model::{Equivalence, Evidence, Figure, FigureId, Refused, Source, Verdict};
pub use registry::{Registry, RegistryError};
pub use setting::{Choice, Position, Setting, Switch, Turn};
pub use unit::Unit;
