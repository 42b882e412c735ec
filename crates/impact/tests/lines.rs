//! The vectors as they are, line by line, and lines that are wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use common::{REQUESTS, VIDEOS, compare};
use impact::lines::{MAX_LINE, Outcome, answer};
use impact::{By, Catalogue, Code};
use serde_json::{Value, json};

fn ask(line: &[u8]) -> Value {
    let mut out = Vec::new();
    let outcome = answer(Catalogue::embedded(), By::default(), line, 7, &mut out);
    let text = String::from_utf8(out).unwrap();
    assert!(text.ends_with('\n') && text.lines().count() == 1, "{text:?}");
    let told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(outcome == Outcome::Refused, told.get("error").is_some(), "{text}");
    told
}

fn known(input: &Value) -> Value {
    ask(json!({ "id": 1, "kind": "known", "input": input }).to_string().as_bytes())
}

fn error(told: &Value) -> (&str, &str) {
    (told["error"]["code"].as_str().unwrap_or("none"), told["error"]["field"].as_str().unwrap_or(""))
}

fn notes(told: &Value) -> Vec<&str> {
    told["notes"].as_array().into_iter().flatten().map(|note| note["code"].as_str().unwrap()).collect()
}

#[test]
fn each_vector_is_answered_as_the_reference_does() {
    let (mut answered, mut refused, mut read_otherwise) = (0, 0, 0);
    for line in common::text(REQUESTS).lines().chain(common::text(VIDEOS).lines()) {
        let case: Value = serde_json::from_str(line).unwrap();
        let told = ask(line.as_bytes());
        assert_eq!(told["id"], case["id"]);
        if case["expect"]["errors"].is_array() {
            if told.get("error").is_none() {
                assert!(notes(&told).iter().any(|code| code.ends_with("-normalised")), "{told}");
                read_otherwise += 1;
                continue;
            }
            let expected: &[&str] = match case["expect"]["errors"][0].as_str().unwrap() {
                "model-not-registered" => &["unknown-model", "unknown-provider", "ambiguous-model"],
                _ => &["unknown-zone"],
            };
            assert!(expected.contains(&error(&told).0), "{told}");
            refused += 1;
            continue;
        }
        let id = case["id"].as_str().unwrap();
        compare(id, &told, &case["expect"]);
        compare(id, &told["steps"], case.get("steps").unwrap_or(&Value::Null));
        answered += 1;
    }
    assert_eq!((answered, refused, read_otherwise), (2348, 11, 6));
}

