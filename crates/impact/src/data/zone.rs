//! Zones: an electricity mix, a code, names in four languages.

use std::collections::HashMap;

use super::table::{DataFault, Row, Table};
use super::{plain, warnings};
use crate::fault::Fault;
use crate::input::Mix;
use crate::unit::{Carbon, Minerals, PrimaryEnergy, Rate, Water};
use crate::warning::{Warning, Warnings};

/// The code of the mean of the world.
pub(super) const WORLD: &str = "WOR";
/// A mean of Europe. Its source does not say which countries it covers, so nobody's "Europe" or "EU" is taken for it.
pub(crate) const EUROPE: &str = "EEE";

/// A zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// ISO 3166-1 alpha-3, `WOR` or `EEE`.
    pub code: &'static str,
    /// ISO 3166-1 alpha-2; empty where there is none.
    pub alpha2: &'static str,
    /// Its name in each language.
    pub name: ZoneName,
    /// What one kWh costs there.
    pub mix: Mix,
    /// Which values are those of the world.
    pub warnings: Warnings,
    /// What its values might be instead, where they are the world's: times of them.
    pub spread: Spread,
}

/// What a value that stands in for an unknown one is to be taken times: from 5 % to 95 % of the zones whose own is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Minerals.
    pub(crate) adpe: Option<(f64, f64)>,
    /// Primary energy.
    pub(crate) pe: Option<(f64, f64)>,
    /// Water.
    pub(crate) wue: Option<(f64, f64)>,
}

/// The names of a zone (CLDR).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneName {
    /// French.
    pub fr: &'static str,
    /// Dutch.
    pub nl: &'static str,
    /// German.
    pub de: &'static str,
    /// English.
    pub en: &'static str,
    /// Others in use, with `|` between.
    also: &'static str,
}

impl Zone {
    /// All names, in all languages; a name may come twice.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let ZoneName { fr, nl, de, en, also } = self.name;
        [fr, nl, de, en].into_iter().chain(also.split('|').filter(|name| !name.is_empty()))
    }

    /// Whether the data say that its electricity emits nothing, which no grid does.
    pub fn has_suspicious_zero(&self) -> bool {
        self.mix.gwp().of_a_kilowatt_hour() == Carbon::default()
    }
}

pub(super) fn read(mixes: &'static str, zones: &'static str) -> Result<Vec<Zone>, DataFault> {
    let table = Table::new("zones.csv", zones)?;
    let mut names: HashMap<&str, (&'static str, ZoneName)> = HashMap::new();
    for row in table.rows() {
        let row = row?;
        let name = ZoneName {
            fr: row.text("name_fr")?,
            nl: row.text("name_nl")?,
            de: row.text("name_de")?,
            en: row.text("name_en")?,
            also: row.text("also")?,
        };
        if names.insert(row.text("zone")?, (row.text("alpha2")?, name)).is_some() {
            return Err(row.fault("zone", "is there twice"));
        }
    }
    let mut all: Vec<Zone> = Vec::new();
    for row in Table::new("mixes.csv", mixes)?.rows() {
        let row = row?;
        let code = row.text("zone")?;
        if all.last().is_some_and(|before| before.code >= code) {
            return Err(row.fault("zone", "zones are sorted, each once"));
        }
        let (alpha2, name) =
            names.get(code).copied().ok_or_else(|| row.fault("zone", "has no name in zones.csv"))?;
        all.push(Zone {
            code,
            alpha2,
            name,
            mix: mix(&row)?,
            warnings: warnings(&row)?,
            spread: Spread::default(),
        });
    }
    spread(&mut all);
    Ok(all)
}

/// Gives each zone that borrows a value of the world the spread of those that have their own.
fn spread(zones: &mut [Zone]) {
    let known = |warning: Warning, value: fn(&Mix) -> f64| {
        let own = zones.iter().filter(|zone| !zone.warnings.contains(warning) && zone.code != WORLD);
        let mut values: Vec<_> = own.map(|zone| value(&zone.mix)).collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values.get((share * values.len() as f64) as usize).copied();
        let ends = at(0.05).zip(at(0.95));
        move |mix: &Mix| ends.map(|(low, high)| (low / value(mix), high / value(mix)))
    };
    let adpe = known(Warning::MixMineralsOfTheWorld, |mix| mix.adpe().of_a_kilowatt_hour().kilograms());
    let pe = known(Warning::MixPrimaryEnergyOfTheWorld, |mix| mix.pe().of_a_kilowatt_hour().megajoules());
    let wue = known(Warning::MixWaterOfTheWorld, |mix| mix.wue().of_a_kilowatt_hour().litres());
    let spreads: Vec<_> = zones
        .iter()
        .map(|zone| {
            let borrows = |warning| zone.warnings.contains(warning);
            Spread {
                adpe: borrows(Warning::MixMineralsOfTheWorld).then(|| adpe(&zone.mix)).flatten(),
                pe: borrows(Warning::MixPrimaryEnergyOfTheWorld).then(|| pe(&zone.mix)).flatten(),
                wue: borrows(Warning::MixWaterOfTheWorld).then(|| wue(&zone.mix)).flatten(),
            }
        })
        .collect();
    for (zone, spread) in zones.iter_mut().zip(spreads) {
        zone.spread = spread;
    }
}

fn mix(row: &Row<'_>) -> Result<Mix, DataFault> {
    let amount = |column| row.number(column, Ok::<f64, Fault>);
    Mix::new(
        Rate::per_kilowatt_hour(Carbon::from_kilograms(amount("gwp_kgco2e_per_kwh")?)),
        Rate::per_kilowatt_hour(Minerals::from_kilograms(amount("adpe_kgsbe_per_kwh")?)),
        Rate::per_kilowatt_hour(PrimaryEnergy::from_megajoules(amount("pe_mj_per_kwh")?)),
        Rate::per_kilowatt_hour(Water::from_litres(amount("wue_l_per_kwh")?)),
    )
    .map_err(|faults| row.fault("zone", &faults[0]))
}

/// Codes and names, made comparable, to zones. A name that two zones share is a fault.
pub(super) fn by_name(zones: &[Zone]) -> Result<HashMap<String, usize>, DataFault> {
    let mut found = HashMap::new();
    for (index, zone) in zones.iter().enumerate() {
        let names: Vec<&str> =
            if zone.code == EUROPE { vec![] } else { zone.names().chain([zone.alpha2]).collect() };
        for name in names.into_iter().chain([zone.code]).filter(|name| !name.is_empty()) {
            if found.insert(plain(name), index).is_some_and(|other| other != index) {
                return Err(DataFault::new(
                    "zones.csv",
                    1,
                    format!("{}: {name} is another zone's too", zone.code),
                ));
            }
        }
    }
    Ok(found)
}
