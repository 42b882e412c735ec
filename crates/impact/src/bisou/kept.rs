//! Draws at hand: what each of them makes of the assumptions, of machines and of places, kept for the questions to come.
//!
//! A draw is a machine, a place and what is asked of them. Of many questions few machines and places are new; so most of
//! the chain has been walked before, and what is left is to ask: the same arithmetic, to the same bits.

use std::collections::HashMap;
use std::hash::Hash;

use super::assumption::{Assumption, Assumptions};
use super::basket::{Outcome, together};
use super::draws::{Draws, Units};
use super::space::{Extras, Space, Values};
use crate::chain::{Place, Rates};
use crate::check::Request;
use crate::field::Field;
use crate::impacts::End;
use crate::input::{FirstToken, Throughput};
use crate::warning::Warning;

/// What was drawn, and what became of it.
#[derive(Debug)]
pub(super) struct Kept {
    draws: Draws,
    units: Vec<Units>,
    /// Each assumption as it usually may be.
    usual: Vec<Values>,
    extras: Vec<Extras>,
    /// Of the question that is answered.
    ends: Vec<End>,
    machines: HashMap<MachineId, Vec<Rates>>,
    places: HashMap<PlaceId, Vec<Place>>,
}

/// All that a machine rests on: sizes, speed, hardware, and what of these is stated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct MachineId {
    numbers: [u64; 12],
    stated: [bool; 5],
}

/// All that a place rests on: data centre, grid, what of these is stated, and what the zone borrows from the world.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PlaceId {
    numbers: [u64; 8],
    /// How far the values of a grid lie apart is a matter of the zone.
    zone: Option<&'static str>,
    stated: [bool; 3],
    borrows: [bool; 3],
}

impl Kept {
    /// More draws than these are drawn again for each question.
    const MOST: u32 = 20_000;
    /// Bytes of machines, and of places; then all are forgotten.
    const ROOM: usize = 4 << 20;

    /// Nothing yet but the draws; None where they are too many to be held.
    pub fn of(draws: Draws) -> Option<Self> {
        if draws.number() > Self::MOST {
            return None;
        }
        let mut units = Vec::with_capacity(draws.number() as usize);
        draws.each(|unit| units.push(*unit));
        let usual = Assumption::ALL.map(|one| &Assumptions::embedded().get(one).freedom().shape);
        let values = |units: &Units| std::array::from_fn(|place| usual[place].at(units[place]));
        let usual: Vec<Values> = units.iter().map(values).collect();
        let extras = usual.iter().map(Extras::of).collect();
        Some(Self {
            draws,
            units,
            usual,
            extras,
            ends: Vec::new(),
            machines: HashMap::new(),
            places: HashMap::new(),
        })
    }

    /// What the draws say of one such request: the same as [`Space::outcome`], to the bit.
    pub fn outcome(&mut self, machine: &MachineId, place: &PlaceId, space: &Space<'_>) -> Outcome {
        let drawn = Drawn { units: &self.units, usual: &self.usual, space };
        let machines = look_up(&mut self.machines, machine, || drawn.each(|values| space.machine(values)));
        let places = look_up(&mut self.places, place, || drawn.each(|values| space.place_asked(values)));
        self.ends.clear();
        self.ends.extend(
            machines
                .iter()
                .zip(places)
                .zip(&self.extras)
                .map(|((machine, place), extras)| space.part(machine, place, extras)),
        );
        together(self.draws, space.hull(), &self.ends)
    }
}

/// The draws of a question.
struct Drawn<'k> {
    units: &'k [Units],
    usual: &'k [Values],
    space: &'k Space<'k>,
}

impl Drawn<'_> {
    fn each<T>(&self, part: impl Fn(&Values) -> T) -> Vec<T> {
        let own = self.space.own();
        let values = |(units, usual): (&Units, &Values)| {
            let mut values = *usual;
            for one in &own {
                values[*one as usize] = self.space.freedom(*one).shape.at(units[*one as usize]);
            }
            part(&values)
        };
        self.units.iter().zip(self.usual).map(values).collect()
    }
}

fn look_up<'k, I: Clone + Eq + Hash, T>(
    known: &'k mut HashMap<I, Vec<T>>,
    id: &I,
    draw: impl FnOnce() -> Vec<T>,
) -> &'k [T] {
    let room = |drawn: &Vec<T>| (Kept::ROOM / size_of_val(drawn.as_slice()).max(1)).max(1);
    if !known.contains_key(id) {
        let drawn = draw();
        if known.len() >= room(&drawn) {
            known.clear();
        }
        known.insert(id.clone(), drawn);
    }
    &known[id]
}

/// No number that is accepted is NaN.
pub(super) fn or_none(number: Option<f64>) -> u64 {
    number.unwrap_or(f64::NAN).to_bits()
}

impl MachineId {
    pub fn of(request: &Request<'_>) -> Self {
        let deployment = &request.deployment;
        let (parameters, speed, hardware) =
            (deployment.parameters(), deployment.speed(), deployment.hardware());
        let (active, total) = (parameters.active(), parameters.total());
        let numbers = [
            active.low().get().to_bits(),
            active.high().get().to_bits(),
            total.low().get().to_bits(),
            total.high().get().to_bits(),
            or_none(speed.throughput.map(Throughput::get)),
            or_none(speed.first_token.map(|first: FirstToken| first.time().seconds())),
            hardware.bits().get().to_bits(),
            hardware.batch().get().to_bits(),
            hardware.gpu_memory().gigabytes().to_bits(),
            hardware.server_power().kilowatts().to_bits(),
            hardware.server_gpus().get().to_bits(),
            hardware.lifetime().seconds().to_bits(),
        ];
        let fields = [Field::Batch, Field::Bits, Field::ServerPower, Field::Lifetime, Field::TokensPerSecond];
        Self { numbers, stated: fields.map(|field| request.stated.has(field)) }
    }
}

impl PlaceId {
    pub fn of(request: &Request<'_>) -> Self {
        let (mix, pue, wue) = (&request.site.mix, request.site.pue, request.site.wue);
        let numbers = [
            mix.gwp().of_a_kilowatt_hour().kilograms(),
            mix.adpe().of_a_kilowatt_hour().kilograms(),
            mix.pe().of_a_kilowatt_hour().megajoules(),
            mix.wue().of_a_kilowatt_hour().litres(),
            pue.low().get(),
            pue.high().get(),
            wue.low().rate().of_a_kilowatt_hour().litres(),
            wue.high().rate().of_a_kilowatt_hour().litres(),
        ];
        let borrowed = [
            Warning::MixMineralsOfTheWorld,
            Warning::MixPrimaryEnergyOfTheWorld,
            Warning::MixWaterOfTheWorld,
        ];
        Self {
            numbers: numbers.map(f64::to_bits),
            zone: request.zone.map(|zone| zone.code),
            stated: [Field::Pue, Field::Wue, Field::MixGwp].map(|field| request.stated.has(field)),
            borrows: borrowed.map(|warning| request.warnings.contains(warning)),
        }
    }
}
