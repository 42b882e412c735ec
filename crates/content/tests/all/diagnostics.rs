//! A pack with many faults: all are told at once, each with its place.

use content::{Library, Severity};

use crate::kinds::Kinds;
use crate::layers::folder;

const CARD: &str = r#"schema = 1
kind = "pack"
id = "Mon École"
langue = "fr"
title = "Essai"
summary = "Un pack avec des fautes"
version = "1.0"
license = "CC-BY-SA-4.0"
authors = []
"#;

const QUIZ: &str = r#"schema = 1
kind = "quizz"
id = "quiz-a"
"#;

const QUESTIONS: &str = r#"schema = 1
kind = "quiz"
id = "quiz-b"
title = "Essai"
summary = "Un quiz"

[[question]]
id = "q-un"
question = "Combien d'eau ?"
options = ["Un verre", "Un seau"]
reponse = ["A"]
answers = ["A"]
explanation = """
Une conversation consomme {{fig:seed-chatgpt-watter}}, et un élève
boit 2 litres par jour « environ ».
"""
figures = ["google-2025-watter"]
levels = ["secondaires"]
difficulty = 4
axis = "3"
"#;

const WORKSHOP: &str = r#"schema = 1
kind = "workshop"
id = "essai"
title = "Essai"
summary = "Un atelier"
minutes = 10
levels = ["secondaire"]
people = [2, 4]
material = ["Rien"]

[[objective]]
id = "o-un"
text = "Compter."
digcomp = ["4.9"]
axes = [1]

[[step]]
id = "e-un"
title = "Entrer"
minutes = 2
activity = "joint"
notes = "Bonjour."

[[step]]
id = "e-un"
title = "Jouer"
minutes = 3
activity = "quiz"
questions = ["q-une"]
cards = ["c-un"]
notes = "Voir {{term:g-requete}}."
"#;

const SLIDE: &str = "+++\nschema = 1\nkind = \"slide\"\nid = \"s-un\"\ntitle = \"Un\"\naxis = 1\nlayout = \"big\"\nnotes = \"Trop court.\"\n+++\nUn <b>mot</b>, l'eau et {{fig:seed-request-co2|raf}}.\n";

#[test]
fn all_faults_are_told_at_once() {
    let dir = folder(&[
        ("pack.toml", CARD),
        ("quiz/a.toml", QUIZ),
        ("quiz/b.toml", QUESTIONS),
        ("quiz/c.toml", "schema = 1\nkind = \"quiz\nid = 3\n"),
        ("workshops/essai.toml", WORKSHOP),
        ("slides/s-un.md", SLIDE),
        ("slides/s-deux.md", "Bonjour\n"),
        ("slides/q.toml", "schema = 2\nkind = \"quiz\"\nid = \"q\"\n"),
    ]);
    let report = Library::check(&[dir.path().to_owned()], &Kinds).unwrap_err();
    let told = report.to_string().replace(&*dir.path().to_string_lossy(), "essai").replace('\u{202f}', "⍽");
    insta::assert_snapshot!(told);
}

#[test]
fn a_report_is_json_too() {
    let dir = folder(&[("pack.toml", "schema = 1\nkind = \"pac\"\nid = \"a\"\n")]);
    let report = Library::check(&[dir.path().to_owned()], &Kinds).unwrap_err();
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["diagnostics"][0]["severity"], "error");
    assert_eq!((&json["diagnostics"][0]["line"], &json["diagnostics"][0]["column"]), (&2.into(), &8.into()));
    assert_eq!(report.diagnostics[0].severity, Severity::Error);
}
