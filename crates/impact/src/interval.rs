//! `low..high`: what is not known to one value.

use std::ops::Add;

use serde::ser::{Serialize, SerializeTuple, Serializer};

use crate::unit::Quantity;

/// From a low end to a high one, both included.
///
/// Invariant: `low <= high`; both are the same when one value is known. It has no central value: the reference method
/// gives none, and the middle of an interval is not the likeliest place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval<Q> {
    low: Q,
    high: Q,
}

/// The low end was above the high one, or one of them was no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the low end of an interval is not above its high end")]
pub struct Reversed;

impl<Q: Copy + PartialOrd> Interval<Q> {
    /// From `low` to `high`.
    pub fn new(low: Q, high: Q) -> Result<Self, Reversed> {
        if low <= high { Ok(Self { low, high }) } else { Err(Reversed) }
    }

    /// One value.
    pub const fn exact(value: Q) -> Self {
        Self { low: value, high: value }
    }

    /// The interval of two values that are known to be in order. What has overflowed may be no number: see
    /// [`Interval::is_finite`].
    pub(crate) fn ordered(low: Q, high: Q) -> Self {
        debug_assert!(low.partial_cmp(&high) != Some(std::cmp::Ordering::Greater), "the ends are in order");
        Self { low, high }
    }

    /// The low end.
    pub const fn low(self) -> Q {
        self.low
    }

    /// The high end.
    pub const fn high(self) -> Q {
        self.high
    }

    /// Whether it is one value.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// Whether `value` lies within.
    pub fn contains(self, value: Q) -> bool {
        self.low <= value && value <= self.high
    }

    /// The least interval that includes both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let low = if other.low < self.low { other.low } else { self.low };
        let high = if other.high > self.high { other.high } else { self.high };
        Self { low, high }
    }

    /// Whether all of `other` lies within.
    pub fn includes(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }
}

impl<Q: Quantity> Interval<Q> {
    /// Both ends so many times; `times` is not negative.
    pub(crate) fn repeated(self, times: f64) -> Self {
        Self::ordered(Q::of(self.low.value() * times), Q::of(self.high.value() * times))
    }

    /// Whether both ends are numbers that can be told.
    pub(crate) fn is_finite(self) -> bool {
        self.low.value().is_finite() && self.high.value().is_finite()
    }
}

impl<Q: Copy + PartialOrd + Add<Output = Q>> Add for Interval<Q> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }
}

/// `[low, high]`.
impl<Q: Serialize> Serialize for Interval<Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_tuple(2)?;
        pair.serialize_element(&self.low)?;
        pair.serialize_element(&self.high)?;
        pair.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Water;

    #[test]
    fn an_interval_is_in_order_or_is_not() {
        assert_eq!(Interval::new(2.0, 1.0), Err(Reversed));
        assert_eq!(Interval::new(f64::NAN, 1.0), Err(Reversed));
        let some = Interval::new(1.0, 2.0).unwrap();
        assert!(some.contains(1.0) && some.contains(2.0) && !some.contains(2.1) && !some.is_exact());
        assert!(some.includes(Interval::exact(1.5)) && !Interval::exact(1.5).includes(some));
    }

    #[test]
    fn intervals_add_end_by_end() {
        let water = |low, high| Interval::new(Water::from_litres(low), Water::from_litres(high)).unwrap();
        assert_eq!(water(1.0, 2.0) + water(0.5, 4.0), water(1.5, 6.0));
        assert_eq!(water(1.0, 2.0).repeated(3.0), water(3.0, 6.0));
        assert_eq!(serde_json::to_string(&water(0.5, 1.0)).unwrap(), "[0.5,1.0]");
    }
}
