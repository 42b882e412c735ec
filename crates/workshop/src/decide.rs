//! Commands in, events out: the only place where it is judged what may happen.

use std::collections::HashSet;

use crate::text::{self, NAME_MAX};
use crate::{
    Clock, Command, CommandName, Control, Event, Gate, GroupNo, Handled, Here, ItemId, Json, Moderation,
    Owner, Phase, Position, Refusal, Round, Rules, SeatCommand, SeatId, SeatNo, Sent, Stage, State, Status,
    StepId, Timestamp, ValueError, Workshop,
};
use crate::{groups, items};

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
    /// Somebody else wrote at the same place meanwhile: both are kept.
    Conflict,
    /// The question is kept under this name.
    Asked {
        /// Its name.
        item: ItemId,
    },
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
            by_seat(state, workshop, number, command, at)
        }
        Command::Control(control) => by_facilitator(state, workshop, control, at),
        Command::TimeUp => time_up(state, workshop, at),
        Command::Measure(_) if state.seq == 0 => Err(not_now(state, workshop)),
        Command::Measure(measurement) => {
            done(if state.knows(measurement) { vec![] } else { vec![Event::Measured(measurement)] })
        }
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
        CommandName::Phase => here.is_some_and(|step| !workshop.rules(step).stretches(1).is_empty()),
        CommandName::Hint | CommandName::Answer => asks.is_some(),
        CommandName::Hide
        | CommandName::Show
        | CommandName::Approve
        | CommandName::Highlight
        | CommandName::Mark
        | CommandName::Merge
        | CommandName::Move => !state.items.is_empty(),
        CommandName::Linger => (0..workshop.steps().len()).any(|step| workshop.rules(step).traits().lingers),
        CommandName::Stage
        | CommandName::Group
        | CommandName::Moderation
        | CommandName::Share
        | CommandName::Rename => true,
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
    if state.status == Status::Ended && state.lingering.is_empty() {
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

fn by_seat(state: &State, workshop: &Workshop, seat: SeatNo, command: SeatCommand, at: Timestamp) -> Decided {
    match command {
        SeatCommand::Erase => {
            done(if state.seats[seat.index()].wrote { vec![Event::Erased { seat }] } else { vec![] })
        }
        SeatCommand::Rename(name) => rename(state, seat, &name),
        SeatCommand::Choose(group) => groups::choose(state, seat, group),
        SeatCommand::Answer(sent) => answer(state, workshop, Author::Seat(seat), &sent, at),
        SeatCommand::Ask { text, named } => items::ask(state, workshop, seat, &text, named),
        SeatCommand::Claim { step, value } => claim(state, workshop, seat, &step, value),
        SeatCommand::Vote { item, value } => items::vote(state, workshop, seat, item, value),
    }
}

// --- Answers -------------------------------------------------------------------------------------------------------

/// Who gives an answer.
#[derive(Clone, Copy)]
enum Author {
    /// Somebody in the room.
    Seat(SeatNo),
    /// The facilitator, for a group.
    Facilitator(GroupNo),
}

fn answer(state: &State, workshop: &Workshop, author: Author, sent: &Sent, at: Timestamp) -> Decided {
    let index = workshop.position(&sent.step).ok_or_else(|| Refusal::UnknownStep(sent.step.clone()))?;
    let rules = workshop.rules(index);
    if !rules.traits().answers {
        return Err(Refusal::TakesNoAnswer);
    }
    let lingers = state.status == Status::Ended && state.lingering.contains(&index);
    if state.status == Status::Ended && !lingers {
        return Err(Refusal::SessionEnded);
    }
    let step = &state.steps[index];
    if !step.reached {
        return Err(Refusal::StepNotOpen);
    }
    let value = rules.accept(&sent.key, &sent.value).map_err(Refusal::Value)?;
    let owner = owner(state, workshop, index, author, sent)?;
    let present = step.rounds.len() - 1;
    let round = sent.round.map_or(present, |round| present.min(round as usize));
    let late = !lingers && (step.phase != Phase::Open || round < present);

    let answers = &step.rounds[round];
    let old = answers.answer(owner, &sent.key);
    let combined = combine(&step.rounds[..=round], rules, owner, &sent.key, &value);
    let combines = combined.is_some();
    let value = combined.filter(|both| !late || old.is_some_and(|old| old.value == *both)).unwrap_or(value);
    // Sent again, perhaps after the close, because the acknowledgement was lost: it stands.
    if old.is_some_and(|old| old.value == value) && answers.beside(owner, &sent.key).next().is_none() {
        return nothing(Outcome::Recorded);
    }
    let place = (owner, Box::<str>::from(sent.key.as_str()));
    let kept = (author.seat().map_or(owner, Owner::Seat), place.1.clone());
    if late && answers.late.get(&kept).is_some_and(|kept| kept.value == value) {
        return nothing(Outcome::Late);
    }
    if !late && gate(state, workshop, (index, round), &place, &value, at)? == Gate::Keep {
        return nothing(Outcome::Recorded);
    }
    // Who wrote what stands has seen it, even before their page has learnt its revision.
    let own = author.seat().is_some() && old.is_some_and(|old| old.by == author.seat());
    let own = own && answers.beside(owner, &sent.key).next().is_none();
    let base = sent.base.filter(|_| !combines);
    let seen = owner.group().and(base).map(|base| own || base == answers.revision(owner, &sent.key));
    let beside = !late && seen == Some(false);
    if beside && old.is_some_and(|old| old.value == value) {
        return nothing(Outcome::Recorded);
    }
    let outcome = match old {
        _ if late => Outcome::Late,
        _ if beside => Outcome::Conflict,
        Some(_) => Outcome::Replaced,
        None => Outcome::Recorded,
    };
    let held = !late && rules.words(&value).is_some_and(|words| items::is_held(state, workshop, &words));
    let (step, round) = (id(workshop, index), u32::try_from(round).unwrap_or(u32::MAX));
    let mut events = Vec::with_capacity(2);
    if let Some(group) = owner.group().filter(|_| !late && !beside) {
        let settles = seen == Some(true) && answers.beside(owner, &sent.key).next().is_some();
        if old.is_some() || settles {
            events.push(Event::Vacated { step: step.clone(), round, group, key: place.1.clone(), settles });
        }
    }
    events.push(Event::Answered {
        seat: author.seat(),
        group: owner.group(),
        step,
        round,
        key: place.1,
        value,
        late,
        beside,
        held,
    });
    Ok(Decision { events, outcome })
}

/// What a group's answer becomes with the one that stands in the last of these votes, or stood in the one before it.
fn combine(rounds: &[Round], rules: &dyn Rules, owner: Owner, key: &str, sent: &Json) -> Option<Json> {
    owner.group()?;
    let standing = rounds.iter().rev().take(2).find_map(|round| round.answer(owner, key))?;
    rules.combine(&standing.value, sent)
}

/// Somebody says whether they want what a step is about, from when the room has come to it.
fn claim(state: &State, workshop: &Workshop, seat: SeatNo, name: &str, value: bool) -> Decided {
    let step = find(workshop, name)?;
    if !workshop.rules(step).traits().claims {
        return Err(Refusal::Value(ValueError::at("takes-no-vote", "/value")));
    }
    if !state.steps[step].reached {
        return Err(Refusal::StepNotOpen);
    }
    let same = state.steps[step].claims.contains(&seat) == value;
    done(if same { vec![] } else { vec![Event::Claimed { seat, step: id(workshop, step), value }] })
}

fn nothing(outcome: Outcome) -> Decided {
    Ok(Decision { events: vec![], outcome })
}

/// Whose the answer is.
fn owner(
    state: &State,
    workshop: &Workshop,
    step: usize,
    author: Author,
    sent: &Sent,
) -> Result<Owner, Refusal> {
    match author {
        Author::Seat(seat) => {
            let owner = state.owner(workshop, step, seat, &sent.key).ok_or(Refusal::NoGroup)?;
            let other = sent.group.is_some_and(|group| owner.group().or(state.group_of(seat)) != Some(group));
            if other { Err(Refusal::OtherGroup) } else { Ok(owner) }
        }
        Author::Facilitator(group) if workshop.rules(step).owners(&sent.key) == crate::Owners::Groups => {
            let known = group.0 < state.group_count();
            if known { Ok(Owner::Group(group)) } else { Err(Refusal::UnknownGroup) }
        }
        Author::Facilitator(_) => Err(Refusal::Value(ValueError::at("unknown-key", "/key"))),
    }
}

impl Author {
    fn seat(self) -> Option<SeatNo> {
        match self {
            Self::Seat(seat) => Some(seat),
            Self::Facilitator(_) => None,
        }
    }
}

/// What the kind says of an answer, knowing what else its owner has answered.
fn gate(
    state: &State,
    workshop: &Workshop,
    (step, round): (usize, usize),
    (owner, key): &(Owner, Box<str>),
    value: &Json,
    at: Timestamp,
) -> Result<Gate, Refusal> {
    let answers = &state.steps[step].rounds[round];
    let standing: Vec<_> = answers.of(*owner).map(|(key, answer)| (key, &answer.value, answer.at)).collect();
    let tries = answers.tries(*owner, key);
    let here = Here { key, at, stretch: state.steps[step].stretch, tries, standing: &standing };
    workshop.rules(step).gate(here, value).map_err(Refusal::Value)
}

/// The facilitator gives a group the next hint.
fn hint(state: &State, workshop: &Workshop, group: GroupNo, puzzle: &str, at: Timestamp) -> Decided {
    let step = here(state).step;
    let (own, stretch) = (Owner::Group(group), state.steps[step].stretch);
    let answers = state.steps[step].round();
    let standing: Vec<_> = answers.of(own).map(|(key, answer)| (key, &answer.value, answer.at)).collect();
    let situation = Here { key: puzzle, at, stretch, tries: answers.tries(own, puzzle), standing: &standing };
    let (key, value) = workshop.rules(step).hint(situation, puzzle).ok_or(Refusal::NoHint)?;
    let sent = Sent { key, ..Sent::new(workshop.step(step).id.as_str(), value) };
    answer(state, workshop, Author::Facilitator(group), &sent, at)
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

fn by_facilitator(state: &State, workshop: &Workshop, control: Control, at: Timestamp) -> Decided {
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
        Control::Reveal => reveal(state, workshop),
        Control::Reopen => at_step(state, workshop, |step| Event::Reopened { step }),
        Control::Extend { seconds } => extend(state, workshop, seconds),
        Control::Round => begin_round(state, workshop),
        Control::Pause => done(vec![Event::Paused]),
        Control::Resume => done(vec![Event::Resumed]),
        Control::Stage { show } => stage(state, show),
        Control::Group(wish) => groups::by_facilitator(state, wish),
        Control::Phase { index } => begin_stretch(state, workshop, index),
        Control::Hide { item } => items::handle(state, workshop, item, Handled::Hidden),
        Control::Show { item } | Control::Approve { item } => {
            items::handle(state, workshop, item, Handled::Shown)
        }
        Control::Highlight { item } => items::highlight(state, workshop, item),
        Control::Mark { item, r#as } => items::mark(state, workshop, item, r#as),
        Control::Merge { items } => items::merge(state, &items),
        Control::Move { item, to } => items::handle(state, workshop, item, Handled::Moved(to)),
        Control::Moderation { mode } => moderation(state, mode),
        Control::Hint { group, puzzle } => hint(state, workshop, group, &puzzle, at),
        Control::Answer { group, step, key, value } => {
            let step = step.unwrap_or_else(|| workshop.step(here(state).step).id.0.clone());
            answer(state, workshop, Author::Facilitator(group), &Sent { key, ..Sent::new(step, value) }, at)
        }
        Control::Linger { step, open } => linger(state, workshop, &step, open),
        Control::Share { open } => {
            done(if state.report_shared == open { vec![] } else { vec![Event::ReportShared { open }] })
        }
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

/// The result, on every screen: a room that is still at what leads to the question goes to it.
fn reveal(state: &State, workshop: &Workshop) -> Decided {
    let place = here(state);
    let step = id(workshop, place.step);
    let own = workshop.own_screen(place.step).filter(|_| !state.on_own_screen(workshop));
    let moved = own.map(|screen| Event::Moved { step: step.clone(), screen, point: 0 });
    done(moved.into_iter().chain([Event::Revealed { step }]).collect())
}

fn stage(state: &State, show: Stage) -> Decided {
    done(if state.stage == show { vec![] } else { vec![Event::StageSet { show }] })
}

fn moderation(state: &State, mode: Moderation) -> Decided {
    done(if state.moderation == mode { vec![] } else { vec![Event::ModerationSet { mode }] })
}

fn linger(state: &State, workshop: &Workshop, name: &str, open: bool) -> Decided {
    let step = find(workshop, name)?;
    if !workshop.rules(step).traits().lingers {
        return Err(Refusal::Value(ValueError::at("cannot-linger", "/step")));
    }
    let same = state.lingering.contains(&step) == open;
    done(if same { vec![] } else { vec![Event::LingerSet { step: id(workshop, step), open }] })
}

fn begin_stretch(state: &State, workshop: &Workshop, index: u16) -> Decided {
    let stretches = workshop.rules(here(state).step).stretches(state.group_count());
    let Some(stretch) = stretches.get(usize::from(index)) else {
        let fault = ValueError::at("out-of-range", "/index").with("min", 0);
        return Err(Refusal::Value(fault.with("max", stretches.len().saturating_sub(1))));
    };
    let seconds = stretch.seconds;
    at_step(state, workshop, |step| Event::PhaseBegun { step, index, seconds })
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
    if place.point < state.points(workshop, place.step, place.screen) {
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
        return done(vec![moved(workshop, end_of(state, workshop, place.step, place.screen - 1))]);
    }
    let before =
        state.path(workshop).filter(|&step| step < place.step && !state.skipped.contains(&step)).last();
    let step = before.ok_or(Refusal::FirstStep)?;
    done(vec![moved(workshop, end_of(state, workshop, step, workshop.screens(step) - 1))])
}

/// A screen with all its points: where `previous` arrives.
fn end_of(state: &State, workshop: &Workshop, step: usize, screen: u16) -> Position {
    Position { step, screen, point: state.points(workshop, step, screen) }
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
