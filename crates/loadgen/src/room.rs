//! A room: one session, its facilitator, its participants.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::audience::{Audience, Sent};
use crate::client::{Connection, request};
use crate::proc::Process;

/// The workshop that is played.
pub const WORKSHOP: &str = "atelier-45";
/// Its step where everybody gives a number.
pub const POLL: &str = "a45-sondage";
/// The largest number that the step takes.
pub const POLL_MAX: usize = 1000;
/// What a phone's browser says of itself besides its cookie: the server holds it, so it is part of a seat's cost.
const PHONE: &str = "User-Agent: Mozilla/5.0 (Linux; Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0\r\n\
    Accept-Language: fr-BE,fr;q=0.8,en;q=0.5\r\nSec-Fetch-Site: same-origin\r\n";

/// Between two keys of the facilitator, when nothing else is asked for.
const PAUSE: Duration = Duration::from_millis(50);

/// Where the server is, and how it is commanded.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its address.
    pub address: SocketAddr,
    /// The facilitator's token.
    pub token: String,
    /// Its process.
    pub process: Process,
}

/// Which stream a phone opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The page's: fragments of HTML.
    Live,
    /// The API's: the state as JSON.
    Json,
}

impl Stream {
    /// Its name in options and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Json => "json",
        }
    }
}

/// The facilitator.
pub struct Host {
    target: Target,
    connection: Option<Connection>,
}

impl Host {
    /// Nothing is sent yet.
    pub fn new(target: &Target) -> Self {
        Self { target: target.clone(), connection: None }
    }

    /// Calls the API; an answer that is no success is an error with what the server says of it.
    pub async fn call(&mut self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let bytes = self.request(method, path, body);
        // A connection that was idle for long may be closed: then once more on a new one.
        let reused = self.connection.is_some();
        let (status, answer) = match self.exchange(&bytes).await {
            Err(_) if reused => self.exchange(&bytes).await,
            done => done,
        }
        .with_context(|| format!("{method} {path} was not answered"))?;
        if !(200..300).contains(&status) {
            bail!("{method} {path} was answered {status}: {}", said(&answer));
        }
        if answer.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&answer).with_context(|| format!("{method} {path} was not answered with JSON"))
    }

    async fn exchange(&mut self, bytes: &str) -> std::io::Result<(u16, Vec<u8>)> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.target.address, 0).await?,
        };
        let reply = connection.send(bytes.as_bytes()).await?;
        let answer = (reply.status, reply.body.into_owned());
        self.connection = Some(connection);
        Ok(answer)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> String {
        let headers = format!("Authorization: Bearer {}\r\n", self.target.token);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        request(method, path, &headers, &body)
    }

    /// Creates a session.
    pub async fn create(&mut self) -> Result<Session> {
        let created = self.call("POST", "/api/v1/sessions", &json!({ "workshop": WORKSHOP })).await?;
        let text = |name: &str| {
            created[name]
                .as_str()
                .map(str::to_owned)
                .with_context(|| format!("a new session has no `{name}`"))
        };
        Ok(Session { id: text("id")?, code: text("code")? })
    }

    /// Sends a command to a session and says when, and how long its log is now.
    pub async fn command(&mut self, session: &Session, command: &Value) -> Result<Sent> {
        let path = format!("/api/v1/sessions/{}/commands", session.id);
        let at = Instant::now();
        let done = self.call("POST", &path, command).await?;
        let seq = done["seq"].as_u64().with_context(|| format!("{command} was answered without a `seq`"))?;
        Ok(Sent { seq, at })
    }

    /// The steps of the workshop's path besides the poll: what the facilitator walks.
    pub async fn path(&mut self) -> Result<Vec<String>> {
        let workshops = self.call("GET", "/api/v1/workshops", &Value::Null).await?;
        let ours = workshops.as_array().into_iter().flatten().find(|workshop| workshop["id"] == WORKSHOP);
        let steps =
            ours.with_context(|| format!("the server has no workshop `{WORKSHOP}`"))?["steps"].as_array();
        let walked = |step: &Value| {
            let id = step["id"].as_str()?;
            (step["optional"] != true && id != POLL).then(|| id.to_owned())
        };
        let path: Vec<String> = steps.into_iter().flatten().filter_map(walked).collect();
        if path.len() < 2 {
            bail!("the workshop `{WORKSHOP}` has no path to walk");
        }
        Ok(path)
    }
}

