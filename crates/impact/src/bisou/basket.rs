//! Requests taken together, and what draws say of their sum.

use serde::Serialize;

use super::draws::{Draws, Units};
use super::quantiles::quantiles;
use super::space::Space;
use crate::check::Request;
use crate::fault::Fault;
use crate::impacts::{End, Estimate, between};
use crate::input::Requests;
use crate::interval::Interval;
use crate::unit::{Carbon, Energy, Factor, Minerals, PrimaryEnergy, Quantity, Water};

/// Requests whose impacts are added: a week, of several kinds. What is assumed is the same for all of them in each draw,
/// as it is the same machines that answer; so doubts of the parts do not cancel each other out in the sum.
#[derive(Clone, Debug)]
pub struct Basket<'q> {
    /// Each with how many of it there are; an average may be a fraction.
    items: Vec<(Space<'q>, f64)>,
}

/// What draws say of a quantity.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread<Q> {
    low: Q,
    central: Q,
    high: Q,
}

impl<Q: Quantity> Spread<Q> {
    /// One draw in twenty is below.
    pub const fn low(self) -> Q {
        self.low
    }

    /// The median: half of the draws are below.
    pub const fn central(self) -> Q {
        self.central
    }

    /// One draw in twenty is above.
    pub const fn high(self) -> Q {
        self.high
    }

    /// From 5 % to 95 %.
    pub fn range(self) -> Interval<Q> {
        Interval::ordered(self.low, self.high)
    }

    /// Low, median and high in a unit.
    pub fn three(self, unit: fn(Q) -> f64) -> [f64; 3] {
        [self.low, self.central, self.high].map(unit)
    }

    fn times(self, times: f64) -> Self {
        let by = |end: Q| Q::of(end.value() * times);
        Self { low: by(self.low), central: by(self.central), high: by(self.high) }
    }
}

/// `[low, high]`: the central value stands apart, where the reference has none.
impl<Q: Quantity + Serialize> Serialize for Spread<Q> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.range().serialize(serializer)
    }
}

/// The five impacts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spreads {
    /// Electricity.
    pub energy: Spread<Energy>,
    /// Greenhouse gases.
    pub gwp: Spread<Carbon>,
    /// Minerals and metals.
    pub adpe: Spread<Minerals>,
    /// Primary energy.
    pub pe: Spread<PrimaryEnergy>,
    /// Water consumed.
    pub wcf: Spread<Water>,
}

/// What making the hardware has cost, for the time it was in use.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MadeSpread {
    /// Greenhouse gases.
    pub gwp: Spread<Carbon>,
    /// Minerals and metals.
    pub adpe: Spread<Minerals>,
    /// Primary energy.
    pub pe: Spread<PrimaryEnergy>,
}

/// The five medians.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Centre {
    /// Electricity.
    pub energy: Energy,
    /// Greenhouse gases.
    pub gwp: Carbon,
    /// Minerals and metals.
    pub adpe: Minerals,
    /// Primary energy.
    pub pe: PrimaryEnergy,
    /// Water consumed.
    pub wcf: Water,
}

/// What method `bisou` says.
///
/// Invariant: each range lies within the hull. A total's range is not the sum of the ranges of its parts: both parts are
/// seldom low, or high, at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// All of it.
    pub total: Spreads,
    /// While it runs.
    pub usage: Spreads,
    /// Of making the hardware; that of images is not known.
    pub embodied: MadeSpread,
    /// All low ends together, and all high ones: it can hardly lie outside.
    pub hull: Estimate,
    /// How it was drawn.
    pub draws: Draws,
}

impl Outcome {
    /// The medians of the total.
    pub const fn centre(&self) -> Centre {
        let total = &self.total;
        Centre {
            energy: total.energy.central,
            gwp: total.gwp.central,
            adpe: total.adpe.central,
            pe: total.pe.central,
            wcf: total.wcf.central,
        }
    }

    /// So many times the same: a class, a year. What is assumed is assumed of all of them at once.
    #[must_use]
    pub fn repeated(&self, times: Requests) -> Self {
        self.times(times.get())
    }

    /// What is too large to be told is a fault.
    pub(super) fn check(&self) -> Result<(), Fault> {
        if self.hull.is_finite() { Ok(()) } else { Err(crate::check::overflow()) }
    }

    pub(super) fn times(&self, by: f64) -> Self {
        let all = |one: &Spreads| Spreads {
            energy: one.energy.times(by),
            gwp: one.gwp.times(by),
            adpe: one.adpe.times(by),
            pe: one.pe.times(by),
            wcf: one.wcf.times(by),
        };
        let made = &self.embodied;
        Self {
            total: all(&self.total),
            usage: all(&self.usage),
            embodied: MadeSpread {
                gwp: made.gwp.times(by),
                adpe: made.adpe.times(by),
                pe: made.pe.times(by),
            },
            hull: self.hull.times(Factor::from_times(by)),
            draws: self.draws,
        }
    }
}

impl<'q> Basket<'q> {
    /// One request, or as many as it says.
    pub fn of(request: &'q Request<'q>) -> Self {
        Self::of_all([(request, Factor::from_times(1.0))])
    }

    /// So many times each of these; none is nothing.
    pub fn of_all(requests: impl IntoIterator<Item = (&'q Request<'q>, Factor)>) -> Self {
        let item = |(request, factor): (_, Factor)| {
            let (tokens, times) = Space::part_of(request);
            (Space::asking(request, tokens), times * factor.times())
        };
        Self { items: requests.into_iter().map(item).collect() }
    }

