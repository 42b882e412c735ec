//! Trees held against schemas, references followed: all faults at once, each with its place.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::kinds::{self, STEP};
use crate::node::{Entry, Node, Span, Value};
use crate::pack::{Pack, StepDoc, WorkshopDoc};
use crate::schema::{Field, Spec, Type};
use crate::source::File;
use crate::text::{self, Slip, TokenKind, is_id, quoted, shown_length};

/// What the loader must know of activity kinds; the crate `activities` implements it.
pub trait StepKinds: Sync {
    /// The words that a step's `activity` may be.
    fn names(&self) -> Vec<&'static str>;
    /// The fields of a kind, besides those of every step. One of those that is declared again (slides that become
    /// mandatory) is taken from here.
    fn spec(&self, kind: &str) -> Option<&Spec>;
    /// What a schema cannot say of a step. Its fields are right, but what they name may not be there.
    fn check(&self, kind: &str, step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Fault>;
}

/// A fault in a step, found by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From the step's table to the value that is wrong.
    pub path: Vec<Segment>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What could be meant.
    pub help: Option<String>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Into a table.
    Key(String),
    /// Into a list, from 0.
    Index(usize),
}

/// Something that names an item elsewhere.
struct Mention {
    file: usize,
    span: Span,
    kind: &'static str,
    id: String,
}

/// So many faults have their near misses looked for.
const HELPED: usize = 500;

/// Collects what is wrong, and what is named, in the files of one pack.
pub(crate) struct Checker<'a> {
    pub files: Vec<&'a File>,
    pub steps: &'a dyn StepKinds,
    pub figures: &'a figures::Registry,
    pub report: Report,
    mentions: Vec<Mention>,
}

/// Where the checker is: a file, and how it names its place in a list.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub file: usize,
}

impl Segment {
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

impl From<&str> for Segment {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl<'a> Checker<'a> {
    pub(crate) fn new(
        files: Vec<&'a File>,
        steps: &'a dyn StepKinds,
        figures: &'a figures::Registry,
    ) -> Self {
        Self { files, steps, figures, report: Report::default(), mentions: vec![] }
    }

    /// Tells a fault at a place of a file.
    pub(crate) fn error(
        &mut self,
        at: At,
        span: &Span,
        found: impl Into<String>,
        expected: impl Into<String>,
        help: Option<String>,
    ) {
        self.tell(Severity::Error, at, span, found.into(), expected.into(), help);
    }

