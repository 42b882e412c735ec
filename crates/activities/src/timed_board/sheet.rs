//! Cards as everybody may see them, and whose they are.

use std::cmp::Reverse;

use texts::t;
use workshop::{GroupNo, Loaded, Text, Visibility};

use super::rules::{Answer, TimedBoard, Turn};
use crate::View;
use crate::kind::Cx;
use crate::parts::groups;

/// A card with what has become of it.
pub(crate) struct Card<'a> {
    pub text: Text<'a>,
    /// Where it stands: where the facilitator moved it, else where its group put it.
    pub column: Option<u16>,
    /// The cards that were merged into it.
    pub parts: Vec<Text<'a>>,
}

impl Card<'_> {
    pub(crate) fn words(&self) -> &str {
        &self.text.item.text
    }

    pub(crate) fn group(&self) -> Option<GroupNo> {
        self.text.item.owner.group()
    }

    pub(crate) fn is_lit(&self) -> bool {
        self.text.handling.highlighted
    }
}

/// All cards that everybody may see, in the order of the groups and their sheets.
pub(crate) fn cards<'a>(cx: &Cx<'a, TimedBoard>) -> Vec<Card<'a>> {
    let mut cards: Vec<Card<'a>> = cx.shown().into_iter().map(|text| card(cx, text)).collect();
    cards.sort_by_key(|card| (card.group(), card.text.item.key.clone()));
    cards
}

/// The same, those that stand out first, then those with the most votes.
pub(crate) fn ranked<'a>(cx: &Cx<'a, TimedBoard>) -> Vec<Card<'a>> {
    let mut cards = cards(cx);
    cards.sort_by_key(|card| Reverse((card.is_lit(), card.text.votes)));
    cards
}

fn card<'a>(cx: &Cx<'a, TimedBoard>, text: Text<'a>) -> Card<'a> {
    let written = cx.round().answer(text.item.owner, &text.item.key);
    let written = written.and_then(|answer| match Loaded::<TimedBoard>::parse(&answer.value) {
        Answer::Card { column, .. } => column,
        Answer::Note { .. } => None,
    });
    let known = |column: &u16| usize::from(*column) < cx.params.columns.len();
    let is_part = |part: &Text<'_>| {
        part.handling.into == Some(text.id) && cx.state.visibility(part.id, part.item) == Visibility::Merged
    };
    Card {
        text,
        column: text.handling.column.or(written).filter(known),
        parts: cx.state.texts(Some(cx.step)).into_iter().filter(is_part).collect(),
    }
}

/// The columns of the board, each with its cards; first those that stand in none.
pub(crate) fn columns<'a>(
    cx: &Cx<'a, TimedBoard>,
    cards: Vec<Card<'a>>,
) -> Vec<(Option<&'a str>, Vec<Card<'a>>)> {
    let names = cx.params.columns.iter().map(|name| Some(name.as_str()));
    let mut all: Vec<_> = std::iter::once(None).chain(names).map(|name| (name, vec![])).collect();
    for card in cards {
        let at = card.column.map_or(0, |column| usize::from(column) + 1);
        all[at].1.push(card);
    }
    if all[0].1.is_empty() && all.len() > 1 {
        all.remove(0);
    }
    all
}

/// What a group is called; the whole room while it is not divided.
pub(crate) fn name(view: &View<'_>, group: GroupNo) -> String {
    let Some(all) = &view.state.groups else { return t!(view.texts, "board-whole-room").into_owned() };
    let known = all.get(group).map(|one| groups::name(view.texts, group, one));
    // A card may be of a group that there was before the room was divided anew.
    known.unwrap_or_else(|| t!(view.texts, "group-n", n = u32::from(group.0) + 1))
}

/// The stretch that is on.
pub(crate) fn turn<'a>(cx: &Cx<'a, TimedBoard>) -> Option<Turn<'a>> {
    cx.params.turn(cx.step_state().stretch, cx.state.group_count())
}
