//! A practice and words, once or twice a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::text::{self, TEXT_MAX, TextFault};
use workshop::{Act, Activity, Dice, Entry, Gate, Robot, Situation, Traits, ValueError};

/// The kind.
pub struct Pledge;

/// The key of the second pledge; the first has the empty one.
pub(super) const SECOND: &str = "2";

/// What one may choose from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Good practices, then the five R where the step has them.
    pub practices: Vec<Practice>,
}

impl Params {
    /// A practice by its id.
    pub fn practice(&self, id: &str) -> Option<&Practice> {
        self.practices.iter().find(|practice| practice.id == id)
    }
}

/// Something one can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Practice {
    /// Its id in the pack.
    pub id: String,
    /// `Préciser ses demandes`
    pub title: String,
    /// In a sentence or two.
    pub lead: String,
    /// What to ask oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What can be said against it, as HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criticism: Option<String>,
    /// How it may look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<String>,
    /// It is one of the five R.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_r: bool,
}

/// `{"practice": "bp-precise", "words": "…"}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which practice.
    pub practice: String,
    /// In one's own words.
    pub words: String,
}

/// How many people chose each practice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// By practice; those that nobody chose are left out.
    pub practices: BTreeMap<String, u32>,
}

impl Chosen {
    /// How many chose this one.
    pub fn of(&self, practice: &str) -> u32 {
        self.practices.get(practice).copied().unwrap_or_default()
    }
}

impl Activity for Pledge {
    const KIND: &'static str = "pledge";
    const TRAITS: Traits = Traits { answers: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Chosen;

    fn has_key(_: &Params, key: &str) -> bool {
        key.is_empty() || key == SECOND
    }

    fn accept(params: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let missing = || ValueError::new("practice-missing", "/practice");
        let id =
            value.get("practice").and_then(Value::as_str).filter(|id| !id.is_empty()).ok_or_else(missing)?;
        let practice = params.practice(id).ok_or_else(|| ValueError::new("unknown-practice", "/practice"))?;
        let words = value.get("words").and_then(Value::as_str).unwrap_or_default();
        let words = text::clean(words, TEXT_MAX).map_err(wrong_words)?;
        Ok(Answer { practice: practice.id.clone(), words })
    }

    /// A second pledge comes after a first, and is another one: so each practice counts people.
    fn gate(_: &Params, here: &Situation<'_, Answer>, answer: &Answer) -> Result<Gate, ValueError> {
        let other = here.standing(if here.key.is_empty() { SECOND } else { "" });
        match other {
            None if here.key == SECOND => Err(ValueError::at("first-missing", "/key")),
            Some((other, _)) if other.practice == answer.practice => {
                Err(ValueError::new("same-practice", "/practice"))
            }
            _ => Ok(Gate::Take),
        }
    }

    fn words(answer: &Answer) -> Option<&str> {
        Some(&answer.words)
    }

    fn add(_: &Params, tally: &mut Chosen, entry: Entry<'_, Answer>) {
        *tally.practices.entry(entry.answer.practice.clone()).or_default() += 1;
    }

    fn remove(_: &Params, tally: &mut Chosen, entry: Entry<'_, Answer>) {
        let Some(count) = tally.practices.get_mut(&entry.answer.practice) else { return };
        *count -= 1;
        if *count == 0 {
            tally.practices.remove(&entry.answer.practice);
        }
    }

    /// The first practices are the most chosen; words are those of the pack, sometimes half of them. Some have no idea yet.
    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        let last = params.practices.len();
        let practice = params.practices.get(dice.below(last).min(dice.below(last)))?;
        let words = practice.list.get(dice.below(practice.list.len())).unwrap_or(&practice.title);
        let words = words.trim_matches(['«', '»', '\u{202f}']);
        let half = words.split_once([',', ';', ':']).map_or(words, |(half, _)| half);
        let words = if dice.chance(0.3) { half } else { words };
        (!dice.chance(0.1)).then(|| json!({ "practice": practice.id, "words": words }))
    }

    /// One in three has a second idea.
    fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        let first = Self::simulate(params, &mut robot.dice);
        let again = first.is_some() && robot.dice.chance(0.33);
        let second = again.then(|| Self::simulate(params, &mut robot.dice)).flatten();
        let second = second
            .filter(|second| first.as_ref().is_some_and(|first| first["practice"] != second["practice"]));
        let act =
            |(key, value): (&str, Option<Value>)| Some(Act::Answer { key: key.to_owned(), value: value? });
        [("", first), (SECOND, second)].into_iter().filter_map(act).collect()
    }
}

fn wrong_words(fault: TextFault) -> ValueError {
    match fault {
        TextFault::Empty => ValueError::new("text-missing", "/words"),
        TextFault::Control => ValueError::new("text-control", "/words"),
        TextFault::TooLong { found, max } => {
            ValueError::new("text-too-long", "/words").with("found", found).with("max", max)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params() -> Params {
        let practice = |id: &str| Practice {
            id: id.into(),
            title: format!("Titre {id}"),
            lead: "Une phrase.".into(),
            question: None,
            criticism: None,
            list: vec!["Un exemple".into()],
            is_r: false,
        };
        Params { practices: vec![practice("bp-une"), practice("refuser")] }
    }

    #[test]
    fn a_pledge_is_a_practice_and_words() {
        let accept = |value: Value| Pledge::accept(&params(), "", &value);
        let answer = accept(
            json!({ "practice": "refuser", "words": "  Je dis non, ge\u{301}ne\u{301}ralement \u{202e}" }),
        )
        .unwrap();
        assert_eq!(answer, Answer { practice: "refuser".into(), words: "Je dis non, généralement".into() });
        let long = "é".repeat(280);
        assert_eq!(accept(json!({ "practice": "bp-une", "words": long })).unwrap().words, long);
        let refused = |value: Value| accept(value).map_err(|error| (error.code, error.pointer)).unwrap_err();
        let at = |code: &'static str, place: &str| (code, format!("/value/{place}"));
        assert_eq!(refused(json!({ "words": "Oui" })), at("practice-missing", "practice"));
        assert_eq!(refused(json!("refuser")), at("practice-missing", "practice"));
        assert_eq!(
            refused(json!({ "practice": "bp-deux", "words": "Oui" })),
            at("unknown-practice", "practice")
        );
        assert_eq!(refused(json!({ "practice": "bp-une" })), at("text-missing", "words"));
        assert_eq!(refused(json!({ "practice": "bp-une", "words": 3 })), at("text-missing", "words"));
        assert_eq!(
            refused(json!({ "practice": "bp-une", "words": " \u{200b}" })),
            at("text-missing", "words")
        );
        assert_eq!(
            refused(json!({ "practice": "bp-une", "words": "é".repeat(281) })),
            at("text-too-long", "words")
        );
        assert_eq!(refused(json!({ "practice": "bp-une", "words": "a\nb" })), at("text-control", "words"));
    }

    #[test]
    fn one_pledge_or_two_and_no_third() {
        let keys = ["", "2", "1", "3", "22", "\u{202f}2"].map(|key| Pledge::has_key(&params(), key));
        assert_eq!(keys, [true, true, false, false, false, false]);
    }
}
