//! Bodies too large, too deep, too slow, of no shape or of the wrong one; connections that are too many.

use std::time::Duration;

use serde_json::{Value, json};
use web::limits::Patience;

use crate::client::{Line, eventually};
use crate::files;
use crate::house::{House, POLL, Plan, TOKEN};

const BODY_MAX: usize = 64 * 1024;

/// A join whose name fills the body up to so many bytes.
fn body_of(length: usize) -> String {
    let frame = json!({ "code": "ABCDEF", "name": "" }).to_string().len();
    json!({ "code": "ABCDEF", "name": "a".repeat(length - frame) }).to_string()
}

#[tokio::test]
async fn a_body_of_64_kib_is_read_and_one_byte_more_is_not() {
    let house = House::open().await;
    let session = house.session().await;
    let join = |length| house.post("/api/v1/join").body("application/json", body_of(length));
    assert_eq!(join(BODY_MAX).await.problem(), (404, "unknown-code".into()));
    for length in [BODY_MAX + 1, 100 * 1024, 1 << 20, 8 << 20] {
        assert_eq!(join(length).await.problem(), (413, "too-large".into()), "{length} bytes");
    }
    let phone = session.joins("").await;
    let form = phone.page("POST", "/nom").form(&[("name", &"a".repeat(BODY_MAX))]).wants_json();
    assert_eq!(form.await.problem(), (413, "too-large".into()));
}

/// Who says all before they listen hears why, and may go on.
#[tokio::test]
async fn a_body_that_is_refused_is_heard_out() {
    let house = House::open().await;
    let mut line = Line::to(house.address).await;
    for length in [BODY_MAX + 1, 1 << 19] {
        line.say(&house.post("/api/v1/join").body("application/json", body_of(length)).bytes()).await;
        let reply = line.reply().await.unwrap();
        assert_eq!(reply.problem(), (413, "too-large".into()), "{length} bytes");
    }
    line.say(&house.get("/healthz").bytes()).await;
    assert_eq!(line.reply().await.unwrap().text(), "ok");
}

/// A body in chunks has no length to look at beforehand.
#[tokio::test]
async fn a_body_in_chunks_is_counted_as_it_comes() {
    let house = House::open().await;
    let mut line = Line::to(house.address).await;
    line.say(b"POST /api/v1/join HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n").await;
    let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
    for _ in 0..8 {
        line.say(chunk.as_bytes()).await;
    }
    line.say(b"0\r\n\r\n").await;
    let reply = line.reply().await.expect("an answer");
    assert_eq!(reply.problem(), (413, "too-large".into()));
}

#[tokio::test]
async fn json_may_be_16_deep() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    // The value stands in an object already.
    let nested = |depth: usize| {
        let value = format!("{{\"value\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        phone.call("PUT", &format!("/answers/{POLL}")).body("application/json", value)
    };
    assert_eq!(nested(16).await.problem(), (422, "not-a-number".into()));
    assert_eq!(nested(17).await.problem(), (400, "too-deep".into()));
    assert_eq!(nested(30_000).await.problem(), (400, "too-deep".into()));
}

#[tokio::test]
async fn what_is_no_json_is_malformed() {
    let house = House::open().await;
    let bodies: [&[u8]; 8] =
        [b"", b"{", b"{\"code\":\"A\"", b"code=ABCDEF", b"\xff\xfe", b"{} {}", b"[1,]", b"1e999"];
    for body in bodies {
        let reply = house.post("/api/v1/join").body("application/json", body).await;
        assert_eq!(reply.problem(), (400, "malformed".into()), "{body:?}");
        assert_eq!(reply.pointer(), Some(String::new()), "{body:?}");
    }
}

