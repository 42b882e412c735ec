//! The facilitator's side: how far each group is; beside it a page for each group, with what it has tried, hints and its dial.

use maud::{Markup, html};
use texts::t;
use workshop::{Loaded, Owner};

use super::groups::{self, Group};
use super::rules::{Answer, CODE, HINTS, Puzzle, Vault};
use crate::Aside;
use crate::kind::Cx;
use crate::parts::mmss;

/// So many groups are listed on the remote; of more, a page has the others.
const LISTED: usize = 12;

/// What the remote shows. A room that is not divided has its puzzles there.
pub(super) fn screen(cx: &Cx<'_, Vault>) -> Markup {
    let groups = groups::all(cx);
    let more = groups.len().saturating_sub(LISTED);
    html! {
        @if let [room] = groups.as_slice() { p.small { (state(cx, room)) } (controls(cx, room)) }
        @else { (list(cx, groups.iter().take(LISTED))) }
        @if more > 0 { p.beside { a href=(address(cx, "groupes")) { (t!(cx.texts, "vault-more-groups", n = more)) } } }
        @if let Some(step) = to_debate(cx) {
            form.vault-group method="post" action={ "/remote/" (cx.session) } data-form {
                p { (t!(cx.texts, "vault-debate")) "\u{202f}: " (cx.params.statement) }
                button.btn type="submit" name="do" value={ "goto " (step) } { (t!(cx.texts, "vault-to-debate")) }
            }
        }
        p.beside { a href=(address(cx, "solutions")) { (t!(cx.texts, "vault-solutions")) " · " b.digit { (cx.params.code()) } } }
    }
}

/// The step that debates what the stage announces, once the safe is open: it may be one that `next` does not come to.
fn to_debate<'a>(cx: &'a Cx<'_, Vault>) -> Option<&'a str> {
    let step = cx.params.debate_step.as_deref().filter(|_| cx.revealed())?;
    let reached = cx.workshop.find(step).is_none_or(|step| cx.state.steps[step].reached);
    (!reached).then_some(step)
}

/// The pages beside it: `groupe-2`, `groupes`, `solutions`.
pub(super) fn aside(cx: &Cx<'_, Vault>, page: &str) -> Option<Aside> {
    match page {
        "solutions" => Some(Aside {
            title: format!("{} · {}", t!(cx.texts, "vault-solutions"), cx.params.code()),
            body: solutions(cx),
        }),
        "groupes" => {
            Some(Aside { title: t!(cx.texts, "groups").into_owned(), body: list(cx, groups::all(cx).iter()) })
        }
        _ => {
            let number: u16 = page.strip_prefix("groupe-")?.parse().ok()?;
            let group = groups::all(cx).into_iter().find(|group| group.number.0 == number)?;
            let body = html! { p { (state(cx, &group)) } (controls(cx, &group)) };
            Some(Aside { title: group.name, body })
        }
    }
}

fn address(cx: &Cx<'_, Vault>, page: &str) -> String {
    format!("/remote/{}/plus/{page}", cx.session)
}

fn list<'a>(cx: &Cx<'_, Vault>, groups: impl Iterator<Item = &'a Group<'a>>) -> Markup {
    html! {
        ul.vault-groups { @for group in groups {
            li { a href=(address(cx, &format!("groupe-{}", group.number.0))) { (group.name) } " " (state(cx, group)) }
        } }
    }
}

/// `sur papier · 2 énigmes sur 5 · 1 indice`
fn state(cx: &Cx<'_, Vault>, group: &Group<'_>) -> String {
    let progress = group.progress;
    let paper = group.paper.then(|| t!(cx.texts, "group-paper").into_owned());
    let done = group.time(cx).map_or_else(
        || t!(cx.texts, "vault-solved-of", n = progress.solved.len(), of = cx.params.puzzles.len()),
        |time| t!(cx.texts, "vault-opened-in", time = mmss(time)),
    );
    let hints = (progress.hints > 0).then(|| t!(cx.texts, "vault-hints-n", n = progress.hints));
    paper.into_iter().chain([done]).chain(hints).collect::<Vec<_>>().join(" · ")
}

fn solutions(cx: &Cx<'_, Vault>) -> Markup {
    html! {
        ol.solutions { @for puzzle in &cx.params.puzzles {
            li { b { (puzzle.title) } " · " (puzzle.answer) " → " b.digit { (puzzle.digit) } div.small { (cx.figure_text(&puzzle.solution)) } }
        } }
    }
}

/// What a group that has not opened yet may need: the next hint to each puzzle, the dial.
fn controls(cx: &Cx<'_, Vault>, group: &Group<'_>) -> Markup {
    let back = if cx.page.is_empty() { String::new() } else { format!("?retour=plus/{}", cx.page) };
    let action = format!("/remote/{}{back}", cx.session);
    html! {
        @if group.progress.opened_at.is_none() {
            form.vault-group method="post" action=(action) data-form {
                ul { @for puzzle in &cx.params.puzzles { (help(cx, group, puzzle)) } }
            }
            form.vault-group method="post" action=(action) data-form { (dial(cx, group)) }
        }
    }
}

fn help(cx: &Cx<'_, Vault>, group: &Group<'_>, puzzle: &Puzzle) -> Markup {
    let typed = |key: &str| {
        let answer = cx.round().answer(Owner::Group(group.number), key)?;
        Some(Loaded::<Vault>::parse(&answer.value))
    };
    let given = typed(&puzzle.hint_key()).map_or(0, |answer| answer.hint());
    let solved = group.progress.solved.contains(&puzzle.id);
    html! {
        li.row.between {
            span {
                (puzzle.title)
                @if solved { " " b.tick { "✓" span.sr { " " (t!(cx.texts, "right-answer")) } } }
                @else if let Some(wrong) = typed(&puzzle.id).as_ref().and_then(Answer::word) {
                    br; span.small { (t!(cx.texts, "vault-tried", answer = wrong)) }
                }
            }
            @if !solved && given < HINTS {
                button.btn.quiet type="submit" name="do" value={ "hint " (group.number.0) " " (puzzle.id) } disabled[!cx.open()] {
                    (t!(cx.texts, "vault-give-hint", n = given + 1))
                }
            }
        }
    }
}

fn dial(cx: &Cx<'_, Vault>, group: &Group<'_>) -> Markup {
    let field = format!("code-{}", group.number.0);
    let tried = cx.round().answer(Owner::Group(group.number), CODE).map(|_| groups::tries(cx, group.number));
    html! {
        label for=(field) {
            (t!(cx.texts, "vault-code-of", group = group.name.as_str()))
            @if let Some(tries) = tried { " " span.small { (t!(cx.texts, "vault-codes-tried", n = tries)) } }
        }
        div.row {
            input id=(field) type="text" name="answer" inputmode="numeric" autocomplete="off" required disabled[!cx.open()];
            button.btn type="submit" name="do" value={ "answer " (group.number.0) " " (CODE) } disabled[!cx.open()] { (t!(cx.texts, "vault-open")) }
        }
    }
}
