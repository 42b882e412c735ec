//! A person's requests of a week, and what they would be otherwise.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

use crate::number_poll::{Numbers, whole};

/// The kind.
pub struct Calculator;

/// Which factors, and of which poll.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// The id of the step that asked for the requests of a week.
    pub poll: String,
    /// Ids of figures in g CO2e a request.
    pub factors: Vec<String>,
    /// Ids of figures of energy a request.
    #[serde(default)]
    pub energy: Vec<String>,
    /// Ids of figures of water a request.
    #[serde(default)]
    pub water: Vec<String>,
    /// Ids of figures that make a result something known: a kilometre by car.
    #[serde(default)]
    pub equivalents: Vec<String>,
    /// A model for which the engine's own estimate stands beside the figures.
    #[serde(default)]
    pub model: Option<String>,
    /// Whose electricity it takes there: the code of a zone.
    #[serde(default)]
    pub zone: Option<String>,
    /// Weeks in a school year.
    #[serde(default = "school_year")]
    pub weeks: u32,
}

fn school_year() -> u32 {
    36
}

/// The most requests a week that are taken.
const MOST: u64 = 1_000_000;

/// `{"requests": 25, "what_if": 10}`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Their week.
    pub requests: u64,
    /// What they would make it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_if: Option<u64>,
}

/// The weeks of the room as they are, and as they would be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Weeks {
    /// Requests, one number a seat.
    pub requests: u64,
    /// The same after "et si ?"; a seat that changes nothing counts as it is.
    pub what_if: u64,
    /// Seats that answered.
    pub answered: u32,
}

impl Activity for Calculator {
    const KIND: &'static str = "calculator";
    const TRAITS: Traits = Traits { answers: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Weeks;

    fn accept(_: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let requests = whole(value.get("requests"), "/requests", &(0..=MOST))?;
        let what_if = match value.get("what_if") {
            None | Some(Value::Null) => None,
            given => Some(whole(given, "/what_if", &(0..=MOST))?),
        };
        Ok(Answer { requests, what_if })
    }

    fn add(_: &Params, tally: &mut Weeks, entry: Entry<'_, Answer>) {
        tally.requests += entry.answer.requests;
        tally.what_if += entry.answer.what_if.unwrap_or(entry.answer.requests);
        tally.answered += 1;
    }

    fn remove(_: &Params, tally: &mut Weeks, entry: Entry<'_, Answer>) {
        tally.requests -= entry.answer.requests;
        tally.what_if -= entry.answer.what_if.unwrap_or(entry.answer.requests);
        tally.answered -= 1;
    }

    /// Two in three would do with less.
    fn simulate(_: &Params, dice: &mut Dice) -> Option<Value> {
        let requests = dice.log_normal(20.0, 1.1).round().min(1000.0);
        let less = if dice.chance(0.66) { (requests * (0.3 + 0.5 * dice.unit())).round() } else { requests };
        Some(json!({ "requests": requests, "what_if": less }))
    }
}

/// The requests of the room's week, as the poll counted them.
pub(crate) fn of_poll(tally: &dyn workshop::AnyTally) -> Numbers {
    workshop::Loaded::<crate::number_poll::NumberPoll>::tally(tally).clone()
}
