//! The data of the reference: models, providers, zones, video models, from `data/*.csv`.
//!
//! Invariant: a [`Catalogue`] that exists is sound. Names are unique, aliases have targets, each number lies within the
//! bounds that a question would have to respect, so that a known model never meets a fault of its own.

mod find;
mod names;
mod table;
mod zone;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

pub use self::table::DataFault;
use self::table::{Row, Table};
pub(crate) use self::zone::EUROPE;
pub use self::zone::{Spread, Zone, ZoneName};
use crate::impacts::Made;
use crate::input::{Bits, FirstToken, Hardware, Parameters, Pue, SiteWater, Speed, Throughput};
use crate::interval::Interval;
use crate::reference::Deployment;
use crate::reference::video::{Machine, Regression};
use crate::unit::{Carbon, Minerals, Power, PrimaryEnergy, Rate, Time, Water};
use crate::warning::{Warning, Warnings};
pub(crate) use names::{flat, plain};

/// Who hosts models, and what is known of their data centres.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// As the reference calls it.
    pub name: &'static str,
    /// The zone that is taken when none is given: an index into [`Catalogue::zones`].
    zone: usize,
    /// What the buildings add.
    pub pue: Interval<Pue>,
    /// The water they evaporate.
    pub wue: Interval<SiteWater>,
}

/// Whether all parameters work on each token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// All of them.
    Dense,
    /// Some of them: a mixture of experts.
    Moe,
}

/// A language model at a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// An index into [`Catalogue::providers`].
    provider: usize,
    /// As the provider spells it.
    pub name: &'static str,
    /// The model that this is another name of.
    pub alias_of: Option<&'static str>,
    /// Whether all parameters work on each token.
    pub architecture: Architecture,
    /// How large it is, or is guessed to be.
    pub parameters: Parameters,
    /// How fast it answers, as far as it is known.
    pub speed: Speed,
    /// Bits a weight in the reference's list.
    pub bits: Bits,
    /// What is doubtful about it.
    pub warnings: Warnings,
    /// Where its size comes from: addresses, with spaces between.
    pub sources: &'static str,
    /// On the reference's hardware.
    pub deployment: Deployment,
}

/// A model that makes videos.
#[derive(Clone, Debug, PartialEq)]
pub struct VideoModel {
    /// `maker/model`.
    pub name: &'static str,
    /// Who hosts it.
    pub provider: &'static str,
    /// The zone that is taken when it is asked for the provider's own.
    zone: usize,
    /// What the buildings add.
    pub pue: Interval<Pue>,
    /// The water they evaporate.
    pub wue: Interval<SiteWater>,
    /// The time it takes.
    pub regression: Regression,
    /// What it runs on.
    pub machine: Machine,
}

/// All that is known, and the ways to find it.
#[derive(Debug)]
pub struct Catalogue {
    models: Vec<Model>,
    providers: Vec<Provider>,
    zones: Vec<Zone>,
    videos: Vec<VideoModel>,
    world: usize,
    sites: (Interval<Pue>, Interval<SiteWater>),
    models_by_name: HashMap<&'static str, Vec<usize>>,
    models_by_flat_name: BTreeMap<String, Vec<usize>>,
    zones_by_code: CodeIndex,
    zones_by_name: HashMap<String, usize>,
}

/// Zones by their code of three capital letters: 1 more than their index, 0 where there is none.
#[derive(Debug)]
struct CodeIndex(Vec<u16>);

impl CodeIndex {
    const LETTERS: usize = 26;

    fn new(zones: &HashMap<&str, usize>) -> Self {
        let mut index = vec![0; Self::LETTERS.pow(3)];
        for (code, zone) in zones {
            if let (Some(place), Ok(zone)) = (Self::place(code), u16::try_from(zone + 1)) {
                index[place] = zone;
            }
        }
        Self(index)
    }

    fn place(code: &str) -> Option<usize> {
        let letters = <[u8; 3]>::try_from(code.as_bytes()).ok()?;
        letters.into_iter().try_fold(0, |place, letter| {
            letter.is_ascii_uppercase().then(|| place * Self::LETTERS + usize::from(letter - b'A'))
        })
    }
}

