//! Finding figures by words: « 4 g », « 50 cl », « bouteille », « Mistral ».

use std::cmp::Reverse;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Claim, Figure, Registry};

/// So many signs of a query are read: no more are of use, and each word costs a look at all that is said.
const LONGEST: usize = 80;
/// The most results.
const MOST: usize = 24;
/// What a word is worth, by where it stands: in the value, in what it is of, in all that is said of it.
const VALUE: u32 = 8;
const NAME: u32 = 3;
const TEXT: u32 = 1;
/// What the whole query in this order is worth in a value, and what it is worth to stand in the deck: who asks has often seen
/// it there.
const PHRASE: u32 = 40;
const DECK: u32 = 4;

/// Lower case, without accents, all kinds of spaces alike, subscripts as digits: `CO₂ émis` is `co2 emis`.
fn folded(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let spaced: String =
        plain.map(|c| if c.is_alphanumeric() || c == ',' || c == '.' { c } else { ' ' }).collect();
    // `4g` as `4 g`, `50cl` as `50 cl`; a decimal point as a comma.
    let mut out = String::with_capacity(spaced.len() + 4);
    let mut before = ' ';
    for c in spaced.replace('.', ",").chars() {
        if before.is_ascii_digit() && c.is_alphabetic() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    grouped(out.split_whitespace().map(|word| word.trim_matches(',')).filter(|word| !word.is_empty()))
}

/// Words with a space between, digits written in groups of three as one number: `11 390 t` is `11390 t`.
fn grouped<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut out = String::new();
    let mut leads = false;
    for word in words {
        let follows = leads && word.len() == 3 && digits(word);
        leads = follows || (word.len() <= 3 && digits(word));
        if !follows && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Units of which the number before is read with them: `4 g` is not a `4` here and a `g` there.
const UNITS: [&str; 18] = [
    "g", "gr", "kg", "mg", "t", "kt", "mt", "wh", "kwh", "mwh", "gwh", "twh", "ml", "cl", "l", "m3", "km",
    "km3",
];

/// What a query looks for: each must be found.
#[derive(Debug, PartialEq, Eq)]
enum Term<'a> {
    /// A word: what begins so.
    Word(&'a str),
    /// A number, whole, with the unit behind it where one was said.
    Number(&'a str),
}

impl<'a> Term<'a> {
    /// Those of a folded query.
    fn all(query: &'a str) -> Vec<Self> {
        let mut terms = Vec::new();
        let mut rest = query;
        while !rest.is_empty() {
            let (word, next) = rest.split_once(' ').unwrap_or((rest, ""));
            let unit = next.split(' ').next().filter(|unit| is_number(word) && UNITS.contains(unit));
            let length = word.len() + unit.map_or(0, |unit| 1 + unit.len());
            let term = &rest[..length];
            terms.push(if is_number(word) { Self::Number(term) } else { Self::Word(term) });
            rest = rest[length..].trim_start();
        }
        terms
    }

    /// Whether a text has it. Units and the like are whole words, or `g` would find all that begins so.
    fn is_in(&self, text: &str) -> bool {
        match *self {
            Self::Number(number) => has_phrase(text, number),
            Self::Word(word) if word.chars().count() < 3 => text.split(' ').any(|own| own == word),
            Self::Word(word) => text.split(' ').any(|own| own.starts_with(word)),
        }
    }

    /// What it is worth where it stands. A number that is only told in a note is another figure's.
    fn worth(&self, words: &Words) -> Option<u32> {
        let text = matches!(self, Self::Word(_)).then_some((&words.text, TEXT));
        let places = [(&words.value, VALUE), (&words.name, NAME)].into_iter().chain(text);
        places.filter(|(place, _)| self.is_in(place)).map(|(_, worth)| worth).max()
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn has_phrase(text: &str, phrase: &str) -> bool {
    format!(" {text} ").contains(&format!(" {phrase} "))
}

/// What is said of a figure, folded, by what a word in it is worth.
#[derive(Debug)]
pub(crate) struct Words {
    value: String,
    name: String,
    text: String,
    in_deck: bool,
}

impl Words {
    fn of(registry: &Registry, figure: &Figure) -> Self {
        let join = |parts: &[&str]| folded(&parts.join(" "));
        Self {
            value: join(&[
                &figure.text(),
                figure.seed_text.as_deref().unwrap_or_default(),
                &figure.known_as.join(" · "),
            ]),
            name: join(&[&figure.label, &figure.subject, figure.reference(registry), &figure.id]),
            text: join(&[&figure.scope, &figure.note, figure.per().unwrap_or_default()]),
            in_deck: figure.seed,
        }
    }

    /// How well they answer; 0 when a word of the query is nowhere.
    fn score(&self, query: &str) -> u32 {
        let found = Term::all(query).iter().map(|term| term.worth(self)).sum::<Option<u32>>();
        let Some(sum) = found else { return 0 };
        let phrase = if has_phrase(&self.value, query) { PHRASE } else { 0 };
        sum + phrase + if self.in_deck { DECK } else { 0 }
    }
}

impl Registry {
    /// The figures that have all the words of a query (of its first 80 signs), best first, two dozen at most.
    pub fn search(&self, query: &str) -> Vec<&Figure> {
        let query = folded(&query.chars().take(LONGEST).collect::<String>());
        if query.is_empty() {
            return vec![];
        }
        let words =
            self.words.get_or_init(|| self.figures().iter().map(|figure| Words::of(self, figure)).collect());
        let scores = words.iter().map(|words| words.score(&query));
        let mut found: Vec<(u32, &Figure)> =
            scores.zip(self.figures()).filter(|(score, _)| *score > 0).collect();
        found.sort_by_key(|(score, _)| Reverse(*score));
        found.into_iter().take(MOST).map(|(_, figure)| figure).collect()
    }

    /// The claims to open for what was found: those of its best figures, then those whose question has all the words.
    pub fn claims_for(&self, query: &str, found: &[&Figure]) -> Vec<&Claim> {
        const BEST: usize = 3;
        let words = folded(query);
        let asked = |claim: &&Claim| {
            let question = folded(&format!("{} {}", claim.question_fr, claim.question_en));
            !words.is_empty() && Term::all(&words).iter().all(|term| term.is_in(&question))
        };
        let first = found.iter().take(BEST).filter_map(|figure| self.claims_of(figure).first().copied());
        let mut claims: Vec<&Claim> = Vec::new();
        for claim in first.chain(self.claims().iter().filter(asked)) {
            if !claims.iter().any(|known| known.id == claim.id) {
                claims.push(claim);
            }
        }
        claims
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str) -> Option<&'static str> {
        Registry::embedded().search(query).first().map(|figure| &*figure.id)
    }

    #[test]
    fn who_doubts_a_figure_of_the_deck_finds_it_first() {
        for (query, id) in [
            ("4 g", "seed-request-co2"),
            ("4g", "seed-request-co2"),
            ("50 cl", "seed-chatgpt-water"),
            ("50cl d'eau", "seed-chatgpt-water"),
            ("205", "seed-gpt3-flights"),
            ("1,5 milliard", "seed-users"),
            ("552 t", "seed-gpt3-co2"),
            ("0.24 Wh", "google-2025-energy"),
            ("4,32", "piktochart-2023-request-co2"),
            ("4 grammes", "seed-request-co2"),
            ("quatre grammes", "seed-request-co2"),
            ("demi-litre", "seed-chatgpt-water"),
            ("un demi-litre d’eau", "seed-chatgpt-water"),
            ("une bouteille", "seed-chatgpt-water"),
            ("50 centilitres", "seed-chatgpt-water"),
            ("500 mL", "seed-chatgpt-water"),
            ("205 avions", "seed-gpt3-flights"),
            ("1287 MWh", "patterson-2021-gpt3-energy"),
            ("11390 t", "llama31-2024-co2"),
            ("11 390 t", "llama31-2024-co2"),
        ] {
            assert_eq!(first(query), Some(id), "{query}");
        }
    }

    /// A number is looked for whole, with its unit, where a figure says its value: not in a note about another one.
    #[test]
    fn a_number_finds_that_number() {
        let ids = |query: &str| -> Vec<&str> {
            Registry::embedded().search(query).into_iter().map(|figure| &*figure.id).collect()
        };
        assert_eq!(ids("4 g"), ["seed-request-co2", "email-berners-lee"]);
        assert!(!ids("4 grammes").contains(&"beef-meal"));
        assert!(ids("1 g").is_empty(), "{:?}", ids("1 g"));
        assert!(!ids("32").contains(&"piktochart-2023-request-co2"));
    }

    #[test]
    fn words_are_found_without_accents_and_all_of_them() {
        let registry = Registry::embedded();
        let found = registry.search("entrainement bloom");
        assert!(found[0].id.contains("bloom"));
        assert_eq!(registry.search("ENTRAÎNEMENT  Bloom"), found);
        assert_eq!(first("licorne"), None);
        assert_eq!(first("   "), None);
        assert!(registry.search("CO2").len() <= MOST);
        assert_eq!(registry.search(&format!("bloom {}", " ".repeat(LONGEST))), registry.search("bloom"));
    }

    #[test]
    fn the_question_comes_with_the_figure() {
        let registry = Registry::embedded();
        let claims = |query: &str| -> Vec<&str> {
            let found = registry.search(query);
            registry.claims_for(query, &found).into_iter().map(|claim| &*claim.id).collect()
        };
        assert_eq!(claims("4 g").first(), Some(&"co2-par-requete"));
        assert_eq!(claims("50 cl").first(), Some(&"eau-par-reponse"));
        assert!(claims("courriel").contains(&"un-courriel"));
    }
}
