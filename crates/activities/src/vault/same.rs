//! When two answers are the same: whatever the letters' size, accents, spaces and signs, with or without an article, in
//! digits or in words.

use std::collections::HashMap;
use std::sync::LazyLock;

use workshop::words::plain;

/// Left out at the beginning, when something follows.
const ARTICLES: [&str; 8] = ["le", "la", "les", "l", "un", "une", "des", "the"];
/// A number below a hundred has no more words: « quatre-vingt-dix-neuf ».
const MOST_WORDS: usize = 4;

/// An answer as it is compared. Two that give the same text are the same; one that gives none says nothing.
///
/// ```text
/// « L’Économe ! » -> econome        quarante-deux ordinateurs -> 42ordinateurs
/// ```
pub(super) fn compared(text: &str) -> String {
    let plain: String = plain(text).chars().map(ascii_digit).collect();
    let plain = plain.replace('œ', "oe").replace('æ', "ae");
    let words: Vec<&str> =
        plain.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    in_digits(without_article(&words))
}

/// A phone set to Arabic or Persian types its own digits.
fn ascii_digit(sign: char) -> char {
    let from = match sign {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return sign,
    };
    char::from_digit(u32::from(sign) - from, 10).unwrap_or(sign)
}

fn without_article<'a, 'w>(words: &'a [&'w str]) -> &'a [&'w str] {
    match words {
        [first, rest @ ..] if !rest.is_empty() && ARTICLES.contains(first) => rest,
        _ => words,
    }
}

/// All words in one, the numbers among them in digits.
fn in_digits(mut words: &[&str]) -> String {
    let mut out = String::new();
    while let [first, ..] = words {
        let number = (1..=words.len().min(MOST_WORDS))
            .rev()
            .find_map(|length| Some((length, NUMBERS.get(&words[..length].concat())?)));
        match number {
            Some((_, number)) => out.push_str(&number.to_string()),
            None => out.push_str(first),
        }
        words = &words[number.map_or(1, |(length, _)| length)..];
    }
    out
}

/// The French numbers up to a hundred in one word each, as they are said from Brussels to Geneva: `quatrevingtdix`,
/// `nonante`.
static NUMBERS: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    const SMALL: [&str; 20] = [
        "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
        "douze", "treize", "quatorze", "quinze", "seize", "dixsept", "dixhuit", "dixneuf",
    ];
    // A word, its value, and how far one counts on from it.
    const TENS: [(&str, u32, usize); 10] = [
        ("vingt", 20, 10),
        ("trente", 30, 10),
        ("quarante", 40, 10),
        ("cinquante", 50, 10),
        ("soixante", 60, 20),
        ("septante", 70, 10),
        ("quatrevingt", 80, 20),
        ("huitante", 80, 10),
        ("octante", 80, 10),
        ("nonante", 90, 10),
    ];
    let small = || (0..).zip(SMALL).chain([(1, "une")]);
    let alone = small().map(|(value, word)| (word.to_owned(), value));
    let tens = TENS.into_iter().flat_map(|(ten, value, span)| {
        let units = small().filter(move |(unit, _)| (1..span as u32).contains(unit));
        let joined = units.flat_map(move |(unit, word)| {
            [format!("{ten}{word}"), format!("{ten}et{word}")].map(|text| (text, value + unit))
        });
        joined.chain([(ten.to_owned(), value)])
    });
    alone.chain(tens).chain([("quatrevingts".to_owned(), 80), ("cent".to_owned(), 100)]).collect()
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_is_the_same_as_what_the_pack_says() {
        let cases: [(&str, &[&str]); 9] = [
            (
                "GARDER",
                &[
                    "garder",
                    " Garder ! ",
                    "G-A-R-D-E-R",
                    "g a r d e r",
                    "le garder",
                    "« Garder »",
                    "GAR\u{200b}DER",
                ],
            ),
            (
                "économe",
                &["ECONOME", "l’économe", "L'Econome", "e\u{301}conome", "les économe", "un économe"],
            ),
            ("œuf", &["oeuf", "Œuf", "l’œuf"]),
            ("O", &["o", "(O)", "l’O", "🌍 O 🌍", "\u{200f}O"]),
            ("où", &["ou", "OÙ ?", "ou\u{300}"]),
            ("42", &["quarante-deux", "Quarante deux", "quarantedeux", "le 42", "4 2", "٤٢", "۴۲", "42."]),
            ("42 ordinateurs", &["quarante-deux ordinateurs", "42ordinateurs", "Quarante-deux ordinateurs."]),
            ("1", &["un", "une", "UN !", "1"]),
            ("سلام", &["سَلام", "\u{202b}سلام\u{202c}", " سلام؟ "]),
        ];
        for (answer, typed) in cases {
            for one in typed {
                assert_eq!(compared(one), compared(answer), "{one:?} for {answer:?}");
            }
        }
    }

    #[test]
    fn what_is_something_else_stays_something_else() {
        for (one, other) in [
            ("garde", "garder"),
            ("24", "42"),
            ("vingt-deux", "42"),
            ("0", "O"),
            ("la", "les"),
            ("trente", "30 1"),
            ("cinquante", "5"),
            ("سلام", "سلم"),
        ] {
            assert_ne!(compared(one), compared(other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn signs_alone_say_nothing() {
        for text in ["", " ", "…", "🌍🌱", "« »", "\u{200d}\u{fe0f}", "-"] {
            assert_eq!(compared(text), "", "{text:?}");
        }
    }

    #[test]
    fn numbers_in_words_are_numbers_in_digits() {
        let cases = [
            ("zéro", 0),
            ("cinq", 5),
            ("seize", 16),
            ("dix-sept", 17),
            ("vingt et un", 21),
            ("vingt-et-une", 21),
            ("trente-trois", 33),
            ("soixante-dix", 70),
            ("soixante et onze", 71),
            ("septante-deux", 72),
            ("soixante-dix-neuf", 79),
            ("quatre-vingts", 80),
            ("quatre-vingt-un", 81),
            ("huitante-trois", 83),
            ("octante", 80),
            ("quatre-vingt-dix", 90),
            ("nonante-neuf", 99),
            ("quatre-vingt-dix-neuf", 99),
            ("cent", 100),
        ];
        for (words, number) in cases {
            assert_eq!(compared(words), number.to_string(), "{words}");
        }
        let known: std::collections::BTreeSet<u32> = NUMBERS.values().copied().collect();
        assert!((0..=100).all(|number| known.contains(&number)), "{known:?}");
    }

    proptest! {
        #[test]
        fn capitals_and_signs_around_say_nothing(text in "\\PC{0,60}") {
            let same = compared(&text);
            prop_assert!(same.chars().all(char::is_alphanumeric), "{same:?}");
            prop_assert_eq!(compared(&text.to_ascii_uppercase()), same.clone());
            prop_assert_eq!(compared(&format!("« {text} ! 🌍 »")), same);
        }
    }
}
