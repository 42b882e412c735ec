//! What happened. The list may grow; what is written never changes its meaning.

use serde::{Deserialize, Serialize};

use crate::{GroupNo, GroupsBy, Json, SeatId, SeatNo, Stage, StepId};

/// One thing that happened in a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// The session exists and is in the lobby.
    Created {
        /// How many seats it can have.
        capacity: u32,
    },
    /// Somebody came in; their number is the count of those before.
    Joined {
        /// Who, as the shell knows them.
        seat: SeatId,
    },
    /// A seat has another name, or none.
    Renamed {
        /// Whose.
        seat: SeatNo,
        /// The new name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// The room left the lobby.
    Started,
    /// The room is at this place now.
    Moved {
        /// Which step.
        step: StepId,
        /// Which of its screens, from 0.
        screen: u16,
        /// How many points of the screen are shown.
        point: u16,
    },
    /// An optional step is part of the path from now on.
    Inserted {
        /// Which.
        step: StepId,
    },
    /// `next` passes over this step from now on.
    Skipped {
        /// Which.
        step: StepId,
    },
    /// The step takes no more answers.
    Closed {
        /// Which.
        step: StepId,
    },
    /// The room sees what the room said.
    Revealed {
        /// Which.
        step: StepId,
    },
    /// The step takes answers again, its tally is hidden again.
    Reopened {
        /// Which.
        step: StepId,
    },
    /// The step's clock will be over after so much more time.
    Extended {
        /// Which.
        step: StepId,
        /// Added seconds.
        seconds: u32,
    },
    /// The room votes again, from nothing.
    RoundBegun {
        /// Which.
        step: StepId,
        /// From 0.
        round: u32,
    },
    /// Clocks stand still.
    Paused,
    /// Clocks go on.
    Resumed,
    /// The projector shows this.
    StageSet {
        /// What.
        show: Stage,
    },
    /// The room is divided anew; who was in a group before is in it no more.
    GroupsMade {
        /// How people come into their groups.
        by: GroupsBy,
        /// Groups with phones.
        count: u16,
        /// Groups on paper, after the others.
        paper: u16,
        /// The group of each seat, in the order of arrival; empty when nobody is in one yet.
        seats: Vec<GroupNo>,
    },
    /// A group has another name, or none.
    GroupRenamed {
        /// Which.
        group: GroupNo,
        /// The new name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Somebody went into a group, by choice or on coming in.
    GroupChosen {
        /// Who.
        seat: SeatNo,
        /// Where.
        group: GroupNo,
    },
    /// The facilitator put somebody into a group, or into none.
    GroupSet {
        /// Whom.
        seat: SeatNo,
        /// Where.
        group: Option<GroupNo>,
    },
    /// Whether phones may change their group.
    GroupsLocked {
        /// They may not.
        locked: bool,
    },
    /// The room is one again.
    GroupsDissolved,
    /// An answer given in time; it replaces the one before it.
    Answered {
        /// By whom.
        seat: SeatNo,
        /// To which step.
        step: StepId,
        /// In which round.
        round: u32,
        /// To which part of it.
        #[serde(default, skip_serializing_if = "str::is_empty")]
        key: Box<str>,
        /// The answer, in its kind's canonical JSON.
        value: Json,
        /// It came after the close: kept beside, never counted.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
    },
    /// All that a seat has written is gone, its name too, and from the log too.
    Erased {
        /// Whose.
        seat: SeatNo,
    },
    /// What stands in the log where an erased answer was.
    Tombstone,
    /// The session is over.
    Ended,
}
