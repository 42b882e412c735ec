//! The registry of sourced figures and equivalences: load, check, look up, format the French way.
