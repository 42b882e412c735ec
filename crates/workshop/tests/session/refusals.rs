//! A refused command changes nothing, and says what is possible instead; one that is not does what it says.

use proptest::prelude::*;
use workshop::{
    Clock, Command, CommandName, Control, Event, Grouping, Phase, Refusal, SeatCommand, SeatId, Status,
    allowed, decide, text,
};

use crate::plans::plans;
use crate::room::Room;
use crate::wishes::{play, wishes};

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
    fn what_is_allowed_is_what_the_table_of_the_api_says(plan in plans(), wishes in wishes(40)) {
        let mut room = Room::new(plan);
        play(&mut room, &wishes, |room| {
            let allowed = allowed(&room.state, &room.workshop);
            for name in CommandName::ALL {
                assert_eq!(allowed.contains(&name), in_table(room, name), "{name:?} in {:?}", room.state);
            }
        });
    }

    #[test]
    fn a_command_does_what_it_says_and_nothing_else(plan in plans(), wishes in wishes(40)) {
        let mut room = Room::new(plan);
        for wish in &wishes {
            room.now = room.now.plus(wish.wait);
            let command = wish.act.command(&room);
            let Ok(decision) = room.send(command.clone()) else { continue };
            let words: Vec<String> = decision.events.iter().map(word).collect();
            prop_assert!(expected(&command, &words.join(" ")), "{command:?} leads to {words:?}");
            prop_assert!(done(&room, &command), "after {command:?}: {:?}", room.state);
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
                    "unknown-key", "malformed", "unknown-group", "groups-locked",
                ],
                Command::Control(control) => match control.name().as_str() {
                    "next" => &["not-now", "last-step"],
                    "previous" => &["not-now", "first-step"],
                    "goto" => &["not-now", "unknown-step"],
                    "skip" => &["not-now", "unknown-step", "last-step"],
                    "extend" => &["not-now", "out-of-range"],
                    "group" => &["out-of-range", "unknown-seat", "unknown-group", "name-refused", "not-now"],
                    "rename" => &["not-now", "unknown-seat", "name-refused"],
                    _ => &["not-now"],
                },
            };
            prop_assert!(codes.contains(&refusal.code()), "{command:?} is refused as {}", refusal.code());
        }
    }
}

/// How the log calls an event.
fn word(event: &Event) -> String {
    let value = serde_json::to_value(event).expect("an event is made of what JSON can hold");
    let word = value.as_str().or_else(|| value.as_object()?.keys().next().map(String::as_str));
    word.expect("an event has a word").to_owned()
}

/// Whether these are the events that the command may lead to.
fn expected(command: &Command, events: &str) -> bool {
    let all = |word: &str| !events.is_empty() && events.split(' ').all(|event| event == word);
    match command {
        Command::Create { .. } => events == "created",
        Command::Join { .. } => {
            let joined = events.strip_suffix(" group-chosen").unwrap_or(events);
            ["", "joined", "joined renamed"].contains(&joined)
        }
        Command::Seat(_, SeatCommand::Answer { .. }) => ["", "answered"].contains(&events),
        Command::Seat(_, SeatCommand::Erase) => ["", "erased"].contains(&events),
        Command::Seat(_, SeatCommand::Choose(_)) => ["", "group-chosen"].contains(&events),
        Command::Seat(_, SeatCommand::Rename(_)) => ["", "renamed"].contains(&events),
        Command::TimeUp => all("closed"),
        Command::Control(control) => match control {
            Control::Start => events == "started moved",
            Control::Next | Control::Previous => events == "moved",
            Control::Goto { .. } => {
                let moved = events.split(' ').skip_while(|event| *event == "inserted");
                ["moved", "started moved"].contains(&moved.collect::<Vec<_>>().join(" ").as_str())
            }
            Control::Skip { .. } => {
                let moved = events.split(' ').skip_while(|event| *event == "skipped");
                ["", "moved"].contains(&moved.collect::<Vec<_>>().join(" ").as_str())
            }
            Control::Close => events == "closed",
            Control::Reveal => events == "revealed",
            Control::Reopen => events == "reopened",
            Control::Extend { .. } => events == "extended",
            Control::Round => events == "round-begun",
            Control::Pause => events == "paused",
            Control::Resume => events == "resumed",
            Control::Stage { .. } => ["", "stage-set"].contains(&events),
            Control::Group(wish) => match wish {
                Grouping::Make { .. } => events == "groups-made",
                Grouping::Rename { .. } => ["", "group-renamed"].contains(&events),
                Grouping::Move { .. } => ["", "group-set"].contains(&events),
                Grouping::Lock | Grouping::Unlock => ["", "groups-locked"].contains(&events),
                Grouping::Dissolve => ["", "groups-dissolved"].contains(&events),
            },
            Control::Rename { .. } => ["", "renamed"].contains(&events),
            Control::End => events == "ended",
        },
    }
}

