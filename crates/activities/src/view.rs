//! What every view is a function of.

use figures::Links;
use maud::{Markup, html};
use texts::Texts;
use workshop::{
    Answer, GroupNo, Json, Owner, Phase, PlanStep, Round, SeatNo, State, Status, StepState, Text, Timestamp,
    Visibility, Workshop, words,
};

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
    /// Which part of the step the person has opened, where it shows one at a time; empty: none.
    pub part: &'a str,
    /// The page beside the step's screen that is drawn, to which its forms lead back; empty: the screen itself.
    pub page: &'a str,
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

    /// Whether everybody may read these words of an answer at a place. `stands`: they are what stands there, or stood; else they
    /// came too late or were never settled. What the facilitator has not seen is left to the list of words, unless the place or
    /// the same words elsewhere were not let through.
    pub fn is_public(&self, owner: Owner, key: &str, said: &str, stands: bool) -> bool {
        let is_let_through = |text: &Text<'_>| {
            matches!(self.state.visibility(text.id, text.item), Visibility::Shown | Visibility::Merged)
        };
        let is_said = |text: &Text<'_>| *text.item.text == *said;
        let here = self.state.text_of(self.step, owner, key);
        if let Some(text) = here.filter(|text| stands && is_said(text)) {
            return is_let_through(&text);
        }
        let unsettled = self.state.unsettled(self.workshop, self.step);
        if unsettled.iter().any(|text| text.hidden && *text.text == *said) {
            return false;
        }
        let kept_back = |text: &Text<'_>| !is_let_through(text);
        let mut elsewhere = self.state.texts(Some(self.step)).into_iter().filter(is_said);
        let place = here.filter(|_| !stands);
        !place.is_some_and(|text| kept_back(&text))
            && !elsewhere.any(|text| kept_back(&text))
            && !words::ask_for_a_look(&self.workshop.plan().lang, said)
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
        let over = self.state.status == Status::Ended;
        if over { self.state.lingering.contains(&self.step) } else { self.phase() == Phase::Open }
    }

    /// What the person answered here, or their group did, when the page is theirs.
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
        self.at(step).standing("").map(|answer| &answer.value)
    }

    /// With whom the person works whose page it is: in the first group while the room is one.
    pub fn group(&self) -> Option<GroupNo> {
        self.seat
            .filter(|seat| seat.index() < self.state.seats.len())
            .and_then(|seat| self.state.group_of(seat))
    }

    /// Whose the answers under this key are, for the person whose page it is.
    pub fn owner(&self, key: &str) -> Option<Owner> {
        let seat = self.seat.filter(|seat| seat.index() < self.state.seats.len())?;
        self.state.owner(self.workshop, self.step, seat, key)
    }

    /// What stands under a key, of that person or of their group.
    pub fn standing(&self, key: &str) -> Option<&'a Answer> {
        self.round().answer(self.owner(key)?, key)
    }

    /// What somebody else of the group wrote there at the same time.
    pub fn beside(&self, key: &str) -> Vec<(SeatNo, &'a Answer)> {
        self.owner(key).map_or_else(Vec::new, |owner| self.round().beside(owner, key).collect())
    }

    /// The texts of this step that everybody may read, those with the most votes first.
    pub fn shown(&self) -> Vec<Text<'a>> {
        self.state.shown(Some(self.step))
    }

    /// Whether people may read what others wrote for this step already.
    pub fn texts_are_open(&self) -> bool {
        self.state.texts_are_open(self.workshop, Some(self.step))
    }

    /// A text of a pack with its figures filled in, as HTML.
    pub fn figure_text(&self, html: &str) -> maud::PreEscaped<String> {
        maud::PreEscaped(figures::expand(html, self.figures, self.links))
    }

    /// The same without the paragraph around it, where the text is but one.
    pub fn figure_line(&self, html: &str) -> maud::PreEscaped<String> {
        let inside = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        self.figure_text(inside.filter(|inside| !inside.contains("<p>")).unwrap_or(html))
    }

    /// Something that leads to a figure.
    pub fn figure_link(&self, id: &str, content: &Markup) -> Markup {
        if let Some(href) = self.links.to(id) {
            html! { a href=(href) { (content) } }
        } else {
            html! { (content) }
        }
    }

    /// An address below the session where a form of the phone is sent, with where it leads back to.
    pub fn address(&self, path: &str) -> String {
        let mut address = format!("/s/{}/{path}", self.session);
        for (name, said) in [("retour=plus/", self.page), ("e=", self.part)] {
            if !said.is_empty() {
                let sign = if address.contains('?') { '&' } else { '?' };
                address = format!("{address}{sign}{name}{said}");
            }
        }
        address
    }

    /// A page beside the step's screen on the phone.
    pub fn aside(&self, page: &str) -> String {
        format!("/s/{}/plus/{page}", self.session)
    }

    /// The same view of another step.
    #[must_use]
    pub fn at(&self, step: usize) -> View<'a> {
        View { step, ..*self }
    }
}
