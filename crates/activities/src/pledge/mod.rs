//! `pledge`: one or two good practices, in one's own words; then a line to keep for oneself.

mod rules;
mod views;

pub(crate) use rules::Pledge;
