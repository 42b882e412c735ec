//! What training a model has cost, from what its makers publish.
//!
//! ```text
//! energy = accelerator-hours x power x PUE           Patterson et al. 2021; ML CO2 Impact without the PUE
//! carbon = energy x intensity                        gross: the grid's; net: after the operator's purchases
//! hours  = operations / operations a second / 3600   the rate reached, or peak x share of it (MFU)
//! operations = 6 N D                                 2 forward, 4 backward; 8 N D when activations are recomputed
//! made   = hours / (lifetime x use) x (server / its accelerators + accelerator)      Luccioni et al. 2022 (BLOOM)
//! water  = energy x WUE on site, energy x PUE x water of the grid                    Li et al. 2023
//! ```
//! A range in is a range out: each result grows with each of its inputs, or falls with it, so the ends are exact.
//!
//! Scope doubles a figure: BLOOM's 24.7 t are 50.5 t with idle machines and their making. That is why what a power covers
//! is said ([`Covers`]), and nothing is told per use without a number of uses.
//!
//! ```
//! use impact::training::{Covers, Intensity, Run, accelerator_power};
//! use impact::unit::{AcceleratorTime, Carbon, Power, Rate};
//! use impact::{Interval, input::Pue};
//!
//! // OPT-175B as the LLaMA paper counts it: 137 t, where its own authors say 75 t.
//! let run = Run {
//!     hours: Interval::exact(AcceleratorTime::from_hours(809_472.0)),
//!     power: Interval::exact(accelerator_power(Power::from_watts(400.0))?),
//!     covers: Covers::Accelerator,
//!     pue: Interval::exact(Pue::new(1.1)?),
//!     intensity: Interval::exact(Intensity::new(Rate::per_kilowatt_hour(Carbon::from_kilograms(0.385)))?),
//! };
//! assert_eq!(run.estimate().gwp.low().kilograms().round(), 137_125.0);
//! # Ok::<(), impact::Fault>(())
//! ```

mod agreement;
mod parts;
mod scopes;

pub use agreement::Agreement;
pub use parts::{Hardware, Water, embodied, water};
pub use scopes::{Making, Scope, Scopes, a_use};

/// Where the formulas are from (Patterson et al. 2021, arXiv:2104.10350), printed with each result.
pub const METHOD: &str = "patterson-2021";

use crate::fault::Fault;
use crate::field::Field;
use crate::input::{Billions, Mix, Pue, bounded};
use crate::interval::Interval;
use crate::unit::{AcceleratorTime, Carbon, Energy, OperationRate, Operations, Power, Quantity, Rate};

const SECONDS_AN_HOUR: f64 = 3600.0;
const A_BILLION: f64 = 1e9;

/// What a published power is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// The accelerator alone: what stands around it is left out, and only the building is added.
    Accelerator,
    /// The accelerator and its share of the server (memory, network, host).
    Server,
    /// All of it, the building included: the PUE is in it already, and is not applied again.
    Facility,
}

impl Covers {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Accelerator, Self::Server, Self::Facility];

    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accelerator => "gpu",
            Self::Server => "server",
            Self::Facility => "facility",
        }
    }
}

/// A mean power within the bounds of its field.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct MeanPower(Power);

impl MeanPower {
    /// The power.
    pub const fn power(self) -> Power {
        self.0
    }
}

/// The mean power of one accelerator, within the bounds of [`Field::TrainingPower`].
pub fn accelerator_power(power: Power) -> Result<MeanPower, Fault> {
    bounded(Field::TrainingPower, power.watts()).map(|_| MeanPower(power))
}

/// The mean power of a whole machine, within the bounds of [`Field::MachinePower`]; its hours are then the machine's.
pub fn machine_power(power: Power) -> Result<MeanPower, Fault> {
    bounded(Field::MachinePower, power.watts()).map(|_| MeanPower(power))
}

/// Greenhouse gases of one kWh, within the bounds of [`Field::Intensity`]. Some publish 0, for a contract or for hydro.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Intensity(Rate<Carbon>);

impl Intensity {
    /// So much for each kWh.
    pub fn new(rate: Rate<Carbon>) -> Result<Self, Fault> {
        bounded(Field::Intensity, rate.of_a_kilowatt_hour().kilograms()).map(|_| Self(rate))
    }

    /// That of a grid.
    pub const fn of_grid(mix: &Mix) -> Self {
        Self(mix.gwp())
    }

    /// The rate.
    pub const fn rate(self) -> Rate<Carbon> {
        self.0
    }
}

/// The share of its peak that an accelerator reaches (MFU).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Efficiency(f64);

impl Efficiency {
    /// Within the bounds of [`Field::Efficiency`].
    pub fn new(share: f64) -> Result<Self, Fault> {
        bounded(Field::Efficiency, share).map(Self)
    }

    /// The share of its life in which hardware works, within the bounds of [`Field::InUse`].
    pub fn in_use(share: f64) -> Result<Self, Fault> {
        bounded(Field::InUse, share).map(Self)
    }
}

/// How many tokens a model was trained on.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct TrainingTokens(f64);

