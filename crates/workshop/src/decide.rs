//! Commands in, events out: the only place where it is judged what may happen.

use std::collections::HashSet;

use serde_json::Value;

use crate::groups;
use crate::text::{self, NAME_MAX};
use crate::{
    Clock, Command, CommandName, Control, Event, Phase, Position, Refusal, SeatCommand, SeatId, SeatNo,
    Stage, State, Status, StepId, Timestamp, ValueError, Workshop,
};

/// The most seconds that one `extend` adds.
const EXTEND_MAX: u32 = 3600;

/// What a command leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What happens; nothing when all is already as asked.
    pub events: Vec<Event>,
    /// What the asker is told.
    pub outcome: Outcome,
}

/// What the asker is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// They are in the room; `new` when they were not before.
    Joined {
        /// Whether the seat is new.
        new: bool,
    },
    /// The answer is kept and counts.
    Recorded,
    /// The answer counts in place of the one before.
    Replaced,
    /// The answer came after the close: kept beside.
    Late,
}

type Decided = Result<Decision, Refusal>;

fn done(events: Vec<Event>) -> Decided {
    Ok(Decision { events, outcome: Outcome::Done })
}

/// Judges a command that came in at `at`.
///
/// Pure: the same arguments give the same decision, and nothing is changed. Applying the events to the state is up to the
/// caller, after they have been made durable.
pub fn decide(state: &State, workshop: &Workshop, command: Command, at: Timestamp) -> Decided {
    match command {
        Command::Create { capacity } if state.seq == 0 => done(vec![Event::Created { capacity }]),
        Command::Create { .. } => Err(not_now(state, workshop)),
        Command::Join { seat, name } => join(state, seat, &name),
        Command::Seat(seat, command) => {
            let number = state.seat(seat).ok_or_else(|| Refusal::UnknownSeat(seat.to_string()))?;
            by_seat(state, workshop, number, command)
        }
        Command::Control(control) => by_facilitator(state, workshop, control),
        Command::TimeUp => time_up(state, workshop, at),
    }
}

/// The commands that have a sense in the present state.
pub fn allowed(state: &State, workshop: &Workshop) -> Vec<CommandName> {
    CommandName::ALL.into_iter().filter(|&name| is_allowed(state, workshop, name)).collect()
}

fn is_allowed(state: &State, workshop: &Workshop, name: CommandName) -> bool {
    if state.seq == 0 {
        return false;
    }
    let running = state.status == Status::Running;
    let live = running || state.status == Status::Paused;
    let here = state.position.filter(|_| live).map(|place| place.step);
    let asks = here.filter(|&step| workshop.rules(step).traits().answers);
    let phase = asks.map(|step| state.steps[step].phase);
    match name {
        CommandName::Start => state.status == Status::Lobby,
        CommandName::Next | CommandName::Previous | CommandName::Skip => running && here.is_some(),
        CommandName::Goto => running || state.status == Status::Lobby,
        CommandName::Close => phase == Some(Phase::Open),
        CommandName::Reveal => matches!(phase, Some(Phase::Open | Phase::Closed)),
        CommandName::Reopen => matches!(phase, Some(Phase::Closed | Phase::Revealed)),
        // A break that is over can always be made longer: nothing was asked, so nothing is reopened.
        CommandName::Extend => {
            here.is_some_and(|step| state.steps[step].phase == Phase::Open || asks.is_none())
        }
        CommandName::Round => here.is_some_and(|step| workshop.rules(step).traits().rounds),
        CommandName::Pause => running,
        CommandName::Resume => state.status == Status::Paused,
        CommandName::Stage | CommandName::Group | CommandName::Rename => true,
        CommandName::End => state.status != Status::Ended,
    }
}

fn not_now(state: &State, workshop: &Workshop) -> Refusal {
    Refusal::NotNow { allowed: allowed(state, workshop) }
}

// --- The room ------------------------------------------------------------------------------------------------------

fn join(state: &State, seat: SeatId, name: &str) -> Decided {
    if state.seat(seat).is_some() {
        return Ok(Decision { events: vec![], outcome: Outcome::Joined { new: false } });
    }
    if state.status == Status::Ended {
        return Err(Refusal::SessionEnded);
    }
    if state.seats.len() >= state.capacity as usize {
        return Err(Refusal::SessionFull { capacity: state.capacity });
    }
    let number = SeatNo(u32::try_from(state.seats.len()).unwrap_or(u32::MAX));
    let mut events = vec![Event::Joined { seat }];
    if let Some(name) = free_name(state, None, name)? {
        events.push(Event::Renamed { seat: number, name: Some(name) });
    }
    events.extend(groups::welcome(state, number));
    Ok(Decision { events, outcome: Outcome::Joined { new: true } })
}

