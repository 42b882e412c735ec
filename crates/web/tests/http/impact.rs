//! The impact engine over HTTP: each bad input and its answer, as objects, as names and texts, in batches.

use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value, json};
use web::limits::{BATCH_BODY, BATCH_ITEMS, Patience};

use crate::client::{Call, Line, Reply, encode};
use crate::house::{House, Plan};

const REQUEST: &str = "/api/v1/impact/request";
const TRAINING: &str = "/api/v1/impact/training";
const BATCH: &str = "/api/v1/impact/batch";

/// `model=gpt-4o&output_tokens=400`, and something else in the place of it.
fn request(changes: &[(&str, &str)]) -> String {
    question(REQUEST, &[("model", "gpt-4o"), ("output_tokens", "400")], changes)
}

fn training(changes: &[(&str, &str)]) -> String {
    let usual = [
        ("accelerator_hours", "1e5"),
        ("power_w", "400"),
        ("power_scope", "gpu"),
        ("pue", "1.1"),
        ("zone", "BEL"),
    ];
    question(TRAINING, &usual, changes)
}

/// A change to `-` takes a field away.
fn question(path: &str, usual: &[(&str, &str)], changes: &[(&str, &str)]) -> String {
    let kept = usual.iter().filter(|(name, _)| changes.iter().all(|(other, _)| other != name));
    let pairs = kept.chain(changes).filter(|(_, text)| *text != "-");
    let pairs: Vec<String> = pairs.map(|(name, text)| format!("{name}={}", encode(text))).collect();
    format!("{path}?{}", pairs.join("&"))
}

fn object(changes: Value) -> Value {
    let mut object = json!({ "model": "gpt-4o", "output_tokens": 400 });
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    for (name, value) in changes {
        object[name] = value;
    }
    object
}

fn notes(reply: &Reply) -> Vec<String> {
    let told = reply.value();
    let notes = told["notes"].as_array().into_iter().flatten();
    notes.map(|note| note["code"].as_str().unwrap().to_owned()).collect()
}

/// A problem's status, word and place.
fn refused(reply: &Reply) -> (u16, String, String) {
    (reply.status, reply.code(), reply.pointer().unwrap_or_else(|| "none".into()))
}

fn outside(pointer: &str) -> (u16, String, String) {
    (422, "out-of-range".into(), pointer.into())
}

fn first_suggestion(reply: &Reply) -> Value {
    reply.value()["suggestions"][0].clone()
}

#[tokio::test]
async fn a_question_has_the_same_answer_however_it_is_asked() {
    let house = House::open().await;
    let got = house.get(&request(&[("zone", "BEL"), ("pue", "1.1..1.2"), ("mix.gwp", "0.2")])).await;
    let fields = object(json!({ "zone": "BEL", "pue": [1.1, 1.2], "mix": { "gwp": 0.2 } }));
    let posted = house.post(REQUEST).json(&fields).await;
    let line = json!({ "kind": "known", "input": fields });
    let in_line = house.post(REQUEST).json(&line).await;
    assert_eq!(got.value()["energy"], posted.value()["energy"]);
    assert_eq!(in_line.value(), posted.value());
    assert_eq!(
        (got.header("content-type"), posted.header("content-type")),
        (Some("application/json"), Some("application/json"))
    );
    assert_eq!(got.header("cache-control"), Some("public, max-age=3600"));
    assert_eq!(posted.header("cache-control"), Some("no-store"));
    assert_eq!(got.header("access-control-allow-origin"), None);
    let method = house.get(&request(&[("method", "ecologits-0.11.3")])).await.value();
    assert_eq!(method["method"], "ecologits-0.11.3");
    let video = [
        ("model", "openai/sora-2-pro"),
        ("output_tokens", "-"),
        ("resolution", "720p"),
        ("duration_s", "5"),
        ("audio", "false"),
    ];
    let video = house.get(&request(&video)).await;
    assert_eq!((video.status, &video.value()["model"]), (200, &json!("openai/sora-2-pro")));
    let custom = [("model", "-"), ("active_params_b", "8"), ("total_params_b", "8..9"), ("zone", "BEL")];
    assert_eq!(house.get(&request(&custom)).await.status, 200);
}

