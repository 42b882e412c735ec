//! What moves a result: one assumption at a time from its low end to its high one, and each one's share of the whole doubt.

use serde::{Serialize, Serializer};

use super::assumption::{Assumption, Assumptions, Basis, Choice};
use super::basket::Basket;
use super::draws::Draws;
use crate::impacts::{End, Impacts};
use crate::interval::Interval;
use crate::unit::Quantity;

/// One of the five impacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Indicator {
    /// Electricity.
    Energy,
    /// Greenhouse gases.
    Gwp,
    /// Minerals and metals.
    Adpe,
    /// Primary energy.
    Pe,
    /// Water consumed.
    Wcf,
}

impl Indicator {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Energy, Self::Gwp, Self::Adpe, Self::Pe, Self::Wcf];

    /// The number of it, in its own unit, making included.
    pub(super) fn of(self, end: &End) -> f64 {
        let made = &end.embodied;
        match self {
            Self::Energy => end.energy.value(),
            Self::Gwp => (end.gwp + made.gwp).value(),
            Self::Adpe => (end.adpe + made.adpe).value(),
            Self::Pe => (end.pe + made.pe).value(),
            Self::Wcf => end.wcf.value(),
        }
    }
}

/// What is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Something that is not known.
    Assumed(Assumption),
    /// Something that is chosen.
    Chosen(Choice),
}

impl Subject {
    /// Its id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Assumed(assumption) => assumption.id(),
            Self::Chosen(choice) => choice.id(),
        }
    }

    /// What it is, in French.
    pub fn label_fr(self) -> &'static str {
        match self {
            Self::Assumed(one) => &Assumptions::embedded().get(one).label_fr,
            Self::Chosen(one) => &Assumptions::embedded().choice(one).label_fr,
        }
    }

    /// What it is, in English.
    pub fn label_en(self) -> &'static str {
        match self {
            Self::Assumed(one) => &Assumptions::embedded().get(one).label_en,
            Self::Chosen(one) => &Assumptions::embedded().choice(one).label_en,
        }
    }

    /// Whether nobody publishes it.
    pub fn is_unpublished(self) -> bool {
        matches!(self, Self::Assumed(one) if Assumptions::embedded().get(one).basis == Basis::Assumed)
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// A part of the variance of all draws, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Share(f64);

impl Share {
    /// Of 100.
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }
}

/// The impacts with one thing moved from end to end, all others at their central value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Swing {
    /// What is moved.
    pub subject: Subject,
    /// From where the impacts are least to where they are most, in the unit of the assumption; of a choice, how many times
    /// as long, or kg CO2e a kWh; of the size, from 0 (the least it is guessed to be) to 1.
    pub ends: [f64; 2],
    /// The least and the most.
    #[serde(flatten)]
    pub impacts: Impacts,
    /// Its first-order share of the variance of each impact, in the order of [`Indicator::ALL`]; none of a choice, nor where
    /// nothing was drawn.
    pub shares: Option<[Share; 5]>,
}

impl Swing {
    /// The least and the most of one impact, in its own unit.
    fn ends(&self, indicator: Indicator) -> (f64, f64) {
        fn both<Q: Quantity>(interval: Interval<Q>) -> (f64, f64) {
            (interval.low().value(), interval.high().value())
        }
        match indicator {
            Indicator::Energy => both(self.impacts.energy),
            Indicator::Gwp => both(self.impacts.gwp),
            Indicator::Adpe => both(self.impacts.adpe),
            Indicator::Pe => both(self.impacts.pe),
            Indicator::Wcf => both(self.impacts.wcf),
        }
    }

    /// How far one impact moves, in its own unit.
    fn width(&self, indicator: Indicator) -> f64 {
        let (low, high) = self.ends(indicator);
        high - low
    }

    /// The most over the least of one impact; 1 where it does not move.
    pub fn factor(&self, indicator: Indicator) -> f64 {
        let (low, high) = self.ends(indicator);
        if low > 0.0 { high / low } else { f64::INFINITY }
    }
}

