//! The logarithmic axis on which uncertain figures stand side by side.

/// What has a place on an axis: from where to where, and the points in between.
pub trait Reach {
    /// All values that must have room.
    fn reach(&self) -> [f64; 3];
}

impl Reach for [f64; 3] {
    fn reach(&self) -> [f64; 3] {
        *self
    }
}

/// From where to where the axis goes: whole decades around all that it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// The most ticks but one.
    const STEPS: f64 = 5.0;
    /// The room, in decades, that the least and the most have beside them.
    const AIR: f64 = 0.25;

    /// The axis on which all have room. What is not above 0 has no logarithm, and is left out.
    pub fn around<R: Reach>(shown: &[R]) -> Self {
        let (low, high) = shown
            .iter()
            .flat_map(Reach::reach)
            .filter(|value| value.is_finite() && *value > 0.0)
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if high <= 0.0 {
            return Self { low: 0.0, high: 1.0 };
        }
        Self { low: (low.log10() - Self::AIR).floor(), high: (high.log10() + Self::AIR).ceil() }
    }

    /// How many decades it spans.
    pub fn decades(self) -> f64 {
        self.high - self.low
    }

    /// The place of a value, 0 to 1; that of 0 is the left end.
    pub fn place(self, value: f64) -> f64 {
        if value <= 0.0 { 0.0 } else { ((value.log10() - self.low) / self.decades()).clamp(0.0, 1.0) }
    }

    /// Whole decades, thinned out to six at most.
    pub fn ticks(self) -> Vec<f64> {
        let step = (self.decades() / Self::STEPS).ceil().max(1.0);
        let count = (self.decades() / step).floor() as i32;
        (0..=count).map(|index| 10f64.powf(self.low + f64::from(index) * step)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_value_has_its_place_inside_the_axis(values in prop::collection::vec(1e-6f64..1e9, 1..8)) {
            let rows: Vec<[f64; 3]> = values.iter().map(|&value| [value * 0.5, value, value * 2.0]).collect();
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
        assert!(Axis::around(&[[0.0, 0.0, 0.0], [f64::NAN; 3]]).decades() > 0.0);
        assert!(Axis::around::<[f64; 3]>(&[]).decades() > 0.0);
    }
}
