//! The eight settings that make honest figures differ, and where each figure stands on them.
//!
//! A position is read off what the registry holds of a figure, never guessed: what a figure does not say is
//! [`Position::UNSAID`].

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Claim, Figure, Registry};

/// One thing that two honest figures can differ by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Setting {
    /// The unit of account: an answer, a conversation, an e-mail.
    Unit,
    /// The perimeter, by the widest stage that is counted: computing, whole server, building, manufacture.
    Perimeter,
    /// The perimeter, by one stage of the life cycle: counted or left out.
    Stage(String),
    /// Water on site, or also that of the power stations.
    Water,
    /// The electricity of the grid, or that of contracts.
    Accounting,
    /// Median, mean, total…
    Statistic,
    /// The year that the value is about.
    Date,
    /// Who measures: the vendor, others by measuring, others by a model.
    Speaker,
    /// Plain mistakes that were found.
    Mistakes,
}

/// Where a figure stands on a setting: a stable word, or a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Position(Cow<'static, str>);

impl Position {
    /// The figure does not say.
    pub const UNSAID: Self = Self(Cow::Borrowed("unsaid"));
    /// No mistake was found.
    pub const SOUND: Self = Self(Cow::Borrowed("sound"));

    const fn of(word: &'static str) -> Self {
        Self(Cow::Borrowed(word))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The order in which positions are offered: from the narrowest to the widest; years by themselves, what is not said last.
const ORDER: [&str; 35] = [
    "answer",
    "search",
    "image",
    "video",
    "email",
    "conversation",
    "charge",
    "people",
    "visits",
    "one-way",
    "return-trip",
    "computing",
    "server",
    "building",
    "manufacture",
    "counted",
    "left-out",
    "on-site",
    "with-power-stations",
    "location-based",
    "market-based",
    "median",
    "average",
    "typical",
    "worst",
    "marginal",
    "total",
    "share",
    "factor",
    "vendor",
    "measured",
    "modelled",
    "sound",
    "mistake",
    "unsaid",
];

/// Annotations of units, with the unit of account that they are.
const ACCOUNTS: [(&str, &str); 17] = [
    ("prompt", "answer"),
    ("response", "answer"),
    ("query", "answer"),
    ("request", "answer"),
    ("inference", "answer"),
    ("search", "search"),
    ("image", "image"),
    ("video", "video"),
    ("email-100-words", "email"),
    ("conversation", "conversation"),
    ("10-50-responses", "conversation"),
    ("charge", "charge"),
    ("users", "people"),
    ("visites", "visits"),
    ("flights", "one-way"),
    ("return-trip", "return-trip"),
    ("return-trips", "return-trip"),
];

impl Setting {
    /// The word of the file: `unit`, `stage:tv-sets`.
    pub fn word(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Unit => "unit",
            Self::Perimeter => "perimeter",
            Self::Stage(stage) => return Cow::Owned(format!("stage:{stage}")),
            Self::Water => "water",
            Self::Accounting => "accounting",
            Self::Statistic => "statistic",
            Self::Date => "date",
            Self::Speaker => "speaker",
            Self::Mistakes => "mistakes",
        })
    }

    /// Where a figure stands among those of a claim.
    pub fn position(&self, registry: &Registry, claim: &Claim, figure: &Figure) -> Position {
        match self {
            Self::Unit => unit_of_account(figure),
            Self::Perimeter => perimeter(figure),
            Self::Stage(stage) => counted(figure, stage),
            Self::Water => water(figure),
            Self::Accounting => accounting(figure),
            Self::Statistic => statistic(figure),
            Self::Date => Position(Cow::Owned(figure.year.to_string())),
            Self::Speaker => speaker(registry, figure),
            Self::Mistakes => claim.mistake(&figure.id).map_or(Position::SOUND, |_| Position::of("mistake")),
        }
    }
}

impl TryFrom<String> for Setting {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Ok(match &*word {
            "unit" => Self::Unit,
            "perimeter" => Self::Perimeter,
            "water" => Self::Water,
            "accounting" => Self::Accounting,
            "statistic" => Self::Statistic,
            "date" => Self::Date,
            "speaker" => Self::Speaker,
            "mistakes" => Self::Mistakes,
            _ => match word.strip_prefix("stage:") {
                Some(stage) => Self::Stage(stage.to_owned()),
                None => return Err(format!("the setting {word:?} is not known")),
            },
        })
    }
}

