//! The session as a deterministic state machine: commands in, events out.
