//! Files of packs: the ones inside the program, and folders laid over them. Bounded in size and in number.

use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use crate::diagnostic::{Diagnostic, Severity};

/// The largest file, in bytes.
const FILE_MAX: u64 = 1 << 20;
/// The largest pack, in bytes.
const PACK_MAX: u64 = 64 << 20;
/// The most files of a pack.
const FILES_MAX: usize = 10_000;
/// The deepest folder.
const DEPTH_MAX: usize = 8;

#[derive(RustEmbed)]
#[folder = "../../content"]
#[include = "fr/*"]
#[include = "nl/*"]
#[include = "de/*"]
#[include = "en/*"]
struct Embedded;

/// The text of one file.
pub(crate) struct File {
    /// As its author would name it.
    pub shown: String,
    /// Below the pack's folder: `quiz/eau.toml`.
    pub path: String,
    pub text: String,
}

/// The files of one pack.
pub(crate) struct Folder {
    pub shown: String,
    pub files: Vec<File>,
}

/// The packs inside the program, one a language.
pub(crate) fn embedded() -> Vec<Folder> {
    let mut folders: Vec<Folder> = Vec::new();
    for name in Embedded::iter() {
        let Some((lang, path)) = name.split_once('/') else { continue };
        let Some(file) = Embedded::get(&name) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let file = File { shown: format!("content/{name}"), path: path.to_owned(), text };
        let shown = format!("content/{lang}");
        match folders.iter_mut().find(|folder| folder.shown == shown) {
            Some(folder) => folder.files.push(file),
            None => folders.push(Folder { shown, files: vec![file] }),
        }
    }
    folders
}

/// The packs of a folder: itself, or those among its own folders that have a `pack.toml`.
pub(crate) fn folders(root: &Path) -> Result<Vec<Folder>, Vec<Diagnostic>> {
    let Ok(real) = root.canonicalize() else {
        return Err(vec![whole(root, "dossier introuvable", "un dossier de pack qui existe")]);
    };
    let mut roots = Vec::new();
    if root.join("pack.toml").is_file() {
        roots.push(root.to_owned());
    } else if let Ok(entries) = std::fs::read_dir(root) {
        roots.extend(
            entries.flatten().map(|entry| entry.path()).filter(|path| path.join("pack.toml").is_file()),
        );
        roots.sort();
    }
    if roots.is_empty() {
        let expected = "un pack.toml ici, ou dans un dossier de langue (fr/, nl/, de/, en/)";
        return Err(vec![whole(root, "aucun pack.toml", expected)]);
    }
    let mut errors = Vec::new();
    let folders = roots.iter().map(|root| read_pack(root, &real, &mut errors)).collect();
    if errors.is_empty() { Ok(folders) } else { Err(errors) }
}

fn read_pack(root: &Path, real: &Path, errors: &mut Vec<Diagnostic>) -> Folder {
    let mut paths = Vec::new();
    walk(root, real, 0, &mut paths, errors);
    paths.sort();
    if paths.len() > FILES_MAX {
        errors.push(whole(
            root,
            &format!("plus de {FILES_MAX} fichiers"),
            "10\u{202f}000 fichiers au plus dans un pack",
        ));
        paths.clear();
    }
    let mut total = 0;
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        match read_file(&path, &mut total) {
            Ok(text) => files.push(File {
                shown: path.display().to_string(),
                path: path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/"),
                text,
            }),
            Err(diagnostic) => errors.push(diagnostic),
        }
    }
    Folder { shown: root.display().to_string(), files }
}

fn walk(folder: &Path, real: &Path, depth: usize, paths: &mut Vec<PathBuf>, errors: &mut Vec<Diagnostic>) {
    if depth > DEPTH_MAX {
        errors.push(whole(folder, "dossiers trop profonds", "8 niveaux de dossiers au plus"));
        return;
    }
    let Ok(entries) = std::fs::read_dir(folder) else {
        errors.push(whole(folder, "dossier illisible", "un dossier que ce compte peut lire"));
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // A link may lead anywhere: only what is really below the folder is read.
        if !path.canonicalize().is_ok_and(|target| target.starts_with(real)) {
            errors.push(whole(&path, "lien qui sort du dossier", "des fichiers du dossier lui-même"));
        } else if path.is_dir() {
            walk(&path, real, depth + 1, paths, errors);
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "md") {
            paths.push(path);
        } else {
            errors.push(whole(&path, "genre de fichier inconnu", "des fichiers .toml et .md seulement"));
        }
        if paths.len() > FILES_MAX {
            return;
        }
    }
}

fn read_file(path: &Path, total: &mut u64) -> Result<String, Diagnostic> {
    let size = path.metadata().map_or(0, |metadata| metadata.len());
    if size > FILE_MAX {
        return Err(whole(path, &format!("{size} octets"), "1 Mio au plus par fichier"));
    }
    *total += size;
    if *total > PACK_MAX {
        return Err(whole(path, "pack trop grand", "64 Mio au plus par pack"));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        whole(path, &format!("fichier illisible ({error})"), "un fichier que ce compte peut lire")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        whole(path, &format!("octet {at} qui n’est pas de l’UTF-8"), "un fichier en UTF-8")
    })
}

/// A fault of a file or a folder as a whole.
pub(crate) fn whole(path: &Path, found: &str, expected: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        file: path.display().to_string(),
        line: 0,
        column: 0,
        found: found.to_owned(),
        expected: expected.to_owned(),
        help: None,
        excerpt: String::new(),
    }
}
