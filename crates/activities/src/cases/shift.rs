//! What the discussion moved: the first vote against the last, one person at a time.

use std::cmp::Ordering;

use workshop::{Loaded, Round};

use super::rules::{Answer, Cases, Votes};
use crate::kind::Cx;

/// How many went which way between two votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shift {
    /// Towards no.
    pub down: u32,
    /// Not at all.
    pub same: u32,
    /// Towards yes.
    pub up: u32,
}

/// The first vote and what has moved since; none while there is one vote only.
pub(super) fn since_the_first<'a>(cx: &Cx<'a, Cases>) -> Option<(&'a Votes, Shift)> {
    let [first, .., last] = &cx.step_state().rounds[..] else { return None };
    Some((Loaded::<Cases>::tally(&*first.tally), between(first, last)))
}

/// Who voted once only has not moved, nor stayed.
fn between(first: &Round, last: &Round) -> Shift {
    let worth = |answer: &workshop::Answer| {
        let Answer { worth, .. } = Loaded::<Cases>::parse(&answer.value);
        worth
    };
    let mut shift = Shift::default();
    for (owner, after) in &last.answers {
        let Some(before) = first.answers.get(owner) else { continue };
        match worth(after).cmp(&worth(before)) {
            Ordering::Less => shift.down += 1,
            Ordering::Equal => shift.same += 1,
            Ordering::Greater => shift.up += 1,
        }
    }
    shift
}
