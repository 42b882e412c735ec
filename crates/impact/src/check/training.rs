//! A training: by the time of its accelerators, by its operations, or by parameters and tokens.

use super::received::Received;
use super::site::zone;
use super::{missing, overflow};
use crate::data::{Catalogue, Zone};
use crate::fault::{Code, Fault};
use crate::field::{Bounds, Field};
use crate::input::{Billions, Pue, ServerGpus, SiteWater, bounded};
use crate::interval::Interval;
use crate::nearest::nearest;
use crate::note::{Note, Subject};
use crate::training::{
    Covers, Efficiency, Intensity, Making, Passes, Run, Scopes, TrainingTokens, Uses, accelerator_power,
    accelerator_time, operations, reached,
};
use crate::unit::{AcceleratorTime, Carbon, Energy, OperationRate, Operations, Power, Rate, Time, Water};
use crate::warning::{Warning, Warnings};

/// How the time of the accelerators is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// It was given.
    Hours,
    /// From operations and how fast they are done.
    Operations,
    /// From parameters, tokens, and how fast their operations are done.
    Tokens(Passes),
}

impl Route {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hours => "accelerator-hours",
            Self::Operations => "flops",
            Self::Tokens(Passes::Plain) => "6nd",
            Self::Tokens(Passes::Recomputed) => "8nd",
        }
    }
}

/// A checked training.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingRequest<'c> {
    /// How its time is known.
    pub route: Route,
    /// Its operations, where they are known.
    pub operations: Option<Interval<Operations>>,
    /// The final run. Its PUE is 1 when a power holds the building and nobody says by how much.
    pub run: Run,
    /// The PUE, where it is known.
    pub pue: Option<Interval<Pue>>,
    /// Whose grid it is; none when the intensity was given.
    pub zone: Option<&'c Zone>,
    /// Energy of machines that waited.
    pub idle: Option<Interval<Energy>>,
    /// The machines.
    pub making: Option<Making>,
    /// Water evaporated on site for each kWh of the machines.
    pub water_on_site: Option<Interval<SiteWater>>,
    /// Water evaporated where the electricity is made, for each kWh.
    pub water_off_site: Option<Interval<Rate<Water>>>,
    /// How often what was trained is used.
    pub uses: Option<Interval<Uses>>,
    /// What the reference's data warn of.
    pub warnings: Warnings,
    /// What else is to be said.
    pub notes: Vec<Note>,
}

impl TrainingRequest<'_> {
    /// What the training has cost, scope by scope.
    pub fn estimate(&self) -> Result<Scopes, Fault> {
        let making = self.making.as_ref();
        let all = Scopes::new(&self.run, self.idle, making, self.water_on_site, self.water_off_site);
        if all.is_finite() && self.run.hours.is_finite() { Ok(all) } else { Err(overflow()) }
    }
}

/// The time of the accelerators, and what it was made of.
struct Work {
    route: Route,
    operations: Option<Interval<Operations>>,
    hours: Interval<AcceleratorTime>,
}

pub(super) fn check<'c>(
    catalogue: &'c Catalogue,
    received: &mut Received<'_>,
) -> Option<TrainingRequest<'c>> {
    let mut notes = Vec::new();
    let work = work(received);
    let power = received.range(Field::TrainingPower, |watts| accelerator_power(Power::from_watts(watts)));
    let power = received.needed(Field::TrainingPower, power);
    let covers = covers(received, &mut notes);
    let pue = pue(catalogue, covers, received, &mut notes);
    let grid = grid(catalogue, received, &mut notes);
    let idle = received.range(Field::IdleEnergy, |kilowatt_hours| {
        bounded(Field::IdleEnergy, kilowatt_hours).map(Energy::from_kilowatt_hours)
    });
    let making = making(received, &mut notes);
    let (water_on_site, water_off_site) = (on_site(pue, covers, received), off_site(grid, received));
    let uses = received.range(Field::Uses, Uses::new);
    let (work, power, covers, grid) = (work?, power?, covers?, grid?);
    let run = Run {
        hours: work.hours,
        power,
        covers,
        pue: pue.unwrap_or_else(|| Interval::exact(Pue::NONE)),
        intensity: grid.intensity,
    };
    let world = grid.zone.filter(|zone| {
        zone.warnings.contains(Warning::MixWaterOfTheWorld) && !received.has(Field::GridWater)
    });
    Some(TrainingRequest {
        route: work.route,
        operations: work.operations,
        run,
        pue,
        zone: grid.zone,
        idle,
        making,
        water_on_site,
        water_off_site,
        uses,
        warnings: world.map_or(Warnings::NONE, |_| Warnings::NONE.with(Warning::MixWaterOfTheWorld)),
        notes,
    })
}

