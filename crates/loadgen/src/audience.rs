//! The phones' streams: each one is read by its own task, which notes what arrives when.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::client::Events;

/// How often it is looked whether everybody has a message. The messages' own times do not depend on it.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// A message that has arrived.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its id: the length of the session's log that it shows.
    pub seq: u64,
    /// When its last byte was read.
    pub at: Instant,
}

/// A command of the facilitator that everybody has to see.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
    /// The length of the log after it.
    pub seq: u64,
    /// When it was sent.
    pub at: Instant,
}

#[derive(Default)]
struct Watcher {
    open: bool,
    seen: Vec<Seen>,
    latest: u64,
    task: Option<JoinHandle<()>>,
}

/// All streams of a room, by the number of the participant.
#[derive(Default)]
pub struct Audience(RefCell<Vec<Watcher>>);

impl Audience {
    /// Places for so many, all empty.
    pub fn new(participants: usize) -> Rc<Self> {
        Rc::new(Self(RefCell::new((0..participants).map(|_| Watcher::default()).collect())))
    }

    /// Reads a stream in the background until it ends or [`Self::close`] is called.
    pub fn watch(self: &Rc<Self>, number: usize, mut events: Events) {
        self.0.borrow_mut()[number].open = true;
        let audience = Rc::clone(self);
        let task = tokio::task::spawn_local(async move {
            while let Ok(true) = events.read(|seq| audience.note(number, seq)).await {}
            audience.0.borrow_mut()[number].open = false;
        });
        self.0.borrow_mut()[number].task = Some(task);
    }

    /// Notes a message that has just arrived.
    pub fn note(&self, number: usize, seq: u64) {
        let watcher = &mut self.0.borrow_mut()[number];
        watcher.latest = seq;
        watcher.seen.push(Seen { seq, at: Instant::now() });
    }

    /// How many streams are open.
    pub fn open(&self) -> usize {
        self.0.borrow().iter().filter(|watcher| watcher.open).count()
    }

    /// How many open streams have seen a length of the log.
    pub fn reached(&self, seq: u64) -> usize {
        self.0.borrow().iter().filter(|watcher| watcher.open && watcher.latest >= seq).count()
    }

    /// Waits until `count` streams have seen a length of the log. False: patience is over.
    pub async fn all_reach(&self, seq: u64, count: usize, patience: Duration) -> bool {
        let started = Instant::now();
        while self.reached(seq) < count {
            if started.elapsed() > patience {
                return false;
            }
            sleep(LOOK_EVERY).await;
        }
        true
    }

    /// How long each command took to each stream that has seen it or a later one. Commands in the order of their sending.
    pub fn latencies(&self, sent: &[Sent]) -> Vec<Duration> {
        let watchers = self.0.borrow();
        watchers.iter().flat_map(|watcher| delays(&watcher.seen, sent)).collect()
    }

    /// Forgets which messages have arrived when.
    pub fn forget(&self) {
        self.0.borrow_mut().iter_mut().for_each(|watcher| watcher.seen.clear());
    }

    /// Closes all streams.
    pub async fn close(&self) {
        let tasks: Vec<_> =
            self.0.borrow_mut().iter_mut().filter_map(|watcher| watcher.task.take()).collect();
        tasks.iter().for_each(JoinHandle::abort);
        for task in tasks {
            let _ = task.await;
        }
        self.0.borrow_mut().iter_mut().for_each(|watcher| *watcher = Watcher::default());
    }
}

fn delays(seen: &[Seen], sent: &[Sent]) -> Vec<Duration> {
    let mut later = seen.iter().peekable();
    let mut delays = Vec::with_capacity(sent.len());
    for command in sent {
        while later.next_if(|message| message.seq < command.seq).is_some() {}
        let Some(message) = later.peek() else { break };
        delays.push(message.at.saturating_duration_since(command.at));
    }
    delays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_message_counts_as_late_as_the_one_that_came_instead() {
        let start = Instant::now();
        let after = |ms| start + Duration::from_millis(ms);
        let sent =
            [Sent { seq: 5, at: after(0) }, Sent { seq: 7, at: after(100) }, Sent { seq: 9, at: after(200) }];
        let seen = [Seen { seq: 4, at: after(1) }, Seen { seq: 7, at: after(130) }];
        let ms: Vec<_> = delays(&seen, &sent).iter().map(Duration::as_millis).collect();
        assert_eq!(ms, [130, 30]);
    }

    #[test]
    fn only_open_streams_reach_a_message() {
        let audience = Audience::new(3);
        audience.0.borrow_mut().iter_mut().take(2).for_each(|watcher| watcher.open = true);
        audience.note(0, 8);
        audience.note(1, 7);
        audience.note(2, 9);
        assert_eq!((audience.open(), audience.reached(8), audience.reached(7)), (2, 1, 2));
    }
}
