//! Who may do what: every address of the house, asked for by everybody.

use serde_json::{Value, json};

use crate::client::Call;
use crate::house::{House, POLL, Session, TOKEN};

/// Everybody who may ask, in the order of the columns below.
struct Everybody([(&'static str, String); 8]);

impl Everybody {
    /// The people of two sessions; the first is the one that is asked for.
    async fn of(own: &Session<'_>, other: &Session<'_>) -> Self {
        let seat = own.joins("").await.cookie;
        let stranger = other.joins("").await.cookie;
        Self([
            ("nobody", String::new()),
            ("a seat", seat),
            ("another session's seat", stranger),
            ("its stage", own.paired("stage").await),
            ("its remote", own.paired("remote").await),
            ("another session's remote", other.paired("remote").await),
            ("a made-up host", format!("host={}", "0".repeat(32))),
            ("the host", own.house.host_cookie().await),
        ])
    }
}

/// A call, and what each of [`Everybody`] is told.
type Row = (&'static str, String, Value, [u16; 8]);

/// What the facilitator alone may do.
const HOST: [u16; 8] = [401, 403, 403, 403, 403, 403, 401, 200];
/// What remotes and stages of the session may do too.
const COMMAND: [u16; 8] = [401, 403, 403, 200, 200, 403, 401, 200];
/// What remotes may do too, and stages not: whatever their keys do not.
const LEAD: [u16; 8] = [401, 403, 403, 403, 200, 403, 401, 200];
/// What the people in the room may see.
const ROOM: [u16; 8] = [401, 200, 403, 200, 200, 403, 403, 200];
/// What asks for a seat of one's own.
const SEAT: [u16; 8] = [401, 200, 403, 403, 403, 403, 403, 403];

/// What is open to anybody.
const ANYBODY: [u16; 8] = [200; 8];

/// The same, when it is done by making something or by going elsewhere.
fn with(status: u16, row: [u16; 8]) -> [u16; 8] {
    row.map(|told| if told == 200 { status } else { told })
}

fn api(id: &str) -> Vec<Row> {
    let at = |rest: &str| format!("/api/v1/sessions/{id}{rest}");
    let none = Value::Null;
    let mut rows = vec![
        ("GET", "/api/v1/workshops".into(), none.clone(), HOST),
        ("GET", "/api/v1/sessions".into(), none.clone(), HOST),
        ("GET", at(""), none.clone(), HOST),
        ("POST", "/api/v1/sessions".into(), json!({ "workshop": "atelier-45" }), with(201, HOST)),
        ("POST", "/api/v1/pairings".into(), json!({ "session": id, "role": "stage" }), with(201, HOST)),
        ("POST", at("/commands"), json!({ "command": "stage", "show": "step" }), COMMAND),
        ("POST", at("/commands"), json!({ "command": "moderation", "mode": "at-once" }), LEAD),
        ("GET", at("/state"), none.clone(), ROOM),
        ("GET", at("/events"), none.clone(), ROOM),
        ("PUT", at(&format!("/answers/{POLL}")), json!({ "value": { "number": 7 } }), SEAT),
        ("PUT", at("/group"), json!({ "group": 0 }), SEAT),
        ("DELETE", at("/answers"), none.clone(), with(204, SEAT)),
        ("GET", "/api/v1/impact/request?model=gpt-4o&output_tokens=4".into(), none.clone(), ANYBODY),
        ("POST", "/api/v1/impact/request".into(), json!({ "model": "gpt-4o", "output_tokens": 4 }), ANYBODY),
        ("POST", "/api/v1/impact/batch".into(), json!([]), ANYBODY),
        ("GET", "/api/v1/impact/models?q=gpt-4o".into(), none.clone(), ANYBODY),
        ("GET", "/api/v1/impact/zones?q=bel".into(), none.clone(), ANYBODY),
    ];
    rows.extend(
        ["json", "csv", "xlsx", "html"]
            .map(|format| ("GET", at(&format!("/report.{format}")), none.clone(), HOST)),
    );
    rows
}

fn pages(id: &str) -> Vec<Row> {
    let none = Value::Null;
    let see_other = |path: String, row| ("POST", path, json!([]), with(303, row));
    vec![
        ("GET", "/desk".into(), none.clone(), HOST),
        ("GET", format!("/desk/s/{id}"), none.clone(), HOST),
        ("POST", format!("/desk/s/{id}/pair"), json!([]), HOST),
        see_other(format!("/desk/s/{id}/address"), HOST),
        see_other(format!("/desk/s/{id}/wifi"), HOST),
        ("POST", "/desk/start".into(), json!([["workshop", "atelier-45"]]), with(303, HOST)),
        ("GET", format!("/remote/{id}"), none.clone(), COMMAND),
        ("POST", format!("/remote/{id}"), json!([["do", "stage step"]]), with(303, COMMAND)),
        see_other(format!("/desk/s/{id}/share"), HOST),
        ("GET", format!("/stage/{id}"), none.clone(), COMMAND),
        ("GET", format!("/live/{id}?view=stage"), none.clone(), COMMAND),
        ("GET", format!("/live/{id}?view=remote"), none.clone(), COMMAND),
        ("GET", format!("/live/{id}"), none.clone(), ROOM),
        ("GET", format!("/s/{id}/vue"), none.clone(), SEAT),
        ("POST", format!("/s/{id}/a/{POLL}"), json!([["number", "7"]]), with(303, SEAT)),
        ("POST", format!("/s/{id}/groupe"), json!([["group", "0"]]), with(303, SEAT)),
        ("POST", format!("/s/{id}/nom"), json!([["name", ""]]), with(303, SEAT)),
        ("POST", format!("/s/{id}/effacer"), json!([]), with(303, SEAT)),
    ]
}

/// `json!([["name", "value"]])` is a form, an object is JSON.
fn call(house: &House, (method, path, body, _): &Row) -> Call {
    let call = house.call(method, path);
    let Some(fields) = body.as_array() else {
        return if body.is_null() { call } else { call.json(body) };
    };
    let fields: Vec<_> =
        fields.iter().map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap())).collect();
    call.form(&fields)
}

#[tokio::test]
async fn everybody_may_do_what_is_theirs_and_nothing_else() {
    let house = House::open().await;
    let (session, other) = (house.session().await, house.session().await);
    session.goes_to(POLL).await;
    session.does(json!({ "command": "group", "do": "make", "count": 2, "by": "choice" })).await;
    let Everybody(people) = Everybody::of(&session, &other).await;
    for row in api(&session.id).iter().chain(&pages(&session.id)) {
        for ((who, cookie), expected) in people.iter().zip(row.3) {
            let before = session.state().await["seq"].clone();
            let asked = call(&house, row);
            let asked = if cookie.is_empty() { asked } else { asked.cookie(cookie) };
            assert_eq!(asked.status().await, expected, "{who}: {} {}", row.0, row.1);
            if expected >= 400 {
                assert_eq!(
                    session.state().await["seq"],
                    before,
                    "{who}: {} {} changed something",
                    row.0,
                    row.1
                );
            }
        }
    }
    // Erasing comes last: by everybody who may not, then by the one who may.
    for ((who, cookie), expected) in people.iter().zip(with(204, HOST)) {
        let path = session.path("");
        let asked = house.call("DELETE", &path).cookie(cookie);
        assert_eq!(asked.status().await, expected, "{who}");
    }
    assert_eq!(house.get(&session.path("")).bearer(TOKEN).await.problem(), (404, "unknown-session".into()));
    assert_eq!(other.state().await["joined"], 1, "the other session is whole");
}

#[tokio::test]
async fn a_wrong_token_is_nobody_even_beside_a_good_cookie() {
    let house = House::open().await;
    let session = house.session().await;
    let host = house.host_cookie().await;
    for token in ["token", &TOKEN.to_uppercase(), &format!("{TOKEN} "), &format!("{TOKEN}x")] {
        let trimmed = token.trim() == TOKEN;
        let reply = house.get("/api/v1/sessions").bearer(token).cookie(&host).await;
        assert_eq!(reply.status, if trimmed { 200 } else { 401 }, "{token:?}: {reply:?}");
    }
    let basic = house.get(&session.path("")).header("authorization", &format!("Basic {TOKEN}")).await;
    assert_eq!(basic.problem(), (401, "unauthorized".into()));
    assert_eq!(basic.header("www-authenticate"), Some("Bearer"));
}

/// A remote that was paired for one lesson is not the key to another.
#[tokio::test]
async fn a_remote_commands_its_session_alone() {
    let house = House::open().await;
    let (session, other) = (house.session().await, house.session().await);
    let remote = session.paired("remote").await;
    let start = |of: &Session<'_>| {
        house.post(&of.path("/commands")).cookie(&remote).json(&json!({ "command": "start" }))
    };
    assert_eq!(start(&other).await.problem(), (403, "forbidden".into()));
    assert_eq!(other.state().await["status"], "lobby");
    assert_eq!(start(&session).await.status, 200);
    // When its session is erased, it is nobody.
    assert_eq!(house.call("DELETE", &session.path("")).bearer(TOKEN).await.status, 204);
    assert_eq!(start(&session).await.problem(), (404, "unknown-session".into()));
    assert_eq!(start(&other).await.problem(), (401, "unauthorized".into()));
}

#[tokio::test]
async fn a_pairing_works_once_and_for_five_minutes() {
    let house = House::open().await;
    let session = house.session().await;
    let wish = json!({ "session": session.id, "role": "remote" });
    let pair = || async {
        let made = house.post("/api/v1/pairings").bearer(TOKEN).json(&wish).await.value();
        let expires = made["expires"].as_i64().unwrap();
        let url = made["url"].as_str().unwrap().to_owned();
        (url.split_once("/p/").unwrap().1.to_owned(), expires)
    };
    let (secret, expires) = pair().await;
    assert_eq!(expires - session.state().await["now"].as_i64().unwrap(), 5 * 60 * 1000);
    // A preview of the link, as chat programs make, does not use it up.
    assert_eq!(house.call("HEAD", &format!("/p/{secret}")).status().await, 405);
    assert_eq!(house.get(&format!("/p/{secret}")).await.status, 303);
    assert_eq!(house.get(&format!("/p/{secret}")).wants_json().await.problem(), (410, "pairing-over".into()));
    let (late, _) = pair().await;
    house.pass(5 * 60 * 1000);
    assert_eq!(house.get(&format!("/p/{late}")).wants_json().await.problem(), (410, "pairing-over".into()));
    let (fresh, _) = pair().await;
    assert_eq!(house.get(&format!("/p/{fresh}")).await.status, 303);
}

#[tokio::test]
async fn a_browser_is_remembered_for_a_month() {
    let house = House::open().await;
    let host = house.host_cookie().await;
    let list = || house.get("/api/v1/sessions").cookie(&host);
    let day = 24 * 3600 * 1000;
    house.pass(30 * day - 1);
    assert_eq!(list().await.status, 200);
    house.pass(1);
    assert_eq!(list().await.problem(), (401, "unauthorized".into()));
}

#[tokio::test]
async fn the_machine_alone_reads_its_counters_without_a_word() {
    let house = House::open().await;
    assert_eq!(house.get("/metrics").await.status, 200, "on the machine itself");
    for header in ["forwarded", "x-forwarded-for", "x-real-ip"] {
        let through = house.get("/metrics").header(header, "1.2.3.4").wants_json();
        assert_eq!(through.await.problem(), (401, "unauthorized".into()), "{header}");
    }
    let host = house.get("/metrics").header("x-forwarded-for", "1.2.3.4").bearer(TOKEN).await;
    assert!(host.text().contains("bisou_live_sessions"), "{host:?}");
}
