//! Anything at all, sent anywhere: it is answered, and never by a failure of the server.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::client::{Call, encode};
use crate::house::{House, POLL, Phone, Plan, Session, TOKEN, WORKSHOP, text};

/// What a text may be: short ones, and those that mean something here.
fn any_text() -> impl Strategy<Value = String> {
    let known = [
        "", "start", "next", "goto", "group", "make", "end", "stage", POLL, "\u{0}", "🦀", "=1", "<b>",
        "../", "a~/b",
    ];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), any::<String>(), ".{0,40}"]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2_i64..50).prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        let map = btree_map(any_text(), inner.clone(), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            map.prop_map(|map| Value::Object(map.into_iter().collect()))
        ]
    })
}

/// Every body of the API as it should be, so that what is nearly right is tried too.
fn good() -> Vec<Value> {
    let command = |word: &str| json!({ "command": word });
    vec![
        json!({ "workshop": WORKSHOP, "title": "a", "rehearsal": { "participants": 2, "seed": 1, "speed": 1000 } }),
        json!({ "session": "", "role": "remote" }),
        json!({ "code": "ABCDEF", "name": "Ana" }),
        json!({ "value": { "number": 7, "choice": "A", "requests": 7, "what_if": 1 }, "key": "", "base": 1 }),
        json!({ "group": 1 }),
        json!({ "command": "goto", "step": POLL }),
        json!({ "command": "extend", "seconds": 60 }),
        json!({ "command": "stage", "show": "join" }),
        json!({ "command": "rename", "seat": "", "name": "a" }),
        json!({ "command": "group", "do": "make", "count": 3, "by": "lot", "paper": 1 }),
        json!({ "command": "group", "do": "rename", "group": 1, "name": "a" }),
        json!({ "model": "gpt-4o", "output_tokens": 400, "zone": "BEL", "pue": [1.1, 1.2], "mix": { "gwp": 0.1 } }),
        json!({ "kind": "known", "input": { "model": "gpt-4o", "output_tokens": 400 } }),
        json!({ "accelerator_hours": 1e5, "power_w": 400, "power_scope": "gpu", "zone": "BEL", "uses": 10 }),
        command("next"),
        command("reveal"),
        command("pause"),
    ]
}

/// Nearly right: one field is something else, or one too many.
fn nearly() -> impl Strategy<Value = Value> {
    (proptest::sample::select(good()), any::<prop::sample::Index>(), any_text(), any_json()).prop_map(
        |(body, which, name, value)| {
            let Value::Object(mut fields) = body else { return body };
            let names: Vec<String> = fields.keys().cloned().chain([name]).collect();
            fields.insert(which.get(&names).clone(), value);
            Value::Object(fields)
        },
    )
}

#[derive(Clone)]
struct Sent {
    body: Vec<u8>,
    /// Where the address has room for something.
    place: String,
    fields: Vec<(String, String)>,
    cookie: String,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        write!(f, "{body:?} at {:?}, {:?}, cookie {:?}", self.place, self.fields, self.cookie)
    }
}

fn sent() -> impl Strategy<Value = Sent> {
    let body = prop_oneof![
        4 => nearly().prop_map(|value| value.to_string().into_bytes()),
        2 => any_json().prop_map(|value| value.to_string().into_bytes()),
        1 => vec(any::<u8>(), 0..200),
    ];
    let names = [
        "do",
        "number",
        "choice",
        "choices",
        "code",
        "name",
        "group",
        "count",
        "by",
        "paper",
        "seat",
        "what_if",
        "requests",
        "_round",
        "workshop",
        "address",
        "password",
        "model",
        "output_tokens",
        "zone",
        "power_w",
        "pue",
        "mix.gwp",
        "kind",
        "q",
    ];
    let field = (proptest::sample::select(names.to_vec()).prop_map(str::to_owned), any_text());
    let place = prop_oneof![3 => Just(POLL.to_owned()), 2 => any_text()];
    (body, place, vec(field, 0..6), "[ -~]{0,40}").prop_map(|(body, place, fields, cookie)| Sent {
        body,
        place,
        fields,
        cookie,
    })
}

