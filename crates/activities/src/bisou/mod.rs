//! `bisou`: five questions about one real situation, a decision, an alternative; the room's profile on five axes.
//!
//! The same questions stand on a page of their own, outside any session: [`alone`].

pub mod alone;
mod ask;
mod profile;
mod rules;
mod same;
mod views;

pub(crate) use rules::Bisou;
