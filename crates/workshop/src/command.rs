//! What people and the clock ask for. Who may ask what is settled by the type: the shell says who is speaking.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{GroupNo, Grouping, SeatId, Stage};

/// A wish, from somebody the shell has recognised.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The shell opens the session.
    Create {
        /// How many seats it can have.
        capacity: u32,
    },
    /// Somebody comes in.
    Join {
        /// The seat the shell has derived for them.
        seat: SeatId,
        /// What they want to be called; empty means nothing.
        name: String,
    },
    /// Somebody in the room.
    Seat(SeatId, SeatCommand),
    /// The facilitator, or a remote.
    Control(Control),
    /// A clock has run out. Refused when it has not.
    TimeUp,
}

/// What a participant may do.
#[derive(Clone, Debug, PartialEq)]
pub enum SeatCommand {
    /// Answer a step.
    Answer {
        /// Its id.
        step: String,
        /// Which part of it.
        key: String,
        /// As it was sent.
        value: Value,
        /// The round the person saw, when they know it: an answer to an earlier round is late.
        round: Option<u32>,
    },
    /// Erase all their answers.
    Erase,
    /// Be called otherwise.
    Rename(String),
    /// Go into this group.
    Choose(GroupNo),
}

/// What a facilitator may do: the commands of the API.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Control {
    /// Leave the lobby.
    Start,
    /// One point, screen or step on.
    Next,
    /// One point, screen or step back.
    Previous,
    /// To this step.
    Goto {
        /// Its id, or its content step's.
        step: String,
    },
    /// Pass over this step.
    Skip {
        /// Its id, or its content step's.
        step: String,
    },
    /// No more answers.
    Close,
    /// Show what the room said.
    Reveal,
    /// Answers again.
    Reopen,
    /// More time.
    Extend {
        /// 1 to 3600.
        seconds: u32,
    },
    /// Vote again.
    Round,
    /// Clocks stand still.
    Pause,
    /// Clocks go on.
    Resume,
    /// What the projector shows.
    Stage {
        /// What.
        show: Stage,
    },
    /// Divide the room, or change how it is divided.
    Group(Grouping),
    /// Change a name.
    Rename {
        /// Whose.
        seat: String,
        /// To what; empty means nothing.
        name: String,
    },
    /// It is over.
    End,
}

/// The word of a command in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommandName {
    /// `start`
    Start,
    /// `next`
    Next,
    /// `previous`
    Previous,
    /// `goto`
    Goto,
    /// `skip`
    Skip,
    /// `close`
    Close,
    /// `reveal`
    Reveal,
    /// `reopen`
    Reopen,
    /// `extend`
    Extend,
    /// `round`
    Round,
    /// `pause`
    Pause,
    /// `resume`
    Resume,
    /// `stage`
    Stage,
    /// `group`
    Group,
    /// `rename`
    Rename,
    /// `end`
    End,
}

impl CommandName {
    /// All of them, as a person would look for them.
    pub const ALL: [Self; 16] = [
        Self::Start,
        Self::Next,
        Self::Previous,
        Self::Goto,
        Self::Skip,
        Self::Close,
        Self::Reveal,
        Self::Reopen,
        Self::Extend,
        Self::Round,
        Self::Pause,
        Self::Resume,
        Self::Stage,
        Self::Group,
        Self::Rename,
        Self::End,
    ];

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Next => "next",
            Self::Previous => "previous",
            Self::Goto => "goto",
            Self::Skip => "skip",
            Self::Close => "close",
            Self::Reveal => "reveal",
            Self::Reopen => "reopen",
            Self::Extend => "extend",
            Self::Round => "round",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Stage => "stage",
            Self::Group => "group",
            Self::Rename => "rename",
            Self::End => "end",
        }
    }
}

impl Control {
    /// The command's word.
    pub fn name(&self) -> CommandName {
        match self {
            Self::Start => CommandName::Start,
            Self::Next => CommandName::Next,
            Self::Previous => CommandName::Previous,
            Self::Goto { .. } => CommandName::Goto,
            Self::Skip { .. } => CommandName::Skip,
            Self::Close => CommandName::Close,
            Self::Reveal => CommandName::Reveal,
            Self::Reopen => CommandName::Reopen,
            Self::Extend { .. } => CommandName::Extend,
            Self::Round => CommandName::Round,
            Self::Pause => CommandName::Pause,
            Self::Resume => CommandName::Resume,
            Self::Stage { .. } => CommandName::Stage,
            Self::Group(_) => CommandName::Group,
            Self::Rename { .. } => CommandName::Rename,
            Self::End => CommandName::End,
        }
    }
}
