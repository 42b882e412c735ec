//! All packs, one a language: the ones inside the program, with folders laid over them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use toml::Table;

use crate::check::{At, Checker, StepKinds};
use crate::diagnostic::Report;
use crate::node::{self, Node};
use crate::pack::{Item, Pack, StepDoc, WorkshopDoc};
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
    pub fn embedded(kinds: &dyn StepKinds) -> Result<Self, Report> {
        Self::load(&[], kinds)
    }

    /// The packs of the program with folders laid over them: an item with the same id replaces, others are added.
    pub fn load(folders: &[PathBuf], kinds: &dyn StepKinds) -> Result<Self, Report> {
        let mut layers = vec![source::embedded()];
        layers.extend(read(folders)?);
        build(layers, kinds)
    }

    /// Checks folders by themselves: what is in them and nothing else.
    pub fn check(folders: &[PathBuf], kinds: &dyn StepKinds) -> Result<Self, Report> {
        build(read(folders)?, kinds)
    }

    /// The pack of a language.
    pub fn pack(&self, lang: &str) -> Option<&Pack> {
        self.packs.get(lang)
    }

    /// Languages that have a pack.
    pub fn langs(&self) -> Vec<&str> {
        self.packs.keys().map(String::as_str).collect()
    }
}

fn read(folders: &[PathBuf]) -> Result<Vec<Vec<Folder>>, Report> {
    let mut diagnostics = Vec::new();
    let mut layers = Vec::with_capacity(folders.len());
    for folder in folders {
        match source::folders(folder) {
            Ok(layer) => layers.push(layer),
            Err(faults) => diagnostics.extend(faults),
        }
    }
    if diagnostics.is_empty() { Ok(layers) } else { Err(Report { diagnostics }) }
}

/// A file that could be read as TOML.
struct Parsed {
    file: usize,
    layer: usize,
    kind: String,
    node: Node,
    body: Option<(String, usize)>,
}

fn build(layers: Vec<Vec<Folder>>, kinds: &dyn StepKinds) -> Result<Library, Report> {
    let mut by_lang: BTreeMap<String, Vec<(usize, Folder)>> = BTreeMap::new();
    for (layer, folders) in layers.into_iter().enumerate() {
        for folder in folders {
            by_lang.entry(language(&folder)).or_default().push((layer, folder));
        }
    }
    let mut library = Library::default();
    let mut report = Report::default();
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

/// The language a folder says it is of.
fn language(folder: &Folder) -> String {
    let pack = folder.files.iter().find(|file| file.path == "pack.toml");
    let lang = pack
        .and_then(|file| file.text.parse::<Table>().ok())
        .and_then(|table| table.get("lang")?.as_str().map(str::to_owned));
    lang.unwrap_or_default()
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
    let items = gather(&mut checker, &parsed);
    checker.follow(&items.iter().map(|(id, (item, _))| (id.clone(), item.kind.clone())).collect());
    let mut pack =
        Pack { items: items.into_iter().map(|(id, (item, _))| (id, item)).collect(), ..Pack::default() };
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
    let is_markdown = file.path.ends_with(".md");
    let (head, offset, body) = if is_markdown {
        let Some((head, body)) = file.text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n"))
        else {
            checker.error(at, &(0..0), "pas d’entête", "une entête TOML entre deux lignes +++", None);
            return None;
        };
        (head, 4, Some((body.to_owned(), file.text.len() - body.len())))
    } else {
        (file.text.as_str(), 0, None)
    };
    match node::parse(head, offset) {
        Ok(node) => {
            let kind = node.text("kind").unwrap_or_default().to_owned();
            Some(Parsed { file: index, layer, kind, node, body })
        }
        Err(error) => {
            checker.error(
                at,
                &(error.at..error.at),
                format!("TOML\u{202f}: {}", error.message),
                "du TOML bien formé",
                None,
            );
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
        let mut found: Vec<(&str, &Node, Table)> =
            vec![(&one.kind, &one.node, table(&one.node, one.body.as_ref()))];
        let inner = crate::kinds::kind(&one.kind).map_or(&[][..], |kind| kind.inner);
        for (field, kind) in inner {
            found.extend(one.node.list(field).iter().map(|node| (*kind, node, table(node, None))));
        }
        for (kind, node, table) in found {
            let span = node.get("id").map_or(node.span.start..node.span.start, |id| id.span.clone());
            let Some(id) = node.text("id").filter(|id| crate::text::is_id(id)) else {
                let expected =
                    "un identifiant\u{202f}: minuscules sans accent, chiffres, tirets, 64 signes au plus";
                checker.error(at, &span, "«\u{202f}id\u{202f}» absent ou mal formé", expected, None);
                continue;
            };
            if items.get(id).is_some_and(|(_, layer)| *layer == one.layer) {
                let first = places.get(id).cloned().unwrap_or_default();
                checker.error(
                    at,
                    &span,
                    format!("identifiant «\u{202f}{id}\u{202f}» déjà pris"),
                    "un identifiant unique dans la langue",
                    Some(format!("le premier est dans {first}")),
                );
                continue;
            }
            let file = checker.files[one.file].shown.clone();
            places.insert(id.to_owned(), file.clone());
            items.insert(
                id.to_owned(),
                (Item { kind: kind.to_owned(), id: id.to_owned(), table, file }, one.layer),
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

fn table(node: &Node, body: Option<&(String, usize)>) -> Table {
    let mut table = match node.to_toml() {
        toml::Value::Table(table) => table,
        _ => Table::new(),
    };
    if let Some((body, _)) = body {
        table.insert("body".into(), toml::Value::String(body.trim().to_owned()));
    }
    table
}

/// Types the identity and the workshops, and lets the kinds check their steps.
fn assemble(checker: &mut Checker<'_>, parsed: &[Parsed], sound: &[bool], pack: &mut Pack) {
    let packs = parsed.iter().filter(|one| one.kind == "pack");
    match packs.last().and_then(|one| toml::Value::Table(table(&one.node, None)).try_into().ok()) {
        Some(meta) => pack.meta = meta,
        None if checker.report.errors() == 0 => {
            checker.report.diagnostics.push(source::whole(
                "pack.toml".as_ref(),
                "pack.toml absent",
                "la carte d’identité du pack",
            ));
        }
        None => {}
    }
    let mut kept: Vec<&Parsed> = Vec::new();
    for (one, _) in parsed.iter().zip(sound).filter(|(one, sound)| one.kind == "workshop" && **sound) {
        let Some(workshop) = workshop(&one.node) else { continue };
        match pack.workshops.iter().position(|other| other.id == workshop.id) {
            Some(index) => {
                pack.workshops[index] = workshop;
                kept[index] = one;
            }
            None => {
                pack.workshops.push(workshop);
                kept.push(one);
            }
        }
    }
    // What the kinds say of a step supposes that all it names is there.
    if checker.report.errors() > 0 {
        return;
    }
    for (workshop, one) in pack.workshops.iter().zip(kept) {
        for (step, node) in workshop.steps.iter().zip(one.node.list("step")) {
            for fault in checker.steps.check(&step.activity, step, workshop, pack) {
                let span = node.follow(&fault.path).span.clone();
                checker.error(At { file: one.file }, &span, fault.found, fault.expected, fault.help);
            }
        }
    }
}

fn workshop(node: &Node) -> Option<WorkshopDoc> {
    #[derive(serde::Deserialize)]
    struct Fields {
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
    let fields: Fields = node.to_toml().try_into().ok()?;
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
