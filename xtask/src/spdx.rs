//! SPDX licence expressions: `MIT OR (Apache-2.0 WITH LLVM-exception AND Zlib)`, and the older `MIT/Apache-2.0`.
//!
//! `WITH` binds tighter than `AND`, `AND` tighter than `OR` (SPDX 2.3, annex D); `/` is an `OR` of old manifests.

use std::fmt;

/// A licence expression.
#[derive(PartialEq, Eq, Debug)]
pub enum Expression {
    /// One licence, with its exception: `Apache-2.0 WITH LLVM-exception`.
    Licence(String),
    /// One of them is enough.
    Any(Vec<Expression>),
    /// All of them hold.
    All(Vec<Expression>),
}

/// Why a text is no licence expression.
#[derive(PartialEq, Eq, Debug)]
pub struct Malformed {
    found: Option<String>,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.found {
            Some(found) => write!(f, "it does not go on after `{found}`"),
            None => f.write_str("it breaks off"),
        }
    }
}

impl Expression {
    /// Reads an expression.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let spaced = text.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let mut reader = Reader { words: spaced.split_whitespace().collect(), at: 0 };
        let whole = reader.any()?;
        match reader.peek() {
            None => Ok(whole),
            Some(_) => Err(reader.malformed()),
        }
    }

    /// Whether these licences are enough.
    pub fn is_met_by(&self, allowed: &[String]) -> bool {
        match self {
            Self::Licence(licence) => allowed.contains(licence),
            Self::Any(parts) => parts.iter().any(|part| part.is_met_by(allowed)),
            Self::All(parts) => parts.iter().all(|part| part.is_met_by(allowed)),
        }
    }
}

struct Reader<'a> {
    words: Vec<&'a str>,
    at: usize,
}

impl<'a> Reader<'a> {
    fn any(&mut self) -> Result<Expression, Malformed> {
        self.chain("OR", Self::all, Expression::Any)
    }

    fn all(&mut self) -> Result<Expression, Malformed> {
        self.chain("AND", Self::term, Expression::All)
    }

    /// One part or several, joined by a word.
    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Result<Expression, Malformed>,
        join: fn(Vec<Expression>) -> Expression,
    ) -> Result<Expression, Malformed> {
        let mut parts = vec![part(self)?];
        while self.takes(word) {
            parts.push(part(self)?);
        }
        if parts.len() > 1 {
            return Ok(join(parts));
        }
        Ok(parts.remove(0))
    }

    fn term(&mut self) -> Result<Expression, Malformed> {
        if self.takes("(") {
            let inside = self.any()?;
            return if self.takes(")") { Ok(inside) } else { Err(self.malformed()) };
        }
        let mut licence = self.name()?.to_owned();
        if self.takes("WITH") {
            licence = format!("{licence} WITH {}", self.name()?);
        }
        Ok(Expression::Licence(licence))
    }

    fn name(&mut self) -> Result<&'a str, Malformed> {
        match self.peek() {
            Some(word) if !["OR", "AND", "WITH", "(", ")"].contains(&word) => {
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.malformed()),
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).copied()
    }

    fn malformed(&self) -> Malformed {
        let before = self.at.checked_sub(1).filter(|_| self.peek().is_some());
        Malformed { found: before.and_then(|at| self.words.get(at)).map(ToString::to_string) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(text: &str, allowed: &[&str]) -> bool {
        let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
        Expression::parse(text).unwrap().is_met_by(&allowed)
    }

    #[test]
    fn one_of_several_licences_is_enough() {
        assert!(met("MIT OR GPL-3.0-only", &["MIT"]));
        assert!(met("Apache-2.0 / MIT", &["MIT"]));
        assert!(met("Unlicense/MIT", &["MIT"]));
        assert!(!met("GPL-2.0-only OR GPL-3.0-only", &["MIT"]));
    }

    #[test]
    fn all_of_several_licences_are_needed() {
        assert!(met("MIT AND BSD-3-Clause", &["MIT", "BSD-3-Clause"]));
        assert!(!met("MIT AND BSD-3-Clause", &["MIT"]));
    }

    #[test]
    fn and_binds_tighter_than_or() {
        assert!(met("MIT OR GPL-3.0-only AND Zlib", &["MIT"]));
        assert!(!met("(MIT OR GPL-3.0-only) AND Zlib", &["MIT"]));
        assert!(met("(MIT OR Apache-2.0) AND Unicode-3.0", &["Apache-2.0", "Unicode-3.0"]));
    }

    #[test]
    fn a_licence_with_an_exception_is_another_licence() {
        assert!(!met("Apache-2.0 WITH LLVM-exception", &["Apache-2.0"]));
        assert!(met("Apache-2.0 WITH LLVM-exception", &["Apache-2.0 WITH LLVM-exception"]));
        assert!(met("Apache-2.0 WITH LLVM-exception OR MIT", &["MIT"]));
    }

    #[test]
    fn a_text_that_is_no_expression_is_refused() {
        for text in ["", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT Zlib", "MIT WITH", "AND", "()"] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
    }
}
