//! `duel`: which of the two is bigger? Then both figures to scale, and their ratio.

mod rules;
mod views;

pub(crate) use rules::Duel;
