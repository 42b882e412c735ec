//! Places on the line, counted; arguments are texts that others read and vote for.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::text::{self, TEXT_MAX};
use workshop::{Act, Activity, Dice, Entry, Moment, Robot, Traits, ValueError, Voting};

/// The kind.
pub struct Debate;

/// What is debated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// A sentence to agree with or not.
    pub statement: String,
    /// What stands at the end of -2.
    pub left: String,
    /// What stands at the end of 2.
    pub right: String,
    /// Arguments for it, for a silent room.
    #[serde(rename = "for")]
    pub pro: Vec<String>,
    /// Arguments against it.
    #[serde(rename = "against")]
    pub contra: Vec<String>,
    /// Questions that make the debate go on.
    #[serde(default)]
    pub relaunch: Vec<String>,
    /// Ids of figures shown with it.
    #[serde(default)]
    pub figures: Vec<String>,
}

/// A place on the line, from -2 (against) to 2 (for), and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// -2 to 2.
    pub position: i8,
    /// In one's own words; for others to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub argument: Option<String>,
}

impl Answer {
    /// The place in a list of the five, from 0.
    pub fn index(&self) -> usize {
        usize::try_from(self.position + 2).unwrap_or(2).min(4)
    }
}

/// How many stand where, from -2 to 2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// For -2, -1, 0, 1, 2.
    pub counts: [u32; 5],
    /// How many stand anywhere.
    pub answered: u32,
    /// How many gave an argument.
    pub arguments: u32,
}

impl Activity for Debate {
    const KIND: &'static str = "debate";
    const TRAITS: Traits =
        Traits { answers: true, rounds: true, screen: true, shares: true, lingers: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Line;

    fn accept(_: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let number = value.get("position").ok_or_else(|| ValueError::new("position-missing", "/position"))?;
        let whole = number.as_f64().filter(|number| number.fract() == 0.0 && (-2.0..=2.0).contains(number));
        let out = || ValueError::new("out-of-range", "/position").with("min", -2).with("max", 2);
        let position = whole.ok_or_else(out)? as i8;
        let argument = match value.get("argument") {
            None | Some(Value::Null) => None,
            Some(Value::String(said)) => {
                text::optional(said, TEXT_MAX).map_err(|fault| fault.error("/value/argument"))?
            }
            Some(_) => return Err(ValueError::new("not-a-text", "/argument")),
        };
        Ok(Answer { position, argument })
    }

    fn add(_: &Params, tally: &mut Line, entry: Entry<'_, Answer>) {
        count(tally, entry.answer, |n| *n += 1);
    }

    fn remove(_: &Params, tally: &mut Line, entry: Entry<'_, Answer>) {
        count(tally, entry.answer, |n| *n -= 1);
    }

    /// Many stand near the middle, some at an end; half say why.
    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        let position = (dice.normal() * 1.2).round().clamp(-2.0, 2.0) as i8;
        let own_side = if position < 0 { &params.contra } else { &params.pro };
        let says = dice.chance(0.5) && !own_side.is_empty();
        let argument = says.then(|| own_side[dice.below(own_side.len())].clone());
        Some(json!({ "position": position, "argument": argument }))
    }

    fn words(answer: &Answer) -> Option<&str> {
        answer.argument.as_deref()
    }

    /// From the first reveal on, and after the session: then nobody follows the crowd any more.
    fn texts_are_open(_: &Params, moment: Moment) -> bool {
        moment.revealed || moment.round > 0 || moment.ended
    }

    fn voting(_: &Params) -> Voting {
        Voting::Free
    }

    fn turns(_: &Params) -> u32 {
        2
    }

    /// First everybody takes a place, then most vote for what convinced them.
    fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        if robot.turn == 0 {
            let answer = Self::simulate(params, &mut robot.dice);
            return answer.map(|value| Act::Answer { key: String::new(), value }).into_iter().collect();
        }
        robot.items.iter().filter(|_| robot.dice.chance(0.25)).map(|&item| Act::Vote(item)).collect()
    }
}

fn count(tally: &mut Line, answer: &Answer, step: impl Fn(&mut u32)) {
    step(&mut tally.counts[answer.index()]);
    step(&mut tally.answered);
    if answer.argument.is_some() {
        step(&mut tally.arguments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Params {
        Params {
            statement: "?".into(),
            left: "non".into(),
            right: "oui".into(),
            pro: vec![],
            contra: vec![],
            relaunch: vec![],
            figures: vec![],
        }
    }

    fn refused(value: &Value) -> (&'static str, String) {
        let error = Debate::accept(&line(), "", value).unwrap_err();
        (error.code, error.pointer)
    }

    #[test]
    fn an_empty_argument_is_none_and_a_place_is_one_of_five() {
        let answer = Debate::accept(&line(), "", &json!({ "position": -1, "argument": "  " })).unwrap();
        assert_eq!(answer, Answer { position: -1, argument: None });
        for position in [json!(3), json!(-3), json!(0.5), json!("1"), json!(1e300), Value::Null] {
            assert_eq!(refused(&json!({ "position": position })), ("out-of-range", "/value/position".into()));
        }
        assert_eq!(refused(&json!({})), ("position-missing", "/value/position".into()));
        assert_eq!(refused(&json!([2])), ("position-missing", "/value/position".into()));
    }

    #[test]
    fn an_argument_is_a_text_of_a_line() {
        let said = |argument: Value| json!({ "position": 2, "argument": argument });
        assert_eq!(refused(&said(json!("é".repeat(281)))).0, "text-too-long");
        assert_eq!(refused(&said(json!("a\tb"))), ("text-control", "/value/argument".into()));
        assert_eq!(refused(&said(json!(["a"]))).0, "not-a-text");
        let whole = "ليلى 👩🏽‍🚀 ".repeat(20);
        let kept = Debate::accept(&line(), "", &said(json!(whole))).unwrap().argument.unwrap();
        assert_eq!(kept, whole.trim());
    }
}
