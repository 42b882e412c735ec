//! Left, right, or "it depends".

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

use crate::Choice;
use crate::quiz::{Counts, count, letters};

/// The kind.
pub struct Duel;

/// A pair of figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// The duel's id in its pack.
    pub id: String,
    /// What is compared.
    pub question: String,
    /// The first.
    pub left: String,
    /// The second.
    pub right: String,
    /// Its figure.
    pub left_figure: String,
    /// Its figure.
    pub right_figure: String,
    /// Which one is bigger.
    pub answer: Side,
    /// Why, as HTML with figures to fill in.
    pub explanation: String,
}

/// Which one is bigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
    /// Neither, always.
    Depends,
}

impl Side {
    /// A is left, B is right, C is "it depends".
    pub fn choice(self) -> Choice {
        match self {
            Self::Left => Choice::A,
            Self::Right => Choice::B,
            Self::Depends => Choice::C,
        }
    }
}

/// `{"choice": "A"}`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// A, B or C.
    pub choice: Choice,
}

impl Activity for Duel {
    const KIND: &'static str = "duel";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Counts;

    fn accept(_: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        match letters(value, 3)?[..] {
            [choice] => Ok(Answer { choice }),
            _ => Err(ValueError::new("one-choice", "/choices")),
        }
    }

    fn add(params: &Params, tally: &mut Counts, entry: Entry<'_, Answer>) {
        count(tally, &[entry.answer.choice], &[params.answer.choice()], |n| *n += 1);
    }

    fn remove(params: &Params, tally: &mut Counts, entry: Entry<'_, Answer>) {
        count(tally, &[entry.answer.choice], &[params.answer.choice()], |n| *n -= 1);
    }

    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        let choice = if dice.chance(0.5) { params.answer.choice() } else { Choice::ALL[dice.below(3)] };
        Some(json!({ "choice": choice }))
    }
}
