//! Kinds whose activity is not there yet: an instruction to follow together, so that every workshop can be walked to its end.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use texts::t;

use crate::freeze::plain;
use crate::kind::Cx;
use crate::silent::silent;
use crate::{Item, Present, Section, parts};

/// What the room does, from the pack.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// The situation, the statement, the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    /// What to sort, to choose from or to answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    list: Vec<String>,
}

/// A field of a step that names items of the pack.
struct Source {
    field: &'static str,
    kind: &'static str,
    /// Which texts of the item are read.
    text: &'static str,
    /// Each item is a session step of its own.
    split: bool,
}

fn items(step: &StepDoc, pack: &Pack, source: Option<&Source>) -> Vec<Item<Params>> {
    let Some(source) = source else { return Item::only(Params { lead: None, list: vec![] }) };
    let named: Vec<(String, String, Option<String>)> = ids(step, source.field)
        .into_iter()
        .filter_map(|id| {
            let table = &pack.item(&id).filter(|item| item.kind == source.kind)?.table;
            let text = |key: &str| table.get(key).and_then(|value| value.as_str()).map(str::to_owned);
            Some((id, plain(&text(source.text)?, pack), text("title")))
        })
        .collect();
    if source.split {
        let item = |(id, text, title): (String, String, Option<String>)| {
            let params = Params { lead: Some(text), list: vec![] };
            Item { suffix: Some(id), title, seconds: None, params }
        };
        return named.into_iter().map(item).collect();
    }
    let mut texts: Vec<String> = named.into_iter().map(|(_, text, _)| text).collect();
    let alone = texts.len() == 1;
    Item::only(Params { lead: if alone { texts.pop() } else { None }, list: texts })
}

/// The ids in a field: one, or a list.
fn ids(step: &StepDoc, field: &str) -> Vec<String> {
    match step.params.get(field) {
        Some(toml::Value::String(id)) => vec![id.clone()],
        Some(toml::Value::Array(ids)) => ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        _ => vec![],
    }
}

macro_rules! placeholder {
    ($kind:ident, $name:literal, $title:literal, $spec:expr, $source:expr) => {
        #[doc = $title]
        pub struct $kind;

        silent!($kind, $name, Params, screen: true);

        impl Present for $kind {
            fn spec() -> &'static Spec {
                static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new($spec));
                &SPEC
            }

            fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
                let source: Option<Source> = $source;
                items(step, pack, source.as_ref())
            }

            fn phone(cx: &Cx<'_, Self>) -> Markup {
                html! { (told(cx, cx.params)) (parts::phone::look_up(cx)) }
            }

            fn stage(cx: &Cx<'_, Self>) -> Markup {
                html! { main.slide.list { (told(cx, cx.params)) } }
            }

            fn report(cx: &Cx<'_, Self>) -> Section {
                Section { question: cx.params.lead.clone(), ..Section::default() }
            }
        }
    };
}

fn told(cx: &crate::View<'_>, params: &Params) -> Markup {
    let title = &cx.plan().title;
    html! {
        h1 class=(parts::size(title)) { (title) }
        @if let Some(lead) = &params.lead { p class={ "lead " (parts::size(lead)) } { (lead) } }
        @if !params.list.is_empty() { ul class={ "told n" (params.list.len().min(12)) } { @for text in &params.list { li { (text) } } } }
        p.instruction { (t!(cx.texts, &format!("placeholder-{}", cx.plan().kind))) }
    }
}

const fn together(field: &'static str, kind: &'static str, text: &'static str) -> Option<Source> {
    Some(Source { field, kind, text, split: false })
}

placeholder!(
    Sort,
    "sort",
    "`sort`: cards on the life-cycle wheel.",
    [Field::references("cards", "lifecycle-card", 24)],
    together("cards", "lifecycle-card", "title")
);
placeholder!(
    FiveR,
    "five-r",
    "`five-r`: actions among the five R.",
    [Field::references("actions", "action", 24)],
    together("actions", "action", "text")
);
