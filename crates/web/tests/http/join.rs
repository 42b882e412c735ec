//! Coming in, coming back, sharing a tablet, being called something.

use serde_json::{Value, json};

use crate::client::{Call, Reply};
use crate::house::{House, POLL, Plan, Session, WORKSHOP};

fn join(session: &Session<'_>, name: &str) -> Call {
    session.house.post("/api/v1/join").json(&json!({ "code": session.code, "name": name }))
}

#[tokio::test]
async fn joining_twice_is_having_one_seat() {
    let house = House::open().await;
    let session = house.session().await;
    let first = join(&session, "").await;
    assert_eq!((first.status, first.value()["session"].as_str()), (201, Some(session.id.as_str())));
    let again = join(&session, "").cookie(&first.cookie()).await;
    assert_eq!((again.status, again.value(), again.cookie()), (200, first.value(), first.cookie()));
    let form = house.post("/").form(&[("code", &session.code)]).cookie(&first.cookie()).await;
    assert_eq!(form.header("location"), Some(format!("/s/{}", session.id).as_str()));
    assert_eq!(form.cookie(), first.cookie());
    let link = house.get(&format!("/j/{}", session.code)).cookie(&first.cookie()).await;
    assert_eq!((link.status, link.header("location")), (303, Some(format!("/s/{}", session.id).as_str())));
    assert_eq!(session.state().await["joined"], 1);
}

/// The device is known by its cookie, and the cookie says nothing of who it was elsewhere.
#[tokio::test]
async fn a_device_has_another_seat_in_another_session() {
    let house = House::open().await;
    let (one, two) = (house.session().await, house.session().await);
    let first = join(&one, "").await;
    let second = join(&two, "").cookie(&first.cookie()).await;
    assert_eq!((second.status, second.cookie()), (201, first.cookie()));
    assert_ne!(second.value()["seat"], first.value()["seat"]);
}

#[tokio::test]
async fn a_cookie_of_no_shape_is_replaced() {
    let house = House::open().await;
    let session = house.session().await;
    let long = format!("seat={}", "a".repeat(9000));
    for cookie in ["seat=1", "seat=", "seat=../../etc", "seat=0123456789abcdef0123456789abcdeg", &long] {
        let joined = join(&session, "").cookie(cookie).await;
        assert_eq!(joined.status, 201, "{cookie}: {joined:?}");
        let secret = joined.cookie();
        let hexadecimal = secret["seat=".len()..].bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(secret != cookie && secret.len() == 5 + 32 && hexadecimal, "{secret}");
    }
}

#[tokio::test]
async fn a_second_person_answers_on_the_same_tablet() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let first = session.joins("").await;
    let other = first.page("POST", "/autre").await;
    assert_eq!((other.status, other.header("location")), (303, Some(format!("/s/{}", session.id).as_str())));
    let second = other.cookie();
    assert_ne!(second, first.cookie);
    let answer = house.call("PUT", &session.path(&format!("/answers/{POLL}"))).cookie(&second);
    assert_eq!(answer.json(&json!({ "value": { "number": 9 } })).await.value()["status"], "recorded");
    assert_eq!(first.is_told(POLL, json!({ "number": 5 })).await, "recorded");
    let state = session.state().await;
    assert_eq!(
        (&state["joined"], &state["answered"], &state["tally"]["total"]),
        (&json!(2), &json!(2), &json!(14))
    );
    // The page of each shows the answer of each.
    let page = house.get(&format!("/s/{}", session.id)).cookie(&second).await.text();
    assert!(
        page.contains("&quot;values&quot;:[&quot;9&quot;]") && !page.contains("[&quot;5&quot;]"),
        "{page}"
    );
}

#[tokio::test]
async fn a_name_has_30_signs_at_most_and_may_be_none() {
    let house = House::open().await;
    let session = house.session().await;
    for name in ["", "  ", "Zoé", "é".repeat(30).as_str(), "🌳".repeat(30).as_str(), "\u{200b}"] {
        assert_eq!(join(&session, name).await.status, 201, "{name:?}");
    }
    let before = session.state().await;
    let refused = |reply: Reply| (reply.problem(), reply.pointer());
    for name in ["a".repeat(31).as_str(), "a\nb", "a\u{7}b", "a\tb", "a\u{0}"] {
        let told = refused(join(&session, name).await);
        assert_eq!(told, ((422, "name-refused".into()), Some("/name".into())), "{name:?}");
        let form = house.post("/").form(&[("code", &session.code), ("name", name)]).await;
        assert_eq!(form.status, 422, "{name:?}");
    }
    assert_eq!(session.state().await, before);
}

/// The names in the page of the groups, in the order of arrival.
async fn names(session: &Session<'_>) -> Vec<String> {
    let page = session
        .house
        .get(&format!("/remote/{}/groupes", session.id))
        .cookie(&session.house.host_cookie().await);
    let page = page.await.text();
    let select = page.split("<select name=\"seat\">").nth(1).and_then(|rest| rest.split("</select>").next());
    let options = select.unwrap_or_default().split("<option ").skip(1);
    options
        .filter_map(|option| Some(option.split_once('>')?.1.split("</option>").next()?.to_owned()))
        .collect()
}