/// A field that excludes another one.
fn conflict(received: &mut Received<'_>, field: Field, with: Field) {
    received.fault(Fault::new(Code::ConflictingInput, field).hint(with.json()));
}

/// The fault of a field that is not there and could be replaced by another one.
fn missing_or(field: Field, other: Field) -> Fault {
    missing(field).hint(other.json())
}

/// The time of the accelerators by the one route that was given.
fn work(received: &mut Received<'_>) -> Option<Work> {
    let routes = [
        (Field::TrainingHours, &[Field::TrainingHours][..]),
        (Field::TrainingOperations, &[Field::TrainingOperations]),
        (Field::TrainedParams, &[Field::TrainedParams, Field::TrainingTokens]),
    ];
    let mut given = routes.iter().filter(|(_, fields)| fields.iter().any(|field| received.has(*field)));
    let Some((first, _)) = given.next() else {
        received.fault(missing_or(Field::TrainingHours, Field::TrainingOperations));
        return None;
    };
    let others: Vec<Field> =
        given.flat_map(|(_, fields)| fields.iter()).copied().filter(|field| received.has(*field)).collect();
    others.iter().for_each(|other| conflict(received, *other, *first));
    let found = match first {
        Field::TrainingHours => by_hours(received),
        Field::TrainingOperations => by_operations(received),
        _ => by_tokens(received),
    };
    found.filter(|_| others.is_empty())
}

fn by_hours(received: &mut Received<'_>) -> Option<Work> {
    for field in [Field::ReachedRate, Field::PeakRate, Field::Efficiency, Field::Recompute] {
        if received.has(field) {
            conflict(received, field, Field::TrainingHours);
        }
    }
    let hours = received.range(Field::TrainingHours, |hours| {
        bounded(Field::TrainingHours, hours).map(AcceleratorTime::from_hours)
    });
    Some(Work { route: Route::Hours, operations: None, hours: hours? })
}

fn by_operations(received: &mut Received<'_>) -> Option<Work> {
    if received.has(Field::Recompute) {
        conflict(received, Field::Recompute, Field::TrainingOperations);
    }
    let counted = received.range(Field::TrainingOperations, |count| {
        bounded(Field::TrainingOperations, count).map(Operations::from_count)
    });
    let rate = rate(received);
    let counted = counted?;
    Some(Work { route: Route::Operations, operations: Some(counted), hours: hours_of(counted, rate?) })
}

fn by_tokens(received: &mut Received<'_>) -> Option<Work> {
    let parameters = received.range(Field::TrainedParams, Billions::trained);
    let parameters = received.needed(Field::TrainedParams, parameters);
    let tokens = received.range(Field::TrainingTokens, TrainingTokens::new);
    let tokens = received.needed(Field::TrainingTokens, tokens);
    let passes = match received.flag(Field::Recompute) {
        Some(true) => Passes::Recomputed,
        Some(false) | None => Passes::Plain,
    };
    let rate = rate(received);
    let (parameters, tokens) = (parameters?, tokens?);
    let counted = Interval::ordered(
        operations(parameters.low(), tokens.low(), passes),
        operations(parameters.high(), tokens.high(), passes),
    );
    let (route, hours) = (Route::Tokens(passes), hours_of(counted, rate?));
    Some(Work { route, operations: Some(counted), hours })
}

