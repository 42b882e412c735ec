//! What `sort` and `five-r` share: cards, each to be put into one of a few places.
//!
//! [`rules`] count who put what where and find what the room disagrees about; [`moves`] compares a vote with the one before;
//! [`views`] draw it for the phone, the stage, the remote and the report, [`print`] for
//! paper. A kind adds its places and how they look: [`Placing`].

pub(crate) mod look;
pub(crate) mod moves;
pub(crate) mod print;
pub(crate) mod rules;
pub(crate) mod views;

pub(crate) use rules::{By, Card, Place, Placed, Tally};
pub(crate) use views::Placing;
