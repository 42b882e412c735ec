//! Puzzles in any order, hints that cost time, a code that can always be tried again, a little later.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use workshop::text::{self, TEXT_MAX, TextFault};
use workshop::{
    Act, Activity, Dice, Entry, Gate, GroupNo, Owners, Robot, Situation, Timestamp, Traits, ValueError,
};

use super::robots;
use super::same::compared;
use crate::number_poll::whole;

/// The kind.
pub struct Vault;

/// The key of the dial.
pub(crate) const CODE: &str = "code";
/// Before the id of a puzzle: the key of its hints.
const HINT: &str = "hint.";
/// Hints of a puzzle.
pub(crate) const HINTS: u8 = 3;
/// What a hint adds to the time of its group.
pub(crate) const HINT_SECONDS: u32 = 60;
/// How long to wait after a wrong code: so much more each time, up to so much.
const WAIT_SECONDS: (u32, u32) = (5, 30);

/// A safe, its puzzles in the order of the code's digits. Texts are HTML but for titles, answers and the checksum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// What it is called.
    pub title: String,
    /// What comes from 2070.
    pub message: String,
    /// How it is played.
    pub rules: String,
    /// How it is played on paper.
    pub envelope: String,
    /// What tells a group that its code may be right.
    pub checksum: String,
    /// What is in it.
    pub reward_title: String,
    /// The same, at length.
    pub reward: String,
    /// What the debate after it is about: that of the step below, else the safe's own, for those who play on paper.
    pub statement: String,
    /// The step of the workshop that debates it, where one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debate_step: Option<String>,
    /// What it begins with.
    pub debate_opening: String,
    /// At least one.
    pub puzzles: Vec<Puzzle>,
}

/// One puzzle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Puzzle {
    /// The puzzle's id in its pack, and its key.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How one comes to it.
    pub story: String,
    /// What is to be done.
    pub task: String,
    /// What is looked for.
    pub answer: String,
    /// Other ways to say it.
    #[serde(default)]
    pub accept: Vec<String>,
    /// What it gives to the code.
    pub digit: u8,
    /// How the answer becomes the digit.
    pub digit_rule: String,
    /// From the first to the last.
    pub hints: Vec<String>,
    /// Why it is so.
    pub solution: String,
}

impl Params {
    /// The digits of all puzzles, in their order.
    pub fn code(&self) -> String {
        self.puzzles.iter().map(|puzzle| puzzle.digit.to_string()).collect()
    }

    /// Whether this opens the safe.
    pub fn opens(&self, code: &str) -> bool {
        compared(code) == self.code()
    }

    /// The puzzle of this id.
    pub fn puzzle(&self, id: &str) -> Option<&Puzzle> {
        self.puzzles.iter().find(|puzzle| puzzle.id == id)
    }
}

impl Puzzle {
    /// Whether this is what is looked for.
    pub fn is_solved_by(&self, answer: &str) -> bool {
        let given = compared(answer);
        let forms = self.accept.iter().chain([&self.answer]);
        !given.is_empty() && forms.into_iter().any(|form| compared(form) == given)
    }

    /// The key of its hints.
    pub fn hint_key(&self) -> String {
        format!("{HINT}{}", self.id)
    }
}

/// What a group sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// To a puzzle, or on the dial.
    Word {
        /// As it was typed.
        answer: String,
    },
    /// Asks for a hint.
    Hint {
        /// The how manieth, from 1: the same twice is the same as once.
        hint: u8,
    },
}

impl Answer {
    /// What was typed, where something was.
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Word { answer } => Some(answer),
            Self::Hint { .. } => None,
        }
    }

    /// How many hints, where some were asked for.
    pub fn hint(&self) -> u8 {
        match self {
            Self::Word { .. } => 0,
            Self::Hint { hint } => *hint,
        }
    }
}

/// What the key of an answer stands for.
enum Part<'a> {
    Code,
    Puzzle(&'a Puzzle),
    Hint(&'a Puzzle),
}

fn part<'a>(params: &'a Params, key: &str) -> Option<Part<'a>> {
    if key == CODE {
        return Some(Part::Code);
    }
    match key.strip_prefix(HINT) {
        Some(id) => params.puzzle(id).map(Part::Hint),
        None => params.puzzle(key).map(Part::Puzzle),
    }
}

