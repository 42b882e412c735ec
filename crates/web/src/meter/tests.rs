//! Sessions that are measured: by hand, and on real sockets.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use activities::Registry;
use content::Library;
use store::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use workshop::{Command, Control, Measurement};

use super::{Gauge, Reading};
use crate::app::{App, Options, Wish, replay};
use crate::auth;
use crate::clock::Clock;
use crate::net::Reach;
use crate::session::Handle;

const FOOTPRINT: &str = "a90-empreinte";
const START: i64 = 1_795_525_500_000;

/// A server whose clock and gauge are moved by hand.
struct House {
    app: Arc<App>,
    clock: Arc<AtomicI64>,
    gauge: Arc<Mutex<Reading>>,
}

impl House {
    fn open(folder: &Path) -> Self {
        Self::on(Store::open(folder, &store::Options::default()).unwrap(), START)
    }

    fn on(store: Store, now: i64) -> Self {
        let (clock, gauge) = (Arc::new(AtomicI64::new(now)), Arc::<Mutex<Reading>>::default());
        let options = Options {
            patience: crate::limits::Patience::default(),
            token: "t".into(),
            lang: "fr".into(),
            library: Library::embedded(&Registry).unwrap(),
            reach: Reach::new("127.0.0.1:1".parse().unwrap(), None),
            connections: 10,
            clock: Clock::Manual(Arc::clone(&clock)),
            gauge: Gauge::Manual(Arc::clone(&gauge)),
        };
        Self { app: Arc::new(App::new(store, options)), clock, gauge }
    }

    /// The server has died, and another begins with what is on disk.
    fn again(&self) -> Self {
        Self::on(self.app.shared.store.clone(), self.clock.load(Ordering::Relaxed))
    }

    fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1000, Ordering::Relaxed);
    }

    fn works(&self, milliseconds: u64) {
        self.gauge.lock().unwrap().cpu += Duration::from_millis(milliseconds);
    }

    async fn session(&self) -> Handle {
        let wish = Wish { workshop: "atelier-90".into(), title: None, rehearsal: None };
        self.app.create(wish).await.unwrap().unwrap()
    }

    /// Somebody comes in; their device.
    async fn join(&self, session: &Handle) -> String {
        let secret = auth::secret();
        let seat = auth::seat_of(&secret, session.meta.id);
        session.command(Command::Join { seat, name: String::new() }).await.unwrap();
        secret
    }

    /// A phone says and is told so many bytes.
    fn talk(&self, session: &Handle, secret: &str, sent: u64, received: u64) {
        let page = format!("/s/{}", session.meta.id_text).parse().unwrap();
        let cookie = [(axum::http::header::COOKIE, format!("seat={secret}").parse().unwrap())];
        let phone = self.app.shared.meter.account(&page, &cookie.into_iter().collect()).unwrap();
        phone.sent(sent);
        phone.received(received);
    }
}

async fn control(session: &Handle, control: Control) -> u64 {
    session.command(Command::Control(control)).await.unwrap().seq
}

async fn goto(session: &Handle, step: &str) -> u64 {
    control(session, Control::Goto { step: step.into() }).await
}

async fn measured(session: &Handle) -> Measurement {
    session.read(|live, _| live.state.measured.sum).await.unwrap()
}

#[tokio::test]
async fn a_session_is_measured_when_the_room_comes_to_see_it_and_when_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path());
    let session = house.session().await;
    let phone = house.join(&session).await;
    house.talk(&session, &phone, 900, 100);
    control(&session, Control::Start).await;
    house.wait(60);
    house.works(30);
    control(&session, Control::Next).await;
    assert_eq!(measured(&session).await, Measurement::default(), "nobody looks at it yet");
    goto(&session, FOOTPRINT).await;
    let expected = Measurement {
        seconds: 60,
        phones: 1,
        phone_seconds: 60,
        to_phones: 900,
        from_phones: 100,
        busiest_phone: 1000,
        cpu_ms: 30,
        ..Measurement::default()
    };
    assert_eq!(measured(&session).await, expected);
    house.wait(40);
    house.talk(&session, &phone, 50, 0);
    control(&session, Control::End).await;
    let whole =
        Measurement { seconds: 100, phone_seconds: 100, to_phones: 950, busiest_phone: 1050, ..expected };
    assert_eq!(measured(&session).await, whole);
    let (_, state) = replay(&house.app.shared.store, &session.meta.id).unwrap();
    assert_eq!(state.measured.sum, whole, "the log knows it");
}

