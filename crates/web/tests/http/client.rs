//! The plainest of clients, so that a test can misbehave. What every answer of the house owes is checked on each.

use std::future::{Future, IntoFuture};
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::html;
use crate::stream::Stream;

/// Nothing takes so long on the slowest of machines: what does, hangs.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until something is so.
pub async fn eventually(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let waited = timeout(PATIENCE, async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(waited.await.is_ok(), "never: {what}");
}

/// A request to be: `house.post("/").form(&[("code", "ABCDEF")]).await`.
pub struct Call {
    to: SocketAddr,
    from: Ipv4Addr,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Little is held for it that it has not read.
    narrow: bool,
}

impl Call {
    pub fn new(to: SocketAddr, method: &str, path: &str) -> Self {
        let (method, path) = (method.to_owned(), path.to_owned());
        Self { to, from: Ipv4Addr::LOCALHOST, method, path, headers: vec![], body: vec![], narrow: false }
    }

    /// From another address of this machine: all of 127.0.0.0/8 is.
    pub fn from(mut self, last: u8) -> Self {
        self.from = Ipv4Addr::new(127, 0, 0, last);
        self
    }

    /// With as little room as possible for what is not read yet.
    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// `seat=…`
    pub fn cookie(self, cookie: &str) -> Self {
        self.header("cookie", cookie)
    }

    /// As the pages' scripts ask, for JSON.
    pub fn wants_json(self) -> Self {
        self.header("accept", "application/json")
    }

    pub fn json(self, value: &Value) -> Self {
        self.body("application/json", value.to_string())
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.body("application/x-www-form-urlencoded", body)
    }

    pub fn body(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", kind)
    }

    /// The request's bytes, all of them.
    pub fn bytes(&self) -> Vec<u8> {
        let mut lines = vec![format!("{} {} HTTP/1.1", self.method, self.path), format!("host: {}", self.to)];
        lines.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        if !self.body.is_empty() || self.method != "GET" {
            lines.push(format!("content-length: {}", self.body.len()));
        }
        [lines.join("\r\n").as_bytes(), b"\r\n\r\n", self.body.as_slice()].concat()
    }

    /// A connection of its own, nothing said yet.
    pub async fn connect(&self) -> Line {
        Line::open(self.from, self.to, self.narrow).await
    }

    /// Asks for a stream of events.
    pub async fn stream(self) -> Stream {
        self.stream_or_not().await.unwrap_or_else(|reply| panic!("no stream: {reply:?}"))
    }

    /// The same, where it may be refused.
    pub async fn stream_or_not(self) -> Result<Stream, Reply> {
        let mut line = self.connect().await;
        line.say(&self.bytes()).await;
        Stream::begin(line).await
    }

    /// The status alone: of what may be a stream.
    pub async fn status(self) -> u16 {
        let mut line = self.connect().await;
        line.say(&self.bytes()).await;
        loop {
            let head = String::from_utf8_lossy(&line.heard);
            if let Some(status) = head.split_once("\r\n").and_then(|(first, _)| first.split(' ').nth(1)) {
                return status.parse().unwrap();
            }
            assert!(line.hear().await, "{} {} was not answered", self.method, self.path);
        }
    }

    async fn send(mut self) -> Reply {
        let asked = format!("{} {}", self.method, self.path);
        self.headers.push(("connection".into(), "close".into()));
        let mut line = self.connect().await;
        line.say(&self.bytes()).await;
        let reply = line.last_reply().await.unwrap_or_else(|| panic!("{asked} was not answered"));
        reply.owes(&asked);
        reply
    }
}

impl IntoFuture for Call {
    type Output = Reply;
    type IntoFuture = Pin<Box<dyn Future<Output = Reply> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// Percent-encoding, of everything that could mean something.
pub fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A connection, byte by byte.
pub struct Line {
    socket: TcpStream,
    /// What has come and was not asked for yet.
    pub heard: Vec<u8>,
}

impl Line {
    pub async fn to(address: SocketAddr) -> Self {
        Self::open(Ipv4Addr::LOCALHOST, address, false).await
    }

    async fn open(own: Ipv4Addr, address: SocketAddr, narrow: bool) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        if narrow {
            socket.set_recv_buffer_size(4096).unwrap();
        }
        if own != Ipv4Addr::LOCALHOST {
            socket.bind((own, 0).into()).unwrap();
        }
        let socket = timeout(PATIENCE, socket.connect(address)).await.expect("the server accepts").unwrap();
        Self { socket, heard: vec![] }
    }

    /// Sends; whether the other side still listens shows in what it answers.
    pub async fn say(&mut self, bytes: &[u8]) {
        let _ = timeout(PATIENCE, self.socket.write_all(bytes)).await.expect("the server reads");
    }

    /// Says that nothing more will come.
    pub async fn falls_silent(&mut self) {
        let _ = self.socket.shutdown().await;
    }

    /// More bytes, into `heard`. False: the other side has closed, or has cut the line.
    pub async fn hear(&mut self) -> bool {
        let read = timeout(PATIENCE, self.socket.read_buf(&mut self.heard)).await;
        read.expect("the server answers or closes").is_ok_and(|read| read > 0)
    }

    /// Whether the other side has closed already; what it says meanwhile is thrown away.
    pub fn is_cut(&self) -> bool {
        let mut scrap = [0; 4096];
        loop {
            match self.socket.try_read(&mut scrap) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
            }
        }
    }

    /// Waits until the other side closes.
    pub async fn last_reply(&mut self) -> Option<Reply> {
        while self.hear().await {}
        Reply::parse(&self.heard)
    }

    /// One answer; the line stays open for the next request.
    pub async fn reply(&mut self) -> Option<Reply> {
        loop {
            if let Some(reply) = Reply::parse(&self.heard) {
                self.heard.drain(..reply.length);
                return Some(reply);
            }
            if !self.hear().await {
                return None;
            }
        }
    }
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Bytes of head and body.
    pub length: usize,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}\n{}", self.status, self.headers, self.text())
    }
}

