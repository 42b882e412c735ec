//! Packs as their authors write them, right and wrong.

// Helpers of tests are tests too.
#![allow(clippy::unwrap_used)]

mod diagnostics;
mod images;
mod kinds;
mod layers;
mod limits;
mod rules;