/// How far each group has come that has done something that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// By number, from 0.
    pub groups: BTreeMap<GroupNo, Progress>,
}

/// How far a group has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Which puzzles are solved.
    pub solved: BTreeSet<String>,
    /// How many hints were asked for.
    pub hints: u32,
    /// What they cost.
    pub penalty_seconds: u32,
    /// When the safe was opened.
    pub opened_at: Option<Timestamp>,
}

impl Tally {
    /// How far this group has come.
    pub fn of(&self, group: GroupNo) -> &Progress {
        const NOTHING: &Progress =
            &Progress { solved: BTreeSet::new(), hints: 0, penalty_seconds: 0, opened_at: None };
        self.groups.get(&group).unwrap_or(NOTHING)
    }

    /// Changes what a group has done; one that has done nothing is not in the list.
    fn change(&mut self, entry: &Entry<'_, Answer>, params: &Params, into: bool) {
        let Some(group) = entry.owner.group() else { return };
        let progress = self.groups.entry(group).or_default();
        match (part(params, entry.key), entry.answer) {
            (Some(Part::Code), Answer::Word { answer }) if params.opens(answer) => {
                progress.opened_at = into.then_some(entry.at);
            }
            (Some(Part::Puzzle(puzzle)), Answer::Word { answer }) if puzzle.is_solved_by(answer) => {
                if into {
                    progress.solved.insert(puzzle.id.clone());
                } else {
                    progress.solved.remove(&puzzle.id);
                }
            }
            (Some(Part::Hint(_)), Answer::Hint { hint }) => {
                let hints = u32::from(*hint);
                progress.hints = if into { progress.hints + hints } else { progress.hints - hints };
                progress.penalty_seconds = progress.hints * HINT_SECONDS;
            }
            _ => {}
        }
        if *progress == Progress::default() {
            self.groups.remove(&group);
        }
    }
}

/// When the dial may be turned again after a wrong code that came at `at` as the `tries`th of its group.
pub(crate) fn next_try(at: Timestamp, tries: u32) -> Timestamp {
    let (step, most) = WAIT_SECONDS;
    at.plus(i64::from(step.saturating_mul(tries.max(1)).min(most)) * 1000)
}

impl Activity for Vault {
    const KIND: &'static str = "vault";
    const TRAITS: Traits = Traits { answers: true, screen: true, sheets: true, ..Traits::NONE };
    type Params = Params;
    type Answer = Answer;
    type Tally = Tally;

    fn has_key(params: &Params, key: &str) -> bool {
        part(params, key).is_some()
    }

    fn owners(_: &Params, _: &str) -> Owners {
        Owners::Groups
    }

    fn accept(params: &Params, key: &str, value: &Value) -> Result<Answer, ValueError> {
        if matches!(part(params, key), Some(Part::Hint(_))) {
            let hint = whole(value.get("hint"), "/hint", &(1..=u64::from(HINTS)))?;
            return Ok(Answer::Hint { hint: hint as u8 });
        }
        let typed = value.get("answer").and_then(Value::as_str).unwrap_or_default();
        let answer = text::clean(typed, TEXT_MAX).map_err(|fault| match fault {
            TextFault::Empty => ValueError::new("text-missing", "/answer"),
            TextFault::Control => ValueError::new("text-control", "/answer"),
            TextFault::TooLong { found, max } => {
                ValueError::new("text-too-long", "/answer").with("found", found).with("max", max)
            }
        })?;
        Ok(Answer::Word { answer })
    }

    /// What is right stays right, hints come one after the other, and a wrong code asks for a breath before the next one.
    fn gate(params: &Params, here: &Situation<'_, Answer>, answer: &Answer) -> Result<Gate, ValueError> {
        let Some(part) = part(params, here.key) else { return Ok(Gate::Take) };
        match part {
            Part::Code => turn(params, here),
            Part::Puzzle(puzzle) => Ok(if solved(here, puzzle) { Gate::Keep } else { Gate::Take }),
            Part::Hint(puzzle) => {
                let given = given(here, puzzle);
                let needless = answer.hint() <= given || solved(here, puzzle) || opened(params, here);
                match answer.hint() {
                    _ if needless => Ok(Gate::Keep),
                    hint if hint == given + 1 => Ok(Gate::Take),
                    _ => Err(ValueError::new("hint-order", "/hint").with("next", given + 1)),
                }
            }
        }
    }

