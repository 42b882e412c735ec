//! The packs of the program, and folders laid over them.

use std::fs;
use std::path::Path;

use content::Library;
use tempfile::TempDir;

use crate::kinds::Kinds;

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

/// The identity card of a pack of one's own.
pub(crate) const CARD: &str = r#"schema = 1
kind = "pack"
id = "mon-ecole"
lang = "fr"
title = "Notre école"
summary = "Nos questions."
version = "1.0.0"
license = "CC-BY-SA-4.0"
authors = ["Une classe"]
"#;

const QUIZ: &str = r#"schema = 1
kind = "quiz"
id = "notre-quiz"
title = "Chez nous"
summary = "Une question."

[[question]]
id = "q-image-texte"
question = "Qui éteint l’écran ?"
options = ["La classe", "Personne"]
answers = ["A"]
explanation = "Chez nous, la classe éteint l’écran à la fin de chaque leçon, chacun son tour."
figures = []
levels = ["fondamental"]
difficulty = 1
axis = 3
"#;

#[test]
fn the_packs_of_the_program_are_sound() {
    let library = Library::embedded(&Kinds).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    assert_eq!(library.langs(), ["fr"]);
    assert!(library.advice.diagnostics.is_empty(), "{}", library.advice);
    assert_eq!(pack.meta.id, "bisou-fr");
    assert!(pack.workshops().count() >= 6 && pack.len() > 400, "{} items", pack.len());
}

#[test]
fn everything_that_a_workshop_names_can_be_read() {
    let library = Library::embedded(&Kinds).unwrap();
    let pack = library.pack("fr").unwrap();
    let workshop = pack.workshop("atelier-45").unwrap();
    assert_eq!((workshop.minutes, workshop.people.as_slice()), (45, &[8, 40][..]));
    for step in &workshop.steps {
        for id in &step.slides {
            let slide = pack.slide(id).unwrap();
            assert!(!slide.body.is_empty() || !slide.figures.is_empty(), "{id}");
        }
    }
    assert_eq!(pack.item("a45-quiz").unwrap().kind, "step");
    assert_eq!(pack.item("lab-inventaire").unwrap().kind, "label-criterion");
    assert!(pack.board_minutes("tableau-express").is_some_and(|minutes| minutes > 0.0));
}

#[test]
fn an_item_with_the_same_id_replaces_and_the_others_stay() {
    let dir = folder(&[("pack.toml", CARD), ("quiz/notre.toml", QUIZ)]);
    let library = Library::load(&[dir.path().to_owned()], &Kinds).unwrap_or_else(|report| panic!("{report}"));
    let pack = library.pack("fr").unwrap();
    let question = &pack.item("q-image-texte").unwrap().fields;
    assert_eq!(question.text("question").as_deref(), Some("Qui éteint l’écran\u{202f}?"));
    assert!(pack.item("notre-quiz").is_some() && pack.item("mon-ecole").is_some());
    assert!(pack.workshop("atelier-45").is_some());
    assert_eq!(pack.meta.id, "bisou-fr");
}

#[test]
fn a_folder_of_languages_is_a_pack_a_language() {
    let dir = folder(&[("fr/pack.toml", CARD), ("fr/quiz/notre.toml", QUIZ), ("data/notes.csv", "a,b")]);
    let library =
        Library::check(&[dir.path().to_owned()], &Kinds).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(library.pack("fr").unwrap().meta.title, "Notre école");
}

#[test]
fn an_id_does_not_change_its_kind() {
    let quiz = QUIZ.replace("q-image-texte", "s-titre");
    let dir = folder(&[("pack.toml", CARD), ("quiz/notre.toml", &quiz)]);
    let report = Library::load(&[dir.path().to_owned()], &Kinds).unwrap_err();
    assert_eq!(report.errors(), 1, "{report}");
    let fault = &report.diagnostics[0];
    assert!(
        fault.found.contains("déjà pris") && fault.help.as_ref().unwrap().contains("s-titre.md:4:"),
        "{report}"
    );
}

#[test]
fn the_embedded_pack_is_the_one_in_the_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let library = Library::check(&[root], &Kinds).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(
        library.pack("fr").unwrap().len(),
        Library::embedded(&Kinds).unwrap().pack("fr").unwrap().len()
    );
}
