//! What people and the clock ask for. Who may ask what is settled by the type: the shell says who is speaking.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{GroupNo, Grouping, ItemId, Mark, Measurement, Moderation, SeatId, Stage};

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
    /// The shell has counted what the session costs.
    Measure(Measurement),
}

/// What a participant may do.
#[derive(Clone, Debug, PartialEq)]
pub enum SeatCommand {
    /// Answer a step.
    Answer(Sent),
    /// Ask a question, beside any step.
    Ask {
        /// In these words.
        text: String,
        /// The name may be shown with it.
        named: bool,
    },
    /// Want what a step is about, or not any more.
    Claim {
        /// The step's id.
        step: String,
        /// Whether they want it.
        value: bool,
    },
    /// Vote for a text, or take the vote back.
    Vote {
        /// Which.
        item: ItemId,
        /// Whether they are for it.
        value: bool,
    },
    /// Erase all their answers.
    Erase,
    /// Be called otherwise.
    Rename(String),
    /// Go into this group.
    Choose(GroupNo),
}

/// An answer as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// The step's id.
    pub step: String,
    /// Which part of it; empty for most kinds.
    pub key: String,
    /// The value.
    pub value: Value,
    /// The round the person saw, when they know it: an answer to an earlier round is late.
    pub round: Option<u32>,
    /// The revision a shared text was changed from: when another one stands by now, both are kept.
    pub base: Option<u64>,
    /// The group it is for, when it is said: it has to be the person's own.
    pub group: Option<GroupNo>,
}

impl Sent {
    /// An answer to a step that has one part.
    pub fn new(step: impl Into<String>, value: Value) -> Self {
        Self { step: step.into(), key: String::new(), value, round: None, base: None, group: None }
    }
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
    /// To this phase of a step that has several.
    Phase {
        /// From 0.
        index: u16,
    },
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
    /// Nobody sees this text any more.
    Hide {
        /// Which.
        item: ItemId,
    },
    /// This text can be seen by everybody, by itself.
    Show {
        /// Which.
        item: ItemId,
    },
    /// The same, said of a text that waits.
    Approve {
        /// Which.
        item: ItemId,
    },
    /// This text stands out; a question is shown in large. Once more: it does so no longer.
    Highlight {
        /// Which.
        item: ItemId,
    },
    /// What has become of a question.
    Mark {
        /// Which.
        item: ItemId,
        /// What.
        r#as: Mark,
    },
    /// Make one of several texts; the first one stays.
    Merge {
        /// Which.
        items: Vec<ItemId>,
    },
    /// Put a text elsewhere.
    Move {
        /// Which.
        item: ItemId,
        /// The column, from 0.
        to: u16,
    },
    /// When texts are shown.
    Moderation {
        /// At once, or after approval.
        mode: Moderation,
    },
    /// Give a group the next hint to a puzzle.
    Hint {
        /// Which group.
        group: GroupNo,
        /// Which puzzle.
        puzzle: String,
    },
    /// Answer for a group, such as one on paper.
    Answer {
        /// Which group.
        group: GroupNo,
        /// The step; the present one when it is not said.
        #[serde(default)]
        step: Option<String>,
        /// Which part of it.
        #[serde(default)]
        key: String,
        /// The value, as a phone would send it.
        value: Value,
    },
    /// Leave a step open after the session, or close it then.
    Linger {
        /// Its id.
        step: String,
        /// Whether it stays open.
        open: bool,
    },
    /// Let participants read the report once the session has ended, or no more.
    Share {
        /// Whether they may.
        open: bool,
    },
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
    /// `phase`
    Phase,
    /// `pause`
    Pause,
    /// `resume`
    Resume,
    /// `stage`
    Stage,
    /// `group`
    Group,
    /// `hide`
    Hide,
    /// `show`
    Show,
    /// `approve`
    Approve,
    /// `highlight`
    Highlight,
    /// `mark`
    Mark,
    /// `merge`
    Merge,
    /// `move`
    Move,
    /// `moderation`
    Moderation,
    /// `hint`
    Hint,
    /// `answer`
    Answer,
    /// `linger`
    Linger,
    /// `share`
    Share,
    /// `rename`
    Rename,
    /// `end`
    End,
}

impl CommandName {
    /// All of them, as a person would look for them.
    pub const ALL: [Self; 29] = [
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
        Self::Phase,
        Self::Pause,
        Self::Resume,
        Self::Stage,
        Self::Group,
        Self::Hide,
        Self::Show,
        Self::Approve,
        Self::Highlight,
        Self::Mark,
        Self::Merge,
        Self::Move,
        Self::Moderation,
        Self::Hint,
        Self::Answer,
        Self::Linger,
        Self::Share,
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
            Self::Phase => "phase",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Stage => "stage",
            Self::Group => "group",
            Self::Hide => "hide",
            Self::Show => "show",
            Self::Approve => "approve",
            Self::Highlight => "highlight",
            Self::Mark => "mark",
            Self::Merge => "merge",
            Self::Move => "move",
            Self::Moderation => "moderation",
            Self::Hint => "hint",
            Self::Answer => "answer",
            Self::Linger => "linger",
            Self::Share => "share",
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
            Self::Phase { .. } => CommandName::Phase,
            Self::Pause => CommandName::Pause,
            Self::Resume => CommandName::Resume,
            Self::Stage { .. } => CommandName::Stage,
            Self::Group(_) => CommandName::Group,
            Self::Hide { .. } => CommandName::Hide,
            Self::Show { .. } => CommandName::Show,
            Self::Approve { .. } => CommandName::Approve,
            Self::Highlight { .. } => CommandName::Highlight,
            Self::Mark { .. } => CommandName::Mark,
            Self::Merge { .. } => CommandName::Merge,
            Self::Move { .. } => CommandName::Move,
            Self::Moderation { .. } => CommandName::Moderation,
            Self::Hint { .. } => CommandName::Hint,
            Self::Answer { .. } => CommandName::Answer,
            Self::Linger { .. } => CommandName::Linger,
            Self::Share { .. } => CommandName::Share,
            Self::Rename { .. } => CommandName::Rename,
            Self::End => CommandName::End,
        }
    }
}
