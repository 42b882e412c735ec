//! Outcomes that are drawn once for all questions that differ only in how much is asked.
//!
//! Where nothing is counted once a request (no time to the first token, no measured time, nothing read, no image), every
//! token costs as much as any other in each draw; so all answers of a model in a zone are one outcome, so many times.
//! Quantiles of numbers that are all multiplied alike are multiplied alike, and to the same bits: an answer does not
//! depend on what was asked before.

use std::collections::HashMap;

use super::basket::Outcome;
use super::draws::Draws;
use super::kept::{Kept, MachineId, PlaceId, or_none};
use super::space::Space;
use crate::check::Request;
use crate::fault::Fault;
use crate::input::{Images, Latency, ReadTokens, Tokens};

/// Outcomes kept for the questions to come, of which many are alike.
#[derive(Debug)]
pub struct Outcomes {
    draws: Draws,
    known: HashMap<Identity, Outcome>,
    /// From the second question on: who asks once has no use for it.
    kept: Option<Kept>,
}

/// All that the outcome of one part of a request rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Identity {
    machine: MachineId,
    place: PlaceId,
    /// What is asked, the time that was measured, what is read, images.
    asked: [u64; 4],
}

impl Outcomes {
    /// As many are kept; then all are forgotten, and drawn again when they are asked for.
    pub const KEPT: usize = 16_384;

    /// None yet; each will be drawn so often.
    pub fn new(draws: Draws) -> Self {
        Self { draws, known: HashMap::new(), kept: None }
    }

    /// What draws say of a request: the same as [`Basket::outcome`](super::Basket::outcome), to the bit.
    pub fn of(&mut self, request: &Request<'_>) -> Result<Outcome, Fault> {
        let (tokens, times) = Space::part_of(request);
        let identity = Identity::of(request, tokens);
        let one = match self.known.get(&identity) {
            Some(known) => *known,
            None => self.drawn(request, tokens, identity),
        };
        let all = one.times(times);
        all.check().map(|()| all)
    }

    fn drawn(&mut self, request: &Request<'_>, tokens: Tokens, identity: Identity) -> Outcome {
        let space = Space::asking(request, tokens);
        if self.kept.is_none() && !self.known.is_empty() {
            self.kept = Kept::of(self.draws);
        }
        let outcome = match &mut self.kept {
            Some(kept) => kept.outcome(&identity.machine, &identity.place, &space),
            None => space.outcome(self.draws),
        };
        if self.known.len() >= Self::KEPT {
            self.known.clear();
        }
        self.known.insert(identity, outcome);
        outcome
    }
}

impl Identity {
    fn of(request: &Request<'_>, tokens: Tokens) -> Self {
        let latency = request.latency.map(|latency: Latency| latency.time().seconds());
        Self {
            machine: MachineId::of(request),
            place: PlaceId::of(request),
            asked: [
                tokens.get().to_bits(),
                or_none(latency),
                or_none(request.reads.map(ReadTokens::get)),
                or_none(request.images.map(Images::get)),
            ],
        }
    }
}
