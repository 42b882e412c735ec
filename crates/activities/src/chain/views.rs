//! The chain on every screen: to point at, then with what changed.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc, markdown};
use maud::{Markup, html};
use serde::Deserialize;
use texts::t;

use super::drawing::{Beside, Canvas, named};
use super::print;
use super::rules::{Answer, Chain, Change, Hop, Params, Role};
use crate::freeze::plain;
use crate::kind::Cx;
use crate::parts::{self, figures as shown, look, percent, share};
use crate::{Item, Look, Paper, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::references("chains", "chain", 8)]));

#[derive(Deserialize)]
struct Fields {
    chains: Vec<String>,
}

impl Params {
    /// A chain of a pack, ready to be drawn.
    pub fn of(pack: &Pack, id: &str) -> Option<Self> {
        let mut chain: Self = pack.read("chain", id)?;
        for text in [&mut chain.title, &mut chain.claim] {
            *text = plain(text, pack);
        }
        for text in [&mut chain.lesson, &mut chain.better] {
            *text = markdown::inline(text, Some(pack));
        }
        for hop in &mut chain.hops {
            hop.who = plain(&hop.who, pack);
            hop.said = markdown::inline(&hop.said, Some(pack));
            if let Some(Change { from, to, why, .. }) = &mut hop.changed {
                *from = plain(from, pack);
                *to = plain(to, pack);
                *why = markdown::inline(why, Some(pack));
            }
        }
        Some(chain)
    }
}

