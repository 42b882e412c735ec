//! Names made comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A model's name without what people get wrong: spaces around it, case, `_` for `-`.
pub(crate) fn flat(name: &str) -> String {
    name.trim().chars().flat_map(char::to_lowercase).map(|c| if c == '_' { '-' } else { c }).collect()
}

/// A place's name without case, accents and punctuation: `Côte d’Ivoire` is `cote d ivoire`.
pub(crate) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_what_people_get_wrong() {
        assert_eq!(flat(" GPT_4o\n"), "gpt-4o");
        assert_eq!(plain("Côte d’Ivoire"), "cote d ivoire");
        assert_eq!(plain(" BELGIË "), "belgie");
        assert_eq!(plain("Congo - Kinshasa"), plain("congo-kinshasa"));
    }
}