/// The five tables, as text.
#[derive(Clone, Copy, Debug)]
pub struct Tables {
    /// `models.csv`.
    pub models: &'static str,
    /// `providers.csv`.
    pub providers: &'static str,
    /// `mixes.csv`.
    pub mixes: &'static str,
    /// `zones.csv`.
    pub zones: &'static str,
    /// `video_models.csv`.
    pub videos: &'static str,
}

impl Tables {
    /// Those of the repository.
    pub const EMBEDDED: Self = Self {
        models: include_str!("../../data/models.csv"),
        providers: include_str!("../../data/providers.csv"),
        mixes: include_str!("../../data/mixes.csv"),
        zones: include_str!("../../data/zones.csv"),
        videos: include_str!("../../data/video_models.csv"),
    };
}

/// Whether a model of that exact name is in the repository's list. Reads no more than it needs, and keeps nothing.
pub fn is_model(name: &str) -> bool {
    second_cells(Tables::EMBEDDED.models).any(|cell| cell == name)
}

/// Whether a zone of that exact code is in the repository's list.
pub fn is_zone(code: &str) -> bool {
    Tables::EMBEDDED.mixes.lines().skip(1).any(|line| line.split(',').next() == Some(code))
}

fn second_cells(table: &str) -> impl Iterator<Item = &str> {
    table.lines().skip(1).filter_map(|line| line.split(',').nth(1))
}

impl Catalogue {
    /// The data of the repository, read once.
    ///
    /// # Panics
    /// When the embedded tables are not sound; a test makes sure that they are.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(|| {
            Catalogue::parse(&Tables::EMBEDDED).unwrap_or_else(|fault| panic!("data: {fault}"))
        });
        &EMBEDDED
    }

    /// Reads and checks the tables; the first fault, with its file and line.
    pub fn parse(tables: &Tables) -> Result<Self, DataFault> {
        let zones = zone::read(tables.mixes, tables.zones)?;
        let zones_by_code: HashMap<_, _> =
            zones.iter().enumerate().map(|(index, zone)| (zone.code, index)).collect();
        let mut providers = Vec::new();
        for row in Table::new("providers.csv", tables.providers)?.rows() {
            let row = row?;
            providers.push(Provider {
                name: row.text("provider")?,
                zone: row.known("zone", &zones_by_code)?,
                pue: row.range("pue", Pue::new)?,
                wue: row.range("wue_l_per_kwh", site_water)?,
            });
        }
        let provider_names: HashMap<_, _> =
            providers.iter().enumerate().map(|(index, one)| (one.name, index)).collect();
        let mut models = Vec::new();
        let mut models_by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut models_by_flat_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in Table::new("models.csv", tables.models)?.rows() {
            let row = row?;
            let model = model(&row, &provider_names)?;
            let same = models_by_name.entry(model.name).or_default();
            if same.iter().any(|other: &usize| {
                let other: &Model = &models[*other];
                other.provider == model.provider
            }) {
                return Err(row.fault("model", "is there twice at this provider"));
            }
            same.push(models.len());
            models_by_flat_name.entry(flat(model.name)).or_default().push(models.len());
            models.push(model);
        }
        if let Some(lost) = models.iter().find(|one: &&Model| {
            one.alias_of.is_some_and(|target| {
                !models_by_name
                    .get(target)
                    .is_some_and(|same| same.iter().any(|other| models[*other].provider == one.provider))
            })
        }) {
            return Err(DataFault::new(
                "models.csv",
                1,
                format!("{}: alias_of is no model of its provider", lost.name),
            ));
        }
        let mut videos = Vec::new();
        for row in Table::new("video_models.csv", tables.videos)?.rows() {
            videos.push(video(&row?, &zones_by_code)?);
        }
        let world = *zones_by_code
            .get(zone::WORLD)
            .ok_or_else(|| DataFault::new("mixes.csv", 1, format!("{} is missing", zone::WORLD)))?;
        let zones_by_name = zone::by_name(&zones)?;
        let sites =
            sites(&providers).ok_or_else(|| DataFault::new("providers.csv", 1, "there is no provider"))?;
        Ok(Self {
            models,
            providers,
            zones,
            videos,
            world,
            sites,
            models_by_name,
            models_by_flat_name,
            zones_by_code: CodeIndex::new(&zones_by_code),
            zones_by_name,
        })
    }
}

