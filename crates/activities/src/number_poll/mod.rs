//! `number-poll`: everybody gives a number; the room sees the histogram, the median, the total.

mod rules;
mod views;

pub(crate) use rules::{NumberPoll, Numbers, out_of_range, whole};