/// Whether the state is as was asked for.
fn done(room: &Room, command: &Command) -> bool {
    let state = &room.state;
    let here = |phase| state.position.is_some_and(|place| state.steps[place.step].phase == phase);
    let empty = |seat| {
        state.seat(seat).is_some_and(|no| {
            let own = state
                .steps
                .iter()
                .flat_map(|step| &step.rounds)
                .flat_map(|round| round.answers.keys().chain(round.late.keys()));
            state.seats[no.index()].name.is_none() && own.into_iter().all(|(owner, _)| *owner != no)
        })
    };
    match command {
        Command::Create { capacity } => state.capacity == *capacity,
        Command::Join { seat, .. } => state.seat(*seat).is_some(),
        Command::Seat(seat, SeatCommand::Erase) => empty(*seat),
        Command::Seat(seat, SeatCommand::Rename(name)) => called(room, *seat, name),
        Command::Seat(seat, SeatCommand::Choose(group)) => in_group(room, *seat) == Some(*group),
        Command::Seat(_, SeatCommand::Answer { .. }) | Command::TimeUp => true,
        Command::Control(control) => match control {
            Control::Start | Control::Resume | Control::Next | Control::Previous => {
                state.status == Status::Running
            }
            Control::Goto { step } => {
                state.position.map(|place| (place.step, place.screen, place.point))
                    == room.workshop.find(step).map(|step| (step, 0, 0))
            }
            Control::Skip { step } => {
                room.workshop.find(step).is_some_and(|step| state.skipped.contains(&step))
            }
            Control::Close => here(Phase::Closed),
            Control::Reveal => here(Phase::Revealed),
            Control::Reopen | Control::Extend { .. } => here(Phase::Open),
            Control::Round => {
                here(Phase::Open)
                    && state.position.is_some_and(|place| {
                        let round = state.steps[place.step].round();
                        round.answers.is_empty() && round.answered == 0
                    })
            }
            Control::Pause => state.status == Status::Paused,
            Control::Stage { show } => state.stage == *show,
            Control::Group(wish) => grouped(room, wish),
            Control::Rename { seat, name } => seat.parse().is_ok_and(|seat| called(room, seat, name)),
            Control::End => state.status == Status::Ended,
        },
    }
}

/// As they asked, or with a number after it.
fn called(room: &Room, seat: SeatId, asked: &str) -> bool {
    let Some(number) = room.state.seat(seat) else { return false };
    match (&room.state.seats[number.index()].name, text::clean(asked, text::NAME_MAX)) {
        (None, Err(text::TextFault::Empty)) => true,
        (Some(name), Ok(asked)) => name.starts_with(&asked),
        _ => false,
    }
}

fn in_group(room: &Room, seat: SeatId) -> Option<workshop::GroupNo> {
    room.state.seat(seat).and_then(|no| room.state.seats[no.index()].group)
}

/// Whether the groups are as was asked for.
fn grouped(room: &Room, wish: &Grouping) -> bool {
    let groups = room.state.groups.as_ref();
    match wish {
        Grouping::Make { count, by, paper } => groups.is_some_and(|groups| {
            groups.by == *by
                && !groups.locked
                && groups.list.iter().map(|group| group.paper).eq((0..count + paper).map(|no| no >= *count))
        }),
        Grouping::Rename { group, name } => groups.is_some_and(|groups| {
            groups.list[group.index()].name == text::optional(name, text::NAME_MAX).expect("a name")
        }),
        Grouping::Move { seat, group } => seat.parse().is_ok_and(|seat| in_group(room, seat) == *group),
        Grouping::Lock => groups.is_some_and(|groups| groups.locked),
        Grouping::Unlock => groups.is_some_and(|groups| !groups.locked),
        Grouping::Dissolve => groups.is_none(),
    }
}

/// API.md, the table of commands, line by line.
fn in_table(room: &Room, name: CommandName) -> bool {
    use CommandName as C;
    let (lobby, running, paused) =
        [Status::Lobby, Status::Running, Status::Paused].map(|status| room.state.status == status).into();
    let step = room.state.position.filter(|_| running || paused).map(|place| place.step);
    let kind = step.map(|step| room.workshop.step(step).kind.as_str());
    let asks = matches!(kind, Some("number" | "vote" | "puzzle"));
    let phase = step.map(|step| room.state.steps[step].phase);
    let [open, closed, revealed] = [Phase::Open, Phase::Closed, Phase::Revealed].map(|is| phase == Some(is));
    let created = !room.log.is_empty();
    created
        && match name {
            C::Start => lobby,
            C::Next | C::Previous | C::Skip => running,
            C::Goto => running || lobby,
            C::Close => asks && open,
            C::Reveal => asks && (open || closed),
            C::Reopen => asks && (closed || revealed),
            // A break that is over can be made longer.
            C::Extend => open || (step.is_some() && !asks),
            C::Round => matches!(kind, Some("vote" | "puzzle")),
            C::Pause => running,
            C::Resume => paused,
            C::Stage | C::Group | C::Rename => true,
            C::End => lobby || running || paused,
        }
}

fn clock_over(room: &Room) -> bool {
    let over = |clock| matches!(clock, Clock::Until(end) if end <= room.now);
    room.state.steps.iter().any(|step| step.phase == Phase::Open && over(step.clock))
}
