//! The activity kinds, as far as packs need them; the real ones live in a crate that uses this one.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Fault, Pack, StepDoc, StepKinds, WorkshopDoc};

/// A stand-in for the crate `activities`.
pub(crate) struct Kinds;

/// Whose the answers are.
fn by() -> Field {
    Field::word("by", &["seat", "group"]).optional()
}

static SPECS: LazyLock<Vec<(&'static str, Spec)>> = LazyLock::new(|| {
    let poll = Spec::new([
        Field::text("question", 120),
        Field::text("unit", 20),
        Field::integer("min", 0, 1_000_000),
        Field::integer("max", 1, 1_000_000),
        Field::integer("step", 1, 1000).optional(),
    ]);
    let calculator = Spec::new([
        Field::id("poll"),
        Field::figures("factors", 4, 6),
        Field::figures("energy", 1, 4).optional(),
        Field::figures("water", 1, 4).optional(),
        Field::figures("equivalents", 0, 4).optional(),
        Field::text("model", 80).optional(),
        Field::text("zone", 3).optional(),
        Field::integer("weeks", 1, 52).optional(),
    ]);
    vec![
        ("join", Spec::new([])),
        ("slide", Spec::new([Field::references("slides", "slide", 12)])),
        ("number-poll", Spec::new([Field::table("poll", poll)])),
        ("calculator", Spec::new([Field::table("calculator", calculator)])),
        (
            "quiz",
            Spec::new([
                Field::references("questions", "question", 14),
                Field::integer("seconds", 10, 180).optional(),
            ]),
        ),
        ("sort", Spec::new([Field::references("cards", "lifecycle-card", 24), by()])),
        ("duel", Spec::new([Field::references("duels", "duel", 12)])),
        ("bisou", Spec::new([Field::references("situations", "situation", 8)])),
        ("cases", Spec::new([Field::references("cases", "case", 8)])),
        ("chain", Spec::new([Field::references("chains", "chain", 8)])),
        ("five-r", Spec::new([Field::references("actions", "action", 24), by()])),
        (
            "vault",
            Spec::new([Field::reference("vault", "vault"), Field::integer("seconds", 60, 5400).optional()]),
        ),
        ("timed-board", Spec::new([Field::reference("board", "board")])),
        ("debate", Spec::new([Field::reference("debate", "debate")])),
        ("qna", Spec::new([Field::references("prompts", "prompt", 8)])),
        ("badge", Spec::new([Field::reference("badge", "badge")])),
        (
            "check",
            Spec::new([
                Field::references_from("questions", "question", 3, 5),
                Field::word("moment", &["before", "after"]),
                Field::id("before").optional(),
            ]),
        ),
        (
            "pledge",
            Spec::new([
                Field::references("practices", "practice", 8),
                Field::reference("five_r", "five-r").optional(),
            ]),
        ),
        ("footprint", Spec::new([Field::figures("grid", 1, 4).optional()])),
        ("break", Spec::new([])),
        ("free", Spec::new([])),
    ]
});

#[derive(serde::Deserialize)]
struct Calculator {
    calculator: Poll,
}

#[derive(serde::Deserialize)]
struct Poll {
    poll: String,
}

impl StepKinds for Kinds {
    fn names(&self) -> Vec<&'static str> {
        SPECS.iter().map(|(name, _)| *name).collect()
    }

    fn spec(&self, kind: &str) -> Option<&Spec> {
        SPECS.iter().find(|(name, _)| *name == kind).map(|(_, spec)| spec)
    }

    fn check(&self, kind: &str, step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
        match kind {
            "calculator" => poll_is_there(step, workshop),
            "timed-board" => phases_fit(step, pack),
            _ => vec![],
        }
    }
}

fn poll_is_there(step: &StepDoc, workshop: &WorkshopDoc) -> Vec<Fault> {
    let Ok(Calculator { calculator: Poll { poll } }) = step.read() else { return vec![] };
    if workshop.steps.iter().any(|other| other.id == poll && other.activity == "number-poll") {
        return vec![];
    }
    let path = vec!["calculator".into(), "poll".into()];
    vec![Fault { path, found: poll, expected: "une étape number-poll du même atelier".into(), help: None }]
}

fn phases_fit(step: &StepDoc, pack: &Pack) -> Vec<Fault> {
    let board = step.params.text("board").unwrap_or_default();
    let minutes = pack.board_minutes(&board).unwrap_or_default();
    if minutes <= step.minutes {
        return vec![];
    }
    let found = format!("les phases communes durent {minutes} min");
    vec![Fault {
        path: vec!["board".into()],
        found,
        expected: format!("{} min au plus", step.minutes),
        help: None,
    }]
}
