//! All packs, one a language: the ones inside the program, with folders laid over them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use crate::check::{At, Checker, Segment, StepKinds, keyed};
use crate::diagnostic::Report;
use crate::fields::Fields;
use crate::image::Image;
use crate::node::{self, Node};
use crate::pack::{Item, Pack, PackMeta, StepDoc, WorkshopDoc};
use crate::source::{self, File, Folder};

/// The most items of a pack.
const ITEMS_MAX: usize = 10_000;

/// Checked packs.
#[derive(Clone, Debug, Default)]
pub struct Library {
    packs: BTreeMap<String, Pack>,
    /// Advice that came up on the way.
    pub advice: Report,
}

impl Library {
    /// The packs that are part of the program.
    ///
    /// # Errors
    /// They have faults: a test says that they have none.
    pub fn embedded(kinds: &dyn StepKinds) -> Result<Self, Report> {
        Self::load(&[], kinds)
    }

    /// The packs of the program with folders laid over them, the last on top. A folder has a `pack.toml`, or a folder for
    /// each language that has one. An item with the id of another of its kind replaces it, others are added.
    ///
    /// # Errors
    /// All faults of all files at once, and the advice.
    pub fn load(folders: &[PathBuf], kinds: &dyn StepKinds) -> Result<Self, Report> {
        build(vec![source::embedded()], folders, kinds)
    }

    /// Checks folders by themselves: what is in them and nothing else.
    ///
    /// # Errors
    /// All faults of all files at once, and the advice.
    pub fn check(folders: &[PathBuf], kinds: &dyn StepKinds) -> Result<Self, Report> {
        build(vec![], folders, kinds)
    }

    /// The pack of a language.
    pub fn pack(&self, lang: &str) -> Option<&Pack> {
        self.packs.get(lang)
    }

    /// A picture of any pack, by the name that its address ends with.
    pub fn image(&self, name: &str) -> Option<&Image> {
        self.packs.values().flat_map(|pack| pack.images.values()).find(|image| image.name == name)
    }

    /// Languages that have a pack.
    pub fn langs(&self) -> Vec<&str> {
        self.packs.keys().map(String::as_str).collect()
    }
}

/// A file that could be read as TOML.
struct Parsed {
    file: usize,
    layer: usize,
    kind: String,
    node: Node,
    body: Option<(String, usize)>,
}

fn build(mut layers: Vec<Vec<Folder>>, dirs: &[PathBuf], kinds: &dyn StepKinds) -> Result<Library, Report> {
    let mut report = Report::default();
    layers.extend(dirs.iter().map(|dir| source::folders(dir, &mut report.diagnostics)));
    let mut by_lang: BTreeMap<String, Vec<(usize, Folder)>> = BTreeMap::new();
    for (layer, folders) in layers.into_iter().enumerate() {
        for folder in folders {
            by_lang.entry(language(&folder)).or_default().push((layer, folder));
        }
    }
    let mut library = Library::default();
    for (lang, folders) in by_lang {
        let (pack, found) = build_pack(&folders, kinds);
        report.diagnostics.extend(found.diagnostics);
        library.packs.insert(lang, pack);
    }
    report.sort();
    if report.errors() > 0 {
        return Err(report);
    }
    library.advice = report;
    Ok(library)
}

/// The language of a folder: its name, else what its pack says.
fn language(folder: &Folder) -> String {
    let card = || {
        let card = folder.files.iter().find(|file| file.path == source::PACK)?;
        card.text.parse::<toml::Table>().ok()?.get("lang")?.as_str().map(str::to_owned)
    };
    folder.lang.clone().or_else(card).unwrap_or_default()
}

fn build_pack(folders: &[(usize, Folder)], kinds: &dyn StepKinds) -> (Pack, Report) {
    let files: Vec<(usize, &File)> =
        folders.iter().flat_map(|(layer, folder)| folder.files.iter().map(|file| (*layer, file))).collect();
    let list = files.iter().map(|(_, file)| *file).collect();
    let mut checker = Checker::new(list, kinds, figures::Registry::embedded());
    let mut parsed = Vec::with_capacity(files.len());
    for (index, (layer, file)) in files.iter().enumerate() {
        parsed.extend(parse(&mut checker, index, *layer, file));
    }
    let sound = check_files(&mut checker, &parsed);
    check_cards(&mut checker, &parsed, folders);
    let items = gather(&mut checker, &parsed);
    let images: BTreeMap<String, Image> =
        folders.iter().flat_map(|(_, folder)| folder.images.iter().cloned()).collect();
    let kinds_of = items.iter().map(|(id, (item, _))| (id.clone(), item.kind.clone()));
    let kinds_of_images = images.keys().map(|path| (path.clone(), "image".to_owned()));
    checker.follow(&kinds_of.chain(kinds_of_images).collect());
    let items = items.into_iter().map(|(id, (item, _))| (id, item)).collect();
    let mut pack = Pack { items, images, ..Pack::default() };
    assemble(&mut checker, &parsed, &sound, &mut pack);
    (pack, checker.report)
}

