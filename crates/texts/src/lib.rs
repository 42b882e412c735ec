//! The words of the interface: one Fluent catalogue per language.
