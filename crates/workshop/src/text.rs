//! What a participant may type: the one rule for every text of the product.

use unicode_normalization::UnicodeNormalization;

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

/// Trims and brings to NFC; 1 to `max` Unicode scalar values, no control character.
///
/// ```
/// use workshop::text::{TextFault, clean};
///
/// assert_eq!(clean("  Zoé ", 30), Ok("Zoé".to_owned()));
/// assert_eq!(clean("trop long", 4), Err(TextFault::TooLong { found: 9, max: 4 }));
/// ```
pub fn clean(text: &str, max: usize) -> Result<String, TextFault> {
    let text: String = text.trim().nfc().collect();
    if text.chars().any(char::is_control) {
        return Err(TextFault::Control);
    }
    match text.chars().count() {
        0 => Err(TextFault::Empty),
        found if found > max => Err(TextFault::TooLong { found, max }),
        _ => Ok(text),
    }
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
}
