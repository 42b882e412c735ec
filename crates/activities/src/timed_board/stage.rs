//! The board on the projector: what to do and how long still, then group after group in large, then all that came of it.

use std::cmp::Reverse;

use maud::{Markup, html};
use texts::t;
use workshop::GroupNo;

use super::fit;
use super::rules::{Mode, TimedBoard, Turn};
use super::sheet::{self, Card, cards, columns, ranked};
use crate::kind::Cx;
use crate::parts;

/// What there is between the screen's upper edge and its footer, in `rem`.
const HEIGHT: f64 = 27.8;
/// A line above the title, or below the cards.
const SMALL: f64 = 2.9;
/// So many columns side by side are too narrow to be read from afar.
const MOST_COLUMNS: usize = 5;

pub(crate) fn screen(cx: &Cx<'_, TimedBoard>) -> Markup {
    let Some(turn) = sheet::turn(cx) else { return html! { main.ideas { h1 { (cx.params.question) } } } };
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
        main.ideas {
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

/// More groups than these are told in sum.
const MOST_GROUPS: u16 = 24;

/// How many cards each group has.
fn progress(cx: &Cx<'_, TimedBoard>) -> Markup {
    let groups = cx.state.group_count();
    let size = match groups {
        0..=4 => "few",
        5..=12 => "some",
        13..=MOST_GROUPS => "many",
        _ => return in_sum(cx, groups),
    };
    html! {
        ul class={ "sheets " (size) } {
            @for group in (0..groups).map(GroupNo) {
                li { b { (sheet::name(cx, group)) } " " (pips(cx, group)) }
            }
        }
    }
}

fn in_sum(cx: &Cx<'_, TimedBoard>, groups: u16) -> Markup {
    let written: u32 = cx.tally.cards.values().sum();
    let waiting: Vec<String> = (0..groups)
        .map(GroupNo)
        .filter(|group| cx.tally.of(*group) == 0)
        .map(|group| sheet::name(cx, group))
        .collect();
    html! {
        p.bigcount.notes { b { (written) } " " (t!(cx.texts, "board-cards", n = written)) }
        @if (1..=8).contains(&waiting.len()) { p.small { (t!(cx.texts, "board-waiting", groups = waiting.join(", "))) } }
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

/// A group tells the room about its cards, in the order of its sheet: what the others vote for would be seen by another one.
fn pitch(cx: &Cx<'_, TimedBoard>, turn: Turn<'_>, group: GroupNo) -> Markup {
    let mut theirs: Vec<Card<'_>> =
        cards(cx).into_iter().filter(|card| card.group() == Some(group)).collect();
    theirs.sort_by_key(|card| !card.is_lit());
    let cards: Vec<Shown<'_>> = theirs.into_iter().map(|card| Shown::new(card, vec![], None)).collect();
    html! {
        main.ideas {
            p.kicker { (turn.phase.label) }
            div.now {
                h1 { (sheet::name(cx, group)) }
                @if !cx.open() { p.time.over { (t!(cx.texts, "board-time-up")) } }
            }
            @if cards.is_empty() { p class={ "lead " (parts::size(&turn.phase.prompt)) } { (turn.phase.prompt) } }
            (heap(cx, &cards, HEIGHT - 2.0 * SMALL - 1.3))
        }
    }
}

/// The room votes: the cards without what each has, so that nobody follows the crowd; where they have no room, on the phones.
fn vote(cx: &Cx<'_, TimedBoard>, turn: Turn<'_>) -> Markup {
    let cards: Vec<Shown<'_>> =
        cards(cx).into_iter().map(|card| Shown::told(cx, card, false, true)).collect();
    let given: usize = cx.shown().iter().map(|text| text.votes).sum();
    let room = HEIGHT - SMALL - title_height(&turn.phase.prompt) - SMALL;
    let fits = fit::rows(&words(&cards), fit::SIDES, room).shown == cards.len();
    html! {
        main.ideas {
            p.kicker { (turn.phase.label) }
            h1.t3 { (turn.phase.prompt) }
            @if fits { (heap(cx, &cards, room)) } @else { p.lead { (t!(cx.texts, "board-on-phones", n = cards.len())) } }
            p.small { (t!(cx.texts, "board-dots-given", n = given)) }
        }
    }
}

/// What came of it: all cards, then column by column as the facilitator goes on.
fn result(cx: &Cx<'_, TimedBoard>) -> Markup {
    let point = cx.state.position.filter(|place| place.step == cx.step).map_or(0, |place| place.point);
    let column = point.checked_sub(1).and_then(|column| cx.params.columns.get(usize::from(column)));
    let title = column.unwrap_or(&cx.params.question);
    let kicker = column.map_or_else(|| t!(cx.texts, "board-result"), |_| cx.params.question.as_str().into());
    let cards = ranked(cx).into_iter().filter(|card| column.is_none() || card.column == point.checked_sub(1));
    let cards: Vec<Card<'_>> = cards.collect();
    let room = HEIGHT - SMALL - title_height(title);
    html! {
        main.ideas {
            p.kicker { (kicker) }
            h1.t3 { (title) }
            @if cards.is_empty() { p.lead { (t!(cx.texts, "texts-none")) } }
            (lay_out(cx, cards, room, column.is_none()))
        }
    }
}

/// In the columns of the board, where that leaves something of each to be read; else in one heap.
fn lay_out(cx: &Cx<'_, TimedBoard>, cards: Vec<Card<'_>>, room: f64, all: bool) -> Markup {
    let named = all && !cx.params.columns.is_empty();
    if named && cx.params.columns.len() < MOST_COLUMNS {
        let stacks: Vec<(&str, Vec<Shown<'_>>)> = columns(cx, cards)
            .into_iter()
            .map(|(name, cards)| {
                (
                    name.unwrap_or_default(),
                    cards.into_iter().map(|card| Shown::told(cx, card, true, false)).collect(),
                )
            })
            .collect();
        return stand(cx, stacks, room);
    }
    let cards: Vec<Shown<'_>> = cards.into_iter().map(|card| Shown::told(cx, card, true, named)).collect();
    heap(cx, &cards, room)
}

/// How tall a title is.
fn title_height(title: &str) -> f64 {
    2.3 * (title.chars().count() as f64 / 52.0).ceil().max(1.0) + 1.1
}

/// A card with what is told of it.
struct Shown<'a> {
    card: Card<'a>,
    /// Its text and its notes: what has to have room.
    words: String,
    /// Whose it is, where it stands, how many were made one.
    notes: Vec<String>,
    votes: Option<usize>,
}

impl<'a> Shown<'a> {
    fn new(card: Card<'a>, notes: Vec<String>, votes: Option<usize>) -> Self {
        let words = format!("{} {}", card.words(), notes.join(" · "));
        Self { card, words, notes, votes }
    }

    fn told(cx: &Cx<'_, TimedBoard>, card: Card<'a>, votes: bool, column: bool) -> Self {
        let group = card.group().filter(|_| cx.state.groups.is_some()).map(|group| sheet::name(cx, group));
        let stands =
            card.column.and_then(|at| cx.params.columns.get(usize::from(at))).filter(|_| column && votes);
        let merged = (!card.parts.is_empty()).then(|| t!(cx.texts, "board-merged", n = card.parts.len() + 1));
        let votes = votes.then_some(card.text.votes);
        Self::new(card, group.into_iter().chain(stands.cloned()).chain(merged).collect(), votes)
    }
}

fn words<'a>(cards: &'a [Shown<'_>]) -> Vec<&'a str> {
    cards.iter().map(|card| card.words.as_str()).collect()
}

/// What stands beside the texts.
fn sides(cards: &[Shown<'_>]) -> f64 {
    if cards.iter().any(|card| card.votes.is_some()) { fit::WITH_VOTES } else { fit::SIDES }
}

/// Cards in rows.
fn heap(cx: &Cx<'_, TimedBoard>, cards: &[Shown<'_>], room: f64) -> Markup {
    let words = words(cards);
    let mut fit = fit::rows(&words, sides(cards), room);
    if fit.shown < cards.len() {
        fit = fit::rows(&words, sides(cards), room - SMALL);
    }
    html! {
        ul class={ "pinned " (fit.class()) } { @for card in &cards[..fit.shown] { (show(cx, card)) } }
        (more(cx, cards.len() - fit.shown))
    }
}

/// Cards in the columns of the board.
fn stand(cx: &Cx<'_, TimedBoard>, stacks: Vec<(&str, Vec<Shown<'_>>)>, room: f64) -> Markup {
    let longest = stacks.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let heads = 2.4 * (longest as f64 * stacks.len() as f64 / 70.0).ceil().max(1.0);
    let room = room - heads - SMALL;
    let (size, shown) =
        fit::stacks(&stacks.iter().map(|(_, cards)| words(cards)).collect::<Vec<_>>(), fit::WITH_VOTES, room);
    let bare = stacks.iter().zip(&shown).any(|((_, cards), shown)| *shown < 2 && cards.len() > *shown);
    if bare {
        let mut all: Vec<Shown<'_>> = stacks
            .into_iter()
            .flat_map(|(name, cards)| {
                cards.into_iter().map(move |mut card| {
                    card.notes.extend((!name.is_empty()).then(|| name.to_owned()));
                    Shown::new(card.card, card.notes, card.votes)
                })
            })
            .collect();
        all.sort_by_key(|shown| Reverse((shown.card.is_lit(), shown.votes)));
        return heap(cx, &all, room + heads);
    }
    html! {
        div class={ "stacks k" (stacks.len()) " f" (size) } {
            @for ((name, cards), shown) in stacks.iter().zip(shown) {
                section {
                    h2 { @if name.is_empty() { (t!(cx.texts, "board-no-column")) } @else { (name) } }
                    ul.pinned { @for card in &cards[..shown] { (show(cx, card)) } }
                    @if shown < cards.len() { p.small { (t!(cx.texts, "board-more-here", n = cards.len() - shown)) } }
                }
            }
        }
    }
}

/// Those for which there is no room: they are not lost.
fn more(cx: &Cx<'_, TimedBoard>, left: usize) -> Markup {
    html! { @if left > 0 { p.small { (t!(cx.texts, "board-more", n = left)) } } }
}

fn show(cx: &Cx<'_, TimedBoard>, shown: &Shown<'_>) -> Markup {
    html! {
        li class=[shown.card.is_lit().then_some("lit")] {
            @if let Some(votes) = shown.votes {
                b.n { span aria-hidden="true" { (votes) } span.sr { (t!(cx.texts, "board-dots", n = votes)) } }
            }
            p { span dir="auto" { (shown.card.words()) } " " @if !shown.notes.is_empty() { small { (shown.notes.join(" · ")) } } }
        }
    }
}
