//! What the facilitator may do when, and that what is refused changes nothing.

use serde_json::{Value, json};

use crate::house::{House, POLL, Session, TOKEN, WELCOME, text};

fn command(word: &str) -> Value {
    json!({ "command": word })
}

/// A command that is refused: its word, and that nothing has changed.
async fn refused(session: &Session<'_>, wish: Value) -> (u16, String) {
    let before = session.state().await;
    let told = session.command(wish.clone()).await.problem();
    assert_eq!(session.state().await, before, "{wish}");
    told
}

#[tokio::test]
async fn the_whole_way_ends_at_the_last_step_and_not_by_itself() {
    let house = House::open().await;
    let session = house.session().await;
    session.does(command("start")).await;
    assert_eq!(refused(&session, command("previous")).await, (409, "first-step".into()));
    let mut steps = vec![text(&session.state().await["step"]["id"])];
    for presses in 0.. {
        assert!(presses < 500, "the way has no end: {steps:?}");
        let reply = session.command(command("next")).await;
        if reply.status != 200 {
            assert_eq!(reply.problem(), (409, "last-step".into()));
            break;
        }
        let step = text(&reply.value()["state"]["step"]["id"]);
        if steps.last() != Some(&step) {
            steps.push(step);
        }
    }
    let workshops = house.get("/api/v1/workshops").bearer(TOKEN).await.value();
    let workshop =
        workshops.as_array().unwrap().iter().find(|one| one["id"] == crate::house::WORKSHOP).unwrap();
    let planned = workshop["steps"].as_array().unwrap().iter();
    let planned: Vec<String> =
        planned.filter(|step| step["optional"] == false).map(|step| text(&step["id"])).collect();
    assert_eq!(steps, planned, "every step that is not optional, in order");
    let state = session.state().await;
    assert_eq!((&state["status"], &state["step"]["index"]), (&json!("running"), &json!(steps.len() - 1)));
    assert_eq!(refused(&session, command("next")).await, (409, "last-step".into()));
    let here = json!({ "command": "skip", "step": steps.last() });
    assert_eq!(refused(&session, here).await, (409, "last-step".into()));
    assert_eq!(session.does(command("end")).await["status"], "ended");
}

#[tokio::test]
async fn what_is_not_possible_now_says_what_is() {
    let house = House::open().await;
    let session = house.session().await;
    let allowed = |word: &'static str| {
        let session = &session;
        async move {
            let before = session.state().await;
            let reply = session.command(command(word)).await;
            assert_eq!(reply.problem(), (409, "not-now".into()), "{word}");
            assert_eq!(session.state().await, before, "{word}");
            let told = reply.value();
            let words: Vec<String> = told["allowed"].as_array().unwrap().iter().map(text).collect();
            words.join(" ")
        }
    };
    for word in ["next", "previous", "close", "reveal", "reopen", "pause", "resume", "round"] {
        assert_eq!(
            allowed(word).await,
            "start goto stage group moderation linger share rename end",
            "{word} in the lobby"
        );
    }
    session.does(command("start")).await;
    for word in ["start", "close", "reveal", "reopen", "resume", "round"] {
        let words = "next previous goto skip extend pause stage group moderation linger share rename end";
        assert_eq!(allowed(word).await, words, "{word} on a slide");
    }
    session.goes_to(POLL).await;
    let open = "next previous goto skip close reveal extend pause stage group moderation hint answer linger share rename end";
    assert_eq!(allowed("reopen").await, open);
    session.does(command("pause")).await;
    assert_eq!(
        allowed("next").await,
        "close reveal extend resume stage group moderation hint answer linger share rename end"
    );
    session.does(command("resume")).await;
    session.does(command("reveal")).await;
    assert_eq!(
        allowed("close").await,
        "next previous goto skip reopen pause stage group moderation hint answer linger share rename end"
    );
    assert_eq!(
        allowed("reveal").await,
        "next previous goto skip reopen pause stage group moderation hint answer linger share rename end"
    );
    session.does(command("end")).await;
    for word in ["start", "next", "close", "reveal", "pause", "resume", "end"] {
        assert_eq!(allowed(word).await, "stage group moderation linger share rename", "{word} after the end");
    }
}

#[tokio::test]
async fn a_step_that_is_not_there_is_told() {
    let house = House::open().await;
    let session = house.session().await;
    for wish in ["goto", "skip"] {
        for step in ["a45-nulle-part", "", "🦀", "a45-sondage ", "A45-SONDAGE"] {
            let told = refused(&session, json!({ "command": wish, "step": step })).await;
            let expected = if wish == "goto" { (404, "unknown-step") } else { (409, "not-now") };
            assert_eq!(told, (expected.0, expected.1.into()), "{wish} {step:?} in the lobby");
        }
    }
    session.does(command("start")).await;
    for wish in ["goto", "skip"] {
        let told = refused(&session, json!({ "command": wish, "step": "a45-nulle-part" })).await;
        assert_eq!(told, (404, "unknown-step".into()));
    }
}

