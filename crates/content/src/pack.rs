//! What a checked pack holds, ready to be asked.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::fields::Fields;
use crate::image::Image;

/// The identity of a pack.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct PackMeta {
    /// Its id.
    pub id: String,
    /// The language of its texts.
    pub lang: String,
    /// Its name.
    pub title: String,
    /// In a sentence.
    pub summary: String,
    /// Of its content.
    pub version: String,
    /// Of its content.
    pub license: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Thanks.
    #[serde(default)]
    pub credits: String,
}

/// One thing with an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// `question`, `slide`, `duel`…
    pub kind: String,
    /// Unique in its language.
    pub id: String,
    /// Its fields; `body` is the text of a Markdown file.
    pub fields: Fields,
    /// Where it stands.
    pub file: String,
}

/// All content of one language.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// Its identity.
    pub meta: PackMeta,
    pub(crate) items: BTreeMap<String, Item>,
    pub(crate) images: BTreeMap<String, Image>,
    pub(crate) workshops: Vec<WorkshopDoc>,
}

impl Pack {
    /// All workshops, in the order of their files.
    pub fn workshops(&self) -> impl Iterator<Item = &WorkshopDoc> {
        self.workshops.iter()
    }

    /// A workshop by its id.
    pub fn workshop(&self, id: &str) -> Option<&WorkshopDoc> {
        self.workshops.iter().find(|workshop| workshop.id == id)
    }

    /// Anything by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(id)
    }

    /// A picture by its path below the pack's folder: `images/goutte.png`.
    pub fn image(&self, path: &str) -> Option<&Image> {
        self.images.get(path)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// An item of a kind, typed; fields that the type does not name are passed over.
    pub fn read<T: DeserializeOwned>(&self, kind: &str, id: &str) -> Option<T> {
        let item = self.item(id).filter(|item| item.kind == kind)?;
        item.fields.read().ok()
    }

    /// The items of a kind, in the order of their ids.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.values().filter(move |item| item.kind == kind)
    }

    /// How many items there are of each kind.
    pub fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for item in self.items.values() {
            *counts.entry(item.kind.as_str()).or_default() += 1;
        }
        counts
    }

    /// Minutes that a board's phases take for the room: phases that each group has for itself do not count.
    pub fn board_minutes(&self, id: &str) -> Option<f64> {
        let board: Board = self.read("board", id)?;
        Some(board.phase.iter().filter(|phase| !phase.per_group).map(|phase| phase.minutes).sum())
    }

    /// A slide by its id.
    pub fn slide(&self, id: &str) -> Option<Slide> {
        self.read("slide", id)
    }
}

#[derive(Deserialize)]
struct Board {
    phase: Vec<Phase>,
}

#[derive(Deserialize)]
struct Phase {
    minutes: f64,
    #[serde(default)]
    per_group: bool,
}

/// A workshop as its pack describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkshopDoc {
    /// Its id.
    pub id: String,
    /// What one chooses from.
    pub title: String,
    /// In a sentence or two.
    pub summary: String,
    /// The sum of its steps that are not optional.
    pub minutes: u32,
    /// For whom.
    pub levels: Vec<String>,
    /// For how many: the fewest and the most.
    pub people: Vec<u32>,
    /// What to bring.
    pub material: Vec<String>,
    /// What to do beforehand.
    pub before: Vec<String>,
    /// What people can do afterwards.
    pub objectives: Vec<Objective>,
    /// Its steps, in order.
    pub steps: Vec<StepDoc>,
}

/// What people can do afterwards.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Objective {
    /// Its id.
    pub id: String,
    /// In a sentence.
    pub text: String,
    /// Competences of `DigComp` 2.2.
    pub digcomp: Vec<String>,
    /// Axes of the literacy.
    pub axes: Vec<u8>,
}

/// A step as its pack describes it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StepDoc {
    /// Its id.
    pub id: String,
    /// What the room reads.
    pub title: String,
    /// Planned; halves too.
    pub minutes: f64,
    /// The activity kind.
    pub activity: String,
    /// What the facilitator says and does.
    pub notes: String,
    /// Outside the path.
    #[serde(default)]
    pub optional: bool,
    /// Planned hour.
    #[serde(default)]
    pub start: Option<String>,
    /// How to play it without a screen.
    #[serde(default)]
    pub paper: Option<String>,
    /// Ids of its slides.
    #[serde(default)]
    pub slides: Vec<String>,
    /// Ids of what to open meanwhile.
    #[serde(default, rename = "use")]
    pub uses: Vec<String>,
    /// The fields of its activity kind.
    #[serde(flatten)]
    pub params: Fields,
}

impl StepDoc {
    /// The fields of its activity kind, typed.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        self.params.read()
    }
}

/// How a slide is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A large title.
    Title,
    /// Paragraphs.
    Text,
    /// One phrase, as large as it can be.
    Big,
    /// Bullets.
    List,
    /// Columns.
    Compare,
    /// The wheel of six stages.
    Cycle,
    /// Tiles.
    Cards,
}

impl Layout {
    /// The word of the packs, and the class of the views.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Big => "big",
            Self::List => "list",
            Self::Compare => "compare",
            Self::Cycle => "cycle",
            Self::Cards => "cards",
        }
    }
}

/// A slide of the deck.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Slide {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Axis of the literacy.
    pub axis: u8,
    /// Its template.
    pub layout: Layout,
    /// Its parts appear one by one.
    #[serde(default)]
    pub build: bool,
    /// Ids of the figures it shows.
    #[serde(default)]
    pub figures: Vec<String>,
    /// References, as text.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What the facilitator says.
    pub notes: String,
    /// Markdown.
    #[serde(default)]
    pub body: String,
}
