//! What comes out: impacts as intervals, usage and embodied apart.

use serde::Serialize;

use crate::interval::Interval;
use crate::unit::{Carbon, Energy, Factor, Minerals, PrimaryEnergy, Quantity, Water};

/// The five impacts, by the reference's names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Impacts {
    /// Electricity.
    pub energy: Interval<Energy>,
    /// Greenhouse gases.
    pub gwp: Interval<Carbon>,
    /// Minerals and metals.
    pub adpe: Interval<Minerals>,
    /// Primary energy.
    pub pe: Interval<PrimaryEnergy>,
    /// Water consumed.
    pub wcf: Interval<Water>,
}

/// What making the hardware has cost, for the time it was in use.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Embodied {
    /// Greenhouse gases.
    pub gwp: Interval<Carbon>,
    /// Minerals and metals.
    pub adpe: Interval<Minerals>,
    /// Primary energy.
    pub pe: Interval<PrimaryEnergy>,
}

/// An estimate.
///
/// Invariant: each total is the sum of usage and embodied; energy and water have no embodied part in the reference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// All of it.
    #[serde(flatten)]
    pub total: Impacts,
    /// While it runs.
    pub usage: Impacts,
    /// Of making the hardware.
    pub embodied: Embodied,
}

impl Estimate {
    /// From its two parts.
    pub(crate) fn new(usage: Impacts, embodied: Embodied) -> Self {
        let total = Impacts {
            energy: usage.energy,
            gwp: usage.gwp + embodied.gwp,
            adpe: usage.adpe + embodied.adpe,
            pe: usage.pe + embodied.pe,
            wcf: usage.wcf,
        };
        Self { total, usage, embodied }
    }

    /// So many times the same.
    #[must_use]
    pub fn repeated(&self, times: crate::input::Requests) -> Self {
        self.times(Factor::from_times(times.get()))
    }

    /// So many times the same; an average may be a fraction.
    #[must_use]
    pub fn times(&self, factor: Factor) -> Self {
        let by = factor.times();
        let usage = Impacts {
            energy: self.usage.energy.repeated(by),
            gwp: self.usage.gwp.repeated(by),
            adpe: self.usage.adpe.repeated(by),
            pe: self.usage.pe.repeated(by),
            wcf: self.usage.wcf.repeated(by),
        };
        let embodied = Embodied {
            gwp: self.embodied.gwp.repeated(by),
            adpe: self.embodied.adpe.repeated(by),
            pe: self.embodied.pe.repeated(by),
        };
        Self::new(usage, embodied)
    }

    /// Whether each number can be told. The total holds all others.
    pub fn is_finite(&self) -> bool {
        let total = &self.total;
        total.energy.is_finite()
            && total.gwp.is_finite()
            && total.adpe.is_finite()
            && total.pe.is_finite()
            && total.wcf.is_finite()
    }
}

/// One end of the intervals, while it is computed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub energy: Energy,
    pub gwp: Carbon,
    pub adpe: Minerals,
    pub pe: PrimaryEnergy,
    pub wcf: Water,
    pub embodied: Made,
}

impl End {
    /// Nothing was asked.
    pub const NOTHING: Self = Self {
        energy: Energy::from_kilowatt_hours(0.0),
        gwp: Carbon::from_kilograms(0.0),
        adpe: Minerals::from_kilograms(0.0),
        pe: PrimaryEnergy::from_megajoules(0.0),
        wcf: Water::from_litres(0.0),
        embodied: Made::NOTHING,
    };

    /// Both.
    pub fn and(&self, other: &Self) -> Self {
        Self {
            energy: self.energy + other.energy,
            gwp: self.gwp + other.gwp,
            adpe: self.adpe + other.adpe,
            pe: self.pe + other.pe,
            wcf: self.wcf + other.wcf,
            embodied: self.embodied.and(&other.embodied),
        }
    }

    /// So many times the same.
    pub fn times(&self, times: f64) -> Self {
        Self {
            energy: Quantity::of(self.energy.value() * times),
            gwp: Quantity::of(self.gwp.value() * times),
            adpe: Quantity::of(self.adpe.value() * times),
            pe: Quantity::of(self.pe.value() * times),
            wcf: Quantity::of(self.wcf.value() * times),
            embodied: self.embodied.share(times),
        }
    }
}

/// What making something has cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Made {
    /// Greenhouse gases.
    pub gwp: Carbon,
    /// Minerals and metals.
    pub adpe: Minerals,
    /// Primary energy.
    pub pe: PrimaryEnergy,
}

impl Made {
    /// Nothing was made.
    pub(crate) const NOTHING: Self = Self {
        gwp: Carbon::from_kilograms(0.0),
        adpe: Minerals::from_kilograms(0.0),
        pe: PrimaryEnergy::from_megajoules(0.0),
    };

    /// A share of it.
    pub(crate) fn share(&self, share: f64) -> Self {
        Self {
            gwp: Carbon::from_kilograms(share * self.gwp.kilograms()),
            adpe: Minerals::from_kilograms(share * self.adpe.kilograms()),
            pe: PrimaryEnergy::from_megajoules(share * self.pe.megajoules()),
        }
    }

    /// Both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self { gwp: self.gwp + other.gwp, adpe: self.adpe + other.adpe, pe: self.pe + other.pe }
    }
}

/// The two ends as an estimate. Each term grows with each of the inputs whose low and high values made the ends.
pub(crate) fn between(low: &End, high: &End) -> Estimate {
    let usage = Impacts {
        energy: Interval::ordered(low.energy, high.energy),
        gwp: Interval::ordered(low.gwp, high.gwp),
        adpe: Interval::ordered(low.adpe, high.adpe),
        pe: Interval::ordered(low.pe, high.pe),
        wcf: Interval::ordered(low.wcf, high.wcf),
    };
    let embodied = Embodied {
        gwp: Interval::ordered(low.embodied.gwp, high.embodied.gwp),
        adpe: Interval::ordered(low.embodied.adpe, high.embodied.adpe),
        pe: Interval::ordered(low.embodied.pe, high.embodied.pe),
    };
    Estimate::new(usage, embodied)
}