/// What moves a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitivity {
    /// All at their central values.
    pub base: Impacts,
    /// One for each assumption that is not fixed, and for each choice; the widest in greenhouse gases first.
    pub swings: Vec<Swing>,
}

/// Draws are sorted into as many classes of an assumption, at most.
const CLASSES: usize = 40;

impl Basket<'_> {
    /// Moves one thing at a time. Nothing is drawn.
    pub fn moves(&self) -> Sensitivity {
        self.swings(|_| None)
    }

    /// Moves one thing at a time, and divides the variance of the draws among the assumptions.
    pub fn sensitivity(&self, draws: Draws) -> Sensitivity {
        let shares = self.shares(draws);
        self.swings(|one| Some(shares[one as usize]))
    }

    fn swings(&self, shares: impl Fn(Assumption) -> Option<[Share; 5]>) -> Sensitivity {
        let base = self.sum(|space| space.at(&space.central()));
        let free = Assumption::ALL
            .into_iter()
            .filter(|one| self.spaces().any(|space| space.freedom(*one).is_free()));
        let assumed = free.map(|one| self.swing(one, shares(one)));
        let mut swings: Vec<_> = assumed.chain(Choice::ALL.map(|choice| self.choice(choice))).collect();
        swings.sort_by(|one, other| other.width(Indicator::Gwp).total_cmp(&one.width(Indicator::Gwp)));
        Sensitivity { base: impacts(&base, &base), swings }
    }

    fn swing(&self, one: Assumption, shares: Option<[Share; 5]>) -> Swing {
        let place = one as usize;
        let at = |most: bool| {
            self.sum(|space| {
                let mut values = space.central();
                values[place] = space.corner(most)[place];
                space.at(&values)
            })
        };
        let end = |most: bool| self.spaces().next().map_or(0.0, |space| space.corner(most)[place]);
        Swing {
            subject: Subject::Assumed(one),
            ends: [end(false), end(true)],
            impacts: impacts(&at(false), &at(true)),
            shares,
        }
    }

    fn choice(&self, choice: Choice) -> Swing {
        let chosen = Assumptions::embedded().choice(choice);
        let at = |value| self.sum(|space| space.chosen(&space.central(), choice, value));
        Swing {
            subject: Subject::Chosen(choice),
            ends: [chosen.low, chosen.high],
            impacts: impacts(&at(chosen.low), &at(chosen.high)),
            shares: None,
        }
    }

    /// First-order shares: the variance, over classes of one assumption, of the mean in each class (the correlation ratio
    /// of Pearson, which estimates Sobol's first index from any draws). Few draws make few classes, so that a mean is never
    /// one of a handful.
    fn shares(&self, draws: Draws) -> [[Share; 5]; Assumption::COUNT] {
        let mut classes = vec![[([0.0_f64; 5], 0_u32); CLASSES]; Assumption::COUNT];
        // An even number: one of two values is the middle of none.
        let fine = ((f64::from(draws.number()).sqrt() / 4.0) as usize * 2).clamp(2, CLASSES);
        let (mut sums, mut squares) = ([0.0_f64; 5], [0.0_f64; 5]);
        // Near the middle, so that squares of deviations lose nothing.
        let middle = self.sum(|space| space.at(&space.drawn(&[0.5; Assumption::COUNT])));
        draws.each(|units| {
            let end = self.sum(|space| space.at(&space.drawn(units)));
            let numbers = Indicator::ALL.map(|indicator| indicator.of(&end) - indicator.of(&middle));
            for (place, number) in numbers.into_iter().enumerate() {
                sums[place] += number;
                squares[place] += number * number;
            }
            for (unit, class) in units.iter().zip(&mut classes) {
                let (total, count) = &mut class[((unit * fine as f64) as usize).min(fine - 1)];
                total.iter_mut().zip(numbers).for_each(|(total, number)| *total += number);
                *count += 1;
            }
        });
        let number = f64::from(draws.number());
        let share = |class: &[([f64; 5], u32); CLASSES], place: usize| {
            let mean = sums[place] / number;
            let variance = squares[place] / number - mean * mean;
            let between: f64 = class
                .iter()
                .filter(|(_, count)| *count > 0)
                .map(|(total, count)| {
                    let apart = total[place] / f64::from(*count) - mean;
                    f64::from(*count) / number * apart * apart
                })
                .sum();
            if variance <= 0.0 {
                return Share(0.0);
            }
            Share((between / variance).clamp(0.0, 1.0))
        };
        let free = |one: Assumption| self.spaces().any(|space| space.freedom(one).is_free());
        std::array::from_fn(|one| {
            let assumption = Assumption::ALL[one];
            std::array::from_fn(
                |place| {
                    if free(assumption) { share(&classes[one], place) } else { Share(0.0) }
                },
            )
        })
    }
}

