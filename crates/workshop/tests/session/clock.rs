//! Clocks: they run from the moment the question is on, stand still in a pause, and close the step when they are over.

use proptest::collection::vec;
use proptest::prelude::*;
use workshop::{Clock, CommandName, Control, Phase, Refusal, Status, allowed};

use crate::plans::{Step, plan};
use crate::room::Room;

#[derive(Clone, Debug)]
enum Turn {
    Wait(i64),
    Pause,
    Resume,
    Extend(u32),
    Away,
    Back,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        4 => (0_i64..20_000).prop_map(Turn::Wait),
        2 => Just(Turn::Pause),
        3 => Just(Turn::Resume),
        1 => (1_u32..30).prop_map(Turn::Extend),
        1 => Just(Turn::Away),
        1 => Just(Turn::Back),
    ];
    vec(turn, 0..30)
}

fn timed(seconds: Option<u32>) -> Room {
    let step = Step { seconds, ..Step::plain("vote") };
    Room::started(plan(&[step, Step::plain("slide")]), 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_lasts_as_planned_and_extended_whatever_the_pauses(seconds in 1_u32..60, turns in turns()) {
        let mut room = timed(Some(seconds));
        let mut planned = i64::from(seconds) * 1000;
        for turn in turns {
            match turn {
                Turn::Wait(ms) => room.wait(ms),
                Turn::Pause => drop(room.control(Control::Pause)),
                Turn::Resume => drop(room.control(Control::Resume)),
                Turn::Extend(seconds) => {
                    let counts = room.state.position.is_some_and(|place| place.step == 0)
                        && room.state.steps[0].phase == Phase::Open;
                    if room.control(Control::Extend { seconds }).is_ok() && counts {
                        planned += i64::from(seconds) * 1000;
                    }
                }
                Turn::Away => drop(room.goto("s1")),
                Turn::Back => drop(room.goto("s0")),
            }
            let left = match room.state.steps[0].clock {
                Clock::None => break,
                Clock::Until(end) => end.since(room.now),
                Clock::Left(left) => left,
            };
            prop_assert_eq!(room.ran + room_time(&room) + left, planned);
        }
        while room.state.steps[0].phase == Phase::Open {
            let _ = room.control(Control::Resume);
            room.wait(1_000);
        }
        let closes = workshop::Event::Closed { step: room.workshop.step(0).id.clone() };
        let closed = room.log.iter().find(|line| line.event == closes);
        prop_assert_eq!(ran_until(&room, closed.expect("the step is closed").seq), planned);
    }
}

/// Running time since the last event, which the room has not counted yet.
fn room_time(room: &Room) -> i64 {
    if room.state.status == Status::Running { room.now.since(room.state.at) } else { 0 }
}

/// Running time before an event, from the log alone.
fn ran_until(room: &Room, seq: u64) -> i64 {
    let (mut ran, mut since) = (0, None);
    for line in room.log.iter().take_while(|line| line.seq <= seq) {
        if let Some(since) = since {
            ran += line.at - since;
        }
        since = match line.event {
            workshop::Event::Started | workshop::Event::Resumed => Some(line.at),
            workshop::Event::Paused => None,
            _ => since.map(|_| line.at),
        };
    }
    ran
}

#[test]
fn the_clock_begins_with_the_questions_own_screen() {
    let step = Step { seconds: Some(20), slides: vec![1], ..Step::plain("vote") };
    let mut room = Room::started(plan(&[step]), 1);
    room.wait(60_000);
    assert_eq!(room.state.steps[0].clock, Clock::None);
    room.control(Control::Next).unwrap();
    assert_eq!(room.state.steps[0].clock, Clock::None);
    room.control(Control::Next).unwrap();
    assert_eq!(room.state.steps[0].clock, Clock::Until(room.now.plus(20_000)));
    room.control(Control::Previous).unwrap();
    room.wait(5_000);
    room.control(Control::Next).unwrap();
    assert_eq!(room.state.steps[0].clock, Clock::Until(room.now.plus(15_000)));
}

/// A step that was reopened has no clock until somebody begins one, also when the room comes back to it.
#[test]
fn the_clock_of_a_question_begins_once_a_round() {
    let mut room = timed(Some(10));
    room.wait(10_000);
    room.control(Control::Reopen).unwrap();
    room.goto("s1").unwrap();
    room.goto("s0").unwrap();
    assert_eq!(room.state.steps[0].clock, Clock::None);
}

#[test]
fn time_is_not_up_before_it_is() {
    let mut room = timed(Some(10));
    room.now = room.now.plus(9_999);
    assert!(matches!(room.send(workshop::Command::TimeUp), Err(Refusal::NotNow { .. })));
    room.now = room.now.plus(1);
    room.send(workshop::Command::TimeUp).unwrap();
    assert_eq!(room.state.steps[0].phase, Phase::Closed);
    assert!(matches!(room.send(workshop::Command::TimeUp), Err(Refusal::NotNow { .. })));
}

#[test]
fn a_clock_that_jumps_back_neither_ends_a_step_nor_turns_time_back() {
    let mut room = timed(Some(10));
    let start = room.now;
    room.now = start.plus(-3_600_000);
    room.control(Control::Extend { seconds: 5 }).unwrap();
    assert_eq!((room.state.at, room.state.steps[0].clock), (start, Clock::Until(start.plus(15_000))));
    assert_eq!(room.state.spent(0, room.now), 0);
}

#[test]
fn a_new_round_has_the_whole_time_again() {
    let mut room = timed(Some(10));
    room.wait(30_000);
    assert_eq!(room.state.steps[0].phase, Phase::Closed);
    room.control(Control::Round).unwrap();
    assert_eq!(room.state.steps[0].phase, Phase::Open);
    assert_eq!(room.state.steps[0].clock, Clock::Until(room.now.plus(10_000)));
}

#[test]
fn extend_begins_a_clock_where_there_is_none() {
    let mut room = timed(None);
    room.control(Control::Extend { seconds: 30 }).unwrap();
    assert_eq!(room.state.steps[0].clock, Clock::Until(room.now.plus(30_000)));
    room.wait(30_000);
    assert_eq!(room.state.steps[0].phase, Phase::Closed);
}

/// The trainer gives the room two minutes more after the bell.
#[test]
fn a_break_that_is_over_can_go_on() {
    let mut room = Room::started(plan(&[Step { seconds: Some(60), ..Step::plain("break") }]), 1);
    room.wait(60_000);
    assert_eq!(room.state.steps[0].phase, Phase::Closed);
    assert!(allowed(&room.state, &room.workshop).contains(&CommandName::Extend));
    room.control(Control::Extend { seconds: 120 }).unwrap();
    assert_eq!(room.state.steps[0].clock, Clock::Until(room.now.plus(120_000)));
}

#[test]
fn extend_adds_from_a_second_to_an_hour() {
    let mut room = timed(Some(10));
    for seconds in [0, 3601, u32::MAX] {
        let Err(Refusal::Value(error)) = room.control(Control::Extend { seconds }) else {
            panic!("{seconds} seconds are added")
        };
        assert_eq!((error.code, error.pointer.as_str()), ("out-of-range", "/seconds"));
    }
    assert!(room.control(Control::Extend { seconds: 3600 }).is_ok());
}
