//! The answer about a training as JSON: what it was made of, its scopes, their sums, what is missing.

use serde::Serialize;
use serde_json::value::RawValue;

use super::write::line;
use crate::check::TrainingRequest;
use crate::fault::Fault;
use crate::input::Pue;
use crate::interval::Interval;
use crate::note::Note;
use crate::training::{METHOD, Scope, Scopes, Training, a_use};
use crate::unit::{AcceleratorTime, Carbon, Energy, Operations, Rate, Water};
use crate::warning::Warnings;

/// Where the intensity of a zone is from.
const SOURCE: &str = "Our World in Data (CC BY 4.0), in EcoLogits 0.11.3";
/// Where an intensity is from that was given.
const GIVEN: &str = "given";

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    method: &'static str,
    route: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    training_flops: Option<Interval<Operations>>,
    accelerator_hours: Interval<AcceleratorTime>,
    power_w: [f64; 2],
    power_scope: &'static str,
    pue: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<&'static str>,
    intensity_kg_per_kwh: Interval<Rate<Carbon>>,
    intensity_source: &'static str,
    #[serde(flatten)]
    total: Total,
    scopes: Parts,
    missing: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uses: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_use: Option<Total>,
    warnings: Warnings,
    notes: &'a [Note],
}

/// Sums over the scopes that are known.
#[derive(Serialize)]
struct Total {
    energy: Interval<Energy>,
    gwp: Interval<Carbon>,
    wcf: Option<Interval<Water>>,
}

#[derive(Serialize)]
struct Parts {
    run: Electricity,
    idle: Option<Electricity>,
    embodied: Option<Made>,
    water: Evaporated,
}

#[derive(Serialize)]
struct Electricity {
    /// Of the machines: none when a power holds the building and nobody says by how much.
    it_energy: Option<Interval<Energy>>,
    energy: Interval<Energy>,
    gwp: Interval<Carbon>,
}

#[derive(Serialize)]
struct Made {
    gwp: Interval<Carbon>,
}

#[derive(Serialize)]
struct Evaporated {
    on_site: Option<Interval<Water>>,
    off_site: Option<Interval<Water>>,
}

impl Electricity {
    fn of(part: &Training, pue: Option<Interval<Pue>>) -> Self {
        Self { it_energy: pue.map(|_| part.it), energy: part.energy, gwp: part.gwp }
    }
}

impl Parts {
    fn of(all: &Scopes, pue: Option<Interval<Pue>>) -> Self {
        Self {
            run: Electricity::of(&all.run, pue),
            idle: all.idle.map(|idle| Electricity::of(&idle, pue)),
            embodied: all.embodied.map(|gwp| Made { gwp }),
            water: Evaporated { on_site: all.water_on_site, off_site: all.water_off_site },
        }
    }
}

/// Writes the answer about a training as a line of JSON; nothing when it cannot be told.
pub(super) fn write(
    id: Option<&RawValue>,
    training: &TrainingRequest<'_>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let all = training.estimate()?;
    let run = &training.run;
    let total = Total { energy: all.energy(), gwp: all.gwp(), wcf: all.water() };
    let per_use = training.uses.map(|uses| Total {
        energy: a_use(total.energy, uses),
        gwp: a_use(total.gwp, uses),
        wcf: total.wcf.map(|water| a_use(water, uses)),
    });
    let answer = Answer {
        id,
        method: METHOD,
        route: training.route.as_str(),
        training_flops: training.operations,
        accelerator_hours: run.hours,
        power_w: [run.power.low(), run.power.high()].map(|mean| mean.power().watts()),
        power_scope: run.covers.as_str(),
        pue: training.pue.map(|pue| [pue.low().get(), pue.high().get()]),
        zone: training.zone.map(|zone| zone.code),
        intensity_kg_per_kwh: Interval::ordered(run.intensity.low().rate(), run.intensity.high().rate()),
        intensity_source: if training.zone.is_some() { SOURCE } else { GIVEN },
        total,
        scopes: Parts::of(&all, training.pue),
        missing: all.missing().map(Scope::as_str).collect(),
        uses: training.uses.map(|uses| [uses.low().get(), uses.high().get()]),
        per_use,
        warnings: training.warnings,
        notes: &training.notes,
    };
    line(&answer, out);
    Ok(())
}
