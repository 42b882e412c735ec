//! One of a few answers that is part of a longer form: a shape, a letter, a colour, and a circle to mark.

use maud::{Markup, html};

use super::shape::shape;
use crate::Choice;

/// One answer of a form.
pub struct Pick<'a> {
    /// Its letter.
    pub choice: Choice,
    /// What the form sends.
    pub value: &'a str,
    /// What is read.
    pub text: String,
}

/// The answers under their question; one must be marked.
pub fn one(name: &str, question: &str, picks: &[Pick<'_>], chosen: Option<&str>, open: bool) -> Markup {
    html! {
        fieldset.answers {
            legend { (question) }
            @for pick in picks {
                label class={ "answer " (pick.choice.letter()) @if chosen == Some(pick.value) { " on" } } data-answer data-value=(pick.choice.letter()) {
                    input type="radio" name=(name) value=(pick.value) required checked[chosen == Some(pick.value)] disabled[!open];
                    (shape(pick.choice)) span { (pick.text) }
                }
            }
        }
    }
}
