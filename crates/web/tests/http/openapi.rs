//! What is published of the API and what it does are the same.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use workshop::CommandName;

use crate::house::{House, POLL, Phone, Plan, Session, TOKEN};

async fn published(house: &House) -> Value {
    let document = house.get("/api/v1/openapi.json").await;
    assert_eq!((document.status, document.header("content-type")), (200, Some("application/json")));
    document.value()
}

/// Every call that is described: method, path, description.
fn calls(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let calls = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap();
        methods.iter().map(move |(method, call)| (method.to_uppercase(), path.clone(), call))
    });
    calls.collect()
}

/// A step that people can want.
const WANTED: &str = "a45-badge";

/// A figure that others contradict.
const FIGURE: &str = "google-2025-co2";

fn fill(path: &str, session: &Session<'_>) -> String {
    let id = if path.starts_with("/figures") { FIGURE } else { &session.id };
    let path = path.replace("{id}", id).replace("{step}", POLL).replace("{report}", "report.json");
    let path = path.replace("{item}", WANTED);
    assert!(!path.contains('{'), "{path}: say here what stands in the braces");
    format!("/api/v1{path}{}", query(&path))
}

/// What is asked behind a question mark.
fn query(path: &str) -> &'static str {
    match path {
        "/impact/request" => "?model=gpt-4o&output_tokens=400&zone=bel&pue=1.1..1.2",
        "/impact/training" => {
            "?accelerator_hours=1e5&power_w=400&zone=BEL&wue=0.5&gpu_made_kg=150&lifetime_s=1e8&in_use=0.8&uses=1e6"
        }
        "/impact/models" | "/impact/zones" => "?q=e",
        _ => "",
    }
}

/// A body that is fine, where one is asked for.
fn body(path: &str, method: &str, session: &Session<'_>) -> Option<Value> {
    Some(match (method, path) {
        ("POST", "/sessions") => json!({ "workshop": crate::house::WORKSHOP }),
        ("POST", "/join") => json!({ "code": session.code }),
        ("POST", "/pairings") => json!({ "session": session.id, "role": "remote" }),
        ("POST", "/sessions/{id}/commands") => json!({ "command": "stage", "show": "step" }),
        ("PUT", "/sessions/{id}/answers/{step}") => json!({ "value": { "number": 7 } }),
        ("PUT", "/sessions/{id}/group") => json!({ "group": 0 }),
        ("POST", "/sessions/{id}/questions") => json!({ "text": "Où ?" }),
        ("PUT", "/sessions/{id}/votes/{item}") => json!({ "value": 1 }),
        ("POST", "/impact/request") => json!({
            "id": 1, "active_params_b": [8, 9], "total_params_b": 70, "output_tokens": 400, "zone": "CAF", "requests": 3,
            "mix": { "pe": 5 }, "method": "bisou", "input_tokens": 1000, "images": 1,
        }),
        ("POST", "/impact/training") => json!({
            "id": "a", "params_b": 7, "tokens": 1e12, "peak_tflops": 312, "mfu": [0.3, 0.5], "power_w": 400,
            "power_scope": "facility", "intensity_kg_per_kwh": 0.1, "idle_energy_kwh": 10,
        }),
        ("POST", "/impact/batch") => json!([{ "model": "gpt-4o", "output_tokens": 4 }, { "model": "x" }]),
        _ => return None,
    })
}

async fn ready(house: &House) -> (Session<'_>, Phone) {
    let session = house.session().await;
    session.goes_to(WANTED).await;
    session.goes_to(POLL).await;
    session.does(json!({ "command": "group", "do": "make", "count": 2, "by": "choice" })).await;
    let phone = session.joins("Zoé").await;
    phone.is_told(POLL, json!({ "number": 7 })).await;
    (session, phone)
}

