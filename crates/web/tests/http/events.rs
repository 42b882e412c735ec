//! Streams: what each watcher is told and what not, and that nobody holds up anybody.

use std::collections::BTreeSet;
use std::time::Instant;

use serde_json::{Value, json};

use crate::client::Call;
use crate::house::{House, POLL, Session, TOKEN, WELCOME};
use crate::stream::Event;

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn at(step: &'static str) -> impl Fn(&Event) -> bool {
    move |event| event.value()["step"]["id"] == step
}

fn watching(session: &Session<'_>) -> Call {
    session.house.get(&session.path("/events")).bearer(TOKEN)
}

#[tokio::test]
async fn a_seats_stream_tells_the_step_and_nothing_of_the_others() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("Zoé").await;
    let mut stream = phone.call("GET", "/events").stream().await;
    assert!(stream.head.contains("cache-control: no-store"), "{}", stream.head);
    let first = stream.next().await.unwrap();
    assert_eq!(
        (first.name.as_str(), &first.value()["status"], &first.value()["step"]),
        ("state", &json!("lobby"), &Value::Null)
    );
    session.goes_to(POLL).await;
    stream.until(at(POLL)).await;
    // Five come in and answer: none of it is for this stream. The next thing it tells is the next thing that concerns it.
    for person in 0..5 {
        let other = session.joins("").await;
        other.is_told(POLL, json!({ "number": person })).await;
    }
    session.does(json!({ "command": "reveal" })).await;
    let next = stream.next().await.unwrap();
    assert_eq!(next.value()["step"]["phase"], "revealed");
    assert_eq!(next.id, session.state().await["seq"].as_u64().unwrap());
    for event in [first, next] {
        let value = event.value();
        assert_eq!(keys(&value), BTreeSet::from(["seq", "now", "status", "step"]));
        assert_eq!(value["seq"], event.id);
    }
}

#[tokio::test]
async fn the_facilitators_stream_tells_the_state_with_its_tally() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    let mut stream = watching(&session).stream().await;
    let first = stream.next().await.unwrap().value();
    assert_eq!(first, session.state().await);
    phone.is_told(POLL, json!({ "number": 7 })).await;
    let told = stream.until(|event| event.value()["answered"] == 1).await.value();
    assert_eq!(told, session.state().await);
    assert!(!keys(&told).contains("mine"), "{told}");
    assert_eq!(told["tally"]["total"], 7);
}

/// As many messages as hundredths of a second have passed, not as many as answers: what is counted is what came, over all the
/// time that it took, so that a slow machine cannot make it fail.
#[tokio::test]
async fn tallies_go_out_every_100_ms_at_most() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    let mut stream = watching(&session).stream().await;
    stream.next().await.unwrap();
    let began = Instant::now();
    let reader = tokio::spawn(async move {
        let mut messages = 0;
        loop {
            let event = stream.next().await.unwrap();
            messages += 1;
            if event.value()["tally"]["total"] == 100 {
                return messages;
            }
        }
    });
    let mut line = phone.call("GET", "/state").connect().await;
    for number in 1..=100 {
        let body = json!({ "value": { "number": number } });
        line.say(&phone.call("PUT", &format!("/answers/{POLL}")).json(&body).bytes()).await;
        assert_eq!(line.reply().await.unwrap().status, 200);
    }
    let messages = reader.await.unwrap();
    let at_most = began.elapsed().as_millis() / 100 + 2;
    assert!(messages <= at_most, "{messages} messages, {at_most} at most");
}

#[tokio::test]
async fn whoever_comes_back_is_told_what_is_true_now() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let first = phone.call("GET", "/events").stream().await.next().await.unwrap();
    for step in [WELCOME, POLL, WELCOME, POLL] {
        session.goes_to(step).await;
    }
    for last in [first.id.to_string().as_str(), "0", "999999", "x", ""] {
        let mut stream = phone.call("GET", "/events").header("last-event-id", last).stream().await;
        let event = stream.next().await.unwrap();
        assert_eq!(
            (&event.value()["step"]["id"], event.id),
            (&json!(POLL), session.state().await["seq"].as_u64().unwrap())
        );
        session.does(json!({ "command": "stage", "show": "blank" })).await;
        session.does(json!({ "command": "stage", "show": "step" })).await;
        session.goes_to(WELCOME).await;
        assert_eq!(
            stream.next().await.unwrap().value()["step"]["id"],
            WELCOME,
            "one message, and not those it missed"
        );
        session.goes_to(POLL).await;
    }
}