    fn hint(params: &Params, here: &Situation<'_, Answer>, puzzle: &str) -> Option<(String, Value)> {
        let puzzle = params.puzzle(puzzle)?;
        let next = given(here, puzzle) + 1;
        let wanted = next <= HINTS && !solved(here, puzzle) && !opened(params, here);
        wanted.then(|| (puzzle.hint_key(), json!({ "hint": next })))
    }

    fn add(params: &Params, tally: &mut Tally, entry: Entry<'_, Answer>) {
        tally.change(&entry, params, true);
    }

    fn remove(params: &Params, tally: &mut Tally, entry: Entry<'_, Answer>) {
        tally.change(&entry, params, false);
    }

    fn simulate(_: &Params, _: &mut Dice) -> Option<Value> {
        None
    }

    /// After what was in the safe, the debate, where one follows.
    fn points(params: &Params) -> u16 {
        u16::from(params.debate_step.is_some())
    }

    fn turns(params: &Params) -> u32 {
        robots::turns(params)
    }

    fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
        robots::play(params, robot)
    }
}

/// The dial after the codes that were tried.
fn turn(params: &Params, here: &Situation<'_, Answer>) -> Result<Gate, ValueError> {
    let Some((before, at)) = here.standing(CODE) else { return Ok(Gate::Take) };
    if before.word().is_some_and(|code| params.opens(code)) {
        return Ok(Gate::Keep);
    }
    let left = next_try(at, here.tries).since(here.at);
    if left == 0 {
        return Ok(Gate::Take);
    }
    Err(ValueError::new("too-soon", "/answer").with("seconds", (left + 999) / 1000))
}

fn opened(params: &Params, here: &Situation<'_, Answer>) -> bool {
    let code = here.standing(CODE);
    code.is_some_and(|(code, _)| code.word().is_some_and(|code| params.opens(code)))
}

fn solved(here: &Situation<'_, Answer>, puzzle: &Puzzle) -> bool {
    let answer = here.standing(&puzzle.id);
    answer.is_some_and(|(answer, _)| answer.word().is_some_and(|word| puzzle.is_solved_by(word)))
}

fn given(here: &Situation<'_, Answer>, puzzle: &Puzzle) -> u8 {
    here.standing(&puzzle.hint_key()).map_or(0, |(answer, _)| answer.hint())
}

#[cfg(test)]
mod tests {
    use workshop::Owner;

    use super::*;

    fn puzzle(id: &str, answer: &str, digit: u8) -> Puzzle {
        Puzzle {
            id: id.into(),
            title: id.into(),
            story: String::new(),
            task: String::new(),
            answer: answer.into(),
            accept: vec!["la lettre O".into()],
            digit,
            digit_rule: String::new(),
            hints: vec![String::new(); 3],
            solution: String::new(),
        }
    }

    fn safe() -> Params {
        Params {
            title: "Le coffre".into(),
            message: String::new(),
            rules: String::new(),
            envelope: String::new(),
            checksum: String::new(),
            reward_title: String::new(),
            reward: String::new(),
            statement: String::new(),
            debate_step: None,
            debate_opening: String::new(),
            puzzles: vec![puzzle("mine", "GARDER", 5), puzzle("bisou", "O", 4)],
        }
    }

    fn refused(key: &str, value: &Value) -> (&'static str, String) {
        let error = Vault::accept(&safe(), key, value).unwrap_err();
        (error.code, error.pointer)
    }

    #[test]
    fn puzzles_their_hints_and_the_dial_have_keys_and_nothing_else_has() {
        for key in ["mine", "bisou", "hint.mine", "hint.bisou", "code"] {
            assert!(Vault::has_key(&safe(), key), "{key}");
        }
        for key in ["", "hint.", "hint", "hint.code", "hint.hint.mine", "MINE", "mine ", "code."] {
            assert!(!Vault::has_key(&safe(), key), "{key}");
        }
    }

