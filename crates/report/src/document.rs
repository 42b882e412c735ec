//! The JSON document, field by field.

use activities::TableRow;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use serde::Serialize;
use serde_json::Value;
use texts::Texts;
use workshop::{Json, Mark, Part, Phase, Status};

/// The version of the document's shape: a new field leaves it, a field that changes its meaning moves it on.
pub const SCHEMA: u32 = 1;

/// What became of a session. Times are RFC 3339 in UTC.
#[derive(Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The session as a whole.
    pub session: Session,
    /// The steps of its path and those that were reached, in the workshop's order.
    pub steps: Vec<Step>,
    /// What the room asked beside the steps: unanswered ones first.
    pub questions: Vec<Question>,
    /// Every figure that was cited, in the order in which the room met it.
    pub figures: Vec<CitedFigure>,
    /// The words of the formats that people read.
    #[serde(skip)]
    pub(crate) texts: &'static Texts,
    /// In which times are told to people.
    #[serde(skip)]
    pub(crate) zone: TimeZone,
}

/// The session as a whole.
#[derive(Serialize)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// The letters people came in with.
    pub code: String,
    /// What the facilitator called it.
    pub title: String,
    /// The workshop's id in its pack.
    pub workshop: String,
    /// The workshop's title.
    pub workshop_title: String,
    /// The language of the report.
    pub lang: String,
    /// The participants were simulated.
    pub rehearsal: bool,
    /// `lobby`, `running`, `paused`, `ended`.
    pub status: Status,
    /// When it was created.
    pub created_at: Timestamp,
    /// When the room left the lobby.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// When this report was written.
    pub written_at: Timestamp,
    /// When the session is deleted from its server.
    pub expires_at: Timestamp,
    /// From the start to the end, or to now; none before the start.
    pub duration_ms: Option<i64>,
    /// Minutes planned for the steps below.
    pub planned_minutes: f64,
    /// How many people came in.
    pub people: usize,
    /// How many of them have their name in the answers below, because they gave it.
    pub named: usize,
    /// Answers given in time.
    pub answers: usize,
    /// Answers that came after the close: kept, never counted.
    pub late: usize,
}

/// One session step.
#[expect(clippy::struct_excessive_bools, reason = "they are facts of the JSON document, in any combination")]
#[derive(Serialize)]
pub struct Step {
    /// `STEP` or `STEP.ITEM`.
    pub id: String,
    /// The activity kind.
    pub kind: String,
    /// What the room read.
    pub title: String,
    /// Which item of which step of the workshop, when that has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// What it was asked, if anything.
    pub question: Option<String>,
    /// It is not part of the usual path.
    pub optional: bool,
    /// The room has been there.
    pub reached: bool,
    /// The facilitator left it out, or left it.
    pub skipped: bool,
    /// Planned minutes; on the first item only, when a step of the workshop has several.
    pub planned_minutes: f64,
    /// Milliseconds that the room spent there.
    pub used_ms: i64,
    /// `open`, `closed`, `revealed`.
    pub phase: Phase,
    /// Ids of the figures cited there.
    pub figures: Vec<String>,
    /// One a vote, in order; none when the step was not reached.
    pub rounds: Vec<Round>,
    /// What people call the kind.
    #[serde(skip)]
    pub(crate) kind_title: String,
    /// Why it is so.
    #[serde(skip)]
    pub(crate) explanation: Markup,
    /// Whether phones could answer.
    #[serde(skip)]
    pub(crate) takes_answers: bool,
}

/// One vote of the room.
#[derive(Serialize)]
pub struct Round {
    /// Seats that answered in time.
    pub answered: u32,
    /// Answers that came after the close.
    pub late: usize,
    /// The tally, as the API shows it; null for steps that take no answers.
    pub tally: Value,
    /// The tally as rows.
    pub table: Vec<TableRow>,
    /// First those given in time, then those beside them, then the late ones; each by seat.
    pub answers: Vec<Answer>,
    /// Its chart.
    #[serde(skip)]
    pub(crate) body: Markup,
}

/// One answer.
#[derive(Serialize)]
pub struct Answer {
    /// The participant's number in this session, from 1, in order of arrival; 0: the facilitator, for a group.
    pub seat: u32,
    /// The group it is for, from 1, where it is a group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<u32>,
    /// The name they gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// To which part of the step; left out where there are no parts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// As the API takes it; none: its words are hidden, or wait for the facilitator.
    pub value: Option<Json>,
    /// When it came.
    pub at: Timestamp,
    /// It came after the close and was not counted.
    pub late: bool,
    /// It was written at the same time as the one that stands there, and nobody settled it; left out where it is not so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
    /// The value in words.
    #[serde(skip)]
    pub(crate) words: Option<String>,
}

/// A question of the room.
#[derive(Serialize)]
pub struct Question {
    /// In its words.
    pub text: String,
    /// Who asked, when they wanted it to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How many wanted it answered.
    pub votes: usize,
    /// `open`, `answered`, `later`.
    pub mark: Mark,
}

/// A figure that was cited.
#[derive(Serialize)]
pub struct CitedFigure {
    /// Its id in the registry.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// The value, in `unit`.
    pub value: f64,
    /// The lower end of the published range.
    pub low: Option<f64>,
    /// The upper end of the published range.
    pub high: Option<f64>,
    /// UCUM with annotations: `g{CO2e}/{request}`.
    pub unit: String,
    /// The value as people read it: « 0,24 Wh ».
    pub text: String,
    /// « par requête »
    pub per: Option<String>,
    /// The year it is about.
    pub year: i32,
    /// Who says it.
    pub source: Option<CitedSource>,
    /// What was found when a figure of the original deck was traced: `holds`, `holds-with-scope`, `weak-chain`,
    /// `not-traceable`.
    pub verdict: Option<&'static str>,
    /// Whether it was seen again in its source or in a copy.
    pub verified: bool,
    /// The range as people read it: « 0,2–0,3 Wh ».
    #[serde(skip)]
    pub(crate) range_text: Option<String>,
}

/// Who says it.
#[derive(PartialEq, Serialize)]
pub struct CitedSource {
    /// As it is cited: « Dutoit, 2024 ».
    pub short: String,
    /// Who wrote it.
    pub author: String,
    /// Its title.
    pub title: String,
    /// When it came out.
    pub year: i32,
    /// Where it is: its DOI's address, else its own.
    pub url: Option<String>,
}

impl Report {
    /// The steps that the room has been to and that have something to say.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.is_told())
    }
}

impl Step {
    /// Whether it was reached and has something to say: a break has not.
    pub(crate) fn is_told(&self) -> bool {
        let says = self.takes_answers
            || self.question.is_some()
            || self.rounds.iter().any(|round| !round.body.0.is_empty());
        self.reached && says
    }

    /// Seats that answered in time, in the last vote.
    pub(crate) fn answered(&self) -> u32 {
        self.rounds.last().map_or(0, |round| round.answered)
    }

    /// What was asked, or else the step's title.
    pub(crate) fn asked(&self) -> &str {
        self.question.as_deref().unwrap_or(&self.title)
    }
}
