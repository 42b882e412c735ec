//! What a question leaves open, and its impacts at one value of everything.

use super::assumption::{Assumption, Assumptions, Choice, Freedom};
use super::draws::Units;
use crate::chain::{Constants, Place, Point, Rates};
use crate::check::Request;
use crate::data::Spread;
use crate::field::Field;
use crate::impacts::{End, Estimate, Made, between};
use crate::input::{Billions, Hardware, Mix, Requests, Tokens};
use crate::unit::{Carbon, Energy, Minerals, PrimaryEnergy, Rate, Time, Water};
use crate::warning::Warning;

/// A year as the reference counts it.
const YEAR_SECONDS: f64 = 365.0 * 24.0 * 3600.0;

/// A value for each assumption.
pub(crate) type Values = [f64; Assumption::COUNT];

/// One request, with what each assumption may be in it: one value where the request states it, or has no need of it.
#[derive(Clone, Debug)]
pub(crate) struct Space<'q> {
    request: &'q Request<'q>,
    /// What it is asked about: those of the request, or one of them.
    tokens: Tokens,
    freedoms: [Freedom; Assumption::COUNT],
}

/// A request with what was chosen changed: what one might do otherwise.
#[derive(Clone, Copy, Debug)]
struct Asked {
    tokens: Tokens,
    mix: Mix,
}

/// What the reference does not count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extras {
    /// The part of a written token that one that is read counts for.
    read: f64,
    /// Wh of an image, waiting machines included.
    image: f64,
}

impl Extras {
    pub fn of(values: &Values) -> Self {
        let value = |one: Assumption| values[one as usize];
        Self {
            read: value(Assumption::InputToken),
            image: value(Assumption::Image) * value(Assumption::Idle),
        }
    }
}

impl<'q> Space<'q> {
    pub fn of(request: &'q Request<'q>) -> Self {
        Self::asking(request, request.tokens)
    }

    /// The same, asked for so many tokens.
    pub fn asking(request: &'q Request<'q>, tokens: Tokens) -> Self {
        Self { request, tokens, freedoms: Assumption::ALL.map(|one| freedom(one, request)) }
    }

    /// The tokens of a part of the request, and how many times that part is the whole: one token where each costs as much as
    /// any other, all of one request where something is counted once.
    pub fn part_of(request: &Request<'_>) -> (Tokens, f64) {
        let requests = request.requests.map_or(1.0, Requests::get);
        let counted_once = request.deployment.speed().first_token.is_some()
            || request.latency.is_some()
            || request.reads.is_some()
            || request.images.is_some();
        if counted_once { (request.tokens, requests) } else { (Tokens::ONE, request.tokens.get() * requests) }
    }

    /// What an assumption may be.
    pub fn freedom(&self, assumption: Assumption) -> &Freedom {
        &self.freedoms[assumption as usize]
    }

    /// One value for each: the reference's own, else the middle.
    pub fn central(&self) -> Values {
        std::array::from_fn(|place| self.freedoms[place].central)
    }

    /// The corner where all impacts are least, or most.
    pub fn corner(&self, most: bool) -> Values {
        Assumption::ALL.map(|one| {
            let freedom = self.freedom(one);
            if most == one.falls() { freedom.low } else { freedom.high }
        })
    }

    /// Those that may be something else than they usually may.
    pub fn own(&self) -> Vec<Assumption> {
        let usual = |one: Assumption| &Assumptions::embedded().get(one).freedom().shape;
        Assumption::ALL.into_iter().filter(|one| self.freedom(*one).shape != *usual(*one)).collect()
    }

    pub fn drawn(&self, units: &Units) -> Values {
        std::array::from_fn(|place| self.freedoms[place].shape.at(units[place]))
    }

    /// The impacts at these values. Arithmetic only.
    pub fn at(&self, values: &Values) -> End {
        self.asked(values, Asked { tokens: self.tokens, mix: self.request.site.mix })
    }

    /// The impacts at these values with one choice made otherwise: the answer so many times as long; the grid's kg CO2e.
    pub fn chosen(&self, values: &Values, choice: Choice, value: f64) -> End {
        let (tokens, mix) = (self.tokens, self.request.site.mix);
        let asked = match choice {
            Choice::Length => Asked { tokens: tokens.times(value), mix },
            Choice::Zone => {
                Asked { tokens, mix: mix.with_gwp(Rate::per_kilowatt_hour(Carbon::from_kilograms(value))) }
            }
        };
        self.asked(values, asked)
    }

    fn asked(&self, values: &Values, asked: Asked) -> End {
        self.end(&self.machine(values), &Self::place(values, asked.mix), &Extras::of(values), asked.tokens)
    }

    /// The model on its hardware.
    pub fn machine(&self, values: &Values) -> Rates {
        let parameters = self.request.deployment.parameters();
        let size = values[Assumption::Size as usize];
        Point::new(
            Billions::between(parameters.active(), size),
            Billions::between(parameters.total(), size),
            *self.request.deployment.speed(),
            self.hardware(values),
            &Self::constants(values),
        )
        .rates
    }

    /// The impacts of what is asked of that machine there.
    pub fn part(&self, machine: &Rates, place: &Place, extras: &Extras) -> End {
        self.end(machine, place, extras, self.tokens)
    }

    fn end(&self, machine: &Rates, place: &Place, extras: &Extras, written: Tokens) -> End {
        let text = machine.end(self.and_read(written, extras.read), self.request.latency, place);
        self.request
            .images
            .map_or(text, |images| text.and(&place.end(Energy::from_watt_hours(images.get() * extras.image))))
    }

    fn and_read(&self, written: Tokens, part: f64) -> Tokens {
        self.request.reads.map_or(written, |read| written.and(read, part))
    }

