//! Numbers of a room on a log axis.

use figures::french;
use maud::{Markup, html};
use texts::{Texts, t};

/// Lower ends of the bins: each about 2.3 times the one before, so that a week of 2 and a week of 200 both have room.
const EDGES: [u64; 16] = [0, 1, 3, 6, 13, 31, 71, 151, 351, 801, 1801, 4001, 10_001, 25_001, 60_001, 150_001];
/// As many bars as can be read from the back of a room.
const MOST_BINS: usize = 9;

/// How many numbers lie in `from..=to`; the last bin may have no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Bin {
    /// The smallest number.
    pub from: u64,
    /// The largest, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u64>,
    /// How many.
    pub count: u32,
}

impl Bin {
    /// As on the axis: `0`, `3–5`, `151 +`.
    pub fn label(&self) -> String {
        let (from, to) = self.ends();
        to.map_or_else(|| from.clone(), |to| format!("{from}–{to}"))
    }

    /// The same in its two parts: where there is little room, the axis shows where each bin begins.
    fn ends(&self) -> (String, Option<String>) {
        let from = french::number(self.from as f64);
        match self.to {
            None => (format!("{from}\u{202f}+"), None),
            Some(to) => (from, (to > self.from).then(|| french::number(to as f64))),
        }
    }

    fn holds(&self, number: u64) -> bool {
        number >= self.from && self.to.is_none_or(|to| number <= to)
    }
}

/// Sorts numbers into bins. `max` is the largest that may be answered; bins without a number at the top are left out.
pub fn bins(numbers: impl Iterator<Item = (u64, u32)> + Clone, max: u64) -> Vec<Bin> {
    let largest = numbers.clone().map(|(number, _)| number).max().unwrap_or(0).max(12).min(max);
    let edges: Vec<u64> = EDGES.into_iter().take_while(|&edge| edge <= largest).take(MOST_BINS).collect();
    let mut bins: Vec<Bin> = Vec::with_capacity(edges.len());
    for (index, &from) in edges.iter().enumerate() {
        let next = EDGES.get(index + 1).map(|next| next - 1).filter(|_| index + 1 < MOST_BINS);
        let to = next.map(|to| to.min(max));
        bins.push(Bin { from, to, count: 0 });
    }
    for (number, count) in numbers {
        if let Some(bin) = bins.iter_mut().find(|bin| bin.holds(number)) {
            bin.count += count;
        }
    }
    bins
}

/// The chart. `median` marks its bar.
pub fn chart(texts: &Texts, bins: &[Bin], median: Option<f64>, unit: &str) -> Markup {
    let tallest = bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(1);
    let width = 118 * bins.len();
    let is_median = |bin: &Bin| median.is_some_and(|median| bin.holds(median.floor() as u64));
    let words: Vec<String> =
        bins.iter().map(|bin| t!(texts, "histogram-bin", label = bin.label(), n = bin.count)).collect();
    html! {
        svg.histogram viewBox={ "0 0 " (width) " 364" } role="img" aria-label=(t!(texts, "histogram-label", unit = unit, bins = words.join(", "))) {
            @for (index, bin) in bins.iter().enumerate() {
                @let (from, to) = bin.ends();
                @let height = f64::from(bin.count) / f64::from(tallest) * 270.0;
                g transform={ "translate(" (index * 118) " 0)" } class=[is_median(bin).then_some("median")] {
                    rect x="6" y=(format!("{:.1}", 310.0 - height)) width="106" height=(format!("{height:.1}")) rx="6" {}
                    @if bin.count > 0 { text.n x="59" y=(format!("{:.1}", 298.0 - height)) { (bin.count) } }
                    text.l x="59" y="352" { (from) @if let Some(to) = to { tspan.to { "–" (to) } } }
                }
            }
            path d={ "M0 310H" (width) } {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bins_of_a_usual_room() {
        let numbers = [(0, 1), (2, 2), (25, 5), (160, 1)];
        let bins = bins(numbers.into_iter(), 1000);
        let labels: Vec<String> = bins.iter().map(Bin::label).collect();
        assert_eq!(labels, ["0", "1–2", "3–5", "6–12", "13–30", "31–70", "71–150", "151–350"]);
        assert_eq!(bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), [1, 2, 0, 0, 5, 0, 0, 1]);
    }

    proptest! {
        #[test]
        fn every_number_falls_into_one_bin(numbers in prop::collection::vec((0u64..=1_000_000, 1u32..5), 0..60), max in 1u64..=1_000_000) {
            let numbers: Vec<_> = numbers.into_iter().map(|(number, count)| (number.min(max), count)).collect();
            let bins = bins(numbers.iter().copied(), max);
            prop_assert!(bins.len() <= MOST_BINS);
            prop_assert_eq!(bins.iter().map(|bin| bin.count).sum::<u32>(), numbers.iter().map(|(_, count)| count).sum::<u32>());
        }
    }
}
