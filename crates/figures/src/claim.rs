//! Claims: the questions on which figures contradict each other, with why they do.

use serde::Deserialize;

use crate::{FigureId, Setting};

/// Where in the exhibition a claim hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// One use of an AI.
    Request,
    /// The training of a model.
    Training,
    /// All that is digital.
    Sector,
    /// What AI is said to do for the planet.
    Planet,
    /// What it is compared with.
    Everyday,
}

impl Group {
    /// In the order in which they are visited.
    pub const ALL: [Self; 5] = [Self::Request, Self::Training, Self::Sector, Self::Planet, Self::Everyday];

    /// The word of the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Training => "training",
            Self::Sector => "sector",
            Self::Planet => "planet",
            Self::Everyday => "everyday",
        }
    }
}

/// One question that several figures answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id, also its address: `/chiffres/co2-par-requete`.
    pub id: String,
    /// Where it hangs.
    pub group: Group,
    /// The question.
    pub question_fr: String,
    /// The same in English.
    pub question_en: String,
    /// The unit of its axis: `g`, `Wh`, `mL`, `%`; empty for what is counted.
    pub unit: String,
    /// All figures of these quantities answer it.
    #[serde(default)]
    pub quantities: Vec<String>,
    /// So do these.
    #[serde(default)]
    pub figures: Vec<FigureId>,
    /// Figures that are shown beside, without a bar: about something else, to understand by.
    #[serde(default)]
    pub beside: Vec<FigureId>,
    /// What makes these figures differ.
    #[serde(default)]
    pub settings: Vec<Setting>,
    /// Why they differ, in three sentences that cite figures as `{{fig:ID}}`.
    pub why_fr: [String; 3],
    /// The same in English.
    pub why_en: [String; 3],
    /// Which figures take each other's place when a setting is turned; all others are only filtered.
    #[serde(default, rename = "exchange")]
    pub exchanges: Vec<Exchange>,
    /// Which of the figures are plain mistakes.
    #[serde(default, rename = "mistake")]
    pub mistakes: Vec<Mistake>,
}

/// Two figures of a claim that say the same at two positions of a setting: turned to that of the second, it takes the place
/// of the first.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// By which setting.
    pub setting: Setting,
    /// The figure that gives up its place.
    pub from: FigureId,
    /// The one that takes it.
    pub to: FigureId,
    /// What leads from the one to the other; may cite figures.
    pub how_fr: String,
    /// The same in English.
    pub how_en: String,
}

/// A figure that went wrong, and how.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// Which.
    pub figure: FigureId,
    /// What went wrong.
    pub what_fr: String,
    /// The same in English.
    pub what_en: String,
}

/// A figure of the deck that people come to check: shown first, with what the others say and why.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// Which.
    pub figure: FigureId,
    /// The id of the claim that it answers.
    pub claim: String,
    /// Which of the claim's sentences says best why the others differ.
    pub because: Because,
}

/// One of the three sentences of a claim, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u8")]
pub struct Because(usize);

impl TryFrom<u8> for Because {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        match number {
            1..=3 => Ok(Self(usize::from(number) - 1)),
            _ => Err(format!("a claim has the sentences 1, 2 and 3, not {number}")),
        }
    }
}

/// A chart of the deck, drawn again from figures that have a source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeckChart {
    /// Its id.
    pub id: String,
    /// The figure of the deck that it is drawn instead of.
    pub instead_of: FigureId,
    /// What it shows.
    pub title_fr: String,
    /// The same in English.
    pub title_en: String,
    /// The unit of its axis.
    pub unit: String,
    /// What was found; nothing: no source was.
    pub figures: Vec<FigureId>,
    /// Shown beside, without a bar.
    #[serde(default)]
    pub beside: Vec<FigureId>,
    /// What to know about it.
    pub note_fr: String,
    /// The same in English.
    pub note_en: String,
}

/// French or, for any other language, English.
fn in_french(lang: &str) -> bool {
    lang == "fr"
}

impl Claim {
    /// The question in a language of the interface.
    pub fn question(&self, lang: &str) -> &str {
        if in_french(lang) { &self.question_fr } else { &self.question_en }
    }

    /// Why the figures differ, in a language of the interface.
    pub fn why(&self, lang: &str) -> &[String; 3] {
        if in_french(lang) { &self.why_fr } else { &self.why_en }
    }

    /// One of the reasons, in a language of the interface.
    pub fn because(&self, which: Because, lang: &str) -> &str {
        &self.why(lang)[which.0]
    }

    /// What went wrong with a figure, where something did.
    pub fn mistake(&self, figure: &str) -> Option<&Mistake> {
        self.mistakes.iter().find(|mistake| *mistake.figure == *figure)
    }
}

impl Exchange {
    /// What leads from the one figure to the other, in a language of the interface.
    pub fn how(&self, lang: &str) -> &str {
        if in_french(lang) { &self.how_fr } else { &self.how_en }
    }
}

impl Mistake {
    /// What went wrong, in a language of the interface.
    pub fn what(&self, lang: &str) -> &str {
        if in_french(lang) { &self.what_fr } else { &self.what_en }
    }
}

impl DeckChart {
    /// What it shows, in a language of the interface.
    pub fn title(&self, lang: &str) -> &str {
        if in_french(lang) { &self.title_fr } else { &self.title_en }
    }

    /// What to know about it, in a language of the interface.
    pub fn note(&self, lang: &str) -> &str {
        if in_french(lang) { &self.note_fr } else { &self.note_en }
    }
}
