//! Answers: kept, replaced, late, refused; on disk when they are acknowledged.

use serde_json::{Value, json};

use crate::house::{DUEL, House, POLL, Session, WELCOME};

fn number(number: u64) -> Value {
    json!({ "number": number })
}

async fn close(session: &Session<'_>) {
    session.does(json!({ "command": "close" })).await;
}

#[tokio::test]
async fn an_answer_is_recorded_then_replaced_and_sending_it_twice_is_sending_it_once() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    let first = phone.answers(POLL, number(7)).await.value();
    assert_eq!(first["status"], "recorded");
    assert_eq!(phone.answers(POLL, number(7)).await.value(), first, "nothing has happened twice");
    assert_eq!(phone.answers(POLL, json!({ "number": 7.0 })).await.value(), first, "the same number");
    let second = phone.answers(POLL, number(8)).await.value();
    assert_eq!(
        (&second["status"], second["seq"].as_u64()),
        (&json!("replaced"), first["seq"].as_u64().map(|seq| seq + 1))
    );
    assert_eq!(phone.state().await["mine"], number(8));
    let state = session.state().await;
    assert_eq!((&state["answered"], &state["tally"]["total"]), (&json!(1), &json!(8)));
}

#[tokio::test]
async fn an_answer_waits_for_its_step() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("").await;
    let refused = |step: &'static str| async { phone.answers(step, number(7)).await.problem() };
    assert_eq!(refused(POLL).await, (409, "step-not-open".into()), "in the lobby");
    session.does(json!({ "command": "start" })).await;
    let before = session.state().await;
    assert_eq!(refused(POLL).await, (409, "step-not-open".into()), "before its time");
    assert_eq!(refused(WELCOME).await, (422, "takes-no-answer".into()));
    assert_eq!(refused("a45-nulle-part").await, (404, "unknown-step".into()));
    assert_eq!(refused("%2e%2e%2f").await, (404, "unknown-step".into()));
    assert_eq!(session.state().await, before);
    // Once it was reached it stays open, wherever the room goes.
    session.goes_to(POLL).await;
    session.goes_to(WELCOME).await;
    assert_eq!(phone.is_told(POLL, number(7)).await, "recorded");
}

#[tokio::test]
async fn a_late_answer_is_kept_beside_and_never_counts() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let (in_time, late) = (session.joins("").await, session.joins("").await);
    in_time.is_told(POLL, number(7)).await;
    close(&session).await;
    let tally = session.state().await["tally"].clone();
    assert_eq!(late.is_told(POLL, number(900)).await, "late");
    assert_eq!(in_time.is_told(POLL, number(901)).await, "late");
    assert_eq!(in_time.is_told(POLL, number(7)).await, "recorded", "sent again, because its answer was lost");
    assert_eq!(in_time.state().await["mine"], number(7), "it does not replace the one given in time");
    let state = session.state().await;
    assert_eq!((&state["tally"], &state["answered"]), (&tally, &json!(1)));
    let csv = session.report("csv").await.text();
    assert!(
        csv.contains("900") && csv.contains("901") && csv.contains('7'),
        "the report shows them apart: {csv}"
    );
    session.does(json!({ "command": "reopen" })).await;
    assert_eq!(late.is_told(POLL, number(20)).await, "recorded");
}

#[tokio::test]
async fn the_tally_is_hidden_until_it_is_revealed() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    phone.is_told(POLL, number(432)).await;
    let hidden = |state: &Value| state.get("tally").is_none();
    assert!(hidden(&phone.state().await));
    assert_eq!(session.state().await["tally"]["total"], 432, "the facilitator always sees it");
    close(&session).await;
    assert!(hidden(&phone.state().await));
    session.does(json!({ "command": "reveal" })).await;
    assert_eq!(phone.state().await["tally"]["total"], 432);
    session.does(json!({ "command": "reopen" })).await;
    assert!(hidden(&phone.state().await));
    assert_eq!(phone.state().await["mine"], number(432), "one's own answer is always one's own");
}

