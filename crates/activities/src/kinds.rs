//! The list of kinds: the one place that names them all.

use content::schema::Spec;
use content::{Fault, Pack, StepDoc, StepKinds, WorkshopDoc};
use serde_json::Value;
use texts::Texts;
use workshop::Rules;

use crate::Dressed;
use crate::kind::{Kind, Of};

/// Every kind of the house.
static KINDS: &[&dyn Kind] = &[
    &Of::<crate::join::Join>::NEW,
    &Of::<crate::slide::Slide>::NEW,
    &Of::<crate::number_poll::NumberPoll>::NEW,
    &Of::<crate::calculator::Calculator>::NEW,
    &Of::<crate::quiz::Quiz>::NEW,
    &Of::<crate::duel::Duel>::NEW,
    &Of::<crate::break_time::Break>::NEW,
    &Of::<crate::free::Free>::NEW,
    &Of::<crate::sort::Sort>::NEW,
    &Of::<crate::five_r::FiveR>::NEW,
    &Of::<crate::bisou::Bisou>::NEW,
    &Of::<crate::cases::Cases>::NEW,
    &Of::<crate::chain::Chain>::NEW,
    &Of::<crate::vault::Vault>::NEW,
    &Of::<crate::timed_board::TimedBoard>::NEW,
    &Of::<crate::debate::Debate>::NEW,
    &Of::<crate::qna::Qna>::NEW,
    &Of::<crate::badge::Badge>::NEW,
    &Of::<crate::footprint::Footprint>::NEW,
    &Of::<crate::check::Check>::NEW,
    &Of::<crate::pledge::Pledge>::NEW,
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
