//! Two votes at once: is it worth it, and does the evidence hold?

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

use crate::Choice;

/// The kind.
pub struct Cases;

/// A case of a pack. Texts are HTML with figures to fill in, but for the title, the sources and the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Its id in its pack.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What the AI does.
    pub text: String,
    /// What it is said to bring.
    pub promise: String,
    /// What it takes.
    pub cost: String,
    /// Where the promise comes from.
    pub source: String,
    /// What speaks for it or against it.
    pub evidence: Vec<Piece>,
    /// The question between the two votes.
    pub discuss: String,
    /// Ids of figures that are cited.
    #[serde(default)]
    pub figures: Vec<String>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Who says it.
    pub source: String,
    /// Whether somebody looked it up.
    pub verified: bool,
}

/// From "not at all", -2, to "by all means", 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Worth(i8);

impl Worth {
    /// From no to yes.
    pub const ALL: [Self; 5] = [Self(-2), Self(-1), Self(0), Self(1), Self(2)];

    /// As the API writes it.
    pub fn value(self) -> i8 {
        self.0
    }

    /// From 0, at the no.
    pub fn index(self) -> usize {
        usize::try_from(self.0 + 2).unwrap_or_default()
    }

    fn parse(value: Option<&Value>) -> Result<Self, ValueError> {
        let number =
            value.and_then(Value::as_f64).ok_or_else(|| ValueError::new("not-a-number", "/worth"))?;
        let found = Self::ALL.into_iter().find(|worth| (f64::from(worth.0) - number).abs() < f64::EPSILON);
        found.ok_or_else(|| ValueError::new("out-of-range", "/worth").with("min", -2).with("max", 2))
    }
}

/// What the room makes of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// It holds.
    Strong,
    /// It does not.
    Weak,
}

impl Evidence {
    /// In the order of the answers A, B.
    pub const ALL: [Self; 2] = [Self::Strong, Self::Weak];

    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
        }
    }

    /// Its shape and colour.
    pub fn choice(self) -> Choice {
        Choice::ALL[self as usize]
    }
}

/// `{"worth": 1, "evidence": "weak"}`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether it is worth it.
    pub worth: Worth,
    /// Whether the evidence holds.
    pub evidence: Evidence,
}

/// The votes of a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Votes {
    /// How many chose each worth, from -2 to 2.
    #[serde(serialize_with = "by_worth")]
    pub worth: [u32; 5],
    /// Seats that find the evidence strong.
    pub strong: u32,
    /// Seats that find it weak.
    pub weak: u32,
    /// Seats that voted.
    pub answered: u32,
}

fn by_worth<S: Serializer>(counts: &[u32; 5], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(Worth::ALL.iter().map(|worth| worth.0).zip(counts))
}

impl Votes {
    fn count(&mut self, answer: Answer, step: impl Fn(&mut u32)) {
        step(&mut self.worth[answer.worth.index()]);
        step(match answer.evidence {
            Evidence::Strong => &mut self.strong,
            Evidence::Weak => &mut self.weak,
        });
        step(&mut self.answered);
    }
}

impl Activity for Cases {
    const KIND: &'static str = "cases";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Votes;

    fn accept(_: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        let worth = Worth::parse(value.get("worth"))?;
        let said = value.get("evidence").and_then(Value::as_str);
        let evidence = Evidence::ALL.into_iter().find(|evidence| said == Some(evidence.as_str()));
        let evidence = evidence.ok_or_else(|| ValueError::new("unknown-evidence", "/evidence"))?;
        Ok(Answer { worth, evidence })
    }

    fn add(_: &Params, tally: &mut Votes, entry: Entry<'_, Answer>) {
        tally.count(*entry.answer, |n| *n += 1);
    }

    fn remove(_: &Params, tally: &mut Votes, entry: Entry<'_, Answer>) {
        tally.count(*entry.answer, |n| *n -= 1);
    }

    /// Most are in favour and few are sure; who is in favour finds the evidence strong more often.
    fn simulate(_: &Params, dice: &mut Dice) -> Option<Value> {
        let worth = (0.4 + 1.1 * dice.normal()).round().clamp(-2.0, 2.0);
        let strong = dice.chance(0.45 + 0.15 * worth);
        Some(json!({ "worth": worth, "evidence": if strong { "strong" } else { "weak" } }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &Value) -> Result<Answer, ValueError> {
        let text = String::new;
        let (title, source, discuss) = (text(), text(), text());
        let params = Params {
            id: "cas".into(),
            title,
            text: text(),
            promise: text(),
            cost: text(),
            source,
            evidence: vec![],
            discuss,
            figures: vec![],
        };
        Cases::accept(&params, "", value)
    }

    #[test]
    fn a_vote_is_kept_in_one_form() {
        for worth in [json!(-2), json!(-2.0)] {
            let answer = accept(&json!({ "worth": worth, "evidence": "weak", "more": 1 })).unwrap();
            assert_eq!(serde_json::to_string(&answer).unwrap(), r#"{"worth":-2,"evidence":"weak"}"#);
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let refused = |worth: Value, evidence: Value| {
            let error = accept(&json!({ "worth": worth, "evidence": evidence })).unwrap_err();
            (error.code, error.pointer)
        };
        for wrong in [json!(3), json!(-3), json!(0.5), json!(1e300), json!(u64::MAX)] {
            assert_eq!(refused(wrong, json!("weak")), ("out-of-range", "/value/worth".into()));
        }
        for wrong in [json!(null), json!("1"), json!([1])] {
            assert_eq!(refused(wrong, json!("weak")), ("not-a-number", "/value/worth".into()));
        }
        for wrong in [json!("medium"), json!(null), json!(1)] {
            assert_eq!(refused(json!(0), wrong), ("unknown-evidence", "/value/evidence".into()));
        }
        assert_eq!(accept(&json!("strong")).unwrap_err().code, "not-a-number");
    }
}
