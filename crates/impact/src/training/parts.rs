//! What stands beside the electricity: the making of the machines, and water.

use crate::input::{Pue, ServerGpus, SiteWater};
use crate::training::Efficiency;
use crate::unit::{AcceleratorTime, Carbon, Energy, Quantity, Rate, Time};

const SECONDS_AN_HOUR: f64 = 3600.0;

/// Machines, and how they are used over their life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hardware {
    /// Making a server without its accelerators.
    pub server: Carbon,
    /// Accelerators in a server.
    pub accelerators: ServerGpus,
    /// Making an accelerator.
    pub accelerator: Carbon,
    /// How long it serves.
    pub lifetime: Time,
    /// The share of that time in which it works.
    pub in_use: Efficiency,
}

/// The share of making servers, and of making accelerators, that falls to so many hours.
pub fn embodied(hardware: &Hardware, hours: AcceleratorTime) -> (Carbon, Carbon) {
    let life = hardware.lifetime.seconds() / SECONDS_AN_HOUR * hardware.in_use.0;
    let share = |made: Carbon| Carbon::from_kilograms(hours.hours() / life * made.kilograms());
    let server = Carbon::from_kilograms(hardware.server.kilograms() / hardware.accelerators.get());
    (share(server), share(hardware.accelerator))
}

/// Water consumed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Water {
    /// Evaporated where the machines are.
    pub on_site: crate::unit::Water,
    /// Evaporated where the electricity is made.
    pub off_site: crate::unit::Water,
}

/// The water of an energy of machines. An energy that holds the building already counts its electricity's water twice
/// over the PUE; the published table on GPT-3 does so.
pub fn water(energy: Energy, pue: Pue, on_site: SiteWater, grid: Rate<crate::unit::Water>) -> Water {
    let building = Energy::of(energy.kilowatt_hours() * pue.get());
    Water { on_site: on_site.rate().of(energy), off_site: grid.of(building) }
}
