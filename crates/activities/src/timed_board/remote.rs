//! What the facilitator sees of the board before the room does, and how a group on paper gets its cards in.

use maud::{Markup, html};
use texts::t;
use workshop::{GroupNo, Owner};

use super::rules::{Mode, TimedBoard};
use super::sheet;
use super::stage::pips;
use crate::kind::Cx;

pub(crate) fn progress(cx: &Cx<'_, TimedBoard>) -> Markup {
    let Some(turn) = sheet::turn(cx) else { return html! {} };
    let writes = cx.params.takes_cards(cx.step_state().stretch);
    html! {
        p { b { (turn.phase.label) } @if let Some(group) = turn.group { " · " (sheet::name(cx, group)) } }
        p.small { (cx.tally.notes) " " (t!(cx.texts, "board-notes", n = cx.tally.notes)) }
        @if cx.state.groups.is_none() && turn.phase.mode != Mode::Vote { p.note { (t!(cx.texts, "board-needs-groups")) } }
        ul.sheets {
            @for group in (0..cx.state.group_count()).map(GroupNo) {
                li aria-current=[(turn.group == Some(group)).then_some("true")] {
                    div.row.between { span { (sheet::name(cx, group)) } (pips(cx, group)) }
                    @let open = conflicts(cx, group);
                    @if !open.is_empty() { p.small { (t!(cx.texts, "board-two-in", cards = open.join(", "))) } }
                    @if writes && on_paper(cx, group) { (type_for(cx, group)) }
                }
            }
        }
    }
}

/// Where several texts wait for somebody to settle them.
fn conflicts(cx: &Cx<'_, TimedBoard>, group: GroupNo) -> Vec<String> {
    let owner = Owner::Group(group);
    cx.params.slots().filter(|slot| cx.round().beside(owner, slot).next().is_some()).collect()
}

fn on_paper(cx: &Cx<'_, TimedBoard>, group: GroupNo) -> bool {
    cx.state.groups.as_ref().and_then(|all| all.get(group)).is_some_and(|group| group.paper)
}

/// A card of a group on paper, into the first place that is free.
fn type_for(cx: &Cx<'_, TimedBoard>, group: GroupNo) -> Markup {
    let owner = Owner::Group(group);
    let taken = |slot: &String| {
        let standing = cx.round().answer(owner, slot);
        standing.is_some_and(|answer| cx.workshop.rules(cx.step).words(&answer.value).is_some())
    };
    let Some(free) = cx.params.slots().find(|slot| !taken(slot)) else { return html! {} };
    let label = t!(cx.texts, "board-card-for", group = sheet::name(cx, group), n = free.as_str());
    html! {
        form.row method="post" action={ "/remote/" (cx.session) "?paper=" (group.0) } data-form {
            input type="text" name="text" maxlength="280" autocomplete="off" required aria-label=(label);
            button.btn.quiet type="submit" name="do" value={ "answer " (group.0) " " (free) } { (t!(cx.texts, "board-keep")) }
        }
    }
}
