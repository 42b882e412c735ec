//! `chain`: where did the meaning of a figure change, on its way from text to text? In a room, and alone.

pub mod alone;
mod drawing;
mod print;
mod rules;
mod scale;
mod views;

pub(crate) use rules::Chain;