    /// What is asked, each once.
    pub(super) fn spaces(&self) -> impl Iterator<Item = &Space<'q>> {
        self.items.iter().map(|(space, _)| space)
    }

    /// What draws say, and the hull. A result that is too large to be told is a fault.
    pub fn outcome(&self, draws: Draws) -> Result<Outcome, Fault> {
        let outcome = match &*self.items {
            [(part, times)] => part.outcome(draws).times(*times),
            _ => drawn(draws, self.hull(), |units| self.sum(|space| space.at(&space.drawn(units)))),
        };
        outcome.check().map(|()| outcome)
    }

    /// The exact ends: no assumption within its own ends leads out of them.
    pub fn hull(&self) -> Estimate {
        let corner = |most| self.sum(|space| space.at(&space.corner(most)));
        between(&corner(false), &corner(true))
    }

    /// The impacts of all requests.
    pub(super) fn sum(&self, one: impl Fn(&Space<'q>) -> End) -> End {
        let times = |(space, times): &(Space<'q>, f64)| one(space).times(*times);
        self.items.iter().map(times).reduce(|all, end| all.and(&end)).unwrap_or(End::NOTHING)
    }
}

impl Space<'_> {
    /// What draws say of one such request.
    pub(super) fn outcome(&self, draws: Draws) -> Outcome {
        drawn(draws, self.hull(), |units| self.at(&self.drawn(units)))
    }
}

/// What comes of each draw, taken together.
fn drawn(draws: Draws, hull: Estimate, end: impl Fn(&Units) -> End) -> Outcome {
    let mut ends = Vec::with_capacity(draws.number() as usize);
    draws.each(|units| ends.push(end(units)));
    together(draws, hull, &ends)
}

/// What the ends say, one of each draw.
pub(super) fn together(draws: Draws, hull: Estimate, ends: &[End]) -> Outcome {
    let mut series = Series { ends, numbers: Vec::with_capacity(ends.len()), ordered: Vec::new() };
    let usage = Spreads {
        energy: series.spread(|end| end.energy),
        gwp: series.spread(|end| end.gwp),
        adpe: series.spread(|end| end.adpe),
        pe: series.spread(|end| end.pe),
        wcf: series.spread(|end| end.wcf),
    };
    let total = Spreads {
        gwp: series.spread(|end| end.gwp + end.embodied.gwp),
        adpe: series.spread(|end| end.adpe + end.embodied.adpe),
        pe: series.spread(|end| end.pe + end.embodied.pe),
        ..usage
    };
    let embodied = MadeSpread {
        gwp: series.spread(|end| end.embodied.gwp),
        adpe: series.spread(|end| end.embodied.adpe),
        pe: series.spread(|end| end.embodied.pe),
    };
    Outcome { total, usage, embodied, hull, draws }
}

/// Looks at one quantity of all ends after the other.
struct Series<'e> {
    ends: &'e [End],
    numbers: Vec<f64>,
    ordered: Vec<u64>,
}

impl Series<'_> {
    fn spread<Q: Quantity>(&mut self, of: impl Fn(&End) -> Q) -> Spread<Q> {
        self.numbers.clear();
        self.numbers.extend(self.ends.iter().map(|end| of(end).value()));
        spread(quantiles(&self.numbers, &mut self.ordered))
    }
}

pub(super) fn spread<Q: Quantity>([low, central, high]: [f64; 3]) -> Spread<Q> {
    Spread { low: Q::of(low), central: Q::of(central), high: Q::of(high) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Kind, Question, Received, Value};
    use crate::data::Catalogue;
    use crate::field::Field;

    /// Numbers by chance (`xorshift64*`: Marsaglia, 2003, Vigna, 2016), which the draws are compared with.
    fn by_chance(space: &Space<'_>, number: u32, mut state: u64) -> Outcome {
        let mut unit = || {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
        };
        let ends: Vec<_> = (0..number)
            .map(|_| {
                let units: Units = std::array::from_fn(|_| unit());
                space.at(&space.drawn(&units))
            })
            .collect();
        together(Draws::DEFAULT, space.hull(), &ends)
    }

    #[test]
    fn few_draws_say_more_than_as_many_by_chance() {
        let mut asked = Received::default();
        asked.put(Field::Model, Value::Text("gpt-4o".into()));
        asked.put(Field::OutputTokens, Value::Number(400.0));
        let Question::Request(request) = Question::check(Catalogue::embedded(), Kind::Known, asked).unwrap()
        else {
            unreachable!()
        };
        let space = Space::of(&request);
        let all = |outcome: Outcome| {
            let total = outcome.total;
            [
                total.energy.three(Quantity::value),
                total.gwp.three(Quantity::value),
                total.adpe.three(Quantity::value),
                total.pe.three(Quantity::value),
                total.wcf.three(Quantity::value),
            ]
        };
        let many = all(space.outcome(Draws::new(1 << 18, 1).unwrap()));
        // How far off, over all impacts and some seeds: the ends, and the medians.
        let off = |told: &dyn Fn(u64) -> Outcome| {
            let (mut ends, mut medians) = (0.0_f64, 0.0_f64);
            for (told, many) in (1..=60).flat_map(|seed| all(told(seed)).into_iter().zip(many)) {
                let apart = |place: usize| (told[place] / many[place] - 1.0).powi(2);
                ends += apart(0) + apart(2);
                medians += apart(1);
            }
            ((ends / 600.0).sqrt(), (medians / 300.0).sqrt())
        };
        let few = off(&|seed| space.outcome(Draws::new(Draws::FEW.number(), seed).unwrap()));
        let chance = off(&|seed| by_chance(&space, Draws::FEW.number(), seed * 7919));
        assert!(few.0 < 0.9 * chance.0 && few.1 < 0.7 * chance.1, "{few:?} {chance:?}");
        assert!(few.0 < 0.065 && few.1 < 0.03, "{few:?}");
    }
}
