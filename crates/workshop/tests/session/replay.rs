//! The log is the truth: the same events give the same state, byte for byte, also when an answer was erased from it.

use proptest::prelude::*;
use serde_json::json;
use workshop::{Command, Event, SeatCommand, SeatNo, State, record};

use crate::plans::plans;
use crate::room::{Line, Room, answer, bytes, seat_id};
use crate::wishes::{play, wishes};

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_replayed_log_is_the_live_state_byte_for_byte(plan in plans(), wishes in wishes(60)) {
        let mut room = Room::new(plan);
        let mut turn = 0;
        play(&mut room, &wishes, |room| {
            turn += 1;
            if turn % 16 == 0 {
                same(room, &room.log);
            }
        });
        same(&room, &room.log);
    }

    #[test]
    fn a_log_without_what_was_erased_is_the_same_state_from_then_on(
        plan in plans(),
        before in wishes(40),
        seat in 0_u8..4,
        after in wishes(20),
    ) {
        let mut room = Room::new(plan);
        play(&mut room, &before, |_| {});
        let _ = room.send(Command::Seat(seat_id(seat), SeatCommand::Erase));
        same(&room, &scrubbed(&room.log));
        play(&mut room, &after, |room| same(room, &scrubbed(&room.log)));
    }

    #[test]
    fn what_somebody_wrote_and_erased_is_nowhere(plan in plans(), wishes in wishes(40), round in 0_u32..2) {
        const WORDS: &str = "between ourselves";
        let mut room = Room::lobby(plan, 4);
        let rename = SeatCommand::Rename(WORDS.into());
        room.send(Command::Seat(seat_id(1), rename)).expect("a name");
        play(&mut room, &wishes, |_| {});
        let puzzles: Vec<String> = room.workshop.steps().iter().map(|step| step.id.0.clone()).collect();
        for step in puzzles {
            let _ = room.send(answer(1, &step, "red", json!({ "text": WORDS }), Some(round)));
            let _ = room.send(answer(1, &step, "", json!({ "text": WORDS }), Some(round)));
        }
        let _ = room.send(Command::Seat(seat_id(1), SeatCommand::Ask { text: WORDS.into(), named: true }));
        room.send(Command::Seat(seat_id(1), SeatCommand::Erase)).expect("somebody of the room");
        let log: Vec<u8> = scrubbed(&room.log).into_iter().flat_map(|line| line.bytes).collect();
        for kept in [log, room.bytes()] {
            prop_assert!(!String::from_utf8(kept).expect("JSON").contains(WORDS));
        }
    }
}

/// The log as the store keeps it: a tombstone in place of every answer and name of a seat that erased them later.
pub fn scrubbed(log: &[Line]) -> Vec<Line> {
    let erased = |owner: SeatNo, seq: u64| {
        log.iter().any(|line| line.seq > seq && line.event == Event::Erased { seat: owner })
    };
    let scrub = |line: &Line| match record::owner(&line.event) {
        Some(owner) if erased(owner, line.seq) => {
            Line { bytes: record::encode(&Event::Tombstone), event: Event::Tombstone, ..*line }
        }
        _ => line.clone(),
    };
    log.iter().map(scrub).collect()
}

fn same(room: &Room, log: &[Line]) {
    let again = replay(room, log).expect("a log that was written here");
    assert!(bytes(&again) == room.bytes(), "live:   {:?}\nreplay: {again:?}", room.state);
    assert!(room.state.seats.iter().all(|seat| again.seat(seat.id) == room.state.seat(seat.id)));
}

pub fn replay(room: &Room, log: &[Line]) -> Result<State, record::LogError> {
    record::replay(&room.workshop, log.iter().map(|line| (line.seq, line.at, line.bytes.as_slice())))
}
