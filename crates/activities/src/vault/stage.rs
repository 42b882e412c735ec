//! The projector: the letter, the groups at work around the safe, what was in it, the debate.

use maud::{Markup, PreEscaped, html};
use texts::t;

use super::door::{Door, Lamp};
use super::groups::{self, Group};
use super::rules::Vault;
use crate::kind::Cx;
use crate::parts::{mmss, size};

/// So many groups are named; of more, those that have come farthest.
const SHOWN: usize = 16;
/// So many stand under each other; more stand in two columns.
const A_COLUMN: usize = 6;

/// What the room sees.
pub(super) fn stage(cx: &Cx<'_, Vault>) -> Markup {
    if cx.revealed() {
        let point = cx.state.position.filter(|place| place.step == cx.step).map_or(0, |place| place.point);
        return if point == 0 { reward(cx) } else { debate(cx) };
    }
    if cx.round().answers.is_empty() { letter(cx) } else { race(cx) }
}

/// Before anybody has done anything: the message from 2070.
fn letter(cx: &Cx<'_, Vault>) -> Markup {
    let long = if cx.params.message.chars().count() > 1350 { "t4" } else { "t3" };
    html! {
        main.letter-2070 {
            h1.sr { (cx.plan().title) }
            article class={ "mail " (long) } { (cx.figure_text(&cx.params.message)) }
        }
    }
}

/// The groups at work.
fn race(cx: &Cx<'_, Vault>) -> Markup {
    let groups = groups::all(cx);
    let lamps = groups::lamps(cx, &groups);
    html! {
        main.vault {
            (Door { lamps: &lamps, opened: groups::first(&groups), now: cx.now }.draw(cx.texts))
            div.race {
                h1 { (cx.plan().title) }
                p.lead { (told(cx, &groups)) }
                (list(cx, &groups))
            }
        }
    }
}

fn told(cx: &Cx<'_, Vault>, groups: &[Group<'_>]) -> String {
    match (groups::opened(groups), groups.len()) {
        (0, _) => t!(cx.texts, "vault-closed").into_owned(),
        (_, 1) => t!(cx.texts, "vault-door-open").into_owned(),
        (n, of) => t!(cx.texts, "vault-opened-of", n = n, of = of),
    }
}

fn list(cx: &Cx<'_, Vault>, groups: &[Group<'_>]) -> Markup {
    let mut shown: Vec<&Group<'_>> = groups.iter().collect();
    if shown.len() > SHOWN {
        shown.sort_by_key(|group| {
            std::cmp::Reverse((group.progress.opened_at.is_some(), group.progress.solved.len()))
        });
        shown.truncate(SHOWN);
    }
    html! {
        ul.teams-at-work.crowd[shown.len() > A_COLUMN] { @for group in &shown { (row(cx, group)) } }
        @if groups.len() > shown.len() { p.small { (t!(cx.texts, "vault-more-groups", n = groups.len() - shown.len())) } }
    }
}

fn row(cx: &Cx<'_, Vault>, group: &Group<'_>) -> Markup {
    let progress = group.progress;
    html! {
        li.opened[progress.opened_at.is_some()] {
            b { (group.name) }
            (groups::dots(cx, progress))
            span.sr { (t!(cx.texts, "vault-solved-of", n = progress.solved.len(), of = cx.params.puzzles.len())) }
            span.hints { @if progress.hints > 0 { (t!(cx.texts, "vault-hints-n", n = progress.hints)) } }
            span.time {
                @match group.time(cx) {
                    Some(time) => { "✓ " span.sr { (t!(cx.texts, "vault-open-after")) " " } (mmss(time)) },
                    None => (groups::clock(cx, progress)),
                }
            }
        }
    }
}

/// What was in the safe, and who opened it in how long.
fn reward(cx: &Cx<'_, Vault>) -> Markup {
    let groups = groups::all(cx);
    let now = cx.now;
    // It opens before everybody's eyes: the reveal is the last thing that happened, for a moment.
    let opened = Some(groups::first(&groups).unwrap_or(cx.state.at)).map(|first| first.max(cx.state.at));
    let code = cx.params.puzzles.iter().map(|puzzle| Lamp { lit: opened, digit: Some(puzzle.digit) });
    let code: Vec<Lamp> = code.collect();
    html! {
        main.vault.vault-found {
            div.opened-safe {
                (Door { lamps: &code, opened, now }.draw(cx.texts))
                p.code-digits { span.sr { (t!(cx.texts, "vault-the-code")) " " } @for lamp in &code { b { (lamp.digit.unwrap_or_default()) } } }
                (ranking(cx, groups))
            }
            div.race {
                h1 class=(size(&cx.params.reward_title)) { (cx.params.reward_title) }
                div.body { (cx.figure_text(&cx.params.reward)) }
            }
        }
    }
}

/// The first three, the quickest first: it is a feast, not a wall of shame.
fn ranking(cx: &Cx<'_, Vault>, groups: Vec<Group<'_>>) -> Markup {
    let mut times: Vec<(i64, String)> =
        groups.into_iter().filter_map(|group| Some((group.time(cx)?, group.name))).collect();
    times.sort();
    html! {
        @if !times.is_empty() {
            ol.quickest { @for (time, name) in times.iter().take(3) { li { (name) " " b { (mmss(*time)) } } } }
        }
    }
}

/// What follows: the question, and the way in for who is not yet there.
fn debate(cx: &Cx<'_, Vault>) -> Markup {
    html! {
        main.vault.vault-after {
            div.race {
                p.kicker { (t!(cx.texts, "vault-debate")) }
                h1 class=(size(&cx.params.statement)) { (cx.params.statement) }
                div.lead { (cx.figure_text(&cx.params.debate_opening)) }
            }
            figure.join-here {
                (PreEscaped(&cx.room.qr))
                figcaption { (t!(cx.texts, "vault-debate-join")) br; b { (cx.room.address) } " · " b.code-small { (cx.room.code) } }
            }
        }
    }
}
