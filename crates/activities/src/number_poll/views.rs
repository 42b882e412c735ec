//! The pad, the count, the histogram.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Fault, Pack, Segment, StepDoc, WorkshopDoc};
use figures::french;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use texts::t;

use super::rules::{Answer, NumberPoll, Params};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::look;
use crate::parts::{self, histogram};
use crate::{Item, Look, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([Field::table(
        "poll",
        Spec::new([
            Field::text("question", 120),
            Field::text("unit", 20),
            Field::integer("min", 0, 1_000_000),
            Field::integer("max", 1, 1_000_000),
            Field::integer("step", 1, 1000).optional(),
        ]),
    )])
});

#[derive(Deserialize)]
struct Fields {
    poll: Params,
}

impl Present for NumberPoll {
    const LOOK: Look = Look {
        everywhere: &[include_str!("look.css")],
        phone: &[include_str!("narrow.css"), include_str!("phone.css")],
        remote: &[include_str!("narrow.css")],
        stage: &[include_str!("stage.css")],
        script: &[look::NUMBERS, include_str!("phone.js")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn check(step: &StepDoc, _: &WorkshopDoc, _: &Pack) -> Vec<Fault> {
        let Ok(Fields { poll }) = step.read::<Fields>() else { return vec![] };
        if poll.min < poll.max {
            return vec![];
        }
        let path = vec![Segment::Key("poll".into()), Segment::Key("max".into())];
        vec![Fault {
            path,
            found: poll.max.to_string(),
            expected: format!("un nombre au-dessus de min ({})", poll.min),
            help: None,
        }]
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let Fields { mut poll } = step.read().expect("a checked step has the fields of its kind");
        poll.question = plain(&poll.question, pack);
        Item::only(poll)
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        if fields.iter().any(|(name, _)| name == "none") {
            return json!({ "number": 0 });
        }
        let typed = fields.iter().rfind(|(name, _)| name == "number").map(|(_, value)| value.trim());
        let number = typed.and_then(|typed| {
            typed.replace(['\u{202f}', '\u{a0}', ' '], "").replace(',', ".").parse::<f64>().ok()
        });
        number.map_or_else(|| json!({}), |number| json!({ "number": number }))
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        counted(cx, answer.number)
    }

    fn marks(answer: &Answer) -> Vec<String> {
        vec![answer.number.to_string()]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        html! {
            (parts::phone::noted(cx))
            h1 { (cx.params.question) }
            @if cx.revealed() { (result(cx)) } @else { (parts::phone::form(cx, "number-form", &pad(cx))) }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        if cx.revealed() {
            return revealed(cx);
        }
        html! {
            main.big.centre {
                h1 class=(parts::size(&cx.params.question)) { (cx.params.question) }
                p.lead { (t!(cx.texts, "poll-zero-counts")) }
                p.bigcount { b { (cx.round().answered) } " " (t!(cx.texts, "poll-answers", n = cx.round().answered)) }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        html! {
            @if let Some(median) = cx.tally.median() {
                p { (t!(cx.texts, "poll-median")) " " b { (french::number(median)) } " · " (t!(cx.texts, "poll-total")) " " b { (french::number(cx.tally.total() as f64)) } }
                (chart(cx))
            }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let rows = cx.tally.bins(cx.params.max).into_iter();
        Section {
            question: Some(cx.params.question.clone()),
            body: html! { p { (in_words(cx)) } (chart(cx)) },
            table: rows
                .map(|bin| TableRow {
                    label: bin.label(),
                    value: f64::from(bin.count),
                    unit: "answers".into(),
                    right: None,
                })
                .collect(),
            ..Section::default()
        }
    }
}

fn counted(cx: &Cx<'_, NumberPoll>, number: u64) -> String {
    format!("{}\u{a0}{}", french::number(number as f64), cx.params.unit)
}

fn pad(cx: &Cx<'_, NumberPoll>) -> Markup {
    let params = cx.params;
    let mine = cx.mine.map(|answer| answer.number);
    let closed = !cx.open();
    html! {
        p.small { (t!(cx.texts, "poll-roughly")) }
        label.number {
            input #number name="number" type="number" inputmode="numeric" min=(params.min) max=(params.max) step=(params.step)
                value=[mine] placeholder="0" aria-label=(params.question) required disabled[closed] autocomplete="off";
            small { (params.unit) }
        }
        div.pad data-pad="number" {
            @for key in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0", "+10"] {
                button type="button" data-digit=(key) disabled[closed] aria-label=[(key == "⌫").then(|| t!(cx.texts, "pad-delete"))] { (key) }
            }
        }
        div.thumb {
            button.btn type="submit" disabled[closed] data-send=(t!(cx.texts, "poll-send", n = "%")) { (t!(cx.texts, "send")) }
            @if params.min == 0 { button.btn.quiet type="submit" name="none" value="1" formnovalidate disabled[closed] { (t!(cx.texts, "poll-none")) } }
        }
    }
}

fn result(cx: &Cx<'_, NumberPoll>) -> Markup {
    html! { div.card { p { b { (in_words(cx)) } } (chart(cx)) } }
}

fn chart(cx: &Cx<'_, NumberPoll>) -> Markup {
    histogram::chart(cx.texts, &cx.tally.bins(cx.params.max), cx.tally.median(), &cx.params.unit)
}

fn in_words(cx: &Cx<'_, NumberPoll>) -> String {
    let Some(median) = cx.tally.median() else { return t!(cx.texts, "poll-nobody").into_owned() };
    let (median, total) = (french::number(median), french::number(cx.tally.total() as f64));
    t!(cx.texts, "poll-in-words", median = median, total = total, unit = cx.params.unit.as_str())
}

fn revealed(cx: &Cx<'_, NumberPoll>) -> Markup {
    html! {
        main {
            p.kicker { (cx.params.question) }
            h1.t2 { (in_words(cx)) }
            (chart(cx))
            @if let Some(median) = cx.tally.median() {
                p.lead { (t!(cx.texts, "poll-half", median = french::number(median), unit = cx.params.unit.as_str())) }
            }
        }
    }
}
