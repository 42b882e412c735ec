//! The connections of the house: bounded in all, never by address, since a school may share one.
//!
//! When all places are taken, the oldest connection of somebody who was not recognised has to go. Streams stay for an hour and
//! cannot be sent away, so they never have all the places: the answers that they wait for must come in.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

/// Who is connected.
pub struct Doors {
    most: usize,
    next: AtomicU64,
    watching: AtomicUsize,
    open: Mutex<BTreeMap<u64, Arc<Inside>>>,
    closed: Notify,
}

/// One connection, as the others may treat it.
#[derive(Default)]
pub(crate) struct Inside {
    /// Somebody of the house: they have a seat, or a role.
    recognised: AtomicBool,
    /// It is a stream.
    watches: AtomicBool,
    /// It has to go.
    pub(crate) leave: Notify,
}

/// A connection's place; given back when it is dropped.
pub struct Door {
    doors: Arc<Doors>,
    number: u64,
    pub(crate) inside: Arc<Inside>,
}

/// Who asks, as far as their connection tells.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) address: SocketAddr,
    pub(crate) inside: Arc<Inside>,
}

impl Doors {
    /// Places for so many connections.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            next: AtomicU64::new(0),
            watching: AtomicUsize::new(0),
            open: Mutex::default(),
            closed: Notify::new(),
        }
    }

    /// How many phones can watch at the same time, where there are places for so many connections.
    pub fn phones(connections: usize) -> usize {
        connections - connections / 8
    }

    /// Whether there is no place for another stream. The facilitator may still come when the room may not.
    pub fn are_crowded(&self, by_facilitator: bool) -> bool {
        let most = if by_facilitator { self.most - self.most / 16 } else { Self::phones(self.most) };
        self.watching.load(Ordering::Relaxed) >= most
    }

    /// A place; when there is none, somebody who was not recognised has to go. None: everybody was.
    pub(crate) fn open(self: &Arc<Self>) -> Option<Door> {
        let mut open = self.open.lock().expect("nobody panics at the door");
        if open.len() >= self.most {
            let number = *open.iter().find(|(_, inside)| !inside.recognised.load(Ordering::Relaxed))?.0;
            let inside = open.remove(&number)?;
            inside.leave.notify_one();
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let inside = Arc::<Inside>::default();
        open.insert(number, Arc::clone(&inside));
        Some(Door { doors: Arc::clone(self), number, inside })
    }

    /// Waits until nobody is connected any more.
    pub(crate) async fn all_closed(&self) {
        loop {
            let closed = self.closed.notified();
            if self.open.lock().expect("nobody panics at the door").is_empty() {
                return;
            }
            closed.await;
        }
    }
}

impl Inside {
    /// Somebody of the house is there: their connection is not the first to go.
    pub(crate) fn recognise(&self) {
        self.recognised.store(true, Ordering::Relaxed);
    }
}

impl Door {
    /// The connection has become a stream.
    pub(crate) fn watch(&self) {
        self.inside.recognise();
        if !self.inside.watches.swap(true, Ordering::Relaxed) {
            self.doors.watching.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if self.inside.watches.load(Ordering::Relaxed) {
            self.doors.watching.fetch_sub(1, Ordering::Relaxed);
        }
        self.doors.open.lock().expect("nobody panics at the door").remove(&self.number);
        self.doors.closed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_stranger_goes_first_and_nobody_of_the_house() {
        let doors = Arc::new(Doors::new(3));
        let places: Vec<Door> = (0..3).map(|_| doors.open().unwrap()).collect();
        places[0].inside.recognise();
        let fourth = doors.open().unwrap();
        let here = |door: &Door| doors.open.lock().unwrap().contains_key(&door.number);
        assert_eq!([&places[0], &places[1], &places[2], &fourth].map(here), [true, false, true, true]);
        places[2].inside.recognise();
        fourth.inside.recognise();
        assert!(doors.open().is_none());
        drop(fourth);
        assert!(doors.open().is_some());
    }

    #[test]
    fn streams_leave_places_for_requests_and_some_for_the_facilitator() {
        let doors = Arc::new(Doors::new(32));
        let mut streams = Vec::new();
        while !doors.are_crowded(false) {
            streams.push(doors.open().unwrap());
            streams.last().unwrap().watch();
        }
        assert_eq!(streams.len(), Doors::phones(32));
        assert!(!doors.are_crowded(true));
        streams.pop();
        assert!(!doors.are_crowded(false));
    }
}
