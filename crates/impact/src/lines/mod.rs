//! JSON lines: a question a line in, an answer or an error a line out, in order, never stopping.
//!
//! A question is `{"id": …, "kind": "known" | "custom" | "video" | "training", "input": {…}}`; `tag`, `expect` and `steps` may stand
//! beside, and are not read. Its answer has the same `id`, the impacts under the reference's names and in its units (kWh,
//! kg CO2e, kg Sb eq, MJ, L), each `[low, high]`; the same under `usage` and `embodied`; `warnings`, the reference's own;
//! `notes`, what else is to be said; `steps`, the values on the way. By method `bisou` each interval goes from 5 % to 95 %
//! of the draws; `central` holds the medians, `hull` the exact ends, `edition`, `draws` and `seed` how it came about. A training is
//! told scope by scope: `scopes`, with `null` where one is not known, and its name in `missing`; `per_use` only with `uses`.
//! A question that cannot be answered gets
//! `{"id": …, "line": …, "error": {code, field, message, …}}`, and `errors` when there are several.
//!
//! ```
//! use impact::{By, Catalogue, lines};
//!
//! let mut out = Vec::new();
//! let line = br#"{"id":1,"kind":"known","input":{"model":"gpt4o","output_tokens":400}}"#;
//! lines::answer(Catalogue::embedded(), By::default(), line, 1, &mut out);
//! let answer: serde_json::Value = serde_json::from_slice(&out)?;
//! assert_eq!(answer["error"]["code"], "unknown-model");
//! assert_eq!(answer["error"]["suggestions"][0], "gpt-4o");
//! # Ok::<(), serde_json::Error>(())
//! ```

mod ask;
mod batch;
mod lists;
mod read;
mod training;
mod write;

use crate::bisou::Outcomes;
use crate::data::Catalogue;
use crate::method::{By, Method};
use ask::told;

pub use ask::{REQUESTS, Refused, TRAININGS, answer_object, answer_pairs, method_of_object, method_of_pairs};
pub use batch::Batch;
pub use lists::{ModelEntry, VideoEntry, ZoneEntry};
pub use write::{Drawn, Refusal, write_answer};

/// A line that is longer is refused unread.
pub const MAX_LINE: usize = 64 * 1024;
/// Values within values within values: this deep and no deeper.
pub const MAX_DEPTH: usize = 8;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was empty: there is nothing to answer.
    Empty,
    /// It is answered.
    Answered,
    /// It is refused.
    Refused,
}

/// Answers lines, one after the other: what was drawn for one serves the next that is like it.
#[derive(Debug)]
pub struct Answers<'c> {
    catalogue: &'c Catalogue,
    method: Method,
    outcomes: Outcomes,
}

impl<'c> Answers<'c> {
    /// All by one method.
    pub fn new(catalogue: &'c Catalogue, by: By) -> Self {
        Self { catalogue, method: by.method, outcomes: Outcomes::new(by.draws) }
    }

    /// Answers a line, with a line at the end of `out`. `number` is the line's own, from 1.
    pub fn line(&mut self, line: &[u8], number: u64, out: &mut Vec<u8>) -> Outcome {
        if line.trim_ascii().is_empty() {
            return Outcome::Empty;
        }
        let read = read::line(line);
        let answered = read.question.and_then(|(kind, received)| {
            told(self.catalogue, kind, received, |question| {
                write_answer(read.id, question, self.method, &mut self.outcomes, out)
            })
        });
        match answered {
            Ok(()) => Outcome::Answered,
            Err(faults) => {
                write::refuse(read.id, number, &faults, out);
                Outcome::Refused
            }
        }
    }
}

/// Answers one line: [`Answers::line`].
pub fn answer(catalogue: &Catalogue, by: By, line: &[u8], number: u64, out: &mut Vec<u8>) -> Outcome {
    Answers::new(catalogue, by).line(line, number, out)
}
