//! Choices, counted.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

use crate::Choice;
use crate::parts::picture::Picture;

/// The kind.
pub struct Quiz;

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// The question's id in its pack.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// Two to four answers.
    pub options: Vec<String>,
    /// The right ones, in the order of the alphabet.
    pub answers: Vec<Choice>,
    /// Why, as HTML with figures to fill in.
    pub explanation: String,
    /// Ids of figures shown with it.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Advice for the facilitator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<String>,
    /// Shown with the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Teams get points for right answers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub points: bool,
}

impl Params {
    /// Whether several answers may be ticked.
    pub fn several(&self) -> bool {
        self.answers.len() > 1
    }
}

/// A set of choices, in the order of the alphabet; at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// `["A", "C"]`
    pub choices: Vec<Choice>,
}

/// How many chose each, and how many were right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// For A to D.
    pub counts: [u32; 4],
    /// Seats that answered.
    pub answered: u32,
    /// Seats that chose all the right answers and no other.
    pub right: u32,
}

impl Activity for Quiz {
    const KIND: &'static str = "quiz";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Counts;

    fn accept(params: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let choices = letters(value, params.options.len())?;
        if choices.len() > 1 && !params.several() {
            return Err(ValueError::new("one-choice", "/choices"));
        }
        Ok(Answer { choices })
    }

    fn add(params: &Params, tally: &mut Counts, entry: Entry<'_, Answer>) {
        count(tally, &entry.answer.choices, &params.answers, |n| *n += 1);
    }

    fn remove(params: &Params, tally: &mut Counts, entry: Entry<'_, Answer>) {
        count(tally, &entry.answer.choices, &params.answers, |n| *n -= 1);
    }

    /// A class that is right a little more often than by chance.
    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        if dice.chance(0.55) {
            return Some(json!({ "choices": params.answers }));
        }
        let choice = Choice::ALL[dice.below(params.options.len())];
        Some(json!({ "choices": [choice] }))
    }
}

/// Reads `{"choice": "B"}` or `{"choices": ["A", "C"]}` among the first `options` letters.
pub(crate) fn letters(value: &Value, options: usize) -> Result<Vec<Choice>, ValueError> {
    if let Some(choice) = value.get("choice") {
        return Ok(vec![letter(choice, options, "/choice")?]);
    }
    let Some(list) = value.get("choices").and_then(Value::as_array) else {
        return Err(ValueError::new("choice-missing", "/choice"));
    };
    if list.is_empty() {
        return Err(ValueError::new("choice-missing", "/choices"));
    }
    let mut choices = Vec::with_capacity(list.len().min(4));
    for (index, item) in list.iter().enumerate().take(5) {
        choices.push(letter(item, options, &format!("/choices/{index}"))?);
    }
    choices.sort_unstable();
    choices.dedup();
    Ok(choices)
}

/// Reads one of the first `options` letters.
pub(crate) fn letter(value: &Value, options: usize, pointer: &str) -> Result<Choice, ValueError> {
    let last = Choice::ALL[options.clamp(1, 4) - 1];
    let choice = value.as_str().and_then(Choice::parse).filter(|choice| choice.index() < options);
    choice.ok_or_else(|| ValueError::new("unknown-choice", pointer).with("last", last.letter()))
}

/// Counts a set of choices in or out.
pub(crate) fn count(tally: &mut Counts, choices: &[Choice], right: &[Choice], step: impl Fn(&mut u32)) {
    for choice in choices {
        step(&mut tally.counts[choice.index()]);
    }
    step(&mut tally.answered);
    if choices == right {
        step(&mut tally.right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(answers: &[Choice]) -> Params {
        Params {
            id: "q".into(),
            question: "?".into(),
            options: vec!["a".into(), "b".into(), "c".into()],
            answers: answers.to_vec(),
            explanation: String::new(),
            figures: vec![],
            tip: None,
            picture: None,
            points: false,
        }
    }

    #[test]
    fn one_choice_is_a_set_of_one_everywhere() {
        for answers in [&[Choice::A][..], &[Choice::A, Choice::B]] {
            let answer = Quiz::accept(&question(answers), "", &json!({ "choice": "B" })).unwrap();
            assert_eq!(answer, Quiz::accept(&question(answers), "", &json!({ "choices": ["B"] })).unwrap());
        }
    }

    #[test]
    fn a_set_is_sorted_and_has_no_letter_twice() {
        let both = question(&[Choice::A, Choice::C]);
        let answer = Quiz::accept(&both, "", &json!({ "choices": ["C", "A", "C"] })).unwrap();
        assert_eq!(answer.choices, [Choice::A, Choice::C]);
    }

    #[test]
    fn wrong_letters_are_refused_with_their_place() {
        let one = question(&[Choice::A]);
        let refused = |value: Value| {
            let error = Quiz::accept(&one, "", &value).unwrap_err();
            (error.code, error.pointer)
        };
        assert_eq!(refused(json!({ "choice": "D" })), ("unknown-choice", "/value/choice".into()));
        assert_eq!(refused(json!({ "choices": ["A", 3] })), ("unknown-choice", "/value/choices/1".into()));
        assert_eq!(refused(json!({ "choices": ["A", "B"] })), ("one-choice", "/value/choices".into()));
        assert_eq!(refused(json!({ "choices": [] })), ("choice-missing", "/value/choices".into()));
        assert_eq!(refused(json!("B")), ("choice-missing", "/value/choice".into()));
    }
}
