//! Events in, state out. What an event says is never judged again here: [`crate::decide`] did.

use std::collections::BTreeSet;

use crate::state::{empty_round, entry};
use crate::{
    Answer, Clock, Event, Owner, Owners, Phase, Place, Position, Round, Rules, Seat, SeatNo, State, Status,
    StepId, StepState, Timestamp, Workshop,
};

impl State {
    /// Takes in one event that happened at `at`. The events of a log come in their order.
    ///
    /// # Panics
    /// When the log is not of this workshop (a step or a seat that it does not have); [`crate::record::replay`] checks first.
    pub fn apply(&mut self, workshop: &Workshop, event: &Event, at: Timestamp) {
        self.seq += 1;
        self.at = self.at.max(at);
        let at = self.at;
        if event.is_for_all() {
            self.turned = self.seq;
        }
        match event {
            Event::Created { capacity } => {
                self.capacity = *capacity;
                self.created_at = at;
            }
            Event::Joined { seat } => {
                let number =
                    SeatNo(u32::try_from(self.seats.len()).expect("a room has fewer than 2^32 seats"));
                let came = self.ran(at);
                self.seats.push(Seat { id: *seat, name: None, group: None, wrote: false, came });
                self.seat_numbers.insert(*seat, number);
            }
            Event::Renamed { seat, name } => {
                self.take_name_off(*seat);
                let seat = &mut self.seats[seat.index()];
                seat.name.clone_from(name);
                seat.wrote = true;
            }
            Event::Started => {
                self.status = Status::Running;
                self.started_at = Some(at);
            }
            Event::Moved { step, screen, point } => {
                let place = Position { step: known(workshop, step), screen: *screen, point: *point };
                self.go(workshop, place, at);
            }
            Event::Inserted { step } => {
                self.inserted.insert(known(workshop, step));
            }
            Event::Skipped { step } => {
                self.skipped.insert(known(workshop, step));
            }
            Event::Closed { step } => self.close(known(workshop, step), Phase::Closed),
            Event::Revealed { step } => self.close(known(workshop, step), Phase::Revealed),
            Event::Reopened { step } => self.steps[known(workshop, step)].phase = Phase::Open,
            Event::Extended { step, seconds } => self.extend(known(workshop, step), *seconds, at),
            Event::RoundBegun { step, .. } => self.begin_round(workshop, known(workshop, step), at),
            Event::PhaseBegun { step, index, seconds } => {
                self.begin_stretch(known(workshop, step), *index, *seconds, at);
            }
            Event::Paused => self.pause(at),
            Event::Resumed => self.resume(at),
            Event::StageSet { show } => self.stage = *show,
            Event::GroupsMade { .. }
            | Event::GroupRenamed { .. }
            | Event::GroupChosen { .. }
            | Event::GroupSet { .. }
            | Event::GroupsLocked { .. }
            | Event::GroupsDissolved => self.apply_to_groups(event),
            Event::Answered { .. } => self.answered(workshop, event, at),
            Event::Vacated { step, round, group, key, settles } => {
                let place = (Owner::Group(*group), key.clone());
                self.vacate(workshop, (known(workshop, step), *round as usize), &place, *settles);
            }
            Event::Asked { seat, text, named, held } => self.take_question(*seat, text, *named, *held),
            Event::Voted { seat, item, value } => self.take_vote(*seat, *item, *value),
            Event::Claimed { seat, step, value } => {
                self.seats[seat.index()].wrote = true;
                let claims = &mut self.steps[known(workshop, step)].claims;
                if *value {
                    claims.insert(*seat);
                } else {
                    claims.remove(seat);
                }
            }
            Event::Handled { item, act } => self.take_handling(*item, act),
            Event::ModerationSet { mode } => self.moderation = *mode,
            Event::LingerSet { step, open } => {
                let step = known(workshop, step);
                if *open {
                    self.lingering.insert(step);
                } else {
                    self.lingering.remove(&step);
                }
            }
            Event::ReportShared { open } => self.report_shared = *open,
            Event::Erased { seat } => self.erase(workshop, *seat),
            Event::Tombstone => {}
            Event::Measured(measurement) => self.measure(*measurement, at),
            Event::Ended => self.end(at),
        }
        self.hide_points(workshop);
    }

