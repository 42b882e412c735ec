//! A room that plays a real workshop, in code and at fixed times.

use activities::{Registry, freeze};
use content::Library;
use jiff::tz::TimeZone;
use report::{Meta, Report};
use serde_json::Value;
use workshop::{Command, Control, Outcome, SeatCommand, SeatId, State, Timestamp, Workshop, decide};

/// Tuesday 24 November 2026, 14:05 in Brussels.
pub const START: Timestamp = Timestamp(1_795_525_500_000);

/// A session and its clock.
pub struct Room {
    pub workshop: Workshop,
    pub state: State,
    pub now: Timestamp,
}

impl Room {
    /// The lobby of a workshop of the embedded pack; only the content steps in `kept`, so that it stays small.
    pub fn new(id: &str, kept: &[&str]) -> Self {
        let library = Library::embedded(&Registry).expect("the embedded packs are sound");
        let pack = library.pack("fr").unwrap();
        let mut plan = freeze(pack.workshop(id).unwrap(), pack);
        plan.steps
            .retain(|step| kept.contains(&step.part.as_ref().map_or(step.id.as_str(), |part| &part.of)));
        let workshop = Workshop::new(plan, &Registry).unwrap();
        let state = State::new(&workshop);
        let mut room = Self { workshop, state, now: START };
        room.command(Command::Create { capacity: 100 });
        room
    }

    /// Time goes by.
    pub fn after(&mut self, seconds: i64) -> &mut Self {
        self.now = self.now.plus(seconds * 1000);
        self
    }

    pub fn join(&mut self, seat: u8, name: &str) -> &mut Self {
        self.command(Command::Join { seat: SeatId([seat; 16]), name: name.into() });
        self
    }

    pub fn control(&mut self, control: Control) -> &mut Self {
        self.command(Command::Control(control));
        self
    }

    pub fn goto(&mut self, step: &str) -> &mut Self {
        self.control(Control::Goto { step: step.into() })
    }

    pub fn answer(&mut self, seat: u8, step: &str, value: Value) -> Outcome {
        let answer = SeatCommand::Answer(workshop::Sent::new(step, value));
        self.command(Command::Seat(SeatId([seat; 16]), answer))
    }

    pub fn command(&mut self, command: Command) -> Outcome {
        let decision =
            decide(&self.state, &self.workshop, command, self.now).expect("the room does what it may");
        for event in &decision.events {
            self.state.apply(&self.workshop, event, self.now);
        }
        decision.outcome
    }

    pub fn report(&self, rehearsal: bool, lang: &str) -> Report {
        let meta = Meta {
            id: "0195c0de",
            code: "BCDFGH",
            title: "Atelier de Tournai",
            lang,
            rehearsal,
            expires_at: START.plus(365 * 86_400_000),
            time_zone: TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap(),
        };
        Report::new(meta, &self.workshop, &self.state, figures::Registry::embedded(), self.now)
    }
}
