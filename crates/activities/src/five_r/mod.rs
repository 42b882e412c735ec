//! `five-r`: actions among Refuse, Reduce, Repair, Reuse, Recycle; the order matters.

mod print;
mod rules;
mod views;

pub(crate) use rules::FiveR;
