//! One log axis for the figures of a chain that can be compared.

use std::collections::BTreeSet;

use figures::{Figure, Registry, french};

use super::rules::Params;
use crate::parts::interval::Axis;

/// The measure that most of a chain's figures have, and the axis on which they have room.
pub(super) struct Scale<'a> {
    /// One of the figures that have it.
    like: &'a Figure,
    /// What its ticks are of; nothing where the figures count things of different names, flights and return trips.
    symbol: String,
    axis: Axis,
}

/// Where a figure stands on the axis, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub value: f64,
    /// From where to where its published range goes.
    pub range: Option<[f64; 2]>,
}

impl<'a> Scale<'a> {
    /// The scale of a chain and of what others count; none where fewer than two figures can be compared.
    pub fn of(chain: &Params, registry: &'a Registry) -> Option<Self> {
        let ids = chain.hops.iter().filter_map(|hop| hop.figure.as_ref()).chain(&chain.figures);
        let all: Vec<&Figure> = ids.filter_map(|id| registry.figure(id)).collect();
        let alike = |like: &Figure| all.iter().filter(|figure| factor(figure, like).is_some()).count();
        let like = *all.iter().rev().max_by_key(|figure| alike(figure))?;
        let values: Vec<[f64; 3]> = all.iter().filter_map(|figure| values(figure, like)).collect();
        let compared = all.iter().filter(|figure| factor(figure, like).is_some());
        let symbols: BTreeSet<String> = compared.map(|figure| figure.unit.symbol()).collect();
        let one = symbols.len() == 1 || !like.unit.plain().is_empty();
        let symbol = if one { like.unit.symbol() } else { String::new() };
        (values.len() > 1).then(|| Self { like, symbol, axis: Axis::around(&values) })
    }

    /// Where a figure is; none where it measures something else.
    pub fn place(&self, figure: &Figure) -> Option<Place> {
        let [low, value, high] = values(figure, self.like)?.map(|value| self.axis.place(value));
        Some(Place { value, range: figure.has_range().then_some([low, high]) })
    }

    /// Places on the axis, and what is written there.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let ticks = self.axis.ticks().into_iter();
        ticks.map(|value| {
            (self.axis.place(value), french::quantity(value, &self.symbol).trim_end().to_owned())
        })
    }
}

/// How many of the other's unit one of a figure's is. What is counted for one question is compared as numbers: seats of a
/// flight with return trips, which is what the chain is about.
fn factor(figure: &Figure, like: &Figure) -> Option<f64> {
    let counted = |figure: &Figure| figure.unit.plain().is_empty();
    let numbers = figure.quantity == like.quantity && counted(figure) && counted(like);
    figure.unit.factor_to(&like.unit).or(numbers.then_some(1.0))
}

/// Low, value and high in the unit of another figure, above 0.
fn values(figure: &Figure, like: &Figure) -> Option<[f64; 3]> {
    let factor = factor(figure, like)?;
    let (low, high) = figure.range().unwrap_or((figure.value, figure.value));
    Some([low, figure.value, high].map(|value| value * factor)).filter(|[low, ..]| *low > 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::rules::tests::bottle;
    use super::*;

    #[test]
    fn the_same_volume_in_other_units_has_the_same_place() {
        let registry = Registry::embedded();
        let scale = Scale::of(&bottle(), registry).unwrap();
        let place = |id: &str| scale.place(registry.figure(id).unwrap()).map(|place| place.value);
        assert_eq!(place("li-2023-water"), place("seed-chatgpt-water"), "500 mL are 50 cl");
        assert!(place("google-2025-water") < place("li-2023-water"));
        assert_eq!(place("google-2025-co2"), None, "grams are no litres");
    }

    #[test]
    fn flights_and_return_trips_stand_on_one_axis_with_their_range() {
        let registry = Registry::embedded();
        let mut chain = bottle();
        chain.hops.truncate(1);
        chain.figures =
            ["seed-gpt3-flights", "gpt3-flights-ademe", "monacomatin-2023-flights"].map(Into::into).into();
        let scale = Scale::of(&chain, registry).unwrap();
        let place = |id: &str| scale.place(registry.figure(id).unwrap()).unwrap();
        let ademe = place("gpt3-flights-ademe");
        let [low, high] = ademe.range.unwrap();
        assert!(place("seed-gpt3-flights").value < low && low < ademe.value && ademe.value < high);
        assert!(high < place("monacomatin-2023-flights").value);
        assert_eq!(place("seed-gpt3-flights").range, None);
        assert!(
            scale
                .ticks()
                .all(|(_, text)| text.chars().all(|sign| sign.is_ascii_digit() || sign == '\u{202f}'))
        );
    }

    #[test]
    fn what_cannot_be_compared_has_no_axis() {
        let mut chain = bottle();
        chain.hops.truncate(1);
        chain.figures = vec!["google-2025-co2".into()];
        assert!(Scale::of(&chain, Registry::embedded()).is_none());
    }
}
