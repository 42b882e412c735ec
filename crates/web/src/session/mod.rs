//! A live session: one actor that owns the state, and what its watchers see.
//!
//! Everything that concerns a session goes through its bounded queue. The actor takes what waits, decides all of it, appends
//! once, and only then acknowledges, answers reads and publishes: nobody is ever told of something that is not on disk.

mod actor;
mod publish;
mod relay;
mod robots;

use std::sync::{Arc, Weak};

use store::{SessionId, StoreError};
use tokio::sync::{mpsc, oneshot};
use workshop::{Command, Outcome, Refusal, State, Timestamp, Workshop};

pub use actor::spawn;
pub use relay::{Channel, Frame, Relay};
pub use robots::{Rehearsal, play};

/// How many requests may wait for a session before it says `busy`.
const QUEUE: usize = 4096;

/// What a session was created with.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Its id.
    pub id: SessionId,
    /// Its id in addresses.
    pub id_text: String,
    /// The six letters.
    pub code: String,
    /// What the facilitator calls it.
    pub title: String,
    /// Of its texts.
    pub lang: String,
    /// Simulated participants, if it is a rehearsal.
    pub rehearsal: Option<Rehearsal>,
    /// When it will be deleted.
    pub expires_at: Timestamp,
}

/// A session as the actor holds it.
pub struct Live {
    /// What it was created with.
    pub meta: Arc<Meta>,
    /// The frozen workshop.
    pub workshop: Arc<Workshop>,
    /// What is true now, and on disk.
    pub state: State,
}

/// What a command has led to.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// The log's length after it.
    pub seq: u64,
    /// What to tell the asker.
    pub outcome: Outcome,
}

/// Why a command has led to nothing.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    /// The state machine says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many requests wait already.
    #[error("too many requests wait for this session")]
    Busy,
    /// Another program holds the database, for longer than can be waited.
    #[error("another program holds the database")]
    Held,
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The store failed otherwise; its message goes to the log, not to the person.
    #[error("the store failed: {0}")]
    Store(String),
    /// The session was deleted.
    #[error("the session is gone")]
    Gone,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Busy => Self::Held,
            other => Self::Store(other.to_string()),
        }
    }
}

type Reply = oneshot::Sender<Result<Done, Failure>>;
type Read = Box<dyn FnOnce(&Live, Timestamp) + Send>;

enum Message {
    Command(Command, Reply),
    Read(Read),
    Measure(Reply),
    KeepCost,
    Redraw(Option<oneshot::Sender<()>>),
}

/// How the rest of the house speaks to a live session.
#[derive(Clone)]
pub struct Handle {
    queue: mpsc::Sender<Message>,
    /// What it was created with.
    pub meta: Arc<Meta>,
    /// What its watchers see.
    pub relay: Arc<Relay>,
}

/// The same, for those who must not keep a session alive: it goes when the house lets go of it.
#[derive(Clone)]
pub struct WeakHandle {
    queue: mpsc::WeakSender<Message>,
    meta: Arc<Meta>,
    relay: Weak<Relay>,
}

impl WeakHandle {
    /// The session, if it is still there.
    pub fn upgrade(&self) -> Option<Handle> {
        let (queue, relay) = (self.queue.upgrade()?, self.relay.upgrade()?);
        Some(Handle { queue, meta: Arc::clone(&self.meta), relay })
    }

    /// As [`Handle::command`].
    pub async fn command(&self, command: Command) -> Result<Done, Failure> {
        self.upgrade().ok_or(Failure::Gone)?.command(command).await
    }

    /// As [`Handle::read`].
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Live, Timestamp) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.upgrade().ok_or(Failure::Gone)?.read(look).await
    }
}

impl Handle {
    /// The same, without keeping the session alive.
    pub fn downgrade(&self) -> WeakHandle {
        WeakHandle {
            queue: self.queue.downgrade(),
            meta: Arc::clone(&self.meta),
            relay: Arc::downgrade(&self.relay),
        }
    }

    /// Decides a command and makes it durable. `Ok` means: it is on disk.
    pub async fn command(&self, command: Command) -> Result<Done, Failure> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Command(command, reply))?;
        answer.await.unwrap_or(Err(Failure::Gone))
    }

    /// Looks at the session, after everything that was asked before.
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Live, Timestamp) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Read(Box::new(move |live, now| {
            let _ = reply.send(look(live, now));
        })))?;
        answer.await.map_err(|_| Failure::Gone)
    }

    /// Measures anew what the session has cost, where that is shown; not more often than every few seconds.
    pub async fn measure(&self) -> Result<Done, Failure> {
        let (reply, measured) = oneshot::channel();
        self.send(Message::Measure(reply))?;
        measured.await.unwrap_or(Err(Failure::Gone))
    }

    /// Lets the log know what the session has cost when it has not for long: less is lost when the server dies.
    pub fn keep_cost(&self) {
        let _ = self.queue.try_send(Message::KeepCost);
    }

    /// Draws all views again: something outside the session has changed, such as the room's address.
    pub fn redraw(&self) {
        let _ = self.queue.try_send(Message::Redraw(None));
    }

    /// Draws all views that are watched, and waits until they are drawn.
    pub async fn draw(&self) -> Result<(), Failure> {
        let (reply, drawn) = oneshot::channel();
        self.send(Message::Redraw(Some(reply)))?;
        drawn.await.map_err(|_| Failure::Gone)
    }

    /// Whether the session is served no more: its log could neither be written nor read back.
    pub fn is_closed(&self) -> bool {
        self.queue.is_closed()
    }

    fn send(&self, message: Message) -> Result<(), Failure> {
        self.queue.try_send(message).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Failure::Busy,
            mpsc::error::TrySendError::Closed(_) => Failure::Gone,
        })
    }
}
