//! Whether what is published follows from what is published with it.

use crate::interval::Interval;
use crate::unit::Quantity;

/// A published result beside the one that its own inputs give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agreement {
    /// They are the same, within the tolerance: the relative difference.
    Agrees(f64),
    /// The inputs are ranges, and the published result lies within what they give.
    Inside,
    /// They are not: a contradiction in the source, to be shown and not to be explained away. How many times the published
    /// result the inputs give, at the end that is nearer.
    Contradicts(f64),
}

impl Agreement {
    /// Compares; `tolerance` is relative to the published result.
    pub fn of<Q: Quantity>(computed: Interval<Q>, published: Q, tolerance: f64) -> Self {
        if !computed.is_exact() && computed.contains(published) {
            return Self::Inside;
        }
        let nearer = if published > computed.high() { computed.high() } else { computed.low() };
        if nearer == published {
            return Self::Agrees(0.0);
        }
        let difference = (nearer.value() - published.value()) / published.value();
        if difference.abs() <= tolerance {
            Self::Agrees(difference)
        } else {
            Self::Contradicts(nearer.value() / published.value())
        }
    }
}
