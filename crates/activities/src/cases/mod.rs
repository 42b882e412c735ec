//! `cases`: an AI for the environment, its promise, its cost, its evidence; worth it? Before the discussion and after it.

mod rules;
mod shift;
mod views;

pub(crate) use rules::Cases;
