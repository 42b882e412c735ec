//! Why a command is refused. Each variant is a `code` of the API.

use crate::{CommandName, ValueError};

/// A command that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The command has no sense in the present state.
    #[error("this is not possible now")]
    NotNow {
        /// What is possible instead.
        allowed: Vec<CommandName>,
    },
    /// `next` on the very last point.
    #[error("this is the last step")]
    LastStep,
    /// `previous` on the very first.
    #[error("this is the first step")]
    FirstStep,
    /// No step has this id.
    #[error("there is no step {0}")]
    UnknownStep(String),
    /// No seat has this id.
    #[error("there is no seat {0}")]
    UnknownSeat(String),
    /// No group with phones has this number.
    #[error("there is no such group")]
    UnknownGroup,
    /// No text has this name, or none that this person may see.
    #[error("there is no such text")]
    UnknownItem,
    /// The room works in groups, and this person is in none.
    #[error("this person is in no group")]
    NoGroup,
    /// What was sent is for another group.
    #[error("this is another group's")]
    OtherGroup,
    /// This person has written as much as one may.
    #[error("no more than {max}")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// There are no more hints to this puzzle, or no such puzzle.
    #[error("there is no hint left")]
    NoHint,
    /// The facilitator has settled who is in which group.
    #[error("groups are settled")]
    GroupsLocked,
    /// The room has not come to this step.
    #[error("this step has not begun")]
    StepNotOpen,
    /// The session is over.
    #[error("the session is over")]
    SessionEnded,
    /// The step's kind takes no answer.
    #[error("this step takes no answer")]
    TakesNoAnswer,
    /// All seats are taken.
    #[error("the session is full: {capacity} seats")]
    SessionFull {
        /// How many seats there are.
        capacity: u32,
    },
    /// The name is too long or has signs that no name has.
    #[error("this name is not possible")]
    NameRefused {
        /// How many characters a name may have.
        max: usize,
    },
    /// The answer's value is wrong.
    #[error("the value is wrong at {}: {}", .0.pointer, .0.code)]
    Value(ValueError),
}

impl Refusal {
    /// The stable word of the API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotNow { .. } => "not-now",
            Self::LastStep => "last-step",
            Self::FirstStep => "first-step",
            Self::UnknownStep(_) => "unknown-step",
            Self::UnknownSeat(_) => "unknown-seat",
            Self::UnknownGroup => "unknown-group",
            Self::GroupsLocked => "groups-locked",
            Self::UnknownItem => "unknown-item",
            Self::NoGroup => "no-group",
            Self::OtherGroup => "other-group",
            Self::TooMany { .. } => "too-many",
            Self::NoHint => "no-hint",
            Self::StepNotOpen => "step-not-open",
            Self::SessionEnded => "session-ended",
            Self::TakesNoAnswer => "takes-no-answer",
            Self::SessionFull { .. } => "session-full",
            Self::NameRefused { .. } => "name-refused",
            Self::Value(error) => error.code,
        }
    }
}