    fn tell(
        &mut self,
        severity: Severity,
        at: At,
        span: &Span,
        found: String,
        expected: String,
        help: Option<String>,
    ) {
        let file = self.files[at.file];
        let (line, column, excerpt) = file.line_of(span.start);
        let about = file.text.get(span.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        self.report.diagnostics.push(Diagnostic {
            severity,
            file: file.shown.clone(),
            line,
            column,
            found,
            expected,
            help,
            excerpt: excerpt.to_owned(),
            width: about.chars().count().max(1),
        });
    }

    /// `file:line:column`
    pub(crate) fn shown(&self, at: At, span: &Span) -> String {
        let file = self.files[at.file];
        let (line, column, _) = file.line_of(span.start);
        format!("{}:{line}:{column}", file.shown)
    }

    /// Where a part of a text stands in its file: `span` is of the whole value, `part` in bytes of the text. Escapes and
    /// folded lines move things: the part is found again by what stands around it, else the whole value is meant.
    fn place(&self, at: At, span: &Span, text: &str, part: Range<usize>) -> Span {
        let file = &self.files[at.file].text;
        let line = text[..part.start].rfind('\n').map_or(0, |newline| newline + 1);
        let from = text[line..part.start].char_indices().rev().nth(9).map_or(line, |(from, _)| line + from);
        let to = text[part.end..].char_indices().nth(5).map_or(text.len(), |(to, _)| part.end + to);
        let to = text[part.end..to].find('\n').map_or(to, |newline| part.end + newline);
        let found = file.get(span.clone()).and_then(|written| written.find(&text[from..to]));
        found.map_or_else(
            || span.clone(),
            |found| {
                let start = span.start + found + (part.start - from);
                start..start + part.len()
            },
        )
    }

    /// Holds a table against its fields. `skip`: keys that were looked at elsewhere.
    pub(crate) fn table(&mut self, at: At, node: &Node, specs: &[&Spec], skip: &[&str]) {
        let Value::Table(entries) = &node.value else {
            self.error(at, &node.span, "une valeur seule", "une table", None);
            return;
        };
        // A field that two specs declare is taken from the first.
        let fields: Vec<&Field> = specs
            .iter()
            .enumerate()
            .flat_map(|(index, spec)| spec.fields().iter().map(move |field| (index, field)))
            .filter(|(index, field)| specs[..*index].iter().all(|spec| spec.field(field.name).is_none()))
            .map(|(_, field)| field)
            .collect();
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        for entry in entries.iter().filter(|entry| !skip.contains(&entry.key.as_str())) {
            match fields.iter().find(|field| field.name == entry.key) {
                Some(field) => self.value(at, entry, field),
                None => self.unknown_key(at, entry, &names),
            }
        }
        let missing = |field: &&&Field| field.required && entries.iter().all(|entry| entry.key != field.name);
        for field in fields.iter().filter(missing) {
            let near = entries.iter().map(|entry| entry.key.as_str()).filter(|key| !names.contains(key));
            let help = closest(field.name, near).map(|key| format!("est-ce {}\u{202f}?", quoted(key)));
            let found = format!("{}\u{202f}: clé manquante", quoted(field.name));
            self.error(at, &node.span, found, describe(&field.of), help);
        }
    }

    fn unknown_key(&mut self, at: At, entry: &Entry, names: &[&str]) {
        let near = near_miss(&entry.key, names.iter().copied());
        let owner = || {
            let kinds = self.steps.names().into_iter();
            let owner =
                kinds.filter(|_| names.contains(&"activity")).find(|kind| self.owns(kind, &entry.key))?;
            Some(format!("c’est une clé de l’activité {}", quoted(owner)))
        };
        let help = near.or_else(owner);
        let found = format!("{}\u{202f}: clé inconnue", quoted(&entry.key));
        self.error(
            at,
            &entry.key_span,
            found,
            format!("une de ces clés\u{202f}: {}", names.join(", ")),
            help,
        );
    }

    fn owns(&self, kind: &str, key: &str) -> bool {
        self.steps.spec(kind).is_some_and(|spec| spec.field(key).is_some())
    }

    fn value(&mut self, at: At, entry: &Entry, field: &Field) {
        self.typed(at, &entry.node, &field.of, &entry.key);
    }

    fn typed(&mut self, at: At, node: &Node, of: &Type, key: &str) {
        match (of, &node.value) {
            (Type::Text { min, max }, Value::Text(text)) => self.text(at, node, text, *min, *max, key),
            (Type::Word(words), Value::Text(text)) => self.word(at, node, text, words, key),
            (Type::Form(fits, told), Value::Text(text)) => {
                if !fits(text) {
                    self.error(at, &node.span, keyed(key, quoted(text)), *told, None);
                }
            }
            (Type::Integer { min, max }, Value::Integer(number)) => {
                if number < min || number > max {
                    self.error(at, &node.span, keyed(key, number), describe(of), None);
                }
            }
            (Type::Number { min, max }, Value::Integer(_) | Value::Float(_)) => {
                let number =
                    if let Value::Integer(number) = node.value { number as f64 } else { float(node) };
                if !(*min..=*max).contains(&number) {
                    self.error(at, &node.span, keyed(key, number), describe(of), None);
                }
            }
            (Type::Flag, Value::Flag(_)) => {}
            (Type::Id, Value::Text(text)) => {
                if !is_id(text) {
                    self.error(at, &node.span, keyed(key, quoted(text)), describe(of), None);
                }
            }
            (Type::Figure, Value::Text(id)) => self.figure(at, &node.span, id),
            (Type::Source, Value::Text(id)) => self.source(at, &node.span, id),
            (Type::Reference(kind), Value::Text(id)) => self.mention(at, &node.span, kind, id),
            (Type::List { of: inner, min, max }, Value::List(nodes)) => {
                if nodes.len() < *min || nodes.len() > *max {
                    let found = keyed(key, format!("{} éléments", nodes.len()));
                    self.error(at, &node.span, found, describe(of), None);
                }
                for node in nodes {
                    self.typed(at, node, inner, key);
                }
            }
            (Type::Table(spec), _) => self.table(at, node, &[spec], &[]),
            (_, value) => {
                let found = keyed(key, name_of(value));
                self.error(at, &node.span, found, describe(of), None);
            }
        }
    }

    fn word(&mut self, at: At, node: &Node, text: &str, words: &[&str], key: &str) {
        if words.contains(&text) {
            return;
        }
        let help = near_miss(text, words.iter().copied());
        self.error(
            at,
            &node.span,
            keyed(key, quoted(text)),
            format!("un de ces mots\u{202f}: {}", words.join(", ")),
            help,
        );
    }

    fn text(&mut self, at: At, node: &Node, text: &str, min: usize, max: usize, key: &str) {
        let length = shown_length(text);
        if length < min || length > max {
            let expected = format!("un texte de {min} à {max} signes (un chiffre cité en compte 12)");
            self.error(at, &node.span, keyed(key, format!("{length} signes")), expected, None);
        }
        self.prose(at, &node.span, text, key != "options");
    }

    /// The rules of every text, in a field or in a body.
    pub(crate) fn prose(&mut self, at: At, span: &Span, text: &str, retyped: bool) {
        self.tokens(at, span, text);
        if let Some(start) = text::markup(text) {
            let place = self.place(at, span, text, start..start + 1);
            let found = format!("HTML ou image\u{202f}: {}", quoted(&text::clipped(&text[start..], 20)));
            self.error(at, &place, found, "du texte et du Markdown réduit", None);
        }
        for (start, slip) in text::slips(text) {
            let (found, expected) = match slip {
                Slip::Space => ("espace ordinaire", "une espace fine insécable (U+202F)"),
                Slip::Apostrophe => ("apostrophe droite", "une apostrophe courbe (’)"),
            };
            let place = self.place(at, span, text, start..start + 1);
            self.error(at, &place, format!("{found} dans {}", quoted(around(text, start))), expected, None);
        }
        if retyped {
            self.typed_numbers(at, span, text);
        }
    }

    fn tokens(&mut self, at: At, span: &Span, text: &str) {
        for token in text::tokens(text) {
            let place = self.place(at, span, text, token.range.clone());
            match token.kind {
                TokenKind::Figure(id) => self.figure(at, &place, id),
                TokenKind::Term { id, .. } => self.mention(at, &place, "term", id),
                TokenKind::Unknown => {
                    let expected = "{{fig:ID}}, {{fig:ID|ref}}, {{fig:ID|full}} ou {{term:ID}}";
                    self.error(at, &place, format!("jeton inconnu {}", &text[token.range]), expected, None);
                }
            }
        }
        if text::is_unbalanced(text) {
            self.error(at, span, "accolades mal fermées", "{{ et }} par paires", None);
        }
    }

    fn typed_numbers(&mut self, at: At, span: &Span, text: &str) {
        for range in text::typed_numbers(text) {
            let found = format!("nombre tapé à la main {}", quoted(&text[range.clone()]));
            let place = self.place(at, span, text, range);
            let expected = "un chiffre du registre, cité par {{fig:ID}}".to_owned();
            self.tell(Severity::Warning, at, &place, found, expected, None);
        }
    }

    fn figure(&mut self, at: At, span: &Span, id: &str) {
        if self.figures.figure(id).is_some() {
            return;
        }
        let help = self.figures.closest(id).map(did_you_mean);
        self.error(
            at,
            span,
            format!("chiffre inconnu «\u{202f}{id}\u{202f}»"),
            "l’identifiant d’un chiffre du registre",
            help,
        );
    }

    fn source(&mut self, at: At, span: &Span, id: &str) {
        if self.figures.source(id).is_some() {
            return;
        }
        let help = self.figures.closest_source(id).map(did_you_mean);
        let expected = "l’identifiant d’une source du registre";
        self.error(at, span, format!("source inconnue «\u{202f}{id}\u{202f}»"), expected, help);
    }

    pub(crate) fn mention(&mut self, at: At, span: &Span, kind: &'static str, id: &str) {
        self.mentions.push(Mention { file: at.file, span: span.clone(), kind, id: id.to_owned() });
    }

    /// A step: the fields of every step, and those of its activity.
    pub(crate) fn step(&mut self, at: At, node: &Node) {
        let common: &Spec = &STEP;
        let Some(activity) = node.text("activity").map(str::to_owned) else {
            self.table(at, node, &[common], &[]);
            return;
        };
        let steps = self.steps;
        if let Some(own) = steps.spec(&activity) {
            self.table(at, node, &[own, common], &[]);
        } else {
            let names = steps.names();
            let help = near_miss(&activity, names.iter().copied());
            let span = node.get("activity").map_or_else(|| node.span.clone(), |node| node.span.clone());
            self.error(
                at,
                &span,
                format!("activité inconnue «\u{202f}{activity}\u{202f}»"),
                format!("une de ces activités\u{202f}: {}", names.join(", ")),
                help,
            );
        }
    }

    /// Follows every mention to its item.
    pub(crate) fn follow(&mut self, kinds_of: &HashMap<String, String>) {
        let mut by_kind: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (id, kind) in kinds_of {
            by_kind.entry(kind).or_default().insert(id);
        }
        for mention in std::mem::take(&mut self.mentions) {
            let found = kinds_of.get(&mention.id);
            if found.is_some_and(|kind| mention.kind == "any" || kind == mention.kind) {
                continue;
            }
            let candidates: Vec<&str> = match mention.kind {
                "any" => kinds_of.keys().map(String::as_str).collect(),
                kind => by_kind.get(kind).into_iter().flatten().copied().collect(),
            };
            let help = match found {
                Some(kind) => Some(format!(
                    "«\u{202f}{}\u{202f}» existe, mais c’est un élément de genre {kind}",
                    mention.id
                )),
                // Words are not compared for ever: a file may be made of nothing but mistakes.
                None if self.report.diagnostics.len() > HELPED => None,
                None => near_miss(&mention.id, candidates.into_iter()),
            };
            let expected = if mention.kind == "any" {
                "l’identifiant d’un élément du pack".to_owned()
            } else {
                format!("l’identifiant d’un élément de genre {}", mention.kind)
            };
            let at = At { file: mention.file };
            self.error(
                at,
                &mention.span,
                format!("référence inconnue «\u{202f}{}\u{202f}»", mention.id),
                expected,
                help,
            );
        }
    }

    /// The kind that a file says it is.
    pub(crate) fn file_kind(
        &mut self,
        at: At,
        node: &Node,
        is_markdown: bool,
    ) -> Option<&'static kinds::Kind> {
        match node.get("schema").map(|node| (&node.value, node.span.clone())) {
            Some((Value::Integer(1), _)) => {}
            Some((_, span)) => self.error(at, &span, "un autre schéma", "schema = 1", None),
            None => self.error(
                at,
                &(node.span.start..node.span.start),
                "«\u{202f}schema\u{202f}» manque",
                "schema = 1",
                None,
            ),
        }
        let name = node.text("kind").unwrap_or_default().to_owned();
        let span = node.get("kind").map_or(node.span.start..node.span.start, |node| node.span.clone());
        let Some(kind) = kinds::kind(&name) else {
            let names = kinds::names();
            let help = near_miss(&name, names.iter().copied());
            self.error(
                at,
                &span,
                quoted(&name),
                format!("un genre connu\u{202f}: {}", names.join(", ")),
                help,
            );
            return None;
        };
        if kind.markdown != is_markdown {
            let expected = if kind.markdown { "un fichier .md" } else { "un fichier .toml" };
            self.error(at, &span, format!("le genre {name} dans un autre fichier"), expected, None);
            return None;
        }
        let path = &self.files[at.file].path;
        let folder =
            path.rsplit_once('/').map(|(folder, _)| folder.split('/').next().unwrap_or(folder).to_owned());
        let reserved = folder.as_deref().filter(|folder| {
            [
                "workshops",
                "slides",
                "quiz",
                "cycle-de-vie",
                "bisou",
                "fiches",
                "sequences",
                "parcours",
                "chartes",
            ]
            .contains(folder)
        });
        if reserved.is_some() && kind.folder != reserved {
            self.error(
                at,
                &span,
                format!("le genre {name} dans {}/", folder.unwrap_or_default()),
                "un genre de ce dossier",
                None,
            );
        }
        Some(kind)
    }
}

fn float(node: &Node) -> f64 {
    if let Value::Float(number) = node.value { number } else { f64::NAN }
}

/// `« key » : what`
pub(crate) fn keyed(key: &str, what: impl std::fmt::Display) -> String {
    format!("{}\u{202f}: {what}", quoted(key))
}

/// A few characters on both sides.
fn around(text: &str, at: usize) -> &str {
    let from = text[..at].char_indices().rev().nth(11).map_or(0, |(from, _)| from);
    let to = text[at..].char_indices().nth(9).map_or(text.len(), |(to, _)| at + to);
    &text[from..to]
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "un texte",
        Value::Integer(_) => "un nombre entier",
        Value::Float(_) => "un nombre à virgule",
        Value::Flag(_) => "true ou false",
        Value::List(_) => "une liste",
        Value::Table(_) => "une table",
        Value::Date => "une date",
    }
}

fn describe(of: &Type) -> String {
    match of {
        Type::Text { min, max } => format!("un texte de {min} à {max} signes"),
        Type::Word(words) => format!("un de ces mots\u{202f}: {}", words.join(", ")),
        Type::Form(_, told) => (*told).to_owned(),
        Type::Integer { min, max } => format!("un nombre entier de {min} à {max}"),
        Type::Number { min, max } => format!("un nombre de {min} à {max}"),
        Type::Flag => "true ou false".into(),
        Type::Id => {
            "un identifiant\u{202f}: minuscules sans accent, chiffres, tirets, 64 signes au plus".into()
        }
        Type::Figure => "l’identifiant d’un chiffre du registre".into(),
        Type::Source => "l’identifiant d’une source du registre".into(),
        Type::Reference(kind) => format!("l’identifiant d’un élément de genre {kind}"),
        Type::List { min, max, .. } if min == max => format!("une liste de {min} éléments"),
        Type::List { min, max, .. } => format!("une liste de {min} à {max} éléments"),
        Type::Table(_) => "une table".into(),
    }
}

/// Words that French authors write for keys whose name is English.
const IN_FRENCH: [(&str, &str); 20] = [
    ("activite", "activity"),
    ("axe", "axis"),
    ("chiffres", "figures"),
    ("choix", "options"),
    ("conseil", "tip"),
    ("diapositives", "slides"),
    ("difficulte", "difficulty"),
    ("duree", "minutes"),
    ("etape", "step"),
    ("explication", "explanation"),
    ("facultatif", "optional"),
    ("langue", "lang"),
    ("materiel", "material"),
    ("niveau", "levels"),
    ("niveaux", "levels"),
    ("objectif", "objective"),
    ("reponse", "answers"),
    ("reponses", "answers"),
    ("resume", "summary"),
    ("titre", "title"),
];

/// The word that was probably meant: its translation, or one of which at most a third of the letters differ.
pub(crate) fn closest<'b>(word: &str, known: impl Iterator<Item = &'b str>) -> Option<&'b str> {
    let folded: String = word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let translated = IN_FRENCH.iter().find(|(french, _)| *french == folded).map(|(_, english)| *english);
    let distance = |candidate: &str| {
        if translated == Some(candidate) { 0 } else { strsim::osa_distance(&folded, candidate) }
    };
    let (distance, candidate) = known.map(|candidate| (distance(candidate), candidate)).min()?;
    (distance <= candidate.chars().count().max(3) / 3).then_some(candidate)
}

/// What was probably meant among these words, as a question to the author; none when nothing is near.
pub fn near_miss<'b>(word: &str, known: impl Iterator<Item = &'b str>) -> Option<String> {
    closest(word, known).map(did_you_mean)
}

pub(crate) fn did_you_mean(word: &str) -> String {
    format!("vouliez-vous dire {}\u{202f}?", quoted(word))
}
