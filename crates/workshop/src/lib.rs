//! The session as a deterministic state machine: commands in, events out.
//!
//! The stages, in the order in which a reader meets them:
//!
//! 1. A [`Plan`] is a workshop as it was when its session was created: steps, slides, resolved parameters. It is frozen
//!    beside the log, so that an old log replays even when the pack has changed since.
//! 2. A [`Workshop`] is a plan with the [`Rules`] of each step in hand.
//! 3. [`decide`] looks at the [`State`] and a [`Command`] and answers with [`Event`]s or a [`Refusal`]. It changes nothing.
//! 4. [`State::apply`] takes one event in. The same events in the same order give the same state, byte for byte.
//! 5. [`record`] writes events as lines of a log and reads them back; what it does not know, it refuses to load.
//!
//! Invariants: no clock (times come in as [`Timestamp`]), no randomness (only [`Dice`], seeded by the caller), no socket, no
//! storage, no HTML, no thread. A refused command leaves no event. A tally that was kept up to date equals the tally computed
//! again from the answers.

mod activity;
mod apply;
mod command;
mod decide;
mod dice;
mod event;
mod groups;
mod ids;
mod items;
mod json;
mod measure;
mod plan;
pub mod record;
mod refusal;
mod state;
pub mod text;
pub mod words;

pub use activity::{
    Act, Activity, AnyTally, Entry, Gate, Here, Loaded, Moment, NoAnswer, Owners, Robot, Rules, Situation,
    Stretch, Traits, ValueError, Voting,
};
pub use command::{Command, CommandName, Control, SeatCommand, Sent};
pub use decide::{Decision, Outcome, allowed, decide};
pub use dice::Dice;
pub use event::Event;
pub use groups::{GROUPS_MAX, Group, GroupNo, Grouping, Groups, GroupsBy, members};
pub use ids::{ItemId, Owner, SeatId, SeatNo, StepId, Timestamp};
pub use items::{Handled, Handling, Item, Items, Mark, Moderation, Text, Unsettled, Visibility};
pub use json::Json;
pub use measure::{Measured, Measurement};
pub use plan::{Kinds, Part, Plan, PlanError, PlanSlide, PlanStep, Workshop};
pub use refusal::Refusal;
pub use state::{
    Answer, Answers, Clock, Phase, Place, Position, Round, Seat, Stage, State, Status, StepState,
};
