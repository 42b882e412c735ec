//! Whatever can go wrong is told in a sentence, in every language.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use texts::{languages, texts};

/// All sources of a crate of the workspace.
fn sources(name: &str) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src"), &mut found);
    found
}

/// The words that a source calls problems by. However they are made, one of these stands right before the word.
fn words(path: &Path) -> Vec<String> {
    let source = fs::read_to_string(path).unwrap();
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let is_refusal = path.ends_with("workshop/src/refusal.rs");
    let named = |(before, _): &(&str, &str)| {
        let opened = before.trim_end();
        let status = opened.strip_suffix(',').unwrap_or_default();
        let status = status.trim_end_matches(|c: char| c.is_ascii_uppercase() || c == '_');
        status.ends_with("StatusCode::")
            || [
                "ValueError::new(",
                "ValueError::at(",
                "Problem::no_such(",
                "refused(",
                "unprocessable(",
                " code:",
                "UNKNOWN_CARD: &'static str =",
                "UNKNOWN_PLACE: &'static str =",
            ]
            .iter()
            .any(|end| opened.ends_with(end))
            || (is_refusal && opened.ends_with("=>"))
    };
    strings(code).into_iter().filter(named).map(|(_, word)| word.to_owned()).collect()
}

/// The texts of a source, each with all that stands before it.
fn strings(code: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut opened = None;
    let (mut escaped, mut previous) = (false, ' ');
    for (at, sign) in code.char_indices() {
        match opened {
            Some(start) if sign == '"' && !escaped => {
                found.push((&code[..start - 1], &code[start..at]));
                opened = None;
            }
            None if sign == '"' && previous != '\'' => opened = Some(at + 1),
            _ => {}
        }
        escaped = opened.is_some() && sign == '\\' && !escaped;
        previous = sign;
    }
    found
}

/// Every word that names a problem, read off the sources: of the shell, of the session, of the kinds.
fn codes() -> BTreeSet<String> {
    ["web", "workshop", "activities"].into_iter().flat_map(sources).flat_map(|path| words(&path)).collect()
}

#[test]
fn every_problem_has_its_sentences_in_every_language() {
    let codes = codes();
    for known in
        ["unknown-code", "cross-site", "not-now", "session-full", "out-of-range", "unknown-key", "busy"]
    {
        assert!(codes.contains(known), "the search does not find {known}: {codes:?}");
    }
    for lang in languages() {
        let missing: Vec<String> = codes
            .iter()
            .flat_map(|code| [format!("problem-{code}"), format!("problem-{code}-detail")])
            .filter(|key| !texts(lang).has(key))
            .collect();
        assert_eq!(missing, [""; 0], "{lang}.ftl");
    }
}

/// And no sentence waits for a problem that cannot happen.
#[test]
fn every_sentence_has_its_problem() {
    let codes = codes();
    let keys = texts("fr").keys().filter_map(|key| key.strip_prefix("problem-"));
    let idle: Vec<&str> =
        keys.filter(|key| !codes.contains(key.strip_suffix("-detail").unwrap_or(key))).collect();
    assert_eq!(idle, [""; 0]);
}
