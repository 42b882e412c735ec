//! Models and zones as JSON.

use serde::Serialize;

use crate::data::{Catalogue, Model, VideoModel, Zone};
use crate::input::Billions;
use crate::interval::Interval;
use crate::unit::{Carbon, Minerals, PrimaryEnergy, Rate, Water};
use crate::warning::Warnings;

/// A model, as it is listed.
#[derive(Serialize)]
pub struct ModelEntry {
    provider: &'static str,
    model: &'static str,
    alias_of: Option<&'static str>,
    active_params_b: [f64; 2],
    total_params_b: [f64; 2],
    warnings: Warnings,
    sources: Vec<&'static str>,
}

impl ModelEntry {
    /// The entry of a model.
    pub fn new(catalogue: &'static Catalogue, model: &'static Model) -> Self {
        let ends = |size: Interval<Billions>| [size.low().get(), size.high().get()];
        Self {
            provider: catalogue.provider_of(model).name,
            model: model.name,
            alias_of: model.alias_of,
            active_params_b: ends(model.parameters.active()),
            total_params_b: ends(model.parameters.total()),
            warnings: model.warnings,
            sources: model.sources.split_ascii_whitespace().collect(),
        }
    }
}

/// A model that makes videos, as it is listed.
#[derive(Serialize)]
pub struct VideoEntry {
    provider: &'static str,
    model: &'static str,
}

impl VideoEntry {
    /// The entry of a model.
    pub const fn new(video: &VideoModel) -> Self {
        Self { provider: video.provider, model: video.name }
    }
}

/// A zone, as it is listed: what one kWh costs there.
#[derive(Serialize)]
pub struct ZoneEntry {
    zone: &'static str,
    alpha2: &'static str,
    names: Names,
    mix: PerKilowattHour,
    warnings: Warnings,
}

#[derive(Serialize)]
struct Names {
    fr: &'static str,
    nl: &'static str,
    de: &'static str,
    en: &'static str,
}

#[derive(Serialize)]
struct PerKilowattHour {
    gwp: Rate<Carbon>,
    adpe: Rate<Minerals>,
    pe: Rate<PrimaryEnergy>,
    wue: Rate<Water>,
}

impl ZoneEntry {
    /// The entry of a zone.
    pub const fn new(zone: &Zone) -> Self {
        let (name, mix) = (zone.name, &zone.mix);
        Self {
            zone: zone.code,
            alpha2: zone.alpha2,
            names: Names { fr: name.fr, nl: name.nl, de: name.de, en: name.en },
            mix: PerKilowattHour { gwp: mix.gwp(), adpe: mix.adpe(), pe: mix.pe(), wue: mix.wue() },
            warnings: zone.warnings,
        }
    }
}
