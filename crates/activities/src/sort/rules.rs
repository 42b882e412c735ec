//! Cards on the wheel.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use workshop::{Act, Activity, Dice, Entry, Owners, Robot, Traits, ValueError};

use crate::parts::wheel::LifeStage;
use crate::placing::{By, Card, Placed, Tally, rules};

/// The kind.
pub struct Sort;

/// The cards to place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// In the step's order.
    pub cards: Vec<Card<LifeStage>>,
    /// Who places.
    #[serde(default)]
    pub by: By,
}

impl Activity for Sort {
    const KIND: &'static str = "sort";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Placed<LifeStage>;
    type Tally = Tally<LifeStage>;

    fn accept(params: &Params, _: &str, value: &Value) -> Result<Self::Answer, ValueError> {
        rules::accept(&params.cards, value)
    }

    fn add(params: &Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>) {
        tally.add(&params.cards, entry.answer);
    }

    fn remove(params: &Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>) {
        tally.remove(&params.cards, entry.answer);
    }

    fn traits(params: &Params) -> Traits {
        params.by.traits()
    }

    fn owners(params: &Params, _: &str) -> Owners {
        params.by.owners()
    }

    fn combine(params: &Params, standing: &Self::Answer, sent: &Self::Answer) -> Option<Self::Answer> {
        rules::combine(params.by, standing, sent)
    }

    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        rules::simulate(&params.cards, dice)
    }

    fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        rules::play(&params.cards, params.by, robot)
    }

    fn points(params: &Params) -> u16 {
        rules::pages(&params.cards)
    }
}