    /// What hides the result of a step takes the points of its own screen away.
    fn hide_points(&mut self, workshop: &Workshop) {
        let Some(place) = self.position else { return };
        let most = self.points(workshop, place.step, place.screen);
        self.position = Some(Position { point: place.point.min(most), ..place });
    }

    fn go(&mut self, workshop: &Workshop, place: Position, at: Timestamp) {
        if self.position.is_some_and(|now| now.step != place.step) {
            self.stop_counting(at);
            self.answering = None;
        }
        if self.since.is_none() && self.status == Status::Running {
            self.since = Some(at);
        }
        self.position = Some(place);
        self.skipped.remove(&place.step);
        self.steps[place.step].reached = true;
        if workshop.is_own_screen(place.step, place.screen) {
            let seconds = self.seconds(workshop, place.step);
            ask(&mut self.steps[place.step], seconds, self.status, at);
        }
    }

    /// How long a question is on: as the plan says, or its first phase.
    fn seconds(&self, workshop: &Workshop, step: usize) -> Option<u32> {
        let first =
            || workshop.rules(step).stretches(self.group_count()).first().map(|stretch| stretch.seconds);
        workshop.step(step).seconds.or_else(first)
    }

    fn begin_stretch(&mut self, step: usize, index: u16, seconds: u32, at: Timestamp) {
        let paused = self.status == Status::Paused;
        let step = &mut self.steps[step];
        let length = i64::from(seconds) * 1000;
        step.stretch = index;
        step.phase = Phase::Open;
        step.clock = if paused { Clock::Left(length) } else { Clock::Until(at.plus(length)) };
    }

    /// Adds the present visit to the step's time.
    fn stop_counting(&mut self, at: Timestamp) {
        if let (Some(place), Some(since)) = (self.position, self.since.take()) {
            self.steps[place.step].spent += at.since(since);
        }
    }

    fn close(&mut self, step: usize, phase: Phase) {
        let step = &mut self.steps[step];
        step.phase = phase;
        step.clock = Clock::None;
    }

    fn extend(&mut self, step: usize, seconds: u32, at: Timestamp) {
        let more = i64::from(seconds) * 1000;
        let paused = self.status == Status::Paused;
        let step = &mut self.steps[step];
        step.phase = Phase::Open;
        step.clock = match step.clock {
            Clock::None if paused => Clock::Left(more),
            Clock::None => Clock::Until(at.plus(more)),
            Clock::Until(end) => Clock::Until(end.plus(more)),
            Clock::Left(left) => Clock::Left(left + more),
        };
    }

    fn begin_round(&mut self, workshop: &Workshop, index: usize, at: Timestamp) {
        let asked = self.position.is_some_and(|place| place.step == index) && self.on_own_screen(workshop);
        let (status, seconds) = (self.status, self.seconds(workshop, index));
        let step = &mut self.steps[index];
        step.rounds.push(empty_round(workshop, index));
        step.phase = Phase::Open;
        step.clock = Clock::None;
        step.asked_at = None;
        step.stretch = 0;
        if asked {
            ask(step, seconds, status, at);
        }
    }

    fn pause(&mut self, at: Timestamp) {
        self.stop_counting(at);
        self.status = Status::Paused;
        for step in &mut self.steps {
            if let Clock::Until(end) = step.clock {
                step.clock = Clock::Left(end.since(at));
            }
        }
    }

    fn resume(&mut self, at: Timestamp) {
        self.status = Status::Running;
        self.since = Some(at);
        for step in &mut self.steps {
            if let Clock::Left(left) = step.clock {
                step.clock = Clock::Until(at.plus(left));
            }
        }
    }

