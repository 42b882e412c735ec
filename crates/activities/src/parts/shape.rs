//! Shape, letter and colour: an answer is told apart by any one of the three.

use maud::{Markup, html};

use crate::Choice;

/// The sign of an answer; its colour comes from the class of the letter around it.
pub fn shape(choice: Choice) -> Markup {
    let (y, path) = match choice {
        Choice::A => ("31", html! { path d="M20 3 38 36H2z" {} }),
        Choice::B => ("25.5", html! { path d="M20 1 39 20 20 39 1 20z" {} }),
        Choice::C => ("25.5", html! { circle cx="20" cy="20" r="18" {} }),
        Choice::D => ("25.5", html! { rect x="3" y="3" width="34" height="34" rx="3" {} }),
    };
    html! {
        svg.shape viewBox="0 0 40 40" aria-hidden="true" { (path) text x="20" y=(y) { (choice.letter()) } }
    }
}