fn hours_of(work: Interval<Operations>, rate: Interval<OperationRate>) -> Interval<AcceleratorTime> {
    Interval::ordered(accelerator_time(work.low(), rate).low(), accelerator_time(work.high(), rate).high())
}

/// How fast one accelerator is: as it was reached, or a share of its peak.
fn rate(received: &mut Received<'_>) -> Option<Interval<OperationRate>> {
    let of = |field| move |tera| bounded(field, tera).map(OperationRate::from_tera_per_second);
    let reached_rate = received.range(Field::ReachedRate, of(Field::ReachedRate));
    let peak = received.range(Field::PeakRate, of(Field::PeakRate));
    let share = received.range(Field::Efficiency, Efficiency::new);
    let by_share = [Field::PeakRate, Field::Efficiency];
    if !by_share.iter().any(|field| received.has(*field)) {
        if !received.has(Field::ReachedRate) {
            received.fault(missing_or(Field::ReachedRate, Field::PeakRate));
        }
        return reached_rate;
    }
    if received.has(Field::ReachedRate) {
        for field in by_share.into_iter().filter(|field| received.has(*field)).collect::<Vec<_>>() {
            conflict(received, field, Field::ReachedRate);
        }
        return None;
    }
    let (peak, share) = (received.needed(Field::PeakRate, peak), received.needed(Field::Efficiency, share));
    let (peak, share) = (peak?, share?);
    Some(Interval::ordered(reached(peak.low(), share).low(), reached(peak.high(), share).high()))
}

/// What the power is of. The accelerator alone, where nobody says it.
fn covers(received: &mut Received<'_>, notes: &mut Vec<Note>) -> Option<Covers> {
    let Some(name) = received.text(Field::PowerScope) else {
        notes.push(Note::plain(Subject::PowerScopeAssumed));
        return (!received.has(Field::PowerScope)).then_some(Covers::Accelerator);
    };
    let names = Covers::ALL.map(Covers::as_str);
    let wanted = name.trim().to_lowercase();
    let Some(covers) = Covers::ALL.into_iter().find(|covers| covers.as_str() == wanted) else {
        let near = nearest(&wanted, names.iter().map(|name| (*name, *name)));
        let suggestions = if near.is_empty() { names.to_vec() } else { near };
        let fault = Fault::new(Code::UnknownPowerScope, Field::PowerScope).received_text(&name);
        received.fault(fault.suggest(suggestions));
        return None;
    };
    notes.push(Note::plain(match covers {
        Covers::Accelerator => Subject::PowerOfAccelerator,
        Covers::Server => Subject::PowerOfServer,
        Covers::Facility => Subject::PowerOfFacility,
    }));
    Some(covers)
}

/// The PUE; the range of all providers where nobody says it, unless the power holds it.
fn pue(
    catalogue: &Catalogue,
    covers: Option<Covers>,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<Interval<Pue>> {
    let given = received.range(Field::Pue, Pue::new);
    match (covers, given.is_some()) {
        (Some(Covers::Facility), true) => notes.push(Note::plain(Subject::PueNotApplied)),
        (Some(Covers::Facility), false) | (_, true) => {}
        (_, false) => {
            notes.push(Note::plain(Subject::PueAssumed));
            return Some(catalogue.range_of_sites().0);
        }
    }
    given
}

/// The grid: its intensity, and the zone when it is a zone's.
#[derive(Clone, Copy)]
struct Grid<'c> {
    zone: Option<&'c Zone>,
    intensity: Interval<Intensity>,
}

