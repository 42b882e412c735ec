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
/// What others wrote goes out to phones at most this often: sending everyone everything is what breaks a full hall.
const PHONES_EVERY: Duration = Duration::from_secs(1);

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
            | Event::Asked { .. }
            | Event::Voted { .. }
            | Event::Claimed { .. }
            | Event::Vacated { .. }
            | Event::Answered { .. } => Self::Counters,
            _ => Self::Everything,
        }
    }
}

/// A view that is drawn at most so often.
struct Pace {
    every: Duration,
    /// When it may be drawn next.
    quiet_until: Instant,
    /// Something has changed since it was drawn.
    stale: bool,
}

impl Pace {
    fn new(every: Duration) -> Self {
        Self { every, quiet_until: Instant::now(), stale: false }
    }

    fn due(&self) -> Option<Instant> {
        self.stale.then_some(self.quiet_until)
    }

    fn is_due(&self) -> bool {
        self.stale && Instant::now() >= self.quiet_until
    }

    fn drawn(&mut self) {
        self.stale = false;
        self.quiet_until = Instant::now() + self.every;
    }
}

/// Draws the views of a session into its relay.
pub struct Publisher {
    shared: Arc<Shared>,
    relay: Arc<Relay>,
    counters: Pace,
    phones: Pace,
}

impl Publisher {
    /// Nothing is drawn yet.
    pub fn new(shared: Arc<Shared>, relay: Arc<Relay>) -> Self {
        Self { shared, relay, counters: Pace::new(COUNTERS_EVERY), phones: Pace::new(PHONES_EVERY) }
    }

    /// When something is to be drawn, if anything waits.
    pub fn due(&self) -> Option<Instant> {
        self.counters.due().into_iter().chain(self.phones.due()).min()
    }

    /// Draws what a turn of the actor has changed, or notes that it is to be drawn soon.
    pub fn publish(&mut self, live: &Live, now: Timestamp, urgency: Urgency) {
        match urgency {
            Urgency::Nothing => {}
            Urgency::Counters => {
                self.counters.stale = true;
                self.phones.stale |= shares(live);
                self.catch_up(live, now);
            }
            Urgency::Everything => self.all(live, now),
        }
    }

    /// Draws what has waited long enough.
    pub fn catch_up(&mut self, live: &Live, now: Timestamp) {
        if self.phones.is_due() {
            self.draw_phones(live, now);
        }
        if self.counters.is_due() {
            self.draw_counters(live, now);
        }
    }

    /// Draws every view.
    pub fn all(&mut self, live: &Live, now: Timestamp) {
        self.draw_phones(live, now);
        let (before, after) = api::state::for_seats(live);
        self.show(Channel::SeatJson, Frame::new(live.state.seq, "state", &before, now.0, &after));
        self.draw_counters(live, now);
    }

    /// Draws what phones see.
    fn draw_phones(&mut self, live: &Live, now: Timestamp) {
        self.phones.drawn();
        let phone = pages::phone::fragment(&self.shared, live, now, None, "").into_string();
        self.show(Channel::Phone, Frame::new(live.state.seq, "view", "", now.0, &format!("\n{phone}")));
    }

    /// Draws what facilitators and stages see.
    fn draw_counters(&mut self, live: &Live, now: Timestamp) {
        let seq = live.state.seq;
        self.counters.drawn();
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

/// Whether phones show what others do while it comes in.
fn shares(live: &Live) -> bool {
    live.state.position.is_some_and(|place| {
        let traits = live.workshop.rules(place.step).traits();
        traits.shares || traits.sheets
    })
}
