//! A SQLite VFS for tests: counts syncs, drops what was not synced, runs out of space.
