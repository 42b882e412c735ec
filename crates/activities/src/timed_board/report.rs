//! What the report keeps of the board: all cards that may be read, how many are for each, and nobody's notes.

use std::collections::BTreeSet;

use maud::{Markup, html};
use texts::t;
use workshop::{GroupNo, Owner, Visibility};

use super::rules::TimedBoard;
use super::sheet::{self, Card, columns, ranked};
use crate::kind::Cx;
use crate::parts;
use crate::{Section, TableRow};

pub(crate) fn section(cx: &Cx<'_, TimedBoard>) -> Section {
    let cards = ranked(cx);
    let table = cards.iter().map(|card| row(cx, card)).collect();
    let body = html! {
        p { (t!(cx.texts, "board-report", cards = cards.len(), notes = cx.tally.notes)) }
        @if cards.iter().any(|card| card.text.votes > 0) { (chart(cx, &cards)) }
        (board(cx, cards))
        (orphans(cx))
    };
    Section { question: Some(cx.params.question.clone()), body, table, ..Section::default() }
}

fn row(cx: &Cx<'_, TimedBoard>, card: &Card<'_>) -> TableRow {
    let column = card.column.and_then(|column| cx.params.columns.get(usize::from(column)));
    let group = card.group().map(|group| sheet::name(cx, group));
    let place: Vec<String> = group.into_iter().chain(column.cloned()).collect();
    TableRow {
        label: format!("{} ({})", card.words(), place.join(", ")),
        value: card.text.votes as f64,
        unit: "votes".into(),
        right: None,
    }
}

/// The cards that somebody voted for, most votes first.
fn chart(cx: &Cx<'_, TimedBoard>, cards: &[Card<'_>]) -> Markup {
    let mut chosen: Vec<&Card<'_>> = cards.iter().filter(|card| card.text.votes > 0).collect();
    chosen.sort_by_key(|card| std::cmp::Reverse(card.text.votes));
    let most = chosen.first().map_or(1, |card| card.text.votes.max(1));
    html! {
        h3 { (t!(cx.texts, "board-chart")) }
        ul.bars.dots { @for card in chosen {
            li.bar.C {
                span.l dir="auto" { (card.words()) }
                (parts::track(card.text.votes as f64 / most as f64))
                b.n { (card.text.votes) }
            }
        } }
    }
}

/// What else was written at a card's place and never settled.
fn beside(cx: &Cx<'_, TimedBoard>, card: &Card<'_>) -> BTreeSet<String> {
    let mut all = others(cx, card.text.item.owner, &card.text.item.key);
    all.remove(card.words());
    all
}

/// What was written beside a place, as far as everybody may read it.
fn others(cx: &Cx<'_, TimedBoard>, owner: Owner, key: &str) -> BTreeSet<String> {
    let texts = cx.round().beside(owner, key).filter_map(|(_, answer)| {
        cx.workshop.rules(cx.step).words(&answer.value).map(|words| words.to_string())
    });
    texts.filter(|text| cx.is_public(owner, key, text, false)).collect()
}

/// What was never settled where no card stands any more: it was taken away, or is not shown.
fn orphans(cx: &Cx<'_, TimedBoard>) -> Markup {
    let all = (0..cx.state.group_count()).map(GroupNo).flat_map(|group| {
        cx.params.slots().flat_map(move |key| {
            unsettled(cx, Owner::Group(group), &key).into_iter().map(move |text| (group, text))
        })
    });
    let all: Vec<(GroupNo, String)> = all.collect();
    html! {
        @if !all.is_empty() {
            h3 { (t!(cx.texts, "board-unsettled")) }
            ul.pinned { @for (group, text) in &all { li { p dir="auto" { (text) } p.small { (sheet::name(cx, *group)) } } } }
        }
    }
}

/// The texts beside a place where no card is shown.
fn unsettled(cx: &Cx<'_, TimedBoard>, owner: Owner, key: &str) -> BTreeSet<String> {
    let stands = cx.state.text_of(cx.step, owner, key);
    let shown = stands.is_some_and(|text| {
        matches!(cx.state.visibility(text.id, text.item), Visibility::Shown | Visibility::Merged)
    });
    if shown { BTreeSet::new() } else { others(cx, owner, key) }
}

fn board(cx: &Cx<'_, TimedBoard>, cards: Vec<Card<'_>>) -> Markup {
    let named = !cx.params.columns.is_empty();
    html! {
        @for (name, cards) in columns(cx, cards) {
            @if named { h3 { @if let Some(name) = name { (name) } @else { (t!(cx.texts, "board-no-column")) } } }
            @if cards.is_empty() { p.small { "—" } }
            ul.pinned { @for card in &cards { li class=[card.is_lit().then_some("lit")] {
                p dir="auto" { (card.words()) }
                p.small {
                    @if let Some(group) = card.group() { (sheet::name(cx, group)) }
                    " · " (t!(cx.texts, "board-dots", n = card.text.votes))
                    @if card.is_lit() { " · " (t!(cx.texts, "board-lit")) }
                }
                @if !card.parts.is_empty() {
                    p.small { (t!(cx.texts, "board-merged-with")) }
                    ul { @for part in &card.parts { li.small dir="auto" { (part.item.text) } } }
                }
                @let beside = beside(cx, card);
                @if !beside.is_empty() {
                    p.small { (t!(cx.texts, "board-beside")) }
                    ul { @for text in &beside { li.small dir="auto" { (text) } } }
                }
            } } }
        }
    }
}
