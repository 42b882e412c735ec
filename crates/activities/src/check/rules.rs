//! A letter for each question that one wants to answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

use crate::Choice;
use crate::quiz::letter;

/// The kind.
pub struct Check;

/// The questions, and at which of the two moments they are asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Before, or after which step.
    #[serde(flatten)]
    pub moment: Moment,
    /// Three to five, the same at both moments.
    pub questions: Vec<Question>,
}

/// When it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "moment", rename_all = "kebab-case")]
pub enum Moment {
    /// At the beginning.
    Before,
    /// Once more.
    After {
        /// The id of the step that asked first.
        before: String,
    },
}

/// One question, with one right answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its id in the quiz it comes from.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// Two to four answers.
    pub options: Vec<String>,
    /// The right one.
    pub answer: Choice,
    /// Why, as HTML with figures to fill in.
    pub explanation: String,
    /// Ids of figures shown with it.
    #[serde(default)]
    pub figures: Vec<String>,
}

/// `{"answers": {"q-garder-appareil": "B"}}`: some of the questions, at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// By question.
    pub answers: BTreeMap<String, Choice>,
}

/// How many chose each letter. Nothing in it tells what is right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Letters {
    /// For A to D, by question.
    pub questions: BTreeMap<String, [u32; 4]>,
    /// Seats that answered.
    pub answered: u32,
}

impl Letters {
    /// For A to D.
    pub fn of(&self, question: &str) -> [u32; 4] {
        self.questions.get(question).copied().unwrap_or_default()
    }
}

impl Activity for Check {
    const KIND: &'static str = "check";
    const TRAITS: Traits = Traits { answers: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Letters;

    fn accept(params: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let given = value.get("answers").and_then(Value::as_object).filter(|given| !given.is_empty());
        let Some(given) = given else { return Err(ValueError::new("choice-missing", "/answers")) };
        let mut answers = BTreeMap::new();
        for (id, chosen) in given {
            let pointer = format!("/answers/{}", escaped(id));
            let known = params.questions.iter().find(|question| question.id == *id);
            let question = known.ok_or_else(|| ValueError::new("unknown-question", &pointer))?;
            answers.insert(id.clone(), letter(chosen, question.options.len(), &pointer)?);
        }
        Ok(Answer { answers })
    }

    fn add(_: &Params, tally: &mut Letters, entry: Entry<'_, Answer>) {
        for (id, choice) in &entry.answer.answers {
            tally.questions.entry(id.clone()).or_default()[choice.index()] += 1;
        }
        tally.answered += 1;
    }

    fn remove(_: &Params, tally: &mut Letters, entry: Entry<'_, Answer>) {
        for (id, choice) in &entry.answer.answers {
            let Some(counts) = tally.questions.get_mut(id) else { continue };
            counts[choice.index()] -= 1;
            if *counts == [0; 4] {
                tally.questions.remove(id);
            }
        }
        tally.answered -= 1;
    }

    /// Some questions are harder than others, some are left out, and the day has taught most people something.
    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        let learnt = if params.moment == Moment::Before { 0.0 } else { 0.3 };
        let mut answers = BTreeMap::new();
        for (index, question) in params.questions.iter().enumerate() {
            let knows = 0.5 - 0.08 * index as f64 + learnt;
            let guess = Choice::ALL[dice.below(question.options.len())];
            let choice = if dice.chance(knows) { question.answer } else { guess };
            if dice.chance(0.94) {
                answers.insert(&question.id, choice);
            }
        }
        (!answers.is_empty()).then(|| json!({ "answers": answers }))
    }

    /// Afterwards, each question by itself: what is right, and why.
    fn points(params: &Params) -> u16 {
        if params.moment == Moment::Before { 0 } else { params.questions.len() as u16 }
    }
}

/// A key within a JSON pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn question(id: &str, answer: Choice) -> Question {
        Question {
            id: id.into(),
            question: format!("{id} ?"),
            options: vec!["un".into(), "deux".into(), "trois".into()],
            answer,
            explanation: String::new(),
            figures: vec![],
        }
    }

    pub(crate) fn params() -> Params {
        let questions = [("q-un", Choice::A), ("q-deux", Choice::B), ("q-trois", Choice::C)]
            .map(|(id, answer)| question(id, answer));
        Params { moment: Moment::Before, questions: questions.into() }
    }

    #[test]
    fn some_of_the_questions_are_enough_but_one() {
        let answer =
            Check::accept(&params(), "", &json!({ "answers": { "q-trois": "A", "q-un": "B" } })).unwrap();
        let kept = serde_json::to_string(&answer).unwrap();
        assert_eq!(kept, r#"{"answers":{"q-trois":"A","q-un":"B"}}"#);
        let refused = |value: Value| Check::accept(&params(), "", &value).unwrap_err();
        for nothing in [
            json!({}),
            json!({ "answers": {} }),
            json!({ "answers": ["A"] }),
            json!({ "choice": "A" }),
            json!(null),
        ] {
            let error = refused(nothing);
            assert_eq!((error.code, error.pointer.as_str()), ("choice-missing", "/value/answers"));
        }
    }

    #[test]
    fn what_is_unknown_is_refused_with_its_place() {
        let refused = |answers: Value| {
            let error = Check::accept(&params(), "", &json!({ "answers": answers })).unwrap_err();
            (error.code, error.pointer)
        };
        assert_eq!(refused(json!({ "q-un": "D" })), ("unknown-choice", "/value/answers/q-un".into()));
        assert_eq!(refused(json!({ "q-un": ["A"] })), ("unknown-choice", "/value/answers/q-un".into()));
        assert_eq!(
            refused(json!({ "q-un": "A", "q-quatre": "A" })),
            ("unknown-question", "/value/answers/q-quatre".into())
        );
        assert_eq!(refused(json!({ "a/b~c": "A" })), ("unknown-question", "/value/answers/a~1b~0c".into()));
    }

    #[test]
    fn a_simulated_class_gains_and_is_not_one_person() {
        let right = |moment: Moment| {
            let params = Params { moment, ..params() };
            let mut dice = Dice::new(3);
            let class: Vec<Value> = (0..300).filter_map(|_| Check::simulate(&params, &mut dice)).collect();
            let right = class.iter().map(|value| {
                let Answer { answers } = Check::accept(&params, "", value).unwrap();
                params
                    .questions
                    .iter()
                    .filter(|question| answers.get(&question.id) == Some(&question.answer))
                    .count()
            });
            let right: Vec<usize> = right.collect();
            assert!((0..=3).all(|n| right.contains(&n)), "people differ");
            right.iter().sum::<usize>()
        };
        let after = Moment::After { before: "avant".into() };
        assert!(right(after) > right(Moment::Before) + 100);
    }
}
