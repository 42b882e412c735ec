//! Requests times published figures, and what that is in things that people know.

use figures::{Figure, Registry, french};

/// Low and high of a result, in one unit; equal ends where one value was published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The smallest result of the figures taken.
    pub low: f64,
    /// The largest.
    pub high: f64,
}

/// The figures of a list that can be expressed in this unit, each with the factor that brings it there.
pub fn in_unit<'a>(registry: &'a Registry, ids: &[String], unit: &str) -> Vec<(&'a Figure, f64)> {
    let figures = ids.iter().filter_map(|id| registry.figure(id));
    figures.filter_map(|figure| figure.unit.factor_to_symbol(unit).map(|factor| (figure, factor))).collect()
}

/// From the smallest low to the largest high of these figures, times `n`.
pub fn span(figures: &[(&Figure, f64)], n: f64) -> Option<Span> {
    let ends = figures.iter().map(|(figure, factor)| {
        let (low, high) = figure.range().unwrap_or((figure.value, figure.value));
        (low * factor * n, high * factor * n)
    });
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(|(low, high)| Span { low, high })
}

/// A result in units of something known: grams of CO2 in kilometres, watt-hours in charges.
pub fn in_units_of(span: Span, one: Span) -> Option<Span> {
    (one.low > 0.0).then(|| Span { low: span.low / one.high, high: span.high / one.low })
}

/// `de 4 m à 1 km`: the ends, or the one value twice the same.
pub fn words(span: Span, write: impl Fn(f64) -> String) -> (String, String) {
    (write(span.low), write(span.high))
}

/// Two significant digits, the French way.
pub fn two_digits(value: f64) -> String {
    if value <= 0.0 || !value.is_finite() {
        return french::number(value);
    }
    let digit = 10f64.powf(value.log10().floor() - 1.0);
    french::number((value / digit).round() * digit)
}

/// The figure that gives most and the one that gives least, and how many times the one is the other.
pub fn farthest<'a>(figures: &[(&'a Figure, f64)]) -> Option<(&'a Figure, &'a Figure, f64)> {
    let key = |(figure, factor): &&(&'a Figure, f64)| figure.value * factor;
    let most = figures.iter().max_by(|a, b| key(a).total_cmp(&key(b)))?;
    let least = figures.iter().min_by(|a, b| key(a).total_cmp(&key(b)))?;
    let ratio = key(&most) / key(&least);
    (ratio.is_finite() && ratio > 1.0).then_some((most.0, least.0, ratio))
}
