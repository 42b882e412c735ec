//! Whatever people type is text: on every screen, in every stream, in every report.

use serde_json::{Value, json};

use crate::client::{Call, encode};
use crate::house::{House, POLL, Plan, Session, TOKEN, WORKSHOP, text};
use crate::html;

/// All at most 30 signs and 32 bytes, as names and networks may be.
const TEXTS: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "&lt;b&gt; & {{fig:a}} ${1} %s",
    "javascript:alert(1)//\\u003cb>",
];

/// As it stands in the text of a page.
fn shown(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A page or fragment in which the text may stand: as text.
fn is_text(page: &str, text: &str, place: &str) {
    assert_eq!(html::inline(page), [""; 0], "{place}");
    if text.contains(['<', '>']) {
        assert!(!page.contains(text), "{place}: {text} stands there as it was typed: {page}");
    }
}

/// Every screen of a session: its path, and the cookie to look at it with.
fn screens(session: &Session<'_>, host: &str, seat: &str) -> Vec<(String, String)> {
    let id = &session.id;
    let by_host = [
        "/desk".into(),
        format!("/desk/s/{id}"),
        format!("/remote/{id}"),
        format!("/remote/{id}/groupes"),
        format!("/remote/{id}/textes"),
        format!("/stage/{id}"),
        session.path("/report.html"),
    ];
    let by_seat =
        [format!("/s/{id}"), format!("/donnees?s={id}"), format!("/j/{}", session.code), "/".into()];
    let host = by_host.into_iter().map(|path| (path, host.to_owned()));
    host.chain(by_seat.into_iter().map(|path| (path, seat.to_owned()))).collect()
}

/// Looks at everything there is to look at; the pages in which the text stands.
async fn everywhere(session: &Session<'_>, host: &str, seat: &str, text: &str) -> Vec<String> {
    let house = session.house;
    let mut found = Vec::new();
    for (path, cookie) in screens(session, host, seat) {
        let page = house.get(&path).cookie(&cookie).await.text();
        is_text(&page, text, &path);
        if page.contains(&shown(text)) {
            found.push(path.replace(&session.id, "ID"));
        }
    }
    for (view, cookie) in [("phone", seat), ("stage", host), ("remote", host)] {
        let live = house.get(&format!("/live/{}?view={view}", session.id)).cookie(cookie);
        let fragment = live.stream().await.next().await.unwrap().data;
        is_text(&fragment, text, view);
        if fragment.contains(&shown(text)) {
            found.push(view.to_owned());
        }
    }
    for format in ["json", "csv", "xlsx"] {
        session.report(format).await;
    }
    found
}

#[tokio::test]
async fn a_name_is_text() {
    let house = House::open().await;
    let host = house.host_cookie().await;
    for hostile in TEXTS {
        let session = house.session().await;
        session.goes_to(POLL).await;
        session.does(json!({ "command": "group", "do": "make", "count": 2, "by": "lot" })).await;
        let phone = session.joins(hostile).await;
        phone.is_told(POLL, json!({ "number": 7 })).await;
        session.does(json!({ "command": "reveal" })).await;
        let found = everywhere(&session, &host, &phone.cookie, hostile).await;
        assert!(found.iter().any(|found| found == "/remote/ID/groupes"), "it shows {hostile}: {found:?}");
        let report = session.report("json").await.text();
        assert!(report.contains(&serde_json::to_string(hostile).unwrap()), "{report}");
        // The name that the facilitator or the person gives goes the same way.
        session.does(json!({ "command": "rename", "seat": phone.seat, "name": "" })).await;
        assert_eq!(phone.page("POST", "/nom").form(&[("name", hostile)]).await.status, 303);
        session.does(json!({ "command": "rename", "seat": phone.seat, "name": hostile })).await;
        assert!(!everywhere(&session, &host, &phone.cookie, hostile).await.is_empty());
    }
}

#[tokio::test]
async fn a_title_is_text() {
    let house = House::open().await;
    let host = house.host_cookie().await;
    for hostile in TEXTS {
        let session = house.session_with(&json!({ "workshop": WORKSHOP, "title": hostile })).await;
        session.goes_to(POLL).await;
        let phone = session.joins("").await;
        let found = everywhere(&session, &host, &phone.cookie, hostile).await;
        for place in ["/desk", "/desk/s/ID", "/stage/ID", "/s/ID", "/api/v1/sessions/ID/report.html"] {
            assert!(found.iter().any(|found| found == place), "{place} shows {hostile}: {found:?}");
        }
        let list = house.get("/api/v1/sessions").bearer(TOKEN).await.value();
        assert_eq!(list[0]["title"], hostile);
        session.does(json!({ "command": "end" })).await;
        everywhere(&session, &host, &phone.cookie, hostile).await;
    }
}

#[tokio::test]
async fn a_groups_name_is_text() {
    let house = House::open().await;
    let host = house.host_cookie().await;
    for hostile in TEXTS {
        let session = house.session().await;
        session.goes_to(POLL).await;
        let phone = session.joins("").await;
        session
            .does(json!({ "command": "group", "do": "make", "count": 2, "by": "choice", "paper": 1 }))
            .await;
        for group in [0, 2] {
            session
                .does(json!({ "command": "group", "do": "rename", "group": group, "name": hostile }))
                .await;
        }
        let told = phone.page("POST", "/groupe").form(&[("group", "0")]).wants_json().await.value();
        assert_eq!(told["text"], hostile);
        let found = everywhere(&session, &host, &phone.cookie, hostile).await;
        for place in ["/remote/ID/groupes", "/s/ID", "phone"] {
            assert!(found.iter().any(|found| found == place), "{place} shows {hostile}: {found:?}");
        }
        assert_eq!(session.state().await["groups"]["list"][0]["name"], hostile);
    }
}

#[tokio::test]
async fn a_networks_name_and_password_are_text() {
    let house = House::open().await;
    let host = house.host_cookie().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    for hostile in TEXTS {
        let form = house.post(&format!("/desk/s/{}/wifi", session.id)).cookie(&host);
        assert_eq!(form.form(&[("name", hostile), ("password", hostile)]).await.status, 303, "{hostile}");
        let found = everywhere(&session, &host, &phone.cookie, hostile).await;
        for place in ["/desk/s/ID", "/stage/ID", "stage"] {
            assert!(found.iter().any(|found| found == place), "{place} shows {hostile}: {found:?}");
        }
    }
    let before = session.state().await;
    let too_long = ["a".repeat(33), "é".repeat(17), "a\u{7}".into()];
    for name in &too_long {
        let form = house.post(&format!("/desk/s/{}/wifi", session.id)).cookie(&host).form(&[("name", name)]);
        assert_eq!(form.wants_json().await.problem(), (422, "wifi-refused".into()), "{name:?}");
    }
    assert_eq!(session.state().await, before);
}

/// Every step that takes answers is sent texts wherever a kind of today or of tomorrow might take one.
#[tokio::test]
async fn an_answer_is_text() {
    let house = House::open().await;
    let host = house.host_cookie().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let workshops = house.get("/api/v1/workshops").bearer(TOKEN).await.value();
    let steps =
        workshops.as_array().unwrap().iter().find(|one| one["id"] == WORKSHOP).unwrap()["steps"].clone();
    let hostile = TEXTS[0];
    let fields = [
        "text",
        "note",
        "words",
        "answer",
        "alternative",
        "argument",
        "choice",
        "number",
        "practice",
        "decision",
    ];
    let value: Value = fields
        .iter()
        .map(|field| ((*field).to_owned(), json!(hostile)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    for step in steps.as_array().unwrap() {
        let id = text(&step["id"]);
        session.goes_to(&id).await;
        let json = phone.answers(&id, value.clone()).await;
        assert!([200, 422].contains(&json.status), "{id}: {json:?}");
        let pairs: Vec<(&str, &str)> = fields.iter().map(|field| (*field, hostile)).collect();
        let form = phone.page("POST", &format!("/a/{id}")).form(&pairs).await;
        assert!([303, 422].contains(&form.status), "{id}: {form:?}");
        is_text(&form.text(), hostile, &id);
        if json.status == 200 || form.status == 303 {
            session.does(json!({ "command": "reveal" })).await;
            everywhere(&session, &host, &phone.cookie, hostile).await;
        }
    }
}

/// What was typed wrong is shown again: as text.
#[tokio::test]
async fn an_echo_is_text() {
    let house = House::of(Plan::without_delays()).await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let host = house.host_cookie().await;
    let remote =
        |wish: &str| house.post(&format!("/remote/{}", session.id)).cookie(&host).form(&[("do", wish)]);
    for hostile in TEXTS {
        let echoes: Vec<Call> = vec![
            house.post("/").form(&[("code", hostile), ("name", hostile)]),
            house.get(&format!("/j/{}", encode(hostile))),
            house.get(&format!("/{}", encode(hostile))),
            house.get(&format!("/s/{}", encode(hostile))),
            house.get(&format!("/donnees?s={}&efface=1", encode(hostile))),
            house.get(&format!("/chiffres/{}", encode(hostile))),
            house.get(&format!("/live/{}?seen={}", session.id, encode(hostile))).cookie(&phone.cookie),
            house.get("/").header("accept-language", &hostile.replace(',', "")),
            phone.page("POST", &format!("/a/{}", encode(hostile))).form(&[("number", hostile)]),
            phone.page("POST", "/groupe").form(&[("group", hostile)]),
            remote(hostile),
            remote(&format!("goto {hostile}")),
            remote(&format!("stage {hostile}")),
            house.post("/desk/start").cookie(&host).form(&[("workshop", hostile)]),
        ];
        for echo in echoes {
            let page = echo.await;
            is_text(&page.text(), hostile, "an echo");
            house.pass(60_000);
        }
        let problem =
            house.post("/api/v1/sessions").bearer(TOKEN).json(&json!({ "workshop": hostile })).await;
        assert!(text(&problem.value()["detail"]).contains(hostile), "{problem:?}");
        assert_eq!(problem.header("content-type"), Some("application/problem+json"));
    }
}

/// A line break in a text must not begin a line of the stream.
#[tokio::test]
async fn no_text_breaks_a_stream() {
    let house = House::open().await;
    let session = house.session().await;
    for hostile in ["a\nevent: view", "a\rdata: b", "a\u{2028}id: 9", "a\u{85}data: b"] {
        let joined = house.post("/api/v1/join").json(&json!({ "code": session.code, "name": hostile })).await;
        assert!(joined.status == 422 || !hostile.contains(['\n', '\r']), "{hostile:?}: {joined:?}");
    }
    session.does(json!({ "command": "group", "do": "make", "count": 2, "by": "lot" })).await;
    let host = house.host_cookie().await;
    let mut stream = house.get(&format!("/live/{}?view=remote", session.id)).cookie(&host).stream().await;
    let event = stream.next().await.unwrap();
    assert_eq!((event.name.as_str(), event.id), ("view", session.state().await["seq"].as_u64().unwrap()));
}

/// A spreadsheet must not calculate with what people are called.
#[tokio::test]
async fn a_text_is_no_formula() {
    let house = House::open().await;
    let session =
        house.session_with(&json!({ "workshop": WORKSHOP, "title": "=HYPERLINK(\"http://a\")" })).await;
    session.goes_to(POLL).await;
    for name in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        session.joins(name).await.is_told(POLL, json!({ "number": 7 })).await;
    }
    let csv = session.report("csv").await.text();
    for cell in csv.split(['\n', ';']).map(|cell| cell.trim_start_matches(['"', '\u{feff}'])) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell} in {csv}");
    }
    assert!(csv.contains("'=1+1"), "{csv}");
    let xlsx = std::io::Cursor::new(session.report("xlsx").await.body);
    let mut files = zip::ZipArchive::new(xlsx).unwrap();
    let (mut formulas, mut texts) = (0, 0);
    for index in 0..files.len() {
        let content = std::io::read_to_string(files.by_index(index).unwrap()).unwrap();
        formulas += content.matches("<f>").count() + content.matches("<f ").count();
        texts += content.matches("=HYPERLINK(").count();
    }
    assert_eq!((formulas, texts > 0), (0, true));
}
