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
                    @for value in axis.ticks() {
                        @let x = super::percent(axis.place(value));
                        line x1=(x) x2=(x) y2="6" {}
                        text x=(x) y="1.35em" { (tick(value)) }
                    }
                }
            }
        }
    }
}

fn linked(links: Links, id: &str, label: &str) -> Markup {
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
