//! What a participant may type: the one rule for every text of the product.

use unicode_normalization::UnicodeNormalization;

use crate::ValueError;

/// The most Unicode scalar values in an answer's text.
pub const TEXT_MAX: usize = 280;
/// The most Unicode scalar values in a name.
pub const NAME_MAX: usize = 30;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing is left after trimming.
    Empty,
    /// `found` Unicode scalar values, where `max` are allowed.
    TooLong {
        /// How many there are.
        found: usize,
        /// How many there may be.
        max: usize,
    },
    /// A control character (a line break too) stands in it.
    Control,
}

impl TextFault {
    /// What is wrong with the text at this place of a body: `/value/argument`.
    pub fn error(self, pointer: &str) -> ValueError {
        match self {
            Self::Empty => ValueError::at("text-missing", pointer),
            Self::TooLong { found, max } => {
                ValueError::at("text-too-long", pointer).with("found", found).with("max", max)
            }
            Self::Control => ValueError::at("text-control", pointer),
        }
    }
}

/// Trims and brings to NFC; 1 to `max` Unicode scalar values, no control character.
///
/// Marks that turn the direction of what comes after them (U+202A to U+202E, U+2066 to U+2069) are left out: they would turn
/// the rest of the page too. A text of invisible signs only is an empty one.
///
/// ```
/// use workshop::text::{TextFault, clean};
///
/// assert_eq!(clean("  Zoé ", 30), Ok("Zoé".to_owned()));
/// assert_eq!(clean("trop long", 4), Err(TextFault::TooLong { found: 9, max: 4 }));
/// ```
pub fn clean(text: &str, max: usize) -> Result<String, TextFault> {
    let text: String = text.nfc().filter(|&sign| !turns(sign)).collect();
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(TextFault::Control);
    }
    match text.chars().count() {
        _ if text.chars().all(is_invisible) => Err(TextFault::Empty),
        found if found > max => Err(TextFault::TooLong { found, max }),
        _ => Ok(text.to_owned()),
    }
}

fn turns(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Signs without a width of their own that stand between others.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || sign.is_whitespace()
}

/// The same; an empty text is none.
pub fn optional(text: &str, max: usize) -> Result<Option<String>, TextFault> {
    match clean(text, max) {
        Err(TextFault::Empty) => Ok(None),
        cleaned => cleaned.map(Some),
    }
}

/// The same for texts that differ in case, accents, spaces or the shape of their apostrophes alone.
///
/// ```
/// use workshop::text::folded;
///
/// assert_eq!(folded(" Un  dessin d’élève"), folded("un dessin d'eleve"));
/// ```
pub fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|&sign| !is_accent(sign)).flat_map(char::to_lowercase);
    let letters: String = letters.map(|sign| if sign == '’' { '\'' } else { sign }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The marks of Latin, Greek and Cyrillic letters; in other scripts a mark may be a letter of its own.
fn is_accent(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_composed_and_counted_in_scalar_values() {
        assert_eq!(clean("  e\u{301}te\u{301} ", 3), Ok("été".into()));
        assert_eq!(clean("\u{1f333}\u{1f333}", 2), Ok("\u{1f333}\u{1f333}".into()));
        assert_eq!(clean("abcd", 3), Err(TextFault::TooLong { found: 4, max: 3 }));
        assert_eq!(clean(" \u{202f} ", 3), Err(TextFault::Empty));
        assert_eq!(clean("a\u{7}b", 9), Err(TextFault::Control));
    }

    #[test]
    fn a_text_turns_nothing_around_it_and_can_be_seen() {
        assert_eq!(clean("\u{202e}abc", 9), Ok("abc".into()));
        assert_eq!(clean("\u{2066} ليلى \u{2069}", 9), Ok("ليلى".into()));
        assert_eq!(clean("\u{200b}\u{feff} \u{2060}", 9), Err(TextFault::Empty));
        assert_eq!(clean("👩\u{200d}🚀", 9), Ok("👩\u{200d}🚀".into()));
    }

    #[test]
    fn texts_that_say_the_same_fold_to_the_same() {
        assert_eq!(folded("\u{202f}ÉTÉ\u{a0} à  l’Œuvre "), "ete a l'œuvre");
        assert_eq!(folded("e\u{301}te\u{301}"), folded("Été"));
        assert_ne!(folded("un dessin"), folded("deux dessins"));
        assert_eq!(folded(" \u{202f} "), "");
    }
}
