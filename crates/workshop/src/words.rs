//! Words that ask for a second look: a text with one of them waits for the facilitator, whatever the setting.
//!
//! The lists are short on purpose. They are no judge: they only put a text before a person first. What was once decided is
//! in the log, so a list may change at any time.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const FRENCH: &str = include_str!("words/fr.txt");
const ENGLISH: &str = include_str!("words/en.txt");

/// Whether a text has a word that asks for a second look, in this language.
///
/// ```
/// use workshop::words::ask_for_a_look;
///
/// assert!(ask_for_a_look("fr", "Quel CONNARD !"));
/// assert!(!ask_for_a_look("fr", "Que consomme un concert en ligne ?"));
/// ```
pub fn ask_for_a_look(lang: &str, text: &str) -> bool {
    let list = if lang == "fr" { FRENCH } else { ENGLISH };
    let plain = plain(text);
    let mut words = plain.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| {
        let mut listed = list.lines().filter(|line| !line.starts_with('#'));
        listed.any(|known| known == word || word.strip_suffix('s') == Some(known))
    })
}

/// Small letters without accents.
pub fn plain(text: &str) -> String {
    text.nfd().filter(|&sign| !is_combining_mark(sign)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whatever_its_letters_and_never_within_another() {
        for text in ["salope", "SALOPES!", "quel(le) encule\u{301}", "va te faire foutre"] {
            assert!(ask_for_a_look("fr", text), "{text}");
        }
        for text in ["", "une pute-être", "computer", "le conteneur", "Réduire, réutiliser", "ليلى"] {
            assert_eq!(ask_for_a_look("fr", text), text.contains("pute-"), "{text}");
        }
        assert!(ask_for_a_look("en", "This is SHIT"));
        assert!(!ask_for_a_look("en", "Scunthorpe"));
    }

    #[test]
    fn the_lists_are_written_as_texts_are_compared() {
        for list in [FRENCH, ENGLISH] {
            for word in list.lines().filter(|line| !line.starts_with('#')) {
                assert_eq!(plain(word), word);
                assert!(word.chars().all(char::is_alphanumeric), "{word}");
            }
        }
    }
}
