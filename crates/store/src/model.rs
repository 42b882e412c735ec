//! What goes in and what comes out.

use crate::SessionId;

/// A line of a session's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// From 1, without gap.
    pub seq: u64,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
    /// Whose words it holds: what [`Scrub`] looks for.
    pub owner: Option<[u8; 16]>,
    /// Opaque.
    pub body: Vec<u8>,
}

/// Takes an owner's words out of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrub {
    /// Whose.
    pub owner: [u8; 16],
    /// Records with a smaller number only.
    pub before: u64,
    /// What stands there instead.
    pub body: Vec<u8>,
}

/// What a session's list shows; kept beside the log, and derived from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// `lobby`, `running`, `paused` or `ended`.
    pub status: String,
    /// Milliseconds since the Unix epoch.
    pub started_at: Option<i64>,
    /// Milliseconds since the Unix epoch.
    pub ended_at: Option<i64>,
    /// How many have come in.
    pub joined: u32,
    /// How many answers stand.
    pub answers: u32,
}

/// What is appended at once: all of it, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// To which session.
    pub session: SessionId,
    /// New lines.
    pub records: Vec<Record>,
    /// What the list shows from now on.
    pub summary: Option<Summary>,
    /// What is taken out, after the new lines are in.
    pub scrubs: Vec<Scrub>,
}

/// A session to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Its code; unique among the sessions that have not ended.
    pub code: String,
    /// The id of its workshop.
    pub workshop: String,
    /// What the facilitator calls it.
    pub title: String,
    /// The language of its texts.
    pub lang: String,
    /// Milliseconds since the Unix epoch.
    pub created_at: i64,
    /// When it is to be erased.
    pub expires_at: i64,
    /// How it is rehearsed, if it is.
    pub rehearsal: Option<String>,
    /// The frozen workshop; equal ones are stored once.
    pub plan: Vec<u8>,
    /// The first lines of its log.
    pub first: Vec<Record>,
}

/// A session in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// Its code.
    pub code: String,
    /// The id of its workshop.
    pub workshop: String,
    /// What the facilitator calls it.
    pub title: String,
    /// The language of its texts.
    pub lang: String,
    /// `lobby`, `running`, `paused` or `ended`.
    pub status: String,
    /// Milliseconds since the Unix epoch.
    pub created_at: i64,
    /// Milliseconds since the Unix epoch.
    pub started_at: Option<i64>,
    /// Milliseconds since the Unix epoch.
    pub ended_at: Option<i64>,
    /// When it is to be erased.
    pub expires_at: i64,
    /// How it is rehearsed, if it is.
    pub rehearsal: Option<String>,
    /// How many have come in.
    pub joined: u32,
    /// How many answers stand.
    pub answers: u32,
}

/// A browser that is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The hash of its cookie.
    pub key: [u8; 32],
    /// What it may do.
    pub role: String,
    /// In which session; none for all.
    pub session: Option<SessionId>,
    /// Until when.
    pub expires_at: i64,
}
