//! Files of packs: the ones inside the program, and folders laid over them. Bounded in size and in number.

use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use crate::diagnostic::{Diagnostic, Severity};
use crate::image::{self, IMAGE_MAX, Image};

/// The largest file, in bytes.
const FILE_MAX: u64 = 1 << 20;
/// The largest pack, in bytes.
const PACK_MAX: u64 = 64 << 20;
/// The most files of a pack.
const FILES_MAX: usize = 10_000;
/// The deepest folder.
const DEPTH_MAX: usize = 8;
/// What every pack has.
pub(crate) const PACK: &str = "pack.toml";
/// What may lie beside it, for people.
const NOTICES: [&str; 2] = ["README.md", "LICENSE.md"];
/// Languages that a pack may be in.
pub(crate) const LANGS: &[&str] = &["fr", "nl", "de", "en"];

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
    /// Of a pack inside the program, not copied out of it.
    pub text: Cow<'static, str>,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl File {
    fn new(shown: String, path: String, text: Cow<'static, str>) -> Self {
        let next = text.match_indices('\n').map(|(newline, _)| newline + 1);
        let lines = std::iter::once(0).chain(next).collect();
        Self { shown, path, text, lines }
    }

    /// Line and column of a byte, both from 1, the column in characters; and the line itself.
    pub(crate) fn line_of(&self, at: usize) -> (usize, usize, &str) {
        let at = at.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines[line - 1];
        let before = self.text.get(start..at).unwrap_or_default();
        (line, before.chars().count() + 1, self.text[start..].lines().next().unwrap_or_default())
    }
}

/// The files of one pack.
pub(crate) struct Folder {
    pub shown: String,
    /// As the folder is called; none when it is a pack by itself.
    pub lang: Option<String>,
    pub files: Vec<File>,
    /// By their path below the pack's folder.
    pub images: Vec<(String, Image)>,
}

/// The packs inside the program, one a language.
pub(crate) fn embedded() -> Vec<Folder> {
    let mut folders: Vec<Folder> = Vec::new();
    for name in Embedded::iter() {
        let Some((lang, path)) = name.split_once('/') else { continue };
        let Some(file) = Embedded::get(&name) else { continue };
        let shown = format!("content/{lang}");
        let known = folders.iter().position(|folder| folder.shown == shown);
        let index = known.unwrap_or_else(|| {
            folders.push(Folder { shown, lang: Some(lang.to_owned()), files: vec![], images: vec![] });
            folders.len() - 1
        });
        if is_image(Path::new(path)) {
            folders[index]
                .images
                .extend(Image::read(file.data.to_vec()).map(|image| (path.to_owned(), image)));
            continue;
        }
        let text = match file.data {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        };
        folders[index].files.push(File::new(format!("content/{name}"), path.to_owned(), text));
    }
    folders
}

fn is_image(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(image::is_extension)
}

/// The packs of a folder: itself when it has a `pack.toml`, else its folders of languages.
pub(crate) fn folders(root: &Path, faults: &mut Vec<Diagnostic>) -> Vec<Folder> {
    if root.join(PACK).is_file() {
        return vec![Walk::pack(root, None, faults)];
    }
    let langs: Vec<&str> = LANGS.iter().copied().filter(|lang| root.join(lang).is_dir()).collect();
    if langs.is_empty() {
        let found = if root.is_dir() { "aucun pack" } else { "dossier introuvable" };
        faults.push(whole(
            root,
            found,
            "un dossier avec un pack.toml, ou un dossier par langue (fr, nl, de, en)",
        ));
    }
    langs.into_iter().map(|lang| Walk::pack(&root.join(lang), Some(lang), faults)).collect()
}