/// Cuts a file into its TOML and its body, and reads the TOML.
fn parse(checker: &mut Checker<'_>, index: usize, layer: usize, file: &File) -> Option<Parsed> {
    let at = At { file: index };
    if let Some(place) = file.text.find(['\r', '\t']) {
        checker.error(
            at,
            &(place..place),
            "retour chariot ou tabulation",
            "des fins de ligne simples et des espaces",
            None,
        );
    }
    let is_markdown = Path::new(&file.path).extension().is_some_and(|extension| extension == "md");
    let (head, offset, body) = if is_markdown {
        let Some((head, body)) = file.text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n"))
        else {
            checker.error(at, &(0..0), "pas d’entête", "une entête TOML entre deux lignes +++", None);
            return None;
        };
        (head, 4, Some((body.to_owned(), file.text.len() - body.len())))
    } else {
        (&*file.text, 0, None)
    };
    match node::parse(head, offset) {
        Ok(node) => {
            let kind = node.text("kind").unwrap_or_default().to_owned();
            Some(Parsed { file: index, layer, kind, node, body })
        }
        Err(errors) => {
            for error in errors {
                let found = format!("TOML\u{202f}: {}", error.message);
                checker.error(at, &error.span, found, "du TOML bien formé", None);
            }
            None
        }
    }
}

/// Holds each file against its kind. The result tells which files are free of faults of form.
fn check_files(checker: &mut Checker<'_>, parsed: &[Parsed]) -> Vec<bool> {
    let mut sound = Vec::with_capacity(parsed.len());
    for one in parsed {
        let before = checker.report.errors();
        let at = At { file: one.file };
        let Some(kind) = checker.file_kind(at, &one.node, one.body.is_some()) else {
            sound.push(false);
            continue;
        };
        let mut skip = vec!["schema", "kind", "id"];
        if one.kind == "workshop" {
            skip.push("step");
            check_steps(checker, at, &one.node);
        }
        checker.table(at, &one.node, &[&kind.spec], &skip);
        if let Some((body, start)) = &one.body {
            checker.prose(at, &(*start..start + body.len()), body, false);
        }
        let is_sound = checker.report.errors() == before;
        if is_sound {
            checker.rules(at, &one.kind, &one.node);
            if let Some((body, start)) = &one.body {
                checker.body(at, kind, &one.kind, &one.node, body, *start);
            }
        }
        sound.push(is_sound);
    }
    sound
}

/// Every folder has one identity card, which says the folder's language.
fn check_cards(checker: &mut Checker<'_>, parsed: &[Parsed], folders: &[(usize, Folder)]) {
    for (_, folder) in folders {
        if !folder.files.iter().any(|file| file.path == source::PACK) {
            let path = PathBuf::from(&folder.shown).join(source::PACK);
            let missing = source::whole(&path, "fichier absent", "la carte d’identité du pack");
            checker.report.diagnostics.push(missing);
        }
    }
    for one in parsed.iter().filter(|one| one.kind == "pack") {
        let at = At { file: one.file };
        if checker.files[one.file].path != source::PACK {
            let span = one.node.get("kind").map_or(0..0, |kind| kind.span.clone());
            checker.error(at, &span, "une deuxième carte d’identité", "un seul pack.toml par dossier", None);
        }
        let shown = &checker.files[one.file].shown;
        let folder = folders.iter().find(|(_, folder)| shown.starts_with(&format!("{}/", folder.shown)));
        let Some(lang) = folder.and_then(|(_, folder)| folder.lang.clone()) else { continue };
        if let Some(said) = one.node.get("lang").filter(|_| one.node.text("lang") != Some(&lang)) {
            let found = format!("une autre langue que celle du dossier {lang}/");
            checker.error(at, &said.span.clone(), found, format!("lang = \"{lang}\""), None);
        }
    }
}

fn check_steps(checker: &mut Checker<'_>, at: At, node: &Node) {
    let steps = node.list("step");
    if !(2..=40).contains(&steps.len()) {
        checker.error(
            at,
            &(node.span.start..node.span.start),
            format!("{} étapes", steps.len()),
            "2 à 40 étapes [[step]]",
            None,
        );
    }
    for step in steps {
        checker.step(at, step);
    }
}

