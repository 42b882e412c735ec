//! `footprint`: what this session has cost, measured where it can be, modelled where it cannot.

mod factors;
mod sums;
mod views;

use serde::{Deserialize, Serialize};

use crate::silent::silent;

/// The kind.
pub struct Footprint;

/// Whose electricity.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Ids of figures in g CO2e/kWh, the most usual one first.
    #[serde(default = "belgium", skip_serializing_if = "is_belgium")]
    grid: Vec<String>,
}

fn belgium() -> Vec<String> {
    ["grid-be", "grid-be-ademe"].map(str::to_owned).into()
}

fn is_belgium(grid: &[String]) -> bool {
    *grid == belgium()
}

silent!(Footprint, "footprint", Params, screen: true, measures: true);
