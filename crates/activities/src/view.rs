//! What every view is a function of.

use figures::Links;
use maud::{Markup, html};
use texts::Texts;
use workshop::{Json, Owner, Phase, PlanStep, Round, SeatNo, State, StepState, Timestamp, Workshop};

/// How to come in: what the shell knows of the network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Room {
    /// `192.168.1.20:8080`, as a person types it.
    pub address: String,
    /// The six letters.
    pub code: String,
    /// The join link as a QR code: an `<svg>`.
    pub qr: String,
    /// The wifi's name, when the facilitator gave it.
    pub wifi: Option<String>,
    /// The wifi's QR code: an `<svg>`.
    pub wifi_qr: Option<String>,
}

/// A step of a session, seen by somebody.
pub struct View<'a> {
    /// The session's id, for the addresses of forms.
    pub session: &'a str,
    /// The frozen workshop.
    pub workshop: &'a Workshop,
    /// What is true now.
    pub state: &'a State,
    /// Which step is drawn.
    pub step: usize,
    /// The words.
    pub texts: &'static Texts,
    /// The sourced figures.
    pub figures: &'a figures::Registry,
    /// Where a figure's link leads.
    pub links: Links,
    /// The server's clock.
    pub now: Timestamp,
    /// Whose page it is; none for what everybody gets.
    pub seat: Option<SeatNo>,
    /// How to come in.
    pub room: &'a Room,
    /// The facilitator sees what the room does not see yet.
    pub facilitator: bool,
}

impl<'a> View<'a> {
    /// The step in the plan.
    pub fn plan(&self) -> &'a PlanStep {
        self.workshop.step(self.step)
    }

    /// The step's state.
    pub fn step_state(&self) -> &'a StepState {
        &self.state.steps[self.step]
    }

    /// The present vote.
    pub fn round(&self) -> &'a Round {
        self.step_state().round()
    }

    /// Open, closed or revealed.
    pub fn phase(&self) -> Phase {
        self.step_state().phase
    }

    /// Whether the room may see what it said.
    pub fn revealed(&self) -> bool {
        self.phase() == Phase::Revealed
    }

    /// Whether answers count.
    pub fn open(&self) -> bool {
        self.phase() == Phase::Open
    }

    /// What the person answered here, when the page is theirs.
    pub fn mine(&self) -> Option<&'a Json> {
        self.answer_of(self.step)
    }

    /// Whether all that came from the person came too late.
    pub fn late(&self) -> bool {
        let came_late = |seat| self.round().late.contains_key(&(Owner::Seat(seat), Box::default()));
        self.mine().is_none() && self.seat.is_some_and(came_late)
    }

    /// What the person answered to another step.
    pub fn answer_of(&self, step: usize) -> Option<&'a Json> {
        self.seat.and_then(|seat| self.state.mine(step, seat)).map(|answer| &answer.value)
    }

    /// A text of a pack with its figures filled in, as HTML.
    pub fn figure_text(&self, html: &str) -> maud::PreEscaped<String> {
        maud::PreEscaped(figures::expand(html, self.figures, self.links))
    }

    /// Something that leads to a figure.
    pub fn figure_link(&self, id: &str, content: &Markup) -> Markup {
        if let Some(href) = self.links.to(id) {
            html! { a href=(href) { (content) } }
        } else {
            html! { (content) }
        }
    }

    /// The same view of another step.
    #[must_use]
    pub fn at(&self, step: usize) -> View<'a> {
        View { step, ..*self }
    }
}
