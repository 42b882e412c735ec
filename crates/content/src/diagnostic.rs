//! A fault told so that its author can mend it: where, what was found, what was expected.

use std::fmt;

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
    /// From 1, in characters.
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
}

/// All that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// In the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

/// The longest piece of a line that is shown.
const EXCERPT: usize = 110;

impl Report {
    /// How many faults keep the packs from being used.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|one| one.severity == Severity::Error).count()
    }

    pub(crate) fn sort(&mut self) {
        self.diagnostics.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        self.diagnostics.dedup();
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.severity == Severity::Error { "erreur" } else { "conseil" };
        writeln!(f, "{word}\u{202f}: {}", self.found)?;
        if self.line == 0 {
            writeln!(f, "  --> {}", self.file)?;
        } else {
            let number = self.line.to_string();
            let shown: String = self.excerpt.chars().take(EXCERPT).collect();
            writeln!(f, "  --> {}:{}:{}", self.file, self.line, self.column)?;
            writeln!(f, " {number} | {shown}")?;
            if self.column <= EXCERPT {
                writeln!(f, " {:width$} | {:>column$}", "", "^", width = number.len(), column = self.column)?;
            }
        }
        writeln!(f, "  attendu\u{202f}: {}", self.expected)?;
        match &self.help {
            Some(help) => writeln!(f, "  aide\u{202f}: {help}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.iter().try_for_each(|one| writeln!(f, "{one}"))
    }
}

impl std::error::Error for Report {}
