//! From a length of text to impacts, at one value of everything: the chain that both methods for language models walk.
//!
//! `P` is in billions of parameters. The reference method walks it at its own constants, once at all low values and once
//! at all high ones; method `bisou` walks it at values drawn for each constant.
//!
//! ```text
//! f      = fit (ALPHA exp(BETA batch) P_active + GAMMA)                Wh a token and GPU
//! gpu    = tokens f / 1000                                             kWh of one GPU
//! dt     = min(tokens slow / throughput + first token, latency)        s, the throughput known
//! dt     = min(tokens slow (A P_active + B batch + C) + first token, latency)     else
//! memory = overhead P_total bits / 8                                   GB
//! gpus   = smallest power of two >= ceil(memory / GPU's memory)        may exceed one server
//! server = dt / 3600 power gpus / server's GPUs / batch                kWh
//! it     = idle (server + gpus gpu)                                    kWh
//! usage  = PUE it x mix;   water = it (WUE + PUE mix's water)
//! made   = dt / (lifetime batch busy) (gpus / server's GPUs SERVER + gpus GPU)
//! ```
//! With `fit`, `slow`, `idle` and `busy` at 1, as the reference has them, this is EcoLogits 0.11.3, up to the rounding of
//! products taken in another order: all that is the same for each token and each second is worked out first ([`Rates`]).

use crate::impacts::{End, Made};
use crate::input::{Billions, FirstToken, Hardware, Latency, Mix, Speed, Tokens};
use crate::unit::{Carbon, Energy, Memory, Minerals, PrimaryEnergy, Quantity, Rate, Time, Water};

/// Energy a token, GPU and billion of active parameters at batch 0, in Wh (fit on ML.ENERGY).
pub(crate) const ALPHA: f64 = 1.166_527_317_045_191_4e-6;
/// How the batch lowers it (same fit).
pub(crate) const BETA: f64 = -0.011_205_921_025_579_175;
/// Energy a token and GPU whatever the model, in Wh (same fit).
pub(crate) const GAMMA: f64 = 4.052_928_146_734_005e-5;

/// Time a token and billion of active parameters, in s (fit on ML.ENERGY).
pub(crate) const LATENCY_BY_SIZE: f64 = 0.000_678_508_809_435_366_3;
/// Time a token and request in the batch, in s (same fit).
pub(crate) const LATENCY_BY_BATCH: f64 = 0.000_311_931_031_168_825_9;
/// Time a token, in s (same fit).
pub(crate) const LATENCY: f64 = 0.019_473_717_579_473_387;

pub(crate) const SECONDS_AN_HOUR: f64 = 3600.0;
const WATTS_A_KILOWATT: f64 = 1000.0;
const BITS_A_BYTE: f64 = 8.0;

/// What the reference takes as given for all models, beside their hardware.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Constants {
    /// Times the fitted energy of a token.
    pub fit: f64,
    /// Times the time of a token.
    pub slow: f64,
    /// Memory over that of the weights.
    pub memory_overhead: f64,
    /// Energy of all machines over that of those that answer.
    pub idle: f64,
    /// The share of its life in which the hardware works.
    pub busy: f64,
    /// A server without its GPUs.
    pub server: Made,
    /// One GPU.
    pub gpu: Made,
}

impl Constants {
    /// Those of EcoLogits 0.11.3: memory by EleutherAI; the server an AWS p5.48xlarge by BoaviztAPI; the GPU an H100 as
    /// the reference has it since 0.11 (published values go from 164 to 575 kg).
    pub const REFERENCE: Self = Self {
        fit: 1.0,
        slow: 1.0,
        memory_overhead: 1.2,
        idle: 1.0,
        busy: 1.0,
        server: Made {
            gwp: Carbon::from_kilograms(5700.0),
            adpe: Minerals::from_kilograms(0.37),
            pe: PrimaryEnergy::from_megajoules(70_000.0),
        },
        gpu: Made {
            gwp: Carbon::from_kilograms(273.0),
            adpe: Minerals::from_kilograms(0.008_95),
            pe: PrimaryEnergy::from_megajoules(3721.0),
        },
    };
}

/// A model on its hardware at one value of everything: all that does not depend on the request, worked out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    /// Wh a token of one GPU.
    watt_hours_a_token: f64,
    /// kWh a second of the servers without their GPUs, those that wait left out.
    server_a_second: f64,
    pub gpus: u64,
    /// What making the GPUs and their share of servers has cost.
    pub made: Made,
    pub rates: Rates,
}

