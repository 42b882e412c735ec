//! The same request done otherwise, and what that changes.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::assumption::Assumption;
use super::basket::{Spread, spread};
use super::draws::Draws;
use super::quantiles::quantiles;
use super::sensitivity::Indicator;
use super::space::Space;
use crate::check::Request;
use crate::data::{Catalogue, Model};
use crate::field::Field;
use crate::impacts::End;
use crate::input::{Bits, Site};
use crate::reference::Deployment;
use crate::unit::Factor;

/// Something that can be done otherwise. Ids are stable: programs match on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lever {
    /// The smallest model of the same provider.
    SmallerModel,
    /// Half of the tokens.
    Shorter,
    /// Half of the answers are kept ones.
    Cache,
    /// 8 bits a weight in the place of 16.
    Quantized,
    /// Twice as many requests at once.
    SharedBatch,
    /// The grid of Sweden.
    Zone,
    /// Another hour of the day: nothing can be claimed.
    Hour,
}

/// Who can do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// Whoever asks.
    User,
    /// Whoever answers.
    Host,
}

/// A lever as `data/levers.toml` describes it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Described {
    /// Which.
    #[serde(rename = "id")]
    pub lever: Lever,
    /// What is done, in French.
    pub label_fr: String,
    /// What is done, in English.
    pub label_en: String,
    /// Who can do it.
    pub who: Who,
    /// What is assumed, in French; of one that is not supported, why not.
    pub assumes_fr: String,
    /// The same in English.
    pub assumes_en: String,
    /// Ids of figures of the registry it rests on.
    pub figures: Vec<String>,
    /// Whether anything in the registry allows to compute it.
    pub supported: bool,
}

/// What a lever changes: the impacts after it, as parts of those before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// Which lever.
    #[serde(flatten)]
    pub lever: &'static Described,
    /// The model that is taken instead, of [`Lever::SmallerModel`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<&'static str>,
    /// For each impact, in the order of [`Indicator::ALL`]; none where nothing can be claimed.
    pub change: Option<[Spread<Factor>; 5]>,
}

static EMBEDDED: LazyLock<Vec<Described>> = LazyLock::new(|| {
    read(include_str!("../../data/levers.toml")).unwrap_or_else(|fault| panic!("data/levers.toml: {fault}"))
});

fn read(text: &str) -> Result<Vec<Described>, toml::de::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(rename = "schema")]
        _schema: u32,
        #[serde(rename = "lever")]
        levers: Vec<Described>,
    }
    toml::from_str::<File>(text).map(|file| file.levers)
}

/// All levers, as they are described.
pub fn described() -> &'static [Described] {
    &EMBEDDED
}

/// A request after a lever, and the assumption that it moves with it.
struct After<'c> {
    request: Request<'c>,
    /// What is taken so many times.
    scaled: Option<(Assumption, f64)>,
    /// The share of the requests that is left.
    left: f64,
}

/// What each lever would change in this request, by the same draws before and after. A lever that has nothing to change
/// (a model that is the smallest already) is left out.
pub fn levers<'c>(catalogue: &'c Catalogue, request: &Request<'c>, draws: Draws) -> Vec<Effect> {
    described()
        .iter()
        .filter_map(|lever| {
            if !lever.supported {
                return Some(Effect { lever, model: None, change: None });
            }
            let (before, after) = pulled(catalogue, request, lever.lever)?;
            let model = after.request.model.filter(|_| lever.lever == Lever::SmallerModel);
            let change = Some(compare(&before, &after, draws));
            Some(Effect { lever, model: model.map(|model| model.name), change })
        })
        .collect()
}

