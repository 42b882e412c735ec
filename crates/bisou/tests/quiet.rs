//! What the program writes while it runs tells nobody's secret and nobody's address.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::net::{SocketAddr, TcpStream};

use common::{Reply, Server, TOKEN, exchange};
use serde_json::{Value, json};

/// Somebody on the network, who remembers what must not be told of them.
struct Visitor {
    server: SocketAddr,
    secrets: Vec<String>,
}

impl Visitor {
    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        let stream = TcpStream::connect(self.server).unwrap();
        // On the loopback people have the machine's address: their port tells them apart.
        self.secrets.push(format!(":{}", stream.local_addr().unwrap().port()));
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("{method} {path} HTTP/1.1\r\nhost: bisou\r\nconnection: close\r\n{lines}");
        let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        exchange(stream, request.as_bytes()).unwrap()
    }

    fn post(&mut self, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        let headers = [headers, &[("content-type", "application/json")]].concat();
        self.ask("POST", path, &headers, body)
    }

    /// Keeps a cookie, and its secret in mind.
    fn keep(&mut self, reply: &Reply) -> String {
        let cookie = reply.cookie();
        self.secrets.push(cookie.split_once('=').unwrap().1.to_owned());
        cookie
    }
}

#[test]
fn nothing_that_is_logged_tells_a_token_a_secret_or_an_address() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log.txt");
    let data = folder.path().join("data");
    let server = Server::start_talkative(&data, &log);
    let mut visitor = Visitor { server: server.address, secrets: vec![TOKEN.into()] };

    // A lesson, with all that people do right and wrong.
    let (session, code) = server.session();
    let opened = visitor.ask("GET", &format!("/h/{TOKEN}"), &[], &Value::Null);
    let host = visitor.keep(&opened);
    let wrong = "un-jeton-qui-nen-est-pas-un";
    assert_eq!(visitor.ask("GET", &format!("/h/{wrong}"), &[], &Value::Null).status, 403);
    visitor.secrets.push(wrong.into());
    let wish = json!({ "session": session, "role": "remote" });
    let pairing = visitor.post("/api/v1/pairings", &[("cookie", &host)], &wish).json();
    let (_, secret) = pairing["url"].as_str().unwrap().split_once("/p/").unwrap();
    visitor.secrets.push(secret.into());
    let paired = visitor.ask("GET", &format!("/p/{secret}"), &[], &Value::Null);
    let remote = visitor.keep(&paired);
    let joined = visitor.post("/api/v1/join", &[], &json!({ "code": code, "name": "Zéphyrine" }));
    let seat = visitor.keep(&joined);
    visitor.secrets.push("Zéphyrine".into());
    let commands = format!("/api/v1/sessions/{session}/commands");
    for command in [json!({ "command": "goto", "step": "a45-sondage" }), json!({ "command": "sing" })] {
        visitor.post(&commands, &[("cookie", &remote)], &command);
    }
    let answer = format!("/api/v1/sessions/{session}/answers/a45-sondage");
    for number in [json!(7), json!("sept")] {
        let body = json!({ "value": { "number": number } });
        visitor.ask("PUT", &answer, &[("cookie", &seat)], &body);
    }
    for path in ["/desk", "/nowhere", "/j/ABCDEF", "/metrics", &format!("/s/{session}")] {
        visitor.ask("GET", path, &[("cookie", &format!("{host}; {seat}"))], &Value::Null);
        visitor.ask("GET", path, &[("authorization", "Bearer un-autre-jeton")], &Value::Null);
    }
    visitor.secrets.push("un-autre-jeton".into());
    visitor.post("/api/v1/join", &[("origin", "http://evil.example")], &json!({}));
    visitor.post("/api/v1/join", &[], &json!("x".repeat(70_000)));
    server.terminate();

    // Something that is worth a line: a log that cannot be read.
    let database = rusqlite::Connection::open(data.join("bisou.sqlite")).unwrap();
    database.execute("UPDATE events SET body = x'00' WHERE seq = 2", []).unwrap();
    drop(database);
    let server = Server::start_talkative(&data, &log);
    visitor.server = server.address;
    let state = format!("/api/v1/sessions/{session}/state");
    let broken = visitor.ask("GET", &state, &[("cookie", &seat)], &Value::Null);
    assert_eq!((broken.status, broken.code().as_str()), (500, "unreadable-session"), "{broken:?}");
    drop(server);

    let told = std::fs::read_to_string(&log).unwrap();
    assert!(told.contains("a session could not be opened"), "the log is heard: {told}");
    for secret in visitor.secrets {
        assert!(!told.contains(&secret), "{secret} in {told}");
    }
}
