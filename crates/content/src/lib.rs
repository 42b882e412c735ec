//! Packs: TOML and Markdown in, a checked workshop out; every fault with its file, line and column.
//!
//! The stages, in order:
//!
//! 1. Files are read from the program itself and from folders laid over it, within bounds.
//! 2. Each becomes a tree of values that remember where they stand.
//! 3. The tree is held against the [`schema`] of its kind: unknown keys, types, lengths, figures, typography.
//! 4. Items are gathered by id into a [`Pack`], references are followed, and what a schema cannot say is checked.
//! 5. A [`Library`] holds one pack a language.
//!
//! Invariants: nothing here knows an activity kind (the crate `activities` tells by [`StepKinds`]); all faults are told at
//! once; a library that is loaded has none; nothing of a pack becomes markup except through [`markdown`].

mod check;
mod diagnostic;
mod fields;
mod image;
mod kinds;
mod library;
pub mod markdown;
mod node;
mod pack;
mod rules;
pub mod schema;
mod source;
mod text;

pub use check::{Fault, Segment, StepKinds, near_miss};
pub use diagnostic::{Diagnostic, Report, Severity, counted};
pub use fields::Fields;
pub use image::Image;
pub use library::Library;
pub use pack::{Item, Layout, Objective, Pack, PackMeta, Slide, StepDoc, WorkshopDoc};
