//! Comma-separated tables without quotes, read by the names of their columns.

use std::collections::HashMap;
use std::fmt::Display;

use crate::interval::Interval;

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct DataFault {
    /// The table.
    pub file: &'static str,
    /// From 1, the line of the columns.
    pub line: usize,
    /// The column and its fault.
    pub what: String,
}

impl DataFault {
    pub(super) fn new(file: &'static str, line: usize, what: impl Into<String>) -> Self {
        Self { file, line, what: what.into() }
    }
}

/// A table.
pub(super) struct Table {
    file: &'static str,
    columns: HashMap<&'static str, usize>,
    body: &'static str,
}

impl Table {
    pub(super) fn new(file: &'static str, text: &'static str) -> Result<Self, DataFault> {
        if text.contains('"') {
            return Err(DataFault::new(file, 1, "a table has no quotes"));
        }
        let (head, body) =
            text.split_once('\n').ok_or_else(|| DataFault::new(file, 1, "a table has a line of columns"))?;
        let columns = head.trim_end().split(',').enumerate().map(|(index, name)| (name, index)).collect();
        Ok(Self { file, columns, body })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Result<Row<'_>, DataFault>> {
        self.body.lines().enumerate().map(|(index, line)| {
            let row = Row { table: self, line: index + 2, cells: line.split(',').collect() };
            if row.cells.len() == self.columns.len() {
                Ok(row)
            } else {
                let what = format!("{} cells for {} columns", row.cells.len(), self.columns.len());
                Err(DataFault::new(self.file, row.line, what))
            }
        })
    }
}

/// A line of a table.
pub(super) struct Row<'a> {
    table: &'a Table,
    line: usize,
    cells: Vec<&'static str>,
}

impl Row<'_> {
    pub(super) fn fault(&self, column: &str, what: impl Display) -> DataFault {
        DataFault::new(self.table.file, self.line, format!("{column}: {what}"))
    }

    pub(super) fn text(&self, column: &str) -> Result<&'static str, DataFault> {
        let index = self.table.columns.get(column).ok_or_else(|| self.fault(column, "no such column"))?;
        Ok(self.cells[*index])
    }

    /// What a name stands for.
    pub(super) fn known(&self, column: &str, known: &HashMap<&str, usize>) -> Result<usize, DataFault> {
        let name = self.text(column)?;
        known.get(name).copied().ok_or_else(|| self.fault(column, format!("{name:?} is not known")))
    }

    /// A number, as whatever accepts it.
    pub(super) fn number<T, E: Display>(
        &self,
        column: &str,
        make: impl Fn(f64) -> Result<T, E>,
    ) -> Result<T, DataFault> {
        let text = self.text(column)?;
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        let number = number.ok_or_else(|| self.fault(column, format!("{text:?} is no number")))?;
        make(number).map_err(|fault| self.fault(column, fault))
    }

    /// The same where a cell may be empty.
    pub(super) fn optional<T, E: Display>(
        &self,
        column: &str,
        make: impl Fn(f64) -> Result<T, E>,
    ) -> Result<Option<T>, DataFault> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.number(column, make).map(Some) }
    }

    /// Two columns, `NAME_min` and `NAME_max`.
    pub(super) fn range<T: Copy + PartialOrd, E: Display>(
        &self,
        name: &str,
        make: impl Fn(f64) -> Result<T, E>,
    ) -> Result<Interval<T>, DataFault> {
        self.ends(&format!("{name}_min"), &format!("{name}_max"), make)
    }

    /// Two columns, in order.
    pub(super) fn ends<T: Copy + PartialOrd, E: Display>(
        &self,
        low: &str,
        high: &str,
        make: impl Fn(f64) -> Result<T, E>,
    ) -> Result<Interval<T>, DataFault> {
        Interval::new(self.number(low, &make)?, self.number(high, &make)?)
            .map_err(|reversed| self.fault(low, reversed))
    }
}
