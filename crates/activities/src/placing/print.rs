//! Cards to cut out, and where they go: what a table needs to play without a phone.

use maud::{Markup, html};
use texts::t;

use super::{Card, Place};
use crate::Paper;

/// A sheet holds two columns of four cards.
const A_SHEET: usize = 8;

/// The cards with their cut lines. Each has its number, by which the solution finds it.
pub(crate) fn cut_out<P: Place>(paper: &Paper<'_>, cards: &[Card<P>]) -> Markup {
    html! {
        @for (sheet, cards) in cards.chunks(A_SHEET).enumerate() {
            section.sheet {
                h2 { span aria-hidden="true" { "✂ " } (t!(paper.texts, "print-cards", n = sheet + 1)) }
                ul.cut {
                    @for (index, card) in cards.iter().enumerate() {
                        li {
                            p.kicker { @if let Some(label) = &card.label { (label) } span { (sheet * A_SHEET + index + 1) } }
                            h3 { (card.title) }
                            @if let Some(lead) = &card.lead { p { (lead) } }
                        }
                    }
                }
            }
        }
    }
}

/// Where each card goes, and why: for the one who leads.
pub(crate) fn solution<P: Place>(paper: &Paper<'_>, cards: &[Card<P>], name: impl Fn(P) -> String) -> Markup {
    let also = |card: &Card<P>| card.also.iter().map(|place| name(*place)).collect::<Vec<_>>().join(", ");
    html! {
        section.sheet.solution {
            h2 { (t!(paper.texts, "print-solution")) }
            ol { @for card in cards {
                li {
                    b { (card.title) } " · " b.place { (name(card.place)) }
                    @if !card.also.is_empty() { " · " (t!(paper.texts, "placing-also", places = also(card))) }
                    (paper.figure_text(&card.explanation))
                }
            } }
        }
    }
}
