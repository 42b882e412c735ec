//! A workshop as its session knows it, frozen when the session is created.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Rules, StepId};

/// A frozen workshop: everything a session shows and counts, resolved from the pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The workshop's id in its pack.
    pub workshop: String,
    /// Its title.
    pub title: String,
    /// The language of its texts.
    pub lang: String,
    /// Announced length, in minutes.
    pub minutes: f64,
    /// The session steps, one an item, in order.
    pub steps: Vec<PlanStep>,
}

/// One session step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanStep {
    /// `STEP` or `STEP.ITEM`.
    pub id: StepId,
    /// The activity kind, as the pack names it.
    pub kind: String,
    /// What the room reads.
    pub title: String,
    /// What the facilitator says and does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// How to play it without a screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Planned minutes; on the first item only when the content step has several.
    pub minutes: f64,
    /// Outside the path until `goto` puts it in.
    #[serde(default)]
    pub optional: bool,
    /// Which item of which content step, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Shown before the step's own screen.
    #[serde(default)]
    pub slides: Vec<PlanSlide>,
    /// The clock that starts with the step's own screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// The kind's own parameters.
    pub params: Value,
}

/// The place of a session step within its content step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The content step's id.
    pub of: String,
    /// From 0.
    pub index: usize,
    /// How many items the content step has.
    pub count: usize,
    /// What the content step is called; empty in sessions that are older than this field.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

/// A slide, ready to be shown; the session only counts its points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanSlide {
    /// The slide's id in its pack.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The template's name.
    pub layout: String,
    /// Its body: opaque here.
    pub body: String,
    /// How many parts appear one by one; 0 when all are there at once.
    pub points: u16,
    /// Ids of the figures it shows.
    #[serde(default)]
    pub figures: Vec<String>,
    /// References, as text.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What the facilitator says.
    #[serde(default)]
    pub notes: String,
}

/// Finds the rules of a kind; the crate `activities` is the one that knows them.
pub trait Kinds {
    /// The rules of `kind` with these frozen parameters.
    fn rules(&self, kind: &str, params: &Value) -> Result<Box<dyn Rules>, String>;
}

/// A plan that cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The plan has no step outside the optional ones.
    #[error("the workshop {0} has no step to begin with")]
    NoStep(String),
    /// Two steps share an id.
    #[error("the step {0} is there twice")]
    Twice(StepId),
    /// The items of a content step do not stand together, each at its place.
    #[error("the step {0} is not where its part says")]
    Part(StepId),
    /// A step's kind or parameters are not understood.
    #[error("the step {step}: {reason}")]
    Step {
        /// Which step.
        step: StepId,
        /// What is wrong with it.
        reason: String,
    },
}

/// A plan with the rules of each step in hand.
pub struct Workshop {
    plan: Plan,
    rules: Vec<Box<dyn Rules>>,
    by_id: HashMap<String, usize>,
}

impl Workshop {
    /// Loads the rules of every step.
    pub fn new(plan: Plan, kinds: &dyn Kinds) -> Result<Self, PlanError> {
        if plan.steps.iter().all(|step| step.optional) {
            return Err(PlanError::NoStep(plan.workshop));
        }
        if let Some(stray) = (0..plan.steps.len()).find(|&index| !is_at_its_part(&plan.steps, index)) {
            return Err(PlanError::Part(plan.steps[stray].id.clone()));
        }
        let mut by_id = HashMap::new();
        let mut rules = Vec::with_capacity(plan.steps.len());
        for (index, step) in plan.steps.iter().enumerate() {
            if by_id.insert(step.id.0.clone(), index).is_some() {
                return Err(PlanError::Twice(step.id.clone()));
            }
            let loaded = kinds.rules(&step.kind, &step.params);
            rules.push(loaded.map_err(|reason| PlanError::Step { step: step.id.clone(), reason })?);
        }
        Ok(Self { plan, rules, by_id })
    }

    /// The frozen plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// All session steps, optional ones too.
    pub fn steps(&self) -> &[PlanStep] {
        &self.plan.steps
    }

    /// One session step.
    pub fn step(&self, index: usize) -> &PlanStep {
        &self.plan.steps[index]
    }

    /// The rules of a step.
    pub fn rules(&self, index: usize) -> &dyn Rules {
        &*self.rules[index]
    }

    /// Exactly this session step.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// This session step, or the first item of this content step.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.position(id).or_else(|| {
            self.steps().iter().position(|step| step.part.as_ref().is_some_and(|part| part.of == id))
        })
    }

    /// The steps that belong to the same content step as `index`, itself included.
    pub fn siblings(&self, index: usize) -> std::ops::Range<usize> {
        let Some(part) = &self.step(index).part else { return index..index + 1 };
        let first = index - part.index;
        first..first + part.count
    }

    /// How many screens the step has: its slides, then its own.
    pub fn screens(&self, index: usize) -> u16 {
        let slides = u16::try_from(self.step(index).slides.len()).unwrap_or(u16::MAX - 1);
        slides + u16::from(self.has_own_screen(index))
    }

    /// The step's own screen, where it has one: the question, after its slides.
    pub fn own_screen(&self, index: usize) -> Option<u16> {
        self.has_own_screen(index).then(|| self.screens(index) - 1)
    }

    /// Whether this screen is the step's own.
    pub fn is_own_screen(&self, index: usize, screen: u16) -> bool {
        self.own_screen(index) == Some(screen)
    }

    /// The slide on this screen, unless it is the step's own screen.
    pub fn slide(&self, index: usize, screen: u16) -> Option<&PlanSlide> {
        self.step(index).slides.get(usize::from(screen))
    }

    /// How many points this screen may have: of a slide, or of the step's own screen after its reveal.
    pub fn points(&self, index: usize, screen: u16) -> u16 {
        if self.is_own_screen(index, screen) {
            return self.rules[index].points();
        }
        self.slide(index, screen).map_or(0, |slide| slide.points)
    }

    fn has_own_screen(&self, index: usize) -> bool {
        self.rules[index].traits().screen || self.step(index).slides.is_empty()
    }
}

/// Whether the items of the step's content step stand around it, in their order and in their number.
fn is_at_its_part(steps: &[PlanStep], index: usize) -> bool {
    let Some(part) = &steps[index].part else { return true };
    let items = index.checked_sub(part.index).and_then(|first| steps.get(first..)?.get(..part.count));
    part.index < part.count
        && items.is_some_and(|items| {
            items.iter().enumerate().all(|(at, item)| {
                item.part
                    .as_ref()
                    .is_some_and(|own| own.of == part.of && own.count == part.count && own.index == at)
            })
        })
}

impl std::fmt::Debug for Workshop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workshop").field("plan", &self.plan).finish_non_exhaustive()
    }
}