impl TrainingTokens {
    /// Within the bounds of [`Field::TrainingTokens`].
    pub fn new(tokens: f64) -> Result<Self, Fault> {
        bounded(Field::TrainingTokens, tokens).map(Self)
    }
}

/// A number of uses that somebody states.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Uses(f64);

impl Uses {
    /// Within the bounds of [`Field::Uses`].
    pub fn new(uses: f64) -> Result<Self, Fault> {
        bounded(Field::Uses, uses).map(Self)
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// How often each parameter works on each token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passes {
    /// Two operations forward, four backward.
    Plain,
    /// Two more: what the way forward gave is computed again on the way back.
    Recomputed,
}

/// The operations of a training: `6 N D`, or `8 N D`; of a mixture of experts, `N` are the active parameters.
pub fn operations(active: Billions, tokens: TrainingTokens, passes: Passes) -> Operations {
    let each = match passes {
        Passes::Plain => 6.0,
        Passes::Recomputed => 8.0,
    };
    Operations::from_count(each * active.get() * A_BILLION * tokens.0)
}

/// What accelerators of that peak reach.
pub fn reached(peak: OperationRate, share: Interval<Efficiency>) -> Interval<OperationRate> {
    let of = |share: Efficiency| OperationRate::from_per_second(peak.per_second() * share.0);
    Interval::ordered(of(share.low()), of(share.high()))
}

/// How long accelerators work on so many operations; the faster, the shorter.
pub fn accelerator_time(work: Operations, rate: Interval<OperationRate>) -> Interval<AcceleratorTime> {
    let at =
        |rate: OperationRate| AcceleratorTime::from_hours(work.count() / rate.per_second() / SECONDS_AN_HOUR);
    Interval::ordered(at(rate.high()), at(rate.low()))
}

/// What training has cost while it ran.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Training {
    /// Of the machines.
    pub it: Interval<Energy>,
    /// With the building.
    pub energy: Interval<Energy>,
    /// Greenhouse gases of that energy.
    pub gwp: Interval<Carbon>,
}

impl Training {
    /// The greenhouse gases for each of so many uses.
    pub fn carbon_a_use(&self, uses: Uses) -> Interval<Carbon> {
        self.gwp.repeated(1.0 / uses.0)
    }
}

/// A training by the time of its accelerators.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Of all accelerators; of all machines, when the power is a machine's.
    pub hours: Interval<AcceleratorTime>,
    /// Of one.
    pub power: Interval<MeanPower>,
    /// What that power is of.
    pub covers: Covers,
    /// What the building adds.
    pub pue: Interval<Pue>,
    /// Of the grid.
    pub intensity: Interval<Intensity>,
}

impl Run {
    /// Energy and greenhouse gases.
    pub fn estimate(&self) -> Training {
        let drawn = |hours: AcceleratorTime, power: MeanPower| {
            Energy::from_kilowatt_hours(hours.hours() * power.0.kilowatts())
        };
        let energy = Interval::ordered(
            drawn(self.hours.low(), self.power.low()),
            drawn(self.hours.high(), self.power.high()),
        );
        self.of(energy)
    }

    /// Energy and greenhouse gases of another energy of the same machines, that covers what the power covers.
    pub fn of(&self, energy: Interval<Energy>) -> Training {
        let overhead = match self.covers {
            Covers::Accelerator | Covers::Server => Overhead::Added(self.pue),
            Covers::Facility => Overhead::Held(self.pue),
        };
        of_energy(energy, overhead, self.intensity)
    }
}

/// How a published energy stands to the building.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Overhead {
    /// It is of the machines: the building is added.
    Added(Interval<Pue>),
    /// It holds the building already.
    Held(Interval<Pue>),
    /// It holds the building, which is taken out: greenhouse gases are of the machines alone.
    TakenOut(Interval<Pue>),
}

/// A training by its published energy.
pub fn of_energy(energy: Interval<Energy>, overhead: Overhead, intensity: Interval<Intensity>) -> Training {
    let times = |energy: Energy, pue: Pue| Energy::from_kilowatt_hours(energy.kilowatt_hours() * pue.get());
    let over = |energy: Energy, pue: Pue| Energy::from_kilowatt_hours(energy.kilowatt_hours() / pue.get());
    let without = |pue: Interval<Pue>| {
        Interval::ordered(over(energy.low(), pue.high()), over(energy.high(), pue.low()))
    };
    let (it, counted) = match overhead {
        Overhead::Added(pue) => {
            (energy, Interval::ordered(times(energy.low(), pue.low()), times(energy.high(), pue.high())))
        }
        Overhead::Held(pue) => (without(pue), energy),
        Overhead::TakenOut(pue) => (without(pue), without(pue)),
    };
    let gwp = Interval::ordered(intensity.low().0.of(counted.low()), intensity.high().0.of(counted.high()));
    Training { it, energy: counted, gwp }
}

/// The sum of parts: runs, idle machines, hardware.
pub fn sum<Q: Quantity>(parts: impl IntoIterator<Item = Interval<Q>>) -> Interval<Q> {
    parts.into_iter().fold(Interval::exact(Q::of(0.0)), |all, part| all + part)
}