/// Reads the files of one pack, and stops where it grows too large.
struct Walk<'a> {
    /// Where the pack really is: nothing outside is read.
    real: PathBuf,
    root: &'a Path,
    files: Vec<File>,
    images: Vec<(String, Image)>,
    bytes: u64,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn pack(root: &'a Path, lang: Option<&str>, faults: &'a mut Vec<Diagnostic>) -> Folder {
        let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let mut walk = Self { real, root, files: vec![], images: vec![], bytes: 0, faults };
        walk.folder(root, 0);
        let mut files = walk.files;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Folder {
            shown: root.display().to_string(),
            lang: lang.map(str::to_owned),
            files,
            images: walk.images,
        }
    }

    fn fault(&mut self, path: &Path, found: &str, expected: &str) {
        self.faults.push(whole(path, found, expected));
    }

    fn folder(&mut self, folder: &Path, depth: usize) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return self.fault(folder, "dossier illisible", "un dossier que ce compte peut lire");
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_notice = depth == 0 && NOTICES.contains(&&*name);
            if !name.starts_with('.') && !is_notice {
                self.entry(&path, depth);
            }
        }
    }

    fn entry(&mut self, path: &Path, depth: usize) {
        let Ok(kind) = path.symlink_metadata().map(|metadata| metadata.file_type()) else {
            return self.fault(path, "fichier illisible", "un fichier que ce compte peut lire");
        };
        if kind.is_dir() && depth >= DEPTH_MAX {
            return self.fault(path, "dossiers trop profonds", "8 niveaux de dossiers au plus");
        }
        if kind.is_dir() {
            return self.folder(path, depth + 1);
        }
        // A link may lead anywhere, and a named pipe never ends: only files of the pack itself are opened.
        let inside =
            path.canonicalize().is_ok_and(|target| target.starts_with(&self.real) && target.is_file());
        if !inside {
            let found = if kind.is_symlink() { "lien qui sort du dossier" } else { "ni fichier ni dossier" };
            return self.fault(path, found, "des fichiers du dossier lui-même");
        }
        if is_image(path) {
            return self.image(path);
        }
        if !path.extension().is_some_and(|extension| extension == "toml" || extension == "md") {
            let expected = "des fichiers .toml et .md, des images .png, .jpg et .webp";
            return self.fault(path, "genre de fichier inconnu", expected);
        }
        self.text(path);
    }

    fn image(&mut self, path: &Path) {
        let Some(bytes) = self.read(path) else { return };
        if bytes.len() > IMAGE_MAX {
            let found = format!("image de {} Kio", bytes.len().div_ceil(1024));
            return self.fault(path, &found, "128 Kio au plus\u{202f}: elle part vers chaque téléphone");
        }
        match Image::read(bytes) {
            Some(image) => self.images.push((self.below(path), image)),
            None => self.fault(path, "image illisible", "une image PNG, JPEG ou WebP"),
        }
    }

    /// The path below the pack's folder.
    fn below(&self, path: &Path) -> String {
        path.strip_prefix(self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }

    fn text(&mut self, path: &Path) {
        let Some(bytes) = self.read(path) else { return };
        match String::from_utf8(bytes) {
            Ok(text) => {
                let below = self.below(path);
                self.files.push(File::new(path.display().to_string(), below, text.into()));
            }
            Err(error) => {
                let found = format!("octet {} qui n’est pas de l’UTF-8", error.utf8_error().valid_up_to());
                self.fault(path, &found, "un fichier en UTF-8");
            }
        }
    }

    /// A file's bytes, within the bounds of files and of packs.
    fn read(&mut self, path: &Path) -> Option<Vec<u8>> {
        if self.files.len() + self.images.len() >= FILES_MAX || self.bytes > PACK_MAX {
            self.fault(path, "pack trop grand", "64 Mio et 10\u{202f}000 fichiers au plus dans un pack");
            return None;
        }
        let mut bytes = Vec::new();
        let read = std::fs::File::open(path).and_then(|file| file.take(FILE_MAX + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            let found = format!("fichier illisible ({error})");
            self.fault(path, &found, "un fichier que ce compte peut lire");
            return None;
        }
        self.bytes += bytes.len() as u64;
        if bytes.len() as u64 > FILE_MAX {
            self.fault(path, "fichier trop grand", "1 Mio au plus par fichier");
            return None;
        }
        Some(bytes)
    }
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
        width: 1,
    }
}
