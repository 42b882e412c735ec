//! Percentiles of what was measured.

use std::time::Duration;

/// Durations in milliseconds, in ascending order.
pub struct Sorted(Vec<f64>);

impl Sorted {
    /// Sorts what was measured.
    pub fn new(durations: &[Duration]) -> Self {
        let mut ms: Vec<f64> = durations.iter().map(|duration| milliseconds(*duration)).collect();
        ms.sort_by(f64::total_cmp);
        Self(ms)
    }

    /// The nearest-rank percentile: the smallest value that `percent` of all values do not exceed. `None` of nothing.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        let rank = (percent / 100.0 * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.clamp(1, self.0.len().max(1)) - 1).copied()
    }

    /// The largest value.
    pub fn max(&self) -> Option<f64> {
        self.0.last().copied()
    }
}

/// A duration in milliseconds.
pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ms: impl IntoIterator<Item = u64>) -> Sorted {
        Sorted::new(&ms.into_iter().map(Duration::from_millis).collect::<Vec<_>>())
    }

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let hundred = of((1..=100).rev());
        assert_eq!(hundred.percentile(50.0), Some(50.0));
        assert_eq!(hundred.percentile(99.0), Some(99.0));
        assert_eq!(hundred.percentile(100.0), Some(100.0));
        assert_eq!(hundred.max(), Some(100.0));
    }

    #[test]
    fn few_values_have_percentiles_too() {
        assert_eq!(of([7]).percentile(50.0), Some(7.0));
        assert_eq!(of([7]).percentile(0.0), Some(7.0));
        assert_eq!(of([3, 9]).percentile(50.0), Some(3.0));
        assert_eq!(of([3, 9]).percentile(99.0), Some(9.0));
    }

    #[test]
    fn nothing_has_no_percentile() {
        assert_eq!(of([]).percentile(50.0), None);
        assert_eq!(of([]).max(), None);
    }
}
