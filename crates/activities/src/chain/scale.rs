//! One log axis for the figures of a chain that can be compared.

use figures::{Figure, Registry, Unit, french};

use super::rules::Params;
use crate::parts::interval::Axis;

/// The measure that most of a chain's figures have, and the axis on which they have room.
pub(super) struct Scale<'a> {
    unit: &'a Unit,
    axis: Axis,
}

impl<'a> Scale<'a> {
    /// The scale of a chain and of what others count; none where fewer than two figures can be compared.
    pub fn of(chain: &Params, registry: &'a Registry) -> Option<Self> {
        let ids = chain.hops.iter().filter_map(|hop| hop.figure.as_ref()).chain(&chain.figures);
        let all: Vec<&Figure> = ids.filter_map(|id| registry.figure(id)).collect();
        let alike = |unit: &Unit| all.iter().filter(|figure| figure.unit.same_measure(unit)).count();
        let first = all.iter().rev().max_by_key(|figure| alike(&figure.unit))?;
        let values: Vec<[f64; 3]> =
            all.iter().filter_map(|figure| Some([in_unit(figure, &first.unit)?; 3])).collect();
        (values.len() > 1).then(|| Self { unit: &first.unit, axis: Axis::around(&values) })
    }

    /// Where a figure is on the axis, 0 to 1; none where it measures something else.
    pub fn place(&self, figure: &Figure) -> Option<f64> {
        in_unit(figure, self.unit).map(|value| self.axis.place(value))
    }

    /// Places on the axis, and what is written there.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        let ticks = self.axis.ticks().into_iter();
        ticks.map(|value| (self.axis.place(value), french::quantity(value, &self.unit.symbol())))
    }
}

/// The value in a unit, above 0.
fn in_unit(figure: &Figure, unit: &Unit) -> Option<f64> {
    figure.unit.factor_to(unit).map(|factor| figure.value * factor).filter(|value| *value > 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::rules::tests::bottle;
    use super::*;

    #[test]
    fn the_same_volume_in_other_units_has_the_same_place() {
        let registry = Registry::embedded();
        let scale = Scale::of(&bottle(), registry).unwrap();
        let place = |id: &str| scale.place(registry.figure(id).unwrap());
        assert_eq!(place("li-2023-water"), place("seed-chatgpt-water"), "500 mL are 50 cl");
        assert!(place("google-2025-water") < place("li-2023-water"));
        assert_eq!(place("google-2025-co2"), None, "grams are no litres");
    }

    #[test]
    fn what_cannot_be_compared_has_no_axis() {
        let mut chain = bottle();
        chain.hops.truncate(1);
        chain.figures = vec!["google-2025-co2".into()];
        assert!(Scale::of(&chain, Registry::embedded()).is_none());
    }
}