impl Reply {
    /// A whole answer. None: it is not whole yet.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).expect("the head of an answer is text");
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut reply = Self { status, headers, body: vec![], length: end + 4 };
        let length: usize = reply.header("content-length").map_or(0, |length| length.parse().unwrap());
        reply.length += length;
        reply.body = bytes.get(end + 4..reply.length)?.to_vec();
        Some(reply)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The stable word of a problem.
    pub fn code(&self) -> String {
        self.value()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Status and word of a problem: `(403, "cross-site")`.
    pub fn problem(&self) -> (u16, String) {
        (self.status, self.code())
    }

    /// The field that is wrong.
    pub fn pointer(&self) -> Option<String> {
        self.value()["pointer"].as_str().map(str::to_owned)
    }

    /// `seat=…`, as a browser sends it back.
    pub fn cookie(&self) -> String {
        let set = self.header("set-cookie").unwrap_or_else(|| panic!("no cookie: {self:?}"));
        set.split(';').next().unwrap().to_owned()
    }

    /// What every answer of the house owes to whoever asks.
    fn owes(&self, asked: &str) {
        assert!(self.status < 500, "{asked}: {self:?}");
        let policy = self.header("content-security-policy").unwrap_or_default();
        for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]
        {
            assert!(policy.contains(part), "{asked}: the policy lacks {part}: {self:?}");
        }
        assert!(!policy.contains("unsafe"), "{asked}: {policy}");
        assert_eq!(self.header("x-content-type-options"), Some("nosniff"), "{asked}");
        assert_eq!(self.header("referrer-policy"), Some("same-origin"), "{asked}");
        assert!(self.header("cache-control").is_some(), "{asked}");
        for (_, cookie) in self.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let kept = cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax");
            assert!(kept && cookie.contains("; Path=/"), "{asked}: {cookie}");
        }
        let kind = self.header("content-type").unwrap_or_default();
        if self.status >= 400 && asked.contains(" /api/") {
            assert_eq!(kind, "application/problem+json", "{asked}: {self:?}");
        }
        if kind == "application/problem+json" {
            self.is_a_problem(asked);
        }
        if kind.starts_with("text/html") && self.header("content-encoding").is_none() {
            assert_eq!(html::inline(&self.text()), [""; 0], "{asked}");
        }
    }

    /// RFC 9457, with a word and with sentences for a person.
    fn is_a_problem(&self, asked: &str) {
        let value = self.value();
        let said = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(value["status"], self.status, "{asked}: {self:?}");
        assert_eq!(said("type"), format!("urn:bisou:problem:{}", said("code")), "{asked}");
        for sentence in [said("title"), said("detail")] {
            let raw = sentence.is_empty() || sentence.starts_with("problem-") || has_hole(&sentence);
            assert!(!raw, "{asked}: no sentence for {}: {sentence:?}", said("code"));
        }
        if let Some(pointer) = value.get("pointer") {
            let pointer = pointer.as_str().unwrap();
            assert!(pointer.is_empty() || pointer.starts_with('/'), "{asked}: {pointer:?}");
        }
    }
}

/// Whether a value is missing in the sentence: Fluent then writes the value's name, `{$allowed}`.
fn has_hole(sentence: &str) -> bool {
    let names = sentence.split("{$").skip(1).filter_map(|rest| rest.split_once('}'));
    names.into_iter().any(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    })
}