    /// The tokens that are written, and those that are read as the part of one that each counts for.
    pub fn tokens(&self, values: &Values, written: Tokens) -> Tokens {
        self.and_read(written, Extras::of(values).read)
    }

    pub fn hardware(&self, values: &Values) -> Hardware {
        let value = |one: Assumption| values[one as usize];
        self.request.deployment.hardware().drawn(
            value(Assumption::Bits),
            value(Assumption::Batch),
            value(Assumption::ServerPower),
            Time::from_seconds(value(Assumption::Lifetime) * YEAR_SECONDS),
        )
    }

    pub fn place(values: &Values, mix: Mix) -> Place {
        let value = |one: Assumption| values[one as usize];
        Place {
            pue: value(Assumption::Pue),
            wue: Rate::per_kilowatt_hour(Water::from_litres(value(Assumption::Wue))),
            mix: mix.times([
                value(Assumption::GridYear),
                value(Assumption::GridMinerals),
                value(Assumption::GridPrimary),
                value(Assumption::GridWater),
            ]),
        }
    }

    /// The data centre and the grid that the request asks for.
    pub fn place_asked(&self, values: &Values) -> Place {
        Self::place(values, self.request.site.mix)
    }

    /// The exact ends.
    pub fn hull(&self) -> Estimate {
        between(&self.at(&self.corner(false)), &self.at(&self.corner(true)))
    }

    pub fn constants(values: &Values) -> Constants {
        let value = |one: Assumption| values[one as usize];
        Constants {
            fit: value(Assumption::EnergyFit),
            slow: 1.0 / value(Assumption::Throughput),
            memory_overhead: value(Assumption::MemoryOverhead),
            idle: value(Assumption::Idle),
            busy: value(Assumption::Busy),
            server: Made {
                gwp: Carbon::from_kilograms(value(Assumption::ServerCarbon)),
                adpe: Minerals::from_kilograms(value(Assumption::ServerMinerals)),
                pe: PrimaryEnergy::from_megajoules(value(Assumption::ServerPrimary)),
            },
            gpu: Made {
                gwp: Carbon::from_kilograms(value(Assumption::GpuCarbon)),
                adpe: Minerals::from_kilograms(value(Assumption::GpuMinerals)),
                pe: PrimaryEnergy::from_megajoules(value(Assumption::GpuPrimary)),
            },
        }
    }
}

/// What an assumption may be in a request.
fn freedom(assumption: Assumption, request: &Request<'_>) -> Freedom {
    let usual = || Assumptions::embedded().get(assumption).freedom().clone();
    let stated = |field, value| if request.stated.has(field) { Freedom::fixed(value) } else { usual() };
    let hardware = request.deployment.hardware();
    match assumption {
        Assumption::Batch => stated(Field::Batch, hardware.batch().get()),
        Assumption::Bits => stated(Field::Bits, hardware.bits().get()),
        Assumption::ServerPower => stated(Field::ServerPower, hardware.server_power().kilowatts()),
        Assumption::Lifetime => stated(Field::Lifetime, hardware.lifetime().seconds() / YEAR_SECONDS),
        Assumption::Throughput => stated(Field::TokensPerSecond, 1.0),
        Assumption::GridYear => stated(Field::MixGwp, 1.0),
        Assumption::Size => {
            let parameters = request.deployment.parameters();
            let known = parameters.active().is_exact() && parameters.total().is_exact();
            if known { Freedom::fixed(0.0) } else { usual() }
        }
        Assumption::Pue => {
            let pue = request.site.pue;
            site(request.stated.has(Field::Pue), usual(), pue.low().get(), pue.high().get())
        }
        Assumption::Wue => {
            let litres = |end: crate::input::SiteWater| end.rate().of_a_kilowatt_hour().litres();
            let wue = request.site.wue;
            site(request.stated.has(Field::Wue), usual(), litres(wue.low()), litres(wue.high()))
        }
        Assumption::GridMinerals => grid(request, Warning::MixMineralsOfTheWorld, |spread| spread.adpe),
        Assumption::GridPrimary => grid(request, Warning::MixPrimaryEnergyOfTheWorld, |spread| spread.pe),
        Assumption::GridWater => grid(request, Warning::MixWaterOfTheWorld, |spread| spread.wue),
        Assumption::InputToken if request.reads.is_none() => Freedom::fixed(0.0),
        Assumption::Image if request.images.is_none() => Freedom::fixed(0.0),
        Assumption::EnergyFit
        | Assumption::MemoryOverhead
        | Assumption::Idle
        | Assumption::Busy
        | Assumption::GpuCarbon
        | Assumption::GpuMinerals
        | Assumption::GpuPrimary
        | Assumption::ServerCarbon
        | Assumption::ServerMinerals
        | Assumption::ServerPrimary
        | Assumption::InputToken
        | Assumption::Image => usual(),
    }
}

/// A value of the data centre: as it is stated, else around what is known of the host.
fn site(is_stated: bool, usual: Freedom, low: f64, high: f64) -> Freedom {
    let own = Freedom::uniform(low, high);
    if is_stated {
        return own;
    }
    let (low, high) = (usual.low.min(low), usual.high.max(high));
    Freedom { low, high, central: own.central, shape: usual.shape }
}

/// A value of the grid: its own, or what it might be where the world's stands in for it.
fn grid(request: &Request<'_>, borrows: Warning, spread: fn(&Spread) -> Option<(f64, f64)>) -> Freedom {
    let zone = request.zone.filter(|_| request.warnings.contains(borrows));
    match zone.and_then(|zone| spread(&zone.spread)) {
        Some((low, high)) => Freedom::ratio(low.min(1.0), high.max(1.0)),
        None => Freedom::fixed(1.0),
    }
}
