//! What others write is read, and voted for, when its time has come: not before the reveal, nor any more where a debate is closed.

use serde_json::{Value, json};

use crate::house::{House, Phone, Session};

const DEBATE: &str = "a90-debat";
const SITUATION: &str = "a90-bisou.sit-image-affiche";
const PLEDGE: &str = "a90-engagement";

async fn class(house: &House) -> (Session<'_>, [Phone; 2]) {
    let session = house.session_with(&json!({ "workshop": "atelier-90" })).await;
    let phones = [session.joins("Awa").await, session.joins("Zoé").await];
    session.does(json!({ "command": "start" })).await;
    (session, phones)
}

/// The texts of the step that somebody is told.
async fn told(phone: &Phone) -> Vec<String> {
    let state = phone.state().await;
    let texts = state["texts"].as_array().cloned().unwrap_or_default();
    texts.iter().map(|text| text["text"].as_str().unwrap().to_owned()).collect()
}

async fn item(session: &Session<'_>) -> String {
    session.state().await["texts"][0]["item"].as_str().unwrap().to_owned()
}

async fn votes(phone: &Phone, item: &str) -> (u16, Value) {
    let reply = phone.call("PUT", &format!("/votes/{item}")).json(&json!({ "value": 1 })).await;
    (reply.status, reply.value()["code"].clone())
}

fn says(argument: &str) -> Value {
    json!({ "position": 1, "argument": argument })
}

#[tokio::test]
async fn before_the_reveal_a_phone_is_told_its_own_words_and_nobody_elses() {
    let house = House::open().await;
    let (session, [one, other]) = class(&house).await;
    let scores = json!({ "B": 0, "I": 1, "S": 2, "O": 3, "U": 4 });
    for (step, value) in [
        (DEBATE, says("Mes mots.")),
        (SITUATION, json!({ "scores": scores, "decision": "sans", "alternative": "Mes mots." })),
        (PLEDGE, json!({ "practice": "bp-precise", "words": "Mes mots." })),
    ] {
        session.goes_to(step).await;
        assert_eq!(one.is_told(step, value).await, "recorded");
        assert_eq!(told(&one).await, ["Mes mots."], "{step}: one's own");
        assert_eq!(told(&other).await, [""; 0], "{step}: not yet");
        assert_eq!(
            session.state().await["texts"].as_array().map(Vec::len),
            Some(1),
            "{step}: the facilitator"
        );
        session.does(json!({ "command": "close" })).await;
        assert_eq!(told(&other).await, [""; 0], "{step}: a closed vote can be opened again");
        session.does(json!({ "command": "reveal" })).await;
        assert_eq!(told(&other).await, ["Mes mots."], "{step}: revealed");
    }
}

#[tokio::test]
async fn an_argument_is_voted_for_once_it_can_be_read() {
    let house = House::open().await;
    let (session, [one, other]) = class(&house).await;
    session.goes_to(DEBATE).await;
    one.is_told(DEBATE, says("Mes mots.")).await;
    let item = item(&session).await;
    assert_eq!(votes(&other, &item).await, (422, "not-this-phase".into()));
    assert_eq!(session.state().await["texts"][0]["votes"], 0, "nothing changed");
    session.does(json!({ "command": "reveal" })).await;
    assert_eq!(votes(&other, &item).await.0, 200);
    assert_eq!(votes(&one, &item).await, (422, "own-item".into()));
    session.does(json!({ "command": "round" })).await;
    assert_eq!(told(&other).await, ["Mes mots."], "a second vote is held after everybody was read");
    one.is_told(DEBATE, says("D’autres mots.")).await;
    assert_eq!(told(&other).await, ["D’autres mots."]);
}

#[tokio::test]
async fn a_debate_that_was_never_revealed_is_read_after_the_session_and_closes_to_be_read() {
    let house = House::open().await;
    let (session, [one, other]) = class(&house).await;
    session.goes_to(DEBATE).await;
    one.is_told(DEBATE, says("Mes mots.")).await;
    let item = item(&session).await;
    session.does(json!({ "command": "linger", "step": DEBATE, "open": true })).await;
    let page = || async { other.page("GET", "").await.text() };
    assert!(!page().await.contains("Mes mots."), "not before the end");
    session.does(json!({ "command": "end" })).await;
    let open = page().await;
    assert!(open.contains("Mes mots.") && open.contains("data-vote"), "{open}");
    assert_eq!(votes(&other, &item).await.0, 200);
    session.does(json!({ "command": "linger", "step": DEBATE, "open": false })).await;
    let closed = page().await;
    assert!(closed.contains("Mes mots.") && closed.contains("1 vote"), "{closed}");
    assert!(!closed.contains("data-vote") && !closed.contains("name=\"position\""), "{closed}");
    assert_eq!(votes(&other, &item).await, (410, "session-ended".into()));
}

#[tokio::test]
async fn a_name_is_a_text_too() {
    let house = House::open().await;
    let session = house.session().await;
    let rude = session.joins("Gros connard").await;
    let ask = |text: &'static str, named: bool| {
        rude.call("POST", "/questions").json(&json!({ "text": text, "named": named }))
    };
    assert_eq!(ask("Et l’eau ?", false).await.value()["status"], "shown", "without the name");
    assert_eq!(ask("Et le cuivre ?", true).await.value()["status"], "held", "with it");
    let seat = rude.seat.clone();
    let page = format!("/remote/{}/textes", session.id);
    let host = house.host_cookie().await;
    let remote = || async { house.get(&page).cookie(&host).await.text() };
    let held = remote().await;
    assert!(held.contains("Gros connard") && held.contains(&format!("unname {seat}")), "{held}");
    session.does(json!({ "command": "rename", "seat": seat, "name": "" })).await;
    assert!(!remote().await.contains("Gros connard"));
    let item = session.state().await["questions"][1]["item"].clone();
    session.does(json!({ "command": "approve", "item": item })).await;
    rude.page("POST", "/nom").form(&[("name", "Sale connard")]).await;
    let questions = rude.page("GET", "/questions").await.text();
    assert!(
        questions.contains("Et le cuivre") && !questions.contains("connard"),
        "another name is not given with it"
    );
}