#[tokio::test]
async fn a_training_is_told_scope_by_scope() {
    let house = House::open().await;
    let got = house.get(&training(&[("wue", "0.5"), ("uses", "1e6")])).await.value();
    let posted = json!({ "accelerator_hours": 1e5, "power_w": 400, "power_scope": "gpu", "pue": 1.1, "zone": "BEL", "wue": 0.5, "uses": 1e6 });
    assert_eq!(house.post(TRAINING).json(&posted).await.value(), got);
    assert_eq!((&got["missing"], &got["scopes"]["idle"]), (&json!(["idle", "embodied"]), &Value::Null));
    assert!(
        got["per_use"]["gwp"].is_array()
            && got["intensity_source"].as_str().unwrap().contains("Our World in Data")
    );
    let line = json!({ "kind": "training", "input": posted });
    assert_eq!(house.post(TRAINING).json(&line).await.value(), got);
    for (kind, path) in [("training", REQUEST), ("known", TRAINING)] {
        let line = json!({ "kind": kind, "input": posted });
        assert_eq!(
            refused(&house.post(path).json(&line).await),
            (422, "unknown-kind".into(), "/kind".into())
        );
    }
}

/// By either method, named with its answer; what draws has its turn.
#[tokio::test]
async fn a_method_that_draws_is_answered_in_its_turn() {
    let house = House::open().await;
    let fields = object(json!({ "zone": "BEL", "method": "bisou" }));
    let got = house.get(&request(&[("zone", "BEL"), ("method", "bisou")])).await;
    assert_eq!((got.status, &got.value()["method"]), (200, &json!("bisou")));
    let posted = house.post(REQUEST).json(&fields).await.value();
    assert_eq!(got.value()["energy"], posted["energy"], "the same draws");
    let reference = house.get(&request(&[("zone", "BEL")])).await.value();
    assert_ne!(posted["energy"], reference["energy"]);
    let central = posted["central"]["energy"].as_f64().unwrap();
    assert!(
        posted["energy"][0].as_f64().unwrap() < central && central < posted["energy"][1].as_f64().unwrap()
    );
    let wrong = json!({ "model": "gpt4o", "output_tokens": -1, "method": "bisous" });
    let wrong = house.post(REQUEST).json(&wrong).await.value();
    let codes: Vec<_> = wrong["errors"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert_eq!(codes, ["unknown-model", "out-of-range", "unknown-method"], "all that is wrong at once");
    let asked: Vec<_> = (0..8).map(|_| house.post(REQUEST).json(&fields)).collect();
    for call in asked {
        assert_eq!(call.await.status, 200);
    }
    assert_eq!(refused(&house.get(&training(&[("method", "bisou")])).await).1, "unknown-field");
}

/// Names, line by line of what the engine promises for bad input.
#[tokio::test]
async fn names_are_read_as_people_write_them_or_refused_with_the_nearest() {
    let house = House::open().await;
    let model = async |name: &str| house.get(&request(&[("model", name)])).await;
    for (name, first) in [
        ("gpt4o", "gpt-4o"),
        ("gpt-4o-2099-01-01", "gpt-4o-2024-08-06"),
        ("mistral-lagre-latest", "mistral-large-latest"),
    ] {
        let reply = model(name).await;
        assert_eq!(refused(&reply), (422, "unknown-model".into(), "/model".into()), "{name}");
        assert_eq!(first_suggestion(&reply), first);
        assert_eq!(
            (&reply.value()["received"], reply.header("cache-control")),
            (&json!(name), Some("no-store"))
        );
    }
    assert_eq!(model("zzzzzzzz").await.value()["suggestions"], json!([]));
    for name in ["GPT-4o", " gpt-4o ", "gpt_4o", "gpt-4o\n"] {
        let reply = model(name).await;
        assert_eq!(
            (&reply.value()["model"], notes(&reply)),
            (&json!("gpt-4o"), vec!["model-name-normalised".into(), "provider-deduced".into()])
        );
    }
    assert_eq!(model("openai/gpt-4o").await.value()["provider"], "openai");
    assert_eq!(model("mistralai/mistral-large-2512").await.value()["model"], "mistral-large-2512");
    assert_eq!(model("gpt-35-turbo").await.value()["alias_of"], "gpt-3.5-turbo");
    assert_eq!(notes(&model("gpt-4o").await), ["provider-deduced"]);
    let azure = house.get(&request(&[("provider", "azure")])).await;
    assert_eq!(refused(&azure), (422, "unknown-provider".into(), "/provider".into()));
    assert_eq!(azure.value()["suggestions"].as_array().unwrap().len(), 6);
    let like = house.get(&request(&[("model", "gpt-4o-2099-01-01"), ("like", "gpt-4o")])).await;
    assert!(notes(&like).contains(&"model-by-analogy".into()));

    let zone = async |name: &str| house.get(&request(&[("zone", name)])).await;
    for name in ["bel", "be", "BE", "Belgique", "Belgium", "België"] {
        let reply = zone(name).await;
        assert_eq!(reply.value()["zone"], "BEL", "{name}");
        assert!(notes(&reply).contains(&"zone-normalised".into()), "{name}");
    }
    for name in ["XXX", "ZZZ", "", "W0R", "EU", "UE", "Europe", "Belgqiue"] {
        assert_eq!(refused(&zone(name).await), (422, "unknown-zone".into(), "/zone".into()), "{name}");
    }
    assert_eq!(first_suggestion(&zone("Belgqiue").await), "BEL");
    assert_eq!(first_suggestion(&zone("EU").await), "EEE");
    assert!(notes(&zone("CAF").await).contains(&"mix-suspicious-zero".into()));
    let world = zone("ABW").await.value()["warnings"].to_string();
    assert!(world.contains("electricity-mix-"), "{world}");
}

/// Numbers, line by line: what is refused, where, with which bounds.
#[tokio::test]
async fn numbers_have_bounds() {
    let house = House::open().await;
    let ask = async |changes: &[(&str, &str)]| house.get(&request(changes)).await;
    let numbers = [
        ("output_tokens", "-1"),
        ("output_tokens", "1.1e12"),
        ("output_tokens", "1e400"),
        ("latency_s", "-5"),
        ("latency_s", "86401"),
        ("pue", "0.5"),
        ("pue", "-1"),
        ("pue", "1..3.5"),
        ("wue", "-3"),
        ("wue", "20.5"),
        ("mix.gwp", "-0.4"),
        ("mix.adpe", "-1"),
        ("mix.pe", "-1"),
        ("mix.wue", "-1"),
        ("batch_size", "0"),
        ("batch_size", "-64"),
        ("batch_size", "1.5"),
        ("batch_size", "4097"),
        ("quantization_bits", "0"),
        ("quantization_bits", "7"),
        ("tps", "0"),
        ("tps", "-10"),
        ("ttft_s", "-100"),
        ("requests", "0"),
        ("requests", "1e13"),
        ("requests", "2.5"),
    ];
    for (field, number) in numbers {
        let reply = ask(&[(field, number)]).await;
        assert_eq!(refused(&reply), outside(&format!("/{}", field.replace('.', "/"))), "{number}");
        assert!(reply.value()["bounds"][0].is_number(), "{reply:?}");
    }
    assert_eq!(ask(&[("output_tokens", "-1")]).await.value()["bounds"], json!([0.0, 1e12]));
    let grams = ask(&[("mix.gwp", "150")]).await;
    assert_eq!((refused(&grams), &grams.value()["hint"]), (outside("/mix/gwp"), &json!("0.15")));
    let reversed = ask(&[("pue", "1.4..1.1")]).await;
    assert_eq!(refused(&reversed), (422, "range-reversed".into(), "/pue".into()));
    for text in ["nan", "inf", "NaN", "-inf", "", "0x10", "１２", "1,5", "1.000", "abc"] {
        let reply = ask(&[("output_tokens", text)]).await;
        assert_eq!(refused(&reply), (422, "not-a-number".into(), "/output_tokens".into()), "{text:?}");
    }
    assert_eq!(ask(&[("output_tokens", "1.000")]).await.value()["hint"], "1 ou 1000");
    let sized = |active: &'static str, total: &'static str| {
        [("model", "-"), ("active_params_b", active), ("total_params_b", total), ("zone", "BEL")]
    };
    assert_eq!(
        refused(&ask(&sized("70", "8")).await),
        (422, "active-exceeds-total".into(), "/active_params_b".into())
    );
    for active in ["0", "-8", "100001", "1e300"] {
        assert_eq!(refused(&ask(&sized(active, "100000")).await), outside("/active_params_b"));
    }
    assert_eq!(refused(&ask(&sized("nan", "8")).await).1, "not-a-number");
    let both = ask(&[("active_params_b", "8"), ("total_params_b", "8")]).await;
    assert_eq!(refused(&both), (422, "conflicting-input".into(), "/model".into()));
    let overflow = ask(&[("output_tokens", "1e12"), ("mix.pe", "1e308")]).await;
    assert_eq!(refused(&overflow), (422, "overflow".into(), String::new()));
}

/// What is accepted with a remark.
#[tokio::test]
async fn what_is_unusual_is_answered_and_said() {
    let house = House::open().await;
    let cases: [(&[(&str, &str)], &str); 9] = [
        (&[("output_tokens", "0")], "zero-tokens"),
        (&[("output_tokens", "10000001")], "unusual-size"),
        (&[("latency_s", "0")], "zero-latency"),
        (&[("latency_s", "1000")], "latency-not-binding"),
        (&[("latency_s", "0.1")], "latency-binding"),
        (&[("quantization_bits", "4")], "bits-change-memory-only"),
        (&[("batch_size", "513")], "outside-fit"),
        (
            &[("model", "-"), ("active_params_b", "201"), ("total_params_b", "201"), ("zone", "BEL")],
            "outside-fit",
        ),
        (
            &[("model", "-"), ("active_params_b", "8"), ("total_params_b", "4000"), ("zone", "BEL")],
            "many-gpus",
        ),
    ];
    for (changes, note) in cases {
        let reply = house.get(&request(changes)).await;
        assert_eq!(reply.status, 200, "{note}");
        assert!(notes(&reply).contains(&note.to_owned()), "{note}: {reply:?}");
    }
    let nothing = house.get(&request(&[("output_tokens", "-0.0"), ("latency_s", "-0.0")])).await.text();
    assert!(!nothing.contains("[-0") && !nothing.contains(",-0") && !nothing.contains("NaN"), "{nothing}");
    let tiny = house.get(&request(&[("output_tokens", "5e-324"), ("latency_s", "5e-324")])).await;
    assert_eq!(tiny.status, 200, "{tiny:?}");
}

#[tokio::test]
async fn a_training_has_bounds_and_one_route() {
    let house = House::open().await;
    let ask = async |changes: &[(&str, &str)]| house.get(&training(changes)).await;
    let numbers = [
        ("accelerator_hours", "0"),
        ("accelerator_hours", "-1"),
        ("accelerator_hours", "1e400"),
        ("power_w", "0.5"),
        ("power_w", "5001"),
        ("pue", "0.9"),
        ("pue", "3.1"),
        ("wue", "21"),
        ("uses", "0"),
    ];
    for (field, number) in numbers {
        assert_eq!(refused(&ask(&[(field, number)]).await), outside(&format!("/{field}")), "{number}");
    }
    for (number, hint) in [("0", Value::Null), ("3.5", json!("0.0035")), ("385", json!("0.385"))] {
        let reply = ask(&[("zone", "-"), ("intensity_kg_per_kwh", number)]).await;
        assert_eq!(refused(&reply), outside("/intensity_kg_per_kwh"), "{number}");
        assert_eq!(reply.value()["hint"], hint);
    }
    let flops = |mfu: &'static str| {
        [("accelerator_hours", "-"), ("training_flops", "1e23"), ("peak_tflops", "312"), ("mfu", mfu)]
    };
    for mfu in ["0", "1.01"] {
        assert_eq!(refused(&ask(&flops(mfu)).await), outside("/mfu"));
    }
    assert_eq!(ask(&flops("0.4")).await.status, 200);
    let conflicts = [("training_flops", "1e23"), ("params_b", "7"), ("intensity_kg_per_kwh", "0.1")];
    for (field, number) in conflicts {
        let reply = ask(&[(field, number)]).await;
        assert_eq!(refused(&reply), (422, "conflicting-input".into(), format!("/{field}")));
    }
    let facility = ask(&[("power_scope", "facility")]).await;
    assert_eq!(notes(&facility), ["power-of-facility", "pue-not-applied", "intensity-of-zone"]);
    assert_eq!(facility.value()["energy"], json!([40_000.0, 40_000.0]), "the building is counted once");
    let rack = ask(&[("power_scope", "rack")]).await;
    assert_eq!(refused(&rack), (422, "unknown-power-scope".into(), "/power_scope".into()));
    assert_eq!(refused(&ask(&[("method", "ecologits-0.11.3")]).await).1, "unknown-field");
}

