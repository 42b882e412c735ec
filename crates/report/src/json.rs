//! The report for programs.

use crate::Report;

/// The [`Report`] itself.
pub fn json(report: &Report) -> Vec<u8> {
    serde_json::to_vec_pretty(report).expect("a report is made of what JSON can hold")
}
