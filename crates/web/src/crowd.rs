//! Who watches a view: the sockets of all its streams, written to by one task from one shared buffer.
//!
//! A stream is an ordinary request until its head has been answered. Then nothing more is read from it, so neither a parser
//! nor a task of its own is needed: its socket moves into the crowd of its view, and a phone that looks on costs a socket and
//! a few words. Whoever cannot take a message at once is served apart and comes back when it has caught up; what came
//! meanwhile is skipped, except the latest.

use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use crate::doors::Door;
use crate::meter::Account;
use crate::session::{Channel, Frame, Relay};

/// A comment after so long a silence, for whatever stands between and forgets idle connections.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How often it is looked who has gone.
const LOOK_ROUND: Duration = Duration::from_secs(1);
/// A message that has not been taken after so long never will be.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many are told in one go, before others on this core have their turn.
const IN_ONE_GO: usize = 256;
/// What is told last, when the server stops: whoever loses the stream afterwards knows that it is not the network.
const FAREWELL: Bytes = Bytes::from_static(b"event: bye\ndata: stopped\n\n");
/// A comment: clients read over it.
pub const COMMENT: Bytes = Bytes::from_static(b": \n\n");

/// A request that has become a stream: carried by its response to whoever holds the socket.
#[derive(Clone)]
pub struct Watching {
    /// Where its view is published.
    pub relay: Arc<Relay>,
    /// Which view.
    pub channel: Channel,
    /// What it is told first.
    pub first: Bytes,
    /// What it knows after that.
    pub seen: Arc<Frame>,
    /// Its place among those for whom the view is drawn, until it is in the crowd.
    pub frames: watch::Receiver<Arc<Frame>>,
}

/// One who watches.
struct Watcher {
    socket: TcpStream,
    seen: Arc<Frame>,
    /// Where its bytes are counted.
    account: Arc<Account>,
    /// Its place among the connections, given back when it goes.
    _door: Door,
}

/// The way into the crowd of one view. Nobody is there until somebody comes.
#[derive(Default)]
pub struct Entrance(Mutex<Option<mpsc::UnboundedSender<Watcher>>>);

impl Watching {
    /// Answers the head and the first message, then leaves the socket to the crowd.
    pub async fn begin(
        self,
        mut socket: TcpStream,
        head: Vec<u8>,
        (door, account): (Door, Arc<Account>),
        stop: watch::Receiver<bool>,
    ) {
        let first = [head.as_slice(), &self.first].concat();
        let told = timeout(PATIENCE, socket.write_all(&first)).await;
        if !matches!(told, Ok(Ok(()))) {
            return;
        }
        account.sent(first.len() as u64);
        let watcher = Watcher { socket, seen: self.seen, account, _door: door };
        let mut entrance = self.relay.entrance(self.channel).0.lock().expect("nobody panics at the entrance");
        let Err(mpsc::error::SendError(watcher)) = (match &*entrance {
            Some(way) => way.send(watcher),
            None => Err(mpsc::error::SendError(watcher)),
        }) else {
            return;
        };
        let (way, arrivals) = mpsc::unbounded_channel();
        way.send(watcher).unwrap_or_else(|_| unreachable!("its other end is in this function"));
        *entrance = Some(way);
        let crowd = Crowd {
            relay: Arc::downgrade(&self.relay),
            channel: self.channel,
            frames: self.frames,
            arrivals,
            present: Vec::new(),
            behind: JoinSet::new(),
            told_at: Instant::now(),
        };
        tokio::spawn(crowd.stay(stop));
    }
}

/// Everybody who watches a view.
struct Crowd {
    relay: Weak<Relay>,
    channel: Channel,
    frames: watch::Receiver<Arc<Frame>>,
    arrivals: mpsc::UnboundedReceiver<Watcher>,
    /// Those who have taken the last message.
    present: Vec<Watcher>,
    /// Those who are still taking an older one.
    behind: JoinSet<Option<Watcher>>,
    told_at: Instant,
}

