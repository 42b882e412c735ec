//! Five letters side by side: what lies in the middle of the room, and how far it is spread.

use figures::french;
use maud::{Markup, html};
use texts::{Texts, t};

use super::rules::{Letter, MOST, PerLetter};
use crate::TableRow;

/// How the scores of one letter lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    /// A quarter of the room is here or below.
    pub from: u8,
    /// Half of the room is here or below; between two scores where the two in the middle differ.
    pub middle: f64,
    /// Three quarters of the room are here or below.
    pub to: u8,
}

/// The spread of one letter's counts; none where nobody answered.
pub(super) fn spread(counts: &[u32; 5]) -> Option<Spread> {
    let all: u32 = counts.iter().sum();
    if all == 0 {
        return None;
    }
    let nth = |rank: u32| {
        let mut before = 0;
        let found = counts.iter().position(|&count| {
            before += count;
            before > rank
        });
        u8::try_from(found.unwrap_or_default()).unwrap_or(MOST)
    };
    let middle = f64::from(nth((all - 1) / 2) + nth(all / 2)) / 2.0;
    let quarter = (all - 1) / 4;
    Some(Spread { from: nth(quarter), middle, to: nth(all - 1 - quarter) })
}

/// The spread of each letter; none where nobody answered.
pub(super) fn spreads(scores: &PerLetter<[u32; 5]>) -> Option<[Spread; 5]> {
    let mut all = [Spread { from: 0, middle: 0.0, to: 0 }; 5];
    for (one, counts) in all.iter_mut().zip(&scores.0) {
        *one = spread(counts)?;
    }
    Some(all)
}

// --- The radar -----------------------------------------------------------------------------------------------------

/// The place of a score on its axis; 0 lies a little off the centre, so that a profile of zeros has a shape.
fn place(axis: usize, score: f64) -> (f64, f64) {
    let angle = std::f64::consts::TAU * axis as f64 / 5.0 - std::f64::consts::FRAC_PI_2;
    let radius = 16.0 + 21.0 * score;
    (radius * angle.cos(), radius * angle.sin())
}

/// A closed line through one score an axis.
fn ring(scores: [f64; 5]) -> String {
    let corner = |(axis, score)| {
        let (x, y) = place(axis, score);
        format!("{x:.1} {y:.1}")
    };
    let corners: Vec<String> = scores.into_iter().enumerate().map(corner).collect();
    format!("M{}z", corners.join("L"))
}

/// The class: a band where half of it lies, and the line of its middle.
pub(super) fn of_class(texts: &Texts, letters: &[Letter], spreads: &[Spread; 5]) -> Markup {
    let band = ring(spreads.map(|one| f64::from(one.to))) + &ring(spreads.map(|one| f64::from(one.from)));
    let told =
        letters.iter().zip(spreads).map(|(letter, one)| format!("{} {}", letter.name, half(texts, one)));
    let label = t!(texts, "bisou-radar", letters = told.collect::<Vec<_>>().join(", "));
    radar(
        letters,
        &label,
        &html! {
            path.band d=(band) fill-rule="evenodd" {}
            (line(spreads.map(|one| one.middle)))
        },
    )
}

/// One person.
pub(super) fn of_one(texts: &Texts, letters: &[Letter], scores: PerLetter<u8>) -> Markup {
    let told = letters.iter().zip(scores.0).map(|(letter, score)| end(texts, letter, score));
    let label = t!(texts, "bisou-radar", letters = told.collect::<Vec<_>>().join(", "));
    radar(letters, &label, &line(scores.0.map(f64::from)))
}

fn line(scores: [f64; 5]) -> Markup {
    html! {
        path.line d=(ring(scores)) {}
        @for (axis, score) in scores.into_iter().enumerate() {
            @let (x, y) = place(axis, score);
            circle.dot cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="6" {}
        }
    }
}

fn radar(letters: &[Letter], label: &str, shape: &Markup) -> Markup {
    html! {
        svg.radar viewBox="-222 -136 444 258" role="img" aria-label=(label) {
            @for score in 0..=MOST { path.ring d=(ring([f64::from(score); 5])) {} }
            @for axis in 0..5 {
                @let ((x1, y1), (x2, y2)) = (place(axis, 0.0), place(axis, f64::from(MOST)));
                line x1=(format!("{x1:.1}")) y1=(format!("{y1:.1}")) x2=(format!("{x2:.1}")) y2=(format!("{y2:.1}")) {}
            }
            (shape)
            @for (axis, letter) in letters.iter().enumerate() {
                @let (x, y) = place(axis, 4.7);
                text x=(format!("{x:.1}")) y=(format!("{:.1}", if axis == 0 { y } else { y + 7.0 })) text-anchor=(anchor(x)) { (letter.name) }
            }
        }
    }
}