/// The session of a room.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// What people type.
    pub code: String,
}

/// What went wrong, by its sentence.
#[derive(Clone, Debug, Default)]
pub struct Failures(BTreeMap<String, usize>);

impl Failures {
    /// Counts one.
    pub fn add(&mut self, what: String) {
        *self.0.entry(what).or_default() += 1;
    }

    /// Takes over what another part has counted.
    pub fn merge(&mut self, other: Self) {
        other.0.into_iter().for_each(|(what, count)| *self.0.entry(what).or_default() += count);
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// One line for each kind.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(what, count)| format!("{count} x {what}"))
    }
}

/// One session with everybody in it.
pub struct Room {
    /// Where the server is.
    pub target: Target,
    /// The session.
    pub session: Session,
    /// The facilitator's hand.
    pub host: Host,
    /// Which stream phones open.
    pub stream: Stream,
    /// The `seat` cookie of each participant who is in.
    pub seats: Vec<Option<String>>,
    /// The streams.
    pub audience: Rc<Audience>,
    /// The length of the log after the last command: what phones have to show.
    pub seq: u64,
    /// The facilitator presses the next key so long after everybody has seen the last step.
    pub pause: Duration,
    /// The steps to walk.
    pub path: Vec<String>,
    remote: JoinHandle<()>,
}

impl Room {
    /// Creates a session; the facilitator's remote watches it.
    pub async fn open(target: &Target, stream: Stream, participants: usize) -> Result<Self> {
        let mut host = Host::new(target);
        let path = host.path().await?;
        let session = host.create().await?;
        let events = format!("/api/v1/sessions/{}/events", session.id);
        let watch = host.request("GET", &events, &Value::Null);
        let mut remote = Connection::open(target.address, 1)
            .await?
            .stream(watch.as_bytes())
            .await
            .context("the facilitator cannot watch the session")?;
        let remote =
            tokio::task::spawn_local(async move { while let Ok(true) = remote.read(|_| ()).await {} });
        Ok(Self {
            target: target.clone(),
            session,
            host,
            stream,
            seats: vec![None; participants],
            audience: Audience::new(participants),
            seq: 0,
            pause: PAUSE,
            path,
            remote,
        })
    }

    /// How many are in.
    pub fn seated(&self) -> usize {
        self.seats.iter().flatten().count()
    }

    /// Sends a command and waits until all open streams have seen it, or until `patience` is over.
    pub async fn show(&mut self, command: &Value, patience: Duration) -> Result<Sent> {
        let sent = self.host.command(&self.session, command).await?;
        self.seq = sent.seq;
        self.audience.all_reach(sent.seq, self.audience.open(), patience).await;
        Ok(sent)
    }

    /// What a phone sends to open its stream.
    pub fn stream_request(&self, seat: &str) -> String {
        stream_request(self.stream, &self.session.id, seat)
    }

    /// Closes all streams.
    pub async fn leave(&self) {
        self.audience.close().await;
        self.remote.abort();
    }
}

/// What a phone sends to open its stream.
pub fn stream_request(stream: Stream, session: &str, seat: &str) -> String {
    let path = match stream {
        Stream::Live => format!("/live/{session}"),
        Stream::Json => format!("/api/v1/sessions/{session}/events"),
    };
    request("GET", &path, &format!("Accept: text/event-stream\r\n{}", phone_headers(Some(seat))), "")
}

/// The headers of a phone, with its seat when it has one.
pub fn phone_headers(seat: Option<&str>) -> String {
    seat.map_or_else(|| PHONE.to_owned(), |seat| format!("{PHONE}Cookie: {seat}\r\n"))
}

/// The stable word of a problem, else the beginning of what was answered.
pub fn said(answer: &[u8]) -> String {
    let problem: Option<Value> = serde_json::from_slice(answer).ok();
    let word = problem.as_ref().and_then(|problem| problem["code"].as_str()).map(str::to_owned);
    word.unwrap_or_else(|| String::from_utf8_lossy(answer).chars().take(80).collect())
}