fn by_seat(state: &State, workshop: &Workshop, seat: SeatNo, command: SeatCommand) -> Decided {
    match command {
        SeatCommand::Erase => {
            done(if state.seats[seat.index()].wrote { vec![Event::Erased { seat }] } else { vec![] })
        }
        SeatCommand::Rename(name) => rename(state, seat, &name),
        SeatCommand::Choose(group) => groups::choose(state, seat, group),
        SeatCommand::Answer { step, key, value, round } => {
            answer(state, workshop, seat, &Sent { step, key, value, round })
        }
    }
}

struct Sent {
    step: String,
    key: String,
    value: Value,
    round: Option<u32>,
}

fn answer(state: &State, workshop: &Workshop, seat: SeatNo, request: &Sent) -> Decided {
    let index = workshop.position(&request.step).ok_or_else(|| Refusal::UnknownStep(request.step.clone()))?;
    if !workshop.rules(index).traits().answers {
        return Err(Refusal::TakesNoAnswer);
    }
    if state.status == Status::Ended {
        return Err(Refusal::SessionEnded);
    }
    let step = &state.steps[index];
    if !step.reached {
        return Err(Refusal::StepNotOpen);
    }
    let value = workshop.rules(index).accept(&request.key, &request.value).map_err(Refusal::Value)?;
    let present = step.rounds.len() - 1;
    let round = request.round.map_or(present, |round| present.min(round as usize));
    let late = step.phase != Phase::Open || round < present;

    let place = (seat, Box::<str>::from(request.key.as_str()));
    let answers = &step.rounds[round];
    let (old, beside) = (answers.answers.get(&place), answers.late.get(&place));
    // Sent again, perhaps after the close, because the acknowledgement was lost: it stands.
    if old.is_some_and(|old| old.value == value) {
        return Ok(Decision { events: vec![], outcome: Outcome::Recorded });
    }
    if late && beside.is_some_and(|beside| beside.value == value) {
        return Ok(Decision { events: vec![], outcome: Outcome::Late });
    }
    let outcome = match old {
        _ if late => Outcome::Late,
        Some(_) => Outcome::Replaced,
        None => Outcome::Recorded,
    };
    let round = u32::try_from(round).unwrap_or(u32::MAX);
    let event = Event::Answered { seat, step: id(workshop, index), round, key: place.1, value, late };
    Ok(Decision { events: vec![event], outcome })
}

// --- Names ---------------------------------------------------------------------------------------------------------

fn rename(state: &State, seat: SeatNo, name: &str) -> Decided {
    let name = free_name(state, Some(seat), name)?;
    if state.seats[seat.index()].name == name {
        return done(vec![]);
    }
    done(vec![Event::Renamed { seat, name }])
}

/// The name as it will stand: none when empty, with a number when somebody else has it.
fn free_name(state: &State, own: Option<SeatNo>, name: &str) -> Result<Option<String>, Refusal> {
    let cleaned = text::optional(name, NAME_MAX).map_err(|_| Refusal::NameRefused { max: NAME_MAX })?;
    let Some(name) = cleaned else { return Ok(None) };
    let others =
        state.seats.iter().enumerate().filter(|(index, _)| own.is_none_or(|own| own.index() != *index));
    let taken: HashSet<String> =
        others.filter_map(|(_, seat)| seat.name.as_deref()).map(str::to_lowercase).collect();
    let numbered = (2..=u32::MAX).map(|number| format!("{name} {number}"));
    let free = |candidate: &String| !taken.contains(&candidate.to_lowercase());
    Ok(std::iter::once(name.clone()).chain(numbered).find(free))
}

// --- The facilitator -----------------------------------------------------------------------------------------------

fn by_facilitator(state: &State, workshop: &Workshop, control: Control) -> Decided {
    if !is_allowed(state, workshop, control.name()) {
        return Err(not_now(state, workshop));
    }
    match control {
        Control::Start => goto(state, workshop, first(state, workshop)),
        Control::Next => next(state, workshop),
        Control::Previous => previous(state, workshop),
        Control::Goto { step } => goto(state, workshop, find(workshop, &step)?),
        Control::Skip { step } => skip(state, workshop, &step),
        Control::Close => at_step(state, workshop, |step| Event::Closed { step }),
        Control::Reveal => at_step(state, workshop, |step| Event::Revealed { step }),
        Control::Reopen => at_step(state, workshop, |step| Event::Reopened { step }),
        Control::Extend { seconds } => extend(state, workshop, seconds),
        Control::Round => begin_round(state, workshop),
        Control::Pause => done(vec![Event::Paused]),
        Control::Resume => done(vec![Event::Resumed]),
        Control::Stage { show } => stage(state, show),
        Control::Group(wish) => groups::by_facilitator(state, wish),
        Control::Rename { seat, name } => {
            let known = seat.parse().ok().and_then(|id| state.seat(id));
            rename(state, known.ok_or(Refusal::UnknownSeat(seat))?, &name)
        }
        Control::End => done(vec![Event::Ended]),
    }
}

fn at_step(state: &State, workshop: &Workshop, event: impl FnOnce(StepId) -> Event) -> Decided {
    done(vec![event(id(workshop, here(state).step))])
}