/// Each body is JSON, and the pointer leads to what is wrong in it.
#[tokio::test]
async fn what_has_the_wrong_shape_is_told_with_its_place() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    let answer = format!("/answers/{POLL}");
    let cases = [
        ("POST", "/api/v1/join", json!(["ABCDEF", "Ana"]), ""),
        ("POST", "/api/v1/join", json!({}), "/code"),
        ("POST", "/api/v1/join", json!({ "code": 7 }), "/code"),
        ("POST", "/api/v1/join", json!({ "code": "ABCDEF", "name": {} }), "/name"),
        ("POST", "/api/v1/join", json!({ "code": "ABCDEF", "nom": "a" }), "/nom"),
        ("POST", "/api/v1/join", json!({ "code": "ABCDEF", "a/b~c": 1 }), "/a~1b~0c"),
        ("POST", "/api/v1/sessions", json!({ "title": "a" }), "/workshop"),
        ("POST", "/api/v1/sessions", json!({ "workshop": 1 }), "/workshop"),
        ("POST", "/api/v1/sessions", json!({ "workshop": "a", "color": 1 }), "/color"),
        ("POST", "/api/v1/sessions", json!({ "workshop": "a", "rehearsal": 5 }), "/rehearsal"),
        (
            "POST",
            "/api/v1/sessions",
            json!({ "workshop": "a", "rehearsal": { "participants": "x" } }),
            "/rehearsal/participants",
        ),
        (
            "POST",
            "/api/v1/sessions",
            json!({ "workshop": "a", "rehearsal": { "participants": 1, "spede": 1 } }),
            "/rehearsal/spede",
        ),
        ("POST", "/api/v1/pairings", json!({ "session": session.id, "role": "owner" }), "/role"),
        ("POST", "/api/v1/pairings", json!({ "session": session.id, "role": "stage", "for": 1 }), "/for"),
        ("PUT", &session.path(&answer), json!({ "number": 5 }), "/number"),
        ("PUT", &session.path(&answer), json!({ "value": { "number": 5 }, "key": 1 }), "/key"),
        ("PUT", &session.path(&answer), json!({ "value": { "number": 5 }, "base": -1 }), "/base"),
        ("PUT", &session.path(&answer), json!({ "value": { "number": "x" } }), "/value/number"),
        ("PUT", &session.path("/group"), json!({ "group": "a" }), "/group"),
    ];
    for (method, path, body, pointer) in cases {
        let call = house.call(method, path).bearer(TOKEN).cookie(&phone.cookie).json(&body);
        let reply = call.await;
        assert_eq!(
            (reply.status, reply.pointer().as_deref()),
            (422, Some(pointer)),
            "{path} {body}: {reply:?}"
        );
    }
}

#[tokio::test]
async fn a_command_of_the_wrong_shape_is_told_with_its_place_too() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let before = session.state().await["seq"].clone();
    let cases = [
        (json!({}), "unknown-command", "/command"),
        (json!(["next"]), "malformed", ""),
        (json!({ "command": 5 }), "unknown-command", "/command"),
        (json!({ "command": "Start" }), "unknown-command", "/command"),
        (json!({ "command": "next", "step": "a" }), "malformed", "/step"),
        (json!({ "command": "goto" }), "malformed", "/step"),
        (json!({ "command": "goto", "step": 5 }), "malformed", "/step"),
        (json!({ "command": "extend", "seconds": "x" }), "malformed", "/seconds"),
        (json!({ "command": "extend", "seconds": -5 }), "malformed", "/seconds"),
        (json!({ "command": "extend", "seconds": 1e12 }), "malformed", "/seconds"),
        (json!({ "command": "extend", "seconds": 0 }), "out-of-range", "/seconds"),
        (json!({ "command": "stage", "show": "film" }), "malformed", "/show"),
        (json!({ "command": "rename", "seat": "a", "name": 1 }), "malformed", "/name"),
        (json!({ "command": "group", "do": "make", "count": "x", "by": "lot" }), "malformed", "/count"),
        (json!({ "command": "group", "do": "make", "count": 4, "by": "force" }), "malformed", "/by"),
        (json!({ "command": "group", "do": "make", "count": 99, "by": "lot" }), "out-of-range", "/count"),
        (json!({ "command": "group", "do": "lock", "why": 1 }), "malformed", "/why"),
        (json!({ "command": "group", "do": "sing" }), "malformed", "/do"),
        (json!({ "command": "group" }), "malformed", "/do"),
    ];
    for (body, code, pointer) in cases {
        let reply = session.command(body.clone()).await;
        assert_eq!(reply.problem(), (422, code.into()), "{body}");
        assert_eq!(reply.pointer().as_deref(), Some(pointer), "{body}: {reply:?}");
    }
    assert_eq!(session.state().await["seq"], before, "none of it has changed anything");
}