fn grid<'c>(
    catalogue: &'c Catalogue,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<Grid<'c>> {
    let zone = zone(catalogue, received, notes);
    let given = received.range(Field::Intensity, intensity);
    match (received.has(Field::Zone), received.has(Field::Intensity)) {
        (true, true) => {
            conflict(received, Field::Intensity, Field::Zone);
            None
        }
        (false, false) => {
            received.fault(missing_or(Field::Zone, Field::Intensity));
            None
        }
        (false, true) => Some(Grid { zone: None, intensity: given? }),
        (true, false) => {
            let zone = zone?;
            let suspicious = zone.has_suspicious_zero();
            let subject = if suspicious { Subject::MixSuspiciousZero } else { Subject::IntensityOfZone };
            notes.push(Note::taken(subject, zone.code));
            let intensity = Interval::exact(Intensity::of_grid(&zone.mix));
            Some(Grid { zone: Some(zone), intensity })
        }
    }
}

/// An intensity that somebody gives. Zero is a contract's, not a grid's.
fn intensity(kilograms: f64) -> Result<Intensity, Fault> {
    let given = Intensity::new(Rate::per_kilowatt_hour(Carbon::from_kilograms(kilograms)));
    let above =
        |fault: Fault| Fault { bounds: fault.bounds.map(|bounds| Bounds { above: true, ..bounds }), ..fault };
    match given {
        Ok(zero) if zero.rate() == Rate::default() => Err(above(Fault::out_of_range(Field::Intensity, 0.0))),
        other => other.map_err(above),
    }
}

/// The machines, when something is said of them: then all is needed that their share is made of.
fn making(received: &mut Received<'_>, notes: &mut Vec<Note>) -> Option<Making> {
    let about = [Field::AcceleratorMade, Field::ServerMade, Field::ServerGpus, Field::Lifetime, Field::InUse];
    if !about.iter().any(|field| received.has(*field)) {
        return None;
    }
    let made = |field| move |kilograms| bounded(field, kilograms).map(Carbon::from_kilograms);
    let accelerator = received.range(Field::AcceleratorMade, made(Field::AcceleratorMade));
    let accelerator = received.needed(Field::AcceleratorMade, accelerator);
    let lifetime =
        received.range(Field::Lifetime, |seconds| bounded(Field::Lifetime, seconds).map(Time::from_seconds));
    let lifetime = received.needed(Field::Lifetime, lifetime);
    let in_use = received.range(Field::InUse, Efficiency::in_use);
    let in_use = received.needed(Field::InUse, in_use);
    let server = if received.has(Field::ServerMade) || received.has(Field::ServerGpus) {
        let server = received.range(Field::ServerMade, made(Field::ServerMade));
        let server = received.needed(Field::ServerMade, server);
        let gpus = received.number(Field::ServerGpus, ServerGpus::new);
        let gpus = received.needed(Field::ServerGpus, gpus);
        Some((server?, gpus?))
    } else {
        notes.push(Note::plain(Subject::ServerMakingMissing));
        None
    };
    Some(Making { accelerator: accelerator?, server, lifetime: lifetime?, in_use: in_use? })
}

/// Water on site goes with the energy of the machines alone: a power that holds the building does not tell it without a PUE.
fn on_site(
    pue: Option<Interval<Pue>>,
    covers: Option<Covers>,
    received: &mut Received<'_>,
) -> Option<Interval<SiteWater>> {
    let each = |litres| SiteWater::new(Rate::per_kilowatt_hour(Water::from_litres(litres)));
    let given = received.range(Field::Wue, each)?;
    if pue.is_none() && covers == Some(Covers::Facility) {
        received.needed(Field::Pue, pue);
        return None;
    }
    Some(given)
}

/// Water of the grid: as it was given, else the zone's.
fn off_site(grid: Option<Grid<'_>>, received: &mut Received<'_>) -> Option<Interval<Rate<Water>>> {
    let each =
        |litres| bounded(Field::GridWater, litres).map(Water::from_litres).map(Rate::per_kilowatt_hour);
    let given = received.range(Field::GridWater, each);
    given.or_else(|| grid?.zone.map(|zone| Interval::exact(zone.mix.wue())))
}
