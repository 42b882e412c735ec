//! What is counted of a training, scope by scope: what is not known is said to be missing, never filled in.

use crate::input::{ServerGpus, SiteWater};
use crate::interval::Interval;
use crate::training::{Efficiency, Hardware, Run, Training, Uses, embodied, sum};
use crate::unit::{AcceleratorTime, Carbon, Energy, Quantity, Rate, Time, Water};

/// A part of what a training has cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The electricity of machines that waited beside the run.
    Idle,
    /// The making of the machines.
    Embodied,
    /// Water evaporated where the machines are.
    WaterOnSite,
    /// Water evaporated where the electricity is made.
    WaterOffSite,
}

impl Scope {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Embodied => "embodied",
            Self::WaterOnSite => "water-on-site",
            Self::WaterOffSite => "water-off-site",
        }
    }
}

/// The machines of a training, each value perhaps a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Making {
    /// Making an accelerator.
    pub accelerator: Interval<Carbon>,
    /// Making a server without its accelerators, and how many it holds; none when that is not known.
    pub server: Option<(Interval<Carbon>, ServerGpus)>,
    /// How long they serve.
    pub lifetime: Interval<Time>,
    /// The share of that time in which they work.
    pub in_use: Interval<Efficiency>,
}

impl Making {
    /// The share of it that falls to so many hours: it grows with them and with the making, and falls with lifetime and use.
    pub fn share(&self, hours: Interval<AcceleratorTime>) -> Interval<Carbon> {
        let server = self.server.map(|(made, accelerators)| (made.low(), made.high(), accelerators));
        let at = |accelerator, server, accelerators, lifetime, in_use, hours| {
            let hardware = Hardware { server, accelerators, accelerator, lifetime, in_use };
            let (server, accelerator) = embodied(&hardware, hours);
            server + accelerator
        };
        let (low, high, accelerators) =
            server.unwrap_or((Carbon::default(), Carbon::default(), ServerGpus::ONE));
        Interval::ordered(
            at(
                self.accelerator.low(),
                low,
                accelerators,
                self.lifetime.high(),
                self.in_use.high(),
                hours.low(),
            ),
            at(
                self.accelerator.high(),
                high,
                accelerators,
                self.lifetime.low(),
                self.in_use.low(),
                hours.high(),
            ),
        )
    }
}

/// All that is counted of a training. What is none is not known, and is in no total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scopes {
    /// The final run.
    pub run: Training,
    /// Machines that waited.
    pub idle: Option<Training>,
    /// The making of the machines.
    pub embodied: Option<Interval<Carbon>>,
    /// Water where the machines are.
    pub water_on_site: Option<Interval<Water>>,
    /// Water where the electricity is made.
    pub water_off_site: Option<Interval<Water>>,
}

impl Scopes {
    /// The scopes of a run. Water on site goes with the energy of the machines, water off site with that of the building.
    pub fn new(
        run: &Run,
        idle: Option<Interval<Energy>>,
        making: Option<&Making>,
        on_site: Option<Interval<SiteWater>>,
        off_site: Option<Interval<Rate<Water>>>,
    ) -> Self {
        let (ran, idle) = (run.estimate(), idle.map(|energy| run.of(energy)));
        let electricity = |of: fn(&Training) -> Interval<Energy>| {
            sum([Some(&ran), idle.as_ref()].into_iter().flatten().map(of))
        };
        let water = |low: Rate<Water>, high: Rate<Water>, energy: Interval<Energy>| {
            Interval::ordered(low.of(energy.low()), high.of(energy.high()))
        };
        Self {
            water_on_site: on_site
                .map(|each| water(each.low().rate(), each.high().rate(), electricity(|part| part.it))),
            water_off_site: off_site
                .map(|each| water(each.low(), each.high(), electricity(|part| part.energy))),
            embodied: making.map(|making| making.share(run.hours)),
            run: ran,
            idle,
        }
    }

    /// Electricity of all that is counted, the building included.
    pub fn energy(&self) -> Interval<Energy> {
        sum([Some(self.run.energy), self.idle.map(|idle| idle.energy)].into_iter().flatten())
    }

    /// Greenhouse gases of all that is counted.
    pub fn gwp(&self) -> Interval<Carbon> {
        sum([Some(self.run.gwp), self.idle.map(|idle| idle.gwp), self.embodied].into_iter().flatten())
    }

