//! When to draw what: steps and phases at once and for everybody, counters at most every 100 ms and for few.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use workshop::{Event, Timestamp};

use super::Live;
use super::relay::{Channel, Frame, Relay};
use crate::app::Shared;
use crate::{api, pages};

/// Counters and tallies go out at most this often.
const COUNTERS_EVERY: Duration = Duration::from_millis(100);

/// How much of what people see an event changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Nothing.
    #[default]
    Nothing,
    /// Numbers on the stage and on the remote.
    Counters,
    /// What everybody looks at.
    Everything,
}

impl Urgency {
    /// What an event changes.
    pub fn of(event: &Event) -> Self {
        match event {
            Event::Tombstone => Self::Nothing,
            Event::Joined { .. }
            | Event::Renamed { .. }
            | Event::GroupChosen { .. }
            | Event::Answered { .. } => Self::Counters,
            _ => Self::Everything,
        }
    }
}

/// Draws the views of a session into its relay.
pub struct Publisher {
    shared: Arc<Shared>,
    relay: Arc<Relay>,
    /// When the counters may go out next.
    quiet_until: Instant,
    /// Counters have changed since they last went out.
    stale: bool,
}

impl Publisher {
    /// Nothing is drawn yet.
    pub fn new(shared: Arc<Shared>, relay: Arc<Relay>) -> Self {
        Self { shared, relay, quiet_until: Instant::now(), stale: false }
    }

    /// When counters are to be drawn, if any wait.
    pub fn due(&self) -> Option<Instant> {
        self.stale.then_some(self.quiet_until)
    }

    /// Draws what a turn of the actor has changed, or notes that it is to be drawn soon.
    pub fn publish(&mut self, live: &Live, now: Timestamp, urgency: Urgency) {
        match urgency {
            Urgency::Nothing => {}
            Urgency::Counters if Instant::now() < self.quiet_until => self.stale = true,
            Urgency::Counters => self.counters(live, now),
            Urgency::Everything => self.all(live, now),
        }
    }

    /// Draws every view.
    pub fn all(&mut self, live: &Live, now: Timestamp) {
        let seq = live.state.seq;
        let phone = pages::phone::fragment(&self.shared, live, now, None).into_string();
        self.show(Channel::Phone, Frame::new(seq, "view", "", now.0, &format!("\n{phone}")));
        let (before, after) = api::state::for_seats(live);
        self.show(Channel::SeatJson, Frame::new(seq, "state", &before, now.0, &after));
        self.counters(live, now);
    }

    /// Draws what facilitators and stages see.
    pub fn counters(&mut self, live: &Live, now: Timestamp) {
        let seq = live.state.seq;
        self.stale = false;
        self.quiet_until = Instant::now() + COUNTERS_EVERY;
        if self.relay.watchers(Channel::Stage) > 0 {
            let stage = pages::stage::fragment(&self.shared, live, now).into_string();
            self.show(Channel::Stage, Frame::new(seq, "view", "", now.0, &format!("\n{stage}")));
        }
        if self.relay.watchers(Channel::Remote) > 0 {
            let remote = pages::remote::fragment(&self.shared, live, now).into_string();
            self.show(Channel::Remote, Frame::new(seq, "view", "", now.0, &format!("\n{remote}")));
        }
        let (before, after) = api::state::for_hosts(live);
        self.show(Channel::HostJson, Frame::new(seq, "state", &before, now.0, &after));
    }

    /// The same view again is not sent again.
    fn show(&self, channel: Channel, frame: Frame) {
        if channel == Channel::HostJson || !self.relay.latest(channel).same_view(&frame) {
            self.relay.publish(channel, frame);
        }
    }
}
