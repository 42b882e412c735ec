//! From what was measured to energy, carbon and things that people know; low, central and high at once.
//!
//! How intervals are combined: every quantity here is at least zero, and every result grows with each of its factors (a ratio
//! falls with what it is divided by). So its least value is where all factors are at their low end, its greatest where all
//! are at their high end: this is the exact range of the sum of products, no wider, whatever hangs together with whatever.
//! The central value takes all central ones. The ends are possible, and unlikely: they need everything to be low, or high.

use std::ops::{Add, Mul};

use workshop::Measurement;

/// Low, central and high of something that is not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Interval {
    pub low: f64,
    pub central: f64,
    pub high: f64,
}

impl Interval {
    /// Three values in any order around the central one.
    pub fn around(central: f64, ends: [f64; 2]) -> Self {
        let [one, other] = ends;
        Self { low: central.min(one).min(other), central, high: central.max(one).max(other) }
    }

    /// A value without doubt.
    pub fn exactly(value: f64) -> Self {
        Self { low: value, central: value, high: value }
    }

    /// The same in a unit that is `unit` times as large.
    pub fn per(self, unit: f64) -> Self {
        Self { low: self.low / unit, central: self.central / unit, high: self.high / unit }
    }

    /// How many times `one` goes into it: least when `one` is greatest.
    pub fn over(self, one: Self) -> Self {
        Self { low: self.low / one.high, central: self.central / one.central, high: self.high / one.low }
    }

    /// As it is written.
    pub fn spread(self) -> [f64; 3] {
        [self.low, self.central, self.high]
    }
}

impl Add for Interval {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            central: self.central + other.central,
            high: self.high + other.high,
        }
    }
}

impl Mul for Interval {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self {
            low: self.low * other.low,
            central: self.central * other.central,
            high: self.high * other.high,
        }
    }
}

/// Power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Watts(pub Interval);

/// Energy.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct WattHours(pub Interval);

/// Warming, as so much carbon dioxide.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct GramsCo2e(pub Interval);

/// What a kilowatt-hour of the grid costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GramsCo2ePerKilowattHour(pub Interval);

/// What a kilometre costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GramsCo2ePerKilometre(pub Interval);

/// A way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Kilometres(pub Interval);

impl Watts {
    pub fn during_hours(self, hours: f64) -> WattHours {
        WattHours(self.0 * Interval::exactly(hours))
    }
}

impl Add for WattHours {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl WattHours {
    /// The carbon of so much electricity.
    pub fn carbon(self, grid: GramsCo2ePerKilowattHour) -> GramsCo2e {
        GramsCo2e(self.0.per(1000.0) * grid.0)
    }
}

impl GramsCo2e {
    /// The same for so many.
    pub fn times(self, count: f64) -> Self {
        Self(self.0 * Interval::exactly(count))
    }

    /// As far as one comes for as much.
    pub fn way(self, car: GramsCo2ePerKilometre) -> Kilometres {
        Kilometres(self.0.over(car.0))
    }
}

/// Published values that turn what was measured into energy and carbon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Factors {
    /// One core that works.
    pub core: Watts,
    /// One phone with its screen on.
    pub phone: Watts,
    /// The projector.
    pub projector: Watts,
    /// The laptop that serves the room.
    pub laptop: Watts,
    /// The room's access point.
    pub access_point: Watts,
    /// The electricity.
    pub grid: GramsCo2ePerKilowattHour,
    /// One e-mail with slides.
    pub email: GramsCo2e,
    /// A car.
    pub car: GramsCo2ePerKilometre,
}

/// A part of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Server,
    AccessPoint,
    Phones,
    Laptop,
    Projector,
}

impl Part {
    /// The end of the names of its texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::AccessPoint => "access-point",
            Self::Phones => "phones",
            Self::Laptop => "laptop",
            Self::Projector => "projector",
        }
    }
}

/// What a session has cost.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cost {
    /// By part, in a fixed order.
    pub parts: [(Part, WattHours); 5],
    /// All of it.
    pub energy: WattHours,
    /// The same as carbon.
    pub carbon: GramsCo2e,
    /// An e-mail with slides to each phone.
    pub emails: GramsCo2e,
    /// As far by car.
    pub way: Kilometres,
}

const SECONDS: f64 = 3600.0;
const MILLISECONDS: f64 = 3.6e6;
const MICROJOULES: f64 = 3.6e9;

