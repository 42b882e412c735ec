//! Outcomes that are drawn once for all questions that differ only in how much is asked.
//!
//! Where nothing is counted once a request (no time to the first token, no measured time, nothing read, no image), every
//! token costs as much as any other in each draw; so all answers of a model in a zone are one outcome, so many times.
//! Quantiles of numbers that are all multiplied alike are multiplied alike, and to the same bits: an answer does not
//! depend on what was asked before.

use std::collections::HashMap;

use super::basket::Outcome;
use super::draws::Draws;
use super::space::Space;
use crate::check::Request;
use crate::fault::Fault;
use crate::field::Fields;
use crate::input::{FirstToken, Images, Latency, ReadTokens, Throughput, Tokens};
use crate::warning::Warnings;

/// Outcomes kept for the questions to come, of which many are alike.
#[derive(Debug)]
pub struct Outcomes {
    draws: Draws,
    known: HashMap<Identity, Outcome>,
}

/// All that the outcome of one part of a request rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Identity {
    /// Sizes, speed, hardware, data centre, grid, and what is asked: the bits of each.
    numbers: [u64; 24],
    /// How far the values of a grid lie apart is a matter of the zone, and of whose values they are.
    zone: Option<&'static str>,
    warnings: Warnings,
    stated: Fields,
}

impl Outcomes {
    /// As many are kept; then all are forgotten, and drawn again when they are asked for.
    pub const KEPT: usize = 16_384;

    /// None yet; each will be drawn so often.
    pub fn new(draws: Draws) -> Self {
        Self { draws, known: HashMap::new() }
    }

    /// What draws say of a request: the same as [`Basket::outcome`](super::Basket::outcome), to the bit.
    pub fn of(&mut self, request: &Request<'_>) -> Result<Outcome, Fault> {
        let (tokens, times) = Space::part_of(request);
        let identity = Identity::of(request, tokens);
        if self.known.len() >= Self::KEPT && !self.known.contains_key(&identity) {
            self.known.clear();
        }
        let one =
            self.known.entry(identity).or_insert_with(|| Space::asking(request, tokens).outcome(self.draws));
        let all = one.times(times);
        all.check().map(|()| all)
    }
}

impl Identity {
    fn of(request: &Request<'_>, tokens: Tokens) -> Self {
        let deployment = &request.deployment;
        let (parameters, speed, hardware) =
            (deployment.parameters(), deployment.speed(), deployment.hardware());
        let (active, total) = (parameters.active(), parameters.total());
        let (mix, pue, wue) = (&request.site.mix, request.site.pue, request.site.wue);
        // No number that is accepted is NaN.
        let or_none = |number: Option<f64>| number.unwrap_or(f64::NAN);
        let numbers = [
            active.low().get(),
            active.high().get(),
            total.low().get(),
            total.high().get(),
            or_none(speed.throughput.map(Throughput::get)),
            or_none(speed.first_token.map(|first: FirstToken| first.time().seconds())),
            hardware.bits().get(),
            hardware.batch().get(),
            hardware.gpu_memory().gigabytes(),
            hardware.server_power().kilowatts(),
            hardware.server_gpus().get(),
            hardware.lifetime().seconds(),
            mix.gwp().of_a_kilowatt_hour().kilograms(),
            mix.adpe().of_a_kilowatt_hour().kilograms(),
            mix.pe().of_a_kilowatt_hour().megajoules(),
            mix.wue().of_a_kilowatt_hour().litres(),
            pue.low().get(),
            pue.high().get(),
            wue.low().rate().of_a_kilowatt_hour().litres(),
            wue.high().rate().of_a_kilowatt_hour().litres(),
            tokens.get(),
            or_none(request.latency.map(|latency: Latency| latency.time().seconds())),
            or_none(request.reads.map(ReadTokens::get)),
            or_none(request.images.map(Images::get)),
        ];
        Self {
            numbers: numbers.map(f64::to_bits),
            zone: request.zone.map(|zone| zone.code),
            warnings: request.warnings,
            stated: request.stated,
        }
    }
}
