//! The bisou binary: serve, check, export, replay.
fn main() {}
