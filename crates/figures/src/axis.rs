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

/// From where to where the axis goes, in decimal logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
    /// Whether its ticks are at 1, 2 and 5 of each decade where there is room, and not at whole decades alone.
    fine: bool,
}

/// What divides a decade.
const PARTS: [f64; 3] = [1.0, 2.0, 5.0];

impl Axis {
    /// The most ticks but one.
    const STEPS: f64 = 5.0;
    /// The room, in decades, that the least and the most have beside them.
    const AIR: f64 = 0.25;

    /// The least distance of an end from a tick beside which it is written, as a share of the axis.
    const APART: f64 = 0.2;
    /// The room, as a factor, that they have on an axis drawn close.
    const MARGIN: f64 = 1.25;

    /// Whole decades around all. What is not above 0 has no logarithm, and is left out.
    pub fn around<R: Reach>(shown: &[R]) -> Self {
        let Some((low, high)) = ends(shown) else { return Self { low: 0.0, high: 1.0, fine: false } };
        Self { low: (low.log10() - Self::AIR).floor(), high: (high.log10() + Self::AIR).ceil(), fine: false }
    }

    /// As close around all as 1, 2 or 5 times a power of ten allow.
    pub fn close_around<R: Reach>(shown: &[R]) -> Self {
        let Some((low, high)) = ends(shown) else { return Self { low: 0.0, high: 1.0, fine: true } };
        let (low, high) = (low / Self::MARGIN, high * Self::MARGIN);
        let from = steps(low.log10().floor(), 1.0).into_iter().rfind(|step| *step <= low).unwrap_or(low);
        let to = steps(high.log10().floor(), 2.0).into_iter().find(|step| *step >= high).unwrap_or(high);
        Self { low: from.log10(), high: to.log10(), fine: true }
    }

    /// Its first and its last value.
    pub fn ends(self) -> [f64; 2] {
        [tidy(self.low), tidy(self.high)]
    }

    /// How many decades it spans.
    pub fn decades(self) -> f64 {
        self.high - self.low
    }

    /// The place of a value, 0 to 1; that of 0 is the left end.
    pub fn place(self, value: f64) -> f64 {
        if value <= 0.0 { 0.0 } else { ((value.log10() - self.low) / self.decades()).clamp(0.0, 1.0) }
    }

    /// Six at most: 1, 2 and 5 of each decade where the axis is fine and they fit, else whole decades, with both ends where
    /// these are few.
    pub fn ticks(self) -> Vec<f64> {
        let [first, last] = self.ends();
        if self.fine {
            let within = |step: &f64| (first * (1.0 - 1e-9)..=last * (1.0 + 1e-9)).contains(step);
            let fine: Vec<f64> =
                steps(self.low.floor(), self.decades() + 2.0).into_iter().filter(within).collect();
            if fine.len() as f64 <= Self::STEPS + 1.0 {
                return fine;
            }
        }
        let from = (self.low - 1e-9).ceil();
        let whole = (self.high - from + 1e-9).floor();
        let step = (whole / Self::STEPS).ceil().max(1.0);
        let whole =
            (0..=(whole / step).floor() as i32).map(|index| 10f64.powf(from + f64::from(index) * step));
        let mut ticks: Vec<f64> = whole.collect();
        if ticks.len() < 3 {
            // Where it begins and ends says more than one decade alone, as far as it can be read beside the others.
            let apart = |end: &f64| {
                ticks.iter().all(|tick| (self.place(*tick) - self.place(*end)).abs() > Self::APART)
            };
            let ends: Vec<f64> = [first, last].into_iter().filter(apart).collect();
            ticks.extend(ends);
            ticks.sort_by(f64::total_cmp);
        }
        ticks
    }
}

/// The least and the most of what has a logarithm.
fn ends<R: Reach>(shown: &[R]) -> Option<(f64, f64)> {
    let values = shown.iter().flat_map(Reach::reach).filter(|value| value.is_finite() && *value > 0.0);
    values.fold(None, |ends, value| {
        let (low, high) = ends.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    })
}

/// 1, 2 and 5 of so many decades from this one on.
fn steps(decade: f64, decades: f64) -> Vec<f64> {
    let powers = (0..decades.ceil() as i32).map(|index| 10f64.powf(decade + f64::from(index)));
    powers.flat_map(|power| PARTS.map(|part| part * power)).collect()
}

/// The value of a logarithm, freed from what the logarithm has added.
fn tidy(logarithm: f64) -> f64 {
    let value = 10f64.powf(logarithm);
    let unit = 10f64.powf(logarithm.floor() - 2.0);
    (value / unit).round() * unit
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

        #[test]
        fn a_close_axis_has_room_for_all_and_ticks_within(values in prop::collection::vec(1e-6f64..1e12, 1..8)) {
            let rows: Vec<[f64; 3]> = values.iter().map(|&value| [value; 3]).collect();
            let axis = Axis::close_around(&rows);
            let [first, last] = axis.ends();
            for &value in &values {
                prop_assert!(axis.place(value) > 0.0 && axis.place(value) < 1.0, "{value} on {first}..{last}");
            }
            let ticks = axis.ticks();
            prop_assert!((2..=6).contains(&ticks.len()), "{ticks:?} on {first}..{last}");
            prop_assert!(ticks.iter().all(|tick| *tick >= first * 0.999 && *tick <= last * 1.001), "{ticks:?}");
        }
    }

    #[test]
    fn a_close_axis_is_close() {
        let ends =
            |low: f64, high: f64| Axis::close_around(&[[low, low, high]]).ends().map(|end| format!("{end}"));
        assert_eq!(ends(1.4, 7.0), ["1", "10"]);
        assert_eq!(ends(0.26, 519.0), ["0.2", "1000"]);
        assert_eq!(Axis::close_around(&[[1.4, 3.0, 7.0]]).ticks(), [1.0, 2.0, 5.0, 10.0]);
        assert_eq!(Axis::close_around(&[[0.26, 3.0, 519.0]]).ticks(), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(Axis::close_around(&[[0.03, 1.0, 4.0]]).ticks(), [0.02, 0.1, 1.0, 5.0]);
        assert_eq!(Axis::close_around(&[[50.0, 300.0, 1500.0]]).ticks(), [20.0, 100.0, 1000.0]);
    }

    #[test]
    fn nothing_to_show_is_no_reason_to_fail() {
        assert!(Axis::around(&[[0.0, 0.0, 0.0], [f64::NAN; 3]]).decades() > 0.0);
        assert!(Axis::around::<[f64; 3]>(&[]).decades() > 0.0);
        assert!(Axis::close_around::<[f64; 3]>(&[]).decades() > 0.0);
    }
}