fn counts(figure: &Figure, stages: &[&str]) -> bool {
    figure.includes.iter().any(|stage| stages.contains(&stage.as_str()))
}

fn unit_of_account(figure: &Figure) -> Position {
    let noted = figure.unit.account().and_then(|note| ACCOUNTS.iter().find(|(known, _)| *known == note));
    noted.map_or(Position::UNSAID, |&(_, account)| Position::of(account))
}

fn perimeter(figure: &Figure) -> Position {
    const MADE: [&str; 5] = [
        "hardware-manufacture",
        "device-manufacture",
        "vehicle-manufacture",
        "data-centre-building",
        "infrastructure",
    ];
    if counts(figure, &MADE) {
        Position::of("manufacture")
    } else if counts(figure, &["pue", "cooling"]) {
        Position::of("building")
    } else if counts(figure, &["idle", "cpu-memory"]) {
        Position::of("server")
    } else if counts(figure, &["training", "inference"]) {
        Position::of("computing")
    } else {
        Position::UNSAID
    }
}

fn counted(figure: &Figure, stage: &str) -> Position {
    if counts(figure, &[stage]) {
        Position::of("counted")
    } else if figure.excludes.iter().any(|out| out == stage) {
        Position::of("left-out")
    } else {
        Position::UNSAID
    }
}

fn water(figure: &Figure) -> Position {
    if counts(figure, &["water-off-site"]) {
        Position::of("with-power-stations")
    } else if counts(figure, &["water-on-site"]) {
        Position::of("on-site")
    } else {
        Position::UNSAID
    }
}

fn accounting(figure: &Figure) -> Position {
    match &*figure.accounting {
        "location-based" => Position::of("location-based"),
        "market-based" => Position::of("market-based"),
        _ => Position::UNSAID,
    }
}

fn statistic(figure: &Figure) -> Position {
    let known = ORDER.iter().find(|word| **word == figure.allocation);
    known.map_or(Position::UNSAID, |word| Position::of(word))
}

fn speaker(registry: &Registry, figure: &Figure) -> Position {
    let sold = registry.source(&figure.source).is_some_and(|source| source.kind == "vendor");
    match &*figure.method {
        _ if sold => Position::of("vendor"),
        "declared" => Position::of("vendor"),
        "measured" | "survey" => Position::of("measured"),
        _ => Position::of("modelled"),
    }
}

/// A setting of a claim with the positions that its figures take.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch<'a> {
    /// Which.
    pub setting: &'a Setting,
    /// Two at least, in their order.
    pub positions: Vec<Position>,
}

impl Claim {
    /// What can be turned, with the positions that the figures of the registry take; nothing that none of them can show.
    pub fn switches<'a>(&'a self, registry: &Registry) -> Vec<Switch<'a>> {
        let figures = registry.figures_of(self);
        let switch = |setting: &'a Setting| {
            let mut positions: Vec<Position> =
                figures.iter().map(|figure| setting.position(registry, self, figure)).collect();
            positions.sort_by_key(|position| (rank(position), position.clone()));
            positions.dedup();
            Switch { setting, positions }
        };
        self.settings.iter().map(switch).filter(Switch::is_of_use).collect()
    }
}

impl Switch<'_> {
    /// Whether it tells figures apart.
    fn is_of_use(&self) -> bool {
        self.positions.len() > 1
    }
}

fn rank(position: &Position) -> usize {
    ORDER.iter().position(|word| *word == position.as_str()).map_or(0, |place| place + 1)
}

/// Which position was chosen on which settings; what is not set keeps all figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice<'a>(Vec<(&'a Setting, Position)>);

