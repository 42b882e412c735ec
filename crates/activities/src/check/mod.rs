//! `check`: the same few questions before and after; what the class has gained, never what somebody is worth.

mod gain;
mod pack;
mod paired;
mod rules;
mod views;

pub(crate) use rules::Check;
