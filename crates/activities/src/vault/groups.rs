//! How far each group has come, as every screen tells it.

use maud::{Markup, html};
use texts::t;
use workshop::{Clock, GroupNo, Owner, Timestamp};

use super::door::Lamp;
use super::rules::{CODE, Progress, Vault};
use crate::kind::Cx;
use crate::parts::{groups, mmss};

/// A group that plays.
pub(super) struct Group<'a> {
    /// Its number.
    pub number: GroupNo,
    /// What it is called.
    pub name: String,
    /// Whether it plays without phones.
    pub paper: bool,
    /// What it has done.
    pub progress: &'a Progress,
}

/// All groups by their numbers; the whole room is one while it is not divided.
pub(super) fn all<'a>(cx: &Cx<'a, Vault>) -> Vec<Group<'a>> {
    let Some(groups) = &cx.state.groups else {
        let (number, name) = (GroupNo(0), t!(cx.texts, "vault-room").into_owned());
        return vec![Group { number, name, paper: false, progress: cx.tally.of(number) }];
    };
    let group = |(number, group): (GroupNo, &workshop::Group)| Group {
        number,
        name: groups::name(cx.texts, number, group),
        paper: group.paper,
        progress: cx.tally.of(number),
    };
    groups.numbered().map(group).collect()
}

impl Group<'_> {
    /// How long it took to open the safe, hints included, in milliseconds; none while it is closed.
    pub fn time(&self, cx: &Cx<'_, Vault>) -> Option<i64> {
        let opened = self.progress.opened_at?;
        let asked = cx.step_state().asked_at.unwrap_or(opened);
        Some(opened.since(asked) + penalty(self.progress))
    }
}

/// What hints have cost, in milliseconds.
pub(super) fn penalty(progress: &Progress) -> i64 {
    i64::from(progress.penalty_seconds) * 1000
}

/// What is left of the step's time when hints are taken off; nothing where no clock runs.
pub(super) fn clock(cx: &Cx<'_, Vault>, progress: &Progress) -> Markup {
    let penalty = penalty(progress);
    match cx.step_state().clock {
        Clock::None => html! {},
        Clock::Until(end) => {
            let end = end.plus(-penalty);
            html! { time.clock data-ends=(end.0) { (mmss(end.since(cx.now))) } }
        }
        Clock::Left(left) => html! { time.clock.still { (mmss((left - penalty).max(0))) } },
    }
}

/// Since when each puzzle is solved by at least one of these groups.
pub(super) fn lamps(cx: &Cx<'_, Vault>, groups: &[Group<'_>]) -> Vec<Lamp> {
    let lamp = |puzzle: &super::rules::Puzzle| {
        let solvers = groups.iter().filter(|group| group.progress.solved.contains(&puzzle.id));
        let answers = solvers.filter_map(|group| cx.round().answer(Owner::Group(group.number), &puzzle.id));
        Lamp { lit: answers.map(|answer| answer.at).min(), digit: None }
    };
    cx.params.puzzles.iter().map(lamp).collect()
}

/// The same, with the digits.
pub(super) fn digits(cx: &Cx<'_, Vault>, groups: &[Group<'_>]) -> Vec<Lamp> {
    let lamps = lamps(cx, groups).into_iter().zip(&cx.params.puzzles);
    lamps.map(|(lamp, puzzle)| Lamp { digit: lamp.lit.map(|_| puzzle.digit), ..lamp }).collect()
}

/// When the first of these groups has opened.
pub(super) fn first(groups: &[Group<'_>]) -> Option<Timestamp> {
    groups.iter().filter_map(|group| group.progress.opened_at).min()
}

/// How many of these groups have opened.
pub(super) fn opened(groups: &[Group<'_>]) -> usize {
    groups.iter().filter(|group| group.progress.opened_at.is_some()).count()
}

/// How many codes a group has tried.
pub(super) fn tries(cx: &Cx<'_, Vault>, group: GroupNo) -> u32 {
    cx.round().tries(Owner::Group(group), CODE)
}

/// One dot a puzzle, filled when it is solved; the words beside it say the same.
pub(super) fn dots(cx: &Cx<'_, Vault>, progress: &Progress) -> Markup {
    let puzzles = cx.params.puzzles.len();
    html! {
        svg.puzzle-dots viewBox={ "0 0 " (puzzles * 20) " 20" } width={ (puzzles) "em" } height="1em" aria-hidden="true" {
            @for (index, puzzle) in cx.params.puzzles.iter().enumerate() {
                circle.lit[progress.solved.contains(&puzzle.id)] cx=(index * 20 + 10) cy="10" r="7.5" {}
            }
        }
    }
}
