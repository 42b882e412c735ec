//! A finished session as JSON, CSV, XLSX and printable HTML.
