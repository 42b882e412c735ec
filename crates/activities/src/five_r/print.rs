//! The set for a room: actions to cut out, a poster for each R, the solution.

use maud::{Markup, html};

use super::rules::{Params, R};
use crate::Paper;
use crate::placing::Place;
use crate::placing::print::{cut_out, solution};

pub(super) fn sheets(paper: &Paper<'_>, params: &Params) -> Markup {
    let name = |r: R| params.columns.get(r.index()).map_or_else(String::new, |column| column.title.clone());
    html! {
        (cut_out(paper, &params.actions))
        @for column in &params.columns {
            section.sheet.poster {
                p.rank { (column.id.index() + 1) }
                h2 { (column.title) }
                p { (column.lead) }
            }
        }
        (solution(paper, &params.actions, name))
    }
}
