//! Trees held against schemas, references followed: all faults at once, each with its place.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::kinds::{self, STEP};
use crate::node::{Entry, Node, Span, Value};
use crate::pack::{Pack, StepDoc, WorkshopDoc};
use crate::schema::{Field, Spec, Type};
use crate::source::File;
use crate::text::{Piece, Token, has_html, is_id, pieces, shown_length, typography};

/// What the loader must know of activity kinds; the crate `activities` implements it.
pub trait StepKinds: Sync {
    /// The words that a step's `activity` may be.
    fn names(&self) -> Vec<&'static str>;
    /// The fields of a kind, besides those of every step.
    fn spec(&self, kind: &str) -> Option<&Spec>;
    /// What a schema cannot say of a step.
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
        let start = span.start.min(file.text.len());
        let before = &file.text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let excerpt = file.text[line_start..].lines().next().unwrap_or_default().to_owned();
        self.report.diagnostics.push(Diagnostic {
            severity,
            file: file.shown.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            found,
            expected,
            help,
            excerpt,
        });
    }

    /// Holds a table against its fields. `skip`: keys that were looked at elsewhere.
    pub(crate) fn table(&mut self, at: At, node: &Node, specs: &[&Spec], skip: &[&str]) {
        let Value::Table(entries) = &node.value else {
            self.error(at, &node.span, "une valeur seule", "une table", None);
            return;
        };
        let field = |name: &str| specs.iter().find_map(|spec| spec.field(name));
        let names: Vec<&str> = specs.iter().flat_map(|spec| spec.fields()).map(|field| field.name).collect();
        for entry in entries.iter().filter(|entry| !skip.contains(&entry.key.as_str())) {
            match field(&entry.key) {
                Some(field) => self.value(at, entry, field),
                None => self.unknown_key(at, entry, &names),
            }
        }
        for field in specs.iter().flat_map(|spec| spec.fields()).filter(|field| field.required) {
            if !entries.iter().any(|entry| entry.key == field.name) {
                let found = format!("«\u{202f}{}\u{202f}» manque", field.name);
                let near = entries.iter().map(|entry| entry.key.as_str()).filter(|key| !names.contains(key));
                let help =
                    closest(field.name, near).map(|key| format!("est-ce «\u{202f}{key}\u{202f}»\u{202f}?"));
                self.error(at, &node.span, found, describe(&field.of), help);
            }
        }
    }

    fn unknown_key(&mut self, at: At, entry: &Entry, names: &[&str]) {
        let help = closest(&entry.key, names.iter().copied())
            .map(|name| format!("vouliez-vous dire «\u{202f}{name}\u{202f}»\u{202f}?"));
        let found = format!("clé inconnue «\u{202f}{}\u{202f}»", entry.key);
        self.error(
            at,
            &entry.key_span,
            found,
            format!("une de ces clés\u{202f}: {}", names.join(", ")),
            help,
        );
    }

    fn value(&mut self, at: At, entry: &Entry, field: &Field) {
        self.typed(at, &entry.node, &field.of, &entry.key);
    }

    fn typed(&mut self, at: At, node: &Node, of: &Type, key: &str) {
        match (of, &node.value) {
            (Type::Text { min, max }, Value::Text(text)) => self.text(at, node, text, *min, *max, key),
            (Type::Word(words), Value::Text(text)) => self.word(at, node, text, words),
            (Type::Form(fits, told), Value::Text(text)) => {
                if !fits(text) {
                    self.error(at, &node.span, quoted(text), *told, None);
                }
            }
            (Type::Integer { min, max }, Value::Integer(number)) => {
                if number < min || number > max {
                    self.error(at, &node.span, number.to_string(), describe(of), None);
                }
            }
            (Type::Number { min, max }, Value::Integer(_) | Value::Float(_)) => {
                let number =
                    if let Value::Integer(number) = node.value { number as f64 } else { float(node) };
                if !(*min..=*max).contains(&number) {
                    self.error(at, &node.span, number.to_string(), describe(of), None);
                }
            }
            (Type::Flag, Value::Flag(_)) => {}
            (Type::Id, Value::Text(text)) => {
                if !is_id(text) {
                    self.error(at, &node.span, quoted(text), describe(of), None);
                }
            }
            (Type::Figure, Value::Text(id)) => self.figure(at, &node.span, id),
            (Type::Reference(kind), Value::Text(id)) => self.mention(at, &node.span, kind, id),
            (Type::List { of: inner, min, max }, Value::List(nodes)) => {
                if nodes.len() < *min || nodes.len() > *max {
                    self.error(at, &node.span, format!("{} éléments", nodes.len()), describe(of), None);
                }
                for node in nodes {
                    self.typed(at, node, inner, key);
                }
            }
            (Type::Table(spec), _) => self.table(at, node, &[spec], &[]),
            (_, value) => self.error(at, &node.span, name_of(value), describe(of), None),
        }
    }

    fn word(&mut self, at: At, node: &Node, text: &str, words: &[&str]) {
        if words.contains(&text) {
            return;
        }
        let help = closest(text, words.iter().copied())
            .map(|word| format!("vouliez-vous dire «\u{202f}{word}\u{202f}»\u{202f}?"));
        self.error(
            at,
            &node.span,
            quoted(text),
            format!("un de ces mots\u{202f}: {}", words.join(", ")),
            help,
        );
    }

    fn text(&mut self, at: At, node: &Node, text: &str, min: usize, max: usize, key: &str) {
        let length = shown_length(text);
        if length < min || length > max {
            let expected = format!("un texte de {min} à {max} signes (un chiffre cité en compte 12)");
            self.error(at, &node.span, format!("{length} signes"), expected, None);
        }
        self.prose(at, &node.span, text, key != "options");
    }

    /// The rules of every text, in a field or in a body.
    pub(crate) fn prose(&mut self, at: At, span: &Span, text: &str, retyped: bool) {
        for piece in pieces(text) {
            match piece {
                Piece::Token(Token::Figure(id)) => self.figure(at, span, id),
                Piece::Token(Token::Term { id, .. }) => self.mention(at, span, "term", id),
                Piece::Token(Token::Unknown(inside)) => {
                    self.error(
                        at,
                        span,
                        format!("jeton {{{{{inside}}}}}"),
                        "{{fig:ID}}, {{fig:ID|ref}}, {{fig:ID|full}} ou {{term:ID}}",
                        None,
                    );
                }
                Piece::Unbalanced => {
                    self.error(at, span, "accolades mal fermées", "{{ et }} par paires", None)
                }
                Piece::Plain(_) => {}
            }
        }
        if has_html(text) {
            self.error(at, span, "de l’HTML", "du texte et du Markdown réduit", None);
        }
        if let Some(around) = typography(text) {
            let expected = "une espace fine insécable (U+202F) ou une apostrophe courbe (’)";
            self.error(
                at,
                span,
                format!("typographie\u{202f}: «\u{202f}…{around}…\u{202f}»"),
                expected,
                None,
            );
        }
        if retyped && let Some(number) = retyped_figure(text) {
            let expected = "un chiffre du registre, cité par {{fig:ID}}".to_owned();
            self.tell(
                Severity::Warning,
                at,
                span,
                format!("nombre tapé à la main «\u{202f}{number}\u{202f}»"),
                expected,
                None,
            );
        }
    }

    fn figure(&mut self, at: At, span: &Span, id: &str) {
        if self.figures.figure(id).is_some() {
            return;
        }
        let known = self.figures.figures().iter().map(|figure| &*figure.id);
        let help =
            closest(id, known).map(|near| format!("vouliez-vous dire «\u{202f}{near}\u{202f}»\u{202f}?"));
        self.error(
            at,
            span,
            format!("chiffre inconnu «\u{202f}{id}\u{202f}»"),
            "l’identifiant d’un chiffre du registre",
            help,
        );
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
            self.table(at, node, &[common, own], &[]);
        } else {
            let names = steps.names();
            let help = closest(&activity, names.iter().copied())
                .map(|name| format!("vouliez-vous dire «\u{202f}{name}\u{202f}»\u{202f}?"));
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
                None => closest(&mention.id, candidates.into_iter())
                    .map(|near| format!("vouliez-vous dire «\u{202f}{near}\u{202f}»\u{202f}?")),
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
            let help = closest(&name, names.iter().copied())
                .map(|near| format!("vouliez-vous dire «\u{202f}{near}\u{202f}»\u{202f}?"));
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

pub(crate) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    format!("«\u{202f}{short}\u{202f}»")
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
        Type::Reference(kind) => format!("l’identifiant d’un élément de genre {kind}"),
        Type::List { min, max, .. } if min == max => format!("une liste de {min} éléments"),
        Type::List { min, max, .. } => format!("une liste de {min} à {max} éléments"),
        Type::Table(_) => "une table".into(),
    }
}

