//! The safe in its pack and in the report.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Fault, Pack, Segment, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use texts::t;

use super::groups::{self, Group};
use super::rules::{Answer, CODE, Params, Puzzle, Vault};
use super::{phone, print, remote, stage};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::{mmss, track};
use crate::{Aside, Item, Look, Paper, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([Field::reference("vault", "vault"), Field::integer("seconds", 60, 5400).optional()])
});

#[derive(Deserialize)]
struct Fields {
    vault: String,
    seconds: Option<u32>,
}

/// A safe as it stands in its pack.
#[derive(Deserialize)]
struct Safe {
    title: String,
    message: String,
    rules: String,
    paper: String,
    checksum: String,
    reward_title: String,
    reward: String,
    debate: String,
    debate_opening: String,
    puzzle: Vec<Ordered>,
}

#[derive(Deserialize)]
struct Ordered {
    order: u32,
    #[serde(flatten)]
    puzzle: Puzzle,
}

#[derive(Deserialize)]
struct Debate {
    statement: String,
}

/// A step that debates something of the pack.
#[derive(Deserialize)]
struct Debated {
    debate: String,
}

/// The first step after this one that debates something: its id, and what.
fn debated_after(step: &StepDoc, workshop: &WorkshopDoc) -> Option<(String, Debated)> {
    let mut after = workshop.steps.iter().skip_while(|other| other.id != step.id).skip(1);
    after.find_map(|other| Some((other.id.clone(), other.read().ok()?)))
}

impl Safe {
    fn freeze(self, debated: Option<(String, Debated)>, pack: &Pack) -> Params {
        let html = |text: &str| markdown::to_html(text, Some(pack));
        let mut puzzles = self.puzzle;
        puzzles.sort_by_key(|ordered| ordered.order);
        let freeze = |Ordered { puzzle, .. }| Puzzle {
            title: plain(&puzzle.title, pack),
            story: html(&puzzle.story),
            task: html(&puzzle.task),
            digit_rule: html(&puzzle.digit_rule),
            hints: puzzle.hints.iter().map(|hint| html(hint)).collect(),
            solution: html(&puzzle.solution),
            ..puzzle
        };
        let named = debated.as_ref().map_or(&self.debate, |(_, debated)| &debated.debate);
        let debate = pack.read::<Debate>("debate", named);
        Params {
            title: plain(&self.title, pack),
            message: html(&self.message),
            rules: html(&self.rules),
            envelope: html(&self.paper),
            checksum: plain(&self.checksum, pack),
            reward_title: plain(&self.reward_title, pack),
            reward: html(&self.reward),
            statement: debate.map(|debate| plain(&debate.statement, pack)).unwrap_or_default(),
            debate_step: debated.map(|(step, _)| step),
            debate_opening: html(&self.debate_opening),
            puzzles: puzzles.into_iter().map(freeze).collect(),
        }
    }
}

