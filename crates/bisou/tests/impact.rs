//! `bisou impact` as people and programs use it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use std::io::Write;
use std::process::{Output, Stdio};

use common::bisou;
use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    bisou().args(["impact"]).args(arguments).output().unwrap()
}

fn request(arguments: &str) -> (Option<i32>, Value, String) {
    let arguments: Vec<_> = arguments.split(' ').map(|word| if word == "\"\"" { "" } else { word }).collect();
    let output = run(&[&["request", "--json"], &arguments[..]].concat());
    let told = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code(), told, String::from_utf8(output.stderr).unwrap())
}

/// What is refused, by its code and field, and said in a sentence.
fn refused(arguments: &str) -> (String, String, Value) {
    let (code, told, sentence) = request(arguments);
    assert_eq!(code, Some(2), "{told}");
    let error = told["error"].clone();
    assert!(
        sentence.starts_with("bisou") && sentence.contains(error["code"].as_str().unwrap()),
        "{sentence}"
    );
    (error["code"].as_str().unwrap().into(), error["field"].as_str().unwrap().into(), error)
}

fn has_note(told: &Value, code: &str) -> bool {
    told["notes"].as_array().is_some_and(|notes| notes.iter().any(|note| note["code"] == code))
}

#[test]
fn a_question_is_answered_in_numbers() {
    let (code, told, _) = request("--model gpt-4o --output-tokens 400 --zone bel");
    assert_eq!((code, &told["zone"], &told["method"]), (Some(0), &"BEL".into(), &"ecologits-0.11.3".into()));
    assert!(has_note(&told, "zone-normalised"));
    let energy = [0, 1].map(|end| told["energy"][end].as_f64().unwrap() * 1000.0);
    assert!((energy[0] / 0.578_873_789_956_586_4 - 1.0).abs() < 1e-9, "{energy:?}");
    assert!((energy[1] / 0.963_706_471_396_281_1 - 1.0).abs() < 1e-9, "{energy:?}");
    let (code, told, _) = request("--model gpt-4o --output-tokens 0 --zone BEL");
    assert_eq!((code, has_note(&told, "zero-tokens")), (Some(0), true));
    assert!((told["energy"][1].as_f64().unwrap() / 7.625e-6 - 1.0).abs() < 1e-9, "{told}");
    let (code, told, _) =
        request("--active-params 8e9 --total-params 8B --output-tokens 400 --zone FRA --pue 1.2 --wue 0.5");
    assert_eq!((code, &told["steps"]["gpu_required_count"]), (Some(0), &serde_json::json!([1, 1])));
}

#[test]
fn a_question_that_means_nothing_is_refused_with_what_to_do() {
    let (code, field, error) = refused("--model gpt4o --output-tokens 400");
    assert_eq!((&*code, &*field, &error["suggestions"][0]), ("unknown-model", "model", &"gpt-4o".into()));
    let (code, field, error) = refused("--model gpt-4o --output-tokens -1");
    assert_eq!(
        (&*code, &*field, &error["bounds"]),
        ("out-of-range", "output_tokens", &serde_json::json!([0.0, 1e12]))
    );
    for number in ["nan", "inf", "1e400", "\"\""] {
        assert_eq!(refused(&format!("--model gpt-4o --output-tokens {number}")).1, "output_tokens");
    }
    let (code, _, error) = refused("--model gpt-4o --output-tokens 400 --zone Belgqiue");
    assert_eq!((&*code, &error["suggestions"][0]), ("unknown-zone", &"BEL".into()));
    let (code, field, _) = refused("--model gpt-4o --output-tokens 400 --latency -5");
    assert_eq!((&*code, &*field), ("out-of-range", "latency"));
    let sized = "--output-tokens 400 --zone BEL";
    assert_eq!(refused(&format!("--active-params 70B --total-params 8B {sized}")).0, "active-exceeds-total");
    let (code, _, error) = refused(&format!("--active-params 8 --total-params 8 {sized}"));
    assert_eq!((&*code, &error["hint"]), ("unit-missing", &"8B".into()));
    assert_eq!(refused(&format!("--active-params 0B --total-params 8B {sized}")).0, "out-of-range");
    let (code, _, error) = refused("--model gpt-4o --output-tokens 400 --pue 0.5");
    assert_eq!((&*code, &error["bounds"]), ("out-of-range", &serde_json::json!([1.0, 3.0])));
    let (code, field, error) = refused("--model gpt-4o --output-tokens 400 --mix-gwp 150");
    assert_eq!((&*code, &*field, &error["hint"]), ("out-of-range", "mix_gwp", &"0.15".into()));
    assert_eq!(
        refused("--model gpt-4o --active-params 8B --total-params 8B --output-tokens 1").0,
        "conflicting-input"
    );
}

