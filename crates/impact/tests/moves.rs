//! What moves an answer: gpt-4o at one size, 400 tokens, Belgium, one assumption at a time, as the reference was run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use impact::lines::answer;
use impact::{By, Catalogue};
use serde_json::{Value, json};

/// The model at the middle of its guessed size, at its known speed and its host's data centre.
fn base() -> Value {
    let all = Catalogue::embedded();
    let model = all.model("openai", "gpt-4o").unwrap();
    let (speed, total) = (model.speed, model.parameters.total().low().get());
    let active = model.parameters.active();
    json!({
        "provider": "openai",
        "active_params_b": f64::midpoint(active.low().get(), active.high().get()),
        "total_params_b": total,
        "tps": speed.throughput.unwrap().get(),
        "ttft_s": speed.first_token.unwrap().time().seconds(),
        "output_tokens": 400,
        "zone": "BEL",
    })
}

/// Energy in Wh, carbon in g, water in mL, of the base with some fields changed.
fn with(changes: &Value) -> [f64; 3] {
    let mut input = base();
    for (field, value) in changes.as_object().unwrap() {
        input[field] = value.clone();
    }
    let mut out = Vec::new();
    let line = json!({ "kind": "custom", "input": input }).to_string();
    answer(Catalogue::embedded(), By::default(), line.as_bytes(), 1, &mut out);
    let told: Value = serde_json::from_slice(&out).unwrap();
    ["energy", "gwp", "wcf"]
        .map(|impact| told[impact][0].as_f64().unwrap_or_else(|| panic!("{told}")) * 1000.0)
}

/// Whether a number is the printed one, to one unit of its last digit.
fn printed(value: f64, digits: &str) -> bool {
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let unit = 10f64.powi(-(decimals as i32));
    (value - digits.parse::<f64>().unwrap()).abs() < unit
}

#[test]
fn one_assumption_at_a_time_moves_the_answer_as_the_reference_says() {
    let mix = |gwp: f64| json!({ "mix": { "gwp": gwp } });
    let cases: [(Value, [&str; 3]); 18] = [
        (json!({}), ["0.771", "0.131", "2.39"]),
        (json!({ "batch_size": 256 }), ["0.375", "0.060", "1.16"]),
        (json!({ "batch_size": 1 }), ["5.90", "1.89", "18.3"]),
        (mix(0.02), ["0.771", "0.031", "2.39"]),
        (mix(0.66), ["0.771", "0.525", "2.39"]),
        (json!({ "output_tokens": 100 }), ["0.199", "0.035", "0.61"]),
        (json!({ "output_tokens": 1600 }), ["3.06", "0.517", "9.5"]),
        (json!({ "quantization_bits": 4 }), ["0.193", "0.033", "0.60"]),
        (json!({ "active_params_b": 44 }), ["0.579", "0.102", "1.79"]),
        (json!({ "active_params_b": 132 }), ["0.964", "0.160", "2.98"]),
        (json!({ "pue": 1.09 }), ["0.701", "0.121", "2.20"]),
        (json!({ "pue": 1.58 }), ["1.02", "0.168", "3.03"]),
        (json!({ "wue": 0.03 }), ["0.771", "0.131", "2.04"]),
        (json!({ "wue": 2.24 }), ["0.771", "0.131", "3.46"]),
        (json!({ "server_power_kw": 0.6 }), ["0.734", "0.126", "2.27"]),
        (json!({ "server_power_kw": 2.4 }), ["0.847", "0.143", "2.62"]),
        (json!({ "lifetime_s": 189_216_000 }), ["0.771", "0.123", "2.39"]),
        (json!({ "lifetime_s": 63_072_000 }), ["0.771", "0.139", "2.39"]),
    ];
    for (changes, expected) in cases {
        let found = with(&changes);
        assert!(
            found.into_iter().zip(expected).all(|(found, digits)| printed(found, digits)),
            "{changes}: {found:?}"
        );
    }
}