    fn answered(&mut self, workshop: &Workshop, event: &Event, at: Timestamp) {
        let Event::Answered { seat, group, step, round, key, value, late, beside, held } = event else {
            return;
        };
        let Some(owner) = group.map(Owner::Group).or(seat.map(Owner::Seat)) else { return };
        let index = known(workshop, step);
        let answer = Answer { value: value.clone(), at, by: *seat, seq: self.seq };
        if let Some(seat) = seat {
            self.seats[seat.index()].wrote = true;
        }
        if let Some(group) = owner.group() {
            self.steps[index].touched.insert(group, self.seq);
        }
        let votes = &mut self.steps[index].rounds[*round as usize];
        if *late {
            votes.late.insert((seat.map_or(owner, Owner::Seat), key.clone()), answer);
            return;
        }
        if *beside {
            let author = seat.expect("only somebody with a seat writes beside another");
            votes.beside.insert((owner, key.clone(), author), answer);
            return;
        }
        let rules = workshop.rules(index);
        if counts(rules, owner) && votes.of(owner).next().is_none() {
            votes.answered += 1;
        }
        let place = (owner, key.clone());
        if let Some(old) = votes.answers.get(&place) {
            rules.remove(&mut *votes.tally, entry(owner, key, old));
        }
        rules.add(&mut *votes.tally, entry(owner, key, &answer));
        votes.answers.insert(place, answer);
        let words = rules.words(value);
        // Who says nothing when the room votes again still says what they said before.
        if words.is_some() || !said_before(rules, &self.steps[index].rounds[..*round as usize], owner, key) {
            self.take_words(index, (owner, key), *seat, words, *held);
        }
    }

    fn vacate(&mut self, workshop: &Workshop, (step, round): (usize, usize), place: &Place, settles: bool) {
        let rules = workshop.rules(step);
        let votes = &mut self.steps[step].rounds[round];
        // Counted whether or not the answer is still there: it may have been erased.
        let replaced = votes.replaced.entry(place.clone()).or_default();
        *replaced = replaced.saturating_add(1);
        if let Some(old) = votes.answers.remove(place) {
            rules.remove(&mut *votes.tally, entry(place.0, &place.1, &old));
            if counts(rules, place.0) && votes.of(place.0).next().is_none() {
                votes.answered -= 1;
            }
        }
        if settles {
            votes.beside.retain(|(owner, key, _), _| (owner, key) != (&place.0, &place.1));
        }
        self.take_words(step, (place.0, &place.1), None, None, false);
    }

    /// Takes out all that somebody wrote: their own answers, and what they wrote last for their group.
    fn erase(&mut self, workshop: &Workshop, seat: SeatNo) {
        let person = &mut self.seats[seat.index()];
        person.name = None;
        person.wrote = false;
        self.forget_words(seat);
        for (index, step) in self.steps.iter_mut().enumerate() {
            let rules = workshop.rules(index);
            step.touched.clear();
            step.claims.remove(&seat);
            for round in &mut step.rounds {
                round.late.retain(|_, answer| answer.by != Some(seat));
                round.beside.retain(|(_, _, author), _| *author != seat);
                for ((owner, key), old) in round.answers.extract_if(.., |_, answer| answer.by == Some(seat)) {
                    rules.remove(&mut *round.tally, entry(owner, &key, &old));
                }
                let owners: BTreeSet<Owner> = round.answers.keys().map(|(owner, _)| *owner).collect();
                let counted = owners.into_iter().filter(|owner| counts(rules, *owner)).count();
                round.answered = u32::try_from(counted).unwrap_or(u32::MAX);
            }
        }
    }

    fn end(&mut self, at: Timestamp) {
        self.stop_counting(at);
        self.status = Status::Ended;
        self.ended_at = Some(at);
        for step in &mut self.steps {
            step.clock = Clock::None;
        }
    }
}

/// Whether an owner is one of those who are counted as having answered.
fn counts(rules: &dyn Rules, owner: Owner) -> bool {
    matches!((rules.owners(""), owner), (Owners::Seats, Owner::Seat(_)) | (Owners::Groups, Owner::Group(_)))
}

/// Whether an answer of an earlier round has words.
fn said_before(rules: &dyn Rules, earlier: &[Round], owner: Owner, key: &str) -> bool {
    let answers = earlier.iter().filter_map(|round| round.answer(owner, key));
    answers.into_iter().any(|answer| rules.words(&answer.value).is_some())
}

/// The question is on: its clock begins, once a round.
fn ask(step: &mut StepState, seconds: Option<u32>, status: Status, at: Timestamp) {
    if step.asked_at.is_some() {
        return;
    }
    step.asked_at = Some(at);
    let Some(seconds) = seconds else { return };
    if step.phase != Phase::Open || step.clock != Clock::None {
        return;
    }
    let length = i64::from(seconds) * 1000;
    step.clock = if status == Status::Paused { Clock::Left(length) } else { Clock::Until(at.plus(length)) };
}

fn known(workshop: &Workshop, step: &StepId) -> usize {
    workshop.position(step.as_str()).expect("a log names steps of its own workshop")
}
