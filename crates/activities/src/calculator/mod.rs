//! `calculator`: their week, times published factors. Never one number.

mod engine;
mod rules;
mod sums;
mod views;

pub(crate) use rules::Calculator;
