//! The board on the projector: what to do and how long still, then group after group in large, then all that came of it.

use maud::{Markup, html};
use texts::t;
use workshop::GroupNo;

use super::fit::{self, Fit};
use super::rules::{Mode, TimedBoard, Turn};
use super::sheet::{self, Card, cards, columns, ranked};
use crate::kind::Cx;
use crate::parts;

/// What there is between the screen's upper edge and its footer, in `rem`.
const HEIGHT: f64 = 27.4;
/// A line above the title, or below the cards.
const SMALL: f64 = 2.9;
/// More columns than these are too narrow to be read from afar.
const MOST_COLUMNS: usize = 4;

pub(crate) fn screen(cx: &Cx<'_, TimedBoard>) -> Markup {
    let Some(turn) = sheet::turn(cx) else { return html! { main.board { h1 { (cx.params.question) } } } };
    match (turn.phase.mode, turn.group) {
        _ if cx.revealed() => result(cx),
        (Mode::Individual | Mode::Group, _) => work(cx, turn),
        (Mode::Pitch, Some(group)) => pitch(cx, turn, group),
        (Mode::Pitch | Mode::Vote, _) => vote(cx, turn),
    }
}

/// Alone or in groups: what to do, the time, how far the room is; no text unless the facilitator puts one into the light.
fn work(cx: &Cx<'_, TimedBoard>, turn: Turn<'_>) -> Markup {
    if let Some(lit) = cards(cx).into_iter().find(Card::is_lit) {
        return html! { main.big.centre { p.kicker { (turn.phase.label) } (parts::texts::large(cx, &lit.text)) } };
    }
    let prompt = &turn.phase.prompt;
    html! {
        main.board {
            p.kicker { (cx.params.question) }
            div.now {
                h1 { (turn.phase.label) }
                @if cx.open() { div.time { (parts::clock(cx)) } } @else { p.time.over { (t!(cx.texts, "board-time-up")) } }
            }
            p class={ "lead " (parts::size(prompt)) } { (prompt) }
            @if turn.phase.mode == Mode::Group { (progress(cx)) } @else {
                p.bigcount.notes { b { (cx.tally.notes) } " " (t!(cx.texts, "board-notes", n = cx.tally.notes)) }
            }
        }
    }
}

/// How many cards each group has.
fn progress(cx: &Cx<'_, TimedBoard>) -> Markup {
    let groups = cx.state.group_count();
    let size = match groups {
        0..=4 => "few",
        5..=12 => "some",
        _ => "many",
    };
    html! {
        ul class={ "sheets " (size) } {
            @for group in (0..groups).map(GroupNo) {
                li { b { (sheet::name(cx, group)) } " " (pips(cx, group)) }
            }
        }
    }
}

/// As many marks as the sheet has cards, the written ones filled.
pub(crate) fn pips(cx: &Cx<'_, TimedBoard>, group: GroupNo) -> Markup {
    let (written, all) = (cx.tally.of(group), u32::from(cx.params.max_cards));
    let label = t!(cx.texts, "board-cards-of", n = written, of = all);
    html! {
        svg.pips viewBox={ "0 0 " (all * 14) " 12" } role="img" aria-label=(label) {
            @for pip in 0..all { circle cx=(pip * 14 + 6) cy="6" r="4.6" class=[(pip < written).then_some("on")] {} }
        }
    }
}

/// A group tells the room about its cards.
fn pitch(cx: &Cx<'_, TimedBoard>, turn: Turn<'_>, group: GroupNo) -> Markup {
    let cards: Vec<Card<'_>> = ranked(cx).into_iter().filter(|card| card.group() == Some(group)).collect();
    let name = sheet::name(cx, group);
    html! {
        main.board {
            p.kicker { (turn.phase.label) }
            div.now {
                h1 { (name) }
                @if !cx.open() { p.time.over { (t!(cx.texts, "board-time-up")) } }
            }
            @if cards.is_empty() { p class={ "lead " (parts::size(&turn.phase.prompt)) } { (turn.phase.prompt) } }
            (heap(cx, &cards, HEIGHT - 2.0 * SMALL - 1.3, Told { votes: false, group: false }))
        }
    }
}

