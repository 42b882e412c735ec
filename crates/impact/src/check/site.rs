//! Where it runs: the zone, the own mix, the data centre.

use super::received::{Received, Value};
use crate::data::{Catalogue, EUROPE, Zone, plain};
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::input::{Mix, Pue, Site, SiteWater};
use crate::interval::Interval;
use crate::note::{Note, Subject};
use crate::unit::{Carbon, Minerals, PrimaryEnergy, Quantity, Rate, Water};
use crate::warning::{Warning, Warnings};

/// What people call Europe, comparable. No zone is taken for it: the data do not say what their mean of Europe covers.
const EUROPES: [&str; 8] = [
    "eu",
    "ue",
    "europe",
    "europa",
    "union europeenne",
    "europese unie",
    "europaische union",
    "european union",
];

/// The zone that was given, or nothing; its fault is remembered.
pub(super) fn zone<'c>(
    catalogue: &'c Catalogue,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<&'c Zone> {
    let name = received.text(Field::Zone)?;
    if let Some(found) = catalogue.zone(&name) {
        return Some(found);
    }
    if let Some(found) = catalogue.zone_named(&name) {
        notes.push(Note::read(Subject::ZoneNormalised, &name, found.code));
        return Some(found);
    }
    let fault = Fault::new(Code::UnknownZone, Field::Zone).received_text(&name);
    received.fault(if EUROPES.contains(&&*plain(&name)) {
        fault
            .suggest([EUROPE])
            .hint("EEE est une moyenne d’Europe dont la source ne dit pas quels pays elle couvre")
    } else {
        fault.suggest(catalogue.nearest_zones(&name))
    });
    None
}

/// What a data centre is, where nobody says it.
pub(super) struct Usual<'c> {
    /// The grid.
    pub zone: &'c Zone,
    /// What the building adds.
    pub pue: Interval<Pue>,
    /// The water it evaporates.
    pub wue: Interval<SiteWater>,
}

/// Where it runs, and what is to be warned of. What was received takes the place of what is usual.
pub(super) fn site(
    usual: &Usual<'_>,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<(Site, Warnings)> {
    let (pue, wue) = own_site(received);
    let given: Vec<_> = OWN_MIX.into_iter().filter(|field| received.has(*field)).map(Field::json).collect();
    if !given.is_empty() && given.len() < OWN_MIX.len() {
        notes.push(Note::read(Subject::MixOverridden, &given.join(", "), usual.zone.code));
    }
    let (mix, warnings) = mix(usual.zone, received)?;
    Some((Site { mix, pue: pue.unwrap_or(usual.pue), wue: wue.unwrap_or(usual.wue) }, warnings))
}

/// The data centre that was given.
fn own_site(received: &mut Received<'_>) -> (Option<Interval<Pue>>, Option<Interval<SiteWater>>) {
    let litres = |litres| SiteWater::new(Rate::per_kilowatt_hour(Water::from_litres(litres)));
    (received.range(Field::Pue, Pue::new), received.range(Field::Wue, litres))
}

/// What is given of an own mix.
const OWN_MIX: [Field; 4] = [Field::MixGwp, Field::MixAdpe, Field::MixPe, Field::MixWue];

/// Whether all of an own mix was given, so that no zone has a part in the answer.
pub(super) fn is_own_mix(received: &Received<'_>) -> bool {
    OWN_MIX.iter().all(|field| received.has(*field))
}

/// The mix of a zone, with what was given in the place of its own values. Warnings are about what is left of them.
fn mix(zone: &Zone, received: &mut Received<'_>) -> Option<(Mix, Warnings)> {
    if !matches!(received.get(Field::Mix), Value::Absent | Value::Null | Value::Faulty) {
        let fault = Fault::new(Code::WrongType, Field::Mix).hint("{gwp, adpe, pe, wue}");
        received.fault(fault);
        return None;
    }
    if !OWN_MIX.iter().any(|field| received.has(*field)) {
        return Some((zone.mix, zone.warnings));
    }
    if is_own_mix(received) && received.has(Field::Zone) {
        received.fault(Fault::new(Code::ConflictingInput, Field::Zone).hint(Field::Mix.json()));
    }
    let mix = Mix::new(
        factor(received, Field::MixGwp, zone.mix.gwp(), Carbon::from_kilograms),
        factor(received, Field::MixAdpe, zone.mix.adpe(), Minerals::from_kilograms),
        factor(received, Field::MixPe, zone.mix.pe(), PrimaryEnergy::from_megajoules),
        factor(received, Field::MixWue, zone.mix.wue(), Water::from_litres),
    );
    let about = [
        (Field::MixAdpe, Warning::MixMineralsOfTheWorld),
        (Field::MixPe, Warning::MixPrimaryEnergyOfTheWorld),
        (Field::MixWue, Warning::MixWaterOfTheWorld),
    ];
    let left = about
        .into_iter()
        .filter(|(field, warning)| !received.has(*field) && zone.warnings.contains(*warning));
    let warnings = left.fold(Warnings::NONE, |all, (_, warning)| all.with(warning));
    match mix {
        Ok(mix) => Some((mix, warnings)),
        Err(faults) => {
            faults.into_iter().for_each(|fault| received.fault(fault));
            None
        }
    }
}

fn factor<Q: Quantity>(
    received: &mut Received<'_>,
    field: Field,
    usual: Rate<Q>,
    unit: fn(f64) -> Q,
) -> Rate<Q> {
    received.number(field, |number| Ok(Rate::per_kilowatt_hour(unit(number)))).unwrap_or(usual)
}
