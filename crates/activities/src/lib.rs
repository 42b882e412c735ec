//! The activity kinds: rules, views and report rows, one folder each.
//!
//! A kind is a type that implements [`workshop::Activity`] (its rules, pure) and [`Present`] (its fields in the packs, its
//! views). One line in [`kinds`] makes it part of the house; nothing outside this crate matches on a kind.
//!
//! From a pack to the screen: [`freeze`] turns a checked workshop into a [`workshop::Plan`]; [`Registry`] gives the rules of
//! each of its steps; [`phone`], [`stage`] and [`remote`] draw the step that is on, and [`report`] what became of it.
//!
//! Invariants: no storage, no network, no clock. A view is a function of the [`View`] it is given.

mod freeze;
mod kind;
mod kinds;
mod look;
mod paper;
pub mod parts;
mod present;
mod screens;
mod silent;
mod view;

mod badge;
pub mod bisou;
mod break_time;
mod calculator;
mod cases;
pub mod chain;
mod check;
mod debate;
mod duel;
mod five_r;
mod footprint;
mod free;
mod join;
mod number_poll;
mod placing;
mod pledge;
mod qna;
mod quiz;
mod slide;
mod sort;
mod timed_board;
mod vault;

pub use freeze::freeze;
pub use kinds::{Registry, kind_title, looks};
pub use look::{Dressed, Look};
pub use paper::Paper;
pub use present::{Choice, Item, Own, Present, Reminder, Section, TableRow};
pub use screens::{
    column_names, describe, from_form, marks, own, phone, print, remind, remote, report, stage, stretch_names,
};
pub use view::{Room, View};
