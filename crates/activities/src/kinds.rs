//! The list of kinds: the one place that names them all.

use content::schema::Spec;
use content::{Fault, Pack, StepDoc, StepKinds, WorkshopDoc};
use serde_json::Value;
use texts::Texts;
use workshop::Rules;

use crate::kind::{Kind, Of};
use crate::{
    Dressed, badge, bisou, break_time, calculator, cases, check, debate, duel, five_r, footprint, free, join,
    number_poll, pledge, qna, quiz, slide, sort, timed_board, vault,
};

/// Every kind of the house.
static KINDS: &[&dyn Kind] = &[
    &Of::<join::Join>::NEW,
    &Of::<slide::Slide>::NEW,
    &Of::<number_poll::NumberPoll>::NEW,
    &Of::<calculator::Calculator>::NEW,
    &Of::<quiz::Quiz>::NEW,
    &Of::<duel::Duel>::NEW,
    &Of::<break_time::Break>::NEW,
    &Of::<free::Free>::NEW,
    &Of::<sort::Sort>::NEW,
    &Of::<five_r::FiveR>::NEW,
    &Of::<bisou::Bisou>::NEW,
    &Of::<cases::Cases>::NEW,
    &Of::<vault::Vault>::NEW,
    &Of::<timed_board::TimedBoard>::NEW,
    &Of::<debate::Debate>::NEW,
    &Of::<qna::Qna>::NEW,
    &Of::<badge::Badge>::NEW,
    &Of::<footprint::Footprint>::NEW,
    &Of::<check::Check>::NEW,
    &Of::<pledge::Pledge>::NEW,
];

pub(crate) fn kind(name: &str) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|kind| kind.name() == name)
}

/// What each kind's screens are dressed in.
pub fn looks() -> impl Iterator<Item = Dressed> {
    KINDS.iter().map(|kind| Dressed { kind: kind.name(), look: kind.look() })
}

/// What people call a kind, in their language.
pub fn kind_title(texts: &Texts, name: &str) -> String {
    texts.get(&format!("kind-{name}")).into_owned()
}

/// All kinds, as the loader of packs and the session want to know them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Registry;

impl StepKinds for Registry {
    fn names(&self) -> Vec<&'static str> {
        KINDS.iter().map(|kind| kind.name()).collect()
    }

    fn spec(&self, name: &str) -> Option<&Spec> {
        kind(name).map(Kind::spec)
    }

    fn check(&self, name: &str, step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
        kind(name).map_or_else(Vec::new, |kind| kind.check(step, workshop, pack))
    }
}

impl workshop::Kinds for Registry {
    fn rules(&self, name: &str, params: &Value) -> Result<Box<dyn Rules>, String> {
        kind(name).ok_or_else(|| format!("the kind {name} is not known"))?.rules(params)
    }
}
