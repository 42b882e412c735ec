//! Activity kinds made for these tests: numbers, votes with rounds, puzzles with keys, and two that take no answer.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use workshop::{Activity, Dice, Entry, Kinds, Loaded, NoAnswer, Rules, SeatNo, Traits, ValueError, text};

/// The kinds of this file by their names.
pub struct Toys;

impl Kinds for Toys {
    fn rules(&self, kind: &str, params: &Value) -> Result<Box<dyn Rules>, String> {
        match kind {
            Number::KIND => load::<Number>(params),
            Vote::KIND => load::<Vote>(params),
            Puzzle::KIND => load::<Puzzle>(params),
            Slide::KIND => load::<Slide>(params),
            Break::KIND => load::<Break>(params),
            other => Err(format!("no toy is called {other}")),
        }
    }
}

fn load<A: Activity<Params: DeserializeOwned>>(params: &Value) -> Result<Box<dyn Rules>, String> {
    Ok(Box::new(Loaded::<A>::from_json(params).map_err(|error| error.to_string())?))
}

/// A whole number up to `max`; `2` and `2.0` are the same.
pub struct Number;

#[derive(Serialize, Deserialize)]
pub struct Bound {
    max: u64,
}

#[derive(PartialEq, Serialize, Deserialize)]
pub struct Counted {
    number: u64,
}

#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Numbers {
    counts: BTreeMap<u64, u32>,
    sum: u64,
}

impl Activity for Number {
    const KIND: &'static str = "number";
    const TRAITS: Traits = Traits { answers: true, rounds: false, screen: true };
    type Params = Bound;
    type Answer = Counted;
    type Tally = Numbers;

    fn accept(params: &Bound, _: &str, value: &Value) -> Result<Counted, ValueError> {
        let number = value.get("number").and_then(Value::as_f64);
        let number = number.filter(|number| number.fract() == 0.0 && (0.0..=1e9).contains(number));
        let number = number.ok_or_else(|| ValueError::new("not-a-number", "/number"))? as u64;
        if number > params.max {
            return Err(ValueError::new("out-of-range", "/number").with("max", params.max));
        }
        Ok(Counted { number })
    }

    fn add(_: &Bound, tally: &mut Numbers, entry: Entry<'_, Counted>) {
        *tally.counts.entry(entry.answer.number).or_default() += 1;
        tally.sum += entry.answer.number;
    }

    fn remove(_: &Bound, tally: &mut Numbers, entry: Entry<'_, Counted>) {
        drop_one(&mut tally.counts, &entry.answer.number);
        tally.sum -= entry.answer.number;
    }

    fn simulate(params: &Bound, dice: &mut Dice) -> Option<Value> {
        Some(serde_json::json!({ "number": dice.below(params.max as usize + 1) }))
    }
}

/// One or several of A, B, C; what is recorded has another shape than what is sent.
pub struct Vote;

#[derive(PartialEq, Serialize, Deserialize)]
pub struct Choices {
    choices: BTreeSet<char>,
}

#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Votes {
    counts: BTreeMap<char, u32>,
    answered: u32,
}

impl Activity for Vote {
    const KIND: &'static str = "vote";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true };
    type Params = ();
    type Answer = Choices;
    type Tally = Votes;

    fn accept((): &(), _: &str, value: &Value) -> Result<Choices, ValueError> {
        let one = value.get("choice").map(std::slice::from_ref);
        let several = value.get("choices").and_then(Value::as_array).map(Vec::as_slice);
        let wrong = || ValueError::new("unknown-choice", "/choice");
        let letter = |value: &Value| match value.as_str() {
            Some("A") => Ok('A'),
            Some("B") => Ok('B'),
            Some("C") => Ok('C'),
            _ => Err(wrong()),
        };
        let choices: BTreeSet<char> =
            one.or(several).ok_or_else(wrong)?.iter().map(letter).collect::<Result<_, _>>()?;
        if choices.is_empty() { Err(wrong()) } else { Ok(Choices { choices }) }
    }

    fn add((): &(), tally: &mut Votes, entry: Entry<'_, Choices>) {
        tally.answered += 1;
        for choice in &entry.answer.choices {
            *tally.counts.entry(*choice).or_default() += 1;
        }
    }

    fn remove((): &(), tally: &mut Votes, entry: Entry<'_, Choices>) {
        tally.answered -= 1;
        for choice in &entry.answer.choices {
            drop_one(&mut tally.counts, choice);
        }
    }

    fn simulate((): &(), dice: &mut Dice) -> Option<Value> {
        let letters = ["A", "B", "C"];
        Some(serde_json::json!({ "choice": (letters[dice.below(3)]) }))
    }
}

/// A text for each of several keys; its tally knows the seats.
pub struct Puzzle;

#[derive(Serialize, Deserialize)]
pub struct Keys {
    keys: Vec<String>,
}

#[derive(PartialEq, Serialize, Deserialize)]
pub struct Text {
    text: String,
}

#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Solved {
    texts: BTreeMap<String, u32>,
    seats: BTreeMap<SeatNo, u32>,
}

impl Activity for Puzzle {
    const KIND: &'static str = "puzzle";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true };
    type Params = Keys;
    type Answer = Text;
    type Tally = Solved;

    fn has_key(params: &Keys, key: &str) -> bool {
        params.keys.iter().any(|known| known == key)
    }

    fn accept(_: &Keys, _: &str, value: &Value) -> Result<Text, ValueError> {
        let text = value.get("text").and_then(Value::as_str).and_then(|text| text::clean(text, 280).ok());
        Ok(Text { text: text.ok_or_else(|| ValueError::new("malformed", "/text"))? })
    }

    fn add(_: &Keys, tally: &mut Solved, entry: Entry<'_, Text>) {
        *tally.texts.entry(format!("{}={}", entry.key, entry.answer.text)).or_default() += 1;
        *tally.seats.entry(entry.seat).or_default() += 1;
    }

    fn remove(_: &Keys, tally: &mut Solved, entry: Entry<'_, Text>) {
        drop_one(&mut tally.texts, &format!("{}={}", entry.key, entry.answer.text));
        drop_one(&mut tally.seats, &entry.seat);
    }

    fn simulate(_: &Keys, _: &mut Dice) -> Option<Value> {
        None
    }
}

/// Takes one away, and the entry with the last.
fn drop_one<K: Ord>(counts: &mut BTreeMap<K, u32>, key: &K) {
    let count = counts.get_mut(key).expect("what was counted in");
    *count -= 1;
    if *count == 0 {
        counts.remove(key);
    }
}

/// Takes no answer; with or without a screen of its own.
pub struct Silent<const SCREEN: bool>;

/// Only slides.
pub type Slide = Silent<false>;
/// A screen with a clock.
pub type Break = Silent<true>;

impl<const SCREEN: bool> Activity for Silent<SCREEN> {
    const KIND: &'static str = if SCREEN { "break" } else { "slide" };
    const TRAITS: Traits = Traits { answers: false, rounds: false, screen: SCREEN };
    type Params = ();
    type Answer = NoAnswer;
    type Tally = ();

    fn accept((): &(), _: &str, _: &Value) -> Result<NoAnswer, ValueError> {
        Err(ValueError::new("takes-no-answer", ""))
    }

    fn add((): &(), (): &mut (), _: Entry<'_, NoAnswer>) {}

    fn remove((): &(), (): &mut (), _: Entry<'_, NoAnswer>) {}

    fn simulate((): &(), _: &mut Dice) -> Option<Value> {
        None
    }
}
