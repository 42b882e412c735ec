//! The event log and the sessions on SQLite, with one writer and group commit.
