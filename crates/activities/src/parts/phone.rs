//! What the phone's screens share: the form, « C’est noté », what to do while nothing can be sent.

use maud::{Markup, html};
use texts::t;
use workshop::Phase;

use crate::{View, screens};

/// The form of the step that is on. It works by itself; the page's script sends it without leaving the page.
pub fn form(view: &View<'_>, class: &str, content: &Markup) -> Markup {
    form_for(view, "", class, content)
}

/// The form of one part of the step, at an address of its own. What a group owns is sent with the revision it was changed
/// from, so that nobody writes over what they have not seen.
pub fn form_for(view: &View<'_>, key: &str, class: &str, content: &Markup) -> Markup {
    let step = view.plan().id.as_str();
    let base = view
        .owner(key)
        .filter(|owner| owner.group().is_some())
        .map(|owner| view.round().revision(owner, key));
    let path = if key.is_empty() { format!("a/{step}") } else { format!("a/{step}?key={key}") };
    html! {
        form class=(class) method="post" action=(view.address(&path)) data-form {
            @if view.workshop.rules(view.step).traits().rounds { input type="hidden" name="_round" value=(view.step_state().rounds.len() - 1); }
            @if let Some(base) = base { input type="hidden" name="_base" value=(base); }
            (content)
        }
    }
}

/// « C’est noté », or why nothing can be sent; filled, and said to those who listen, by the page's script where the fragment
/// is everybody's.
pub fn noted(view: &View<'_>) -> Markup {
    let mine = view.mine().map(|answer| screens::own(view, answer).words);
    html! {
        p.noted data-noted hidden[mine.is_none()] {
            span aria-hidden="true" { "✓ " } (t!(view.texts, "noted")) " " b data-mine { @if let Some(mine) = &mine { (mine) } }
        }
        p.notice data-late hidden[!view.late()] { (t!(view.texts, "noted-late")) }
        @match view.phase() {
            Phase::Open => p.small data-change hidden[mine.is_none()] { (t!(view.texts, "change-until-close")) },
            Phase::Closed => p.notice { (t!(view.texts, "answers-closed")) },
            Phase::Revealed => {},
        }
    }
}

/// « Bien vu », « Pas cette fois »: told to the person alone, by the server or by the page's script.
pub fn verdict(view: &View<'_>, right: Option<bool>) -> Markup {
    let lines = [
        ("right", "verdict-right"),
        ("wrong", "verdict-wrong"),
        ("none", "verdict-none"),
        ("late", "noted-late"),
    ];
    let own = view.seat.map(|_| match right {
        Some(true) => "right",
        Some(false) => "wrong",
        None if view.late() => "late",
        None => "none",
    });
    html! {
        @for (name, words) in lines {
            p class={ "noted " (name) } data-if=(name) hidden[own != Some(name)] { (t!(view.texts, words)) }
        }
    }
}

/// A screen that asks nothing of the phone: look up.
pub fn look_up(view: &View<'_>) -> Markup {
    html! { p.small { (t!(view.texts, "look-at-the-screen")) } }
}
