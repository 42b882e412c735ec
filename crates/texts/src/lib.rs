//! The words of the interface: one Fluent catalogue per language.
//!
//! A text is asked for by its key with [`t!`]. French is complete by definition; another language that lacks a key falls back
//! to it, and a test refuses the gap.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Language of the interface when nothing else is asked for.
pub const DEFAULT: &str = "fr";

/// A language's files, one after the other.
macro_rules! catalogue {
    ($lang:literal) => {
        concat!(
            include_str!(concat!("../locales/", $lang, ".ftl")),
            "\n",
            include_str!(concat!("../locales/report.", $lang, ".ftl")),
            "\n",
            include_str!(concat!("../locales/figures.", $lang, ".ftl")),
            "\n",
            include_str!(concat!("../locales/calculate.", $lang, ".ftl"))
        )
    };
}

const SOURCES: [(&str, &str); 2] = [("fr", catalogue!("fr")), ("en", catalogue!("en"))];

static CATALOGUES: LazyLock<BTreeMap<&'static str, Texts>> =
    LazyLock::new(|| SOURCES.into_iter().map(|(lang, source)| (lang, Texts::parse(lang, source))).collect());

/// The texts of one language.
pub struct Texts {
    lang: &'static str,
    bundle: FluentBundle<FluentResource>,
    keys: Vec<String>,
}

/// Languages that have a catalogue.
pub fn languages() -> impl Iterator<Item = &'static str> {
    SOURCES.into_iter().map(|(lang, _)| lang)
}

/// The catalogue of a language, or the French one.
pub fn texts(lang: &str) -> &'static Texts {
    let primary = lang.split('-').next().unwrap_or(lang);
    CATALOGUES.get(primary).unwrap_or_else(|| &CATALOGUES[DEFAULT])
}

impl Texts {
    fn parse(lang: &'static str, source: &str) -> Self {
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("the catalogue {lang}.ftl does not parse: {errors:?}"));
        let keys = resource
            .entries()
            .filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            })
            .collect();
        let id: LanguageIdentifier = lang.parse().expect("a catalogue is named by its language");
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .unwrap_or_else(|errors| panic!("the catalogue {lang}.ftl has a key twice: {errors:?}"));
        Self { lang, bundle, keys }
    }

    /// The language, as in `lang="…"`.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// All keys, in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// Whether the catalogue has the key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A text without anything to fill in.
    pub fn get(&self, key: &str) -> Cow<'_, str> {
        self.format(key, None)
    }

    /// A word of the registry of figures, by its vocabulary: `stage`, `cooling`.
    pub fn word(&self, vocabulary: &str, word: &str) -> Cow<'_, str> {
        self.get(&format!("fig-{vocabulary}-{word}"))
    }

    /// Several of them with commas; free text where they are of no vocabulary; what is not said is told so.
    pub fn words(&self, vocabulary: Option<&str>, words: &[String]) -> String {
        if words.is_empty() {
            return self.get("fig-nothing-said").into_owned();
        }
        let word = |word: &String| match vocabulary {
            Some(vocabulary) => self.word(vocabulary, word).into_owned(),
            None => word.clone(),
        };
        words.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// A text with values filled in; prefer [`t!`].
    pub fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'_, str> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            if self.lang != DEFAULT {
                return texts(DEFAULT).format(key, args);
            }
            debug_assert!(false, "the catalogue has no text {key}");
            return Cow::Owned(key.to_owned());
        };
        self.bundle.format_pattern(pattern, args, &mut Vec::new())
    }
}

/// A value to fill in: numbers choose plurals, all else is text.
pub fn value<'a>(value: impl Into<FluentValue<'a>>) -> FluentValue<'a> {
    value.into()
}

pub use fluent_bundle::FluentArgs as Args;

/// A text of the catalogue: `t!(texts, "room", people = 3)`.
#[macro_export]
macro_rules! t {
    ($texts:expr, $key:expr) => { $texts.get($key) };
    ($texts:expr, $key:expr, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::Args::new();
        $(args.set(stringify!($name), $crate::value($value));)+
        $texts.format($key, Some(&args)).into_owned()
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        let french: Vec<&str> = texts("fr").keys().collect();
        for lang in languages() {
            let missing: Vec<&&str> = french.iter().filter(|key| !texts(lang).has(key)).collect();
            assert!(missing.is_empty(), "{lang}.ftl lacks {missing:?}");
            let unknown: Vec<&str> = texts(lang).keys().filter(|key| !texts("fr").has(key)).collect();
            assert!(unknown.is_empty(), "{lang}.ftl has more than fr.ftl: {unknown:?}");
        }
    }

    /// A few words are the same in both languages; a catalogue that was only copied is not a translation.
    #[test]
    fn english_is_not_french() {
        let (french, english) = (texts("fr"), texts("en"));
        let plain =
            |key: &&str| !french.keys().any(|other| other != *key && french.get(other) == french.get(key));
        let same: Vec<&str> = french
            .keys()
            .filter(plain)
            .filter(|key| {
                french.get(key) == english.get(key)
                    && french.get(key).len() > 12
                    && !french.get(key).starts_with('{')
            })
            .collect();
        assert!(same.is_empty(), "the same in both: {same:?}");
    }

    #[test]
    fn a_plural_follows_its_number() {
        assert_eq!(t!(texts("fr"), "room-people", n = 1), "1 personne dans la salle");
        assert_eq!(t!(texts("fr"), "room-people", n = 18), "18 personnes dans la salle");
    }

    #[test]
    fn french_is_typographically_right() {
        for (line, text) in SOURCES[0].1.lines().enumerate() {
            let Some((_, text)) = text.split_once(" = ").filter(|_| !text.starts_with('#')) else { continue };
            for mark in [" ;", " :", " !", " ?", " »", "« ", "'", " %"] {
                assert!(!text.contains(mark), "fr.ftl:{}: {mark:?} in {text:?}", line + 1);
            }
        }
    }
}
