//! What a kind is to the people in the room, and to the packs.

use content::schema::Spec;
use content::{Fault, Pack, StepDoc, WorkshopDoc};
use maud::{Markup, html};
use serde_json::Value;
use workshop::Activity;

use crate::kind::Cx;
use crate::{Look, Paper};

/// The fields of a kind in the packs, its views, its rows in the report.
pub trait Present: Activity + Sized {
    /// What its screens are dressed in, beside what all screens share.
    const LOOK: Look = Look::PLAIN;

    /// The fields a step of this kind has in its pack, besides those of every step.
    fn spec() -> &'static Spec;

    /// What a schema cannot say.
    fn check(_step: &StepDoc, _workshop: &WorkshopDoc, _pack: &Pack) -> Vec<Fault> {
        Vec::new()
    }

    /// Resolves a step of a checked pack: one item a session step, at least one.
    fn items(step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Item<Self::Params>>;

    /// An answer that came as a form, in the shape of the API. The default: every field is a text.
    fn from_form(_params: &Self::Params, fields: &[(String, String)]) -> Value {
        fields.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))).collect()
    }

    /// An answer in words: « C’est noté : … », and a cell of the report.
    fn describe(_cx: &Cx<'_, Self>, _answer: &Self::Answer) -> String {
        String::new()
    }

    /// Which marked values of the phone's fragment (`data-value`) the answer chose.
    fn marks(_answer: &Self::Answer) -> Vec<String> {
        Vec::new()
    }

    /// What the person's own phone shows of their answer; more than the answer where something else they said belongs to it.
    fn own(cx: &Cx<'_, Self>, answer: &Self::Answer) -> Own {
        Own { words: Self::describe(cx, answer), marks: Self::marks(answer) }
    }

    /// The phone's screen, below its header.
    fn phone(cx: &Cx<'_, Self>) -> Markup;

    /// The projector's screen, above its footer.
    fn stage(cx: &Cx<'_, Self>) -> Markup;

    /// What the facilitator sees of the answers, before the room does.
    fn remote(_cx: &Cx<'_, Self>) -> Markup {
        html! {}
    }

    /// A page beside the screen, for what is too long to be on it at every moment: on the participant's phone, or on the remote
    /// where the facilitator looks. None where there is no page of this name.
    fn aside(_cx: &Cx<'_, Self>, _page: &str) -> Option<Aside> {
        None
    }

    /// What the step's stretches are called, in their order; by their numbers where there are no names.
    fn stretch_names(_cx: &Cx<'_, Self>) -> Vec<String> {
        Vec::new()
    }

    /// What the places are called that a text may be moved to; by their numbers where there are no names.
    fn column_names(_cx: &Cx<'_, Self>) -> Vec<String> {
        Vec::new()
    }

    /// What the report says of the step.
    fn report(cx: &Cx<'_, Self>) -> Section;

    /// What the person may put into their own calendar, once they have said something to keep.
    fn reminder(_cx: &Cx<'_, Self>) -> Option<Reminder> {
        None
    }

    /// What stays of the step on the person's phone once the session is over; `key` is where the page's script finds what the
    /// person has said here, to show it (`data-keep`) where the page is everybody's.
    fn afterwards(_cx: &Cx<'_, Self>, _key: &str) -> Markup {
        html! {}
    }

    /// What can be printed to play the step without screens: each sheet of A4 a `section.sheet`, what only the facilitator
    /// may see last. None where there is nothing to print.
    fn print(_paper: &Paper<'_>, _params: &Self::Params) -> Option<Markup> {
        None
    }
}

/// One session step of a content step.
pub struct Item<P> {
    /// The part of the id after the dot, when the content step has several items.
    pub suffix: Option<String>,
    /// Its own title, when it has one.
    pub title: Option<String>,
    /// Its clock.
    pub seconds: Option<u32>,
    /// What the rules need.
    pub params: P,
}

impl<P> Item<P> {
    /// The only item of its step.
    pub fn only(params: P) -> Vec<Self> {
        vec![Self { suffix: None, title: None, seconds: None, params }]
    }
}

/// A page beside a screen, without a script: its forms lead back to where they say.
pub struct Aside {
    /// Its heading.
    pub title: String,
    /// What is below it.
    pub body: Markup,
}

/// What a person's own phone shows of their answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// « C’est noté : … »
    pub words: String,
    /// Which marked values of the phone's fragment are theirs.
    pub marks: Vec<String>,
}

/// One of the answers A to D: a letter, always with its shape and its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Choice {
    /// Triangle, clay.
    A,
    /// Diamond, sky.
    B,
    /// Circle, leaf.
    C,
    /// Square, plum.
    D,
}

impl Choice {
    /// In the order of the alphabet.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// The letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// The choice of this letter.
    pub fn parse(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.letter() == letter)
    }

    /// From 0.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What the report says of one step.
#[derive(Default)]
pub struct Section {
    /// The question that was asked, when there was one.
    pub question: Option<String>,
    /// What the room said: a chart, a list; once a vote.
    pub body: Markup,
    /// Why it is so; once, after the last vote.
    pub explanation: Markup,
    /// The tally as rows.
    pub table: Vec<TableRow>,
    /// Ids of the figures that were shown.
    pub figures: Vec<String>,
}

/// A row of a tally.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct TableRow {
    /// What was counted.
    pub label: String,
    /// How much.
    pub value: f64,
    /// In which unit: `answers`, `requests`, `g CO2e`…
    pub unit: String,
    /// Whether it is the right answer, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<bool>,
}

/// A line to keep for oneself, for the person's own calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Reminder {
    /// What it is about.
    pub title: String,
    /// More of it.
    pub lines: Vec<String>,
    /// When they said so: the calendar counts from there.
    pub from: workshop::Timestamp,
}
