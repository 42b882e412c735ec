//! The screens of the step that is on, whatever its kind.

use maud::{Markup, html};
use serde_json::Value;
use workshop::Json;

use crate::kind::Kind;
use crate::kinds::kind;
use crate::{Aside, Own, Paper, Reminder, Section, View, parts};

fn of(view: &View<'_>) -> &'static dyn Kind {
    kind(&view.plan().kind).expect("a loaded workshop has known kinds only")
}

/// The phone's screen, below its header.
pub fn phone(view: &View<'_>) -> Markup {
    of(view).phone(view)
}

/// The projector's screen, above its footer: a slide of the step, or its own screen.
pub fn stage(view: &View<'_>) -> Markup {
    let place = view.state.position.filter(|place| place.step == view.step);
    let slide = place
        .and_then(|place| view.workshop.slide(place.step, place.screen).map(|slide| (slide, place.point)));
    match slide {
        Some((slide, point)) => parts::slide::stage(view, slide, point),
        None => of(view).stage(view),
    }
}

/// What the facilitator sees of the answers.
pub fn remote(view: &View<'_>) -> Markup {
    html! { (of(view).remote(view)) }
}

/// A page of this name beside the phone's screen or the remote's; None: the kind has none.
pub fn aside(view: &View<'_>, page: &str) -> Option<Aside> {
    of(view).aside(view, page)
}

/// What the step's stretches are called; none: by their numbers.
pub fn stretch_names(view: &View<'_>) -> Vec<String> {
    of(view).stretch_names(view)
}

/// What the places are called that a text may be moved to; none: by their numbers.
pub fn column_names(view: &View<'_>) -> Vec<String> {
    of(view).column_names(view)
}

/// What the report says of the step.
pub fn report(view: &View<'_>) -> Section {
    of(view).report(view)
}

/// What the person may put into their own calendar.
pub fn remind(view: &View<'_>) -> Option<Reminder> {
    of(view).reminder(view)
}

/// What stays of the step on the person's phone once the session is over.
pub fn afterwards(view: &View<'_>, key: &str) -> Markup {
    of(view).afterwards(view, key)
}

/// What can be printed to play the step without screens.
pub fn print(paper: &Paper<'_>) -> Option<Markup> {
    kind(&paper.step.kind)?.print(paper)
}

/// An answer that came as a form, in the shape of the API.
pub fn from_form(view: &View<'_>, fields: &[(String, String)]) -> Value {
    of(view).from_form(view, fields)
}

/// An answer in words.
pub fn describe(view: &View<'_>, answer: &Json) -> String {
    of(view).describe(view, answer)
}

/// Which marked values of the phone's fragment the answer chose.
pub fn marks(view: &View<'_>, answer: &Json) -> Vec<String> {
    of(view).marks(answer)
}

/// What the person's own phone shows of their answer.
pub fn own(view: &View<'_>, answer: &Json) -> Own {
    of(view).own(view, answer)
}