#[tokio::test]
async fn videos_have_bounds() {
    let house = House::open().await;
    let ask = async |resolution: &str, seconds: &str| {
        let video = [
            ("kind", "video"),
            ("model", "openai/sora-2-pro"),
            ("output_tokens", "-"),
            ("resolution", resolution),
            ("duration_s", seconds),
        ];
        house.get(&request(&video)).await
    };
    assert_eq!(refused(&ask("0x0", "5").await), outside("/resolution"));
    assert_eq!(refused(&ask("-640x480", "5").await), outside("/resolution"));
    assert_eq!(refused(&ask("720p", "-5").await), outside("/duration_s"));
    for resolution in ["720", "axb"] {
        let reply = ask(resolution, "5").await;
        assert_eq!(refused(&reply), (422, "unknown-resolution".into(), "/resolution".into()));
        assert_eq!(first_suggestion(&reply), "720p");
    }
    assert_eq!(ask("1280X720", "5").await.value()["energy"], ask("720P", "5").await.value()["energy"]);
}

#[tokio::test]
async fn a_typing_error_is_not_ignored() {
    let house = House::open().await;
    let typed = house.get(&format!("{REQUEST}?model=gpt-4o&ouput_tokens=400")).await;
    assert_eq!(
        (refused(&typed), first_suggestion(&typed)),
        ((422, "unknown-field".into(), "/ouput_tokens".into()), json!("output_tokens"))
    );
    assert_eq!(typed.value()["errors"][1]["code"], "missing-field");
    let twice = house.get(&format!("{}&output_tokens=3", request(&[]))).await;
    assert_eq!(refused(&twice), (422, "duplicate-field".into(), "/output_tokens".into()));
    assert_eq!(house.get(&format!("{REQUEST}?model=%ff")).await.status, 422, "what is no text is no model");
    for (query, pointer) in
        [("kind=training", "/kind"), ("method=ecologits-0.9", "/method"), ("kind=known&kind=known", "/kind")]
    {
        assert_eq!(house.get(&format!("{}&{query}", request(&[]))).await.pointer().as_deref(), Some(pointer));
    }
    let cases = [
        (json!({ "ouput_tokens": 4 }), "unknown-field", "/ouput_tokens"),
        (json!({ "output_tokens": "400" }), "wrong-type", "/output_tokens"),
        (json!({ "output_tokens": [1, 2] }), "wrong-type", "/output_tokens"),
        (json!({ "model": 4 }), "wrong-type", "/model"),
        (json!({ "pue": [1.4, 1.1] }), "range-reversed", "/pue"),
        (json!({ "pue": [1.4] }), "wrong-type", "/pue"),
        (json!({ "mix": 0.1 }), "wrong-type", "/mix"),
        (json!({ "mix": { "gwp": 150 } }), "out-of-range", "/mix/gwp"),
        (json!({ "mix": { "gpw": 0.1 } }), "unknown-field", "/mix/gpw"),
        (json!({ "a~/b": 0.1 }), "unknown-field", "/a~0~1b"),
        (json!({ "kind": 3 }), "wrong-type", "/kind"),
        (json!({ "kind": "konwn" }), "unknown-kind", "/kind"),
        (json!({ "method": "ecologits-0.9" }), "unknown-method", "/method"),
        (json!({ "accelerator_hours": 4 }), "unknown-field", "/accelerator_hours"),
        (json!({ "kind": "known", "audio": true }), "unknown-field", "/audio"),
    ];
    for (changes, code, pointer) in cases {
        let reply = house.post(REQUEST).json(&object(changes.clone())).await;
        assert_eq!(refused(&reply), (422, code.into(), pointer.into()), "{changes}");
    }
    let twice = house
        .post(REQUEST)
        .body("application/json", r#"{"model":"gpt-4o","output_tokens":1,"output_tokens":2}"#)
        .await;
    assert_eq!(refused(&twice), (422, "duplicate-field".into(), "/output_tokens".into()));
    let inside = json!({ "kind": "known", "input": { "model": "gpt4o", "output_tokens": -1 } });
    let inside = house.post(REQUEST).json(&inside).await;
    let places: Vec<_> =
        inside.value()["errors"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
    assert_eq!(places, ["/input/model", "/input/output_tokens"]);
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once_and_in_the_language_that_is_asked_for() {
    let house = House::open().await;
    let wrong =
        json!({ "latency_s": -5, "model": "gpt4o", "output_tokens": 1e13, "pue": 0.5, "zone": "ZZZ" });
    let reply = house.post(REQUEST).json(&wrong).await.value();
    let told: Vec<_> = reply["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["field"], one["code"], one["received"]]))
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["latency_s", "out-of-range", "-5"],
            ["model", "unknown-model", "gpt4o"],
            ["output_tokens", "out-of-range", "1e13"],
            ["pue", "out-of-range", "0.5"],
            ["zone", "unknown-zone", "ZZZ"],
        ])
    );
    assert!(reply["detail"].as_str().unwrap().contains("hors limites"), "{reply}");
    let english = house.post(REQUEST).header("accept-language", "en").json(&wrong).await.value();
    assert!(english["detail"].as_str().unwrap().starts_with("latency_s: out of range"), "{english}");
    assert_eq!(english["title"], "This question has no answer");
}

#[tokio::test]
async fn a_body_that_is_no_question_is_refused() {
    let house = House::open().await;
    for path in [REQUEST, TRAINING] {
        let send = async |body: &[u8]| house.post(path).body("application/json", body).await;
        let bodies: [&[u8]; 9] = [
            b"",
            b"{",
            b"null",
            b"[1]",
            b"\"a\"",
            b"{} {}",
            b"{\"output_tokens\":NaN}",
            b"{\"output_tokens\":Infinity}",
            b"{\"model\":\"\xff\"}",
        ];
        for body in bodies {
            assert_eq!(refused(&send(body).await), (400, "invalid-json".into(), String::new()), "{body:?}");
        }
        let nested =
            |depth: usize| format!("{{\"model\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        assert_eq!(send(nested(8).as_bytes()).await.status, 422);
        for depth in [9, 200, 20_000] {
            assert_eq!(send(nested(depth).as_bytes()).await.problem(), (413, "too-deep".into()));
        }
        for length in [64 * 1024 + 1, (1 << 20) + 1] {
            assert_eq!(send(&vec![b' '; length]).await.problem(), (413, "too-large".into()));
        }
        let strange: Vec<_> = (0..6000).map(|n| format!("\"a{n}\":1")).collect();
        let reply = send(format!("{{{}}}", strange.join(",")).as_bytes()).await;
        assert_eq!((reply.status, reply.code()), (422, "unknown-field".into()));
        assert!(reply.body.len() < 8 * 1024, "it is not told six thousand times");
    }
}

fn batch_of(count: usize) -> String {
    let mut body = String::from("[");
    for index in 0..count {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            body,
            "{comma}{{\"id\":{index},\"kind\":\"known\",\"input\":{{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"output_tokens\":{index},\"zone\":\"BEL\"}}}}"
        );
    }
    body + "]"
}

#[tokio::test]
async fn ten_thousand_questions_are_answered_and_one_more_is_not() {
    let house = House::open().await;
    let send = async |body: String| house.post(BATCH).body("application/json", body).await;
    let all = send(batch_of(BATCH_ITEMS)).await;
    assert_eq!((all.status, all.header("content-type")), (200, Some("application/json")));
    let all = all.value();
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), BATCH_ITEMS);
    assert!(all.iter().enumerate().all(|(index, one)| one["id"] == index && one["energy"].is_array()));
    let more = send(batch_of(BATCH_ITEMS + 1)).await;
    assert_eq!(more.problem(), (413, "too-many-items".into()));
    assert!(more.value()["detail"].as_str().unwrap().starts_with("10\u{202f}000 questions"));
    let lines = "{}\n".repeat(BATCH_ITEMS + 1);
    assert_eq!(send(lines).await.problem(), (413, "too-many-items".into()));
    assert_eq!(send(" ".repeat(BATCH_BODY + 1)).await.problem(), (413, "too-large".into()));
    let lines = "{}\n\n".repeat(BATCH_ITEMS);
    assert_eq!(send(lines).await.text().lines().count(), BATCH_ITEMS);
}

