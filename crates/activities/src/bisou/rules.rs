//! Five scores, a decision and perhaps an alternative; and those of a room.

use content::Pack;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};
use workshop::text::{self, TEXT_MAX};
use workshop::{Activity, Dice, Entry, Traits, ValueError};

use crate::Choice;
use crate::freeze::plain;
use crate::number_poll::whole;

/// The kind.
pub struct Bisou;

/// The letters, in the order in which they are asked.
pub const LETTERS: [&str; 5] = ["B", "I", "S", "O", "U"];
/// The far end of a slider; the near end is 0.
pub const MOST: u8 = 4;
/// Where a slider stands before it is moved. A letter above it speaks for the AI.
pub const MIDDLE: u8 = 2;

/// A situation, and the method that looks at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// What happens.
    #[serde(flatten)]
    pub situation: Situation,
    /// The questions.
    pub method: Method,
}

/// A situation of a pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Situation {
    /// Its id in its pack.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What happens.
    pub text: String,
    /// For the facilitator, one for each letter.
    #[serde(flatten)]
    pub hints: Hints,
    /// Ways without an AI.
    pub alternatives: Vec<String>,
    /// How to go about it with an AI.
    pub if_ai: String,
    /// The question that starts the talk again.
    pub discuss: String,
    /// Ids of figures that belong to it.
    #[serde(default)]
    pub figures: Vec<String>,
}

/// What to think of at each letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hints {
    b: String,
    i: String,
    s: String,
    o: String,
    u: String,
}

impl Hints {
    /// In the order of the letters.
    pub fn all(&self) -> [&str; 5] {
        [&self.b, &self.i, &self.s, &self.o, &self.u]
    }
}

/// The five letters, and how their answers can be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Method {
    /// In their order.
    #[serde(rename = "letter")]
    pub letters: Vec<Letter>,
    /// Each for so many letters above the middle.
    #[serde(rename = "verdict")]
    pub verdicts: Vec<Verdict>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// `B`
    pub letter: String,
    /// `Besoin`
    pub name: String,
    /// What is asked.
    pub question: String,
    /// What helps to answer.
    pub sub: Vec<String>,
    /// How to go on.
    pub advice: String,
    /// What the near end of the slider means.
    pub low: String,
    /// What the far end means.
    pub high: String,
}

/// A reading in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// In short.
    pub title: String,
    /// In a sentence or two.
    pub text: String,
    /// From so many letters above the middle…
    pub from: u8,
    /// … to so many.
    pub to: u8,
}

impl Method {
    /// The method of a pack, if it has one.
    pub fn of(pack: &Pack) -> Option<Self> {
        let method = pack.of_kind("bisou-method").next()?;
        let mut method: Self = pack.read("bisou-method", &method.id)?;
        for letter in &mut method.letters {
            let Letter { question, advice, low, high, .. } = letter;
            for text in [question, advice, low, high].into_iter().chain(&mut letter.sub) {
                *text = plain(text, pack);
            }
        }
        for verdict in &mut method.verdicts {
            verdict.text = plain(&verdict.text, pack);
        }
        Some(method)
    }

    /// The reading of five scores: by how many letters are above the middle.
    pub fn reading(&self, scores: PerLetter<u8>) -> Option<&Verdict> {
        let above = scores.0.iter().map(|&score| u8::from(score > MIDDLE)).sum::<u8>();
        self.verdicts.iter().find(|verdict| (verdict.from..=verdict.to).contains(&above))
    }
}

impl Situation {
    /// A situation of a pack by its id.
    pub fn of(pack: &Pack, id: &str) -> Option<Self> {
        let mut situation: Self = pack.read("situation", id)?;
        let Self { text, if_ai, discuss, hints: Hints { b, i, s, o, u }, alternatives, .. } = &mut situation;
        for text in [text, if_ai, discuss, b, i, s, o, u].into_iter().chain(alternatives) {
            *text = plain(text, pack);
        }
        Some(situation)
    }
}

/// One of something for each letter: `{"B": …, "I": …, "S": …, "O": …, "U": …}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Named<T>")]
pub struct PerLetter<T>(pub [T; 5]);

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Named<T> {
    b: T,
    i: T,
    s: T,
    o: T,
    u: T,
}

