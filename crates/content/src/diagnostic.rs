//! A fault told so that its author can mend it: where, what was found, what was expected. Texts are in French.

use std::fmt;

/// The longest piece of a line that is shown, in characters.
const EXCERPT: usize = 96;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// Advice.
    Warning,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The file, as the author named the folder.
    pub file: String,
    /// From 1; 0 when the fault is of the file as a whole.
    pub line: usize,
    /// From 1, in characters; 0 when the fault is of the file as a whole.
    pub column: usize,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What could be meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The line itself.
    #[serde(skip)]
    pub excerpt: String,
    /// How many characters of the line it is about, at least 1.
    #[serde(skip)]
    pub width: usize,
}

/// All that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// In the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// How many faults keep the packs from being used.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many pieces of advice there are.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|one| one.severity == severity).count()
    }

    pub(crate) fn sort(&mut self) {
        self.diagnostics.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        self.diagnostics.dedup();
    }
}

impl Diagnostic {
    /// The part of the line that is shown, how far in it the fault stands, and how wide it is.
    fn window(&self) -> (String, usize, usize) {
        let chars: Vec<char> = self.excerpt.trim_end().chars().collect();
        let at = self.column.saturating_sub(1).min(chars.len());
        let from = match chars.len().checked_sub(EXCERPT) {
            None => 0,
            Some(last) => at.saturating_sub(EXCERPT / 3).min(last),
        };
        let to = (from + EXCERPT).min(chars.len());
        let (left, right) = (if from > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" });
        let shown: String = chars[from..to].iter().collect();
        let before = at - from + left.chars().count();
        (format!("{left}{shown}{right}"), before, self.width.min(to - at).max(1))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let advice = if self.severity == Severity::Warning { "conseil, " } else { "" };
        let gutter = self.line.to_string().len().max(3);
        if self.line == 0 {
            writeln!(f, "{}: {advice}{}", self.file, self.found)?;
        } else {
            writeln!(f, "{}:{}:{}: {advice}{}", self.file, self.line, self.column, self.found)?;
            let (shown, before, width) = self.window();
            writeln!(f, "{:>gutter$} | {shown}", self.line)?;
            writeln!(f, "{:gutter$} | {:before$}{}", "", "", "^".repeat(width))?;
        }
        writeln!(f, "{:gutter$} attendu\u{202f}: {}", "", self.expected)?;
        match &self.help {
            Some(help) => writeln!(f, "{:gutter$} aide\u{202f}: {help}", ""),
            None => Ok(()),
        }
    }
}

/// `1 erreur`, `2 erreurs`: of words that take an s.
pub fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n > 1 { "s" } else { "" })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for one in &self.diagnostics {
            writeln!(f, "{one}")?;
        }
        match (self.errors(), self.warnings()) {
            (0, 0) => f.write_str("aucune erreur"),
            (0, advice) => write!(f, "aucune erreur, {}", counted(advice, "conseil")),
            (errors, 0) => f.write_str(&counted(errors, "erreur")),
            (errors, advice) => write!(f, "{}, {}", counted(errors, "erreur"), counted(advice, "conseil")),
        }
    }
}

impl std::error::Error for Report {}