#[test]
fn the_week_of_a_class_is_its_weeks_added_up() {
    let week = |arguments: &str| {
        let words: Vec<_> = arguments.split(' ').collect();
        let output = run(&[&["week", "--json", "--model", "gpt-4o", "--zone", "BEL"], &words[..]].concat());
        let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (output.status.code(), told, String::from_utf8(output.stderr).unwrap())
    };
    let (_, one, _) = week("question=20 image=3");
    let (_, year, _) = week("question=20 image=3 --people 25 --weeks 36");
    let median = |told: &Value| told["central"]["gwp"].as_f64().unwrap();
    assert!((median(&year) / median(&one) / 900.0 - 1.0).abs() < 1e-12, "{year}");
    assert_eq!((&year["uses"][1]["use"], &year["uses"][1]["count"]), (&"image".into(), &3.0.into()));
    assert_eq!((&year["method"], &year["people"], &year["weeks"]), (&"bisou".into(), &25.into(), &36.into()));
    let (code, refused, _) = week("qestion=1");
    assert_eq!((code, &refused["error"]["suggestions"][0]), (Some(2), &"question".into()));
    let (code, refused, _) = week("question=-1");
    assert_eq!((code, &refused["error"]["code"]), (Some(2), &"out-of-range".into()));
    for wrong in
        ["question", "question=", "question=vingt", "question=1 --people 0", "question=1 --weeks 1000"]
    {
        let (code, _, sentence) = week(wrong);
        assert!(code == Some(2) && sentence.contains("invalid value"), "{wrong}: {sentence}");
    }
}

#[test]
fn people_read_a_table() {
    let output = run(&["request", "--model", "gpt-4o", "--output-tokens", "400", "--zone", "BEL"]);
    let told = String::from_utf8(output.stdout).unwrap().replace('\u{202f}', " ");
    for part in [
        "ecologits-0.11.3",
        "570–970 mWh",
        "100–170 mg",
        "1,7–3 mL",
        "Belgique (BEL)",
        "km en voiture thermique",
        "MPL-2.0",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let refused = run(&["request", "--model", "gpt4o", "--output-tokens", "400"]);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("gpt-4o"));
}

