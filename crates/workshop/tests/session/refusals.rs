//! A refused command changes nothing, and says what is possible instead.

use proptest::prelude::*;
use workshop::{Clock, Command, Phase, Refusal, allowed, decide};

use crate::plans::plans;
use crate::room::Room;
use crate::wishes::wishes;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn to_decide_changes_nothing_and_a_refusal_leaves_no_event(plan in plans(), wishes in wishes(40)) {
        let mut room = Room::new(plan);
        for wish in &wishes {
            room.now = room.now.plus(wish.wait);
            let command = wish.act.command(&room);
            let (before, lines) = (room.bytes(), room.log.len());
            let decided = decide(&room.state, &room.workshop, command.clone(), room.now);
            prop_assert_eq!(&decide(&room.state, &room.workshop, command.clone(), room.now), &decided);
            prop_assert_eq!(&room.bytes(), &before);
            let sent = room.send(command);
            prop_assert_eq!(&sent, &decided);
            let quiet = sent.map_or(true, |decision| decision.events.is_empty());
            prop_assert_eq!(room.bytes() == before, quiet, "the state changes with the log, and only with it");
            prop_assert_eq!(room.log.len() == lines, quiet);
        }
    }

    #[test]
    fn not_now_is_said_of_what_is_not_allowed_and_of_nothing_else(plan in plans(), wishes in wishes(40)) {
        let mut room = Room::new(plan);
        for wish in &wishes {
            room.now = room.now.plus(wish.wait);
            let command = wish.act.command(&room);
            let possible = allowed(&room.state, &room.workshop);
            let now = match &command {
                Command::Control(control) => possible.contains(&control.name()),
                Command::Create { .. } => room.state.seq == 0,
                Command::TimeUp => clock_over(&room),
                Command::Join { .. } | Command::Seat(..) => true,
            };
            match room.send(command) {
                Err(Refusal::NotNow { allowed }) => {
                    prop_assert!(!now);
                    prop_assert_eq!(allowed, possible, "a refusal says what is possible");
                }
                _ => prop_assert!(now),
            }
        }
    }

    #[test]
    fn a_command_that_is_allowed_is_refused_for_its_own_reasons_only(plan in plans(), wishes in wishes(40)) {
        let mut room = Room::new(plan);
        for wish in &wishes {
            room.now = room.now.plus(wish.wait);
            let command = wish.act.command(&room);
            let Err(refusal) = room.send(command.clone()) else { continue };
            let codes: &[&str] = match &command {
                Command::Create { .. } | Command::TimeUp => &["not-now"],
                Command::Join { .. } => &["session-ended", "session-full", "name-refused"],
                Command::Seat(..) => &[
                    "unknown-seat", "unknown-step", "takes-no-answer", "session-ended", "step-not-open",
                    "name-refused", "not-a-number", "out-of-range", "unknown-choice",
                    "unknown-key", "malformed",
                ],
                Command::Control(control) => match control.name().as_str() {
                    "next" => &["not-now", "last-step"],
                    "previous" => &["not-now", "first-step"],
                    "goto" => &["not-now", "unknown-step"],
                    "skip" => &["not-now", "unknown-step", "last-step"],
                    "extend" => &["not-now", "out-of-range"],
                    "rename" => &["not-now", "unknown-seat", "name-refused"],
                    _ => &["not-now"],
                },
            };
            prop_assert!(codes.contains(&refusal.code()), "{command:?} is refused as {}", refusal.code());
        }
    }
}

fn clock_over(room: &Room) -> bool {
    let over = |clock| matches!(clock, Clock::Until(end) if end <= room.now);
    room.state.steps.iter().any(|step| step.phase == Phase::Open && over(step.clock))
}