#[tokio::test]
async fn a_clock_is_the_servers_and_closes_its_step() {
    let house = House::open().await;
    let session = house.session().await;
    session.goes_to(POLL).await;
    let phone = session.joins("").await;
    let extend = |seconds: u32| json!({ "command": "extend", "seconds": seconds });
    let state = session.does(extend(60)).await;
    let (now, end) = (state["now"].as_i64().unwrap(), state["step"]["ends_at"].as_i64().unwrap());
    assert_eq!(end - now, 60_000);
    house.pass(59_999);
    assert_eq!(phone.is_told(POLL, json!({ "number": 7 })).await, "recorded");
    house.pass(1);
    assert_eq!(phone.is_told(POLL, json!({ "number": 8 })).await, "late");
    let state = session.state().await;
    assert_eq!((&state["step"]["phase"], &state["tally"]["total"]), (&json!("closed"), &json!(7)));
    assert_eq!(refused(&session, extend(60)).await, (409, "not-now".into()));
}

#[tokio::test]
async fn two_remotes_see_the_same() {
    let house = House::open().await;
    let session = house.session().await;
    let (one, two) = (session.paired("remote").await, house.host_cookie().await);
    let mut streams = Vec::new();
    for (cookie, view) in [(&one, "remote"), (&two, "remote"), (&two, "stage")] {
        let mut stream =
            house.get(&format!("/live/{}?view={view}", session.id)).cookie(cookie).stream().await;
        stream.next().await.unwrap();
        streams.push(stream);
    }
    let pressed = house.post(&format!("/remote/{}", session.id)).cookie(&one).form(&[("do", "start")]);
    assert_eq!(pressed.wants_json().await.status, 200);
    let seq = session.state().await["seq"].as_u64();
    for stream in &mut streams {
        stream.until(|event| Some(event.id) == seq).await;
    }
    let again = house.post(&format!("/remote/{}", session.id)).cookie(&two).form(&[("do", "start")]);
    assert_eq!(again.wants_json().await.problem(), (409, "not-now".into()), "the other has done it");
    let nonsense = [
        ("", 422),
        ("sing", 422),
        ("goto", 404),
        ("goto nowhere", 404),
        ("stage moon", 422),
        ("group sing", 422),
    ];
    for (wish, status) in nonsense {
        let reply = house.post(&format!("/remote/{}", session.id)).cookie(&two).form(&[("do", wish)]);
        assert_eq!(reply.wants_json().await.status, status, "{wish:?}");
    }
    assert_eq!(session.state().await["step"]["id"], WELCOME);
}

#[tokio::test]
async fn a_report_that_is_shared_is_read_by_those_who_were_there_when_it_is_over() {
    let house = House::open().await;
    let session = house.session().await;
    let phone = session.joins("Zoé").await;
    let path = format!("/s/{}/rapport", session.id);
    let read = async || house.get(&path).cookie(&phone.cookie).await;
    let page = async || house.get(&format!("/s/{}", session.id)).cookie(&phone.cookie).await.text();
    session.does(json!({ "command": "share", "open": true })).await;
    assert_eq!(read().await.status, 303, "the session goes on");
    session.does(command("end")).await;
    assert!(page().await.contains(&path));
    let report = read().await;
    assert_eq!(report.status, 200);
    assert!(report.text().contains("Rapport de séance"));
    assert_eq!(house.get(&path).await.status, 303, "to the door: a stranger reads nothing");
    session.does(json!({ "command": "share", "open": false })).await;
    assert_eq!(read().await.status, 303);
    assert!(!page().await.contains(&path));
}

#[tokio::test]
async fn a_result_that_is_shown_from_a_slide_shows_on_every_screen() {
    let house = House::open().await;
    let session = house.session().await;
    let state = session.goes_to("a45-quiz.q-eau-conversation").await;
    assert!(state["step"]["screen"]["of"].as_u64().unwrap() > 1, "its slides come first: {state}");
    let state = session.does(command("reveal")).await;
    let screen = &state["step"]["screen"];
    assert_eq!(
        (&state["step"]["phase"], screen["index"].as_u64().unwrap() + 1),
        (&json!("revealed"), screen["of"].as_u64().unwrap())
    );
}