/// The range of all providers' data centres.
fn sites(providers: &[Provider]) -> Option<(Interval<Pue>, Interval<SiteWater>)> {
    let mut all = providers.iter().map(|provider| (provider.pue, provider.wue));
    let first = all.next()?;
    Some(all.fold(first, |(pue, wue), other| (pue.hull(other.0), wue.hull(other.1))))
}

fn site_water(litres: f64) -> Result<SiteWater, crate::fault::Fault> {
    SiteWater::new(Rate::per_kilowatt_hour(Water::from_litres(litres)))
}

fn warnings(row: &Row<'_>) -> Result<Warnings, DataFault> {
    row.text("warnings")?.split_ascii_whitespace().try_fold(Warnings::NONE, |all, code| {
        let known = Warning::from_code(code).ok_or_else(|| row.fault("warnings", "is not known"))?;
        Ok(all.with(known))
    })
}

fn model(row: &Row<'_>, providers: &HashMap<&str, usize>) -> Result<Model, DataFault> {
    let active = row.range("active_params_b", crate::input::Billions::active)?;
    let total = row.range("total_params_b", crate::input::Billions::total)?;
    let parameters =
        Parameters::new(active, total).map_err(|fault| row.fault("active_params_b_max", &fault))?;
    let speed = Speed {
        throughput: row.optional("tokens_per_second", Throughput::new)?,
        first_token: row
            .optional("time_to_first_token_s", |seconds| FirstToken::new(Time::from_seconds(seconds)))?,
    };
    let bits = row.number("quantization_bits", Bits::new)?;
    Ok(Model {
        provider: row.known("provider", providers)?,
        name: row.text("model")?,
        alias_of: Some(row.text("alias_of")?).filter(|target| !target.is_empty()),
        architecture: match row.text("architecture")? {
            "dense" => Architecture::Dense,
            "moe" => Architecture::Moe,
            _ => return Err(row.fault("architecture", "is neither dense nor moe")),
        },
        parameters,
        speed,
        bits,
        warnings: warnings(row)?,
        sources: row.text("sources")?,
        deployment: Deployment::new(&parameters, speed, Hardware::REFERENCE.with_bits(bits)),
    })
}

