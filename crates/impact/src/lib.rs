//! The environmental impact of AI requests, as intervals, with what they are made of.
//!
//! A question is made of checked parts ([`input`]); a method makes an [`Estimate`] of it. The reference method
//! ([`mod@reference`], `ecologits-0.11.3`) answers number for number what EcoLogits 0.11.3 answers; its name stands with
//! each result, for figures of other methods and versions are not comparable. What training a model has cost is in
//! [`training`].
//!
//! ```
//! use impact::input::{Site, Tokens};
//! use impact::Catalogue;
//!
//! let all = Catalogue::embedded();
//! let model = all.models_named("gpt-4o").next().unwrap();
//! let (provider, zone) = (all.provider_of(model), all.zone("BEL").unwrap());
//! let site = Site { mix: zone.mix, pue: provider.pue, wue: provider.wue };
//! let answer = model.deployment.estimate(Tokens::new(400.0)?, None, &site);
//! let energy = answer.total.energy;
//! assert!((0.57..0.58).contains(&energy.low().watt_hours()));
//! assert!((0.96..0.97).contains(&energy.high().watt_hours()));
//! # Ok::<(), impact::Fault>(())
//! ```
//!
//! Invariants: pure (no clock, no disk, no randomness, nothing logged); a number that leaves the crate has its unit in
//! its type; no estimate is made of a value outside the bounds of its [`Field`]; no `NaN`, no infinity, no `-0` comes out.

pub mod bisou;
mod chain;
pub mod check;
pub mod data;
pub mod explain;
mod fault;
mod field;
mod french;
mod impacts;
pub mod input;
mod interval;
pub mod lines;
mod method;
mod nearest;
mod note;
pub mod reference;
pub mod training;
pub mod unit;
mod warning;
pub mod week;

pub use check::Question;
pub use data::Catalogue;
pub use fault::{Code, Fault};
pub use field::{BITS, Bounds, Field, Fields};
pub use impacts::{Embodied, Estimate, Impacts, Made};
pub use interval::{Interval, Reversed};
pub use method::{By, Method};
pub use note::{Note, Subject};
pub use warning::{Warning, Warnings};

/// The examples of the page of the crate.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
