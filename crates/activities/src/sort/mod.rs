//! `sort`: cards of a life on the wheel of six stages.

mod print;
mod rules;
mod views;

pub(crate) use rules::Sort;
