//! The activity kinds: rules, views and report rows, one folder each.