#[tokio::test]
async fn names_alike_get_a_number_and_can_be_changed() {
    let house = House::open().await;
    let session = house.session().await;
    session.does(json!({ "command": "group", "do": "make", "count": 2, "by": "choice" })).await;
    let ana = session.joins("Ana").await;
    session.joins(" ana ").await;
    session.joins("ANA").await;
    assert_eq!(names(&session).await, ["Ana", "ana 2", "ANA 3"]);
    // A name that is taken back is free again.
    assert_eq!(ana.page("POST", "/nom").form(&[("name", "Zoé")]).await.status, 303);
    session.joins("Ana").await;
    assert_eq!(names(&session).await, ["Zoé", "ana 2", "ANA 3", "Ana"]);
    let too_long = ana.page("POST", "/nom").form(&[("name", &"z".repeat(31))]).wants_json().await;
    assert_eq!(too_long.problem(), (422, "name-refused".into()));
    let rename = |name: &str| json!({ "command": "rename", "seat": ana.seat, "name": name });
    session.does(rename("Inès")).await;
    assert_eq!(names(&session).await[0], "Inès");
    assert_eq!(session.command(rename(&"z".repeat(31))).await.problem(), (422, "name-refused".into()));
    let nobody = json!({ "command": "rename", "seat": "0".repeat(32), "name": "Léo" });
    assert_eq!(session.command(nobody).await.problem(), (404, "unknown-seat".into()));
    session.does(rename("")).await;
    assert_eq!(names(&session).await[1..], ["ana 2", "ANA 3", "Ana"]);
    assert!(!names(&session).await[0].contains("Inès"));
}

#[tokio::test]
async fn a_full_room_says_so_and_keeps_those_who_are_in() {
    let house = House::of(Plan { connections: 64, ..Plan::default() }).await;
    let session = house.session().await;
    let first = session.joins("").await;
    let mut seats = 1;
    let full = loop {
        let reply = join(&session, "").await;
        if reply.status != 201 {
            break reply;
        }
        seats += 1;
        assert!(seats <= 64, "the room is never full");
    };
    assert_eq!(full.problem(), (409, "session-full".into()));
    assert!(full.value()["detail"].as_str().unwrap().contains(&seats.to_string()), "{full:?}");
    let page = house.post("/").form(&[("code", &session.code)]).await;
    assert!(page.status == 409 && page.text().contains("La salle est pleine"), "{page:?}");
    assert_eq!(join(&session, "").cookie(&first.cookie).await.status, 200);
    assert_eq!(session.state().await["joined"], json!(seats));
}

#[tokio::test]
async fn an_ended_session_lets_nobody_in_any_more() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    session.does(json!({ "command": "end" })).await;
    assert_eq!(join(&session, "").await.problem(), (404, "unknown-code".into()));
    assert_eq!(phone.page("GET", "").await.status, 200, "who was there can look back");
    let ended = (410, "session-ended".to_owned());
    assert_eq!(phone.page("POST", "/autre").wants_json().await.problem(), ended);
    let late = house.get(&format!("/s/{}", session.id)).wants_json().await;
    assert_eq!(late.problem(), ended, "the page of a session that is over says so");
    assert_eq!(session.state().await["joined"], 1);
}

/// A session is asked for by an id that nobody has, or that is none.
#[tokio::test]
async fn what_is_no_session_is_told() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    for id in ["0".repeat(32).as_str(), "x", "..", "%00", "%F0%9F%A6%80", "%ff", "é"] {
        for rest in ["/state", "/events", "/report.json", ""] {
            let call = house.get(&format!("/api/v1/sessions/{id}{rest}")).bearer(crate::house::TOKEN);
            assert!([400, 404].contains(&call.await.status), "{id}{rest}");
        }
        for path in ["/s/", "/stage/", "/remote/", "/live/", "/desk/s/"] {
            let call = house.get(&format!("{path}{id}")).cookie(&phone.cookie);
            assert!([400, 401, 403, 404].contains(&call.await.status), "{path}{id}");
        }
    }
    let gone = house.get(&format!("/s/{}", "0".repeat(32))).wants_json().await;
    assert_eq!(gone.problem(), (404, "unknown-session".into()));
}

#[tokio::test]
async fn a_session_can_be_wished_with_a_title_or_as_a_rehearsal() {
    let house = House::open().await;
    let session = house.session_with(&json!({ "workshop": WORKSHOP, "title": "  La 3e B  " })).await;
    let listed = house.get(&session.path("")).bearer(crate::house::TOKEN).await.value();
    assert_eq!((&listed["title"], &listed["rehearsal"]), (&json!("La 3e B"), &Value::Bool(false)));
    let refused = [
        (json!({ "workshop": "nope" }), "unknown-workshop", "/workshop"),
        (json!({ "workshop": WORKSHOP, "title": "a".repeat(121) }), "title-refused", "/title"),
        (json!({ "workshop": WORKSHOP, "title": "a\u{0}" }), "title-refused", "/title"),
        (
            json!({ "workshop": WORKSHOP, "rehearsal": { "participants": 0 } }),
            "out-of-range",
            "/rehearsal/participants",
        ),
        (
            json!({ "workshop": WORKSHOP, "rehearsal": { "participants": 501 } }),
            "out-of-range",
            "/rehearsal/participants",
        ),
        (
            json!({ "workshop": WORKSHOP, "rehearsal": { "participants": 5, "speed": 0 } }),
            "out-of-range",
            "/rehearsal/speed",
        ),
        (
            json!({ "workshop": WORKSHOP, "rehearsal": { "participants": 5, "speed": 1e9 } }),
            "out-of-range",
            "/rehearsal/speed",
        ),
    ];
    for (wish, code, pointer) in refused {
        let reply = house.post("/api/v1/sessions").bearer(crate::house::TOKEN).json(&wish).await;
        assert_eq!((reply.problem(), reply.pointer()), ((422, code.into()), Some(pointer.into())), "{wish}");
    }
    let all = house.get("/api/v1/sessions").bearer(crate::house::TOKEN).await.value();
    assert_eq!(all.as_array().unwrap().len(), 1, "a refused wish makes nothing");
}
