//! The event log and the sessions on SQLite, with one writer and group commit.
//!
//! The log is the truth; bodies are opaque here. One thread owns the write connection: it takes what waits, writes it in one
//! transaction, and only after the commit (WAL, `synchronous=FULL`, so one sync) tells each asker. A batch that cannot be
//! written fails alone; a commit that fails fails all that was in it, and leaves nothing torn.
//!
//! Invariants: `Ok` from [`Store::append`] means synced; the records of a session have no gap and no double; what was
//! scrubbed is in no file once the log has been checkpointed. This crate knows nothing of what events mean, of HTML, of HTTP.

mod error;
mod ids;
mod model;
mod open;
mod read;
mod schema;
mod write;

pub use error::{OpenError, StoreError};
pub use ids::SessionId;
pub use model::{Batch, Grant, NewSession, Record, Scrub, SessionRow, Summary};
pub use open::{FILE, Options, Store};
