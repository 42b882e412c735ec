//! The actor: drains, decides, appends once, acknowledges, publishes.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use store::{Batch, Record, Scrub, Store, Summary};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use workshop::{Command, Event, Outcome, State, Status, Timestamp, Workshop, decide, record};

use super::publish::{Publisher, Urgency};
use super::{Done, Failure, Handle, Live, Message, Meta, QUEUE, Read, Relay, Reply};
use crate::app::{Shared, read_log};
use crate::meter::SessionMeter;

/// The most messages decided in one go.
const BATCH: usize = 1024;
/// A cost that is looked at is measured again after so many milliseconds, not before.
const MEASURED_EVERY: i64 = 3000;
/// A cost that nobody looks at is kept as often.
const KEPT_EVERY: i64 = 10 * 60 * 1000;

/// Starts the actor of a session whose log has been replayed into `state`.
pub fn spawn(shared: Arc<Shared>, meta: Meta, workshop: Arc<Workshop>, state: State) -> Handle {
    let (queue, messages) = mpsc::channel(QUEUE);
    let meta = Arc::new(meta);
    let relay = Arc::new(Relay::default());
    let handle = Handle { queue, meta: Arc::clone(&meta), relay: Arc::clone(&relay) };
    let publisher = Publisher::new(Arc::clone(&shared), relay);
    let live = Live { meta, workshop, state };
    let meter = shared.meter.open(live.meta.id, &live.meta.code, live.state.measured.sum);
    live.state.seats.iter().for_each(|seat| meter.came(seat.id, seat.came));
    let mut actor = Actor {
        store: shared.store.clone(),
        shared,
        meter,
        live,
        publisher,
        waiting: Vec::new(),
        reads: Vec::new(),
    };
    actor.publisher.all(&actor.live, actor.now());
    tokio::spawn(actor.run(messages));
    handle
}

struct Actor {
    shared: Arc<Shared>,
    meter: Arc<SessionMeter>,
    store: Store,
    live: Live,
    publisher: Publisher,
    /// Commands decided but not yet on disk.
    waiting: Vec<(Reply, Result<Done, Failure>)>,
    reads: Vec<Read>,
}

/// What a turn of the actor adds to the log.
#[derive(Default)]
struct Turn {
    records: Vec<Record>,
    scrubs: Vec<Scrub>,
    /// Who waits for the views to be drawn.
    drawn: Vec<oneshot::Sender<()>>,
    urgency: Urgency,
}

