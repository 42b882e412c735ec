//! Trainings as they are asked about: published runs through the questions, and questions that mean nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use impact::Catalogue;
use impact::lines::answer;
use serde_json::{Map, Value, json};

const CASES: &str = include_str!("vectors/training.jsonl");

fn ask(input: &Value) -> Value {
    let mut out = Vec::new();
    let line = json!({ "id": 1, "kind": "training", "input": input }).to_string();
    answer(Catalogue::embedded(), impact::By::default(), line.as_bytes(), 1, &mut out);
    serde_json::from_slice(&out).unwrap()
}

/// A training that can be told, with something else in it.
fn with(changes: &Value) -> Value {
    let mut input =
        json!({ "accelerator_hours": 1e5, "power_w": 400, "power_scope": "gpu", "pue": 1.1, "zone": "BEL" });
    for (name, value) in changes.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

fn without(names: &[&str], changes: &Value) -> Value {
    let mut input = with(changes);
    names.iter().for_each(|name| drop(input.as_object_mut().unwrap().remove(*name)));
    input
}

fn errors(told: &Value) -> Vec<(&str, &str)> {
    let all = told.get("errors").map_or(std::slice::from_ref(&told["error"]), |all| all.as_array().unwrap());
    let told =
        all.iter().map(|one| [&one["code"], &one["field"]].map(|text| text.as_str().unwrap_or_default()));
    told.map(|[code, field]| (code, field)).collect()
}

fn notes(told: &Value) -> Vec<&str> {
    told["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect()
}

/// What a published run says, as a question.
fn question(case: &Value) -> Option<Value> {
    let inputs = &case["inputs"];
    let mut input = Map::new();
    let mut put = |name: &str, value: &Value| drop(input.insert(name.into(), value.clone()));
    match case["route"].as_str()? {
        "accelerator-hours" => put("accelerator_hours", &inputs["accelerator_hours"]),
        "flops" if inputs["mfu"].is_null() && inputs["power_w"].is_number() => {
            put("training_flops", &inputs["training_flops"]);
            put("achieved_tflops", &inputs["achieved_tflops_per_accelerator"]);
        }
        _ => return None,
    }
    put("power_w", &inputs["power_w"]);
    put("power_scope", &json!(if inputs["power_scope"] == "accelerator" { "gpu" } else { "server" }));
    put("pue", &inputs["pue"]);
    let gross = inputs.get("intensity_gross_kg_per_kwh");
    put("intensity_kg_per_kwh", inputs.get("intensity_kg_per_kwh").or(gross)?);
    Some(input.into())
}

#[test]
fn published_runs_can_be_asked_about() {
    let (mut asked, mut compared) = (0, 0);
    for line in CASES.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let Some(input) = question(&case) else { continue };
        let told = ask(&input);
        for (output, name, size) in
            [("energy", "energy_mwh", 1e3), ("gwp", "co2e_t", 1e3), ("gwp", "co2e_gross_t", 1e3)]
        {
            let Some(computed) = case["computed"].get(name) else { continue };
            let ends = computed.as_array().map_or([computed, computed], |pair| [&pair[0], &pair[1]]);
            for (end, computed) in ends.into_iter().enumerate() {
                let (found, computed) =
                    (told[output][end].as_f64().unwrap() / size, computed.as_f64().unwrap());
                assert!((found - computed).abs() <= computed * 5e-6, "{}: {told}", case["id"]);
                compared += 1;
            }
        }
        asked += 1;
    }
    assert_eq!((asked, compared), (37, 100));
}

/// BLOOM: 24.69 t for the run, 50.5 t with what stood around it (arXiv:2211.02001).
#[test]
fn scopes_are_told_apart_and_what_is_not_known_is_missing() {
    let bloom = json!({
        "accelerator_hours": 1_082_990, "power_w": 400, "power_scope": "gpu", "pue": 1, "intensity_kg_per_kwh": 0.057,
        "idle_energy_kwh": 256_646, "gpu_made_kg": 150, "server_made_kg": 2500, "server_gpus": 8,
        "lifetime_s": 189_216_000, "in_use": 0.85,
    });
    let told = ask(&bloom);
    let tonnes = |value: &Value| (value[0].as_f64().unwrap() / 10.0).round() / 100.0;
    let scopes = &told["scopes"];
    let parts = [&scopes["run"]["gwp"], &scopes["idle"]["gwp"], &scopes["embodied"]["gwp"], &told["gwp"]];
    assert_eq!(parts.map(tonnes), [24.69, 14.63, 11.21, 50.53]);
    assert_eq!(told["missing"], json!(["water-on-site", "water-off-site"]));
    assert_eq!((&told["wcf"], &scopes["water"]["on_site"]), (&Value::Null, &Value::Null));
    assert_eq!(
        (told["method"].as_str(), told["intensity_source"].as_str()),
        (Some("patterson-2021"), Some("given"))
    );
    let bare = ask(&with(&json!({})));
    assert_eq!(bare["missing"], json!(["idle", "embodied", "water-on-site"]));
    assert_eq!((&bare["scopes"]["idle"], &bare["scopes"]["embodied"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_zone_gives_intensity_and_water_and_it_is_said() {
    let told = ask(&with(&json!({ "wue": 0.5 })));
    assert_eq!(told["zone"], "BEL");
    assert!(notes(&told).contains(&"intensity-of-zone"));
    assert!(told["intensity_source"].as_str().unwrap().contains("Our World in Data"));
    // 100,000 h x 400 W = 40 MWh of machines; on site 0.5 L for each kWh.
    assert_eq!(told["scopes"]["water"]["on_site"], json!([20_000.0, 20_000.0]));
    let own = ask(&with(&json!({ "grid_water_l_per_kwh": [1, 2] })));
    let off_site = own["scopes"]["water"]["off_site"].as_array().unwrap();
    assert_eq!([44_000.0, 88_000.0].map(|litres| json!(litres)), off_site[..]);
    let caf = ask(&with(&json!({ "zone": "CAF" })));
    assert_eq!((&caf["gwp"], notes(&caf)[1]), (&json!([0.0, 0.0]), "mix-suspicious-zero"));
    assert_eq!(caf["warnings"], json!(["electricity-mix-wue-world"]));
}

#[test]
fn what_the_power_covers_is_said_and_the_building_is_counted_once() {
    let energy = |scope: &str, pue: Value| {
        let told = ask(&with(&json!({ "power_scope": scope, "pue": pue })));
        (told["energy"].clone(), told["scopes"]["run"]["it_energy"].clone(), told["notes"][0]["code"].clone())
    };
    let once = json!([40_000.0, 40_000.0]);
    assert_eq!(
        energy("gpu", json!(1.25)),
        (json!([50_000.0, 50_000.0]), once.clone(), json!("power-of-gpu"))
    );
    assert_eq!(energy("server", json!([1, 1.25])).0, json!([40_000.0, 50_000.0]));
    assert_eq!(
        energy("facility", json!(1.25)),
        (once.clone(), json!([32_000.0, 32_000.0]), json!("power-of-facility"))
    );
    assert_eq!(
        energy("facility", json!(null)).1,
        Value::Null,
        "without a PUE nobody knows the machines' own"
    );
    assert!(notes(&ask(&with(&json!({ "power_scope": "facility" })))).contains(&"pue-not-applied"));
    let unsaid = ask(&without(&["power_scope", "pue"], &json!({})));
    assert_eq!(notes(&unsaid)[..2], ["power-scope-assumed", "pue-assumed"]);
    assert!(unsaid["pue"][0].as_f64().unwrap() < unsaid["pue"][1].as_f64().unwrap());
}

#[test]
fn operations_make_hours() {
    let with = |changes: Value| ask(&without(&["accelerator_hours"], &changes));
    let counted = with(json!({ "params_b": 175, "tokens": 3e11, "peak_tflops": 312, "mfu": [0.25, 0.5] }));
    assert_eq!((&counted["route"], &counted["training_flops"][0]), (&json!("6nd"), &json!(3.15e23)));
    let hours = [0, 1].map(|end| counted["accelerator_hours"][end].as_f64().unwrap());
    assert!((hours[1] / hours[0] - 2.0).abs() < 1e-12, "half as fast, twice as long");
    let again = with(json!({ "params_b": 175, "tokens": 3e11, "recompute": true, "achieved_tflops": 78 }));
    assert_eq!((&again["route"], &again["training_flops"][1]), (&json!("8nd"), &json!(4.2e23)));
    let given = with(json!({ "training_flops": 3.15e23, "achieved_tflops": [78, 156] }));
    assert_eq!(given["accelerator_hours"], counted["accelerator_hours"]);
}

#[test]
fn nothing_is_told_by_use_without_a_number_of_uses() {
    assert_eq!(ask(&with(&json!({}))).get("per_use"), None);
    let told = ask(&with(&json!({ "uses": [1e6, 1e9] })));
    let (all, each) = (told["gwp"][1].as_f64().unwrap(), told["per_use"]["gwp"][1].as_f64().unwrap());
    assert!((all / each / 1e6 - 1.0).abs() < 1e-12, "the fewest uses share the most");
}

#[test]
fn a_training_that_means_nothing_is_refused() {
    let ranges = [
        ("accelerator_hours", json!(0)),
        ("accelerator_hours", json!(-1)),
        ("power_w", json!(0.5)),
        ("power_w", json!(5001)),
        ("pue", json!(0.9)),
        ("pue", json!(3.1)),
        ("wue", json!(21)),
        ("uses", json!(0)),
        ("idle_energy_kwh", json!(0)),
        ("grid_water_l_per_kwh", json!(-1)),
    ];
    for (field, value) in ranges {
        assert_eq!(errors(&ask(&with(&json!({ field: value })))), [("out-of-range", field)]);
    }
    let intensity = |value: Value| ask(&without(&["zone"], &json!({ "intensity_kg_per_kwh": value })));
    for value in [json!(0), json!(-0.1), json!(3.1), json!(2001)] {
        assert_eq!(errors(&intensity(value)), [("out-of-range", "intensity_kg_per_kwh")]);
    }
    assert_eq!(intensity(json!(385))["error"]["hint"], "0.385");
    assert_eq!(errors(&intensity(json!([0.4, 0.1]))), [("range-reversed", "intensity_kg_per_kwh")]);
    let mfu = |value: Value| {
        ask(&without(
            &["accelerator_hours"],
            &json!({ "training_flops": 1e23, "peak_tflops": 312, "mfu": value }),
        ))
    };
    for value in [json!(0), json!(1.01), json!(-0.5)] {
        assert_eq!(errors(&mfu(value)), [("out-of-range", "mfu")]);
    }
    assert_eq!(
        errors(&ask(&with(&json!({ "power_scope": "rack" })))),
        [("unknown-power-scope", "power_scope")]
    );
    assert_eq!(errors(&ask(&with(&json!({ "zone": "ZZZ" })))), [("unknown-zone", "zone")]);
    assert_eq!(errors(&ask(&with(&json!({ "power": 4 }))))[0], ("unknown-field", "power"));
    assert_eq!(
        errors(&ask(&with(&json!({ "accelerator_hours": 1e308, "power_w": 5000 })))),
        [("overflow", "")]
    );
    assert_eq!(errors(&ask(&with(&json!({ "power_w": "400" })))), [("wrong-type", "power_w")]);
    assert_eq!(errors(&ask(&with(&json!({ "output_tokens": 4 })))), [("unknown-field", "output_tokens")]);
}

#[test]
fn one_route_at_a_time() {
    let conflicts = |told: &Value| {
        errors(told)
            .iter()
            .filter(|(code, _)| *code == "conflicting-input")
            .map(|(_, field)| (*field).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(conflicts(&ask(&with(&json!({ "training_flops": 1e23 })))), ["training_flops"]);
    assert_eq!(conflicts(&ask(&with(&json!({ "params_b": 7, "tokens": 1e12 })))), ["params_b", "tokens"]);
    assert_eq!(conflicts(&ask(&with(&json!({ "peak_tflops": 312 })))), ["peak_tflops"]);
    assert_eq!(conflicts(&ask(&with(&json!({ "intensity_kg_per_kwh": 0.1 })))), ["intensity_kg_per_kwh"]);
    let rates = json!({ "training_flops": 1e23, "achieved_tflops": 100, "peak_tflops": 312, "mfu": 0.4 });
    assert_eq!(conflicts(&ask(&without(&["accelerator_hours"], &rates))), ["mfu", "peak_tflops"]);
}

#[test]
fn what_is_needed_is_asked_for_all_at_once() {
    let missing =
        |told: &Value| errors(told).iter().map(|(_, field)| (*field).to_owned()).collect::<Vec<_>>();
    assert_eq!(missing(&ask(&json!({}))), ["accelerator_hours", "power_w", "zone"]);
    let no_hours = |changes: Value| missing(&ask(&without(&["accelerator_hours"], &changes)));
    assert_eq!(no_hours(json!({ "training_flops": 1e23 })), ["achieved_tflops"]);
    assert_eq!(no_hours(json!({ "training_flops": 1e23, "mfu": 0.4 })), ["peak_tflops"]);
    assert_eq!(no_hours(json!({ "tokens": 1e12, "achieved_tflops": 100 })), ["params_b"]);
    assert_eq!(missing(&ask(&with(&json!({ "gpu_made_kg": 150 })))), ["lifetime_s", "in_use"]);
    let building = without(&["pue"], &json!({ "power_scope": "facility", "wue": 0.5 }));
    assert_eq!(missing(&ask(&building)), ["pue"], "water on site goes with the machines' own energy");
}
