//! The latest bytes of each view, shared by all who watch it. Slow watchers skip to the latest: there is no queue a phone.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::watch;

use crate::crowd::Entrance;

/// What can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The phone's fragment.
    Phone,
    /// The projector's.
    Stage,
    /// The remote's.
    Remote,
    /// The step as JSON, for seats.
    SeatJson,
    /// The whole state as JSON, for facilitators.
    HostJson,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Stage, Self::Remote, Self::SeatJson, Self::HostJson];
}

/// A view at one instant, as the bytes of a server-sent event.
///
/// The message is `head`, the server's clock, `tail`: whoever connects later gets a fresh clock without a new rendering.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Which event of the log it shows.
    pub seq: u64,
    head: Bytes,
    tail: Bytes,
    whole: Bytes,
}

impl Frame {
    /// A message of a named event. The clock stands between `before` and `after`, which have no line break of their own
    /// meaning: each line becomes a `data:` line.
    pub fn new(seq: u64, event: &str, before: &str, now: i64, after: &str) -> Self {
        let head = Bytes::from(format!("id: {seq}\nevent: {event}\ndata: {}", lines(before)));
        let tail = Bytes::from(format!("{}\n\n", lines(after)));
        let mut frame = Self { seq, head, tail, whole: Bytes::new() };
        frame.whole = frame.at(now);
        frame
    }

    /// The bytes that all present watchers share.
    pub fn shared(&self) -> Bytes {
        self.whole.clone()
    }

    /// The bytes for somebody who comes at `now`.
    pub fn at(&self, now: i64) -> Bytes {
        Bytes::from([self.head.as_ref(), now.to_string().as_bytes(), self.tail.as_ref()].concat())
    }

    /// Whether both show the same, their numbers and clocks aside.
    pub fn same_view(&self, other: &Self) -> bool {
        self.tail == other.tail
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\n', '\r'], "\ndata: ")
}

/// The views of one session.
pub struct Relay {
    channels: [watch::Sender<Arc<Frame>>; 5],
    entrances: [Entrance; 5],
}

impl Default for Relay {
    fn default() -> Self {
        Self { channels: std::array::from_fn(|_| watch::Sender::default()), entrances: Default::default() }
    }
}

impl Relay {
    /// Shows a new frame to everybody who watches, now or later.
    pub fn publish(&self, channel: Channel, frame: Frame) {
        self.channels[channel as usize].send_replace(Arc::new(frame));
    }

    /// The latest frame.
    pub fn latest(&self, channel: Channel) -> Arc<Frame> {
        self.channels[channel as usize].borrow().clone()
    }

    /// Starts to watch.
    pub fn watch(&self, channel: Channel) -> watch::Receiver<Arc<Frame>> {
        self.channels[channel as usize].subscribe()
    }

    /// Where the streams of a view gather.
    pub fn entrance(&self, channel: Channel) -> &Entrance {
        &self.entrances[channel as usize]
    }

    /// How many watch.
    pub fn watchers(&self, channel: Channel) -> usize {
        self.channels[channel as usize].receiver_count()
    }
}
