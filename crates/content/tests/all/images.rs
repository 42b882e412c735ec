//! Pictures of a pack: small, real, named, and told in words.

use std::fs;

use content::Library;

use crate::kinds::Kinds;
use crate::layers::{CARD, folder};

/// The smallest PNG: one pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0,
    1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8,
    0xff, 0xff, 0x3f, 0, 5, 0xfe, 2, 0xfe, 0xa7, 0x35, 0x81, 0x84, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae,
    0x42, 0x60, 0x82,
];

fn quiz(image: &str) -> String {
    format!(
        r#"schema = 1
kind = "quiz"
id = "notre-quiz"
title = "Chez nous"
summary = "Une question."

[[question]]
id = "q-image"
question = "Que montre ce dessin ?"
options = ["Une goutte", "Un nuage"]
answers = ["A"]
explanation = "Une goutte : le dessin vient de notre classe, il a été fait à la main puis photographié."
figures = []
levels = ["fondamental"]
difficulty = 1
axis = 3
{image}
"#
    )
}

/// What is found wrong with a pack whose question has these fields, and whose `images/goutte.png` is this.
fn faults(fields: &str, picture: &[u8]) -> Vec<String> {
    let dir = folder(&[("pack.toml", CARD), ("quiz/a.toml", &quiz(fields)), ("images/.gitkeep", "")]);
    fs::write(dir.path().join("images/goutte.png"), picture).unwrap();
    match Library::check(&[dir.path().to_owned()], &Kinds) {
        Ok(_) => vec![],
        Err(report) => report.diagnostics.into_iter().map(|one| one.found).collect(),
    }
}

#[test]
fn a_picture_is_named_by_its_content_and_measured() {
    let text = quiz("image = \"images/goutte.png\"\nimage_alt = \"Une goutte bleue\"");
    let dir = folder(&[("pack.toml", CARD), ("quiz/a.toml", &text), ("images/.gitkeep", "")]);
    fs::write(dir.path().join("images/goutte.png"), PIXEL).unwrap();
    let library =
        Library::check(&[dir.path().to_owned()], &Kinds).unwrap_or_else(|report| panic!("{report}"));
    let image = library.pack("fr").unwrap().image("images/goutte.png").unwrap();
    assert_eq!((image.mime, image.width, image.height, &*image.bytes), ("image/png", 1, 1, PIXEL));
    assert_eq!(library.image(&image.name), Some(image));
    assert!(library.image("0000000000000000.png").is_none());
}

#[test]
fn a_picture_needs_its_words_and_words_their_picture() {
    assert_eq!(faults("image = \"images/goutte.png\"", PIXEL), ["«\u{202f}image_alt\u{202f}» manque"]);
    assert_eq!(faults("image_alt = \"Une goutte\"", PIXEL), ["«\u{202f}image\u{202f}» manque"]);
}

#[test]
fn a_picture_that_is_not_there_is_told() {
    let fields = "image = \"images/gouttes.png\"\nimage_alt = \"Une goutte\"";
    assert_eq!(faults(fields, PIXEL), ["référence inconnue «\u{202f}images/gouttes.png\u{202f}»"]);
}

#[test]
fn what_is_no_picture_and_what_is_too_heavy_is_refused() {
    assert_eq!(faults("", b"<svg onload='alert(1)'/>"), ["image illisible"]);
    assert_eq!(faults("", &PIXEL[..20]), ["image illisible"]);
    let heavy = [PIXEL, &vec![0; 130 << 10]].concat();
    assert_eq!(faults("", &heavy), ["image de 131 Kio"]);
}