fn video(row: &Row<'_>, zones: &HashMap<&str, usize>) -> Result<VideoModel, DataFault> {
    let amount = |column| row.number(column, Ok::<f64, DataFault>);
    let coefficient = |column| row.optional(column, Ok::<f64, DataFault>).map(|one| one.unwrap_or(0.0));
    let accelerators = amount("accelerators")?;
    let made = |gwp, adpe, pe| {
        Ok::<_, DataFault>(Made {
            gwp: Carbon::from_kilograms(amount(gwp)?),
            adpe: Minerals::from_kilograms(amount(adpe)?),
            pe: PrimaryEnergy::from_megajoules(amount(pe)?),
        })
    };
    let server = made("server_gwp", "server_adpe", "server_pe")?;
    let accelerator = made("accelerator_gwp", "accelerator_adpe", "accelerator_pe")?;
    Ok(VideoModel {
        name: row.text("model")?,
        provider: row.text("provider")?,
        zone: row.known("zone", zones)?,
        pue: row.range("pue", Pue::new)?,
        wue: row.range("wue_l_per_kwh", site_water)?,
        regression: Regression {
            n: coefficient("n")?,
            m: coefficient("m")?,
            n1: coefficient("n1")?,
            m1: coefficient("m1")?,
            n2: coefficient("n2")?,
            m2: coefficient("m2")?,
            g: coefficient("g")?,
            without_sound: amount("non_audio_weight")?,
        },
        machine: Machine {
            power: row.ends("server_power_w_p2_5", "server_power_w_p97_5", |watts| {
                Ok::<_, DataFault>(Power::from_watts(watts))
            })?,
            made: server.and(&accelerator.share(accelerators)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_are_sound() {
        let all = Catalogue::embedded();
        assert_eq!(all.models().len(), 351);
        assert_eq!(all.models().iter().filter(|model| model.alias_of.is_some()).count(), 9);
        assert_eq!((all.providers().len(), all.zones().len(), all.videos().len()), (6, 215, 17));
        let warned = |warning| all.zones().iter().filter(|zone| zone.warnings.contains(warning)).count();
        assert_eq!(warned(Warning::MixMineralsOfTheWorld), 77);
        assert_eq!(warned(Warning::MixPrimaryEnergyOfTheWorld), 77);
        assert_eq!(warned(Warning::MixWaterOfTheWorld), 165);
    }

    #[test]
    fn names_are_known_without_the_catalogue() {
        let all = Catalogue::embedded();
        assert!(all.models().iter().all(|model| is_model(model.name)));
        assert!(all.zones().iter().all(|zone| is_zone(zone.code)));
        assert!(
            !is_model("gpt4o") && !is_model("model") && !is_model("") && !is_zone("zone") && !is_zone("bel")
        );
    }

    #[test]
    fn each_zone_is_found_by_its_codes_and_by_its_names() {
        let all = Catalogue::embedded();
        for zone in all.zones() {
            assert_eq!(all.zone(zone.code).map(|found| found.code), Some(zone.code));
            if zone.code != "EEE" {
                for name in zone.names().chain([zone.alpha2]).filter(|name| !name.is_empty()) {
                    assert_eq!(all.zone_named(name).map(|found| found.code), Some(zone.code), "{name}");
                }
            }
        }
        for name in ["bel", "be", "BE", "Belgique", "Belgium", "België", "belgie", "BELGIEN"] {
            assert_eq!(all.zone_named(name).map(|zone| zone.code), Some("BEL"), "{name}");
        }
    }

    #[test]
    fn a_search_finds_what_holds_the_query_else_what_is_near_it() {
        let all = Catalogue::embedded();
        let models =
            |query: &str| all.search_models(query).iter().map(|model| model.name).collect::<Vec<_>>();
        assert_eq!(models("").len(), all.models().len());
        assert!(models("GPT-4o").iter().all(|name| name.contains("gpt-4o")) && models("cohere").len() >= 11);
        assert_eq!(models("gpt4o")[0], "gpt-4o");
        let zones = |query: &str| all.search_zones(query).iter().map(|zone| zone.code).collect::<Vec<_>>();
        assert_eq!((zones("belg"), zones("BE")[0], zones("Belgqiue")[0]), (vec!["BEL"], "BEL", "BEL"));
        assert!(models("zzzzzzzz").is_empty() && zones("zzzzzzzz").is_empty());
    }

    #[test]
    fn a_broken_table_is_told_with_its_line() {
        let broken = |from: &str, to: &str| {
            let models = Tables::EMBEDDED.models.replacen(from, to, 1);
            Catalogue::parse(&Tables { models: models.leak(), ..Tables::EMBEDDED }).unwrap_err().to_string()
        };
        assert!(
            broken("anthropic,claude-fable-5,", "nobody,claude-fable-5,")
                .starts_with("models.csv:2: provider")
        );
        assert!(broken(",134,400,", ",400,134,").starts_with("models.csv:2: active_params_b"));
        assert!(broken(",moe,134,", ",moe,many,").starts_with("models.csv:2: active_params_b_min"));
        assert!(
            broken("anthropic,claude-fable-5-1,", "anthropic,claude-fable-5,")
                .starts_with("models.csv:3: model")
        );
        assert!(broken("architecture", "architectures").contains("architecture"));
        assert!(broken(",claude-haiku-4-5-20251001,dense", ",claude-haiku-0,dense").contains("alias_of"));
        assert!(broken("model-arch-not-released", "model-arch-secret").starts_with("models.csv:2: warnings"));
    }
}