impl<T> From<Named<T>> for PerLetter<T> {
    fn from(Named { b, i, s, o, u }: Named<T>) -> Self {
        Self([b, i, s, o, u])
    }
}

impl<T: Serialize> Serialize for PerLetter<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(LETTERS.iter().zip(&self.0))
    }
}

/// With the AI, without it, or another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// With the AI.
    Avec,
    /// Without it.
    Sans,
    /// Another day.
    PlusTard,
}

impl Decision {
    /// In the order of the answers A, B, C.
    pub const ALL: [Self; 3] = [Self::Avec, Self::Sans, Self::PlusTard];

    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Avec => "avec",
            Self::Sans => "sans",
            Self::PlusTard => "plus-tard",
        }
    }

    /// The decision of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.as_str() == word)
    }

    /// Its shape and colour.
    pub fn choice(self) -> Choice {
        Choice::ALL[self as usize]
    }
}

/// `{"scores": {"B": 0, …}, "decision": "sans", "alternative": "…"}`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// From 0 to [`MOST`].
    pub scores: PerLetter<u8>,
    /// What they would do.
    pub decision: Decision,
    /// What they would do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
}

/// The answers of a room, without what people wrote: that goes through moderation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// How many put each letter at 0, 1, 2, 3 and 4.
    pub scores: PerLetter<[u32; 5]>,
    /// How many decided so: with, without, later.
    #[serde(serialize_with = "by_word")]
    pub decisions: [u32; 3],
    /// Seats that answered.
    pub answered: u32,
    /// Seats that gave an alternative.
    pub alternatives: u32,
}

fn by_word<S: Serializer>(decisions: &[u32; 3], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(Decision::ALL.iter().map(|one| one.as_str()).zip(decisions))
}

impl Profile {
    fn count(&mut self, answer: &Answer, step: impl Fn(&mut u32)) {
        for (counts, score) in self.scores.0.iter_mut().zip(answer.scores.0) {
            step(&mut counts[usize::from(score)]);
        }
        step(&mut self.decisions[answer.decision as usize]);
        step(&mut self.answered);
        if answer.alternative.is_some() {
            step(&mut self.alternatives);
        }
    }
}

impl Activity for Bisou {
    const KIND: &'static str = "bisou";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Profile;

    fn accept(_: &Params, _: &str, value: &Value) -> Result<Answer, ValueError> {
        read(value)
    }

    fn add(_: &Params, tally: &mut Profile, entry: Entry<'_, Answer>) {
        tally.count(entry.answer, |n| *n += 1);
    }

    fn remove(_: &Params, tally: &mut Profile, entry: Entry<'_, Answer>) {
        tally.count(entry.answer, |n| *n -= 1);
    }

    fn simulate(params: &Params, dice: &mut Dice) -> Option<Value> {
        Some(somebody(params, dice))
    }

    fn words(answer: &Answer) -> Option<&str> {
        answer.alternative.as_deref()
    }
}

/// Checks an answer, in a session or outside of it.
pub(crate) fn read(value: &Value) -> Result<Answer, ValueError> {
    let mut scores = PerLetter([0; 5]);
    for (score, letter) in scores.0.iter_mut().zip(LETTERS) {
        *score = slider(value.get("scores").and_then(|all| all.get(letter)), &format!("/scores/{letter}"))?;
    }
    let decision = value.get("decision").and_then(Value::as_str).and_then(Decision::parse);
    let decision = decision.ok_or_else(|| ValueError::new("unknown-decision", "/decision"))?;
    let alternative = match value.get("alternative") {
        None | Some(Value::Null) => None,
        Some(Value::String(typed)) => {
            text::optional(typed, TEXT_MAX).map_err(|fault| fault.error("/value/alternative"))?
        }
        Some(_) => return Err(ValueError::new("not-a-text", "/alternative")),
    };
    Ok(Answer { scores, decision, alternative })
}

fn slider(value: Option<&Value>, pointer: &str) -> Result<u8, ValueError> {
    whole(value, pointer, &(0..=u64::from(MOST))).map(|score| score as u8)
}