impl Present for Chain {
    const LOOK: Look = Look {
        everywhere: &[look::CHAIN],
        phone: &[include_str!("phone.css")],
        stage: &[include_str!("stage.css")],
        report: &[include_str!("report.css")],
        paper: &[include_str!("print.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let fields: Fields = step.read().expect("a checked step has the fields of its kind");
        let chains = fields.chains.iter().filter_map(|id| Params::of(pack, id));
        let item = |params: Params| Item {
            suffix: Some(params.id.clone()),
            title: Some(params.title.clone()),
            seconds: None,
            params,
        };
        chains.map(item).collect()
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        let found = cx.params.hop(&answer.hop);
        found.map_or_else(|| answer.hop.clone(), |(number, hop)| named(number, hop))
    }

    fn marks(answer: &Answer) -> Vec<String> {
        vec![answer.hop.clone()]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let mine = cx.mine.as_ref().map(|answer| &*answer.hop);
        html! {
            (parts::phone::noted(cx))
            h1 { q { (cx.params.claim) } }
            @if cx.revealed() {
                (canvas(cx).chain(cx.params, Beside { votes: Some(cx.tally), mine }))
                (canvas(cx).kept(cx.params))
            } @else {
                p { (t!(cx.texts, "chain-ask-how")) }
                (parts::phone::form(cx, "hops", &press(cx, mine)))
            }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        if !cx.revealed() {
            return asked(cx);
        }
        let place = cx.state.position.filter(|place| place.step == cx.step);
        if place.is_some_and(|place| place.point > 0) { others(cx) } else { outcome(cx) }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        let most = cx.tally.hops.values().copied().max().unwrap_or(0).max(1);
        html! {
            ul.hop-mini {
                @for (number, hop) in cx.params.numbered() {
                    @let n = cx.tally.of(&hop.id);
                    li {
                        span { (named(number, hop)) @if hop.id == cx.params.turn { b.tick { " ✓" span.sr { " " (t!(cx.texts, "chain-turn")) } } } }
                        (bar(n, most)) b { (n) }
                    }
                }
            }
            @if let Some(change) = cx.params.turning() {
                p.small { (change.from) " → " (change.to) }
                div.note { (cx.figure_text(&change.why)) }
            }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let row = |(number, hop): (usize, &Hop)| TableRow {
            label: named(number, hop),
            value: f64::from(cx.tally.of(&hop.id)),
            unit: "answers".into(),
            right: Some(hop.id == cx.params.turn),
        };
        let cited = cx.params.hops.iter().filter_map(|hop| hop.figure.clone());
        let mut figures: Vec<String> = Vec::new();
        for id in cited.chain(cx.params.figures.iter().cloned()) {
            if !figures.contains(&id) {
                figures.push(id);
            }
        }
        Section {
            question: Some(t!(cx.texts, "chain-asked", claim = &*cx.params.claim)),
            body: bars(cx),
            explanation: html! { (canvas(cx).chain(cx.params, Beside::default())) (canvas(cx).kept(cx.params)) },
            table: cx.params.numbered().map(row).collect(),
            figures,
        }
    }

    fn print(paper: &Paper<'_>, params: &Params) -> Option<Markup> {
        Some(print::sheets(paper, params))
    }
}

fn canvas<'a>(cx: &'a Cx<'_, Chain>) -> Canvas<'a> {
    Canvas { texts: cx.texts, figures: cx.figures, links: cx.links }
}

// --- Before the reveal ---------------------------------------------------------------------------------------------

/// Each hop as a button that sends at once.
fn press(cx: &Cx<'_, Chain>, mine: Option<&str>) -> Markup {
    let canvas = canvas(cx);
    let state = |id: &str| match mine {
        None => "",
        Some(own) if own == id => " on",
        Some(_) => " off",
    };
    html! {
        @for (number, hop) in cx.params.numbered() {
            button type="submit" class={ "hop-press" (state(&hop.id)) } name="hop" value=(hop.id) data-answer data-value=(hop.id) disabled[!cx.open()] {
                b.hop-n { (number) }
                span { (canvas.told(hop)) }
            }
        }
    }
}

fn asked(cx: &Cx<'_, Chain>) -> Markup {
    html! {
        main.chained {
            p.kicker { (t!(cx.texts, "chain-ask")) }
            h1.t3 { q { (cx.params.claim) } }
            ol.hop-rows {
                @for (number, hop) in cx.params.numbered() {
                    li { b.hop-n { (number) } (canvas(cx).who(hop)) p { (cx.figure_text(&hop.said)) } }
                }
            }
        }
    }
}

// --- After it ------------------------------------------------------------------------------------------------------

fn outcome(cx: &Cx<'_, Chain>) -> Markup {
    html! {
        main.chained {
            h1.t3 { q { (cx.params.claim) } }
            (bars(cx))
            @if let Some(change) = cx.params.turning() {
                div.lead { b { (canvas(cx).setting(change)) "." } " " (cx.figure_text(&change.why)) }
            }
        }
    }
}

/// How many pointed at each hop, and the words that change there.
fn bars(cx: &Cx<'_, Chain>) -> Markup {
    html! {
        ol.hop-bars {
            @for (number, hop) in cx.params.numbered() {
                @let n = cx.tally.of(&hop.id);
                li class=[(hop.id == cx.params.turn).then_some("turn")] {
                    b.hop-n { (number) }
                    span.hop-who {
                        b { (hop.who) } @if let Some(year) = hop.year { ", " (year) }
                        @if hop.id == cx.params.turn { span.sr { " " (t!(cx.texts, "chain-turn")) } }
                    }
                    (bar(n, cx.tally.answered.max(1)))
                    b.hop-share { (share(n, cx.tally.answered)) }
                    @if let Role::Turn(change) | Role::Also(change) = cx.params.role(hop) { (canvas(cx).becomes(change)) }
                }
            }
        }
    }
}

fn bar(part: u32, whole: u32) -> Markup {
    html! { svg.hop-bar aria-hidden="true" { rect width=(percent(f64::from(part) / f64::from(whole))) height="100%" {} } }
}

fn others(cx: &Cx<'_, Chain>) -> Markup {
    html! {
        main.chained {
            p.kicker { (t!(cx.texts, "chain-others")) }
            h1.t3 { q { (cx.params.claim) } }
            (shown::block(cx, &cx.params.figures))
            p.lead { (cx.figure_text(&cx.params.lesson)) }
        }
    }
}