impl Cost {
    /// What these counts come to.
    pub fn of(measured: &Measurement, factors: &Factors) -> Self {
        let hours = measured.seconds as f64 / SECONDS;
        let parts = [
            (Part::Server, server(measured, factors.core)),
            (Part::AccessPoint, factors.access_point.during_hours(hours)),
            (Part::Phones, factors.phone.during_hours(measured.phone_seconds as f64 / SECONDS)),
            (Part::Laptop, factors.laptop.during_hours(hours)),
            (Part::Projector, factors.projector.during_hours(hours)),
        ];
        let energy = parts.iter().fold(WattHours::default(), |sum, (_, part)| sum + *part);
        let carbon = energy.carbon(factors.grid);
        let emails = factors.email.times(f64::from(measured.phones));
        Self { parts, energy, carbon, emails, way: carbon.way(factors.car) }
    }

    /// The share of a part, 0 to 1, all central.
    pub fn share(&self, part: Part) -> f64 {
        let whole = self.energy.0.central;
        let own = self.parts.iter().filter(|(one, _)| *one == part).map(|(_, energy)| energy.0.central);
        if whole > 0.0 { own.sum::<f64>() / whole } else { 0.0 }
    }

    /// The parts, the largest first.
    pub fn ranking(&self) -> Vec<Part> {
        let mut parts = self.parts.to_vec();
        parts.sort_by(|one, other| other.1.0.central.total_cmp(&one.1.0.central));
        parts.into_iter().map(|(part, _)| part).collect()
    }
}