/// Ends that are in order, since nothing falls where it should rise.
fn impacts(low: &End, high: &End) -> Impacts {
    let both =
        |end: &End| (end.gwp + end.embodied.gwp, end.adpe + end.embodied.adpe, end.pe + end.embodied.pe);
    let ((low_gwp, low_adpe, low_pe), (high_gwp, high_adpe, high_pe)) = (both(low), both(high));
    Impacts {
        energy: Interval::ordered(low.energy, high.energy),
        gwp: Interval::ordered(low_gwp, high_gwp),
        adpe: Interval::ordered(low_adpe, high_adpe),
        pe: Interval::ordered(low_pe, high_pe),
        wcf: Interval::ordered(low.wcf, high.wcf),
    }
}

impl Sensitivity {
    /// The swings that move one impact, the widest first.
    pub fn widest(&self, indicator: Indicator) -> Vec<&Swing> {
        let mut swings: Vec<_> = self.swings.iter().filter(|swing| swing.width(indicator) > 0.0).collect();
        swings.sort_by(|one, other| other.width(indicator).total_cmp(&one.width(indicator)));
        swings
    }

    /// « Ce qui compte le plus : …, que personne ne publie ; puis …, puis …. »: so many things, at least one.
    pub fn french(&self, indicator: Indicator, told: usize) -> String {
        self.sentence(indicator, told, Subject::label_fr, &FRENCH)
    }

    /// "What counts most: …, which nobody publishes; then …, then …."
    pub fn english(&self, indicator: Indicator, told: usize) -> String {
        self.sentence(indicator, told, Subject::label_en, &ENGLISH)
    }

    fn sentence(
        &self,
        indicator: Indicator,
        told: usize,
        label: fn(Subject) -> &'static str,
        words: &Words,
    ) -> String {
        let widest = self.widest(indicator);
        let Some((first, others)) = widest.split_first() else { return words.nothing.to_owned() };
        let mut sentence = format!("{}{}", words.most, label(first.subject));
        if first.subject.is_unpublished() {
            sentence.push_str(words.unpublished);
        }
        for (place, swing) in others.iter().take(told.saturating_sub(1)).enumerate() {
            sentence.push_str(words.then[place.min(1)]);
            sentence.push_str(label(swing.subject));
        }
        sentence.push('.');
        sentence
    }
}

/// What stands between the names in the sentence.
struct Words {
    most: &'static str,
    unpublished: &'static str,
    then: [&'static str; 2],
    nothing: &'static str,
}

const FRENCH: Words = Words {
    most: "Ce qui compte le plus\u{202f}: ",
    unpublished: ", que personne ne publie",
    then: ["\u{202f}; puis ", ", puis "],
    nothing: "Rien n’est laissé ouvert\u{202f}: tout est donné.",
};

const ENGLISH: Words = Words {
    most: "What counts most: ",
    unpublished: ", which nobody publishes",
    then: ["; then ", ", then "],
    nothing: "Nothing is left open: all is given.",
};
