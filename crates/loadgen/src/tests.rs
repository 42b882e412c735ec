//! A whole room against a server that only pretends: it keeps the contract of the API, and nothing on disk.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::rc::Rc;

use clap::Parser;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{LocalSet, spawn_local};

use super::*;
use crate::room::POLL;

/// What the pretended server knows.
struct Fake {
    seq: watch::Sender<u64>,
    steps: RefCell<Vec<String>>,
    answers: RefCell<BTreeSet<(String, String)>>,
    seats: Cell<usize>,
    /// Join requests that are still refused.
    refused: Cell<usize>,
    /// These seats get no stream again.
    lost: RefCell<BTreeSet<String>>,
}

impl Fake {
    async fn start(refused: usize) -> (Rc<Self>, Target) {
        let fake = Rc::new(Self {
            seq: watch::Sender::new(1),
            steps: RefCell::default(),
            answers: RefCell::default(),
            seats: Cell::new(0),
            refused: Cell::new(refused),
            lost: RefCell::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let accepting = Rc::clone(&fake);
        spawn_local(async move {
            while let Ok((socket, _)) = listener.accept().await {
                spawn_local(Rc::clone(&accepting).serve(socket));
            }
        });
        (fake, Target { address, token: "secret".to_owned(), process: Process(std::process::id()) })
    }

    async fn serve(self: Rc<Self>, mut socket: TcpStream) -> std::io::Result<()> {
        socket.set_nodelay(true)?;
        let mut received = Vec::new();
        loop {
            let end = loop {
                if let Some(end) = memchr::memmem::find(&received, b"\r\n\r\n") {
                    break end + 4;
                }
                if socket.read_buf(&mut received).await? == 0 {
                    return Ok(());
                }
            };
            let head = String::from_utf8(received[..end].to_vec()).unwrap();
            let length = client::header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
            while received.len() < end + length {
                socket.read_buf(&mut received).await?;
            }
            let body: Value = serde_json::from_slice(&received[end..end + length]).unwrap_or_default();
            received.drain(..end + length);
            let mut words = head.split(' ');
            let (method, path) = (words.next().unwrap(), words.next().unwrap());
            let seat = client::header(&head, "cookie").unwrap_or_default().to_owned();
            let host = client::header(&head, "authorization") == Some("Bearer secret");
            if path.starts_with("/live/") || path.ends_with("/events") {
                if !(host || seat.starts_with("seat=")) || self.lost.borrow().contains(&seat) {
                    socket.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n").await?;
                    continue;
                }
                return self.stream(socket).await;
            }
            let (status, cookie, answer) = self.answer(method, path, &seat, host, &body);
            let answer = answer.to_string();
            let length = answer.len();
            let reply = format!("HTTP/1.1 {status} X\r\n{cookie}Content-Length: {length}\r\n\r\n{answer}");
            socket.write_all(reply.as_bytes()).await?;
        }
    }

    async fn stream(&self, mut socket: TcpStream) -> std::io::Result<()> {
        socket.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
        let mut seq = self.seq.subscribe();
        loop {
            let now = *seq.borrow_and_update();
            let message = format!("id: {now}\nevent: view\ndata: 1760000000000\ndata: <p>step</p>\n\n");
            let chunk = format!("{:x}\r\n{message}\r\n", message.len());
            socket.write_all(chunk.as_bytes()).await?;
            if seq.changed().await.is_err() {
                return Ok(());
            }
        }
    }

    fn answer(&self, method: &str, path: &str, seat: &str, host: bool, body: &Value) -> (u16, String, Value) {
        let plain = |status, answer| (status, String::new(), answer);
        match (method, path) {
            ("POST", "/api/v1/join") if self.refused.get() > 0 => {
                self.refused.set(self.refused.get() - 1);
                plain(503, json!({ "code": "busy" }))
            }
            ("POST", "/api/v1/join") => {
                assert_eq!(body["code"], "ABCDEF");
                let seat = self.seats.get() + 1;
                self.seats.set(seat);
                let cookie = format!("Set-Cookie: seat=s{seat}; HttpOnly; SameSite=Lax; Path=/\r\n");
                (201, cookie, json!({ "session": "one", "seat": seat }))
            }
            ("PUT", path) if path.ends_with(POLL) && seat.starts_with("seat=") => {
                assert!(body["value"]["number"].as_u64().unwrap() <= 1000);
                assert_eq!(self.steps.borrow().last().map(String::as_str), Some(POLL));
                self.answers.borrow_mut().insert((seat.to_owned(), body.to_string()));
                plain(200, json!({ "seq": *self.seq.borrow(), "status": "recorded" }))
            }
            _ if !host => plain(403, json!({ "code": "not-allowed" })),
            ("GET", "/api/v1/workshops") => {
                let steps =
                    json!([{ "id": "a" }, { "id": POLL }, { "id": "x", "optional": true }, { "id": "b" }]);
                plain(200, json!([{ "id": "other" }, { "id": room::WORKSHOP, "steps": steps }]))
            }
            ("POST", "/api/v1/sessions") => plain(201, json!({ "id": "one", "code": "ABCDEF" })),
            ("POST", "/api/v1/sessions/one/commands") => {
                if body["command"] == "goto" {
                    self.steps.borrow_mut().push(body["step"].as_str().unwrap().to_owned());
                }
                self.seq.send_modify(|seq| *seq += 1);
                plain(200, json!({ "seq": *self.seq.borrow() }))
            }
            _ => plain(404, json!({ "code": "not-found" })),
        }
    }
}

fn options(arguments: &[&str]) -> Options {
    Options::parse_from([&["loadgen", "--seconds", "1", "--rate", "400", "--pause", "1"], arguments].concat())
}

#[tokio::test]
async fn a_small_room_is_measured_from_the_door_to_the_return() {
    LocalSet::new()
        .run_until(async {
            let (fake, target) = Fake::start(1).await;
            let (run, session) = play(&options(&[]), &target, 4, Stream::Live).await.unwrap();
            let figures = run.figures;
            assert_eq!((session.as_str(), run.notes), ("one", vec![]));
            assert_eq!((figures.joined, figures.join_failed), (Some(4.0), Some(0.0)));
            assert_eq!((figures.dropped, figures.answer_errors), (Some(0.0), Some(0.0)));
            assert_eq!((figures.answers, fake.answers.borrow().len()), (Some(20.0), 20));
            assert_eq!((figures.reconnect_failed, figures.reconnect_again), (Some(0.0), Some(0.0)));
            assert!(figures.fanout_p50_ms.unwrap() <= figures.fanout_max_ms.unwrap());
            assert!(figures.reconnect_ms.unwrap() >= 700.0);
            assert!(figures.seat_kb.is_some());
            let steps = fake.steps.borrow();
            assert!(!steps.contains(&"x".to_owned()));
            assert_eq!(steps.last().map(String::as_str), Some("b"));
        })
        .await;
}

#[tokio::test]
async fn a_large_room_answers_as_often_as_was_asked_for() {
    LocalSet::new()
        .run_until(async {
            let (fake, target) = Fake::start(0).await;
            let options = options(&["--only", "answers"]);
            let (run, _) = play(&options, &target, 250, Stream::Json).await.unwrap();
            let figures = run.figures;
            assert_eq!(figures.answers, Some(500.0));
            assert_eq!(fake.answers.borrow().len(), 500);
            // How fast is measured, never asserted: a busy machine is late, and then catches up.
            assert!(figures.answers_per_s.is_some_and(|rate| rate > 0.0));
            assert!(figures.fanout_p50_ms.is_none() && figures.reconnect_ms.is_none());
        })
        .await;
}

#[tokio::test]
async fn who_cannot_come_in_or_back_is_counted() {
    LocalSet::new()
        .run_until(async {
            // Four participants, three tries each: one of them never gets in.
            let (fake, target) = Fake::start(9).await;
            let (mut figures, mut failures) = (Figures::default(), Failures::default());
            let mut room = Room::open(&target, Stream::Live, 4).await.unwrap();
            join::run(&mut room, &mut figures, &mut failures).await.unwrap();
            assert!(figures.join_failed.unwrap() >= 1.0);
            assert_eq!(figures.joined.unwrap() + figures.join_failed.unwrap(), 4.0);
            assert!(failures.lines().all(|line| line.ends_with("x join: answered 503: busy")));

            // A stream is missing: the walk drops a phone.
            fake.refused.set(0);
            let (mut figures, mut failures) = (Figures::default(), Failures::default());
            let mut room = Room::open(&target, Stream::Live, 3).await.unwrap();
            room.pause = Duration::from_millis(1);
            join::run(&mut room, &mut figures, &mut failures).await.unwrap();

            // Another is refused for a while after the break: it tries again.
            let seat = room.seats[0].clone().unwrap();
            fake.lost.borrow_mut().insert(seat);
            let healing = Rc::clone(&fake);
            spawn_local(async move {
                sleep(Duration::from_secs(1)).await;
                healing.lost.borrow_mut().clear();
            });
            reconnect::run(&mut room, &mut figures, &mut failures).await.unwrap();
            assert_eq!(figures.reconnect_failed, Some(0.0));
            assert!(figures.reconnect_again.unwrap() >= 1.0);

            room.seats.push(Some("seat=gone".to_owned()));
            fanout::run(&mut room, &mut figures).await.unwrap();
            assert_eq!(figures.dropped, Some(1.0));
        })
        .await;
}

#[test]
fn sizes_are_numbers_or_the_most() {
    assert_eq!(options(&["--sizes", "30,max"]).sizes, [Size::Count(30), Size::Max]);
    assert_eq!(Size::Max.participants(20_000), 9_000);
    assert_eq!(Size::Max.participants(2_048), 512);
    assert!(Options::try_parse_from(["loadgen", "--sizes", "0"]).is_err());
    assert!(Options::try_parse_from(["loadgen", "--sizes", "many"]).is_err());
}

#[test]
fn only_what_is_asked_for_is_done() {
    assert!(options(&[]).does(Phase::Start) && options(&[]).has_rooms());
    let start = options(&["--only", "start"]);
    assert!(start.does(Phase::Start) && !start.does(Phase::FanOut) && !start.has_rooms());
    assert!(options(&["--only", "fan-out,start"]).has_rooms());
}
