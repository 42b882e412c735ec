//! A second vote held against the first: who moved what, from where to where.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use workshop::{Loaded, Owner, Round};

use super::views::Placing;
use super::{Card, Placed};
use crate::View;

/// A card that went from one place to another.
pub(crate) struct Move<'a, P> {
    /// Which card.
    pub card: &'a Card<P>,
    /// Where it was.
    pub from: P,
    /// Where it is.
    pub to: P,
    /// Who moved it: people, or groups.
    pub who: Vec<Owner>,
}

/// What changed from one vote to the next, among those who took part in both.
pub(crate) struct Change<'a, P> {
    /// Most people first.
    pub moves: Vec<Move<'a, P>>,
    /// Who took part in both.
    pub both: usize,
    /// Who of them moved anything.
    pub moved: usize,
}

impl<P> Change<'_, P> {
    /// All moves of all people.
    pub fn count(&self) -> usize {
        self.moves.iter().map(|one| one.who.len()).sum()
    }
}

/// The present vote held against the one before; none in the first.
pub(crate) fn change<'a, A: Placing>(
    view: &View<'_>,
    cards: &'a [Card<A::Place>],
) -> Option<Change<'a, A::Place>> {
    let [.., before, now] = &view.step_state().rounds[..] else { return None };
    Some(between::<A>(before, now, cards))
}

fn between<'a, A: Placing>(before: &Round, now: &Round, cards: &'a [Card<A::Place>]) -> Change<'a, A::Place> {
    let parsed = |answer: &workshop::Answer| -> Placed<A::Place> { Loaded::<A>::parse(&answer.value) };
    let pairs = now.answers.iter().filter_map(|(owner, answer)| {
        let old = before.answers.get(owner)?;
        Some((owner.0, parsed(old), parsed(answer)))
    });
    let mut who: BTreeMap<(usize, A::Place, A::Place), Vec<Owner>> = BTreeMap::new();
    let (mut both, mut moved) = (0, 0);
    for (owner, old, new) in pairs {
        let changed = moved_by(&old, &new, cards);
        both += 1;
        moved += usize::from(!changed.is_empty());
        changed.into_iter().for_each(|one| who.entry(one).or_default().push(owner));
    }
    let named = who.into_iter().map(|((card, from, to), who)| Move { card: &cards[card], from, to, who });
    let mut moves: Vec<_> = named.collect();
    moves.sort_by_key(|one| Reverse(one.who.len()));
    Change { moves, both, moved }
}

/// What one person moved: card, from, to. A card that was placed only once was not moved.
fn moved_by<P: super::Place>(old: &Placed<P>, new: &Placed<P>, cards: &[Card<P>]) -> Vec<(usize, P, P)> {
    let pairs = cards.iter().enumerate().filter_map(|(index, card)| {
        let (from, to) = (old.placements.get(&card.id)?, new.placements.get(&card.id)?);
        (from != to).then_some((index, *from, *to))
    });
    pairs.collect()
}