#[tokio::test]
async fn one_bad_question_of_a_batch_does_not_stop_the_others() {
    let house = House::open().await;
    let line = r#"{"id":"a","kind":"known","input":{"model":"gpt-4o","output_tokens":4}}"#;
    let fields = r#"{"id":"b","model":"gpt-4o","output_tokens":4}"#;
    let training = r#"{"accelerator_hours":10,"power_w":400,"zone":"BEL"}"#;
    let bad = r#"{"id":"c","model":"gpt4o","output_tokens":-1}"#;
    let deep = format!("{{\"model\":{}1{}}}", "[".repeat(9), "]".repeat(9));
    let long = format!("{{\"model\":\"{}\"}}", "x".repeat(64 * 1024));
    let told = |all: &[Value]| {
        all.iter()
            .map(|one| one["error"]["code"].as_str().unwrap_or("answered").to_owned())
            .collect::<Vec<_>>()
    };
    let expected = ["answered", "unknown-model", "too-deep", "line-too-long", "answered", "answered"];
    let items = [line, bad, &deep, &long, fields, training];

    let array = house.post(BATCH).body("application/json", format!("[{}]", items.join(","))).await.value();
    let array = array.as_array().unwrap();
    assert_eq!(told(array), expected);
    assert_eq!(
        (&array[1]["id"], &array[1]["line"], &array[1]["error"]["suggestions"][0]),
        (&json!("c"), &json!(2), &json!("gpt-4o"))
    );
    assert_eq!(array[1]["errors"].as_array().unwrap().len(), 2);

    let body =
        [format!("{}\r\n\n", items.join("\n")).as_bytes(), b"{\"id\":\"\xff\"}\n", &line.as_bytes()[..30]]
            .concat();
    let lines = house.post(BATCH).body("application/x-ndjson", body).await;
    assert_eq!(lines.header("content-type"), Some("application/x-ndjson"));
    let lines: Vec<Value> = lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told(&lines), [&expected[..], &["invalid-json", "invalid-json"]].concat());
    assert_eq!(lines[7]["line"], 9, "lines are counted with the empty ones");
    assert_eq!(lines[0], array[0]);

    for (body, status, code) in [("[1,]", 400, "invalid-json"), ("[{}", 400, "invalid-json")] {
        assert_eq!(house.post(BATCH).body("application/json", body).await.problem(), (status, code.into()));
    }
    let hostile = house.post(BATCH).body("application/json", "[".repeat(100_000)).await;
    assert_eq!(hostile.problem(), (413, "too-deep".into()));
    assert_eq!(house.post(BATCH).body("application/json", "[]").await.text(), "[]");
    assert_eq!(house.post(BATCH).body("application/json", "").await.text(), "");
}

