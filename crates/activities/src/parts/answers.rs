//! Choices from A to D on every screen: to press, to read, to compare.

use maud::{Markup, html};
use texts::t;

use super::{shape::shape, share, track};
use crate::{Choice, View};

/// One choice.
pub struct Option<'a> {
    /// Its letter.
    pub choice: Choice,
    /// Its text.
    pub text: &'a str,
    /// Whether it is right; none where nothing is right or wrong.
    pub right: std::option::Option<bool>,
}

/// The choices as buttons that send at once, or as boxes to tick with one button that sends.
pub fn press(view: &View<'_>, options: &[Option<'_>], chosen: &[Choice], several: bool) -> Markup {
    let open = view.open();
    html! {
        @for option in options {
            @let letter = option.choice.letter();
            @let state = if chosen.is_empty() { "" } else if chosen.contains(&option.choice) { "on" } else { "off" };
            @if several {
                label class={ "answer " (letter) " " (state) } data-answer data-value=(letter) {
                    input type="checkbox" name="choices" value=(letter) checked[chosen.contains(&option.choice)] disabled[!open];
                    (shape(option.choice)) span { (option.text) }
                }
            } @else {
                button type="submit" class={ "answer " (letter) " " (state) } name="choice" value=(letter) data-answer data-value=(letter) disabled[!open] {
                    (shape(option.choice)) span { (option.text) }
                }
            }
        }
        @if several { button.btn.leaf type="submit" disabled[!open] { (t!(view.texts, "send")) } }
    }
}

/// The choices after the reveal, on a phone: the right ones ringed, each with its share.
pub fn outcome(
    view: &View<'_>,
    options: &[Option<'_>],
    chosen: &[Choice],
    counts: &[u32; 4],
    answered: u32,
) -> Markup {
    html! {
        ul.answers {
            @for option in options {
                @let mine = chosen.contains(&option.choice);
                @let right = option.right == Some(true);
                li class={ "answer " (option.choice.letter()) @if mine { " on" } @if right { " right" } }
                    data-value=(option.choice.letter()) data-right[right] {
                    (shape(option.choice))
                    span { (option.text) @if right { "\u{a0}" b.tick { "✓" span.sr { " " (t!(view.texts, "right-answer")) } } } }
                    span.mark { (share(counts[option.choice.index()], answered)) }
                }
            }
        }
    }
}

/// The choices as large cards, to read from afar.
pub fn cards(options: &[Option<'_>]) -> Markup {
    html! {
        ul.answers {
            @for option in options {
                li class={ "answer " (option.choice.letter()) } { (shape(option.choice)) span { (option.text) } }
            }
        }
    }
}

/// The choices as bars: how many chose each.
pub fn bars(view: &View<'_>, options: &[Option<'_>], counts: &[u32; 4], answered: u32) -> Markup {
    html! {
        ul.bars {
            @for option in options {
                @let count = counts[option.choice.index()];
                @let right = option.right == Some(true);
                li class={ "bar " (option.choice.letter()) @if right { " right" } } {
                    (shape(option.choice))
                    span.l { (option.text) @if right { "\u{a0}" b.tick { "✓" span.sr { " " (t!(view.texts, "right-answer")) } } } }
                    (track(if answered == 0 { 0.0 } else { f64::from(count) / f64::from(answered) }))
                    b.n { (share(count, answered)) }
                }
            }
        }
    }
}

/// The same, small, for the facilitator: counts instead of shares.
pub fn mini(options: &[Option<'_>], counts: &[u32; 4]) -> Markup {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    html! {
        ul.mini {
            @for option in options {
                @let count = counts[option.choice.index()];
                li class=(option.choice.letter()) title=(option.text) {
                    b { (option.choice.letter()) @if option.right == Some(true) { span.tick { " ✓" } } }
                    (track(f64::from(count) / f64::from(most)))
                    span.n { (count) }
                }
            }
        }
    }
}