/// `seen` is what the page shows already: it is not sent again.
#[tokio::test]
async fn a_page_is_told_only_what_it_does_not_show_yet() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    session.goes_to(POLL).await;
    let page = phone.page("GET", "").await.text();
    let live = page.split("data-live=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut stream = house.get(live).cookie(&phone.cookie).stream().await;
    session.does(json!({ "command": "reveal" })).await;
    let view = stream.next().await.unwrap();
    assert_eq!((view.name.as_str(), view.id), ("view", session.state().await["seq"].as_u64().unwrap()));
    let (clock, fragment) = view.data.split_once('\n').unwrap();
    assert_eq!(clock.parse::<i64>().unwrap(), session.state().await["now"].as_i64().unwrap());
    assert!(page_has(&phone.page("GET", "").await.text(), fragment), "{fragment}");
    let stale = format!("/live/{}?seen=1", session.id);
    assert_eq!(house.get(&stale).cookie(&phone.cookie).stream().await.next().await.unwrap().id, view.id);
}

/// The page is the same fragment, with what belongs to the seat in it: the headings are the same.
fn page_has(page: &str, fragment: &str) -> bool {
    let heading = fragment.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap();
    page.contains(heading)
}

/// What a socket may hold that nobody reads, in bytes.
fn held() -> usize {
    let most = std::fs::read_to_string("/proc/sys/net/ipv4/tcp_wmem").unwrap_or_default();
    most.split_whitespace().last().and_then(|most| most.parse().ok()).unwrap_or(4 << 20)
}

/// One does not read. The others are told all, at once; when it reads again, it is told what is true now.
#[tokio::test]
async fn a_slow_reader_skips_to_the_latest_and_holds_up_nobody() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    // A remote with much to show.
    session.does(json!({ "command": "group", "do": "make", "count": 40, "by": "lot" })).await;
    let host = house.host_cookie().await;
    let remote = || house.get(&format!("/live/{}?view=remote", session.id)).cookie(&host);
    let (mut slow, mut quick) = (remote().narrow().stream().await, remote().stream().await);
    quick.next().await.unwrap();
    let (mut length, mut changes) = (0, 0);
    while length < held() + (1 << 20) {
        let show = if changes % 2 == 0 { "blank" } else { "step" };
        let seq = session.does(json!({ "command": "stage", "show": show })).await["seq"].as_u64();
        let event = quick.until(|event| Some(event.id) == seq).await;
        length += event.data.len();
        changes += 1;
    }
    session.goes_to(WELCOME).await;
    let last = session.state().await["seq"].as_u64().unwrap();
    let mut told = 0;
    while slow.next().await.unwrap().id != last {
        told += 1;
    }
    assert!(told < changes, "{told} of {changes} were told: nothing was skipped");
    quick.until(|event| event.id == last).await;
}

#[tokio::test]
async fn streams_end_with_the_house() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let mut streams = vec![watching(&session).stream().await, phone.call("GET", "/events").stream().await];
    streams.push(house.get(&format!("/live/{}", session.id)).cookie(&phone.cookie).stream().await);
    for stream in &mut streams {
        stream.next().await.unwrap();
    }
    house.close().await;
    for stream in streams {
        stream.ends().await;
    }
}

/// Whether people answer or robots do: nobody watches a session that is not there.
#[tokio::test]
async fn streams_end_with_their_session() {
    let house = House::open().await;
    let people = house.session().await;
    let wish =
        json!({ "workshop": crate::house::WORKSHOP, "rehearsal": { "participants": 3, "speed": 1000 } });
    let robots = house.session_with(&wish).await;
    for session in [&people, &robots] {
        let mut stream = watching(session).stream().await;
        let robots = if session.id == people.id { 0 } else { 3 };
        stream.until(|event| event.value()["joined"] == robots).await;
        assert_eq!(house.call("DELETE", &session.path("")).bearer(TOKEN).await.status, 204);
        stream.ends().await;
        assert_eq!(watching(session).await.problem(), (404, "unknown-session".into()));
    }
}

#[tokio::test]
async fn a_session_that_ends_says_so_and_goes_on_being_watched() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let mut stream = phone.call("GET", "/events").stream().await;
    session.does(json!({ "command": "end" })).await;
    stream.until(|event| event.value()["status"] == "ended").await;
    let again = phone.call("GET", "/events").stream().await.next().await.unwrap();
    assert_eq!(again.value()["status"], "ended");
}

/// What a browser says on a stream it watches means nothing, and costs it nothing.
#[tokio::test]
async fn a_watcher_may_talk() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let mut stream = phone.call("GET", "/events").stream().await;
    stream.next().await.unwrap();
    stream.say(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    stream.say(&[b'x'; 10_000]).await;
    session.goes_to(POLL).await;
    assert_eq!(stream.next().await.unwrap().value()["step"]["id"], POLL);
}
