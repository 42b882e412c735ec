//! A page of another site that the browser of a participant or of the trainer visits can write nothing here.

use serde_json::{Value, json};

use crate::client::Call;
use crate::house::{House, POLL, Plan, Session, TOKEN};

/// Every call that writes, as the browser of somebody who may would send it.
fn writes(session: &Session<'_>, host: &str, seat: &str) -> Vec<Call> {
    let Session { house, id, code } = session;
    let api =
        |method: &str, path: &str, body: Value| house.call(method, &format!("/api/v1{path}")).json(&body);
    let page = |path: &str, fields: &[(&str, &str)]| house.post(path).form(fields);
    let by_host = [
        api("POST", "/sessions", json!({ "workshop": "atelier-45" })),
        api("POST", "/pairings", json!({ "session": id, "role": "remote" })),
        api("POST", &format!("/sessions/{id}/commands"), json!({ "command": "start" })),
        api("DELETE", &format!("/sessions/{id}"), json!({})),
        page(&format!("/remote/{id}"), &[("do", "start")]),
        page("/desk/start", &[("workshop", "atelier-45")]),
        page(&format!("/desk/s/{id}/pair"), &[]),
        page(&format!("/desk/s/{id}/address"), &[]),
        page(&format!("/desk/s/{id}/wifi"), &[("name", "a")]),
        page(&format!("/desk/s/{id}/delete"), &[]),
    ];
    let by_seat = [
        api("POST", "/join", json!({ "code": code })),
        api("PUT", &format!("/sessions/{id}/answers/{POLL}"), json!({ "value": { "number": 7 } })),
        api("PUT", &format!("/sessions/{id}/group"), json!({ "group": 0 })),
        api("DELETE", &format!("/sessions/{id}/answers"), json!({})),
        page("/", &[("code", code)]),
        page(&format!("/s/{id}/a/{POLL}"), &[("number", "7")]),
        page(&format!("/s/{id}/groupe"), &[("group", "0")]),
        page(&format!("/s/{id}/effacer"), &[]),
        page(&format!("/s/{id}/autre"), &[]),
        page(&format!("/s/{id}/nom"), &[("name", "a")]),
    ];
    let (host, seat) = (by_host.map(|call| call.cookie(host)), by_seat.map(|call| call.cookie(seat)));
    host.into_iter().chain(seat).collect()
}

#[tokio::test]
async fn no_write_is_taken_from_another_site() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let host = house.host_cookie().await;
    let before = session.state().await;
    let own = house.address.to_string();
    let foreign = [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("origin", ""),
        ("origin", &format!("http://{own}.evil.example")),
        ("origin", &format!("http://evil.example/{own}")),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "whatever"),
    ];
    for (name, value) in foreign {
        for call in writes(&session, &host, &phone.cookie) {
            let reply = call.header(name, value).wants_json().await;
            assert_eq!(reply.problem(), (403, "cross-site".into()), "{name}: {value}");
        }
    }
    // The one header does not vouch for the other.
    for call in writes(&session, &host, &phone.cookie) {
        let both = call.header("sec-fetch-site", "same-origin").header("origin", "http://evil.example");
        assert_eq!(both.wants_json().await.problem(), (403, "cross-site".into()));
    }
    assert_eq!(session.state().await, before, "nothing has happened");
}

#[tokio::test]
async fn ones_own_pages_may_write_and_so_may_programs() {
    let house = House::of(Plan::without_delays()).await;
    let own = format!("http://{}", house.address);
    let fine: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", &own)],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("origin", &own), ("sec-fetch-site", "same-origin")],
    ];
    for headers in fine {
        let session = house.session().await;
        let phone = session.joins("").await;
        let host = house.host_cookie().await;
        for call in writes(&session, &host, &phone.cookie) {
            let with = headers.iter().fold(call, |call, (name, value)| call.header(name, value));
            let reply = with.wants_json().await;
            let refused = reply.text().contains("cross-site");
            assert!(!refused, "{headers:?}: {reply:?}");
        }
    }
}

/// A bearer token is never sent by a browser on its own.
#[tokio::test]
async fn whoever_carries_the_token_may_write_from_anywhere() {
    let house = House::open().await;
    let session = house.session().await;
    let call = house.post(&session.path("/commands")).bearer(TOKEN).json(&json!({ "command": "start" }));
    let reply = call.header("origin", "http://evil.example").header("sec-fetch-site", "cross-site").await;
    assert_eq!(reply.status, 200, "{reply:?}");
}

#[tokio::test]
async fn reading_from_another_site_is_left_to_the_browser() {
    let house = House::open().await;
    let reply = house.get("/").header("sec-fetch-site", "cross-site").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), None, "no other site reads the answer");
    let preflight = house.call("OPTIONS", "/api/v1/join").header("origin", "http://evil.example");
    let preflight = preflight.header("access-control-request-method", "POST").await;
    assert_eq!(preflight.header("access-control-allow-origin"), None, "{preflight:?}");
}
