//! Points by team, for questions that give them: what matters is the share of a team that is right, not how fast it is.

use std::cmp::Reverse;

use maud::{Markup, html};
use texts::t;
use workshop::{GroupNo, Loaded, Owner, Phase, Round, members};

use super::rules::{Answer, Quiz};
use crate::kind::Cx;
use crate::parts::groups;
use crate::{TableRow, View};

/// Points of a question that all of a team answer right.
const FULL: f64 = 10.0;
/// The ranking names so many teams: the first ones, never the last.
const SHOWN: usize = 3;

/// A team and its points over all revealed questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub group: GroupNo,
    pub points: u32,
}

/// The points of each team with people in it, the best first. Empty when the room is not in groups.
pub(crate) fn scores(view: &View<'_>) -> Vec<Score> {
    let Some(all) = &view.state.groups else { return vec![] };
    let people = |group| members(&view.state.seats, group);
    let teams = all.numbered().map(|(number, _)| number).filter(|&group| people(group) > 0);
    let mut scores: Vec<Score> = teams
        .map(|group| {
            let shares = questions(view).map(|(quiz, round)| right(view, quiz, round, group) as f64);
            let points = shares.map(|right| FULL * right / people(group) as f64).sum::<f64>();
            Score { group, points: points.round() as u32 }
        })
        .collect();
    scores.sort_by_key(|score| (Reverse(score.points), score.group));
    scores
}

/// The questions that give points and whose answers the room has seen, each with its present vote.
fn questions<'a>(view: &'a View<'_>) -> impl Iterator<Item = (&'a Loaded<Quiz>, &'a Round)> {
    view.state.steps.iter().enumerate().filter(|(_, step)| step.phase == Phase::Revealed).filter_map(
        |(index, step)| {
            let quiz = view.workshop.rules(index).as_any().downcast_ref::<Loaded<Quiz>>()?;
            quiz.params.points.then(|| (quiz, step.round()))
        },
    )
}

/// How many of a team were right.
fn right(view: &View<'_>, quiz: &Loaded<Quiz>, round: &Round, group: GroupNo) -> usize {
    let of_team =
        |owner: Owner| owner.seat().is_some_and(|seat| view.state.seats[seat.index()].group == Some(group));
    let own = round.answers.iter().filter(|((owner, _), _)| of_team(*owner));
    own.filter(|(_, answer)| {
        let Answer { choices } = Loaded::<Quiz>::parse(&answer.value);
        choices == quiz.params.answers
    })
    .count()
}

/// The first teams with their points, for everybody to see.
pub(crate) fn ranking(view: &View<'_>) -> Markup {
    let scores = scores(view);
    let Some(all) = view.state.groups.as_ref().filter(|_| !scores.is_empty()) else { return html! {} };
    // Who has as many points as the third is not left out.
    let bar = scores.get(SHOWN - 1).map_or(0, |third| third.points);
    let shown = scores.iter().filter(|score| score.points >= bar && score.points > 0).take(2 * SHOWN);
    html! {
        section.teams {
            h2 { (t!(view.texts, "teams")) }
            ol { @for score in shown {
                li { b { (name(view, all, score.group)) } " " (t!(view.texts, "team-points", n = score.points)) }
            } }
        }
    }
}

/// The points of all teams as rows of the report.
pub(crate) fn rows(cx: &Cx<'_, Quiz>) -> Vec<TableRow> {
    let Some(all) = cx.state.groups.as_ref().filter(|_| cx.params.points) else { return vec![] };
    let row = |score: Score| TableRow {
        label: name(cx, all, score.group),
        value: f64::from(score.points),
        unit: "points".into(),
        right: None,
    };
    scores(cx).into_iter().map(row).collect()
}

/// A team by its name.
pub(crate) fn name(view: &View<'_>, all: &workshop::Groups, group: GroupNo) -> String {
    all.get(group).map(|one| groups::name(view.texts, group, one)).unwrap_or_default()
}
