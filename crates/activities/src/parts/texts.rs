//! What people wrote for others to read: on phones with votes, on the projector from afar.

use maud::{Markup, html};
use texts::{Texts, t};
use workshop::{Seat, State, Text};

use super::groups;
use crate::View;

/// Where a question is written, at any time.
pub fn ask(texts: &Texts, session: &str) -> Markup {
    html! {
        form.stack method="post" action={ "/s/" (session) "/q" } data-form data-many {
            label { (t!(texts, "your-question")) input type="text" name="text" maxlength="280" autocomplete="off" required; }
            label.box { input type="checkbox" name="named" value="1"; " " (t!(texts, "question-named")) }
            button.btn type="submit" { (t!(texts, "question-send")) }
        }
    }
}

/// On a phone: texts with their votes. `line`: what is read of each, the button after it.
pub fn list<T>(
    view: &View<'_>,
    all: &[T],
    text: impl Fn(&T) -> &Text<'_>,
    line: impl Fn(&T) -> Markup,
) -> Markup {
    html! {
        @if !all.is_empty() {
            form method="post" data-form { ul.texts { @for one in all {
                li class=[view.state.is_in_the_light(text(one).id).then_some("lit")] { (line(one)) (vote(view, text(one))) }
            } } }
        }
    }
}

/// The vote of one person for one text: a button at an address of its own, in whatever form. Which texts are one's own, and
/// which one has voted for, is drawn by the page's script where the fragment is everybody's. Where no votes are taken (any
/// more): how many there are.
pub fn vote(view: &View<'_>, text: &Text<'_>) -> Markup {
    if !view.state.votes_are_open(view.workshop, text.item.step) {
        return html! { @if text.votes > 0 { span.small { (t!(view.texts, "votes-n", n = text.votes)) } } };
    }
    let own = view.seat.is_some_and(|seat| view.state.is_own(seat, text.item));
    let voted = view.seat.is_some_and(|seat| view.state.has_voted(seat, text.id));
    // What is seen is said first, then what for.
    let seen = format!("▲ {}", text.votes);
    let label = format!("{seen}, {}", t!(view.texts, "vote-for", text = &*text.item.text));
    html! {
        button.btn.quiet.vote id={ "vote-" (text.id) } type="submit" formaction=(view.address(&format!("v/{}", text.id))) name="value" value=(u8::from(!voted)) data-vote=(text.id) aria-pressed=(voted) aria-label=(label) disabled[own] { (seen) }
    }
}

/// On the projector: the first ones, in a size that follows their number and length.
pub fn big(view: &View<'_>, texts: &[Text<'_>], most: usize) -> Markup {
    let shown = &texts[..texts.len().min(most)];
    let longest = shown.iter().map(|text| text.item.text.chars().count()).max().unwrap_or(0);
    let size = match longest * shown.len() {
        0..=240 => "t1",
        241..=480 => "t2",
        481..=760 => "t3",
        _ => "t4",
    };
    html! {
        ul class={ "said " (size) } { @for text in shown {
            li class=[view.state.is_in_the_light(text.id).then_some("lit")] {
                span dir="auto" { (text.item.text) }
                @if text.votes > 0 { " " b.n { "▲\u{a0}" (text.votes) } }
            }
        } }
        @if texts.len() > most { p.small { (t!(view.texts, "texts-more", n = texts.len() - most)) } }
    }
}

/// On the projector: one, for everybody to talk about.
pub fn large(view: &View<'_>, text: &Text<'_>) -> Markup {
    html! {
        blockquote class={ "large " (super::size(&text.item.text)) } {
            p dir="auto" { (text.item.text) }
            @if let Some(by) = by(view.texts, view.state, text) { footer { (by) } }
        }
    }
}

/// Who wrote it, when they want it to be said: a person who gave their name to it, or a group.
pub fn by(texts: &Texts, state: &State, text: &Text<'_>) -> Option<String> {
    if let Some(group) = text.item.owner.group() {
        let all = state.groups.as_ref()?;
        return Some(groups::name(texts, group, all.get(group)?));
    }
    named(state, text)?.name.clone()
}

/// The person who gave their name to it.
pub fn named<'a>(state: &'a State, text: &Text<'_>) -> Option<&'a Seat> {
    let author = text.item.author.filter(|_| text.item.named)?;
    state.seats.get(author.index()).filter(|seat| seat.name.is_some())
}
