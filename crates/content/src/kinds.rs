//! The kinds of files of a pack: their fields, and the items inside them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::schema::{Field, Spec, Type};

/// Paths to lists of items, and what the items are.
type Inner = &'static [(&'static [&'static str], &'static str)];

/// A kind of file.
pub(crate) struct Kind {
    pub spec: Spec,
    /// The fields stand in the head of a Markdown file.
    pub markdown: bool,
    /// Lists of items inside: the path of fields and the kind of its items.
    pub inner: Inner,
    /// The folder it belongs to, when it has one.
    pub folder: Option<&'static str>,
    /// Headings its body must have.
    pub sections: &'static [&'static str],
}

pub(crate) const LEVELS: &[&str] = &["fondamental", "secondaire", "superieur", "enseignants"];
pub(crate) const STAGES: &[&str] =
    &["extraction", "production", "transport", "utilisation", "fin-de-vie", "valorisation"];
pub(crate) const RS: &[&str] = &["refuser", "reduire", "reparer", "reutiliser", "recycler"];
const LAYOUTS: &[&str] = &["title", "text", "big", "list", "compare", "cycle", "cards"];
const FAMILIES: &[&str] = &["strategie", "cadrage", "experience", "interface", "socle"];
/// What can change in a figure on its way from one text to the next.
const SETTINGS: &[&str] =
    &["unit", "scope", "water", "electricity", "statistic", "model", "author", "mistake"];
const LETTERS: &[&str] = &["A", "B", "C", "D"];
const EVERY: usize = 200;

pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.get(name)
}

pub(crate) fn names() -> Vec<&'static str> {
    KINDS.keys().copied().collect()
}

/// What every step of a workshop has, whatever its activity.
pub(crate) static STEP: LazyLock<Spec> = LazyLock::new(|| Spec::new(step_fields()));

pub(crate) fn step_fields() -> Vec<Field> {
    vec![
        Field::id("id"),
        Field::number("minutes", 0.5, 240.0),
        Field::id("activity"),
        Field::text("title", 60),
        Field::text("notes", 1000),
        Field::flag("optional").optional(),
        Field::form("start", is_time, "une heure comme \"09:30\"").optional(),
        Field::text("paper", 400).optional(),
        Field::references("slides", "slide", 12).optional(),
        Field::references("use", "any", 10).optional(),
    ]
}

fn title() -> Field {
    Field::text("title", 60)
}

fn summary(max: usize) -> Field {
    Field::text("summary", max)
}

fn levels() -> Field {
    Field::words("levels", LEVELS, 1, 4)
}

fn figures() -> Field {
    Field::figures("figures", 0, 8).optional()
}

fn axis() -> Field {
    Field::integer("axis", 1, 3)
}

fn axes() -> Field {
    Field::integers("axes", (1, 3), (1, 3))
}

fn digcomp() -> Field {
    Field::list("digcomp", Type::Form(is_digcomp, "un code DigComp 2.2, de 1.1 à 5.4"), 1, 6)
}

fn tables(name: &'static str, min: usize, fields: Vec<Field>) -> Field {
    Field::tables(name, Spec::new(fields), min, EVERY)
}

/// The 21 competences of `DigComp` 2.2.
fn is_digcomp(text: &str) -> bool {
    let Some((area, number)) = text.split_once('.') else { return false };
    let last = match area {
        "1" => 3,
        "2" => 6,
        "3" | "4" | "5" => 4,
        _ => return false,
    };
    number.len() == 1 && number.parse::<u32>().is_ok_and(|number| (1..=last).contains(&number))
}

fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_time(text: &str) -> bool {
    text.len() == 5
        && text.split_once(':').is_some_and(|(hours, minutes)| {
            hours.parse::<u32>().is_ok_and(|h| h < 24) && minutes.parse::<u32>().is_ok_and(|m| m < 60)
        })
}