    /// Water of all that is counted; none when none is.
    pub fn water(&self) -> Option<Interval<Water>> {
        let known = [self.water_on_site, self.water_off_site];
        known.iter().any(Option::is_some).then(|| sum(known.into_iter().flatten()))
    }

    /// What is not counted, for it is not known.
    pub fn missing(&self) -> impl Iterator<Item = Scope> {
        let scopes = [
            (Scope::Idle, self.idle.is_none()),
            (Scope::Embodied, self.embodied.is_none()),
            (Scope::WaterOnSite, self.water_on_site.is_none()),
            (Scope::WaterOffSite, self.water_off_site.is_none()),
        ];
        scopes.into_iter().filter_map(|(scope, missing)| missing.then_some(scope))
    }

    /// Whether each number can be told.
    pub fn is_finite(&self) -> bool {
        // The sums hold all others.
        self.energy().is_finite()
            && self.run.it.is_finite()
            && self.gwp().is_finite()
            && self.water().is_none_or(Interval::is_finite)
    }
}

/// So much for each of so many uses; the more uses, the less.
pub fn a_use<Q: Quantity>(all: Interval<Q>, uses: Interval<Uses>) -> Interval<Q> {
    Interval::ordered(
        Q::of(all.low().value() / uses.high().get()),
        Q::of(all.high().value() / uses.low().get()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Pue;
    use crate::training::{Covers, Intensity, accelerator_power};
    use crate::unit::Power;

    fn bloom() -> Run {
        let french = Rate::per_kilowatt_hour(Carbon::from_kilograms(0.057));
        Run {
            hours: Interval::exact(AcceleratorTime::from_hours(1_082_990.0)),
            power: Interval::exact(accelerator_power(Power::from_watts(400.0)).unwrap()),
            covers: Covers::Accelerator,
            pue: Interval::exact(Pue::new(1.0).unwrap()),
            intensity: Interval::exact(Intensity::new(french).unwrap()),
        }
    }

    fn making(lifetime: [f64; 2]) -> Making {
        const YEAR: f64 = 365.0 * 24.0 * 3600.0;
        let [low, high] = lifetime.map(|years| Time::from_seconds(years * YEAR));
        Making {
            accelerator: Interval::exact(Carbon::from_kilograms(150.0)),
            server: Some((Interval::exact(Carbon::from_kilograms(2500.0)), ServerGpus::new(8.0).unwrap())),
            lifetime: Interval::new(low, high).unwrap(),
            in_use: Interval::exact(Efficiency::in_use(0.85).unwrap()),
        }
    }

    /// BLOOM, 24.69 t for the run, 50.5 t with machines that waited and their making (arXiv:2211.02001).
    #[test]
    fn scope_doubles_a_figure() {
        let idle = Interval::exact(Energy::from_kilowatt_hours(256_646.0));
        let all = Scopes::new(&bloom(), Some(idle), Some(&making([6.0, 6.0])), None, None);
        let tonnes = |carbon: Interval<Carbon>| (carbon.high().kilograms() / 10.0).round() / 100.0;
        assert_eq!((tonnes(all.run.gwp), tonnes(all.gwp())), (24.69, 50.53));
        assert_eq!(all.missing().collect::<Vec<_>>(), [Scope::WaterOnSite, Scope::WaterOffSite]);
        assert_eq!(all.water(), None, "none is known, so none is told");
    }

    #[test]
    fn what_is_made_falls_to_fewer_hours_when_it_serves_longer() {
        let between = making([4.0, 6.0]).share(bloom().hours);
        let (least, most) = (making([6.0; 2]).share(bloom().hours), making([4.0; 2]).share(bloom().hours));
        assert_eq!((between.low(), between.high()), (least.low(), most.high()));
        let alone = Making { server: None, ..making([6.0; 2]) };
        assert!((alone.share(bloom().hours).low().kilograms() / 3636.15 - 1.0).abs() < 1e-5);
    }

    #[test]
    fn more_uses_share_less() {
        let all = Interval::exact(Carbon::from_kilograms(100.0));
        let uses = Interval::new(Uses::new(10.0).unwrap(), Uses::new(100.0).unwrap()).unwrap();
        let each = a_use(all, uses);
        assert_eq!((each.low().kilograms(), each.high().kilograms()), (1.0, 10.0));
    }
}