    #[test]
    fn a_text_is_kept_as_it_was_typed_and_a_bad_one_is_refused_with_its_place() {
        let typed = Vault::accept(&safe(), "mine", &json!({ "answer": "  L’ Garder ! " }));
        assert_eq!(typed, Ok(Answer::Word { answer: "L’ Garder !".into() }));
        let place = "/value/answer".to_owned();
        for empty in [
            json!({}),
            json!({ "answer": " \u{200b}" }),
            json!({ "answer": 42 }),
            json!({ "hint": 1 }),
            json!([]),
        ] {
            assert_eq!(refused("mine", &empty), ("text-missing", place.clone()), "{empty}");
        }
        assert_eq!(refused("code", &json!({ "answer": "1".repeat(281) })), ("text-too-long", place.clone()));
        assert_eq!(refused("bisou", &json!({ "answer": "O\u{7}" })), ("text-control", place));
    }

    #[test]
    fn a_hint_is_the_first_second_or_third() {
        assert_eq!(Vault::accept(&safe(), "hint.mine", &json!({ "hint": 3 })), Ok(Answer::Hint { hint: 3 }));
        let place = "/value/hint".to_owned();
        for wrong in [json!(0), json!(4), json!(300)] {
            assert_eq!(refused("hint.mine", &json!({ "hint": wrong })), ("out-of-range", place.clone()));
        }
        for wrong in [json!({ "hint": "1" }), json!({ "answer": "O" }), json!(null)] {
            assert_eq!(refused("hint.mine", &wrong), ("not-a-number", place.clone()), "{wrong}");
        }
    }

    #[test]
    fn a_puzzle_is_solved_by_all_that_says_the_same() {
        let bisou = puzzle("bisou", "O", 4);
        for right in ["o", "O !", "l’O", "La lettre O", "LETTRE O"] {
            assert!(bisou.is_solved_by(right), "{right}");
        }
        for wrong in ["0", "U", "B, I, S, O, U", "🌍", ""] {
            assert!(!bisou.is_solved_by(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_code_is_the_digits_in_the_order_of_the_puzzles() {
        for right in ["54", "5 4", "5-4", "cinq quatre", "٥٤", "cinquante-quatre"] {
            assert!(safe().opens(right), "{right}");
        }
        for wrong in ["45", "5", "540", "054", ""] {
            assert!(!safe().opens(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_does_not_count_leaves_no_trace_in_the_tally() {
        let mut tally = Tally::default();
        let wrong = Answer::Word { answer: "GARDE".into() };
        let entry = |key, answer| Entry { owner: Owner::Group(GroupNo(2)), key, answer, at: Timestamp(7) };
        Vault::add(&safe(), &mut tally, entry("mine", &wrong));
        Vault::add(&safe(), &mut tally, entry("code", &wrong));
        assert_eq!(tally, Tally::default());
        let (right, hint) = (Answer::Word { answer: "garder".into() }, Answer::Hint { hint: 2 });
        Vault::add(&safe(), &mut tally, entry("mine", &right));
        Vault::add(&safe(), &mut tally, entry("hint.bisou", &hint));
        let told = json!({ "groups": { "2": { "solved": ["mine"], "hints": 2, "penalty_seconds": 120, "opened_at": null } } });
        assert_eq!(serde_json::to_value(&tally).unwrap(), told);
        Vault::remove(&safe(), &mut tally, entry("hint.bisou", &hint));
        Vault::remove(&safe(), &mut tally, entry("mine", &right));
        assert_eq!(tally, Tally::default());
    }

    #[test]
    fn waits_are_short_grow_a_little_and_stop_growing() {
        let waits: Vec<i64> = (0..9).map(|tries| next_try(Timestamp(0), tries).0 / 1000).collect();
        assert_eq!(waits, [5, 5, 10, 15, 20, 25, 30, 30, 30]);
        assert_eq!(next_try(Timestamp(0), u32::MAX).0, 30_000);
    }
}
