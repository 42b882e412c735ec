//! Events in, state out. What an event says is never judged again here: [`crate::decide`] did.

use crate::state::empty_round;
use crate::{
    Answer, Clock, Event, Phase, Position, Seat, SeatNo, State, Status, StepId, StepState, Timestamp,
    Workshop,
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
        match event {
            Event::Created { capacity } => {
                self.capacity = *capacity;
                self.created_at = at;
            }
            Event::Joined { seat } => {
                let number =
                    SeatNo(u32::try_from(self.seats.len()).expect("a room has fewer than 2^32 seats"));
                self.seats.push(Seat { id: *seat, name: None, group: None, wrote: false });
                self.seat_numbers.insert(*seat, number);
            }
            Event::Renamed { seat, name } => {
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
            Event::Paused => self.pause(at),
            Event::Resumed => self.resume(at),
            Event::StageSet { show } => self.stage = *show,
            Event::GroupsMade { .. }
            | Event::GroupRenamed { .. }
            | Event::GroupChosen { .. }
            | Event::GroupSet { .. }
            | Event::GroupsLocked { .. }
            | Event::GroupsDissolved => self.apply_to_groups(event),
            Event::Answered { seat, step, round, key, value, late } => {
                let answer = Answer { value: value.clone(), at };
                self.seats[seat.index()].wrote = true;
                self.answer(
                    workshop,
                    (known(workshop, step), *round as usize),
                    (*seat, key.clone()),
                    answer,
                    *late,
                );
            }
            Event::Erased { seat } => self.erase(workshop, *seat),
            Event::Tombstone => {}
            Event::Ended => self.end(at),
        }
    }

    fn go(&mut self, workshop: &Workshop, place: Position, at: Timestamp) {
        if self.position.is_some_and(|now| now.step != place.step) {
            self.stop_counting(at);
        }
        if self.since.is_none() && self.status == Status::Running {
            self.since = Some(at);
        }
        self.position = Some(place);
        self.skipped.remove(&place.step);
        self.steps[place.step].reached = true;
        if workshop.is_own_screen(place.step, place.screen) {
            let seconds = workshop.step(place.step).seconds;
            ask(&mut self.steps[place.step], seconds, self.status, at);
        }
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
        let status = self.status;
        let step = &mut self.steps[index];
        step.rounds.push(empty_round(workshop, index));
        step.phase = Phase::Open;
        step.clock = Clock::None;
        step.asked_at = None;
        if asked {
            ask(step, workshop.step(index).seconds, status, at);
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

    fn answer(
        &mut self,
        workshop: &Workshop,
        (step, round): (usize, usize),
        key: (SeatNo, Box<str>),
        answer: Answer,
        late: bool,
    ) {
        let rules = workshop.rules(step);
        let round = &mut self.steps[step].rounds[round];
        if late {
            round.late.insert(key, answer);
            return;
        }
        if round.of(key.0).next().is_none() {
            round.answered += 1;
        }
        if let Some(old) = round.answers.get(&key) {
            rules.remove(&mut *round.tally, key.0, &key.1, &old.value);
        }
        rules.add(&mut *round.tally, key.0, &key.1, &answer.value);
        round.answers.insert(key, answer);
    }

    fn erase(&mut self, workshop: &Workshop, seat: SeatNo) {
        let person = &mut self.seats[seat.index()];
        person.name = None;
        person.wrote = false;
        for (index, step) in self.steps.iter_mut().enumerate() {
            let rules = workshop.rules(index);
            for round in &mut step.rounds {
                round.late.retain(|(owner, _), _| *owner != seat);
                let keys: Vec<Box<str>> = round.of(seat).map(|(key, _)| key.into()).collect();
                round.answered -= u32::from(!keys.is_empty());
                for key in keys {
                    let place = (seat, key);
                    if let Some(old) = round.answers.remove(&place) {
                        rules.remove(&mut *round.tally, seat, &place.1, &old.value);
                    }
                }
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
