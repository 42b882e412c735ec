//! What happened. The list may grow; what is written never changes its meaning.

use serde::{Deserialize, Serialize};

use crate::{
    GroupNo, GroupsBy, Handled, ItemId, Json, Measurement, Moderation, SeatId, SeatNo, Stage, StepId,
};

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
    /// The step is in another of its phases, with so much time.
    PhaseBegun {
        /// Which step.
        step: StepId,
        /// Which phase, from 0.
        index: u16,
        /// How long it is to last.
        seconds: u32,
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
        /// By whom; none: the facilitator, for a group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatNo>,
        /// For which group, where the answer is a group's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<GroupNo>,
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
        /// Another one came first: both are kept, until somebody who has seen both writes the next one.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        beside: bool,
        /// Its words wait for the facilitator.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        held: bool,
    },
    /// A group's answer makes place for the next one. An event of its own, without words: when somebody's words are taken
    /// out of the log, what they replaced does not come back.
    Vacated {
        /// Of which step.
        step: StepId,
        /// In which round.
        round: u32,
        /// Whose.
        group: GroupNo,
        /// Which part of it.
        #[serde(default, skip_serializing_if = "str::is_empty")]
        key: Box<str>,
        /// What was kept beside goes too: whoever writes next has seen it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        settles: bool,
    },
    /// A question, beside the step.
    Asked {
        /// By whom.
        seat: SeatNo,
        /// In these words.
        text: Box<str>,
        /// The name may be shown with it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        named: bool,
        /// It waits for the facilitator.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        held: bool,
    },
    /// Somebody votes for a text, or takes the vote back.
    Voted {
        /// Who.
        seat: SeatNo,
        /// For which.
        item: ItemId,
        /// Whether they are for it.
        value: bool,
    },
    /// Somebody wants what the step is about, or does not any more.
    Claimed {
        /// Who.
        seat: SeatNo,
        /// Which step.
        step: StepId,
        /// Whether they want it.
        value: bool,
    },
    /// The facilitator did something with a text.
    Handled {
        /// Which.
        item: ItemId,
        /// What.
        act: Handled,
    },
    /// When texts are shown from now on.
    ModerationSet {
        /// At once, or after approval.
        mode: Moderation,
    },
    /// The step stays open after the session, or does not.
    LingerSet {
        /// Which.
        step: StepId,
        /// Whether.
        open: bool,
    },
    /// Participants may read the report once the session has ended, or may no more.
    ReportShared {
        /// Whether.
        open: bool,
    },
    /// All that a seat has written is gone, its name too, and from the log too.
    Erased {
        /// Whose.
        seat: SeatNo,
    },
    /// What stands in the log where an erased answer was.
    Tombstone,
    /// What the session has cost since the last measurement.
    Measured(Measurement),
    /// The session is over.
    Ended,
}

impl Event {
    /// Whether everybody may see something else after it; what concerns one person, one group or a counter does not count.
    pub fn is_for_all(&self) -> bool {
        !matches!(
            self,
            Self::Tombstone
                | Self::Joined { .. }
                | Self::Renamed { .. }
                | Self::GroupChosen { .. }
                | Self::Answered { .. }
                | Self::Vacated { .. }
                | Self::Asked { .. }
                | Self::Voted { .. }
                | Self::Claimed { .. }
        )
    }
}