fn pulled<'c>(
    catalogue: &'c Catalogue,
    request: &Request<'c>,
    lever: Lever,
) -> Option<(Request<'c>, After<'c>)> {
    let same = || After { request: request.clone(), scaled: None, left: 1.0 };
    let with = |change: &dyn Fn(&mut Request<'c>)| {
        let mut after = same();
        change(&mut after.request);
        after
    };
    let after = match lever {
        Lever::SmallerModel => {
            let model = smaller(catalogue, request.model?)?;
            with(&|after| {
                after.model = Some(model);
                after.deployment = model.deployment;
            })
        }
        Lever::Shorter => with(&|after| after.tokens = after.tokens.times(0.5)),
        Lever::Cache => After { left: 0.5, ..same() },
        Lever::SharedBatch if request.stated.has(Field::Batch) => return None,
        Lever::SharedBatch => After { scaled: Some((Assumption::Batch, 2.0)), ..same() },
        Lever::Zone => {
            let zone =
                catalogue.zone("SWE").filter(|zone| request.zone.is_some_and(|own| own.code != zone.code))?;
            with(&|after| {
                after.zone = Some(zone);
                after.site = Site { mix: zone.mix, ..after.site };
                after.warnings = after.warnings.without_mix().and(zone.warnings);
            })
        }
        Lever::Quantized if request.deployment.hardware().bits().get() <= 8.0 => return None,
        Lever::Quantized => {
            let before = with_bits(request, 16.0)?;
            return Some((before, After { request: with_bits(request, 8.0)?, scaled: None, left: 1.0 }));
        }
        Lever::Hour => return None,
    };
    Some((request.clone(), after))
}

fn with_bits<'c>(request: &Request<'c>, bits: f64) -> Option<Request<'c>> {
    let deployment = &request.deployment;
    let hardware = deployment.hardware().with_bits(Bits::new(bits).ok()?);
    let deployment = Deployment::new(deployment.parameters(), *deployment.speed(), hardware);
    Some(Request { deployment, stated: request.stated.with(Field::Bits), ..request.clone() })
}

/// The smallest model of the same provider, by the middle of what it is guessed to be; none below this one.
pub fn smaller<'c>(catalogue: &'c Catalogue, model: &Model) -> Option<&'c Model> {
    let size = |model: &Model| {
        let active = model.parameters.active();
        f64::midpoint(active.low().get(), active.high().get())
    };
    let provider = catalogue.provider_of(model).name;
    let same = catalogue.models().iter().filter(|other| catalogue.provider_of(other).name == provider);
    same.filter(|other| other.alias_of.is_none() && size(other) < size(model))
        .min_by(|one, other| size(one).total_cmp(&size(other)))
}

/// The impacts after, as parts of those before, draw by draw.
fn compare(before: &Request<'_>, after: &After<'_>, draws: Draws) -> [Spread<Factor>; 5] {
    let (old, new) = (Space::of(before), Space::of(&after.request));
    let mut parts: [Vec<f64>; 5] = std::array::from_fn(|_| Vec::with_capacity(draws.number() as usize));
    draws.each(|units| {
        let mut values = new.drawn(units);
        if let Some((assumption, times)) = after.scaled {
            values[assumption as usize] *= times;
        }
        let (was, is): (End, End) = (old.at(&old.drawn(units)), new.at(&values).times(after.left));
        for (part, indicator) in parts.iter_mut().zip(Indicator::ALL) {
            let (was, is) = (indicator.of(&was), indicator.of(&is));
            part.push(if was > 0.0 { is / was } else { 1.0 });
        }
    });
    parts.map(|part| spread(quantiles(&part, &mut Vec::new())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lever_is_described_once_and_says_what_it_assumes() {
        let all = described();
        assert_eq!(all.len(), 7);
        for (place, one) in all.iter().enumerate() {
            assert!(all[..place].iter().all(|other| other.lever != one.lever));
            assert!(!one.assumes_fr.is_empty() && !one.assumes_en.is_empty());
        }
        assert_eq!(
            all.iter().filter(|one| !one.supported).map(|one| one.lever).collect::<Vec<_>>(),
            [Lever::Hour]
        );
    }
}