#[tokio::test]
async fn every_call_that_is_described_is_answered_as_described() {
    let house = House::open().await;
    let document = published(&house).await;
    for (method, path, call) in calls(&document) {
        let (session, phone) = ready(&house).await;
        let asked = house.call(&method, &fill(&path, &session)).bearer(TOKEN).cookie(&phone.cookie);
        let body = body(&path, &method, &session);
        assert_eq!(
            body.is_some(),
            call.get("requestBody").is_some(),
            "{method} {path}: a body here, none there"
        );
        if let Some(kind) = call["responses"]["200"]["content"].as_object()
            && kind.contains_key("text/event-stream")
        {
            assert_eq!(asked.status().await, 200, "{method} {path}");
            continue;
        }
        let reply = match &body {
            Some(body) => {
                let schema = &call["requestBody"]["content"]["application/json"]["schema"];
                fits(&document, schema, body, &format!("{method} {path} <"));
                asked.json(body).await
            }
            None => asked.await,
        };
        assert!(reply.status < 300, "{method} {path}: {reply:?}");
        let described = &call["responses"][reply.status.to_string()];
        assert!(described.is_object(), "{method} {path}: nothing is said of {}", reply.status);
        let schema = &described["content"]["application/json"]["schema"];
        if schema.is_object() {
            fits(&document, schema, &reply.value(), &format!("{method} {path} >"));
        }
    }
}

#[tokio::test]
async fn every_path_of_the_api_is_described_and_no_other_method_is_taken() {
    let house = House::of(Plan::without_delays()).await;
    let document = published(&house).await;
    // A router tells its paths to those who debug it only.
    let router = format!("{:?}", web::api::router());
    let quoted = router.split(": \"").skip(1).filter_map(|rest| rest.split('"').next());
    let routed: BTreeSet<&str> =
        quoted.filter(|path| path.starts_with('/') && path.len() > 1 && !path.contains('*')).collect();
    let described: BTreeSet<&str> =
        document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let own = BTreeSet::from(["/openapi.json"]);
    assert_eq!(routed, &described | &own);

    let (session, phone) = ready(&house).await;
    let known: BTreeSet<(String, String)> =
        calls(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    for path in described {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            if known.contains(&(method.into(), path.into())) {
                continue;
            }
            let reply = house.call(method, &fill(path, &session)).bearer(TOKEN).cookie(&phone.cookie).await;
            assert_eq!(reply.problem(), (405, "method-not-allowed".into()), "{method} {path}");
        }
    }
    for path in ["/", "/session", "/sessions/", "/openapi", "/sessions/{id}/repport.json", "/../desk"] {
        let reply = house.get(&format!("/api/v1{path}")).bearer(TOKEN).await;
        assert_eq!(reply.problem(), (404, "not-found".into()), "{path}");
    }
}

#[tokio::test]
async fn every_command_is_described() {
    let house = House::open().await;
    let document = published(&house).await;
    let told =
        document["components"]["schemas"]["CommandBody"]["properties"]["command"]["description"].clone();
    let told = told.as_str().unwrap();
    for command in CommandName::ALL {
        assert!(told.contains(&format!("`{}`", command.as_str())), "{}: {told}", command.as_str());
    }
}

/// Whether a value is as described, as far as descriptions go here: types, fields, items.
fn fits(document: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = &document["components"]["schemas"][name.rsplit('/').next().unwrap()];
        assert!(schema.is_object(), "{place}: {name} is not there");
        return fits(document, schema, value, place);
    }
    for word in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[word].as_array() {
            let choices: Vec<&Value> =
                choices.iter().filter(|choice| (choice["type"] == "null") == value.is_null()).collect();
            assert_eq!(choices.len(), 1, "{place}: {value} is none of {schema}");
            return fits(document, choices[0], value, place);
        }
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let known = types.contains(&kind) || (kind == "integer" && types.contains(&"number"));
    assert!(known, "{place}: {value} is no {types:?}");
    if let (Value::Array(items), items_schema @ Value::Object(_)) = (value, &schema["items"]) {
        items.iter().for_each(|item| fits(document, items_schema, item, &format!("{place}/-")));
    }
    let (Value::Object(fields), Value::Object(described)) = (value, &schema["properties"]) else { return };
    for (name, field) in fields {
        let schema = described.get(name).unwrap_or_else(|| panic!("{place}/{name} is not described"));
        fits(document, schema, field, &format!("{place}/{name}"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        assert!(fields.contains_key(name), "{place}: {name} is described and not there");
    }
}