/// The processor's work for the session: read off its meter while that could be read, else its time by the power of a core.
fn server(measured: &Measurement, core: Watts) -> WattHours {
    let work = measured.share_of_work_uj as f64 / MICROJOULES;
    let capacity = measured.share_of_capacity_uj as f64 / MICROJOULES;
    let metered = WattHours(Interval::around(work, [capacity, work]));
    let unmetered = measured.cpu_ms.saturating_sub(measured.metered_ms) as f64 / MILLISECONDS;
    metered + core.during_hours(unmetered)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn between(low: f64, central: f64, high: f64) -> Interval {
        Interval { low, central, high }
    }

    fn factors() -> Factors {
        Factors {
            core: Watts(between(4.0, 12.0, 24.0)),
            phone: Watts(between(0.5, 1.0, 2.0)),
            projector: Watts(between(100.0, 250.0, 300.0)),
            laptop: Watts(between(15.0, 30.0, 60.0)),
            access_point: Watts(between(5.0, 10.0, 15.0)),
            grid: GramsCo2ePerKilowattHour(between(100.0, 140.0, 150.0)),
            email: GramsCo2e(between(3.0, 4.0, 20.0)),
            car: GramsCo2ePerKilometre(between(100.0, 200.0, 250.0)),
        }
    }

    /// Two hours, twenty phones for one hour and a half each, a minute of one core.
    fn afternoon() -> Measurement {
        Measurement {
            seconds: 7200,
            phones: 20,
            phone_seconds: 20 * 5400,
            cpu_ms: 60_000,
            ..Measurement::default()
        }
    }

    #[test]
    fn an_afternoon_by_hand() {
        let cost = Cost::of(&afternoon(), &factors());
        let parts = cost.parts.map(|(part, energy)| (part.key(), energy.0.spread()));
        let expected = [
            ("server", [4.0 / 60.0, 0.2, 0.4]),
            ("access-point", [10.0, 20.0, 30.0]),
            ("phones", [15.0, 30.0, 60.0]),
            ("laptop", [30.0, 60.0, 120.0]),
            ("projector", [200.0, 500.0, 600.0]),
        ];
        for (part, expected) in parts.iter().zip(&expected) {
            assert_eq!(part.0, expected.0);
            assert!(alike(part.1, expected.1), "{part:?}");
        }
        assert!(alike(cost.energy.0.spread(), [255.0 + 4.0 / 60.0, 610.2, 810.4]), "{:?}", cost.energy);
        assert!(alike(cost.carbon.0.spread(), [25.506_667, 85.428, 121.56]), "{:?}", cost.carbon);
        assert!(alike(cost.emails.0.spread(), [60.0, 80.0, 400.0]), "{:?}", cost.emails);
        assert!(alike(cost.way.0.spread(), [0.102_026_7, 0.427_14, 1.2156]), "{:?}", cost.way);
        assert_eq!(cost.ranking()[0], Part::Projector);
        assert!((cost.share(Part::Projector) - 500.0 / 610.2).abs() < 1e-9);
    }

    fn alike(one: [f64; 3], other: [f64; 3]) -> bool {
        one.iter().zip(other).all(|(one, other)| (one - other).abs() <= 1e-6 * other.abs())
    }

    /// 3.6 J is a milliwatt-hour; half of the time no meter could be read.
    #[test]
    fn what_a_meter_has_read_is_not_modelled_again() {
        let measured = Measurement {
            cpu_ms: 60_000,
            metered_ms: 30_000,
            share_of_capacity_uj: 3_600_000,
            share_of_work_uj: 36_000_000,
            ..Measurement::default()
        };
        let server = Cost::of(&measured, &factors()).parts[0].1;
        let modelled = [4.0, 12.0, 24.0].map(|watts| watts / 120.0);
        let expected = [0.001 + modelled[0], 0.01 + modelled[1], 0.01 + modelled[2]];
        assert!(alike(server.0.spread(), expected), "{server:?}");
    }

    #[test]
    fn nothing_costs_nothing() {
        let cost = Cost::of(&Measurement::default(), &factors());
        assert_eq!(
            (cost.energy, cost.carbon, cost.way),
            (WattHours::default(), GramsCo2e::default(), Kilometres::default())
        );
        assert!(cost.share(Part::Projector).abs() < f64::EPSILON);
    }

    fn count() -> impl Strategy<Value = u64> {
        prop_oneof![1 => Just(0), 8 => 0_u64..50_000_000, 1 => 0_u64..1 << 60]
    }

    fn measurement() -> impl Strategy<Value = Measurement> {
        let energy = (count(), count(), count(), count());
        (count(), any::<u16>(), count(), count(), energy).prop_map(
            |(seconds, phones, phone_seconds, to_phones, energy)| {
                let phones = phones.into();
                let (cpu_ms, metered_ms, share_of_capacity_uj, share_of_work_uj) = energy;
                let counts = Measurement {
                    seconds,
                    phones,
                    phone_seconds,
                    to_phones,
                    cpu_ms,
                    ..Measurement::default()
                };
                Measurement { metered_ms, share_of_capacity_uj, share_of_work_uj, ..counts }
            },
        )
    }

    fn all(cost: &Cost) -> Vec<Interval> {
        let parts = cost.parts.iter().map(|(_, energy)| energy.0);
        parts.chain([cost.energy.0, cost.carbon.0, cost.emails.0, cost.way.0]).collect()
    }

    fn interval() -> impl Strategy<Value = Interval> {
        (0.001..1e6_f64, 1.0..100.0_f64, 1.0..100.0_f64)
            .prop_map(|(low, one, other)| between(low, low * one, low * one * other))
    }

    proptest! {
        #[test]
        fn low_is_at_most_central_and_central_at_most_high(measured in measurement()) {
            for one in all(&Cost::of(&measured, &factors())) {
                prop_assert!(0.0 <= one.low && one.low <= one.central && one.central <= one.high, "{:?}", one);
                prop_assert!(one.high.is_finite());
            }
        }

        #[test]
        fn more_of_anything_never_costs_less(measured in measurement(), more in measurement()) {
            // What is metered later does not make the time before it cheaper.
            let more = Measurement { cpu_ms: more.cpu_ms.max(more.metered_ms), ..more };
            let (less, more) = (Cost::of(&measured, &factors()), Cost::of(&measured.plus(more), &factors()));
            for (less, more) in all(&less).into_iter().zip(all(&more)) {
                prop_assert!(less.low <= more.low * (1.0 + 1e-9), "{:?} {:?}", less, more);
                prop_assert!(less.central <= more.central * (1.0 + 1e-9), "{:?} {:?}", less, more);
                prop_assert!(less.high <= more.high * (1.0 + 1e-9), "{:?} {:?}", less, more);
            }
        }

        #[test]
        fn whatever_lies_between_the_ends_gives_a_result_between_the_ends(
            (a, b, c) in (interval(), interval(), interval()),
            at in prop::array::uniform3(0.0..=1.0_f64),
        ) {
            let pick = |one: Interval, at: f64| one.low + at * (one.high - one.low);
            let [x, y, z] = [pick(a, at[0]), pick(b, at[1]), pick(c, at[2])];
            let inside = |value: f64, of: Interval| of.low * (1.0 - 1e-9) <= value && value <= of.high * (1.0 + 1e-9);
            prop_assert!(inside(x * y + z, a * b + c));
            prop_assert!(inside(x / y, a.over(b)));
        }
    }
}
