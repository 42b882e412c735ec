//! The network drops for everybody at once, and comes back for everybody at once.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use crate::files;
use crate::house::{DUEL, House, POLL, Phone, Plan};
use crate::stream::Stream;

/// Each phone has given an answer of its own.
fn number(person: usize) -> u64 {
    person as u64 % 1000
}

async fn watches(phone: &Phone) -> Stream {
    let mut stream = phone.call("GET", "/events").stream().await;
    stream.next().await.unwrap();
    stream
}

/// Does something as everybody, at once.
async fn together<T, F>(people: usize, act: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut acts: JoinSet<(usize, T)> = JoinSet::new();
    for person in 0..people {
        let act = act(person);
        acts.spawn(async move { (person, act.await) });
    }
    let mut done = acts.join_all().await;
    done.sort_by_key(|(person, _)| *person);
    done.into_iter().map(|(_, told)| told).collect()
}

#[tokio::test]
async fn a_thousand_phones_come_back_to_the_right_step_with_their_own_answers() {
    // For a moment the server still holds the streams that have dropped.
    let leave = files::leave(1500).await;
    let people = leave.connections * 2 / 3;
    let house = Arc::new(House::of(Plan { connections: leave.connections + 100, ..Plan::default() }).await);
    let session = house.session().await;
    session.goes_to(POLL).await;

    let phones: Arc<Vec<Phone>> = Arc::new(together(people, |_| session.joining("")).await);
    let streams = together(people, |person| {
        let phones = Arc::clone(&phones);
        async move {
            let told = phones[person].is_told(POLL, json!({ "number": number(person) })).await;
            assert_eq!(told, "recorded");
            watches(&phones[person]).await
        }
    })
    .await;
    drop(streams);

    // While nobody is there, the room goes on.
    session.goes_to(DUEL).await;
    session.does(json!({ "command": "close" })).await;
    let streams = together(people, |person| {
        let phones = Arc::clone(&phones);
        async move {
            let mut stream =
                phones[person].call("GET", "/events").header("last-event-id", "2").stream().await;
            let step = stream.next().await.unwrap().value()["step"].clone();
            assert_eq!((&step["id"], &step["phase"]), (&json!(DUEL), &json!("closed")), "phone {person}");
            stream
        }
    })
    .await;
    let state = session.goes_to(POLL).await;
    assert_eq!((&state["joined"], &state["answered"]), (&json!(people), &json!(people)));
    for (person, mut stream) in streams.into_iter().enumerate() {
        stream.until(|event| event.value()["step"]["id"] == POLL).await;
        let mine = phones[person].state().await["mine"].clone();
        assert_eq!(mine, json!({ "number": number(person) }), "phone {person}");
    }
    let total: u64 = (0..people).map(number).sum();
    assert_eq!(session.state().await["tally"]["total"], total);
}