/// Somebody of a class: more or less fond of AI, not quite sure at each letter, deciding mostly as they answered.
fn somebody(params: &Params, dice: &mut Dice) -> Value {
    let liking = 1.7 + 0.8 * dice.normal();
    let scores =
        PerLetter([(); 5].map(|()| (liking + 0.9 * dice.normal()).round().clamp(0.0, f64::from(MOST)) as u8));
    let leaning = match params.method.reading(scores) {
        _ if dice.chance(0.2) => Decision::ALL[dice.below(3)],
        Some(verdict) if verdict.from >= 4 => Decision::Avec,
        Some(verdict) if verdict.to <= 1 => Decision::Sans,
        _ => Decision::PlusTard,
    };
    let alternatives = &params.situation.alternatives;
    let mut value = json!({ "scores": scores, "decision": leaning });
    if dice.chance(0.6) && !alternatives.is_empty() {
        let found = &alternatives[dice.below(alternatives.len())];
        // Not everybody types with capitals.
        value["alternative"] = if dice.chance(0.4) { json!(found.to_lowercase()) } else { json!(found) };
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(value: &Value) -> (&'static str, String) {
        let error = read(value).unwrap_err();
        (error.code, error.pointer)
    }

    fn whole_answer() -> Value {
        json!({ "scores": { "B": 0, "I": 2, "S": 4.0, "O": 1, "U": 3 }, "decision": "plus-tard", "alternative": "  Un  dessin " })
    }

    #[test]
    fn an_answer_is_kept_in_one_form() {
        let answer = read(&whole_answer()).unwrap();
        assert_eq!(answer.scores, PerLetter([0, 2, 4, 1, 3]));
        let kept = serde_json::to_string(&answer).unwrap();
        let form =
            r#"{"scores":{"B":0,"I":2,"S":4,"O":1,"U":3},"decision":"plus-tard","alternative":"Un  dessin"}"#;
        assert_eq!(kept, form);
        assert_eq!(read(&serde_json::from_str(&kept).unwrap()), Ok(answer));
    }

    #[test]
    fn an_alternative_may_be_left_out() {
        for none in [json!(null), json!(""), json!(" \u{202f} ")] {
            let mut value = whole_answer();
            value["alternative"] = none;
            assert_eq!(read(&value).unwrap().alternative, None);
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let with = |pointer: &str, wrong: Value| {
            let mut value = whole_answer();
            *value.pointer_mut(pointer).unwrap() = wrong;
            refused(&value)
        };
        for wrong in [json!(5), json!(-1), json!(2.5), json!(1e300)] {
            assert_eq!(with("/scores/S", wrong), ("out-of-range", "/value/scores/S".into()));
        }
        assert_eq!(with("/scores/O", json!("1")), ("not-a-number", "/value/scores/O".into()));
        assert_eq!(with("/scores", json!([0, 1, 2, 3, 4])), ("not-a-number", "/value/scores/B".into()));
        for wrong in [json!("peut-être"), json!(null), json!(1)] {
            assert_eq!(with("/decision", wrong), ("unknown-decision", "/value/decision".into()));
        }
        let alternative = |wrong: Value| with("/alternative", wrong);
        assert_eq!(alternative(json!(["x"])), ("not-a-text", "/value/alternative".into()));
        assert_eq!(alternative(json!("é".repeat(281))), ("text-too-long", "/value/alternative".into()));
        assert_eq!(alternative(json!("a\nb")), ("text-control", "/value/alternative".into()));
        assert_eq!(refused(&json!({})), ("not-a-number", "/value/scores/B".into()));
        assert_eq!(refused(&json!("avec")), ("not-a-number", "/value/scores/B".into()));
    }

    #[test]
    fn the_reading_counts_the_letters_above_the_middle() {
        let verdict = |from, to| Verdict { title: format!("{from}"), text: String::new(), from, to };
        let method = Method { letters: vec![], verdicts: vec![verdict(0, 1), verdict(2, 3), verdict(4, 5)] };
        let from = |scores| method.reading(PerLetter(scores)).unwrap().from;
        assert_eq!([from([2; 5]), from([4, 2, 2, 2, 0]), from([3, 3, 2, 2, 2])], [0, 0, 2]);
        assert_eq!([from([3, 4, 3, 0, 1]), from([3, 3, 3, 3, 0]), from([4; 5])], [2, 4, 4]);
    }
}
