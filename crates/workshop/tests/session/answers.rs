//! Which answer counts: the last one before the close, and each only once.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use workshop::{Command, Control, Event, Outcome, Owner, Refusal, SeatCommand, SeatNo, Sent};

use crate::plans::{Step, plan};
use crate::room::{Room, answer, outcome, seat_id};

const VOTE: &str = "s0";

fn voting(people: u8) -> Room {
    Room::started(plan(&[Step::plain("vote"), Step::plain("vote"), Step::plain("slide")]), people)
}

fn choice() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["A", "B", "C"])
}

/// What stands of a seat, as its choice.
fn mine(room: &Room, seat: u32) -> Option<String> {
    let answer = room.state.mine(0, SeatNo(seat))?;
    let value: Value = serde_json::from_str(answer.value.as_str()).ok()?;
    value["choices"][0].as_str().map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_last_before_the_close_wins_and_a_late_one_never_replaces(
        in_time in vec((0_u8..3, choice()), 0..12),
        late in vec((0_u8..3, choice()), 0..12),
        reveal in any::<bool>(),
    ) {
        let mut room = voting(3);
        for (seat, choice) in &in_time {
            prop_assert_ne!(outcome(room.vote(*seat, VOTE, choice)), Outcome::Late);
        }
        let last = |seat| in_time.iter().rev().find(|(who, _)| *who == seat).map(|(_, choice)| *choice);
        let (tally, answered) = (room.state.steps[0].round().tally.to_json(), room.state.steps[0].round().answered);
        room.control(if reveal { Control::Reveal } else { Control::Close }).unwrap();
        for (seat, choice) in &late {
            let expected = if last(*seat) == Some(choice) { Outcome::Recorded } else { Outcome::Late };
            prop_assert_eq!(outcome(room.vote(*seat, VOTE, choice)), expected);
        }
        for seat in 0..3 {
            let stands = mine(&room, u32::from(seat));
            prop_assert_eq!(stands.as_deref(), last(seat));
        }
        let round = room.state.steps[0].round();
        prop_assert_eq!((round.tally.to_json(), round.answered), (tally, answered));
    }

    #[test]
    fn sending_twice_is_the_same_as_once(sent in vec((0_u8..3, choice(), 0..5), 1..12)) {
        let mut room = voting(3);
        for (seat, choice, what) in sent {
            match what {
                0 => drop(room.control(Control::Close)),
                1 => drop(room.control(Control::Reopen)),
                _ => {}
            }
            let first = room.vote(seat, VOTE, choice).unwrap();
            let before = room.bytes();
            let again = room.vote(seat, VOTE, choice).unwrap();
            prop_assert!(again.events.is_empty(), "an identical answer makes no event");
            prop_assert_eq!(again.outcome == Outcome::Late, first.outcome == Outcome::Late);
            prop_assert_eq!(room.bytes(), before);
        }
    }

    #[test]
    fn an_answer_to_an_earlier_round_is_late_there(first in choice(), second in choice(), stale in choice()) {
        let mut room = voting(1);
        room.vote(0, VOTE, first).unwrap();
        room.control(Control::Round).unwrap();
        room.vote(0, VOTE, second).unwrap();
        let told = outcome(room.send(answer(0, VOTE, "", json!({ "choice": stale }), Some(0))));
        prop_assert_eq!(told, if stale == first { Outcome::Recorded } else { Outcome::Late });
        prop_assert_eq!(mine(&room, 0), Some(second.to_owned()));
        let rounds = &room.state.steps[0].rounds;
        let stood: Vec<&str> = rounds[0].of(Owner::Seat(SeatNo(0))).map(|(_, answer)| answer.value.as_str()).collect();
        prop_assert_eq!(stood, [format!(r#"{{"choices":["{first}"]}}"#)]);
        prop_assert_eq!(rounds[0].late.len(), usize::from(stale != first));
        prop_assert!(rounds[1].late.is_empty());
    }
}

/// A phone that got no acknowledgement sends again, and the step has closed meanwhile: its answer still stands.
#[test]
fn an_answer_that_stands_is_not_late_when_it_is_sent_again_after_the_close() {
    let mut room = voting(1);
    room.vote(0, VOTE, "B").unwrap();
    room.control(Control::Reveal).unwrap();
    let again = room.vote(0, VOTE, "B").unwrap();
    assert_eq!((again.outcome, again.events.len()), (Outcome::Recorded, 0));
    assert!(room.state.steps[0].round().late.is_empty());
}

#[test]
fn another_answer_replaces_and_the_one_before_is_forgotten() {
    let mut room = voting(1);
    assert_eq!(outcome(room.vote(0, VOTE, "A")), Outcome::Recorded);
    assert_eq!(outcome(room.vote(0, VOTE, "B")), Outcome::Replaced);
    let round = room.state.steps[0].round();
    assert_eq!(round.tally.to_json(), json!({ "counts": { "B": 1 }, "answered": 1 }));
}

#[test]
fn a_reopened_step_counts_again() {
    let mut room = voting(1);
    room.control(Control::Reveal).unwrap();
    assert_eq!(outcome(room.vote(0, VOTE, "A")), Outcome::Late);
    room.control(Control::Reopen).unwrap();
    assert_eq!(outcome(room.vote(0, VOTE, "A")), Outcome::Recorded);
    assert_eq!(mine(&room, 0).as_deref(), Some("A"));
}

#[test]
fn a_step_that_was_not_reached_takes_no_answer_and_one_that_was_left_does() {
    let mut room = voting(1);
    assert_eq!(room.vote(0, "s1", "A"), Err(Refusal::StepNotOpen));
    room.goto("s1").unwrap();
    assert_eq!(outcome(room.vote(0, VOTE, "A")), Outcome::Recorded);
}

#[test]
fn a_paused_session_takes_answers_and_an_ended_one_does_not() {
    let mut room = voting(1);
    room.control(Control::Pause).unwrap();
    assert_eq!(outcome(room.vote(0, VOTE, "A")), Outcome::Recorded);
    room.control(Control::End).unwrap();
    for choice in ["A", "B"] {
        assert_eq!(room.vote(0, VOTE, choice), Err(Refusal::SessionEnded));
    }
}

#[test]
fn what_takes_no_answer_says_so() {
    let mut room = voting(1);
    room.goto("s2").unwrap();
    assert_eq!(room.vote(0, "s2", "A"), Err(Refusal::TakesNoAnswer));
}

/// Else one phone could vote as often as there are texts.
#[test]
fn a_kind_without_keys_takes_one_answer_a_seat() {
    let mut room = voting(1);
    room.vote(0, VOTE, "A").unwrap();
    for key in ["x", " ", "red"] {
        let Err(Refusal::Value(error)) = room.answer(0, VOTE, key, json!({ "choice": "A" })) else {
            panic!("the key {key:?} is taken")
        };
        assert_eq!((error.code, error.pointer.as_str()), ("unknown-key", "/key"));
    }
    assert_eq!(room.state.answers(), 1);
}

#[test]
fn a_kind_with_keys_takes_one_answer_a_key() {
    let mut room = Room::started(plan(&[Step::plain("puzzle")]), 1);
    for key in ["red", "blue", "red"] {
        room.answer(0, "s0", key, json!({ "text": key })).unwrap();
    }
    assert!(matches!(room.answer(0, "s0", "green", json!({ "text": "x" })), Err(Refusal::Value(_))));
    assert_eq!((room.state.answers(), room.state.steps[0].round().answered), (2, 1));
}

#[test]
fn erased_answers_are_gone_and_the_name_too_and_new_ones_count() {
    let mut room = voting(2);
    for seat in 0..2 {
        room.vote(seat, VOTE, "A").unwrap();
    }
    let by_first = |command| Command::Seat(seat_id(0), command);
    room.send(by_first(SeatCommand::Rename("Zoé".into()))).unwrap();
    let erase = by_first(SeatCommand::Erase);
    assert_eq!(room.send(erase).unwrap().events, [Event::Erased { seat: SeatNo(0) }]);
    assert_eq!((mine(&room, 0), mine(&room, 1).as_deref()), (None, Some("A")));
    assert_eq!((room.state.steps[0].round().answered, room.state.seats[0].name.as_deref()), (1, None));
    assert_eq!(outcome(room.vote(0, VOTE, "C")), Outcome::Recorded);
}

#[test]
fn who_erases_a_text_of_a_second_vote_leaves_what_another_wrote_in_the_first() {
    let mut room = Room::started(plan(&[Step::plain("board")]), 2);
    let texts = |room: &Room| room.state.items.values().map(|item| item.text.to_string()).collect::<Vec<_>>();
    room.answer(0, "s0", "red", json!({ "text": "la première" })).unwrap();
    room.control(Control::Round).unwrap();
    room.answer(1, "s0", "red", json!({ "text": "la seconde" })).unwrap();
    assert_eq!(texts(&room), ["la seconde"]);
    room.send(Command::Seat(seat_id(1), SeatCommand::Erase)).unwrap();
    assert_eq!(texts(&room), ["la première"]);
    room.send(Command::Seat(seat_id(0), SeatCommand::Erase)).unwrap();
    assert!(texts(&room).is_empty() && room.state.earlier.is_empty());
}

/// A phone may send twice before it has learnt what its first one became: nobody else is in its way.
#[test]
fn nobody_is_in_conflict_with_themselves() {
    let mut room = Room::started(plan(&[Step::plain("board")]), 2);
    let write = |room: &mut Room, seat, text: &str, base| {
        let sent = Sent { key: "red".into(), base: Some(base), ..Sent::new("s0", json!({ "text": text })) };
        outcome(room.send(Command::Seat(seat_id(seat), SeatCommand::Answer(sent))))
    };
    assert_eq!(write(&mut room, 0, "une idée", 0), Outcome::Recorded);
    assert_eq!(write(&mut room, 0, "une idée simple", 0), Outcome::Replaced);
    assert_eq!(write(&mut room, 1, "une autre idée", 0), Outcome::Conflict);
    assert_eq!(
        write(&mut room, 0, "une idée très simple", 0),
        Outcome::Conflict,
        "what is beside was not seen"
    );
}
