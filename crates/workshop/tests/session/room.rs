//! A session that is played in a test, with its log.

use serde_json::{Value, json};
use workshop::{
    Command, Control, Decision, Event, Outcome, Plan, Refusal, SeatCommand, SeatId, Sent, State, Status,
    Timestamp, Workshop, decide, record,
};

use crate::toy::Toys;

/// A line of the log, as the store keeps it.
#[derive(Clone, Debug)]
pub struct Line {
    pub seq: u64,
    pub at: i64,
    pub event: Event,
    pub bytes: Vec<u8>,
}

/// A session, its clock and its log.
pub struct Room {
    pub workshop: Workshop,
    pub state: State,
    pub log: Vec<Line>,
    /// What the shell's clock says; it may jump back.
    pub now: Timestamp,
    /// Milliseconds in which the session ran, counted here and not by the state.
    pub ran: i64,
}

impl Room {
    /// Before the first event.
    pub fn new(plan: Plan) -> Self {
        let workshop = Workshop::new(plan, &Toys).expect("a plan of toys");
        let state = State::new(&workshop);
        Self { workshop, state, log: vec![], now: Timestamp(1_000_000), ran: 0 }
    }

    /// In the lobby, with so many people.
    pub fn lobby(plan: Plan, people: u8) -> Self {
        let mut room = Self::new(plan);
        room.send(Command::Create { capacity: 8 }).expect("a new session");
        for seat in 0..people {
            room.send(Command::Join { seat: seat_id(seat), name: String::new() }).expect("a free seat");
        }
        room
    }

    /// At the first step, with so many people.
    pub fn started(plan: Plan, people: u8) -> Self {
        let mut room = Self::lobby(plan, people);
        room.control(Control::Start).expect("a lobby");
        room
    }

    /// Decides and takes in what is decided.
    pub fn send(&mut self, command: Command) -> Result<Decision, Refusal> {
        let decided = decide(&self.state, &self.workshop, command, self.now);
        if let Ok(decision) = &decided {
            decision.events.iter().for_each(|event| self.take(event));
        }
        decided
    }

    pub fn control(&mut self, control: Control) -> Result<Decision, Refusal> {
        self.send(Command::Control(control))
    }

    pub fn goto(&mut self, step: &str) -> Result<Decision, Refusal> {
        self.control(Control::Goto { step: step.into() })
    }

    /// A vote, in the present round.
    pub fn vote(&mut self, seat: u8, step: &str, choice: &str) -> Result<Decision, Refusal> {
        self.answer(seat, step, "", json!({ "choice": choice }))
    }

    pub fn answer(&mut self, seat: u8, step: &str, key: &str, value: Value) -> Result<Decision, Refusal> {
        self.send(answer(seat, step, key, value, None))
    }

    /// The clock goes on; the shell tells every alarm at its instant.
    pub fn wait(&mut self, ms: i64) {
        let until = self.now.plus(ms);
        while let Some((end, _)) = self.state.next_alarm().filter(|(end, _)| *end <= until) {
            self.now = self.now.max(end);
            self.send(Command::TimeUp).expect("an alarm closes a step");
        }
        self.now = until;
    }

    fn take(&mut self, event: &Event) {
        let (ran, before) = (self.state.status == Status::Running, self.state.at);
        self.state.apply(&self.workshop, event, self.now);
        if ran {
            self.ran += self.state.at.since(before);
        }
        let bytes = record::encode(event);
        self.log.push(Line { seq: self.state.seq, at: self.now.0, event: event.clone(), bytes });
    }

    /// The state as bytes: what replay must give again.
    pub fn bytes(&self) -> Vec<u8> {
        bytes(&self.state)
    }
}

pub fn bytes(state: &State) -> Vec<u8> {
    serde_json::to_vec(state).expect("a state is made of what JSON can hold")
}

/// An answer on its way.
pub fn answer(seat: u8, step: &str, key: &str, value: Value, round: Option<u32>) -> Command {
    let sent = Sent { key: key.into(), round, ..Sent::new(step, value) };
    Command::Seat(seat_id(seat), SeatCommand::Answer(sent))
}

/// What the asker was told.
pub fn outcome(decided: Result<Decision, Refusal>) -> Outcome {
    decided.expect("an answer that is taken").outcome
}

/// The seat a test calls by a number.
pub fn seat_id(seat: u8) -> SeatId {
    SeatId([seat; 16])
}