impl Crowd {
    /// Tells every change until the server stops, the session goes, or the last one leaves.
    async fn stay(mut self, mut stop: watch::Receiver<bool>) {
        let mut rounds = interval(LOOK_ROUND);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                _ = stop.changed() => {
                    self.tell_present(&FAREWELL);
                    return;
                }
                changed = self.frames.changed() => match changed {
                    Ok(()) => self.tell_all().await,
                    Err(_) => return,
                },
                Some(watcher) = self.arrivals.recv() => self.admit(watcher),
                Some(caught_up) = self.behind.join_next() => {
                    if let Ok(Some(watcher)) = caught_up {
                        self.admit(watcher);
                    }
                }
                _ = rounds.tick() => {
                    self.look_round();
                    if self.is_over() {
                        return;
                    }
                }
            }
        }
    }

    /// Everybody sees the latest frame. In turns, so that a hall does not keep a core from all others.
    async fn tell_all(&mut self) {
        let frame = Arc::clone(&self.frames.borrow_and_update());
        let message = frame.shared();
        self.told_at = Instant::now();
        let mut next = self.present.len();
        while next > 0 {
            let from = next.saturating_sub(IN_ONE_GO);
            for index in (from..next).rev() {
                self.present[index].seen = Arc::clone(&frame);
                self.tell(index, &message);
            }
            next = from;
            tokio::task::yield_now().await;
        }
    }

    /// Somebody comes, or comes back: what was missed meanwhile is told.
    fn admit(&mut self, mut watcher: Watcher) {
        let frame = Arc::clone(&self.frames.borrow());
        let missed = !Arc::ptr_eq(&watcher.seen, &frame);
        watcher.seen = Arc::clone(&frame);
        self.present.push(watcher);
        if missed {
            self.tell(self.present.len() - 1, &frame.shared());
        }
    }

    /// Writes a message to one of those present, who stays only when it was taken whole.
    fn tell(&mut self, index: usize, message: &Bytes) {
        let watcher = &self.present[index];
        let taken = match watcher.socket.try_write(message) {
            Ok(taken) => taken,
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => 0,
            Err(_) => {
                self.present.swap_remove(index);
                return;
            }
        };
        watcher.account.sent(taken as u64);
        if taken == message.len() {
            return;
        }
        let mut watcher = self.present.swap_remove(index);
        let rest = message.slice(taken..);
        self.behind.spawn(async move {
            let written = timeout(PATIENCE, watcher.socket.write_all(&rest)).await;
            if !matches!(written, Ok(Ok(()))) {
                return None;
            }
            watcher.account.sent(rest.len() as u64);
            Some(watcher)
        });
    }

    /// Lets go of those who have closed, and breaks a long silence.
    fn look_round(&mut self) {
        self.present.retain(|watcher| !watcher.has_left());
        if self.told_at.elapsed() >= KEEP_ALIVE {
            self.told_at = Instant::now();
            self.tell_present(&COMMENT);
        }
    }

    /// The same to all, now.
    fn tell_present(&mut self, message: &Bytes) {
        (0..self.present.len()).rev().for_each(|index| self.tell(index, message));
    }

    /// Whether nobody is there any more; then the entrance is closed, and whoever comes next begins a new crowd.
    fn is_over(&mut self) -> bool {
        if !self.present.is_empty() || !self.behind.is_empty() {
            return false;
        }
        let Some(relay) = self.relay.upgrade() else { return true };
        let mut entrance = relay.entrance(self.channel).0.lock().expect("nobody panics at the entrance");
        let over = self.arrivals.is_empty();
        if over {
            *entrance = None;
        }
        over
    }
}

impl Watcher {
    /// Whether the other end has closed. What a client says on a stream means nothing.
    fn has_left(&self) -> bool {
        let mut said = [0; 256];
        loop {
            match self.socket.try_read(&mut said) {
                Ok(0) => return true,
                Ok(read) => self.account.received(read as u64),
                Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
            }
        }
    }
}
