//! How large texts can stand on the projector so that all of them are there, none is cut and nothing is smaller than can be
//! read from the back of the room.
//!
//! The measures are those of the stage, in `rem`: it hangs on the height of the screen, so that they are the same on all.

use std::cmp::Reverse;

/// The width between the margins.
const WIDTH: f64 = 54.0;
/// What a sign takes of its line's height, on average, with what words leave at the ends of their lines.
const SIGN: f64 = 0.5;
/// A line's height, in the size of its letters.
const LINE: f64 = 1.25;
/// What a card has around its text: padding and border.
const AROUND: f64 = 1.1;
/// Between two cards.
const GAP: f64 = 0.6;
/// From a card's edge to its text, on both sides.
pub(crate) const SIDES: f64 = 2.2;
/// The same, with the place of its votes.
pub(crate) const WITH_VOTES: f64 = 4.6;
/// Sizes of letters: the classes `f0` to `f5`. The last one is a thirtieth of the screen's height.
const SIZES: [f64; 6] = [2.4, 2.0, 1.7, 1.5, 1.35, 1.2];

/// How cards are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Which of the sizes.
    pub size: usize,
    /// Side by side.
    pub columns: usize,
    /// How many of them there is room for.
    pub shown: usize,
}

impl Fit {
    /// The classes of the list.
    pub(crate) fn class(self) -> String {
        format!("f{} c{}", self.size, self.columns)
    }
}

/// Cards in rows: the largest letters with which all have room within `height`; if there are none, those with which most
/// have; the first one in any case.
pub(crate) fn rows(texts: &[&str], sides: f64, height: f64) -> Fit {
    let most = texts.len().clamp(1, 3);
    let all = (0..SIZES.len()).flat_map(|size| (1..=most).map(move |columns| (size, columns)));
    let mut fits = all.map(|(size, columns)| Fit {
        size,
        columns,
        shown: in_rows(texts, sides, (size, columns), height),
    });
    let small = fits.clone().max_by_key(|fit| (fit.shown, Reverse(fit.columns), Reverse(fit.size)));
    let best = fits.find(|fit| fit.shown == texts.len()).or(small.filter(|fit| fit.shown > 0));
    best.unwrap_or(Fit { size: SIZES.len() - 1, columns: 1, shown: texts.len().min(1) })
}

/// How many cards have room, `columns` side by side.
fn in_rows(texts: &[&str], sides: f64, (size, columns): (usize, usize), height: f64) -> usize {
    let mut left = height + GAP;
    let rows = texts.chunks(columns).take_while(|row| {
        left -= row.iter().map(|text| tall(text, sides, size, columns)).fold(0.0, f64::max) + GAP;
        left >= 0.0
    });
    rows.map(<[_]>::len).sum()
}

/// Cards in columns of their own: the largest letters with which every column has room, and how many of each column do.
pub(crate) fn stacks(stacks: &[Vec<&str>], sides: f64, height: f64) -> (usize, Vec<usize>) {
    let width = stacks.len().max(1);
    let fits = |size| stacks.iter().map(|stack| in_a_stack(stack, sides, (size, width), height)).collect();
    let sizes = (0..SIZES.len()).map(|size| (size, fits(size)));
    let whole = |shown: &Vec<usize>| shown.iter().zip(stacks).all(|(shown, stack)| *shown == stack.len());
    let last = SIZES.len() - 1;
    sizes.into_iter().find(|(_, shown)| whole(shown)).unwrap_or_else(|| (last, fits(last)))
}

/// How many cards of one of `width` columns have room.
fn in_a_stack(stack: &[&str], sides: f64, (size, width): (usize, usize), height: f64) -> usize {
    let mut left = height + GAP;
    let fits = stack.iter().take_while(|text| {
        left -= tall(text, sides, size, width) + GAP;
        left >= 0.0
    });
    fits.count()
}

/// How tall a card is in one of so many columns.
fn tall(text: &str, sides: f64, size: usize, columns: usize) -> f64 {
    let wide = (WIDTH - GAP * (columns - 1) as f64) / columns as f64 - sides;
    let signs = (wide / (SIZES[size] * SIGN)).max(1.0);
    let lines = (width(text) / signs).ceil().max(1.0);
    lines * SIZES[size] * LINE + AROUND
}

/// In average letters: signs of East Asia and pictures take two.
fn width(text: &str) -> f64 {
    text.chars().map(|sign| if sign < '\u{1100}' { 1.0 } else { 2.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn few_words_are_large_and_many_are_small() {
        let short = "Une règle simple";
        assert_eq!(rows(&[short], SIDES, 20.0), Fit { size: 0, columns: 1, shown: 1 });
        let long = "x".repeat(280);
        let five = rows(&[long.as_str(); 5], SIDES, 20.0);
        assert!(five.size > 2 && five.shown >= 3, "{five:?}");
        assert_eq!(rows(&[], SIDES, 20.0).shown, 0);
    }

    #[test]
    fn a_text_that_is_too_long_for_the_screen_is_shown_rather_than_none() {
        let wide = "漢".repeat(280);
        assert_eq!(rows(&[&wide, &wide], SIDES, 2.0), Fit { size: 5, columns: 1, shown: 1 });
        assert_eq!(stacks(&[vec![wide.as_str(), wide.as_str()]], SIDES, 2.0).1, [0]);
    }

    proptest! {
        #[test]
        fn larger_letters_never_show_more(texts in vec("[a-zé ]{1,280}", 1..9), height in 8.0..25.0_f64) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let fit = rows(&texts, SIDES, height);
            prop_assert!((1..=texts.len()).contains(&fit.shown) && fit.columns <= texts.len());
            for size in 0..fit.size {
                for columns in 1..=3 {
                    prop_assert!(in_rows(&texts, SIDES, (size, columns), height) < texts.len() || columns > texts.len());
                }
            }
            let (_, shown) = stacks(&[texts.clone(), vec![]], SIDES, height);
            prop_assert!(shown[0] <= texts.len() && shown[1] == 0);
        }
    }
}
