//! Uncertain figures side by side: low – central – high on one log axis, never one number.

use maud::{Markup, html};

use crate::View;

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
}

/// From where to where the axis goes: whole thirds of a decade around all the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// The axis on which all the rows have room.
    pub fn around(rows: &[Row]) -> Self {
        Self::over(rows.iter().flat_map(|row| {
            let (low, high) = row.range.unwrap_or((row.value, row.value));
            [low, high, row.value]
        }))
    }

    /// The axis on which all these values have room; those that are not above 0 have none.
    pub fn over(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite() && *value > 0.0)
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if high <= 0.0 {
            return Self { low: 0.0, high: 1.0 };
        }
        Self { low: (low.log10() - 0.25).floor(), high: (high.log10() + 0.25).ceil() }
    }

    /// How many decades it spans.
    pub fn decades(self) -> f64 {
        self.high - self.low
    }

    /// The place of a value, 0 to 1.
    pub fn place(self, value: f64) -> f64 {
        if value <= 0.0 { 0.0 } else { ((value.log10() - self.low) / self.decades()).clamp(0.0, 1.0) }
    }

    /// Whole decades, thinned out to six at most.
    pub fn ticks(self) -> Vec<f64> {
        let step = (self.decades() / 5.0).ceil().max(1.0);
        let count = (self.decades() / step).floor() as i32;
        (0..=count).map(|index| 10f64.powf(self.low + f64::from(index) * step)).collect()
    }
}

const COLOURS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// The rows under each other on one axis. `tick` writes a value of the axis.
pub fn chart(view: &View<'_>, rows: &[Row], axis: Axis, tick: impl Fn(f64) -> String) -> Markup {
    html! {
        div.ranges {
            @for (index, row) in rows.iter().enumerate() {
                div class={ "range " (COLOURS[index % COLOURS.len()]) } {
                    span.l {
                        @if let Some(id) = &row.id { (view.figure_link(id, &html! { (row.label) })) } @else { (row.label) }
                        @if !row.detail.is_empty() { small data-small { (row.detail) } }
                    }
                    (mark(row, axis))
                    b.v { (row.text) }
                }
            }
            div.range.axis aria-hidden="true" {
                span.l {}
                svg.ticks {
                    @for value in axis.ticks() {
                        @let x = super::percent(axis.place(value));
                        line x1=(x) x2=(x) y2="6" {}
                        text x=(x) y="1.35em" { (tick(value)) }
                    }
                }
                span.v {}
            }
        }
    }
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
    use proptest::prelude::*;

    fn row(value: f64, range: Option<(f64, f64)>) -> Row {
        Row { label: String::new(), detail: String::new(), value, range, text: String::new(), id: None }
    }

    proptest! {
        #[test]
        fn every_value_has_its_place_inside_the_axis(values in prop::collection::vec(1e-6f64..1e9, 1..8)) {
            let rows: Vec<Row> = values.iter().map(|&value| row(value, Some((value * 0.5, value * 2.0)))).collect();
            let axis = Axis::around(&rows);
            for &value in &values {
                prop_assert!(axis.place(value * 0.5) > 0.0 && axis.place(value * 2.0) < 1.0);
                prop_assert!(axis.place(value) < axis.place(value * 1.5));
            }
            prop_assert!((2..=6).contains(&axis.ticks().len()));
        }
    }

    #[test]
    fn nothing_to_show_is_no_reason_to_fail() {
        let axis = Axis::around(&[row(0.0, None), row(f64::NAN, None)]);
        assert!(axis.decades() > 0.0);
    }
}
