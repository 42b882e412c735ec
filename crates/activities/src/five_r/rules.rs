//! Actions in five columns.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use workshop::{Act, Activity, Dice, Entry, Owners, Robot, Traits, ValueError};

use crate::placing::{By, Card, Place, Placed, Tally, rules};

/// The kind.
pub struct FiveR;

/// One of the five R, the better before the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum R {
    /// Not to have it made at all.
    Refuser,
    /// Less of it.
    Reduire,
    /// What is there goes on.
    Reparer,
    /// Somebody else goes on with it.
    Reutiliser,
    /// Only what it is made of goes on.
    Recycler,
}

impl Place for R {
    const ALL: &'static [Self] =
        &[Self::Refuser, Self::Reduire, Self::Reparer, Self::Reutiliser, Self::Recycler];
    const UNKNOWN_CARD: &'static str = "unknown-action";
    const UNKNOWN_PLACE: &'static str = "unknown-r";

    fn word(self) -> &'static str {
        match self {
            Self::Refuser => "refuser",
            Self::Reduire => "reduire",
            Self::Reparer => "reparer",
            Self::Reutiliser => "reutiliser",
            Self::Recycler => "recycler",
        }
    }
}

/// A column, as the pack describes its R.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Which R.
    pub id: R,
    /// Its name.
    pub title: String,
    /// What it means.
    pub lead: String,
}

/// The actions to place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// In the step's order.
    pub actions: Vec<Card<R>>,
    /// The five, in their order.
    pub columns: Vec<Column>,
    /// Who places.
    #[serde(default)]
    pub by: By,
}

impl Activity for FiveR {
    const KIND: &'static str = "five-r";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Placed<R>;
    type Tally = Tally<R>;

    fn accept(params: &Params, _: &str, value: &Value) -> Result<Self::Answer, ValueError> {
        rules::accept(&params.actions, value)
    }

    fn add(params: &Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>) {
        tally.add(&params.actions, entry.answer);
    }

    fn remove(params: &Params, tally: &mut Self::Tally, entry: Entry<'_, Self::Answer>) {
        tally.remove(&params.actions, entry.answer);
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
        rules::simulate(&params.actions, dice)
    }

    fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        rules::play(&params.actions, params.by, robot)
    }

    fn points(params: &Params) -> u16 {
        rules::pages(&params.actions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_r_is_called_as_packs_and_the_api_call_it_in_the_order_of_what_it_spares() {
        let words: Vec<&str> = R::ALL.iter().map(|r| r.word()).collect();
        assert_eq!(words, ["refuser", "reduire", "reparer", "reutiliser", "recycler"]);
        for &r in R::ALL {
            assert_eq!(serde_json::to_value(r).unwrap(), r.word());
        }
    }
}
