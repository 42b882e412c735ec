//! The session's state machine, held against what it promises.
//!
//! A toy room ([`room`]) plays random workshops ([`plans`]) with toy kinds ([`toy`]): people and a facilitator who ask for
//! anything at any time ([`wishes`]). Every promise is a property over such plays; [`invariants`] names what is true of any
//! state, whatever happened before.

mod answers;
mod clock;
mod invariants;
mod log;
mod names;
mod path;
mod plans;
mod refusals;
mod replay;
mod room;
mod stored;
mod toy;
mod wishes;