fn table(arguments: &[&str]) -> String {
    let page = ["request", "--model", "gpt-4o", "--output-tokens", "400", "--zone", "BEL"];
    let output = run(&[&page[..], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_tables_of_both_methods_are_these() {
    insta::assert_snapshot!("reference", table(&["--requests", "25"]));
    insta::assert_snapshot!("bisou", table(&["--method", "bisou", "--sensitivity", "--levers"]));
    insta::assert_snapshot!("explained", table(&["--explain"]));
    insta::assert_snapshot!(
        "explained_by_bisou",
        table(&["--method", "bisou", "--explain", "--equivalent", "beef-meal", "--input-tokens", "5000"])
    );
}

#[test]
fn what_stands_beside_an_answer_is_one_object_with_it() {
    let (code, told, _) = request(
        "--model gpt-4o --output-tokens 400 --method bisou --draws 500 --seed 7 --sensitivity --levers --explain",
    );
    assert_eq!((code, &told["method"], &told["draws"]), (Some(0), &"bisou".into(), &500.into()));
    let [low, high] = [0, 1].map(|end| told["gwp"][end].as_f64().unwrap());
    let central = told["central"]["gwp"].as_f64().unwrap();
    assert!(low < central && central < high && told["hull"]["gwp"][1].as_f64().unwrap() > high, "{told}");
    assert_eq!(told["sensitivity"]["swings"][0]["subject"], "batch");
    assert_eq!(told["explain"]["walks"][0]["at"], "central");
    assert!(
        told["levers"]
            .as_array()
            .unwrap()
            .iter()
            .any(|lever| lever["id"] == "hour" && lever["change"].is_null())
    );
}

#[test]
fn an_equivalence_that_misleads_is_refused_and_so_is_what_a_method_cannot_count() {
    let asked = |more: &[&str]| {
        let output = run(&[&["request", "--model", "gpt-4o", "--output-tokens", "400"], more].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = asked(&["--equivalent", "trees"]);
    assert!(code == Some(2) && told.contains("compensation"), "{told}");
    let (code, told) = asked(&["--equivalent", "car-kn"]);
    assert!(code == Some(2) && told.contains("car-km"), "{told}");
    let (code, told) = asked(&["--images", "2"]);
    assert!(code == Some(2) && told.contains("[not-in-method]") && told.contains("bisou"), "{told}");
    let (code, told) = asked(&["--method", "bisou", "--draws", "3"]);
    assert!(code == Some(2) && told.contains("draws"), "{told}");
}

#[test]
fn many_questions_are_answered_line_by_line() {
    let mut child = bisou()
        .args(["impact", "request", "--stdin", "--method", "ecologits-0.11.3"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = "{\"id\":\"a\",\"kind\":\"known\",\"input\":{\"model\":\"gpt-4o\",\"output_tokens\":4}}\n\nnonsense\n{\"id\":3}";
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let told: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (output.status.code(), told.len(), &told[0]["id"], &told[2]["id"]),
        (Some(0), 3, &"a".into(), &3.into())
    );
    assert_eq!((&told[1]["error"]["code"], &told[1]["line"]), (&"invalid-json".into(), &3.into()));
    assert_eq!(run(&["request", "--stdin", "--method", "ecologits-0.9"]).status.code(), Some(2));
}

#[test]
fn what_is_known_can_be_searched() {
    let models = run(&["models", "GPT-4o", "--json"]);
    let models: Vec<Value> = serde_json::from_slice(&models.stdout).unwrap();
    assert!(models.len() > 3 && models.iter().any(|model| model["model"] == "gpt-4o-mini"));
    let zones = String::from_utf8(run(&["zones", "belg"]).stdout).unwrap();
    assert!(zones.starts_with("BEL  Belgique"), "{zones}");
    assert_eq!(run(&["models", "no-such-model"]).status.code(), Some(1));
}

/// All that a command writes: its exit code, the standard output, the standard error.
fn written(arguments: &str) -> String {
    let output = run(&arguments.split(' ').collect::<Vec<_>>());
    let text = |bytes| String::from_utf8(bytes).unwrap().replace('\u{202f}', "\u{a0}");
    let (out, error) = (text(output.stdout), text(output.stderr));
    format!("$ bisou impact {arguments}\n{out}{error}exit {}\n", output.status.code().unwrap())
}

/// What is a line for programs, laid out for who reads a snapshot.
fn laid_out(arguments: &str) -> Value {
    serde_json::from_slice(&run(&arguments.split(' ').collect::<Vec<_>>()).stdout).unwrap()
}

/// BLOOM after its authors (arXiv:2211.02001); the inputs of the making are quoted from memory.
const BLOOM: &str = "training --gpu-hours 1082990 --gpu-power 400 --power-scope gpu --pue 1 --intensity 0.057 \
                     --idle-energy 256646 --gpu-made 150 --server-made 2500 --server-gpus 8 --lifetime 189216000 --in-use 0.85";
const BY_TOKENS: &str = "training --params 175B --tokens 3e11 --peak 312T --mfu 0.3..0.5 --gpu-power 330..400 --zone fr \
                         --uses 1e9..1e11";
const VIDEO: &str = "video --model google/veo-3.1 --resolution 720p --duration 5 --no-audio --zone BEL";

#[test]
fn a_training_is_told_scope_by_scope() {
    insta::assert_snapshot!("training", written(BLOOM));
    insta::assert_snapshot!("training-by-tokens", written(BY_TOKENS));
    insta::assert_json_snapshot!("training-json", laid_out(&format!("{BLOOM} --json")));
    insta::assert_json_snapshot!(
        "training-by-tokens-json",
        laid_out(&format!("{BY_TOKENS} --recompute --json"))
    );
}

#[test]
fn a_training_that_means_nothing_is_refused_with_what_to_do() {
    insta::assert_snapshot!("training-missing", written("training"));
    insta::assert_snapshot!(
        "training-refused",
        written(
            "training --gpu-hours 0 --flops 1e23 --gpu-power 9000 --pue 0.5 --intensity 385 --power-scope rack --peak 312 --uses 1,5"
        )
    );
    insta::assert_json_snapshot!(
        "training-refused-json",
        laid_out("training --gpu-hours 1e6 --params 7B --gpu-power 400 --zone Belgqiue --json")
    );
}

#[test]
fn a_video_is_answered_and_refused() {
    insta::assert_snapshot!("video", written(VIDEO));
    insta::assert_json_snapshot!("video-json", laid_out(&format!("{VIDEO} --requests 3 --json")));
    insta::assert_snapshot!("video-refused", written("video --model veo-3 --resolution 720 --duration -5"));
}

#[test]
fn models_that_make_videos_can_be_searched() {
    let told = String::from_utf8(run(&["models", "--video", "sora"]).stdout).unwrap();
    assert_eq!(told, "openai/sora-2-pro\n");
}
