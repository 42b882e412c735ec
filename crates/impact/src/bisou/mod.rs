//! Method `bisou`: the reference's chain, with what each of its constants might be instead.
//!
//! The reference fixes a batch of 64, 16 bits, a server of 1.2 kW, three years of service, one inventory of a GPU; its
//! intervals come only from the guessed size of models, PUE and WUE. Here each of these is an [`Assumption`] with ends, a
//! shape and a source ([`Assumptions`]). An [`Outcome`] is, of seeded draws, the median and the range from 5 % to 95 %;
//! beside it stands the exact hull: each impact rises or falls with each assumption everywhere, so the two corners are the
//! least and the most. What the reference does not count at all (what is read, images, machines that wait) is marked so.
//!
//! The two methods are never mixed: an answer names the one it is by.
//!
//! ```
//! use impact::bisou::{Basket, Draws};
//! use impact::check::{Kind, Received, Value};
//! use impact::{Catalogue, Field, Question};
//!
//! let mut asked = Received::default();
//! asked.put(Field::Model, Value::Text("gpt-4o".into()));
//! asked.put(Field::OutputTokens, Value::Number(400.0));
//! asked.put(Field::Zone, Value::Text("BEL".into()));
//! let question = Question::check(Catalogue::embedded(), Kind::Known, asked).unwrap();
//! let Question::Request(request) = &question else { unreachable!() };
//!
//! let outcome = Basket::of(request).outcome(Draws::DEFAULT)?;
//! let energy = outcome.total.energy;
//! assert!(energy.low() < energy.central() && energy.central() < energy.high());
//! assert!(outcome.hull.total.energy.includes(energy.range()));
//! // Wider on both sides than what the reference says.
//! assert!(energy.range().includes(request.estimate()?.total.energy));
//! # Ok::<(), impact::Fault>(())
//! ```

mod assumption;
mod basket;
mod draws;
mod kept;
mod levers;
mod outcomes;
mod quantiles;
mod sensitivity;
mod space;

pub use assumption::{Assumed, Assumption, AssumptionFault, Assumptions, Basis, Choice, Chosen, Shape};
pub use basket::{Basket, Centre, MadeSpread, Outcome, Spread, Spreads};
pub use draws::Draws;
pub use levers::{Described, Effect, Lever, Who, described, levers, smaller};
pub use outcomes::Outcomes;
pub use sensitivity::{Indicator, Sensitivity, Share, Subject, Swing};
pub(crate) use space::Space;

/// The name of the method, printed with each result; with it goes the edition of the [`Assumptions`].
pub const METHOD: &str = "bisou";
