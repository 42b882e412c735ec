//! What keeps a pack from being too large, or from leading elsewhere.

use std::fs;

use content::Library;

use crate::kinds::Kinds;
use crate::layers::{CARD, folder};

/// What is found wrong with a folder alone.
fn faults(dir: &tempfile::TempDir) -> Vec<String> {
    let report = Library::check(&[dir.path().to_owned()], &Kinds).unwrap_err();
    report.diagnostics.into_iter().map(|one| one.found).collect()
}

#[test]
fn a_folder_without_a_pack_says_what_is_expected() {
    assert_eq!(faults(&folder(&[("notes/a.toml", "")])), ["aucun pack"]);
    assert_eq!(faults(&folder(&[("nl/quiz/a.toml", "x")])).len(), 2);
}

#[test]
fn files_of_other_types_and_too_large_ones_are_refused() {
    let large = "# ".repeat(600_000);
    let dir = folder(&[
        ("pack.toml", CARD),
        ("photo.png", ""),
        ("film.mp4", ""),
        ("quiz/grand.toml", &large),
        ("README.md", "bonjour"),
    ]);
    assert_eq!(faults(&dir), ["genre de fichier inconnu", "image illisible", "fichier trop grand"]);
}

#[test]
fn a_file_that_is_not_text_is_refused() {
    let dir = folder(&[("pack.toml", CARD)]);
    fs::write(dir.path().join("x.toml"), [b'a', 0xff]).unwrap();
    assert_eq!(faults(&dir), ["octet 1 qui n’est pas de l’UTF-8"]);
}

#[cfg(unix)]
#[test]
fn links_stay_inside() {
    use std::os::unix::fs::symlink;

    let outside = folder(&[("secret.toml", CARD)]);
    let dir = folder(&[("pack.toml", CARD)]);
    symlink(outside.path().join("secret.toml"), dir.path().join("dehors.toml")).unwrap();
    symlink(dir.path(), dir.path().join("boucle")).unwrap();
    symlink("/dev/zero", dir.path().join("zero.toml")).unwrap();
    symlink("../pack.toml", dir.path().join("rien.toml")).unwrap();
    assert_eq!(faults(&dir), ["lien qui sort du dossier"; 4]);
}

#[test]
fn a_pack_has_ten_thousand_items_at_most() {
    let terms: Vec<String> = (0..10_001).map(|n| format!("[[item]]\nid = \"i-{n}\"\n")).collect();
    let terms = terms.concat();
    let text = format!("schema = 1\nkind = \"competences\"\nid = \"trop\"\n{terms}");
    let dir = folder(&[("pack.toml", CARD), ("trop.toml", &text)]);
    assert!(faults(&dir).iter().any(|found| found == "10003 éléments"));
}
