//! `bisou figures` as people and programs use it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use common::bisou;
use serde_json::Value;

/// Exit code, what was told, what was complained of.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = bisou().arg("figures").args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn told(arguments: &[&str]) -> String {
    let (code, told, complaint) = run(arguments);
    assert_eq!((code, &*complaint), (Some(0), ""), "{arguments:?}");
    told
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&told(arguments)).unwrap()
}

#[test]
fn a_claim_is_one_axis_and_why_they_differ() {
    insta::assert_snapshot!(told(&["--claim", "co2-par-requete"]));
    insta::assert_snapshot!(told(&["--claim", "entrainement-co2"]));
}

#[test]
fn a_topic_is_told_by_quantity() {
    insta::assert_snapshot!(told(&["--topic", "water"]));
    let all = told(&[]);
    assert!(all.lines().filter(|line| line.contains('▕')).count() >= 210, "{all}");
}

#[test]
fn a_figure_is_shown_beside_those_that_contradict_it() {
    insta::assert_snapshot!(told(&["show", "seed-request-co2"]));
    insta::assert_snapshot!(told(&["show", "streaming-shift-2019"]));
}

#[test]
fn programs_get_the_same_names_as_over_http() {
    let list = json(&["--claim", "eau-par-reponse", "--json"]);
    assert_eq!(list["figures"].as_array().unwrap().len(), 8);
    assert_eq!(list["claims"][0]["id"], "eau-par-reponse");
    let whole = json(&["show", "google-2025-water", "--json"]);
    insta::assert_json_snapshot!(whole["figure"]);
    let against = whole["contradictions"].as_array().unwrap();
    assert_eq!(against.len(), 6);
    let mistral = against.iter().find(|one| one["figure"]["id"] == "mistral-2025-water").unwrap();
    insta::assert_json_snapshot!(mistral["differences"]);
    assert_eq!(json(&["--topic", "water", "--json"])["figures"].as_array().unwrap().len(), 6);
}

#[test]
fn what_is_not_known_is_said_with_what_is_near() {
    for (arguments, near) in [
        (["show", "google-2025-c02"], "google-2025-co2"),
        (["--topic", "watre"], "water"),
        (["--claim", "eau-par-reponses"], "eau-par-reponse"),
    ] {
        let (code, told, complaint) = run(&arguments);
        assert_eq!((code, &*told), (Some(2), ""), "{arguments:?}");
        assert!(complaint.starts_with("bisou") && complaint.contains(near), "{complaint}");
    }
    let (code, _, complaint) = run(&["show", "rien-de-tel-nulle-part-au-monde"]);
    assert_eq!(code, Some(2));
    assert!(complaint.contains("n’existe pas") && !complaint.contains("proches"), "{complaint}");
}