fn is_digits(text: &str) -> bool {
    (4..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

static KINDS: LazyLock<BTreeMap<&'static str, Kind>> = LazyLock::new(|| {
    let mut kinds = BTreeMap::new();
    let mut add = |name: &'static str, folder: Option<&'static str>, inner: Inner, fields: Vec<Field>| {
        kinds.insert(name, Kind { spec: Spec::new(fields), markdown: false, inner, folder, sections: &[] });
    };
    add(
        "pack",
        None,
        &[],
        vec![
            Field::word("lang", crate::source::LANGS),
            title(),
            summary(200),
            Field::form("version", is_version, "un numéro comme \"1.2.3\""),
            Field::text("license", 40),
            Field::texts("authors", 1, 40, 80),
            Field::text("credits", 800).optional(),
        ],
    );
    add(
        "workshop",
        Some("workshops"),
        &[(&["step"], "step"), (&["objective"], "objective")],
        vec![
            title(),
            summary(280),
            Field::integer("minutes", 10, 480),
            levels(),
            Field::integers("people", (2, 2), (1, 1000)),
            Field::texts("material", 1, 12, 140),
            Field::texts("before", 1, 8, 220).optional(),
            Field::tables(
                "objective",
                Spec::new([Field::id("id"), Field::text("text", 200), digcomp(), axes()]),
                1,
                10,
            ),
        ],
    );
    add(
        "quiz",
        Some("quiz"),
        &[(&["question"], "question")],
        vec![
            title(),
            summary(200),
            tables(
                "question",
                1,
                vec![
                    Field::id("id"),
                    Field::text("question", 180),
                    Field::texts("options", 2, 4, 90),
                    Field::words("answers", LETTERS, 1, 3),
                    Field::text_from("explanation", 60, 480),
                    figures(),
                    levels(),
                    Field::integer("difficulty", 1, 3),
                    axis(),
                    Field::text("tip", 200).optional(),
                    Field::reference("image", "image").optional(),
                    Field::text("image_alt", 120).optional(),
                ],
            ),
        ],
    );
    add(
        "lifecycle",
        Some("cycle-de-vie"),
        &[(&["card"], "lifecycle-card")],
        vec![
            title(),
            summary(240),
            levels(),
            Field::tables("object", Spec::new([Field::id("id"), Field::text("title", 40)]), 1, 6),
            tables(
                "card",
                6,
                vec![
                    Field::id("id"),
                    Field::id("object"),
                    Field::text("title", 40),
                    Field::text("text", 180),
                    Field::word("stage", STAGES),
                    Field::words("also", STAGES, 1, 3).optional(),
                    Field::text_from("explanation", 40, 360),
                    figures(),
                ],
            ),
        ],
    );
    add(
        "duels",
        Some("cycle-de-vie"),
        &[(&["duel"], "duel")],
        vec![
            title(),
            summary(240),
            tables(
                "duel",
                1,
                vec![
                    Field::id("id"),
                    Field::text("question", 120),
                    Field::text("left", 60),
                    Field::figure("left_figure"),
                    Field::text("right", 60),
                    Field::figure("right_figure"),
                    Field::word("answer", &["left", "right", "depends"]),
                    Field::text_from("explanation", 60, 420),
                    levels(),
                ],
            ),
        ],
    );
    add(
        "bisou-method",
        Some("bisou"),
        &[(&["letter"], "letter")],
        vec![
            title(),
            summary(300),
            Field::tables(
                "letter",
                Spec::new([
                    Field::id("id"),
                    Field::word("letter", &["B", "I", "S", "O", "U"]),
                    Field::text("name", 20),
                    Field::text("question", 90),
                    Field::texts("sub", 3, 5, 140),
                    Field::text("advice", 320),
                    Field::text("low", 140),
                    Field::text("high", 140),
                ]),
                5,
                5,
            ),
            Field::tables(
                "verdict",
                Spec::new([
                    Field::id("id"),
                    Field::text("title", 50),
                    Field::text("text", 240),
                    Field::integer("from", 0, 5),
                    Field::integer("to", 0, 5),
                ]),
                3,
                5,
            ),
        ],
    );
    add(
        "bisou-situations",
        Some("bisou"),
        &[(&["situation"], "situation")],
        vec![
            title(),
            summary(240),
            tables(
                "situation",
                1,
                vec![
                    Field::id("id"),
                    title(),
                    Field::text("text", 320),
                    levels(),
                    Field::text("b", 240),
                    Field::text("i", 240),
                    Field::text("s", 240),
                    Field::text("o", 240),
                    Field::text("u", 240),
                    Field::texts("alternatives", 2, 6, 140),
                    Field::text("if_ai", 260),
                    Field::text("discuss", 220),
                    figures(),
                ],
            ),
        ],
    );
    add(
        "cases",
        None,
        &[(&["case"], "case")],
        vec![
            title(),
            summary(240),
            tables(
                "case",
                1,
                vec![
                    Field::id("id"),
                    title(),
                    Field::text("text", 200),
                    levels(),
                    Field::text("promise", 120),
                    Field::text("cost", 150),
                    Field::text("source", 160),
                    Field::tables(
                        "evidence",
                        Spec::new([
                            Field::text("text", 140),
                            Field::text("source", 60),
                            Field::flag("verified"),
                        ]),
                        2,
                        4,
                    ),
                    Field::text("discuss", 160),
                    figures(),
                ],
            ),
        ],
    );
    let change = Spec::new([
        Field::text("from", 44),
        Field::text("to", 44),
        Field::word("kind", SETTINGS),
        Field::text_from("why", 40, 300),
    ]);
    add(
        "chains",
        None,
        &[(&["chain"], "chain"), (&["chain", "hop"], "chain-hop")],
        vec![
            title(),
            summary(280),
            tables(
                "chain",
                1,
                vec![
                    Field::id("id"),
                    Field::integer("order", 1, 99),
                    Field::text("title", 40),
                    Field::text("claim", 100),
                    levels(),
                    Field::id("turn"),
                    Field::text_from("lesson", 40, 320),
                    Field::text_from("better", 40, 320),
                    Field::figures("figures", 1, 6),
                    Field::tables(
                        "hop",
                        Spec::new([
                            Field::id("id"),
                            Field::text("who", 44),
                            Field::source("source").optional(),
                            Field::integer("year", 1950, 2100).optional(),
                            Field::text("said", 150),
                            Field::figure("figure").optional(),
                            Field::table("changed", change).optional(),
                            Field::flag("verified"),
                        ]),
                        3,
                        6,
                    ),
                ],
            ),
        ],
    );
    let line = || [Field::id("id"), Field::text_from("text", 20, 240)];
    let with = |more: Vec<Field>| Spec::new(line().into_iter().chain(more));
    let falls = vec![Field::text("say", 80), Field::reference("chain", "chain").optional()];
    add(
        "reflex",
        None,
        &[(&["question"], "reflex-question"), (&["holds"], "reflex-holds"), (&["falls"], "reflex-falls")],
        vec![
            title(),
            summary(240),
            Field::tables("question", with(vec![Field::text("question", 60)]), 4, 4),
            Field::tables("holds", with(vec![Field::text("title", 70)]), 1, 6),
            Field::tables("falls", with(falls), 1, 8),
        ],
    );
    add(
        "five-r",
        None,
        &[(&["action"], "action")],
        vec![
            title(),
            summary(240),
            levels(),
            Field::tables(
                "r",
                Spec::new([
                    Field::word("id", RS),
                    Field::integer("rank", 1, 5),
                    Field::text("name", 20),
                    Field::text("text", 200),
                    Field::text("criticism", 480).optional(),
                ]),
                5,
                5,
            ),
            tables(
                "action",
                5,
                vec![
                    Field::id("id"),
                    Field::text("text", 140),
                    Field::word("r", RS),
                    Field::words("also", RS, 1, 3).optional(),
                    levels(),
                    Field::text_from("explanation", 40, 340),
                ],
            ),
        ],
    );
    add(
        "practices",
        None,
        &[(&["practice"], "practice")],
        vec![
            title(),
            summary(240),
            tables(
                "practice",
                1,
                vec![
                    Field::id("id"),
                    Field::text("title", 70),
                    Field::text("text", 340),
                    Field::text("question", 140),
                    Field::texts("examples", 2, 5, 160),
                    Field::text("criticism", 480),
                    Field::words("who", LEVELS, 1, 4),
                    axis(),
                    Field::word("effect", &["fort", "moyen", "faible", "debattu"]),
                    Field::integer("ease", 1, 3),
                    figures(),
                ],
            ),
        ],
    );
    add(
        "vault",
        None,
        &[(&["puzzle"], "puzzle")],
        vec![
            title(),
            levels(),
            Field::integer("minutes", 5, 60),
            Field::text("message", 1600),
            Field::text("rules", 900),
            Field::text("paper", 900),
            Field::form("code", is_digits, "4 à 8 chiffres"),
            Field::text("checksum", 160),
            Field::text("reward_title", 60),
            Field::text("reward", 1000),
            Field::reference("debate", "debate"),
            Field::text("debate_opening", 500),
            Field::tables(
                "puzzle",
                Spec::new([
                    Field::id("id"),
                    Field::integer("order", 1, 8),
                    Field::text("title", 50),
                    Field::text("story", 320),
                    Field::text("task", 1600),
                    Field::text("answer", 24),
                    Field::texts("accept", 1, 10, 40).optional(),
                    Field::integer("digit", 0, 9),
                    Field::text("digit_rule", 200),
                    Field::texts("hints", 3, 3, 240),
                    Field::text("solution", 700),
                ]),
                4,
                8,
            ),
        ],
    );
    add(
        "debates",
        None,
        &[(&["debate"], "debate")],
        vec![
            title(),
            summary(240),
            tables(
                "debate",
                1,
                vec![
                    Field::id("id"),
                    Field::text("statement", 120),
                    Field::text("left", 24),
                    Field::text("right", 24),
                    levels(),
                    axis(),
                    Field::texts("for", 2, 5, 220),
                    Field::texts("against", 2, 5, 220),
                    Field::texts("relaunch", 1, 4, 200),
                    figures(),
                ],
            ),
        ],
    );
    add(
        "boards",
        None,
        &[(&["board"], "board")],
        vec![
            title(),
            tables(
                "board",
                1,
                vec![
                    Field::id("id"),
                    title(),
                    Field::text("question", 140),
                    levels(),
                    Field::integer("max_cards", 1, 10),
                    Field::texts("columns", 2, 6, 40).optional(),
                    Field::texts("starters", 1, 8, 160).optional(),
                    Field::texts("criteria", 1, 5, 120).optional(),
                    Field::tables(
                        "phase",
                        Spec::new([
                            Field::text("label", 40),
                            Field::number("minutes", 0.5, 60.0),
                            Field::flag("per_group").optional(),
                            Field::word("mode", &["individual", "group", "pitch", "vote"]),
                            Field::text("prompt", 300),
                        ]),
                        1,
                        6,
                    ),
                ],
            ),
        ],
    );
    add(
        "qna",
        None,
        &[(&["prompt"], "prompt")],
        vec![
            title(),
            summary(240),
            tables(
                "prompt",
                1,
                vec![
                    Field::id("id"),
                    Field::text("question", 160),
                    levels(),
                    axis(),
                    Field::text("elements", 600),
                    figures(),
                ],
            ),
        ],
    );
    add(
        "competences",
        None,
        &[(&["item"], "competence")],
        vec![
            title(),
            summary(400),
            tables(
                "item",
                1,
                vec![
                    Field::id("id"),
                    axis(),
                    Field::word("type", &["savoir", "savoir-faire", "attitude"]),
                    Field::word("level", LEVELS),
                    Field::text("text", 220),
                    digcomp(),
                    Field::text("proof", 200).optional(),
                ],
            ),
        ],
    );
    add(
        "label",
        None,
        &[(&["family"], "label-family"), (&["family", "criterion"], "label-criterion")],
        vec![
            title(),
            summary(500),
            Field::tables(
                "tier",
                Spec::new([
                    Field::id("id"),
                    Field::text("name", 20),
                    Field::integer("points", 1, 1000),
                    Field::text("rule", 240),
                ]),
                3,
                4,
            ),
            tables(
                "family",
                5,
                vec![
                    Field::id("id"),
                    title(),
                    Field::text("why", 240),
                    tables(
                        "criterion",
                        4,
                        vec![
                            Field::id("id"),
                            Field::text("text", 200),
                            Field::texts("levels", 3, 3, 180),
                            Field::text("evidence", 200),
                            Field::integer("points", 1, 10),
                            Field::word("mandatory", &["premiers-pas", "en-chemin", "exemplaire"]).optional(),
                        ],
                    ),
                ],
            ),
        ],
    );
    let place = |last: i64| {
        vec![
            Field::id("id"),
            Field::integer("order", 1, last),
            Field::flag("verified"),
            Field::word("family", FAMILIES).optional(),
            Field::text("text", 220).optional(),
        ]
    };
    add(
        "ria31",
        None,
        &[(&["recommendation"], "ria31-recommendation"), (&["criterion"], "ria31-criterion")],
        vec![
            title(),
            summary(400),
            Field::text("notice", 700),
            Field::texts("sources", 1, 6, 240),
            Field::tables(
                "family",
                Spec::new([
                    Field::word("id", FAMILIES),
                    Field::text("title", 40),
                    Field::text("text", 240),
                    Field::text("school_question", 160),
                    Field::flag("verified"),
                ]),
                5,
                5,
            ),
            tables("recommendation", 1, place(13)),
            tables("criterion", 1, place(31)),
        ],
    );
    add(
        "levers",
        None,
        &[(&["lever"], "lever")],
        vec![
            title(),
            summary(300),
            tables(
                "lever",
                1,
                vec![
                    Field::id("id"),
                    Field::text("title", 50),
                    Field::text("text", 320),
                    Field::text("analogy", 240),
                    Field::texts("examples", 2, 5, 260),
                    Field::text("limit", 300),
                    Field::text("user_side", 240),
                    figures(),
                ],
            ),
        ],
    );
    add(
        "glossary",
        None,
        &[(&["term"], "term")],
        vec![
            title(),
            tables(
                "term",
                1,
                vec![
                    Field::id("id"),
                    Field::text("term", 50),
                    Field::text_from("definition", 30, 320),
                    axis(),
                    figures(),
                ],
            ),
        ],
    );
    add(
        "programme",
        None,
        &[(&["offer"], "offer"), (&["module"], "module"), (&["video"], "video")],
        vec![
            title(),
            summary(400),
            Field::texts("audience", 1, 12, 140),
            Field::text("objective", 300),
            tables(
                "offer",
                3,
                vec![
                    Field::id("id"),
                    title(),
                    Field::integer("per_year", 1, 100).optional(),
                    Field::texts("places", 0, 10, 40).optional(),
                    Field::text("text", 400),
                    Field::integer("minutes", 5, 480).optional(),
                    Field::references("use", "any", 10).optional(),
                ],
            ),
            tables(
                "module",
                1,
                vec![
                    Field::id("id"),
                    Field::integer("number", 1, 9),
                    Field::text("title", 90),
                    Field::texts("aims", 1, 8, 200),
                    Field::reference("workshop", "workshop").optional(),
                ],
            )
            .optional(),
            tables(
                "video",
                1,
                vec![
                    Field::id("id"),
                    Field::text("topic", 60),
                    Field::text("hook", 200),
                    Field::text("question", 200),
                    axis(),
                    figures(),
                ],
            )
            .optional(),
        ],
    );
    add(
        "badges",
        None,
        &[(&["badge"], "badge")],
        vec![
            title(),
            tables(
                "badge",
                1,
                vec![
                    Field::id("id"),
                    title(),
                    Field::text("description", 400),
                    Field::texts("criteria", 1, 8, 220),
                    Field::text("evidence", 300),
                    Field::texts("evidence_examples", 1, 8, 160),
                    Field::texts("not_accepted", 1, 6, 160).optional(),
                    levels(),
                    digcomp(),
                ],
            ),
        ],
    );
    let mut prose =
        |name: &'static str, folder: &'static str, sections: &'static [&'static str], fields: Vec<Field>| {
            kinds.insert(
                name,
                Kind { spec: Spec::new(fields), markdown: true, inner: &[], folder: Some(folder), sections },
            );
        };
    prose(
        "slide",
        "slides",
        &[],
        vec![
            title(),
            axis(),
            Field::word("layout", LAYOUTS),
            Field::flag("build").optional(),
            Field::text_from("notes", 60, 900),
            figures(),
            Field::texts("sources", 1, 8, 200).optional(),
        ],
    );
    prose(
        "fiche",
        "fiches",
        &["La situation", "Questions", "Activité", "Pour aller plus loin"],
        vec![
            title(),
            summary(240),
            levels(),
            axis(),
            Field::integer("minutes", 10, 120),
            figures(),
            digcomp(),
            Field::texts("sources", 1, 8, 200).optional(),
        ],
    );
    prose(
        "sequence",
        "sequences",
        &["Objectifs", "Déroulement", "Évaluation", "Différenciation"],
        vec![
            title(),
            summary(280),
            levels(),
            axes(),
            digcomp(),
            Field::integer("minutes", 30, 600),
            Field::texts("material", 1, 12, 140),
            figures(),
            Field::references("use", "any", 20).optional(),
        ],
    );
    prose(
        "parcours",
        "parcours",
        &["L’essentiel", "À vous", "Vérifiez-vous"],
        vec![
            title(),
            summary(240),
            Field::integer("order", 1, 20),
            axes(),
            Field::integer("minutes", 5, 60),
            Field::list("questions", Type::Reference("question"), 2, 6),
            Field::integer("pass", 1, 6),
            figures(),
        ],
    );
    prose(
        "charte",
        "chartes",
        &[],
        vec![title(), summary(240), levels(), Field::texts("signatories", 1, 6, 60)],
    );
    kinds
});