#[tokio::test]
async fn it_is_measured_again_where_it_is_shown_and_not_more_often_than_every_three_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path());
    let session = house.session().await;
    let phone = house.join(&session).await;
    let mut seq = control(&session, Control::Start).await;
    house.wait(10);
    assert_eq!(session.measure().await.unwrap().seq, seq, "the room is elsewhere");
    seq = goto(&session, FOOTPRINT).await;
    for (seconds, more) in [(0, 0), (2, 0), (1, 1), (1, 0), (2, 1)] {
        house.wait(seconds);
        house.talk(&session, &phone, 10, 0);
        let now = session.measure().await.unwrap().seq;
        assert_eq!(now, seq + more, "after {seconds} s more");
        seq = now;
    }
}

#[tokio::test]
async fn a_server_that_dies_takes_along_what_it_had_not_told_but_no_time() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path());
    let session = house.session().await;
    let phone = house.join(&session).await;
    control(&session, Control::Start).await;
    house.wait(600);
    house.talk(&session, &phone, 4000, 0);
    house.app.keep_costs().await;
    assert_eq!(measured(&session).await.to_phones, 4000, "ten minutes are long enough");
    house.wait(300);
    house.talk(&session, &phone, 700, 0);
    house.app.keep_costs().await;
    assert_eq!(measured(&session).await.to_phones, 4000, "five are not");
    let house = house.again();
    let session = house.app.session(session.meta.id).await.unwrap().unwrap();
    house.wait(300);
    house.talk(&session, &phone, 20, 0);
    goto(&session, FOOTPRINT).await;
    let measured = measured(&session).await;
    assert_eq!((measured.seconds, measured.phones, measured.phone_seconds), (1200, 1, 1200));
    assert_eq!(measured.to_phones, 4020, "700 bytes are lost, and none is counted twice");
}

#[tokio::test]
async fn a_room_in_which_nothing_happens_writes_no_line() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path());
    let session = house.session().await;
    house.app.keep_costs().await;
    let seq = control(&session, Control::Start).await;
    house.wait(7200);
    house.app.keep_costs().await;
    assert_eq!(session.read(|live, _| live.state.seq).await.unwrap(), seq);
}

/// A server on a socket.
async fn serve(house: &House) -> (std::net::SocketAddr, watch::Sender<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let router = crate::router(Arc::clone(&house.app));
    tokio::spawn(crate::serve::serve(listener, Arc::clone(&house.app), router, stopped));
    (address, stop)
}

/// Reads until what was read ends so; all that was read.
async fn read_until(socket: &mut TcpStream, end: &str) -> usize {
    let mut all = Vec::new();
    while !all.ends_with(end.as_bytes()) {
        assert!(socket.read_buf(&mut all).await.unwrap() > 0, "{}", String::from_utf8_lossy(&all));
    }
    all.len()
}

#[tokio::test]
async fn every_byte_of_a_page_and_of_a_stream_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path());
    let session = house.session().await;
    let phone = house.join(&session).await;
    let (address, _stop) = serve(&house).await;
    let (mut sent, mut received) = (0, 0);
    let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\nCookie: seat={phone}\r\n\r\n");

    // A connection that asks for a picture of nobody, then for the phone's page, then becomes its stream.
    let mut socket = TcpStream::connect(address).await.unwrap();
    let id = &session.meta.id_text;
    for (path, end) in
        [("/healthz", "ok"), (&*format!("/s/{id}"), "</html>"), (&*format!("/live/{id}"), "\n\n")]
    {
        let request = ask(path);
        socket.write_all(request.as_bytes()).await.unwrap();
        received += request.len();
        sent += read_until(&mut socket, end).await;
    }
    // The crowd has the stream now; what it is told is counted as well.
    control(&session, Control::Start).await;
    sent += read_until(&mut socket, "\n\n").await;
    goto(&session, FOOTPRINT).await;
    let measured = measured(&session).await;
    assert_eq!((measured.to_phones, measured.from_phones), (sent as u64, received as u64));
    assert_eq!((measured.phones, measured.to_screens), (1, 0));
}

#[tokio::test]
async fn the_metrics_tell_bytes_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(folder.path());
    house.works(1500);
    let (address, _stop) = serve(&house).await;
    let mut socket = TcpStream::connect(address).await.unwrap();
    let request = b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    socket.write_all(request).await.unwrap();
    let mut said = String::new();
    socket.read_to_string(&mut said).await.unwrap();
    for line in [
        "bisou_live_sessions 0",
        "bisou_bytes_sent_total 0",
        &format!("bisou_bytes_received_total {}", request.len()),
        "bisou_cpu_seconds_total 1.5",
        "bisou_energy_joules_total 0",
    ] {
        assert!(said.lines().any(|told| told == line), "{line}: {said}");
    }
}
