//! Everybody comes in: a code, a seat, a stream.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::{Meter, each};
use crate::audience::Audience;
use crate::client::{Connection, Events, header, request};
use crate::report::Figures;
use crate::room::{Failures, Room, Stream, phone_headers, said, stream_request};
use crate::stats::milliseconds;

/// So many people type their code at the same moment.
const AT_ONCE: usize = 256;
/// A phone that is refused tries again so many times in all.
const TRIES: usize = 3;
/// How long it waits before.
const PAUSE: Duration = Duration::from_millis(250);

/// Lets everybody in, each by a connection of their own, which then carries their stream.
pub async fn run(room: &mut Room, figures: &mut Figures, failures: &mut Failures) -> Result<()> {
    let participants = room.seats.len();
    let door = Rc::new(Door {
        server: room.target.address,
        session: room.session.id.clone(),
        request: request(
            "POST",
            "/api/v1/join",
            &phone_headers(None),
            &json!({ "code": room.session.code }).to_string(),
        ),
        stream: room.stream,
        audience: Rc::clone(&room.audience),
        seats: RefCell::new(vec![None; participants]),
        failures: RefCell::default(),
    });
    let meter = Meter::start(room.target.process)?;
    let mut queues = JoinSet::new();
    for first in 0..AT_ONCE.min(participants) {
        let door = Rc::clone(&door);
        queues.spawn_local(async move {
            for number in (first..participants).step_by(AT_ONCE) {
                door.enter(number).await;
            }
        });
    }
    while queues.join_next().await.is_some() {}
    let cost = meter.stop()?;
    room.seats = door.seats.take();
    failures.merge(door.failures.take());
    let seated = room.seated();
    figures.joined = Some(seated as f64);
    figures.join_failed = Some((participants - seated) as f64);
    figures.join_ms = Some(milliseconds(cost.wall));
    figures.join_cpu_ms = each(cost.server, seated);
    Ok(())
}

/// What all who come in share.
struct Door {
    server: SocketAddr,
    session: String,
    request: String,
    stream: Stream,
    audience: Rc<Audience>,
    seats: RefCell<Vec<Option<String>>>,
    failures: RefCell<Failures>,
}

impl Door {
    async fn enter(&self, number: usize) {
        let mut why = String::new();
        for attempt in 0..TRIES {
            if attempt > 0 {
                sleep(PAUSE).await;
            }
            match self.attempt(number).await {
                Ok((seat, events)) => {
                    self.seats.borrow_mut()[number] = Some(seat);
                    self.audience.watch(number, events);
                    return;
                }
                Err(error) => why = format!("join: {error}"),
            }
        }
        self.failures.borrow_mut().add(why);
    }

    async fn attempt(&self, number: usize) -> std::io::Result<(String, Events)> {
        let mut connection = Connection::open(self.server, number).await?;
        let reply = connection.send(self.request.as_bytes()).await?;
        if !matches!(reply.status, 200 | 201) {
            return Err(std::io::Error::other(format!("answered {}: {}", reply.status, said(&reply.body))));
        }
        let cookie = header(reply.head, "set-cookie").and_then(|cookie| cookie.split(';').next());
        let seat = cookie.filter(|cookie| cookie.starts_with("seat=")).map(str::to_owned);
        let seat = seat.ok_or_else(|| std::io::Error::other("answered without the cookie `seat`"))?;
        let stream = stream_request(self.stream, &self.session, &seat);
        Ok((seat, connection.stream(stream.as_bytes()).await?))
    }
}
