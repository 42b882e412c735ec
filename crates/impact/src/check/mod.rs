//! From what was received to a checked question: all that is wrong with it at once, or what is to be estimated.
//!
//! Invariants: a [`Question`] that exists can be estimated; nothing is corrected in silence: what was read otherwise than
//! it was written has a [`Note`](crate::Note); faults come in the order in which their fields were received.

mod model;
mod received;
mod request;
mod site;
mod text;
mod training;
mod video;

use crate::data::Catalogue;
use crate::fault::{Code, Fault};
use crate::field::Field;

pub(crate) use received::MOST_STRANGE;
pub use received::{Kind, Received, Value};
pub use request::Request;
pub use text::{given, named, thousands};
pub use training::{Route, TrainingRequest};
pub use video::VideoRequest;

/// A checked question.
#[derive(Clone, Debug, PartialEq)]
pub enum Question<'c> {
    /// To a language model.
    Request(Request<'c>),
    /// For a video.
    Video(VideoRequest<'c>),
    /// About a training.
    Training(TrainingRequest<'c>),
}

impl<'c> Question<'c> {
    /// Checks what was received. All faults at once, at least one.
    pub fn check(
        catalogue: &'c Catalogue,
        kind: Kind,
        mut received: Received<'_>,
    ) -> Result<Self, Vec<Fault>> {
        received.refuse_others(kind);
        let question = match kind {
            Kind::Known | Kind::Custom => request::check(catalogue, kind, &mut received).map(Self::Request),
            Kind::Video => video::check(catalogue, &mut received).map(Self::Video),
            Kind::Training => training::check(catalogue, &mut received).map(Self::Training),
        };
        match (question, received.take_faults()) {
            (Some(question), faults) if faults.is_empty() => Ok(question),
            (_, faults) => Err(faults),
        }
    }
}

/// A result that is too large to be told.
pub(crate) fn overflow() -> Fault {
    Fault::whole(Code::Overflow)
}

/// A field that has to be there.
pub(crate) fn missing(field: Field) -> Fault {
    Fault { bounds: field.bounds(), ..Fault::new(Code::MissingField, field) }
}