/// The word that was probably meant: at most a third of its letters differ.
pub(crate) fn closest<'b>(word: &str, known: impl Iterator<Item = &'b str>) -> Option<&'b str> {
    let ranked = known.map(|candidate| (strsim::osa_distance(word, candidate), candidate));
    let (distance, candidate) = ranked.min()?;
    (distance <= candidate.chars().count().max(3) / 3).then_some(candidate)
}

/// A number followed by a unit of impact, outside of tokens: probably a figure of the registry.
fn retyped_figure(text: &str) -> Option<String> {
    const UNITS: [&str; 18] = [
        "g",
        "kg",
        "t",
        "tonnes",
        "tonne",
        "Wh",
        "kWh",
        "MWh",
        "GWh",
        "TWh",
        "ml",
        "mL",
        "cl",
        "litres",
        "litre",
        "%",
        "milliards",
        "millions",
    ];
    for piece in pieces(text) {
        let Piece::Plain(text) = piece else { continue };
        let words: Vec<&str> = text.split([' ', '\u{202f}', '\u{a0}']).collect();
        for pair in words.windows(2) {
            let number = pair[0].trim_start_matches(['(', '«']);
            let unit = pair[1].trim_end_matches([',', '.', ')', ';', '»']);
            let is_number = number.starts_with(|c: char| c.is_ascii_digit())
                && number.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
            if is_number && UNITS.contains(&unit) {
                return Some(format!("{number} {unit}"));
            }
        }
    }
    None
}
