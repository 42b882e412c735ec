//! A simulated group: each works at a puzzle, errs, asks for hints; at the end one of them turns the dial.

use serde_json::json;
use workshop::{Act, Dice, Robot};

use super::rules::{CODE, HINTS, Params, Puzzle};

/// Rounds of looking for answers; by the last of them all are found.
const SEARCH: u32 = 7;
/// Turns of the dial.
const DIAL: u32 = 2;

/// How often somebody acts.
pub(super) fn turns(_: &Params) -> u32 {
    SEARCH + DIAL
}

/// What somebody does in one turn. Nobody remembers anything: the turn tells how far the group should be.
pub(super) fn play(params: &Params, robot: &mut Robot<'_>) -> Vec<Act> {
    let dice = &mut robot.dice;
    if robot.turn >= SEARCH {
        let last = robot.turn + 1 >= SEARCH + DIAL;
        return if robot.rank == 0 { dial(params, dice, last) } else { vec![] };
    }
    // More people than puzzles look over each other's shoulders.
    let puzzles = params.puzzles.len();
    let team = robot.mates.min(puzzles);
    if robot.rank >= team {
        return vec![];
    }
    if robot.turn + 1 == SEARCH {
        return params.puzzles.iter().skip(robot.rank).step_by(team).map(right).collect();
    }
    let place = (robot.rank + robot.turn as usize * team) % puzzles;
    search(&params.puzzles[place], dice)
}

fn search(puzzle: &Puzzle, dice: &mut Dice) -> Vec<Act> {
    match dice.unit() {
        ..0.22 => vec![right(puzzle)],
        ..0.5 => wrong(puzzle, dice).into_iter().collect(),
        ..0.62 => hints(puzzle, 1),
        ..0.67 => hints(puzzle, HINTS - 1),
        _ => vec![],
    }
}

fn right(puzzle: &Puzzle) -> Act {
    said(&puzzle.id, &puzzle.answer)
}

/// One sign beside the right one: a letter further, a number off by one.
fn wrong(puzzle: &Puzzle, dice: &mut Dice) -> Option<Act> {
    let mut signs: Vec<char> = puzzle.answer.chars().collect();
    let place = dice.below(signs.len());
    signs[place] = match signs[place] {
        sign @ ('0'..='8' | 'a'..='y' | 'A'..='Y') => char::from_u32(u32::from(sign) + 1)?,
        _ => 'E',
    };
    let slip: String = signs.into_iter().collect();
    (!puzzle.is_solved_by(&slip)).then(|| said(&puzzle.id, &slip))
}

/// The first so many: asked one by one, those that were given cost nothing more.
fn hints(puzzle: &Puzzle, most: u8) -> Vec<Act> {
    let hint = |hint| Act::Answer { key: puzzle.hint_key(), value: json!({ "hint": hint }) };
    (1..=most).map(hint).collect()
}

/// In every other group two digits come in the wrong order first.
fn dial(params: &Params, dice: &mut Dice, last: bool) -> Vec<Act> {
    let code = params.code();
    if last || dice.chance(0.5) {
        return vec![said(CODE, &code)];
    }
    let mut digits: Vec<char> = code.chars().collect();
    digits.swap(0, 1);
    vec![said(CODE, &digits.into_iter().collect::<String>())]
}

fn said(key: &str, answer: &str) -> Act {
    Act::Answer { key: key.to_owned(), value: json!({ "answer": answer }) }
}