fn anchor(x: f64) -> &'static str {
    match x {
        _ if x > 20.0 => "start",
        _ if x < -20.0 => "end",
        _ => "middle",
    }
}

/// Where a score stands, in the words at the ends of its slider.
pub(super) fn end(texts: &Texts, letter: &Letter, score: u8) -> String {
    match score {
        0 => letter.low.clone(),
        1 => t!(texts, "bisou-rather", end = letter.low.as_str()),
        2 => t!(texts, "bisou-between").into_owned(),
        3 => t!(texts, "bisou-rather", end = letter.high.as_str()),
        _ => letter.high.clone(),
    }
}

// --- In numbers ----------------------------------------------------------------------------------------------------

/// « entre 2 et 4 », or « 2 »
fn half(texts: &Texts, one: &Spread) -> String {
    if one.from == one.to {
        return one.from.to_string();
    }
    t!(texts, "from-to", low = one.from.to_string(), high = one.to.to_string())
}

/// The same as a table.
pub(super) fn table(texts: &Texts, letters: &[Letter], spreads: &[Spread; 5]) -> Markup {
    html! {
        table.spread {
            caption.sr { (t!(texts, "bisou-table")) }
            thead { tr { th scope="col" { (t!(texts, "bisou-letter")) } th scope="col" { (t!(texts, "bisou-middle")) } th scope="col" { (t!(texts, "bisou-half")) } } }
            tbody {
                @for (letter, one) in letters.iter().zip(spreads) {
                    tr { th scope="row" { (letter.name) } td { (french::number(one.middle)) } td { (half(texts, one)) } }
                }
            }
        }
    }
}

/// The same as rows of the report.
pub(super) fn rows(texts: &Texts, letters: &[Letter], spreads: &[Spread; 5]) -> Vec<TableRow> {
    let row = |letter: &Letter, which: &str, value: f64| TableRow {
        label: t!(texts, which, letter = letter.name.as_str()),
        value,
        unit: format!("0–{MOST}"),
        right: None,
    };
    let three = |(letter, one): (&Letter, &Spread)| {
        [
            row(letter, "bisou-row-middle", one.middle),
            row(letter, "bisou-row-from", f64::from(one.from)),
            row(letter, "bisou-row-to", f64::from(one.to)),
        ]
    };
    letters.iter().zip(spreads).flat_map(three).collect()
}

/// One letter on a phone: how many put it where, and the person's own place among them.
pub(super) fn strip(texts: &Texts, letter: &Letter, counts: &[u32; 5], own: Option<u8>) -> Markup {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let told = counts.map(|count| count.to_string()).join(", ");
    html! {
        svg.strip5 viewBox="0 0 300 76" role="img" aria-label=(t!(texts, "bisou-strip", counts = told)) {
            @for (score, &count) in counts.iter().enumerate() {
                @let height = f64::from(count) / f64::from(most) * 50.0;
                g transform={ "translate(" (score * 60) " 0)" } data-value={ (letter.letter) "=" (score) } class=[(own.map(usize::from) == Some(score)).then_some("on")] {
                    rect x="6" y=(format!("{:.1}", 72.0 - height)) width="48" height=(format!("{:.1}", height.max(1.5))) rx="4" {}
                    text x="30" y=(format!("{:.1}", 66.0 - height)) { (t!(texts, "you")) }
                }
            }
            path d="M0 74H300" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn half_of_the_room_lies_between_the_quartiles() {
        let of = |counts| spread(&counts).map(|one| (one.from, one.middle, one.to));
        assert_eq!(of([0; 5]), None);
        assert_eq!(of([0, 0, 0, 1, 0]), Some((3, 3.0, 3)));
        assert_eq!(of([1, 0, 0, 0, 1]), Some((0, 2.0, 4)));
        assert_eq!(of([1, 1, 1, 1, 0]), Some((0, 1.5, 3)));
        assert_eq!(of([0, 2, 4, 2, 0]), Some((1, 2.0, 3)));
        assert_eq!(of([10, 1, 1, 1, 10]), Some((0, 2.0, 4)));
    }

    proptest! {
        #[test]
        fn a_spread_is_in_order_and_holds_half_of_the_room(counts in prop::array::uniform5(0u32..40)) {
            let Some(one) = spread(&counts) else { return Ok(()) };
            prop_assert!(f64::from(one.from) <= one.middle && one.middle <= f64::from(one.to));
            let within: u32 = counts[usize::from(one.from)..=usize::from(one.to)].iter().sum();
            prop_assert!(2 * within >= counts.iter().sum::<u32>());
        }
    }
}
