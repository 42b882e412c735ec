//! A class that plays a workshop of the packs step by step, for tests that know what each person says.
#![allow(dead_code, reason = "each test file uses a part of it")]

use activities::{Registry, Room, View, freeze};
use content::Library;
use figures::Links;
use maud::Markup;
use serde_json::Value;
use workshop::{
    Command, Control, Refusal, SeatCommand, SeatId, SeatNo, Sent, State, Timestamp, Workshop, decide,
};

/// The embedded workshop of this id.
pub fn workshop(id: &str) -> Workshop {
    let library = Library::embedded(&Registry).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    Workshop::new(freeze(pack.workshop(id).unwrap(), pack), &Registry).unwrap()
}

/// A session.
pub struct Class<'a> {
    workshop: &'a Workshop,
    pub state: State,
    now: i64,
}

impl<'a> Class<'a> {
    /// So many people.
    pub fn new(workshop: &'a Workshop, people: u8) -> Self {
        let mut class = Self { workshop, state: State::new(workshop), now: 1000 };
        class.act(Command::Create { capacity: 100 }).unwrap();
        (0..people).for_each(|person| class.join(person));
        class
    }

    pub fn join(&mut self, person: u8) {
        self.act(Command::Join { seat: SeatId([person; 16]), name: String::new() }).unwrap();
    }

    pub fn act(&mut self, command: Command) -> Result<(), Refusal> {
        self.now += 1;
        let at = Timestamp(self.now);
        let decision = decide(&self.state, self.workshop, command, at)?;
        decision.events.iter().for_each(|event| self.state.apply(self.workshop, event, at));
        Ok(())
    }

    pub fn control(&mut self, control: Control) {
        self.act(Command::Control(control)).unwrap();
    }

    /// To the step's own screen.
    pub fn ask(&mut self, step: &str) {
        self.control(Control::Goto { step: step.into() });
        while !self.state.on_own_screen(self.workshop) {
            self.control(Control::Next);
        }
    }

    /// An answer of somebody; the code and the place of what is wrong with it.
    pub fn answer(
        &mut self,
        person: u8,
        step: &str,
        key: &str,
        value: Value,
    ) -> Result<(), (String, String)> {
        let sent = Sent { key: key.into(), ..Sent::new(step, value) };
        let told = self.act(Command::Seat(SeatId([person; 16]), SeatCommand::Answer(sent)));
        told.map_err(|refusal| match refusal {
            Refusal::Value(error) => (error.code.to_owned(), error.pointer),
            other => (other.code().to_owned(), String::new()),
        })
    }

    /// What a view makes of a step for somebody, or for all.
    pub fn view<T>(&self, step: &str, seat: Option<u8>, draw: impl Fn(&View<'_>) -> T) -> T {
        self.view_in("fr", step, seat, draw)
    }

    pub fn view_in<T>(&self, lang: &str, step: &str, seat: Option<u8>, draw: impl Fn(&View<'_>) -> T) -> T {
        let room = Room::default();
        draw(&View {
            session: "0195c0de",
            workshop: self.workshop,
            state: &self.state,
            step: self.workshop.position(step).unwrap(),
            texts: texts::texts(lang),
            figures: figures::Registry::embedded(),
            links: Links::Page,
            now: Timestamp(self.now),
            seat: seat.map(|person| SeatNo(u32::from(person))),
            room: &room,
            part: "",
            page: "",
            facilitator: false,
        })
    }

    /// The same as text, in plain spaces.
    pub fn html(&self, step: &str, seat: Option<u8>, draw: fn(&View<'_>) -> Markup) -> String {
        self.view(step, seat, draw).into_string().replace(['\u{202f}', '\u{a0}'], " ")
    }
}
