//! The network comes back: everybody reconnects within one second.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{sleep, sleep_until, timeout};

use super::{Meter, each};
use crate::audience::Audience;
use crate::client::Connection;
use crate::report::Figures;
use crate::room::{Failures, Room};
use crate::stats::{Sorted, milliseconds};

/// All begin within this time.
const WITHIN: Duration = Duration::from_secs(1);
/// Who is not back by then is counted as failed.
const DEADLINE: Duration = Duration::from_secs(15);
/// A phone that is refused tries again after this long.
const PAUSE: Duration = Duration::from_millis(250);
/// The server notices that its streams are closed.
const SETTLE: Duration = Duration::from_millis(500);

/// Closes all streams and opens them again; over when each phone shows the present step.
pub async fn run(room: &mut Room, figures: &mut Figures, failures: &mut Failures) -> Result<()> {
    // A step that no phone has seen: what it shows afterwards can only come from the new stream.
    room.audience.close().await;
    for step in &room.path[..2] {
        let step = json!({ "command": "goto", "step": step });
        room.seq = room.host.command(&room.session, &step).await?.seq;
    }
    sleep(SETTLE).await;

    let meter = Meter::start(room.target.process)?;
    let start = Instant::now();
    let seated = room.seated();
    let mut phones = JoinSet::new();
    for (number, seat) in room.seats.iter().enumerate() {
        let Some(seat) = seat else { continue };
        let phone = Phone {
            number,
            server: room.target.address,
            request: room.stream_request(seat),
            seq: room.seq,
            audience: Rc::clone(&room.audience),
        };
        let nth = phones.len() as u32;
        let due = start + WITHIN * nth / u32::try_from(seated.max(1)).unwrap_or(u32::MAX);
        phones.spawn_local(async move {
            sleep_until(due.into()).await;
            let back = timeout(DEADLINE.saturating_sub(start.elapsed()), phone.come_back()).await;
            (back, due.elapsed())
        });
    }
    let (mut delays, mut tries, mut errors) = (Vec::with_capacity(seated), 0, Failures::default());
    let mut last = start;
    while let Some(done) = phones.join_next().await {
        match done? {
            (Ok(again), delay) => {
                delays.push(delay);
                tries += again;
                last = Instant::now();
            }
            (Err(_), _) => errors.add("reconnect: not at the right step in time".to_owned()),
        }
    }
    let cost = meter.stop()?;
    let delays = Sorted::new(&delays);
    figures.reconnect_ms = Some(milliseconds(last - start));
    figures.reconnect_p99_ms = delays.percentile(99.0);
    figures.reconnect_failed = Some(errors.count() as f64);
    figures.reconnect_again = Some(tries as f64);
    figures.reconnect_cpu_ms = each(cost.server, seated);
    failures.merge(errors);
    Ok(())
}

/// Somebody who was in and has lost the network.
struct Phone {
    number: usize,
    server: SocketAddr,
    request: String,
    seq: u64,
    audience: Rc<Audience>,
}

impl Phone {
    /// Tries until the present step is there; says how many times it had to try again.
    async fn come_back(self) -> usize {
        let mut again = 0;
        while !matches!(self.attempt().await, Ok(true)) {
            again += 1;
            sleep(PAUSE).await;
        }
        again
    }

    async fn attempt(&self) -> io::Result<bool> {
        let connection = Connection::open(self.server, self.number).await?;
        let mut events = connection.stream(self.request.as_bytes()).await?;
        let mut latest = 0;
        while latest < self.seq {
            if !events.read(|seq| latest = seq).await? {
                return Ok(false);
            }
        }
        self.audience.note(self.number, latest);
        self.audience.watch(self.number, events);
        Ok(true)
    }
}