#[test]
fn what_is_not_json_is_one_error_and_the_next_line_goes_on() {
    let cases: [(&[u8], &str); 9] = [
        (b"{\"id\":1,", "invalid-json"),
        (b"null", "invalid-json"),
        (b"[1,2]", "invalid-json"),
        (b"{\"id\":1} trailing", "invalid-json"),
        (b"{\"id\":\"\xff\"}", "invalid-json"),
        (br#"{"id":1,"kind":"known","input":{"model":"gpt-4o","output_tokens":NaN}}"#, "invalid-json"),
        (br#"{"id":1,"kind":"known","input":{"model":"gpt-4o","output_tokens":Infinity}}"#, "invalid-json"),
        (br#"{"id":1,"kind":"known","input":[[[[[[[[1]]]]]]]]}"#, "too-deep"),
        (&[b' '; 1], ""),
    ];
    let mut out = Vec::new();
    for (line, code) in cases {
        if code.is_empty() {
            assert_eq!(answer(Catalogue::embedded(), By::default(), line, 1, &mut out), Outcome::Empty);
            continue;
        }
        let told = ask(line);
        assert_eq!((error(&told).0, &told["line"]), (code, &json!(7)), "{told}");
    }
    assert!(out.is_empty());
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(MAX_LINE));
    assert_eq!(error(&ask(long.as_bytes())).0, "line-too-long");
}

#[test]
fn a_typing_error_is_not_ignored() {
    let told = known(&json!({ "model": "gpt-4o", "ouput_tokens": 400 }));
    assert_eq!(error(&told), ("unknown-field", "ouput_tokens"));
    assert_eq!(told["error"]["suggestions"], json!(["output_tokens"]));
    assert_eq!(told["errors"][1]["code"], "missing-field");
    let told = known(&json!({ "model": "gpt-4o", "output_tokens": "400" }));
    assert_eq!(error(&told), ("wrong-type", "output_tokens"));
    assert_eq!(told["error"]["received"], "\"400\"");
    let twice = br#"{"id":1,"kind":"known","input":{"model":"gpt-4o","output_tokens":1,"output_tokens":2}}"#;
    assert_eq!(error(&ask(twice)), ("duplicate-field", "output_tokens"));
    let told = ask(br#"{"id":1,"id":2,"kind":"known","input":{"model":"gpt-4o","output_tokens":1}}"#);
    assert_eq!(error(&told), ("duplicate-field", "id"));
    let told = ask(br#"{"id":1,"knid":"known","input":{"model":"gpt-4o","output_tokens":1}}"#);
    assert_eq!((error(&told), &told["error"]["suggestions"]), (("unknown-field", "knid"), &json!(["kind"])));
    assert_eq!(error(&ask(br#"{"kind":"known"}"#)), ("missing-field", "input"));
    assert_eq!(error(&ask(br#"{"kind":"konwn","input":{}}"#)), ("unknown-kind", "kind"));
    assert_eq!(error(&ask(br#"{"kind":"known","input":7}"#)), ("wrong-type", "input"));
    let told = known(&json!({ "model": "gpt-4o", "output_tokens": 1, "active_params_b": 8 }));
    assert_eq!(error(&told), ("unknown-field", "active_params_b"));
    let told = known(&json!({ "model": "gpt-4o", "output_tokens": 1, "mix": { "gpw": 0.1 } }));
    assert_eq!(
        (error(&told), &told["error"]["suggestions"]),
        (("unknown-field", "mix.gpw"), &json!(["mix.gwp"]))
    );
    let names: Vec<_> = (0..5000).map(|n| format!("\"a{n}\":1")).collect();
    let told = ask(format!("{{\"kind\":\"known\",\"input\":{{{}}}}}", names.join(",")).as_bytes());
    let errors = told["errors"].as_array().unwrap();
    assert_eq!((errors.len(), &errors[8]["code"]), (11, &json!("too-many-fields")), "{told}");
    let told = known(&json!({ "model": "gpt-4o", "output_tokens": 1, "mix": 0.1 }));
    assert_eq!(error(&told), ("wrong-type", "mix"));
}

#[test]
fn all_that_is_wrong_is_told_at_once_in_the_order_of_the_input() {
    let line = br#"{"id":"a","kind":"known","input":{"latency_s":-5,"model":"gpt4o","zone":"ZZZ","output_tokens":1e400,"pue":0.5}}"#;
    let told = ask(line);
    let codes: Vec<_> = told["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["field"], &one["code"], &one["received"]))
        .collect();
    assert_eq!(
        json!(codes),
        json!([
            ["latency_s", "out-of-range", "-5"],
            ["model", "unknown-model", "gpt4o"],
            ["zone", "unknown-zone", "ZZZ"],
            ["output_tokens", "out-of-range", "1e400"],
            ["pue", "out-of-range", "0.5"],
        ])
    );
    assert_eq!((&told["id"], &told["error"]), (&json!("a"), &told["errors"][0]));
    assert_eq!(told["errors"][3]["bounds"], json!([0.0, 1e12]));
}

#[test]
fn names_are_read_as_people_write_them_and_it_is_said() {
    for name in ["GPT-4o", " gpt-4o ", "gpt_4o", "gpt-4o\n"] {
        let told = known(&json!({ "provider": "openai", "model": name, "output_tokens": 400 }));
        assert_eq!((told["model"].as_str(), notes(&told)), (Some("gpt-4o"), vec!["model-name-normalised"]));
    }
    let told = known(&json!({ "model": "openai/gpt-4o", "output_tokens": 400 }));
    assert_eq!((told["model"].as_str(), notes(&told)), (Some("gpt-4o"), vec![]));
    let told = known(&json!({ "model": "mistralai/mistral-large-2512", "output_tokens": 400 }));
    assert_eq!(told["provider"], "mistralai");
    let told = known(&json!({ "model": "meta-llama/Meta-Llama-3-8B", "output_tokens": 400 }));
    assert_eq!(
        (told["provider"].as_str(), notes(&told)),
        (Some("huggingface_hub"), vec!["provider-deduced"])
    );
    let told = known(&json!({ "provider": "openai", "model": "gpt-35-turbo", "output_tokens": 400 }));
    assert_eq!(told["alias_of"], "gpt-3.5-turbo");
    let told = known(&json!({ "provider": "azure", "model": "gpt-4o", "output_tokens": 400 }));
    assert_eq!(
        (error(&told), told["error"]["suggestions"].as_array().unwrap().len()),
        (("unknown-provider", "provider"), 6)
    );
    let told = known(&json!({ "provider": "mistralai", "model": "gpt-4o", "output_tokens": 400 }));
    assert_eq!(
        (error(&told), &told["error"]["suggestions"][0]),
        (("unknown-model", "model"), &json!("openai/gpt-4o"))
    );
    let dated = json!({ "model": "gpt-4o-2099-01-01", "output_tokens": 400 });
    assert_eq!(known(&dated)["error"]["suggestions"][0], "gpt-4o-2024-08-06");
    let told = known(&json!({ "model": "gpt-4o-2099-01-01", "like": "gpt-4o", "output_tokens": 400 }));
    assert_eq!((told["model"].as_str(), notes(&told)), (Some("gpt-4o"), vec!["model-by-analogy"]));
}

#[test]
fn zones_are_read_by_code_and_by_name_and_it_is_said() {
    let zone = |name: &str| {
        known(&json!({ "provider": "openai", "model": "gpt-4o", "output_tokens": 400, "zone": name }))
    };
    for name in ["bel", "be", "BE", "Belgique", "Belgium", "België"] {
        assert_eq!(
            (zone(name)["zone"].as_str(), notes(&zone(name))),
            (Some("BEL"), vec!["zone-normalised"]),
            "{name}"
        );
    }
    assert!(notes(&zone("BEL")).is_empty());
    for name in ["XXX", "ZZZ", "", "W0R", "EU", "UE", "Europe"] {
        assert_eq!(error(&zone(name)), ("unknown-zone", "zone"), "{name}");
    }
    assert_eq!(zone("W0R")["error"]["suggestions"][0], "WOR");
    assert_eq!(zone("Belgqiue")["error"]["suggestions"][0], "BEL");
    assert_eq!(zone("EU")["error"]["suggestions"], json!(["EEE"]));
    assert_eq!(zone("EEE")["zone"], "EEE");
    assert_eq!(notes(&zone("CAF")), ["mix-suspicious-zero"]);
    assert_eq!(zone("CAF")["usage"]["gwp"], json!([0.0, 0.0]));
}

#[test]
fn numbers_have_bounds() {
    let refused = |input: Value| {
        let told = known(&input);
        let (code, field) = error(&told);
        (code.to_owned(), field.to_owned())
    };
    let with = |field: &str, value: Value| {
        let mut input = json!({ "provider": "openai", "model": "gpt-4o", "output_tokens": 400 });
        input[field] = value;
        input
    };
    let outside = [
        ("output_tokens", json!(-1)),
        ("output_tokens", json!(1.1e12)),
        ("latency_s", json!(-5)),
        ("latency_s", json!(86_401)),
        ("pue", json!(0.5)),
        ("pue", json!([1.1, 3.5])),
        ("wue", json!(-3)),
        ("batch_size", json!(0)),
        ("batch_size", json!(-64)),
        ("batch_size", json!(1.5)),
        ("quantization_bits", json!(7)),
        ("quantization_bits", json!(0)),
        ("tps", json!(0)),
        ("ttft_s", json!(-100)),
        ("requests", json!(0)),
    ];
    for (field, value) in outside {
        assert_eq!(refused(with(field, value)), ("out-of-range".to_owned(), field.to_owned()));
    }
    assert_eq!(refused(with("pue", json!([1.4, 1.1]))).0, "range-reversed");
    assert_eq!(refused(with("mix", json!({ "gwp": -0.4 }))), ("out-of-range".into(), "mix.gwp".into()));
    let grams = known(&with("mix", json!({ "gwp": 150 })));
    assert_eq!((error(&grams), grams["error"]["hint"].as_str()), (("out-of-range", "mix.gwp"), Some("0.15")));
    assert_eq!(refused(with("mix", json!({ "adpe": 1e308, "pe": 1e308 }))).0, "none");
    let huge =
        json!({ "provider": "openai", "model": "gpt-4o", "output_tokens": 1e12, "mix": { "pe": 1e308 } });
    assert_eq!(refused(huge).0, "overflow");
}

#[test]
fn models_of_ones_own_have_bounds_too() {
    let custom = |active: Value, total: Value| {
        let mix = json!({ "gwp": 0.1, "adpe": 1e-8, "pe": 5, "wue": 1 });
        let input = json!({ "active_params_b": active, "total_params_b": total, "output_tokens": 400, "mix": mix, "pue": 1.2, "wue": 0.5 });
        ask(json!({ "kind": "custom", "input": input }).to_string().as_bytes())
    };
    assert_eq!(error(&custom(json!(70), json!(8))), ("active-exceeds-total", "active_params_b"));
    assert_eq!(error(&custom(json!(0), json!(8))), ("out-of-range", "active_params_b"));
    assert_eq!(error(&custom(json!(8), json!(1e6))), ("out-of-range", "total_params_b"));
    assert_eq!(error(&custom(json!([9, 8]), json!(10))), ("range-reversed", "active_params_b"));
    assert_eq!(error(&custom(json!(null), json!(10))), ("missing-field", "active_params_b"));
    assert_eq!(notes(&custom(json!(8), json!(8))), [""; 0]);
    assert_eq!(notes(&custom(json!(201), json!(4000))), ["outside-fit", "many-gpus"]);
    let bare =
        ask(br#"{"kind":"custom","input":{"active_params_b":8,"total_params_b":8,"output_tokens":400}}"#);
    assert_eq!((notes(&bare), bare["zone"].as_str()), (vec!["zone-assumed", "site-assumed"], Some("WOR")));
}

#[test]
fn what_is_unusual_is_said() {
    let with = |tokens: f64, latency: Value| {
        let told = known(
            &json!({ "provider": "openai", "model": "gpt-4o", "output_tokens": tokens, "latency_s": latency }),
        );
        notes(&told).iter().map(|code| (*code).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(with(0.0, json!(null)), ["zero-tokens"]);
    assert_eq!(with(10_000_001.0, json!(null)), ["unusual-size"]);
    assert_eq!(with(400.0, json!(0)), ["zero-latency", "latency-binding"]);
    assert_eq!(with(400.0, json!(0.1)), ["latency-binding"]);
    assert_eq!(with(400.0, json!(2)), [""; 0]);
    assert_eq!(with(400.0, json!(1000)), ["latency-not-binding"]);
    let bits = known(
        &json!({ "provider": "openai", "model": "gpt-4o", "output_tokens": 1, "quantization_bits": 4 }),
    );
    assert_eq!(notes(&bits), ["bits-change-memory-only"]);
    let nothing =
        known(&json!({ "provider": "openai", "model": "gpt-4o", "output_tokens": -0.0, "latency_s": -0.0 }));
    assert!(!nothing.to_string().contains("[-0") && !nothing.to_string().contains(",-0"), "{nothing}");
}

#[test]
fn so_many_requests_are_so_many_times_one() {
    let input = json!({ "provider": "openai", "model": "gpt-4o", "output_tokens": 400, "zone": "BEL" });
    let (one, mut many) = (known(&input), input);
    many["requests"] = json!(25);
    let many = known(&many);
    assert_eq!(many["requests"], 25);
    for impact in ["energy", "gwp", "adpe", "pe", "wcf"] {
        for end in 0..2 {
            let (one, many) = (one[impact][end].as_f64().unwrap(), many[impact][end].as_f64().unwrap());
            assert!((many / one - 25.0).abs() < 1e-12, "{impact}");
        }
    }
}

#[test]
fn videos_have_bounds() {
    let video = |resolution: &str, seconds: f64| {
        let input = json!({ "model": "openai/sora-2-pro", "resolution": resolution, "duration_s": seconds });
        ask(json!({ "kind": "video", "input": input }).to_string().as_bytes())
    };
    assert_eq!(error(&video("0x0", 5.0)), ("out-of-range", "resolution"));
    assert_eq!(error(&video("-640x480", 5.0)), ("out-of-range", "resolution"));
    assert_eq!(error(&video("720p", -5.0)), ("out-of-range", "duration_s"));
    assert_eq!(video("720", 5.0)["error"]["suggestions"][0], "720p");
    assert_eq!(
        (error(&video("axb", 5.0)).0, &video("axb", 5.0)["error"]["suggestions"][0]),
        ("unknown-resolution", &json!("720p"))
    );
    assert_eq!(video("1280X720", 5.0)["energy"], video("720P", 5.0)["energy"]);
}

#[test]
fn each_code_is_told_once_and_in_french() {
    let codes: std::collections::HashSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes.len(), Code::ALL.len());
    for subject in impact::Subject::ALL {
        assert_eq!(impact::Subject::ALL.iter().filter(|other| other.code() == subject.code()).count(), 1);
    }
}
