//! Everybody gives a number, many times; how long until it is said to be on disk? Then the result is shown.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{sleep, sleep_until};

use super::{Meter, each, fanout};
use crate::client::{Connection, request};
use crate::report::Figures;
use crate::room::{Failures, POLL, POLL_MAX, Room, phone_headers, said};
use crate::stats::Sorted;

/// A room smaller than this answers all at once, again and again; a larger one steadily.
const SMALL: usize = 200;
/// So many connections carry the answers of a large room.
const LANES: usize = 512;
/// All streams get the poll and its result within this time, or are counted as late.
const PATIENCE: Duration = Duration::from_secs(5);
/// Five times a second.
const BURSTS: usize = 5;
/// The connections are opened within this time, before the first answer is due: those of phones are there already.
const OPENING: Duration = Duration::from_millis(500);
/// From the beginning of the opening to the first answer.
const LEAD: Duration = Duration::from_millis(800);

/// How many answers, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    lanes: usize,
    rounds: usize,
    every: Duration,
    /// Between the first answers of two lanes.
    stagger: Duration,
}

impl Pace {
    /// For a room of a size: `rate` answers a second for `seconds`, or all at once in a small room.
    pub fn new(participants: usize, rate: u32, seconds: u32) -> Self {
        let seconds = seconds as usize;
        if participants < SMALL {
            let every = Duration::from_secs(1) / BURSTS as u32;
            return Self { lanes: participants, rounds: seconds * BURSTS, every, stagger: Duration::ZERO };
        }
        let lanes = LANES.min(participants);
        let stagger = Duration::from_secs(1) / rate.max(1);
        let rounds = (seconds * rate as usize).div_ceil(lanes);
        Self { lanes, rounds, every: stagger * u32::try_from(lanes).expect("few lanes"), stagger }
    }

    fn is_steady(&self) -> bool {
        !self.stagger.is_zero()
    }

    fn due(&self, lane: usize, round: usize) -> Duration {
        self.every * u32::try_from(round).expect("few rounds")
            + self.stagger * u32::try_from(lane).expect("few lanes")
    }
}

/// Asks, takes the answers at the pace, shows the result.
pub async fn run(room: &mut Room, pace: Pace, figures: &mut Figures, failures: &mut Failures) -> Result<()> {
    room.show(&json!({ "command": "goto", "step": POLL }), PATIENCE).await?;
    let start = Instant::now() + LEAD;
    let mut lanes = JoinSet::new();
    let seats: Rc<[String]> = room.seats.iter().flatten().cloned().collect();
    for number in 0..pace.lanes.min(seats.len()) {
        let lane = Lane {
            number,
            pace,
            server: room.target.address,
            path: format!("/api/v1/sessions/{}/answers/{POLL}", room.session.id),
            seats: Rc::clone(&seats),
            connection: None,
        };
        lanes.spawn_local(lane.run(start));
    }
    sleep_until(start.into()).await;
    let meter = Meter::start(room.target.process)?;
    let (mut latencies, mut errors) = (Vec::new(), Failures::default());
    while let Some(done) = lanes.join_next().await {
        let (taken, refused) = done?;
        latencies.extend(taken);
        errors.merge(refused);
    }
    let cost = meter.stop()?;
    let acknowledged = latencies.len();
    let latencies = Sorted::new(&latencies);
    figures.ack_p50_ms = latencies.percentile(50.0);
    figures.ack_p99_ms = latencies.percentile(99.0);
    figures.ack_max_ms = latencies.max();
    figures.answers = Some(acknowledged as f64);
    figures.answers_per_s = pace.is_steady().then(|| acknowledged as f64 / cost.wall.as_secs_f64());
    figures.answer_errors = Some(errors.count() as f64);
    figures.answer_cpu_ms = each(cost.server, acknowledged);
    failures.merge(errors);
    result(room, figures).await
}

/// Shows the result and hides it again, in turn: each time all phones get their view.
async fn result(room: &mut Room, figures: &mut Figures) -> Result<()> {
    let turns = ["reveal", "reopen"].into_iter().cycle().map(|command| json!({ "command": command }));
    // An odd number of turns: at the end the result is on show.
    let turns = turns.take(fanout::commands(room.seated()) | 1);
    let walk = fanout::walk(room, turns).await?;
    figures.result_p99_ms = walk.latencies.percentile(99.0);
    figures.result_cpu_ms = each(walk.cost.server, walk.seen);
    Ok(())
}

/// A connection by which some of the participants answer, one after the other.
struct Lane {
    number: usize,
    pace: Pace,
    server: SocketAddr,
    path: String,
    seats: Rc<[String]>,
    connection: Option<Connection>,
}

impl Lane {
    async fn run(mut self, start: Instant) -> (Vec<Duration>, Failures) {
        let (mut latencies, mut failures) = (Vec::with_capacity(self.pace.rounds), Failures::default());
        let nth = u32::try_from(self.number).expect("few lanes");
        sleep(OPENING * nth / u32::try_from(self.pace.lanes).expect("few lanes")).await;
        self.connection = Connection::open(self.server, self.number).await.ok();
        for round in 0..self.pace.rounds {
            let due = start + self.pace.due(self.number, round);
            let late = Instant::now() >= due;
            sleep_until(due.into()).await;
            // Who had to wait for the answer before counts from when the answer was due; else the timer's own
            // lateness is not the server's.
            let from = if late { due } else { Instant::now() };
            match self.answer(round).await {
                Ok(()) => latencies.push(from.elapsed()),
                Err(error) => failures.add(format!("answer: {error}")),
            }
        }
        (latencies, failures)
    }

    async fn answer(&mut self, round: usize) -> io::Result<()> {
        let seat = (self.number + round * self.pace.lanes) % self.seats.len();
        // Another number each time: the same again would be no event.
        let number = (seat + 7 * round) % (POLL_MAX + 1);
        let body = json!({ "value": { "number": number } }).to_string();
        let request = request("PUT", &self.path, &phone_headers(Some(&self.seats[seat])), &body);
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.server, self.number).await?,
        };
        let reply = connection.send(request.as_bytes()).await?;
        let taken = match reply.status {
            200 => Ok(()),
            status => Err(io::Error::other(format!("answered {status}: {}", said(&reply.body)))),
        };
        self.connection = Some(connection);
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_room_answers_at_once_five_times_a_second() {
        let pace = Pace::new(30, 2_000, 10);
        assert_eq!((pace.lanes, pace.rounds), (30, 50));
        assert_eq!(pace.due(29, 0), Duration::ZERO);
        assert_eq!(pace.due(29, 3), Duration::from_millis(600));
    }

    #[test]
    fn a_large_room_answers_steadily() {
        let pace = Pace::new(9_000, 2_000, 10);
        assert_eq!(pace.lanes, LANES);
        assert!((20_000..20_000 + LANES).contains(&(pace.lanes * pace.rounds)));
        assert_eq!(pace.due(1, 0), Duration::from_micros(500));
        assert_eq!(pace.due(0, 1), pace.due(LANES - 1, 0) + pace.stagger);
        assert!(pace.due(LANES - 1, pace.rounds - 1) < Duration::from_millis(10_250));
    }
}
