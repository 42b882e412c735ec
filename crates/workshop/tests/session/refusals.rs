//! A refused command changes nothing, and says what is possible instead; one that is not does what it says.

use proptest::prelude::*;
use workshop::{
    Clock, Command, CommandName, Control, Event, Grouping, Mark, Measurement, Phase, Refusal, SeatCommand,
    SeatId, Status, Visibility, allowed, decide, text,
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
                Command::Measure(_) => room.state.seq > 0,
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
                Command::Create { .. } | Command::TimeUp | Command::Measure(_) => &["not-now"],
                Command::Join { .. } => &["session-ended", "session-full", "name-refused"],
                Command::Seat(_, SeatCommand::Ask { .. }) => {
                    &["unknown-seat", "session-ended", "text-missing", "text-too-long", "text-control", "too-many"]
                }
                Command::Seat(_, SeatCommand::Claim { .. }) => {
                    &["unknown-seat", "unknown-step", "takes-no-vote", "step-not-open"]
                }
                Command::Seat(_, SeatCommand::Vote { .. }) => {
                    &[
                        "unknown-seat", "session-ended", "unknown-item", "takes-no-vote", "own-item",
                        "not-this-phase", "no-dots-left",
                    ]
                }
                Command::Seat(..) => &[
                    "no-group", "other-group", "not-this-phase",
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
                    "phase" => &["not-now", "out-of-range"],
                    "hide" | "show" | "approve" | "highlight" | "mark" => &["not-now", "unknown-item"],
                    "merge" => &["not-now", "unknown-item", "out-of-range", "other-step"],
                    "move" => &["not-now", "unknown-item", "out-of-range"],
                    "hint" => &[
                        "not-now", "no-hint", "unknown-group", "unknown-key", "not-this-phase", "not-a-number",
                        "unknown-choice", "out-of-range",
                    ],
                    "answer" => &[
                        "not-now", "unknown-step", "takes-no-answer", "step-not-open", "unknown-key", "malformed",
                        "unknown-group", "not-this-phase", "not-a-number", "unknown-choice", "out-of-range",
                    ],
                    "linger" => &["not-now", "unknown-step", "cannot-linger"],
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
        Command::Seat(_, SeatCommand::Answer(_)) => ["", "answered", "vacated answered"].contains(&events),
        Command::Seat(_, SeatCommand::Ask { .. }) => ["", "asked"].contains(&events),
        Command::Seat(_, SeatCommand::Claim { .. }) => ["", "claimed"].contains(&events),
        Command::Seat(_, SeatCommand::Vote { .. }) => events.is_empty() || all("voted"),
        Command::Seat(_, SeatCommand::Erase) => ["", "erased"].contains(&events),
        Command::Seat(_, SeatCommand::Choose(_)) => ["", "group-chosen"].contains(&events),
        Command::Seat(_, SeatCommand::Rename(_)) => ["", "renamed"].contains(&events),
        Command::TimeUp => all("closed"),
        Command::Measure(_) => ["", "measured"].contains(&events),
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
            Control::Reveal => ["revealed", "moved revealed"].contains(&events),
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
            Control::Phase { .. } => events == "phase-begun",
            Control::Hide { .. }
            | Control::Show { .. }
            | Control::Approve { .. }
            | Control::Highlight { .. }
            | Control::Move { .. } => ["", "handled"].contains(&events),
            Control::Mark { .. } => ["", "handled", "handled handled"].contains(&events),
            Control::Merge { .. } => events.is_empty() || all("handled"),
            Control::Moderation { .. } => ["", "moderation-set"].contains(&events),
            Control::Hint { .. } | Control::Answer { .. } => {
                ["", "answered", "vacated answered"].contains(&events)
            }
            Control::Linger { .. } => ["", "linger-set"].contains(&events),
            Control::Share { .. } => ["", "report-shared"].contains(&events),
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
            let rounds = || state.steps.iter().flat_map(|step| &step.rounds);
            let answers = rounds().flat_map(|round| {
                round.answers.values().chain(round.late.values()).chain(round.beside.values())
            });
            state.seats[no.index()].name.is_none()
                && answers.into_iter().all(|answer| answer.by != Some(no))
                && state.items.values().all(|item| item.author != Some(no))
                && state.votes.values().all(|seats| !seats.contains(&no))
                && state.steps.iter().all(|step| !step.claims.contains(&no))
        })
    };
    let text = |id: &workshop::ItemId| state.items.get(id).map(|item| state.visibility(*id, item));
    match command {
        Command::Create { capacity } => state.capacity == *capacity,
        Command::Join { seat, .. } => state.seat(*seat).is_some(),
        Command::Seat(seat, SeatCommand::Erase) => empty(*seat),
        Command::Seat(seat, SeatCommand::Rename(name)) => called(room, *seat, name),
        Command::Seat(seat, SeatCommand::Choose(group)) => in_group(room, *seat) == Some(*group),
        Command::Seat(seat, SeatCommand::Claim { step, value }) => {
            let step = room.workshop.find(step).expect("a claim is taken for a step that is there");
            state.seat(*seat).is_some_and(|no| state.steps[step].claims.contains(&no) == *value)
        }
        Command::Seat(seat, SeatCommand::Vote { item, value }) => {
            state.seat(*seat).is_some_and(|no| state.has_voted(no, *item) == *value)
        }
        Command::Seat(_, SeatCommand::Answer(_) | SeatCommand::Ask { .. }) | Command::TimeUp => true,
        Command::Measure(measurement) => counted(*measurement, state.measured.sum),
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
            Control::Reveal => here(Phase::Revealed) && state.on_own_screen(&room.workshop),
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
            Control::Phase { index } => {
                here(Phase::Open)
                    && state.position.is_some_and(|place| state.steps[place.step].stretch == *index)
            }
            Control::Hide { item } => text(item) == Some(Visibility::Hidden),
            Control::Show { item } | Control::Approve { item } => text(item) == Some(Visibility::Shown),
            Control::Mark { item, r#as } => {
                state.handling(*item).mark == *r#as && (*r#as == Mark::Open || !state.is_in_the_light(*item))
            }
            Control::Move { item, to } => state.handling(*item).column == Some(*to),
            Control::Merge { items } => {
                let into = state.handling(items[0]).into.unwrap_or(items[0]);
                items.iter().all(|item| *item == into || state.handling(*item).into == Some(into))
            }
            Control::Moderation { mode } => state.moderation == *mode,
            Control::Share { open } => state.report_shared == *open,
            Control::Linger { step, open } => {
                room.workshop.find(step).is_some_and(|step| state.lingering.contains(&step) == *open)
            }
            Control::Highlight { .. } | Control::Hint { .. } | Control::Answer { .. } => true,
            Control::End => state.status == Status::Ended,
        },
    }
}

/// Whether nothing of it is missing in the sum.
fn counted(measurement: Measurement, sum: Measurement) -> bool {
    let missing = Measurement { phones: 0, ..measurement.since(sum) };
    missing == Measurement::default() && measurement.phones <= sum.phones
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
    let asks = matches!(kind, Some("number" | "vote" | "puzzle" | "board"));
    let texts = !room.state.items.is_empty();
    let lingers = room.workshop.steps().iter().any(|step| step.kind == "board");
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
            C::Round => matches!(kind, Some("vote" | "puzzle" | "board")),
            C::Phase => kind == Some("board"),
            C::Hint | C::Answer => asks,
            C::Hide | C::Show | C::Approve | C::Highlight | C::Mark | C::Merge | C::Move => texts,
            C::Linger => lingers,
            C::Pause => running,
            C::Resume => paused,
            C::Stage | C::Group | C::Moderation | C::Share | C::Rename => true,
            C::End => lobby || running || paused,
        }
}

fn clock_over(room: &Room) -> bool {
    let over = |clock| matches!(clock, Clock::Until(end) if end <= room.now);
    room.state.steps.iter().any(|step| step.phase == Phase::Open && over(step.clock))
}