/// Items by id; a layer above replaces, the same layer must not repeat.
fn gather(checker: &mut Checker<'_>, parsed: &[Parsed]) -> BTreeMap<String, (Item, usize)> {
    let mut items: BTreeMap<String, (Item, usize)> = BTreeMap::new();
    let mut places: HashMap<String, String> = HashMap::new();
    for one in parsed {
        let at = At { file: one.file };
        let body = one.body.as_ref().map(|(body, _)| body.as_str());
        let mut found: Vec<(&str, &Node, Fields)> = vec![(&one.kind, &one.node, Fields::of(&one.node, body))];
        let inner = crate::kinds::kind(&one.kind).map_or(&[][..], |kind| kind.inner);
        for (path, kind) in inner {
            found.extend(one.node.lists(path).into_iter().map(|node| (*kind, node, Fields::of(node, None))));
        }
        for (kind, node, fields) in found {
            let span = node.get("id").map_or(node.span.start..node.span.start, |id| id.span.clone());
            let Some(id) = node.text("id").filter(|id| crate::text::is_id(id)) else {
                let expected =
                    "un identifiant\u{202f}: minuscules sans accent, chiffres, tirets, 64 signes au plus";
                checker.error(at, &span, "«\u{202f}id\u{202f}» absent ou mal formé", expected, None);
                continue;
            };
            let taken = items.get(id).filter(|(item, layer)| *layer == one.layer || item.kind != kind);
            if taken.is_some() {
                let first = places.get(id).cloned().unwrap_or_default();
                let found = keyed(id, "identifiant déjà pris");
                let help = Some(format!("le premier est dans {first}"));
                checker.error(at, &span, found, "un identifiant unique dans la langue", help);
                continue;
            }
            let file = checker.files[one.file].shown.clone();
            places.insert(id.to_owned(), checker.shown(at, &span));
            items.insert(
                id.to_owned(),
                (Item { kind: kind.to_owned(), id: id.to_owned(), fields, file }, one.layer),
            );
        }
    }
    if items.len() > ITEMS_MAX {
        let path = checker.files.first().map_or_else(String::new, |file| file.shown.clone());
        checker.report.diagnostics.push(source::whole(
            path.as_ref(),
            &format!("{} éléments", items.len()),
            "10\u{202f}000 éléments au plus dans un pack",
        ));
    }
    items
}

/// Types the identity and the workshops, and lets the kinds check their steps.
fn assemble(checker: &mut Checker<'_>, parsed: &[Parsed], sound: &[bool], pack: &mut Pack) {
    for one in parsed.iter().filter(|one| one.kind == "pack") {
        let meta: Option<PackMeta> = Fields::of(&one.node, None).read().ok();
        // A pack that is laid over another lends its items; it stays the pack below, unless it is a version of it.
        if let Some(meta) = meta.filter(|meta| pack.meta.id.is_empty() || pack.meta.id == meta.id) {
            pack.meta = meta;
        }
    }
    let mut kept: Vec<&Parsed> = Vec::new();
    for (one, _) in parsed.iter().zip(sound).filter(|(one, sound)| one.kind == "workshop" && **sound) {
        let Some(workshop) = workshop(&one.node) else { continue };
        if let Some(index) = pack.workshops.iter().position(|other| other.id == workshop.id) {
            pack.workshops[index] = workshop;
            kept[index] = one;
            continue;
        }
        pack.workshops.push(workshop);
        kept.push(one);
    }
    for (workshop, one) in pack.workshops.iter().zip(kept) {
        for (step, node) in workshop.steps.iter().zip(one.node.list("step")) {
            for fault in checker.steps.check(&step.activity, step, workshop, pack) {
                let span = node.follow(&fault.path).span.clone();
                let found = match fault.path.iter().rev().find_map(Segment::key) {
                    Some(key) => keyed(key, fault.found),
                    None => fault.found,
                };
                checker.error(At { file: one.file }, &span, found, fault.expected, fault.help);
            }
        }
    }
}

fn workshop(node: &Node) -> Option<WorkshopDoc> {
    #[derive(serde::Deserialize)]
    struct Workshop {
        id: String,
        title: String,
        summary: String,
        minutes: u32,
        levels: Vec<String>,
        people: Vec<u32>,
        material: Vec<String>,
        #[serde(default)]
        before: Vec<String>,
        objective: Vec<crate::Objective>,
        step: Vec<StepDoc>,
    }
    let fields: Workshop = Fields::of(node, None).read().ok()?;
    Some(WorkshopDoc {
        id: fields.id,
        title: fields.title,
        summary: fields.summary,
        minutes: fields.minutes,
        levels: fields.levels,
        people: fields.people,
        material: fields.material,
        before: fields.before,
        objectives: fields.objective,
        steps: fields.step,
    })
}