/// What a model on its hardware takes for each token and each second: the impacts of a request are a few products.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rates {
    /// kWh a token, of all GPUs.
    energy_a_token: f64,
    /// kWh a second, of the servers without their GPUs.
    energy_a_second: f64,
    /// Seconds a token.
    token: f64,
    /// Seconds before the first token.
    first_token: f64,
    /// What making the hardware has cost, a second of use.
    made_a_second: Made,
}

/// What a request takes before the data centre and the grid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    /// Of one GPU.
    pub gpu: Energy,
    pub time: Time,
    pub server: Energy,
    pub it: Energy,
}

/// A data centre and its grid at one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub pue: f64,
    pub wue: Rate<Water>,
    pub mix: Mix,
}

/// What the weights take.
pub(crate) fn memory(total: Billions, hardware: &Hardware, constants: &Constants) -> Memory {
    // In this order: the number of GPUs is a ceiling, which turns a rounding into another one.
    Memory::from_gigabytes(constants.memory_overhead * total.get() * hardware.bits().get() / BITS_A_BYTE)
}

impl Point {
    pub fn new(
        active: Billions,
        total: Billions,
        speed: Speed,
        hardware: Hardware,
        constants: &Constants,
    ) -> Self {
        let batch = hardware.batch().get();
        let token = speed.throughput.map_or_else(
            || LATENCY_BY_SIZE * active.get() + LATENCY_BY_BATCH * batch + LATENCY,
            |throughput| 1.0 / throughput.get(),
        );
        let memory = memory(total, &hardware, constants);
        let needed = (memory.gigabytes() / hardware.gpu_memory().gigabytes()).ceil();
        let gpus = (needed as u64).next_power_of_two();
        let count = gpus as f64;
        let servers = count / hardware.server_gpus().get();
        let made = constants.server.share(servers).and(&constants.gpu.share(count));
        let watt_hours_a_token = constants.fit * (ALPHA * (BETA * batch).exp() * active.get() + GAMMA);
        let server_a_second = hardware.server_power().kilowatts() * servers / batch / SECONDS_AN_HOUR;
        let lifetime = hardware.lifetime().seconds() * batch * constants.busy;
        let rates = Rates {
            energy_a_token: constants.idle * count * watt_hours_a_token / WATTS_A_KILOWATT,
            energy_a_second: constants.idle * server_a_second,
            token: constants.slow * token,
            first_token: speed.first_token.map_or(0.0, |first: FirstToken| first.time().seconds()),
            made_a_second: made.share(1.0 / lifetime),
        };
        Self { watt_hours_a_token, server_a_second, gpus, made, rates }
    }

    /// Energy a token of one GPU, in Wh.
    pub fn watt_hours_a_token(&self) -> f64 {
        self.watt_hours_a_token
    }

    /// Time a token, in s.
    pub fn seconds_a_token(&self) -> f64 {
        self.rates.token
    }

    pub fn work(&self, tokens: Tokens, latency: Option<Latency>) -> Work {
        let time = self.rates.time(tokens, latency);
        Work {
            gpu: Energy::from_kilowatt_hours(tokens.get() * self.watt_hours_a_token / WATTS_A_KILOWATT),
            time: Time::from_seconds(time),
            server: Energy::from_kilowatt_hours(time * self.server_a_second),
            it: self.rates.it(tokens, time),
        }
    }
}

impl Rates {
    /// Seconds: as modelled, or as measured where that is less.
    fn time(&self, tokens: Tokens, latency: Option<Latency>) -> f64 {
        let modelled = tokens.get() * self.token + self.first_token;
        latency.map_or(modelled, |latency| modelled.min(latency.time().seconds()))
    }

    /// Energy of all machines.
    fn it(&self, tokens: Tokens, seconds: f64) -> Energy {
        Energy::from_kilowatt_hours(tokens.get() * self.energy_a_token + seconds * self.energy_a_second)
    }

    /// The impacts of a request. Arithmetic only: nothing is looked up, nothing allocated, nothing divided.
    pub fn end(&self, tokens: Tokens, latency: Option<Latency>, place: &Place) -> End {
        let time = self.time(tokens, latency);
        End { embodied: self.made_a_second.share(time), ..place.end(self.it(tokens, time)) }
    }
}

impl Place {
    /// What energy of computers costs there, making them left out.
    pub fn end(&self, it: Energy) -> End {
        let energy = Energy::from_kilowatt_hours(self.pue * it.kilowatt_hours());
        let water =
            self.wue.of_a_kilowatt_hour().litres() + self.pue * self.mix.wue().of_a_kilowatt_hour().litres();
        End {
            energy,
            gwp: self.mix.gwp().of(energy),
            adpe: self.mix.adpe().of(energy),
            pe: self.mix.pe().of(energy),
            wcf: Quantity::of(it.kilowatt_hours() * water),
            embodied: Made::NOTHING,
        }
    }
}
