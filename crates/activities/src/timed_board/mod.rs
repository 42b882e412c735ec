//! `timed-board`: ideas, alone, then on one sheet a group, then told to the room and voted for; each phase with its clock.

mod fit;
mod pack;
mod phone;
mod remote;
mod report;
mod rules;
mod sheet;
mod stage;

pub(crate) use rules::TimedBoard;
