//! The case and its evidence; the room before the discussion, and after it.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use texts::t;

use super::rules::{Answer, Cases, Evidence, Params, Votes, Worth};
use super::shift::{Shift, since_the_first};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::answers::Option as Opt;
use crate::parts::look;
use crate::parts::pick::{self, Pick};
use crate::parts::{self, figures as shown};
use crate::quiz::rows;
use crate::{Item, Look, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::references("cases", "case", 8)]));

#[derive(Deserialize)]
struct Fields {
    cases: Vec<String>,
}

impl Present for Cases {
    const LOOK: Look = Look {
        everywhere: &[look::ANSWERS, look::ASKED, include_str!("look.css")],
        stage: &[include_str!("stage.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let cases = fields.cases.iter().filter_map(|id| pack.read::<Params>("case", id));
        let item = |mut params: Params| {
            let Params { text, promise, cost, evidence, source, discuss, .. } = &mut params;
            for text in
                [text, promise, cost].into_iter().chain(evidence.iter_mut().map(|piece| &mut piece.text))
            {
                *text = markdown::to_html(text, Some(pack));
            }
            for text in [source, discuss] {
                *text = plain(text, pack);
            }
            Item { suffix: Some(params.id.clone()), title: Some(params.title.clone()), seconds: None, params }
        };
        cases.map(item).collect()
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        let field =
            |name: &str| fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.trim());
        let mut value = Map::new();
        if let Some(worth) = field("worth") {
            value.insert(
                "worth".into(),
                worth.parse::<i64>().map_or_else(|_| json!(worth), |worth| json!(worth)),
            );
        }
        value.insert("evidence".into(), json!(field("evidence")));
        Value::Object(value)
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        format!("{}, {}", worth_word(cx, answer.worth), evidence_word(cx, answer.evidence).to_lowercase())
    }

    fn marks(answer: &Answer) -> Vec<String> {
        vec![place(answer.worth), answer.evidence.choice().letter().to_owned()]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let params = cx.params;
        html! {
            (parts::phone::noted(cx))
            @if again(cx) { p.kicker { (t!(cx.texts, "case-again")) } }
            h1 { (params.title) }
            @if cx.revealed() { (outcome(cx)) p { b { (params.discuss) } } }
            div.body { (cx.figure_text(&params.text)) }
            (balance(cx))
            h2 { (t!(cx.texts, "case-evidence")) }
            (evidence(cx))
            @if !cx.revealed() { (parts::phone::form(cx, "asked", &vote(cx))) }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let params = cx.params;
        if cx.revealed() {
            return html! {
                main.case.shown {
                    p.kicker { (params.title) }
                    h1.t2 { (t!(cx.texts, "case-worth")) }
                    (outcome(cx))
                    p.lead.t3 { (params.discuss) }
                }
            };
        }
        html! {
            main.case {
                @if again(cx) { p.kicker { (t!(cx.texts, "case-again")) } }
                h1.t3 { (params.title) }
                @if !again(cx) { div.lead.t3 { (cx.figure_text(&params.text)) } }
                (balance(cx))
                (evidence(cx))
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        html! {
            (outcome(cx))
            p.note { (cx.params.discuss) }
            p.small { (t!(cx.texts, if again(cx) { "case-then-compare" } else { "case-then-again" })) }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let words = Worth::ALL.map(|worth| worth_word(cx, worth));
        let row = |label: String, value: u32| TableRow {
            label,
            value: f64::from(value),
            unit: "answers".into(),
            right: None,
        };
        let mut table: Vec<TableRow> =
            words.into_iter().zip(cx.tally.worth).map(|(word, n)| row(word, n)).collect();
        let found = Evidence::ALL.map(|one| evidence_word(cx, one));
        table.extend(rows(&options(&found), judged(cx.tally)));
        if let Some((_, Shift { down, same, up })) = since_the_first(cx) {
            let moves = [("case-down", down), ("case-same", same), ("case-up", up)];
            table.extend(moves.map(|(key, n)| row(t!(cx.texts, key, n = n), n)));
        }
        Section {
            question: Some(t!(cx.texts, "case-worth").into_owned()),
            body: outcome(cx),
            explanation: html! {
                div.body { (cx.figure_text(&cx.params.text)) }
                (balance(cx))
                (evidence(cx))
                (shown::list(cx, &cx.params.figures))
            },
            table,
            figures: cx.params.figures.clone(),
        }
    }
}

/// Whether the room votes once more.
fn again(cx: &Cx<'_, Cases>) -> bool {
    cx.step_state().rounds.len() > 1
}

// --- The case ------------------------------------------------------------------------------------------------------

/// What is promised and what it takes, side by side.
fn balance(cx: &Cx<'_, Cases>) -> Markup {
    let sides = [("case-promise", &cx.params.promise), ("case-cost", &cx.params.cost)];
    html! {
        dl.balance {
            @for (key, text) in sides { div { dt { (t!(cx.texts, key)) } dd { (cx.figure_text(text)) } } }
        }
        p.sources.small data-small { (t!(cx.texts, "case-source")) " " (cx.params.source) }
    }
}

fn evidence(cx: &Cx<'_, Cases>) -> Markup {
    html! {
        ul.evidence {
            @for piece in &cx.params.evidence {
                li {
                    (cx.figure_text(&piece.text))
                    small data-small { (piece.source) @if !piece.verified { " · " b.unverified { (t!(cx.texts, "not-verified")) } } }
                }
            }
        }
    }
}

// --- The vote ------------------------------------------------------------------------------------------------------

fn vote(cx: &Cx<'_, Cases>) -> Markup {
    let mine = cx.mine;
    let pick = |evidence: Evidence| Pick {
        choice: evidence.choice(),
        value: evidence.as_str(),
        text: evidence_word(cx, evidence),
    };
    let chosen = mine.map(|answer| answer.evidence.as_str());
    html! {
        (pick::one("evidence", &t!(cx.texts, "case-judge"), &Evidence::ALL.map(pick), chosen, cx.open()))
        fieldset {
            legend { (t!(cx.texts, "case-worth")) }
            div.likert {
                @for worth in Worth::ALL {
                    @let own = mine.is_some_and(|answer| answer.worth == worth);
                    label class={ "w" (worth.index()) @if own { " on" } } data-answer data-value=(place(worth)) {
                        input type="radio" name="worth" value=(worth.value()) required checked[own] disabled[!cx.open()];
                        span aria-hidden="true" { (sign(worth)) } span.sr { (worth_word(cx, worth)) }
                    }
                }
            }
            p.ends aria-hidden="true" { span { (worth_word(cx, Worth::ALL[0])) } span { (worth_word(cx, Worth::ALL[4])) } }
        }
        button.btn.leaf type="submit" disabled[!cx.open()] { (t!(cx.texts, "send")) }
    }
}

/// The mark of a worth: its place on the line.
fn place(worth: Worth) -> String {
    format!("w{}", worth.index())
}

fn sign(worth: Worth) -> &'static str {
    ["−\u{2009}−", "−", "0", "+", "+\u{2009}+"][worth.index()]
}

fn worth_word(cx: &Cx<'_, Cases>, worth: Worth) -> String {
    cx.texts.get(&format!("case-worth-{}", worth.index())).into_owned()
}

fn evidence_word(cx: &Cx<'_, Cases>, evidence: Evidence) -> String {
    cx.texts.get(&format!("case-{}", evidence.as_str())).into_owned()
}

// --- The votes -----------------------------------------------------------------------------------------------------

fn options(words: &[String; 2]) -> Vec<Opt<'_>> {
    let all = Evidence::ALL.into_iter().zip(words);
    all.map(|(evidence, text)| Opt { choice: evidence.choice(), text, right: None }).collect()
}

fn judged(votes: &Votes) -> [u32; 4] {
    [votes.strong, votes.weak, 0, 0]
}

/// The line of the room, before the discussion and after it, who moved, and what the evidence is worth to it.
fn outcome(cx: &Cx<'_, Cases>) -> Markup {
    let shift = since_the_first(cx);
    html! {
        @if let Some((first, shift)) = shift {
            (line(cx, "case-before", first, false))
            (line(cx, "case-after", cx.tally, true))
            (ends(cx))
            (moves(cx, shift))
            p.judged { (in_words(cx, "case-judged-before", first)) " " (in_words(cx, "case-judged-after", cx.tally)) }
        } @else {
            (line(cx, "case-votes", cx.tally, true))
            (ends(cx))
            p.judged { (in_words(cx, "case-judged", cx.tally)) }
        }
    }
}

fn in_words(cx: &Cx<'_, Cases>, key: &str, votes: &Votes) -> String {
    t!(cx.texts, key, strong = votes.strong, weak = votes.weak)
}

fn ends(cx: &Cx<'_, Cases>) -> Markup {
    html! { p.ends { span { (worth_word(cx, Worth::ALL[0])) } span { (worth_word(cx, Worth::ALL[4])) } } }
}

/// All votes as one bar from no to yes; `own`: the person's own part is marked.
fn line(cx: &Cx<'_, Cases>, key: &str, votes: &Votes, own: bool) -> Markup {
    let all = f64::from(votes.answered.max(1));
    let mut from = 0.0;
    let parts = Worth::ALL.map(|worth| {
        let (start, share) = (from, f64::from(votes.worth[worth.index()]) / all);
        from += share;
        (worth, start, share)
    });
    let told =
        Worth::ALL.map(|worth| format!("{}\u{202f}: {}", worth_word(cx, worth), votes.worth[worth.index()]));
    let mine = cx.mine.filter(|_| own).map(|answer| answer.worth);
    html! {
        div.line5 {
            span { (t!(cx.texts, key, n = votes.answered)) }
            svg role="img" aria-label=(told.join(", ")) {
                @for (worth, start, share) in parts {
                    g class={ "w" (worth.index()) @if mine == Some(worth) { " on" } } data-value=[own.then(|| place(worth))] {
                        rect x=(parts::percent(start)) width=(parts::percent(share)) height="100%" {}
                        @if share > 0.0 { text x=(parts::percent(start + share / 2.0)) y="68%" { (votes.worth[worth.index()]) } }
                    }
                }
            }
        }
    }
}

/// How many went which way.
fn moves(cx: &Cx<'_, Cases>, Shift { down, same, up }: Shift) -> Markup {
    html! {
        ul.moves {
            @for (key, n, sign) in [("case-down", down, "←"), ("case-same", same, "·"), ("case-up", up, "→")] {
                li { b { (n) } span { span aria-hidden="true" { (sign) " " } (t!(cx.texts, key, n = n)) } }
            }
        }
    }
}
