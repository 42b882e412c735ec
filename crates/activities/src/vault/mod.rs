//! `vault`: the safe of 2070. Groups solve puzzles in any order; each gives a digit of the code that opens it.

mod door;
mod groups;
mod phone;
mod print;
mod remote;
mod robots;
mod rules;
mod same;
mod stage;
mod views;

pub(crate) use rules::Vault;
