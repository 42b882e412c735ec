//! `quiz`: two to four answers, one or several right; hidden until the reveal, then why.

mod rules;
mod teams;
mod views;

pub(crate) use rules::{Counts, Quiz, count, letter, letters};
pub(crate) use views::{choices_of_form, rows};
