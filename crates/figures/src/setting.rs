//! The eight settings that make honest figures differ, and where each figure stands on them.
//!
//! A position is read off what the registry holds of a figure, never guessed: what a figure does not say is
//! [`Position::UNSAID`].

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Claim, Exchange, Figure, Registry};

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

    /// Which of the eight it is: a stage is a part of the perimeter.
    pub fn kind(&self) -> Cow<'static, str> {
        match self {
            Self::Stage(_) => Self::Perimeter.word(),
            _ => self.word(),
        }
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

/// A setting of a claim, turned to a position.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The setting.
    pub setting: &'a Setting,
    /// Where it is put.
    pub position: Position,
    /// How many times the least figure the most one is: of all, and of those that stand there.
    pub factors: [f64; 2],
}

impl Registry {
    /// Of one of the eight settings, by its [kind](Setting::kind), the turn that moves most and still keeps two figures: one that
    /// exchanges figures before one that only sorts them, then the one that brings them closest together.
    pub fn widest_turn(&self, kind: &str) -> Option<Turn<'_>> {
        let gain = |turn: &Turn<'_>| turn.factors[0] / turn.factors[1];
        let turns = self.claims().iter().flat_map(|claim| self.turns(claim, kind));
        turns.max_by(|one, other| {
            self.exchanges_any(one).cmp(&self.exchanges_any(other)).then(gain(one).total_cmp(&gain(other)))
        })
    }

    fn exchanges_any(&self, turn: &Turn<'_>) -> bool {
        let choice = Choice(vec![(turn.setting, turn.position.clone())]);
        !choice.exchanges(self, turn.claim).is_empty()
    }

    fn turns<'a>(&'a self, claim: &'a Claim, kind: &str) -> Vec<Turn<'a>> {
        let figures = self.figures_of(claim);
        let Some(all) = factor(claim, &figures) else { return vec![] };
        let switches = claim.switches(self).into_iter().filter(|switch| switch.setting.kind() == kind);
        let turned = |setting: &'a Setting, position: Position| {
            let stands = |figure: &&Figure| setting.position(self, claim, figure) == position;
            let kept: Vec<&Figure> = figures.iter().copied().filter(stands).collect();
            Some(Turn { claim, setting, factors: [all, factor(claim, &kept)?], position })
        };
        let told = switches.flat_map(|switch| {
            // What a figure does not say brings nothing together, and mistakes are not looked at by themselves.
            let mistake = Position::of("mistake");
            let said = switch
                .positions
                .into_iter()
                .filter(move |position| *position != Position::UNSAID && *position != mistake);
            said.filter_map(move |position| turned(switch.setting, position)).collect::<Vec<_>>()
        });
        told.filter(|turn| turn.factors[1] < turn.factors[0]).collect()
    }
}

/// How many times the least value the most one is; none of less than two above 0.
fn factor(claim: &Claim, figures: &[&Figure]) -> Option<f64> {
    let values = figures.iter().filter_map(|figure| figure.spread_in(&claim.unit)).map(|[_, value, _]| value);
    let values: Vec<f64> = values.filter(|value| *value > 0.0).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    (values.len() > 1).then_some(most / least)
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

    /// The exchanges of a claim that these settings make: the one figure is put aside, the other one is kept.
    pub fn exchanges<'c>(&self, registry: &Registry, claim: &'c Claim) -> Vec<&'c Exchange> {
        let keeps = |id: &str| registry.figure(id).is_some_and(|figure| self.keeps(registry, claim, figure));
        let made = |one: &&Exchange| self.of(&one.setting).is_some() && keeps(&one.to) && !keeps(&one.from);
        claim.exchanges.iter().filter(made).collect()
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

    #[test]
    fn a_setting_that_is_turned_exchanges_what_says_the_same() {
        let registry = Registry::embedded();
        let claim = registry.claim("eau-par-reponse").unwrap();
        let switches = claim.switches(registry);
        let made = |setting: &str, position: &str| -> Vec<(&str, &str)> {
            let choice = Choice::read(&switches, &[(setting.into(), position.into())]);
            let made = choice.exchanges(registry, claim).into_iter();
            made.map(|one| (&*one.from, &*one.to)).collect()
        };
        assert_eq!(
            made("unit", "answer"),
            [
                ("li-2023-water", "li-2023-water-per-response"),
                ("seed-chatgpt-water", "li-2023-water-per-response")
            ]
        );
        assert_eq!(made("unit", "conversation"), []);
        assert_eq!(made("water", "on-site"), []);
    }

    #[test]
    fn each_of_the_eight_settings_moves_the_figures_of_some_claim() {
        let registry = Registry::embedded();
        for kind in ["unit", "perimeter", "water", "accounting", "statistic", "date", "speaker", "mistakes"] {
            let turn = registry.widest_turn(kind).unwrap_or_else(|| panic!("{kind} moves nothing"));
            assert!(turn.factors[0] > turn.factors[1] && turn.factors[1] >= 1.0, "{kind}: {turn:?}");
            assert_eq!(turn.setting.kind(), kind);
        }
        assert!(registry.widest_turn("mood").is_none());
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
