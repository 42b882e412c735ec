//! `debate`: place yourself on a line of five, give an argument, read those of others in turn, move if they convinced you.
//! It can stay open after the session.

mod rules;
mod views;

pub(crate) use rules::Debate;
