//! The set for a table: cards, the wheel, the solution.

use maud::{Markup, html};
use texts::t;

use super::rules::Params;
use crate::Paper;
use crate::parts::wheel;
use crate::placing::print::{cut_out, solution};

pub(super) fn sheets(paper: &Paper<'_>, params: &Params) -> Markup {
    let label = t!(paper.texts, "wheel-label");
    html! {
        (cut_out(paper, &params.cards))
        section.sheet.wheel-sheet {
            h2 { (t!(paper.texts, "print-wheel")) }
            (wheel::ring(paper.texts, &label, |_| 0.0, |stage| wheel::named(paper.texts, stage)))
        }
        (solution(paper, &params.cards, |stage| stage.name(paper.texts)))
    }
}