impl<'a> Choice<'a> {
    /// Reads pairs of a setting's word and a position; what is not offered is passed over.
    pub fn read(switches: &[Switch<'a>], pairs: &[(String, String)]) -> Self {
        let chosen = switches.iter().filter_map(|switch| {
            let (_, word) = pairs.iter().rfind(|(name, _)| *name == switch.setting.word())?;
            let position = switch.positions.iter().find(|position| position.as_str() == word)?;
            Some((switch.setting, position.clone()))
        });
        Self(chosen.collect())
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The position of a setting, where one was chosen.
    pub fn of(&self, setting: &Setting) -> Option<&Position> {
        self.0.iter().find(|(own, _)| *own == setting).map(|(_, position)| position)
    }

    /// What is set, in the order of the claim.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Setting, &Position)> {
        self.0.iter().map(|(setting, position)| (*setting, position))
    }

    /// Whether a figure stands where all settings were put.
    pub fn keeps(&self, registry: &Registry, claim: &Claim, figure: &Figure) -> bool {
        self.0.iter().all(|(setting, position)| setting.position(registry, claim, figure) == *position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(claim: &str, setting: &str, figure: &str) -> String {
        let registry = Registry::embedded();
        let setting = Setting::try_from(setting.to_owned()).unwrap();
        setting
            .position(registry, registry.claim(claim).unwrap(), registry.figure(figure).unwrap())
            .to_string()
    }

    #[test]
    fn a_figure_stands_where_the_registry_says() {
        for (claim, setting, figure, expected) in [
            ("eau-par-reponse", "unit", "google-2025-water", "answer"),
            ("eau-par-reponse", "unit", "wapo-2024-email-water", "email"),
            ("eau-par-reponse", "unit", "li-2023-water", "conversation"),
            ("eau-par-reponse", "water", "google-2025-water", "on-site"),
            ("eau-par-reponse", "water", "ecologits-gpt4o-water", "with-power-stations"),
            ("eau-par-reponse", "water", "altman-2025-water", "unsaid"),
            ("eau-par-reponse", "speaker", "altman-2025-water", "vendor"),
            ("entrainement-co2", "accounting", "llama31-2024-co2-market", "market-based"),
            ("entrainement-co2", "perimeter", "luccioni-2023-bloom-co2", "computing"),
            ("entrainement-co2", "perimeter", "luccioni-2023-bloom-co2-lifecycle", "manufacture"),
            ("entrainement-co2", "perimeter", "patterson-2021-gpt3-co2", "building"),
            ("entrainement-co2", "date", "seed-gpt3-co2", "2020"),
            ("entrainement-co2", "mistakes", "strubell-2019-nas-co2", "mistake"),
            ("entrainement-en-vols", "unit", "monacomatin-2023-flights", "one-way"),
            ("energie-par-requete", "statistic", "google-2025-energy", "median"),
            ("energie-par-requete", "perimeter", "luccioni-2024-text-energy", "server"),
            ("part-du-numerique-monde", "stage:tv-sets", "malmodin-2024-share", "left-out"),
            ("utilisateurs-de-chatgpt", "unit", "piktochart-2023-visits", "visits"),
        ] {
            assert_eq!(stands(claim, setting, figure), expected, "{claim} {setting} {figure}");
        }
    }

    #[test]
    fn a_choice_keeps_what_stands_there_and_forgets_what_is_not_offered() {
        let registry = Registry::embedded();
        let claim = registry.claim("eau-par-reponse").unwrap();
        let switches = claim.switches(registry);
        let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|&(name, value)| (name.into(), value.into())).collect()
        };
        let choice = Choice::read(&switches, &pairs(&[("water", "on-site"), ("unit", "galaxy"), ("x", "y")]));
        let kept: Vec<&str> = registry
            .figures_of(claim)
            .into_iter()
            .filter(|figure| choice.keeps(registry, claim, figure))
            .map(|figure| &*figure.id)
            .collect();
        assert_eq!(kept, ["google-2025-water"]);
        assert!(Choice::read(&switches, &pairs(&[("water", ""), ("unit", "")])).is_empty());
    }

    /// What stands in the file is of use, and every position is one that some figure takes.
    #[test]
    fn every_setting_of_every_claim_tells_figures_apart() {
        let registry = Registry::embedded();
        for claim in registry.claims() {
            let switches = claim.switches(registry);
            assert_eq!(switches.len(), claim.settings.len(), "{}", claim.id);
            for switch in switches {
                assert!(
                    switch.positions.iter().any(|position| *position != Position::UNSAID),
                    "{}",
                    claim.id
                );
            }
        }
    }
}
