//! The hops as cards to put in order; the last sheet says where the meaning turns.

use maud::{Markup, html};
use texts::t;

use super::drawing::{Beside, Canvas};
use super::rules::Params;
use crate::Paper;

/// The order in which the cards lie on the sheet: not that of the chain, and always the same.
fn mixed(count: usize) -> Vec<usize> {
    let (even, odd): (Vec<_>, Vec<_>) = (0..count).rev().partition(|index| index % 2 == 0);
    odd.into_iter().chain(even).collect()
}

pub(super) fn sheets(paper: &Paper<'_>, chain: &Params) -> Markup {
    let canvas = Canvas { texts: paper.texts, figures: paper.figures, links: figures::Links::Plain };
    html! {
        section.sheet {
            h2 { span aria-hidden="true" { "✂ " } (t!(paper.texts, "chain-print-cards")) }
            p.chain-claim { q { (chain.claim) } }
            ul.cut.chain-cards {
                @for index in mixed(chain.hops.len()) {
                    @let hop = &chain.hops[index];
                    li { (canvas.who(hop)) p { (canvas.fill(&hop.said)) } }
                }
            }
        }
        section.sheet.chain-solution {
            h2 { (t!(paper.texts, "chain-print-solution")) }
            p.chain-claim { q { (chain.claim) } }
            (canvas.chain(chain, Beside::default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_is_there_once_and_the_order_does_not_tell() {
        for count in 3..=6 {
            let mut order = mixed(count);
            assert_ne!(order, (0..count).collect::<Vec<_>>());
            order.sort_unstable();
            assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }
}