/// The same to every address of the house.
fn everywhere(session: &Session<'_>, phone: &Phone, host: &str, sent: &Sent) -> Vec<Call> {
    let Session { house, id, .. } = session;
    let place = encode(&sent.place);
    let fields: Vec<(&str, &str)> =
        sent.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let pairs = pairs.join("&");
    let api = |method: &str, path: String| {
        let call = house.call(method, &format!("/api/v1{path}"));
        call.bearer(TOKEN).cookie(&phone.cookie).body("application/json", sent.body.clone())
    };
    let form = |path: String| house.post(&path).cookie(&format!("{host}; {}", phone.cookie)).form(&fields);
    let get = |path: String| house.get(&path).cookie(&sent.cookie);
    vec![
        api("POST", "/join".into()),
        api("POST", "/pairings".into()),
        api("PUT", format!("/sessions/{id}/answers/{place}")),
        api("PUT", format!("/sessions/{id}/group")),
        api("POST", format!("/sessions/{id}/commands")),
        api("POST", format!("/sessions/{place}/commands")),
        api("POST", "/sessions".into()),
        api("DELETE", format!("/sessions/{place}")),
        api("GET", format!("/sessions/{id}/{place}")),
        form("/".into()),
        form(format!("/s/{id}/a/{place}")),
        form(format!("/s/{place}/a/{POLL}")),
        form(format!("/s/{id}/groupe")),
        form(format!("/s/{id}/nom")),
        form(format!("/remote/{id}")),
        form("/desk/start".into()),
        form(format!("/desk/s/{id}/wifi")),
        form(format!("/desk/s/{id}/address")),
        form(format!("/desk/s/{place}/address")),
        form(format!("/desk/s/{place}/delete")),
        get(format!("/j/{place}")),
        get(format!("/h/{place}")),
        get(format!("/p/{place}")),
        get(format!("/chiffres/{place}")),
        get(format!("/chiffres/chaines/{place}")),
        get(format!("/chiffres/chaines/ch-bouteille/exercice?hop={place}&what={place}")),
        get(format!("/chiffres/chaines/ch-bouteille/exercice?{place}")),
        get(format!("/a/{place}")),
        get(format!("/i/{place}")),
        get(format!("/donnees?{place}")),
        get(format!("/live/{id}?view={place}")),
        get(format!("/{place}")),
        api("POST", "/impact/request".into()),
        api("POST", "/impact/training".into()),
        api("POST", "/impact/batch".into()),
        get(format!("/api/v1/impact/request?{pairs}")),
        get(format!("/api/v1/impact/training?{pairs}")),
        get(format!("/api/v1/impact/models?q={place}")),
        get(format!("/api/v1/impact/zones?q={place}")),
        api("DELETE", format!("/sessions/{id}/answers")),
    ]
}

/// Each answer is held to what the house owes: no failure, a problem in its shape, nothing inline.
#[test]
fn anything_sent_anywhere_is_answered() {
    let runtime = Runtime::new().unwrap();
    let house = runtime.block_on(House::of(Plan::without_delays()));
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(sent in sent())| {
        runtime.block_on(async {
            let session = house.session().await;
            session.goes_to(POLL).await;
            let phone = session.joins("").await;
            let host = house.host_cookie().await;
            for call in everywhere(&session, &phone, &host, &sent) {
                call.await;
                house.pass(60_000);
            }
        });
    });
    // What is left of it all is what the logs say.
    runtime.block_on(async {
        let before = states(&house).await;
        let house = House::of(house.close().await).await;
        assert_eq!(states(&house).await, before);
    });
}

/// All sessions as they are, but for those in which robots go on.
async fn states(house: &House) -> Map<String, Value> {
    let list = house.get("/api/v1/sessions").bearer(TOKEN).await.value();
    let mut states = Map::new();
    for row in list.as_array().unwrap().iter().filter(|row| row["rehearsal"] == false) {
        let id = text(&row["id"]);
        let state = house.get(&format!("/api/v1/sessions/{id}/state")).bearer(TOKEN).await;
        assert_eq!(state.status, 200, "{state:?}");
        states.insert(id, state.value());
    }
    states
}