/// All cards, while the room votes: without what each has, so that nobody follows the crowd.
fn vote(cx: &Cx<'_, TimedBoard>, turn: Turn<'_>) -> Markup {
    let given: usize = cx.shown().iter().map(|text| text.votes).sum();
    let foot = t!(cx.texts, "board-dots-given", n = given);
    board(cx, &turn.phase.label, &turn.phase.prompt, cards(cx), false, &foot)
}

/// What came of it.
fn result(cx: &Cx<'_, TimedBoard>) -> Markup {
    let title = t!(cx.texts, "board-result");
    board(cx, &title, &cx.params.question, ranked(cx), true, "")
}

/// What is told of a card below its text.
#[derive(Clone, Copy)]
struct Told {
    votes: bool,
    group: bool,
}

fn board(
    cx: &Cx<'_, TimedBoard>,
    kicker: &str,
    title: &str,
    cards: Vec<Card<'_>>,
    votes: bool,
    foot: &str,
) -> Markup {
    let lines = (title.chars().count() as f64 / 52.0).ceil().max(1.0);
    let used = SMALL + 2.3 * lines + 1.1 + if foot.is_empty() { 0.0 } else { SMALL };
    let told = Told { votes, group: cx.state.groups.is_some() };
    let empty = cards.is_empty();
    let stacks = columns(cx, cards);
    html! {
        main.board {
            p.kicker { (kicker) }
            h1.t3 { (title) }
            @if empty { p.lead { (t!(cx.texts, "texts-none")) } }
            @else if (2..=MOST_COLUMNS).contains(&stacks.len()) { (stand(cx, &stacks, HEIGHT - used, told)) }
            @else {
                @let all: Vec<Card<'_>> = stacks.into_iter().flat_map(|(_, cards)| cards).collect();
                (heap(cx, &all, HEIGHT - used, told))
            }
            @if !foot.is_empty() { p.small { (foot) } }
        }
    }
}

/// Cards in rows.
fn heap(cx: &Cx<'_, TimedBoard>, cards: &[Card<'_>], height: f64, told: Told) -> Markup {
    let words: Vec<&str> = cards.iter().map(Card::words).collect();
    let mut fit = fit::rows(&words, height);
    if fit.shown < cards.len() {
        fit = Fit { shown: fit::rows(&words, height - SMALL).shown, ..fit };
    }
    html! {
        ul class={ "cards " (fit.class()) } { @for card in &cards[..fit.shown] { (show(cx, card, told)) } }
        (more(cx, cards.len() - fit.shown))
    }
}

/// Cards in the columns of the board.
fn stand(
    cx: &Cx<'_, TimedBoard>,
    stacks: &[(Option<&str>, Vec<Card<'_>>)],
    height: f64,
    told: Told,
) -> Markup {
    let words: Vec<Vec<&str>> =
        stacks.iter().map(|(_, cards)| cards.iter().map(Card::words).collect()).collect();
    let longest = stacks.iter().filter_map(|(name, _)| *name).map(|name| name.chars().count()).max();
    let heads = (longest.unwrap_or(0) as f64 * stacks.len() as f64 / 70.0).ceil().max(1.0);
    let (size, shown) = fit::stacks(&words, height - 1.7 * heads - SMALL);
    html! {
        div class={ "columns k" (stacks.len()) " f" (size) } {
            @for ((name, cards), shown) in stacks.iter().zip(shown) {
                section {
                    h2 { @if let Some(name) = name { (name) } @else { (t!(cx.texts, "board-no-column")) } }
                    ul.cards { @for card in &cards[..shown] { (show(cx, card, told)) } }
                    (more(cx, cards.len() - shown))
                }
            }
        }
    }
}

/// Those for which there is no room: they are not lost.
fn more(cx: &Cx<'_, TimedBoard>, left: usize) -> Markup {
    html! { @if left > 0 { p.small { (t!(cx.texts, "board-more", n = left)) } } }
}

fn show(cx: &Cx<'_, TimedBoard>, card: &Card<'_>, told: Told) -> Markup {
    let group = card.group().filter(|_| told.group).map(|group| sheet::name(cx, group));
    html! {
        li class=[card.is_lit().then_some("lit")] {
            p dir="auto" { (card.words()) }
            p.by {
                @if let Some(group) = group { span { (group) } }
                @if !card.parts.is_empty() { span { (t!(cx.texts, "board-merged", n = card.parts.len() + 1)) } }
                @if told.votes { b { (t!(cx.texts, "board-dots", n = card.text.votes)) } }
            }
        }
    }
}
