//! Activity kinds made for these tests: numbers, votes with rounds, puzzles with keys, a board for groups, and two that take no
//! answer.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use workshop::{
    Activity, Dice, Entry, Gate, Kinds, Loaded, Moment, NoAnswer, Owner, Owners, Rules, Situation, Stretch,
    Traits, ValueError, Voting, text,
};

/// The kinds of this file by their names.
pub struct Toys;

impl Kinds for Toys {
    fn rules(&self, kind: &str, params: &Value) -> Result<Box<dyn Rules>, String> {
        match kind {
            Number::KIND => load::<Number>(params),
            Vote::KIND => load::<Vote>(params),
            Puzzle::KIND => load::<Puzzle>(params),
            Board::KIND => load::<Board>(params),
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
    const TRAITS: Traits = Traits { answers: true, rounds: false, screen: true, ..Traits::NONE };
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
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
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

    /// Who voted what, then why.
    fn points((): &()) -> u16 {
        2
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
    seats: BTreeMap<u32, u32>,
}

impl Activity for Puzzle {
    const KIND: &'static str = "puzzle";
    const TRAITS: Traits = Traits { answers: true, rounds: true, screen: true, ..Traits::NONE };
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
        *tally.seats.entry(seat(entry.owner)).or_default() += 1;
    }

    fn remove(_: &Keys, tally: &mut Solved, entry: Entry<'_, Text>) {
        drop_one(&mut tally.texts, &format!("{}={}", entry.key, entry.answer.text));
        drop_one(&mut tally.seats, &seat(entry.owner));
    }

    fn simulate(_: &Keys, _: &mut Dice) -> Option<Value> {
        None
    }
}

fn seat(owner: Owner) -> u32 {
    owner.seat().expect("puzzles are answered by people").0
}

/// A note for oneself, cards for the group, two phases, votes; it can stay open.
pub struct Board;

/// Numbers as words: `one` is nobody's, `two` is taken for good.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Written {
    notes: u32,
    cards: BTreeMap<u16, BTreeSet<String>>,
    last: BTreeMap<String, i64>,
}

impl Activity for Board {
    const KIND: &'static str = "board";
    const TRAITS: Traits = Traits {
        answers: true,
        rounds: true,
        screen: true,
        shares: true,
        sheets: true,
        lingers: true,
        ..Traits::NONE
    };
    type Params = Keys;
    type Answer = Text;
    type Tally = Written;

    fn has_key(params: &Keys, key: &str) -> bool {
        key.is_empty() || Puzzle::has_key(params, key)
    }

    fn accept(params: &Keys, key: &str, value: &Value) -> Result<Text, ValueError> {
        Puzzle::accept(params, key, value)
    }

    fn add(_: &Keys, tally: &mut Written, entry: Entry<'_, Text>) {
        let Some(group) = entry.owner.group() else {
            tally.notes += 1;
            return;
        };
        tally.cards.entry(group.0).or_default().insert(entry.key.to_owned());
        tally.last.insert(format!("{}{}", group.0, entry.key), entry.at.0);
    }

    fn remove(_: &Keys, tally: &mut Written, entry: Entry<'_, Text>) {
        let Some(group) = entry.owner.group() else {
            tally.notes -= 1;
            return;
        };
        let cards = tally.cards.get_mut(&group.0).expect("what was counted in");
        cards.remove(entry.key);
        if cards.is_empty() {
            tally.cards.remove(&group.0);
        }
        tally.last.remove(&format!("{}{}", group.0, entry.key));
    }

    fn simulate(_: &Keys, _: &mut Dice) -> Option<Value> {
        None
    }

    fn owners(_: &Keys, key: &str) -> Owners {
        if key.is_empty() { Owners::Seats } else { Owners::Groups }
    }

    fn gate(_: &Keys, here: &Situation<'_, Text>, answer: &Text) -> Result<Gate, ValueError> {
        if here.standing(here.key).is_some_and(|(standing, _)| standing.text == "text 2") {
            return Ok(Gate::Keep);
        }
        match answer.text.as_str() {
            "text 1" if here.stretch == 0 => Err(ValueError::new("not-this-phase", "/text")),
            _ => Ok(Gate::Take),
        }
    }

    fn words(answer: &Text) -> Option<&str> {
        (answer.text != "text 0").then_some(&answer.text)
    }

    fn voting(_: &Keys) -> Voting {
        Voting::Dots(2)
    }

    /// Everybody reads everybody, but in the second phase.
    fn texts_are_open(_: &Keys, moment: Moment) -> bool {
        moment.revealed || moment.ended || moment.stretch != 1
    }

    fn columns(_: &Keys) -> u16 {
        2
    }

    fn stretches(_: &Keys, groups: u16) -> Vec<Stretch> {
        (0..=groups).map(|group| Stretch { seconds: 10 + u32::from(group) }).collect()
    }

    fn points(_: &Keys) -> u16 {
        1
    }

    fn hint(_: &Keys, here: &Situation<'_, Text>, puzzle: &str) -> Option<(String, Value)> {
        let known = ["red", "blue"].contains(&puzzle) && here.standing(puzzle).is_none();
        known.then(|| (puzzle.to_owned(), serde_json::json!({ "text": "text 3" })))
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
    const TRAITS: Traits = Traits { screen: SCREEN, claims: SCREEN, ..Traits::NONE };
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
