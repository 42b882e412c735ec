//! Draws with a seed: points of an Owen-scrambled Sobol sequence (Burley, 2020, JCGT 9(4); directions by Joe and Kuo, 2008),
//! which leave no part of the space out: fewer of them say as much as draws by chance. Where the sequence ends it begins
//! again, scrambled otherwise.

use super::assumption::Assumption;
use crate::fault::{Code, Fault};
use crate::field::Field;

/// How often is drawn, and from which seed: the same draws give the same answer, to the bit, on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    number: u32,
    seed: u64,
}

impl Default for Draws {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// For each assumption, a number in `0.0..1.0`.
pub(super) type Units = [f64; Assumption::COUNT];

impl Draws {
    /// What is drawn where nothing else is said.
    pub const DEFAULT: Self = Self { number: 10_000, seed: 2070 };
    /// What is drawn for one of many questions. Typically (root mean square, over the five impacts) the ends of a range are
    /// then 6 % from where many more would set them, and the medians 2.5 %; chance would need half as many more for the ends,
    /// and three times as many for the medians.
    pub const FEW: Self = Self { number: 400, ..Self::DEFAULT };
    /// The fewest of which 5 % can be told.
    pub const FEWEST: u32 = 100;
    /// The most that are drawn.
    pub const MOST: u32 = 1_000_000;

    /// So many draws, between [`Draws::FEWEST`] and [`Draws::MOST`].
    pub fn new(number: u32, seed: u64) -> Result<Self, Fault> {
        if (Self::FEWEST..=Self::MOST).contains(&number) {
            Ok(Self { number, seed })
        } else {
            let fault = Fault::new(Code::OutOfRange, Field::Draws).received(f64::from(number));
            Err(Fault { bounds: Field::Draws.bounds(), ..fault })
        }
    }

    /// How many.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// From which seed.
    pub const fn seed(self) -> u64 {
        self.seed
    }

    /// The points that the sequence has.
    const POINTS: u32 = 1 << 16;

    /// Each draw in turn. An assumption has the same numbers whatever the question, so that two questions are compared
    /// at the same draws.
    pub(super) fn each(self, mut draw: impl FnMut(&Units)) {
        for point in 0..self.number {
            let mut units = [0.0; Assumption::COUNT];
            let scramble = mixed(self.seed.wrapping_add(u64::from(point / Self::POINTS)));
            for (four, dimensions) in units.chunks_mut(4).zip(0..) {
                let drawn = sobol_burley::sample_4d(point % Self::POINTS, dimensions, scramble);
                four.iter_mut().zip(drawn).for_each(|(unit, drawn)| *unit = f64::from(drawn));
            }
            draw(&units);
        }
    }
}

/// A number of 32 bits of one of 64, in which each bit counts: the step of `SplitMix64` (Steele, Lea, Flood, 2014,
/// doi:10.1145/2714064.2660195).
const fn mixed(seed: u64) -> u32 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_draws_and_another_others() {
        let first = |seed| {
            let mut drawn = Vec::new();
            Draws::new(Draws::FEWEST, seed).unwrap().each(|units| drawn.push(*units));
            drawn
        };
        assert_eq!(first(7), first(7));
        for other in [8, 7 << 32, 7 | 7 << 32, u64::MAX, 0] {
            assert_ne!(first(7), first(other), "{other}");
        }
        assert_ne!(first(u64::MAX), first(0));
        assert!(first(7).iter().flatten().all(|unit| (0.0..1.0).contains(unit)));
        // The sequence leaves nothing out: of each assumption, each of 64 parts once in 64 draws.
        for one in 0..Assumption::COUNT {
            let mut parts: Vec<_> = first(7)[..64].iter().map(|units| (units[one] * 64.0) as u32).collect();
            parts.sort_unstable();
            assert!(parts.into_iter().eq(0..64), "{one}");
        }
        let mean =
            first(7).iter().flatten().sum::<f64>() / (f64::from(Draws::FEWEST) * Assumption::COUNT as f64);
        assert!((mean - 0.5).abs() < 0.003, "{mean}");
    }

    #[test]
    fn too_few_draws_tell_nothing() {
        let fault = Draws::new(10, 1).unwrap_err();
        assert_eq!((fault.code, fault.field), (Code::OutOfRange, Some(Field::Draws)));
    }
}