/// One batch at a time; all else goes on meanwhile.
#[tokio::test]
async fn a_batch_waits_for_another_one() {
    let patience = Patience { turn: Duration::from_millis(50), ..Patience::default() };
    let house = House::of(Plan { patience, ..Plan::default() }).await;
    let body = batch_of(1);
    let call = |body: &str| house.post(BATCH).body("application/json", body);
    let mut slow = Line::to(house.address).await;
    let bytes = call(&body).bytes();
    let (first, rest) = bytes.split_at(bytes.len() - 1);
    slow.say(first).await;
    let mut busy = false;
    crate::client::eventually("another batch waits", async || {
        busy = status(call(&body)).await == (503, Some("1".into()));
        busy
    })
    .await;
    assert_eq!(house.get(&request(&[])).await.status, 200, "single questions are answered");
    slow.say(rest).await;
    assert_eq!(slow.reply().await.unwrap().status, 200);
    crate::client::eventually("its turn comes", async || status(call(&body)).await.0 == 200).await;
}

async fn status(call: Call) -> (u16, Option<String>) {
    let mut line = call.connect().await;
    line.say(&call.bytes()).await;
    let reply = line.reply().await.unwrap();
    (reply.status, reply.header("retry-after").map(str::to_owned))
}

#[tokio::test]
async fn a_batch_is_compressed_for_who_reads_it() {
    let house = House::open().await;
    let reply =
        house.post(BATCH).header("accept-encoding", "gzip").body("application/json", batch_of(100)).await;
    assert_eq!(
        (reply.header("content-encoding"), reply.header("vary")),
        (Some("gzip"), Some("accept-encoding"))
    );
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*reply.body), &mut text).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Value>>(&text).unwrap().len(), 100);
}

#[tokio::test]
async fn models_and_zones_can_be_searched() {
    let house = House::open().await;
    let list = async |path: &str| {
        let reply = house.get(&format!("/api/v1/impact/{path}")).await;
        assert_eq!(
            (reply.status, reply.header("cache-control")),
            (200, Some("public, max-age=3600")),
            "{path}"
        );
        reply.value().as_array().unwrap().clone()
    };
    assert!(list("models?q=GPT-4o").await.iter().any(|model| model["model"] == "gpt-4o-mini"));
    assert_eq!(list("models?q=gpt4o").await[0]["model"], "gpt-4o", "the nearest when nothing has it");
    assert_eq!(list("models").await.len(), 351);
    assert_eq!(list("models?video=true&q=sora").await[0]["model"], "openai/sora-2-pro");
    assert_eq!(list("models?q=zzzzzzzz").await.len(), 0);
    assert_eq!(list("zones?q=belg").await[0]["zone"], "BEL");
    assert_eq!(list("zones?q=Duitsland").await[0]["names"]["fr"], "Allemagne");
    assert_eq!(list("zones").await.len(), 215);
    assert_eq!(house.get("/api/v1/impact/zones?query=belg").await.problem(), (400, "malformed".into()));
}