fn impatient() -> Plan {
    let patience = Patience {
        head: Duration::from_millis(300),
        body: Duration::from_millis(300),
        ..Patience::default()
    };
    Plan { patience, ..Plan::default() }
}

#[test]
fn a_head_may_take_15_seconds_and_a_body_10() {
    let patience = Patience::default();
    assert_eq!((patience.head.as_secs(), patience.body.as_secs()), (15, 10));
}

/// A byte now and then keeps nothing open: it is the whole head that has a time.
#[tokio::test]
async fn a_head_that_does_not_end_is_cut() {
    let house = House::of(impatient()).await;
    let mut silent = Line::to(house.address).await;
    let mut trickling = Line::to(house.address).await;
    trickling.say(b"GET / HTTP/1.1\r\nhost: a\r\n").await;
    // Without being told, the library that reads heads waits for 30 seconds.
    let cut = tokio::time::timeout(Duration::from_secs(25), async {
        while !trickling.is_cut() {
            trickling.say(b"x: y\r\n").await;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(cut.await.is_ok(), "it is not cut");
    assert!(silent.last_reply().await.is_none(), "who says nothing is told nothing");
}

#[tokio::test]
async fn a_body_that_does_not_end_is_told_and_cut() {
    let house = House::of(impatient()).await;
    let mut line = Line::to(house.address).await;
    line.say(b"POST /api/v1/join HTTP/1.1\r\nhost: a\r\ncontent-length: 60000\r\n\r\n{").await;
    let reply = line.last_reply().await.expect("an answer before the line is cut");
    assert_eq!(reply.problem(), (408, "too-slow".into()));
}

#[tokio::test]
async fn a_connection_that_asks_nothing_more_is_closed() {
    let house = House::of(impatient()).await;
    let mut line = Line::to(house.address).await;
    line.say(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert_eq!(line.reply().await.map(|reply| reply.text()), Some("ok".into()));
    assert!(line.last_reply().await.is_none(), "nothing more is said");
}

#[tokio::test]
async fn a_head_of_a_hundred_kilobytes_is_refused() {
    let house = House::open().await;
    let mut line = Line::to(house.address).await;
    line.say(format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "y".repeat(100_000)).as_bytes()).await;
    assert_eq!(line.last_reply().await.map_or(431, |reply| reply.status), 431);
    assert_eq!(house.get("/healthz").await.status, 200);
}

/// What is no HTTP costs nobody anything.
#[tokio::test]
async fn noise_is_cut() {
    let house = House::open().await;
    let noises: [&[u8]; 6] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\n\r\n",
        &[0xff; 4096],
    ];
    for noise in noises {
        let mut line = Line::to(house.address).await;
        line.say(noise).await;
        line.falls_silent().await;
        let status = line.last_reply().await.map(|reply| reply.status);
        assert!(status.is_none_or(|status| (400..500).contains(&status)), "{noise:?}: {status:?}");
    }
    for odd in ["OPTIONS *", "CONNECT a:80", "GET http://b/", "TRACE /", "BREW /", "GET //", "GET /..%2f"] {
        let mut line = Line::to(house.address).await;
        line.say(format!("{odd} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").as_bytes()).await;
        let reply = line.last_reply().await.unwrap_or_else(|| panic!("{odd} is answered"));
        assert!(reply.status < 500, "{odd}: {reply:?}");
    }
    assert_eq!(house.get("/healthz").await.status, 200);
}

/// Thousands of idle connections from one address: all places are theirs until somebody needs one, and whoever is in the
/// room keeps theirs.
#[tokio::test]
async fn idle_connections_are_bounded_in_all_and_go_before_those_of_the_room() {
    let leave = files::leave(3000).await;
    let most = 100;
    let house = House::of(Plan { connections: most, ..Plan::default() }).await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let mut kept = phone.call("GET", "/state").connect().await;
    kept.say(&phone.call("GET", "/state").bytes()).await;
    assert_eq!(kept.reply().await.unwrap().status, 200);
    let mut stream = phone.call("GET", "/events").stream().await;
    stream.next().await.unwrap();

    let mut crowd = Vec::with_capacity(leave.connections);
    for _ in 0..leave.connections {
        crowd.push(Line::to(house.address).await);
    }
    let open = |crowd: &[Line]| crowd.iter().filter(|line| !line.is_cut()).count();
    // What the server has accepted is known when it has answered whoever came last.
    assert_eq!(house.get("/healthz").await.status, 200);
    eventually("the crowd is bounded", async || open(&crowd) <= most - 2).await;
    assert!(open(&crowd) >= most - 10, "an address may have nearly all places: {}", open(&crowd));
    assert!(crowd.iter().rev().take(most - 10).all(|line| !line.is_cut()), "the oldest have gone");

    session.goes_to(POLL).await;
    let step = stream.until(|event| event.value()["step"]["id"] == POLL).await;
    assert_eq!(step.value()["status"], "running");
    assert_eq!(phone.is_told(POLL, json!({ "number": 7 })).await, "recorded");
    kept.say(&phone.call("GET", "/state").bytes()).await;
    assert_eq!(kept.reply().await.expect("it was not cut").value()["mine"], json!({ "number": 7 }));
    assert_eq!(session.joins("").await.state().await["mine"], Value::Null);
}

/// A cookie that looks like a seat's keeps no place.
#[tokio::test]
async fn made_up_seats_go_like_everybody_else() {
    let leave = files::leave(300).await;
    let most = 60;
    let house = House::of(Plan { connections: most, ..Plan::default() }).await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let mut crowd = Vec::with_capacity(leave.connections);
    for person in 0..leave.connections {
        let secret = format!("{person:032x}");
        let cookie = if person % 2 == 0 { format!("seat={secret}") } else { format!("host={secret}") };
        let call = house.get("/api/v1/sessions").cookie(&cookie);
        let mut line = call.connect().await;
        line.say(&call.bytes()).await;
        crowd.push(line);
    }
    let phone = session.joins("").await;
    assert_eq!(phone.is_told(POLL, json!({ "number": 7 })).await, "recorded");
    assert_eq!(phone.call("GET", "/events").stream().await.next().await.unwrap().value()["step"]["id"], POLL);
}

/// One phone opens all the streams it can get. The room goes on: answers and commands come in, and so does the projector.
#[tokio::test]
async fn streams_leave_room_for_answers_and_for_the_facilitator() {
    let most = 64;
    let house = House::of(Plan { connections: most, ..Plan::default() }).await;
    let session = house.session().await;
    let (greedy, phone) = (session.joins("").await, session.joins("").await);
    let mut streams = Vec::new();
    let refused = loop {
        match greedy.call("GET", "/events").stream_or_not().await {
            Ok(stream) => streams.push(stream),
            Err(refused) => break refused,
        }
        assert!(streams.len() <= most, "it gets all of them");
    };
    assert_eq!((refused.problem(), refused.header("retry-after")), ((503, "busy".into()), Some("1")));
    let mut stage = house.get(&format!("/live/{}?view=stage", session.id)).bearer(TOKEN).stream().await;
    stage.next().await.unwrap();
    session.goes_to(POLL).await;
    assert_eq!(phone.is_told(POLL, json!({ "number": 7 })).await, "recorded");
    stage.until(|event| event.data.contains("a45-sondage") || event.id > 3).await;
    for stream in &mut streams {
        stream.until(|event| event.value()["step"]["id"] == POLL).await;
    }
    // Who leaves makes room, as soon as it has been seen.
    streams.clear();
    eventually("there is room", async || phone.call("GET", "/events").stream_or_not().await.is_ok()).await;
}

#[tokio::test]
async fn what_is_malformed_is_said_in_the_language_of_the_house() {
    let house = House::open().await;
    let session = house.session().await;
    let cases = [
        (json!({ "command": "goto" }), "Il manque « step »."),
        (json!({ "command": "next", "step": "a" }), "« step » n’existe pas ici."),
        (json!({ "command": "stage", "show": "film" }), "Possible\u{202f}: step, blank, join."),
        (json!({ "command": "extend", "seconds": "x" }), "Attendu\u{202f}: un nombre entier."),
        (json!({ "command": "goto", "step": 5 }), "Attendu\u{202f}: un texte."),
    ];
    for (wish, told) in cases {
        let detail = session.command(wish.clone()).await.value()["detail"].to_string();
        let told = told.replace("« ", "«\u{202f}").replace(" »", "\u{202f}»");
        assert!(detail.contains(&told), "{wish}: {detail}");
    }
}
