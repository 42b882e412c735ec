//! What several people wrote in much the same words.

use std::cmp::Reverse;
use std::collections::HashMap;

use workshop::text::folded;
use workshop::{Text, Visibility};

use super::rules::Bisou;
use crate::kind::Cx;

/// A text and how many people wrote it, give or take case, accents and spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Same {
    /// As the first of them wrote it.
    pub text: String,
    /// How many.
    pub count: u32,
    /// The facilitator put one of them into the light.
    pub lit: bool,
}

/// The alternatives that everybody may read, alike ones together; what the facilitator merged counts for what it is part of.
pub(crate) fn alternatives(cx: &Cx<'_, Bisou>) -> Vec<Same> {
    let (state, step) = (cx.state, Some(cx.step));
    let whole = |text: Text<'_>| match state.visibility(text.id, text.item) {
        Visibility::Merged => text.handling.into,
        _ => Some(text.id),
    };
    let shown = state.texts(step).into_iter().filter_map(whole).filter_map(|id| {
        let item = state.items.get(&id).filter(|item| state.visibility(id, item) == Visibility::Shown)?;
        Some((&*item.text, state.is_in_the_light(id)))
    });
    together(shown)
}

/// Alike texts together, the most frequent first; among equals, the first that came.
fn together<'a>(texts: impl Iterator<Item = (&'a str, bool)>) -> Vec<Same> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<Same> = Vec::new();
    for (text, lit) in texts {
        let place = *places.entry(folded(text)).or_insert(all.len());
        match all.get_mut(place) {
            Some(same) => {
                same.count += 1;
                same.lit |= lit;
            }
            None => all.push(Same { text: text.to_owned(), count: 1, lit }),
        }
    }
    all.sort_by_key(|same| Reverse(same.count));
    all
}

/// Those that fit so many lines of so many signs: a text that is too long gives way to the next.
pub(crate) fn that_fit(all: &[Same], lines: usize, signs: usize) -> Vec<&Same> {
    let mut left = lines;
    let fits = |same: &&Same| {
        let needed = same.text.chars().count().div_ceil(signs);
        let fits = needed <= left;
        left -= if fits { needed } else { 0 };
        fits
    };
    all.iter().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(texts: &[&str]) -> Vec<(String, u32)> {
        let all = together(texts.iter().map(|&text| (text, false)));
        all.into_iter().map(|same| (same.text, same.count)).collect()
    }

    #[test]
    fn alike_alternatives_are_counted_together_the_most_frequent_first() {
        let typed = [
            "Téléphoner",
            "Un dessin d’élève",
            "un  dessin d'eleve",
            "UN DESSIN D’ÉLÈVE",
            "téléphoner",
            "ليلى",
        ];
        let expected =
            [("Un dessin d’élève".to_owned(), 3), ("Téléphoner".to_owned(), 2), ("ليلى".to_owned(), 1)];
        assert_eq!(counted(&typed), expected);
    }

    #[test]
    fn the_stage_shows_those_that_fit() {
        let texts = ["a".repeat(50), "b".repeat(50), "c".repeat(90), "d".repeat(30)];
        let all = together(texts.iter().map(|text| (&**text, false)));
        let shown = |lines| that_fit(&all, lines, 40).iter().map(|same| same.text.len()).collect::<Vec<_>>();
        assert_eq!(
            [shown(8), shown(5), shown(1), shown(0)],
            [vec![50, 50, 90, 30], vec![50, 50, 30], vec![30], vec![]]
        );
    }
}