#[tokio::test]
async fn answers_are_taken_in_a_pause_and_not_after_the_end() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    session.does(json!({ "command": "pause" })).await;
    assert_eq!(phone.is_told(POLL, number(7)).await, "recorded");
    session.does(json!({ "command": "end" })).await;
    let before = session.state().await;
    assert_eq!(phone.answers(POLL, number(8)).await.problem(), (410, "session-ended".into()));
    assert_eq!(phone.answers(DUEL, json!({ "choice": "A" })).await.problem(), (410, "session-ended".into()));
    let form = phone.page("POST", &format!("/a/{POLL}")).form(&[("number", "8")]);
    assert_eq!(form.wants_json().await.problem(), (410, "session-ended".into()));
    assert_eq!(session.state().await, before);
    assert_eq!(phone.state().await["mine"], number(7));
}

#[tokio::test]
async fn a_wrong_value_is_told_with_its_place_and_changes_nothing() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(DUEL).await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    let before = session.state().await;
    let cases = [
        (POLL, json!({ "number": 1e7 }), "out-of-range", "/value/number"),
        (POLL, json!({ "number": -1 }), "out-of-range", "/value/number"),
        (POLL, json!({ "number": "7" }), "not-a-number", "/value/number"),
        (POLL, json!([]), "not-a-number", "/value/number"),
        (POLL, Value::Null, "not-a-number", "/value/number"),
        (DUEL, json!({ "choice": "D" }), "unknown-choice", "/value/choice"),
    ];
    for (step, value, code, pointer) in cases {
        let reply = phone.answers(step, value.clone()).await;
        assert_eq!((reply.problem(), reply.pointer()), ((422, code.into()), Some(pointer.into())), "{value}");
    }
    let keyed =
        phone.call("PUT", &format!("/answers/{POLL}")).json(&json!({ "value": number(7), "key": "b" })).await;
    assert_eq!((keyed.problem(), keyed.pointer()), ((422, "unknown-key".into()), Some("/key".into())));
    assert_eq!(session.state().await, before);
}

/// What the page sends: with the script as JSON comes back, without it as a page.
#[tokio::test]
async fn a_form_is_an_answer_too() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    let form = |number: &str| phone.page("POST", &format!("/a/{POLL}")).form(&[("number", number)]);
    let plain = form("12").await;
    assert_eq!((plain.status, plain.header("location")), (303, Some(format!("/s/{}", session.id).as_str())));
    let script = form("13").wants_json().await.value();
    assert_eq!(
        (&script["status"], &script["values"], &script["late"]),
        (&json!("replaced"), &json!(["13"]), &json!(false))
    );
    assert_eq!(phone.state().await["mine"], number(13));
    for wrong in ["", "douze", "-1", "1e99", "9999999999999999999999", "12.5", "١٢"] {
        assert_eq!(form(wrong).wants_json().await.status, 422, "{wrong:?}");
        let page = form(wrong).await;
        assert!(page.status == 422 && page.text().contains("<h1>"), "{wrong:?}: {page:?}");
    }
    close(&session).await;
    assert_eq!(form("14").wants_json().await.value()["late"], true);
    let before_the_round =
        phone.page("POST", &format!("/a/{POLL}")).form(&[("number", "14"), ("_round", "x")]);
    assert_eq!(before_the_round.wants_json().await.status, 200);
    assert_eq!(phone.state().await["mine"], number(13));
}

#[tokio::test]
async fn an_acknowledged_answer_is_there_when_the_house_opens_again() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("Zoé").await;
    phone.is_told(POLL, number(432)).await;
    let (before, report) = (session.state().await, session.report("csv").await.text());
    let (id, code, cookie) = (session.id.clone(), session.code.clone(), phone.cookie.clone());

    let house = House::of(house.close().await).await;
    let session = Session { house: &house, id, code };
    assert_eq!(session.state().await, before);
    assert_eq!(session.report("csv").await.text(), report);
    let mine = house.get(&session.path("/state")).cookie(&cookie).await.value();
    assert_eq!(mine["mine"], number(432));
    let again = house.post("/api/v1/join").json(&json!({ "code": session.code })).cookie(&cookie).await;
    assert_eq!(again.status, 200, "the same device finds the same seat");
}
