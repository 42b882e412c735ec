//! What simulated participants do, for tests that play whole rooms.
#![allow(dead_code, reason = "each test file uses a part of it")]

use workshop::{Act, Command, Dice, ItemId, Robot, SeatCommand, SeatId, Sent, State, Workshop};

/// All that somebody does in one turn on a step, as the seed wants it.
pub fn acts(workshop: &Workshop, state: &State, step: usize, person: u8, seed: u64, turn: u32) -> Vec<Act> {
    let own = state.seat(seat(person));
    let texts = [Some(step), None].map(|step| state.readable(workshop, step, own));
    let items: Vec<ItemId> = texts
        .into_iter()
        .flatten()
        .filter(|text| own.is_some_and(|own| !state.is_own(own, text.item)))
        .map(|text| text.id)
        .collect();
    let mut robot = Robot {
        dice: Dice::new(seed),
        turn,
        rank: usize::from(person),
        mates: state.seats.len().max(1),
        stretch: state.steps[step].stretch,
        items: &items,
        before: own.and_then(|own| state.before(workshop, step, own)).map(|answer| &answer.value),
    };
    workshop.rules(step).play(&mut robot)
}

/// The command that an act is.
pub fn command(workshop: &Workshop, step: usize, person: u8, act: Act, round: Option<u32>) -> Command {
    let step = workshop.step(step).id.as_str();
    let command = match act {
        Act::Answer { key, value } => SeatCommand::Answer(Sent { key, round, ..Sent::new(step, value) }),
        Act::Vote(item) => SeatCommand::Vote { item, value: true },
        Act::Ask(text) => SeatCommand::Ask { text, named: false },
        Act::Claim => SeatCommand::Claim { step: step.to_owned(), value: true },
    };
    Command::Seat(seat(person), command)
}

/// The seat a test calls by a number.
pub fn seat(person: u8) -> SeatId {
    SeatId([person; 16])
}