impl Present for Vault {
    const LOOK: Look = Look {
        everywhere: &[include_str!("look.css")],
        phone: &[include_str!("phone.css")],
        remote: &[include_str!("remote.css")],
        stage: &[include_str!("stage.css")],
        paper: &[include_str!("print.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    /// A puzzle's id is the key of its answers, and one key is the dial's.
    fn check(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
        let Ok(fields) = step.read::<Fields>() else { return vec![] };
        let safe = pack.read::<Safe>("vault", &fields.vault);
        let taken = safe.is_some_and(|safe| safe.puzzle.iter().any(|ordered| ordered.puzzle.id == CODE));
        let fault = Fault {
            path: vec![Segment::Key("vault".into())],
            found: format!("une énigme nommée «\u{202f}{CODE}\u{202f}»"),
            expected: "un autre identifiant : celui-là est le cadran".into(),
            help: None,
        };
        if taken { vec![fault] } else { vec![] }
    }

    fn items(step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let safe =
            pack.read::<Safe>("vault", &fields.vault).expect("a checked step names a safe of its pack");
        let params = safe.freeze(debated_after(step, workshop), pack);
        let seconds = fields.seconds.unwrap_or((step.minutes * 60.0) as u32);
        vec![Item { suffix: None, title: None, seconds: Some(seconds), params }]
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        let field = |name: &str| fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value);
        if let Some(hint) = field("hint") {
            return json!({ "hint": hint.parse::<u8>().ok() });
        }
        json!({ "answer": field("answer") })
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        match answer {
            Answer::Word { answer } => answer.clone(),
            Answer::Hint { hint } => t!(cx.texts, "vault-hints-n", n = *hint),
        }
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        phone::phone(cx)
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        stage::stage(cx)
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        remote::screen(cx)
    }

    fn aside(cx: &Cx<'_, Self>, page: &str) -> Option<Aside> {
        if cx.facilitator { remote::aside(cx, page) } else { phone::aside(cx, page) }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let groups = groups::all(cx);
        Section {
            body: html! { (times(cx, &groups)) (table(cx, &groups)) },
            explanation: resisted(cx, &groups),
            table: groups.iter().flat_map(|group| rows(cx, group)).collect(),
            ..Section::default()
        }
    }

    fn print(paper: &Paper<'_>, params: &Params) -> Option<Markup> {
        Some(print::sheets(paper, params))
    }
}

// --- The report ----------------------------------------------------------------------------------------------------

fn times(cx: &Cx<'_, Vault>, groups: &[Group<'_>]) -> Markup {
    let times: Vec<(&str, i64)> =
        groups.iter().filter_map(|group| Some((group.name.as_str(), group.time(cx)?))).collect();
    let longest = times.iter().map(|(_, time)| *time).max().unwrap_or(0).max(1);
    html! {
        p { (t!(cx.texts, "vault-opened-of", n = times.len(), of = groups.len())) }
        @if !times.is_empty() { ul.bars { @for (name, time) in &times {
            li.bar.C { span aria-hidden="true" {} span.l { (name) } (track(*time as f64 / longest as f64)) b.n { (mmss(*time)) } }
        } } }
    }
}

/// What each group did, a line each.
fn table(cx: &Cx<'_, Vault>, groups: &[Group<'_>]) -> Markup {
    let of = cx.params.puzzles.len();
    html! {
        ul { @for group in groups {
            @let time = group.time(cx).map_or_else(|| t!(cx.texts, "vault-not-opened").into_owned(), mmss);
            li {
                (group.name) @if group.paper { " (" (t!(cx.texts, "group-paper")) ")" } "\u{202f}: "
                (facts(cx, &[
                    ("solved", format!("{}\u{a0}/\u{a0}{of}", group.progress.solved.len())),
                    ("hints", group.progress.hints.to_string()),
                    ("codes", groups::tries(cx, group.number).to_string()),
                    ("time", time),
                ]))
            }
        } }
    }
}

/// Which puzzle resisted, with its answer, a line each.
fn resisted(cx: &Cx<'_, Vault>, groups: &[Group<'_>]) -> Markup {
    let solvers =
        |puzzle: &Puzzle| groups.iter().filter(|group| group.progress.solved.contains(&puzzle.id)).count();
    html! {
        ul { @for puzzle in &cx.params.puzzles {
            li {
                (puzzle.title) "\u{202f}: "
                (facts(cx, &[
                    ("answer", puzzle.answer.clone()),
                    ("digit", puzzle.digit.to_string()),
                    ("solvers", format!("{}\u{a0}/\u{a0}{}", solvers(puzzle), groups.len())),
                ]))
            }
        } }
    }
}

/// `Indices : 2 · Temps : 5:12`
fn facts(cx: &Cx<'_, Vault>, all: &[(&str, String)]) -> String {
    let told = all
        .iter()
        .map(|(key, value)| format!("{}\u{202f}: {value}", t!(cx.texts, &format!("vault-col-{key}"))));
    told.collect::<Vec<_>>().join(" · ")
}

fn rows(cx: &Cx<'_, Vault>, group: &Group<'_>) -> Vec<TableRow> {
    let progress = group.progress;
    let row = |what: &str, value: f64, unit: &str| TableRow {
        label: format!("{} · {}", group.name, t!(cx.texts, &format!("vault-col-{what}"))),
        value,
        unit: unit.into(),
        right: None,
    };
    let time = group.time(cx).map(|time| row("time", (time / 1000) as f64, "s"));
    let counts = [
        row("solved", progress.solved.len() as f64, "puzzles"),
        row("hints", f64::from(progress.hints), "hints"),
        row("codes", f64::from(groups::tries(cx, group.number)), "codes"),
    ];
    counts.into_iter().chain(time).collect()
}
