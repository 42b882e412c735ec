//! Random workshops: optional steps, steps of several items, slides with points, clocks.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{Part, Plan, PlanSlide, PlanStep, StepId};

/// A content step, before it becomes one session step an item.
#[derive(Clone, Debug)]
pub struct Step {
    pub kind: &'static str,
    pub optional: bool,
    pub items: usize,
    /// Points of each slide.
    pub slides: Vec<u16>,
    pub seconds: Option<u32>,
}

impl Step {
    /// One item, one screen, no clock.
    pub fn plain(kind: &'static str) -> Self {
        Self { kind, optional: false, items: 1, slides: vec![], seconds: None }
    }
}

/// A workshop of one to six content steps, at least one of them not optional.
pub fn plans() -> impl Strategy<Value = Plan> {
    (vec(step(), 1..6), any::<prop::sample::Index>()).prop_map(|(mut steps, main)| {
        let main = main.index(steps.len());
        steps[main].optional = false;
        plan(&steps)
    })
}

fn step() -> impl Strategy<Value = Step> {
    let kind =
        prop::sample::select(vec!["number", "vote", "vote", "puzzle", "board", "board", "slide", "break"]);
    let slides = prop_oneof![2 => Just(vec![]), 1 => vec(0_u16..3, 1..3)];
    let optional = prop::bool::weighted(0.3);
    (kind, optional, 1..4_usize, slides, prop::option::of(5_u32..60))
        .prop_map(|(kind, optional, items, slides, seconds)| Step { kind, optional, items, slides, seconds })
}

/// As freezing a pack would make it.
pub fn plan(steps: &[Step]) -> Plan {
    let steps = steps.iter().enumerate().flat_map(|(index, step)| items(index, step)).collect();
    Plan { workshop: "toy".into(), title: "Toy".into(), lang: "fr".into(), minutes: 45.0, steps }
}

fn items(index: usize, step: &Step) -> Vec<PlanStep> {
    let of = format!("s{index}");
    let item = |item: usize| PlanStep {
        id: StepId(if step.items == 1 { of.clone() } else { format!("{of}.i{item}") }),
        kind: step.kind.into(),
        title: of.clone(),
        notes: String::new(),
        paper: None,
        minutes: if item == 0 { 5.0 } else { 0.0 },
        optional: step.optional,
        part: (step.items > 1).then(|| Part {
            of: of.clone(),
            index: item,
            count: step.items,
            title: of.clone(),
        }),
        slides: if item == 0 { step.slides.iter().map(|&points| slide(points)).collect() } else { vec![] },
        seconds: step.seconds,
        params: params(step.kind),
    };
    (0..step.items).map(item).collect()
}

fn slide(points: u16) -> PlanSlide {
    PlanSlide {
        id: "slide".into(),
        title: "Slide".into(),
        layout: "text".into(),
        body: String::new(),
        points,
        figures: vec![],
        sources: vec![],
        notes: String::new(),
    }
}

fn params(kind: &str) -> Value {
    match kind {
        "number" => json!({ "max": 4 }),
        "puzzle" | "board" => json!({ "keys": ["red", "blue"] }),
        _ => Value::Null,
    }
}
