//! The people who answered at both moments, side by side. Nobody is named: a seat leads from one answer to the other, and is
//! forgotten.

use std::collections::BTreeMap;

use workshop::{Json, Loaded, SeatNo};

use super::gain::{FEWEST, Gain, Pair};
use super::rules::{Answer, Check, Moment, Question};
use crate::View;
use crate::kind::Cx;

/// Both moments of a class.
pub(super) struct Paired {
    /// Before and after, of each person who answered twice.
    pairs: Vec<(Answer, Answer)>,
    /// How many answered before and not after.
    pub before_only: usize,
    /// How many answered after and not before.
    pub after_only: usize,
}

/// The step that asked first; none when this is the first.
pub(super) fn first(cx: &Cx<'_, Check>) -> Option<usize> {
    let Moment::After { before } = &cx.params.moment else { return None };
    let step = cx.workshop.position(before)?;
    cx.workshop.rules(step).as_any().is::<Loaded<Check>>().then_some(step)
}

/// What the person answered before, when the page is theirs.
pub(super) fn mine_before(cx: &Cx<'_, Check>) -> Option<Answer> {
    cx.answer_of(first(cx)?).map(Loaded::<Check>::parse)
}

impl Paired {
    /// The pairs of the step and of the one that asked first.
    pub(super) fn of(cx: &Cx<'_, Check>) -> Option<Self> {
        let before = answers(cx, first(cx)?);
        let after = answers(cx, cx.step);
        let twice = before.iter().filter_map(|(seat, before)| Some((*before, *after.get(seat)?)));
        let pairs: Vec<_> = twice
            .map(|(before, after)| (Loaded::<Check>::parse(before), Loaded::<Check>::parse(after)))
            .collect();
        let (before_only, after_only) = (before.len() - pairs.len(), after.len() - pairs.len());
        Some(Self { pairs, before_only, after_only })
    }

    /// How many people answered twice.
    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// So few that one person could be seen in what is shown.
    pub(super) fn is_few(&self) -> bool {
        self.len() < FEWEST
    }

    /// How many chose each letter, before and after.
    pub(super) fn counts(&self, question: &Question) -> [[u32; 4]; 2] {
        let mut counts = [[0; 4]; 2];
        for (before, after) in &self.pairs {
            for (counts, answer) in counts.iter_mut().zip([before, after]) {
                if let Some(choice) = answer.answers.get(&question.id) {
                    counts[choice.index()] += 1;
                }
            }
        }
        counts
    }

    /// What the class has gained over these questions; none when there is no pair.
    pub(super) fn gain(&self, questions: &[Question]) -> Option<Gain> {
        let right = |answer: &Answer| {
            let right = questions.iter().filter(|one| answer.answers.get(&one.id) == Some(&one.answer));
            right.count() as u32
        };
        let pairs: Vec<Pair> = self
            .pairs
            .iter()
            .map(|(before, after)| Pair { before: right(before), after: right(after) })
            .collect();
        Gain::of(&pairs, questions.len() as u32)
    }
}

/// The answers in time to a step, one a person.
fn answers<'a>(view: &View<'a>, step: usize) -> BTreeMap<SeatNo, &'a Json> {
    let round = view.state.steps[step].round();
    let of_seat =
        round.answers.iter().filter_map(|((owner, _), answer)| Some((owner.seat()?, &answer.value)));
    of_seat.collect()
}
