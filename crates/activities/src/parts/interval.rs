//! Uncertain figures side by side: low – central – high on one log axis, never one number.

pub use figures::Axis;
use figures::{Links, Reach};
use maud::{Markup, html};

/// One figure on the axis. All values are in the same unit, above 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Who says it.
    pub label: String,
    /// About what, when.
    pub detail: String,
    /// The published value.
    pub value: f64,
    /// The published range; none shows as a point.
    pub range: Option<(f64, f64)>,
    /// As it is written: `0,24 Wh`.
    pub text: String,
    /// The figure's id, for its link.
    pub id: Option<String>,
    /// Whether the deck says it: it has the deck's colour, all others have one.
    pub deck: bool,
}

impl Reach for Row {
    fn reach(&self) -> [f64; 3] {
        let (low, high) = self.range.unwrap_or((self.value, self.value));
        [low, self.value, high]
    }
}

/// The rows under each other on one axis. `tick` writes a value of the axis.
pub fn chart(links: Links, rows: &[Row], axis: Axis, tick: impl Fn(f64) -> String) -> Markup {
    html! {
        div.ranges {
            @for row in rows {
                div.range.deck[row.deck] {
                    span.l {
                        @if let Some(id) = &row.id { (linked(links, id, &row.label)) } @else { (row.label) }
                        @if !row.detail.is_empty() { small data-small { (row.detail) } }
                    }
                    (mark(row, axis))
                    b.v { (row.text) }
                }
            }
            div.range.axis aria-hidden="true" {
                svg.ticks {
                    @for (place, text) in spaced(axis, tick) {
                        @let x = super::percent(place);
                        line x1=(x) x2=(x) y2="6" {}
                        text x=(x) y="1.35em" { (text) }
                    }
                }
            }
        }
    }
}

/// The places and words of the ticks that have room beside each other. Both ends are always there: their words stand inwards,
/// those of the others around their place.
fn spaced(axis: Axis, tick: impl Fn(f64) -> String) -> Vec<(f64, String)> {
    /// A letter's share of the axis, on a phone as on a projector.
    const LETTER: f64 = 0.05;
    let width = |text: &str| (text.chars().count() + 1) as f64 * LETTER;
    let all: Vec<(f64, String)> =
        axis.ticks().into_iter().map(|value| (axis.place(value), tick(value))).collect();
    let [first, between @ .., last] = &*all else { return all };
    let (mut end, floor) = (first.0 + width(&first.1), last.0 - width(&last.1));
    let mut kept = vec![first.clone()];
    for (place, text) in between {
        let half = width(text) / 2.0;
        if place - half >= end && place + half <= floor {
            end = place + half;
            kept.push((*place, text.clone()));
        }
    }
    kept.push(last.clone());
    kept
}

/// A name that leads to its figure, where this screen has a way there.
pub fn linked(links: Links, id: &str, label: &str) -> Markup {
    html! { @if let Some(href) = links.to(id) { a href=(href) { (label) } } @else { (label) } }
}

fn mark(row: &Row, axis: Axis) -> Markup {
    let at = axis.place(row.value);
    html! {
        svg.t aria-hidden="true" {
            @if let Some((low, high)) = row.range {
                @let (from, to) = (axis.place(low), axis.place(high));
                rect.span x=(super::percent(from)) width=(super::percent((to - from).max(0.004))) y="15%" height="70%" rx="7" {}
            }
            line.mid x1=(super::percent(at)) x2=(super::percent(at)) y1="0" y2="100%" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_stand_clear_of_each_other_and_both_ends_stay() {
        let axis = Axis::around(&[[0.001, 1.0, 1e6]]);
        let places = |text: &'static str| -> Vec<f64> {
            spaced(axis, |_| text.to_owned()).into_iter().map(|(place, _)| place).collect()
        };
        let (short, long) = (places("1"), places("10\u{202f}000 g CO₂e"));
        assert_eq!(short.len(), axis.ticks().len());
        assert!(long.len() < short.len());
        assert_eq!((long.first(), long.last()), (short.first(), short.last()));
    }
}
