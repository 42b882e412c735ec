//! Quantiles of what was drawn, by the nearest rank.

/// Numbers are counted by the first bits in which they differ, in as many classes.
const CLASSES: usize = 64;

/// Which of the sorted numbers, from 0.
fn rank(share: f64, of: usize) -> usize {
    ((share * of as f64).ceil() as usize).max(1) - 1
}

/// 5 %, 50 % and 95 % of at least one number, none of them below 0: the bits of such numbers are in the numbers' order.
///
/// They are put in order of their classes, and then only those classes where the ranks fall are looked at closer: some
/// passes without anything for a processor to guess, which is why this is quicker than selecting among all. They are put
/// in `ordered`, whatever it held.
pub(super) fn quantiles(numbers: &[f64], ordered: &mut Vec<u64>) -> [f64; 3] {
    let bits = || numbers.iter().map(|number| number.to_bits());
    let (least, most) = bits().fold((u64::MAX, 0), |(least, most), bits| (least.min(bits), most.max(bits)));
    let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(CLASSES.ilog2());
    let class = |bits: u64| ((bits - least) >> shift) as usize % CLASSES;
    let mut ends = [0_usize; CLASSES];
    bits().for_each(|bits| ends[class(bits)] += 1);
    let mut begin = 0;
    for end in &mut ends {
        begin += std::mem::replace(end, begin);
    }
    // Each end is where its class begins, until all of the class have been put there.
    ordered.clear();
    ordered.resize(numbers.len(), 0);
    for bits in bits() {
        let end = &mut ends[class(bits)];
        ordered[*end] = bits;
        *end += 1;
    }
    [0.05, 0.5, 0.95].map(|share| {
        let rank = rank(share, numbers.len());
        let class = ends.partition_point(|end| *end <= rank);
        let begin = if class == 0 { 0 } else { ends[class - 1] };
        f64::from_bits(*ordered[begin..ends[class]].select_nth_unstable(rank - begin).1)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_rank_is_the_nearest() {
        let numbers: Vec<f64> = (1..=100).map(|number| f64::from(number * 37 % 101)).collect();
        assert_eq!(quantiles(&numbers, &mut Vec::new()), [5.0, 50.0, 95.0]);
        assert_eq!(quantiles(&[7.0], &mut vec![3; 9]), [7.0; 3]);
        assert_eq!(quantiles(&[0.0, f64::INFINITY], &mut Vec::new()), [0.0, 0.0, f64::INFINITY]);
    }

    proptest! {
        #[test]
        fn they_are_those_of_the_sorted_numbers(
            numbers in prop::collection::vec(prop_oneof![0.0..1e-300, 0.9..1.1, 0.0..1e12, Just(4.0)], 1..400),
        ) {
            let mut sorted = numbers.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert_eq!(quantiles(&numbers, &mut Vec::new()), [0.05, 0.5, 0.95].map(|share| sorted[rank(share, sorted.len())]));
        }
    }
}
