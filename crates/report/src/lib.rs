//! A finished (or running) session as JSON, CSV, XLSX and printable HTML.
//!
//! 1. [`Report::new`] reads a session once, through the same views as the screens, and keeps what the formats need.
//! 2. [`json`], [`csv`], [`xlsx`] and [`html`] write it. [`Report`] itself, serialised, is the JSON document: its fields are
//!    documented, and an existing one never changes its meaning without a new [`SCHEMA`].
//!
//! Invariants: no clock, no network, no storage; the same session gives the same bytes. What people typed stays text in
//! every format. A seat is a number within its session, never an id that could be linked to another; a name is there only
//! when its owner gave it.

pub mod csv;
mod document;
mod gather;
mod html;
mod json;
mod rows;
#[cfg(test)]
mod stays_text;
mod words;
mod xlsx;

pub use self::csv::csv;
pub use document::{Answer, CitedFigure, CitedSource, Report, Round, SCHEMA, Session, Step};
pub use gather::Meta;
pub use html::{Style, html};
pub use json::json;
pub use rust_xlsxwriter::XlsxError;
pub use xlsx::xlsx;