fn stage(state: &State, show: Stage) -> Decided {
    done(if state.stage == show { vec![] } else { vec![Event::StageSet { show }] })
}

fn extend(state: &State, workshop: &Workshop, seconds: u32) -> Decided {
    if !(1..=EXTEND_MAX).contains(&seconds) {
        let fault = ValueError { code: "out-of-range", pointer: "/seconds".into(), args: vec![] };
        return Err(Refusal::Value(fault.with("min", 1).with("max", EXTEND_MAX)));
    }
    at_step(state, workshop, |step| Event::Extended { step, seconds })
}

fn begin_round(state: &State, workshop: &Workshop) -> Decided {
    let round = state.steps[here(state).step].rounds.len();
    let round = u32::try_from(round).unwrap_or(u32::MAX);
    at_step(state, workshop, |step| Event::RoundBegun { step, round })
}

// --- The way through the workshop ----------------------------------------------------------------------------------

fn goto(state: &State, workshop: &Workshop, step: usize) -> Decided {
    let mut events = Vec::with_capacity(3);
    if workshop.step(step).optional && !state.inserted.contains(&step) {
        let group = workshop.siblings(step);
        events.extend(
            group
                .filter(|index| !state.inserted.contains(index))
                .map(|index| Event::Inserted { step: id(workshop, index) }),
        );
    }
    if state.status == Status::Lobby {
        events.push(Event::Started);
    }
    events.push(moved(workshop, Position { step, screen: 0, point: 0 }));
    done(events)
}

fn skip(state: &State, workshop: &Workshop, name: &str) -> Decided {
    let first = find(workshop, name)?;
    let exact = workshop.position(name).is_some();
    let group = if exact { first..first + 1 } else { workshop.siblings(first) };
    let leaves = group.contains(&here(state).step);
    let after = group.end - 1;
    let mut events: Vec<Event> = group
        .filter(|index| !state.skipped.contains(index))
        .map(|index| Event::Skipped { step: id(workshop, index) })
        .collect();
    if leaves {
        let step = following(state, workshop, after).ok_or(Refusal::LastStep)?;
        events.push(moved(workshop, Position { step, screen: 0, point: 0 }));
    }
    done(events)
}

fn next(state: &State, workshop: &Workshop) -> Decided {
    let place = here(state);
    if place.point < workshop.points(place.step, place.screen) {
        return done(vec![moved(workshop, Position { point: place.point + 1, ..place })]);
    }
    if place.screen + 1 < workshop.screens(place.step) {
        return done(vec![moved(workshop, Position { screen: place.screen + 1, point: 0, ..place })]);
    }
    let step = following(state, workshop, place.step).ok_or(Refusal::LastStep)?;
    done(vec![moved(workshop, Position { step, screen: 0, point: 0 })])
}

fn previous(state: &State, workshop: &Workshop) -> Decided {
    let place = here(state);
    if place.point > 0 {
        return done(vec![moved(workshop, Position { point: place.point - 1, ..place })]);
    }
    if place.screen > 0 {
        return done(vec![moved(workshop, end_of(workshop, place.step, place.screen - 1))]);
    }
    let before =
        state.path(workshop).filter(|&step| step < place.step && !state.skipped.contains(&step)).last();
    let step = before.ok_or(Refusal::FirstStep)?;
    done(vec![moved(workshop, end_of(workshop, step, workshop.screens(step) - 1))])
}

/// A screen with all its points: where `previous` arrives.
fn end_of(workshop: &Workshop, step: usize, screen: u16) -> Position {
    Position { step, screen, point: workshop.points(step, screen) }
}

fn following(state: &State, workshop: &Workshop, step: usize) -> Option<usize> {
    state.path(workshop).find(|&other| other > step && !state.skipped.contains(&other))
}

fn first(state: &State, workshop: &Workshop) -> usize {
    state.path(workshop).next().expect("a workshop has a step that is not optional")
}

fn moved(workshop: &Workshop, place: Position) -> Event {
    Event::Moved { step: id(workshop, place.step), screen: place.screen, point: place.point }
}

fn here(state: &State) -> Position {
    state.position.expect("a session that runs is somewhere")
}

fn find(workshop: &Workshop, name: &str) -> Result<usize, Refusal> {
    workshop.find(name).ok_or_else(|| Refusal::UnknownStep(name.to_owned()))
}

fn id(workshop: &Workshop, step: usize) -> StepId {
    workshop.step(step).id.clone()
}

// --- The clock -----------------------------------------------------------------------------------------------------

fn time_up(state: &State, workshop: &Workshop, at: Timestamp) -> Decided {
    let over = state.steps.iter().enumerate().filter(|(_, step)| {
        step.phase == Phase::Open && matches!(step.clock, Clock::Until(end) if end <= at)
    });
    let events: Vec<Event> = over.map(|(index, _)| Event::Closed { step: id(workshop, index) }).collect();
    if events.is_empty() { Err(not_now(state, workshop)) } else { done(events) }
}