impl Actor {
    async fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut buffer = Vec::with_capacity(BATCH);
        loop {
            let alarm = self.alarm();
            let redraw = self.publisher.due();
            tokio::select! {
                biased;
                count = messages.recv_many(&mut buffer, BATCH) => {
                    if count == 0 {
                        return;
                    }
                    if self.turn(buffer.drain(..)).await.is_break() {
                        return;
                    }
                }
                () = at(alarm) => if self.turn(std::iter::empty()).await.is_break() {
                    return;
                },
                () = at(redraw) => {
                    let now = self.now();
                    self.publisher.catch_up(&self.live, now);
                }
            }
        }
    }

    /// One round: decide all that waits, make it durable, then tell. Breaks when what is true is not known any more; who asks
    /// for the session next reads its log again.
    async fn turn(&mut self, messages: impl Iterator<Item = Message>) -> ControlFlow<()> {
        let mut turn = Turn::default();
        let now = self.now();
        self.ring(now, &mut turn);
        for message in messages {
            match message {
                Message::Command(command, reply) => {
                    let decided = self.decide(command, now, &mut turn);
                    self.waiting.push((reply, decided));
                }
                Message::Read(read) => self.reads.push(read),
                Message::Measure(reply) => {
                    let measured = self.measure_where_shown(now, &mut turn);
                    self.waiting.push((reply, measured));
                }
                Message::KeepCost => self.keep_cost(now, &mut turn),
                Message::Redraw(drawn) => {
                    turn.urgency = Urgency::Everything;
                    turn.drawn.extend(drawn);
                }
            }
        }
        let kept = self.keep(&mut turn).await;
        for (reply, decided) in self.waiting.drain(..) {
            let _ = reply.send(match &kept {
                Ok(()) => decided,
                Err(failure) => Err(failure.clone()),
            });
        }
        if kept.is_err() {
            self.go_back()?;
        }
        for read in self.reads.drain(..) {
            read(&self.live, now);
        }
        self.publisher.publish(&self.live, now, turn.urgency);
        for drawn in turn.drawn {
            let _ = drawn.send(());
        }
        ControlFlow::Continue(())
    }

    /// Closes the steps whose clock is over.
    fn ring(&mut self, now: Timestamp, turn: &mut Turn) {
        if self.live.state.next_alarm().is_some_and(|(end, _)| end <= now) {
            let _ = self.decide(Command::TimeUp, now, turn);
        }
    }

    fn decide(&mut self, command: Command, now: Timestamp, turn: &mut Turn) -> Result<Done, Failure> {
        let live = &mut self.live;
        let at = now.max(live.state.at);
        let decision = decide(&live.state, &live.workshop, command, at)?;
        let (mut moved, mut ended) = (false, false);
        for event in decision.events {
            live.state.apply(&live.workshop, &event, at);
            turn.note(&live.state, &event, at);
            match event {
                Event::Joined { seat } => self.meter.came(seat, live.state.ran(at)),
                Event::Moved { .. } => moved = true,
                Event::Ended => ended = true,
                _ => {}
            }
        }
        if ended {
            self.measure(at, turn)?;
        } else if moved {
            self.measure_where_shown(at, turn)?;
        }
        Ok(Done { seq: self.live.state.seq, outcome: decision.outcome })
    }

    /// What the session has cost goes to its log.
    fn measure(&mut self, now: Timestamp, turn: &mut Turn) -> Result<Done, Failure> {
        let state = &self.live.state;
        let measurement = self.meter.measure(state.ran(now), state.measured.sum);
        self.decide(Command::Measure(measurement), now, turn)
    }

    /// The same when the room comes to where it is shown, or when somebody asks for it there; but not too often.
    fn measure_where_shown(&mut self, now: Timestamp, turn: &mut Turn) -> Result<Done, Failure> {
        let state = &self.live.state;
        let fresh = state.measured.at.is_some_and(|at| now.since(at) < MEASURED_EVERY);
        let shown = state.position.is_some_and(|place| self.live.workshop.rules(place.step).measures());
        if fresh || !shown {
            return Ok(Done { seq: state.seq, outcome: Outcome::Done });
        }
        self.measure(now, turn)
    }

    /// The same now and then while people are there, so that a server that dies takes little of it along.
    fn keep_cost(&mut self, now: Timestamp, turn: &mut Turn) {
        let state = &self.live.state;
        let last = state.measured.at.or(state.started_at);
        let long_ago = last.is_some_and(|at| now.since(at) >= KEPT_EVERY);
        if state.status == Status::Running && long_ago {
            let new = self.meter.measure(state.ran(now), state.measured.sum);
            if new.bytes() > 0 {
                let _ = self.decide(Command::Measure(new), now, turn);
            }
        }
    }

    /// Appends what the turn has decided. When that fails, nothing of it has happened.
    async fn keep(&mut self, turn: &mut Turn) -> Result<(), Failure> {
        if turn.records.is_empty() {
            return Ok(());
        }
        let records = std::mem::take(&mut turn.records);
        let scrubs = std::mem::take(&mut turn.scrubs);
        let batch = Batch { session: self.live.meta.id, records, summary: Some(self.summary()), scrubs };
        let Err(error) = self.store.append(batch).await else { return Ok(()) };
        tracing::error!(session = %self.live.meta.id_text, %error, "the log could not be written");
        self.shared.health.report(&error);
        turn.urgency = Urgency::Everything;
        Err(error.into())
    }

    /// Builds the state again from what is on disk.
    fn go_back(&mut self) -> ControlFlow<()> {
        match read_log(&self.store, &self.live.meta.id, &self.live.workshop) {
            Ok(state) => {
                self.live.state = state;
                ControlFlow::Continue(())
            }
            Err(error) => {
                tracing::error!(session = %self.live.meta.id_text, %error, "the log could not be read back");
                ControlFlow::Break(())
            }
        }
    }

    fn summary(&self) -> Summary {
        let state = &self.live.state;
        Summary {
            status: state.status.as_str().to_owned(),
            started_at: state.started_at.map(|at| at.0),
            ended_at: state.ended_at.map(|at| at.0),
            joined: u32::try_from(state.seats.len()).unwrap_or(u32::MAX),
            answers: u32::try_from(state.answers()).unwrap_or(u32::MAX),
        }
    }

    fn alarm(&self) -> Option<Instant> {
        let (end, _) = self.live.state.next_alarm()?;
        let left = u64::try_from(end.since(self.now())).unwrap_or_default();
        Some(Instant::now() + Duration::from_millis(left))
    }

    fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }
}

impl Turn {
    fn note(&mut self, state: &State, event: &Event, at: Timestamp) {
        self.urgency = self.urgency.max(Urgency::of(event));
        let owner = record::owner(event).map(|seat| state.seats[seat.index()].id.0);
        self.records.push(Record { seq: state.seq, at: at.0, owner, body: record::encode(event) });
        if let Event::Erased { seat } = event {
            let owner = state.seats[seat.index()].id.0;
            self.scrubs.push(Scrub { owner, before: state.seq, body: record::encode(&Event::Tombstone) });
        }
    }
}

async fn at(instant: Option<Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
