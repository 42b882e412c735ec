//! A server of one's own and the simplest of clients, over loopback.

#![allow(dead_code, reason = "each test uses its part")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub const TOKEN: &str = "token-of-the-tests";
const PATIENCE: Duration = Duration::from_secs(20);

/// The binary under test.
pub fn bisou() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bisou"));
    command.env_remove("BISOU_TOKEN").env("BISOU_LOG", "off");
    command
}

/// A running server.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    pub folder: PathBuf,
}

impl Server {
    /// Starts on any free port.
    pub fn start(folder: &Path) -> Self {
        Self::start_at(folder, "127.0.0.1:0".parse().unwrap(), &[])
    }

    /// Starts at this address; after a kill the port may be busy for a moment.
    pub fn start_at(folder: &Path, address: SocketAddr, more: &[&str]) -> Self {
        Self::start_as(folder, address, |command| command.args(more).stderr(Stdio::inherit()))
    }

    /// Starts on any free port, and writes all that it could ever write into this file.
    pub fn start_talkative(folder: &Path, log: &Path) -> Self {
        Self::start_as(folder, "127.0.0.1:0".parse().unwrap(), |command| {
            let log = File::options().create(true).append(true).open(log).unwrap();
            command.env("BISOU_LOG", "trace").stderr(log)
        })
    }

    fn start_as(folder: &Path, address: SocketAddr, setup: impl Fn(&mut Command) -> &mut Command) -> Self {
        let began = Instant::now();
        loop {
            let mut command = bisou();
            command
                .args(["serve", "--no-open", "--token", TOKEN, "--listen", &address.to_string(), "--data"])
                .arg(folder);
            let mut child = setup(&mut command).stdout(Stdio::piped()).spawn().unwrap();
            if let Some(link) = first_link(&mut child) {
                let address = link.trim_start_matches("http://").split('/').next().unwrap().parse().unwrap();
                return Self { child, address, folder: folder.to_owned() };
            }
            let _ = child.wait();
            assert!(began.elapsed() < PATIENCE, "the server does not start");
        }
    }

    /// SIGKILL.
    pub fn kill(mut self) -> SocketAddr {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.address
    }

    /// SIGTERM: it ends by itself, and well.
    pub fn terminate(mut self) {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    /// As the facilitator.
    pub fn host(&self, method: &str, path: &str, body: &Value) -> Reply {
        send(self.address, method, path, &[("authorization", &format!("Bearer {TOKEN}"))], body)
            .expect("the server answers")
    }

    /// A session of the 45-minute workshop: its id and its code.
    pub fn session(&self) -> (String, String) {
        let made = self.host("POST", "/api/v1/sessions", &json!({ "workshop": "atelier-45" }));
        assert_eq!(made.status, 201, "{}", made.body);
        let made = made.json();
        (made["id"].as_str().unwrap().to_owned(), made["code"].as_str().unwrap().to_owned())
    }

    pub fn command(&self, session: &str, command: &Value) -> Reply {
        self.host("POST", &format!("/api/v1/sessions/{session}/commands"), command)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first line that starts with http; none when the program ends before.
fn first_link(child: &mut Child) -> Option<String> {
    let out = child.stdout.take().unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
    loop {
        let line = told.recv_timeout(PATIENCE).ok()?;
        if line.starts_with("http") {
            return Some(line);
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    }

    /// `seat=…`
    pub fn cookie(&self) -> String {
        self.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
    }
}

/// One request on a connection of its own. `None`: the server is not there, or went away meanwhile.
pub fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Option<Reply> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let kind = [("content-type", "application/json")];
    let lines: String =
        headers.iter().chain(&kind).map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n{lines}\r\n{body}",
        body.len()
    );
    raw(address, request.as_bytes())
}

/// Bytes out, a reply in.
pub fn raw(address: SocketAddr, request: &[u8]) -> Option<Reply> {
    exchange(TcpStream::connect_timeout(&address, PATIENCE).ok()?, request)
}

/// The same, on a connection that is there already.
pub fn exchange(mut stream: TcpStream, request: &[u8]) -> Option<Reply> {
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(request).ok()?;
    let mut bytes = Vec::new();
    // A server that cuts the line after its answer has answered all the same.
    let _ = stream.read_to_end(&mut bytes);
    parse(&String::from_utf8_lossy(&bytes))
}

fn parse(text: &str) -> Option<Reply> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length: Option<usize> = head
        .lines()
        .find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    if length.is_some_and(|length| body.len() < length) {
        return None;
    }
    Some(Reply { status, head: head.to_owned(), body: body.to_owned() })
}

/// A participant.
#[derive(Clone, Debug)]
pub struct Seat {
    pub cookie: String,
    pub session: String,
}

impl Seat {
    pub fn join(address: SocketAddr, code: &str) -> Self {
        let reply = send(address, "POST", "/api/v1/join", &[], &json!({ "code": code })).unwrap();
        assert_eq!(reply.status, 201, "{}", reply.body);
        Self { cookie: reply.cookie(), session: reply.json()["session"].as_str().unwrap().to_owned() }
    }

    pub fn send(&self, address: SocketAddr, method: &str, path: &str, body: &Value) -> Option<Reply> {
        send(
            address,
            method,
            &format!("/api/v1/sessions/{}{path}", self.session),
            &[("cookie", &self.cookie)],
            body,
        )
    }

    pub fn answer(&self, address: SocketAddr, step: &str, value: &Value) -> Option<Reply> {
        self.send(address, "PUT", &format!("/answers/{step}"), &json!({ "value": value }))
    }

    pub fn state(&self, address: SocketAddr) -> Value {
        self.send(address, "GET", "/state", &Value::Null).unwrap().json()
    }
}
