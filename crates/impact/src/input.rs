//! What a question is made of, each part checked when it is made.
//!
//! Invariant: a value of these types lies within the bounds of its [`Field`], so that no estimate is ever made of a
//! meaningless number.

use crate::fault::{Code, Fault};
use crate::field::{BITS, Field};
use crate::interval::Interval;
use crate::unit::{Carbon, Memory, Minerals, Power, PrimaryEnergy, Quantity, Rate, Time, Water};

/// A number within the bounds of a field. `-0.0` becomes `0.0`.
pub(crate) fn bounded(field: Field, value: f64) -> Result<f64, Fault> {
    match field.bounds() {
        Some(bounds) if !bounds.accept(value) => Err(Fault::out_of_range(field, value)),
        _ => Ok(value + 0.0),
    }
}

macro_rules! bounded {
    ($($(#[$about:meta])* $name:ident, $field:ident;)*) => {
        $(
            $(#[$about])*
            #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
            pub struct $name(f64);

            impl $name {
                #[doc = concat!("Within the bounds of [`Field::", stringify!($field), "`].")]
                pub fn new(value: f64) -> Result<Self, Fault> {
                    bounded(Field::$field, value).map(Self)
                }

                /// The number.
                pub const fn get(self) -> f64 {
                    self.0
                }
            }
        )*
    };
}

bounded! {
    /// A number of tokens; an average may be a fraction.
    Tokens, OutputTokens;
    /// A number of tokens that are read.
    ReadTokens, InputTokens;
    /// A number of images; an average may be a fraction.
    Images, Images;
    /// A number of requests.
    Requests, Requests;
    /// Energy of the data centre over that of its computers.
    Pue, Pue;
    /// How many requests a server answers at once.
    Batch, Batch;
    /// GPUs of one server.
    ServerGpus, ServerGpus;
    /// Tokens a second.
    Throughput, TokensPerSecond;
}

impl Tokens {
    /// One token.
    pub(crate) const ONE: Self = Self(1.0);

    /// Those and some more, each of which counts as a part of one.
    pub(crate) fn and(self, more: ReadTokens, part: f64) -> Self {
        Self(self.0 + more.0 * part)
    }

    /// So many times as long.
    pub(crate) fn times(self, times: f64) -> Self {
        Self(self.0 * times)
    }
}

impl Pue {
    /// A building that adds nothing.
    pub const NONE: Self = Self(1.0);
}

impl ServerGpus {
    /// A server of one GPU.
    pub const ONE: Self = Self(1.0);
}

/// A quantity within the bounds of a field, in the field's unit.
fn quantity<Q: Quantity>(field: Field, quantity: Q) -> Result<Q, Fault> {
    bounded(field, quantity.value()).map(Q::of)
}

/// The measured time of an answer, within the bounds of [`Field::Latency`].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Latency(Time);

impl Latency {
    /// A measured time.
    pub fn new(time: Time) -> Result<Self, Fault> {
        quantity(Field::Latency, time).map(Self)
    }

    /// The time.
    pub const fn time(self) -> Time {
        self.0
    }
}

/// Bits a weight.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Bits(f64);

impl Bits {
    /// One of [`BITS`].
    pub fn new(bits: f64) -> Result<Self, Fault> {
        if BITS.contains(&bits) {
            return Ok(Self(bits));
        }
        let below = BITS.iter().rfind(|one| **one < bits);
        let above = BITS.iter().find(|one| **one > bits);
        let near = below.into_iter().chain(above).map(f64::to_string);
        Err(Fault::out_of_range(Field::Bits, bits).suggest(near))
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A number of parameters, in billions.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Billions(f64);

impl Billions {
    /// Parameters in use for one token.
    pub fn active(billions: f64) -> Result<Self, Fault> {
        bounded(Field::ActiveParams, billions).map(Self)
    }

    /// A size between two others.
    pub(crate) fn between(sizes: Interval<Self>, place: f64) -> Self {
        Self(sizes.low().0 + place * (sizes.high().0 - sizes.low().0))
    }

    /// Parameters in memory.
    pub fn total(billions: f64) -> Result<Self, Fault> {
        bounded(Field::TotalParams, billions).map(Self)
    }

    /// Parameters that are trained; of a mixture of experts, those in use for one token.
    pub fn trained(billions: f64) -> Result<Self, Fault> {
        bounded(Field::TrainedParams, billions).map(Self)
    }

    /// The number of billions.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// The size of a model.
///
/// Invariant: there are never more active parameters than parameters, at either end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    active: Interval<Billions>,
    total: Interval<Billions>,
}

impl Parameters {
    /// A model with that many parameters, of which so many are in use for one token.
    pub fn new(active: Interval<Billions>, total: Interval<Billions>) -> Result<Self, Fault> {
        if active.low() > total.low() || active.high() > total.high() {
            return Err(Fault::new(Code::ActiveExceedsTotal, Field::ActiveParams)
                .received(active.high().get())
                .bound_by(total.high().get()));
        }
        Ok(Self { active, total })
    }

    /// Those in use for one token.
    pub const fn active(&self) -> Interval<Billions> {
        self.active
    }

    /// Those in memory.
    pub const fn total(&self) -> Interval<Billions> {
        self.total
    }
}

/// How fast a host answers, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Speed {
    /// Tokens a second.
    pub throughput: Option<Throughput>,
    /// Time to the first token.
    pub first_token: Option<FirstToken>,
}

/// The time to the first token, within the bounds of [`Field::FirstToken`].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct FirstToken(Time);

impl FirstToken {
    /// That time.
    pub fn new(time: Time) -> Result<Self, Fault> {
        quantity(Field::FirstToken, time).map(Self)
    }

    /// The time.
    pub const fn time(self) -> Time {
        self.0
    }
}

/// What one kWh of the grid costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mix {
    gwp: Rate<Carbon>,
    adpe: Rate<Minerals>,
    pe: Rate<PrimaryEnergy>,
    wue: Rate<Water>,
}

impl Mix {
    /// Greenhouse gases, minerals, primary energy and water of one kWh; all that is wrong with them.
    pub fn new(
        gwp: Rate<Carbon>,
        adpe: Rate<Minerals>,
        pe: Rate<PrimaryEnergy>,
        wue: Rate<Water>,
    ) -> Result<Self, Vec<Fault>> {
        fn rate<Q: Quantity>(field: Field, rate: Rate<Q>, faults: &mut Vec<Fault>) -> Rate<Q> {
            match quantity(field, rate.of_a_kilowatt_hour()) {
                Ok(quantity) => Rate::per_kilowatt_hour(quantity),
                Err(fault) => {
                    faults.push(fault);
                    rate
                }
            }
        }
        let mut faults = Vec::new();
        let mix = Self {
            gwp: rate(Field::MixGwp, gwp, &mut faults),
            adpe: rate(Field::MixAdpe, adpe, &mut faults),
            pe: rate(Field::MixPe, pe, &mut faults),
            wue: rate(Field::MixWue, wue, &mut faults),
        };
        if faults.is_empty() { Ok(mix) } else { Err(faults) }
    }

    /// Each value so many times: greenhouse gases, minerals, primary energy, water.
    pub(crate) fn times(&self, [gwp, adpe, pe, wue]: [f64; 4]) -> Self {
        Self {
            gwp: self.gwp.times(gwp),
            adpe: self.adpe.times(adpe),
            pe: self.pe.times(pe),
            wue: self.wue.times(wue),
        }
    }

    /// With other greenhouse gases.
    pub(crate) const fn with_gwp(self, gwp: Rate<Carbon>) -> Self {
        Self { gwp, ..self }
    }

    /// Greenhouse gases.
    pub const fn gwp(&self) -> Rate<Carbon> {
        self.gwp
    }

    /// Minerals and metals.
    pub const fn adpe(&self) -> Rate<Minerals> {
        self.adpe
    }

    /// Primary energy.
    pub const fn pe(&self) -> Rate<PrimaryEnergy> {
        self.pe
    }

    /// Water consumed where the electricity is made.
    pub const fn wue(&self) -> Rate<Water> {
        self.wue
    }
}

/// Water evaporated by a data centre for each kWh of its computers, within the bounds of [`Field::Wue`].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct SiteWater(Rate<Water>);

impl SiteWater {
    /// So much for each kWh.
    pub fn new(rate: Rate<Water>) -> Result<Self, Fault> {
        quantity(Field::Wue, rate.of_a_kilowatt_hour()).map(Rate::per_kilowatt_hour).map(Self)
    }

    /// The rate.
    pub const fn rate(self) -> Rate<Water> {
        self.0
    }
}

/// A data centre and the grid that feeds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site {
    /// The grid.
    pub mix: Mix,
    /// How much the building adds.
    pub pue: Interval<Pue>,
    /// How much water it evaporates.
    pub wue: Interval<SiteWater>,
}

/// What the answer is made on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hardware {
    bits: Bits,
    batch: Batch,
    gpu_memory: Memory,
    server_power: Power,
    server_gpus: ServerGpus,
    lifetime: Time,
}

impl Hardware {
    /// What the reference method takes for all models: 16 bits a weight, 64 requests at once, 8 GPUs of 80 GB in a
    /// server that draws 1.2 kW without them, in service for 3 years of 365 days.
    pub const REFERENCE: Self = Self {
        bits: Bits(16.0),
        batch: Batch(64.0),
        gpu_memory: Memory::from_gigabytes(80.0),
        server_power: Power::from_kilowatts(1.2),
        server_gpus: ServerGpus(8.0),
        lifetime: Time::from_seconds(94_608_000.0),
    };

    /// With values that need not be whole, drawn for a kind of hardware; the server's power in kW.
    pub(crate) const fn drawn(self, bits: f64, batch: f64, server_power: f64, lifetime: Time) -> Self {
        let server_power = Power::from_kilowatts(server_power);
        Self { bits: Bits(bits), batch: Batch(batch), server_power, lifetime, ..self }
    }

    /// With other weights.
    #[must_use]
    pub const fn with_bits(self, bits: Bits) -> Self {
        Self { bits, ..self }
    }

    /// With another batch.
    #[must_use]
    pub const fn with_batch(self, batch: Batch) -> Self {
        Self { batch, ..self }
    }

    /// With as many GPUs in a server.
    #[must_use]
    pub const fn with_server_gpus(self, server_gpus: ServerGpus) -> Self {
        Self { server_gpus, ..self }
    }

    /// With GPUs of that memory.
    pub fn with_gpu_memory(self, memory: Memory) -> Result<Self, Fault> {
        Ok(Self { gpu_memory: quantity(Field::GpuMemory, memory)?, ..self })
    }

    /// With a server of that power, its GPUs left out.
    pub fn with_server_power(self, power: Power) -> Result<Self, Fault> {
        Ok(Self { server_power: quantity(Field::ServerPower, power)?, ..self })
    }

    /// With hardware that serves so long.
    pub fn with_lifetime(self, lifetime: Time) -> Result<Self, Fault> {
        Ok(Self { lifetime: quantity(Field::Lifetime, lifetime)?, ..self })
    }

    /// Bits a weight.
    pub const fn bits(&self) -> Bits {
        self.bits
    }

    /// Requests at once.
    pub const fn batch(&self) -> Batch {
        self.batch
    }

    /// Memory of one GPU.
    pub const fn gpu_memory(&self) -> Memory {
        self.gpu_memory
    }

    /// Power of a server without its GPUs.
    pub const fn server_power(&self) -> Power {
        self.server_power
    }

    /// GPUs of a server.
    pub const fn server_gpus(&self) -> ServerGpus {
        self.server_gpus
    }

    /// Years of service.
    pub const fn lifetime(&self) -> Time {
        self.lifetime
    }
}

/// Width and height of a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    width: f64,
    height: f64,
}

impl Resolution {
    /// Both within the bounds of [`Field::Resolution`].
    pub fn new(width: f64, height: f64) -> Result<Self, Fault> {
        Ok(Self { width: bounded(Field::Resolution, width)?, height: bounded(Field::Resolution, height)? })
    }

    /// Pixels in a line.
    pub const fn width(self) -> f64 {
        self.width
    }

    /// Lines.
    pub const fn height(self) -> f64 {
        self.height
    }
}

/// The length of a video, within the bounds of [`Field::Duration`].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Duration(Time);

impl Duration {
    /// That long.
    pub fn new(time: Time) -> Result<Self, Fault> {
        quantity(Field::Duration, time).map(Self)
    }

    /// The time.
    pub const fn time(self) -> Time {
        self.0
    }
}
