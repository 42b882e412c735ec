//! A request to a language model.
//!
//! `P` is in billions of parameters; the low end takes the low values of all ranges, the high end the high ones.
//!
//! ```text
//! f      = ALPHA exp(BETA batch) P_active + GAMMA                      Wh a token and GPU
//! gpu    = tokens f / 1000                                             kWh of one GPU
//! dt     = min(tokens / throughput + first token, latency)             s, the throughput known
//! dt     = min(tokens (A P_active + B batch + C) + first token, latency)      else
//! memory = 1.2 P_total bits / 8                                        GB
//! gpus   = smallest power of two >= ceil(memory / GPU's memory)        may exceed one server
//! server = dt / 3600 power gpus / server's GPUs / batch                kWh
//! it     = server + gpus gpu                                           kWh
//! usage  = PUE it x mix;   water = it (WUE + PUE mix's water)
//! made   = dt / (lifetime batch) (gpus / server's GPUs SERVER + gpus GPU)
//! ```

use serde::Serialize;

use crate::impacts::{End, Estimate, Made, between};
use crate::input::{Billions, FirstToken, Hardware, Latency, Parameters, Site, Speed, Tokens};
use crate::interval::Interval;
use crate::unit::{Carbon, Energy, Memory, Minerals, PrimaryEnergy, Quantity, Rate, Time, Water};

/// Energy a token, GPU and billion of active parameters at batch 0, in Wh (fit on ML.ENERGY).
const ALPHA: f64 = 1.166_527_317_045_191_4e-6;
/// How the batch lowers it (same fit).
const BETA: f64 = -0.011_205_921_025_579_175;
/// Energy a token and GPU whatever the model, in Wh (same fit).
const GAMMA: f64 = 4.052_928_146_734_005e-5;

/// Time a token and billion of active parameters, in s (fit on ML.ENERGY).
const LATENCY_BY_SIZE: f64 = 0.000_678_508_809_435_366_3;
/// Time a token and request in the batch, in s (same fit).
const LATENCY_BY_BATCH: f64 = 0.000_311_931_031_168_825_9;
/// Time a token, in s (same fit).
const LATENCY: f64 = 0.019_473_717_579_473_387;

/// Memory beyond that of the weights (EleutherAI).
const MEMORY_OVERHEAD: f64 = 1.2;
const SECONDS_AN_HOUR: f64 = 3600.0;
const WATTS_A_KILOWATT: f64 = 1000.0;
const BITS_A_BYTE: f64 = 8.0;

/// A server without its GPUs (AWS p5.48xlarge, BoaviztAPI).
const SERVER: Made = Made {
    gwp: Carbon::from_kilograms(5700.0),
    adpe: Minerals::from_kilograms(0.37),
    pe: PrimaryEnergy::from_megajoules(70_000.0),
};
/// One GPU, an H100 as the reference has it since 0.11; published values go from 164 to 575 kg.
const GPU: Made = Made {
    gwp: Carbon::from_kilograms(273.0),
    adpe: Minerals::from_kilograms(0.008_95),
    pe: PrimaryEnergy::from_megajoules(3721.0),
};

/// The size from which on the energy fit extrapolates: it used models up to 200 billion parameters.
pub const FITTED_PARAMETERS: f64 = 200.0;
/// The batch from which on the energy fit extrapolates.
pub const FITTED_BATCH: f64 = 512.0;

/// A model on its hardware: all that does not depend on the request, worked out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deployment {
    low: Size,
    high: Size,
    first_token: Time,
    hardware: Hardware,
}

/// What follows from one number of parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Size {
    /// Wh a token of one GPU.
    watt_hours_a_token: f64,
    /// Seconds a token.
    token: f64,
    memory: Memory,
    gpus: u64,
    /// What making the GPUs and their share of servers has cost.
    made: Made,
}

impl Size {
    fn new(active: Billions, total: Billions, speed: Speed, hardware: &Hardware) -> Self {
        let batch = hardware.batch().get();
        let token = speed.throughput.map_or_else(
            || LATENCY_BY_SIZE * active.get() + LATENCY_BY_BATCH * batch + LATENCY,
            |throughput| 1.0 / throughput.get(),
        );
        // In this order: the ceiling below turns a rounding into another number of GPUs.
        let memory = MEMORY_OVERHEAD * total.get() * hardware.bits().get() / BITS_A_BYTE;
        let needed = (memory / hardware.gpu_memory().gigabytes()).ceil();
        let gpus = (needed as u64).next_power_of_two();
        let servers = gpus as f64 / hardware.server_gpus().get();
        Self {
            watt_hours_a_token: ALPHA * (BETA * batch).exp() * active.get() + GAMMA,
            token,
            memory: Memory::from_gigabytes(memory),
            gpus,
            made: SERVER.share(servers).and(&GPU.share(gpus as f64)),
        }
    }
}

/// What a request takes at one end, before the data centre and the grid.
#[derive(Clone, Copy, Debug)]
struct Work {
    gpu: Energy,
    time: Time,
    server: Energy,
    it: Energy,
}

impl Deployment {
    /// A model of that size and speed on that hardware.
    pub fn new(parameters: &Parameters, speed: Speed, hardware: Hardware) -> Self {
        let (active, total) = (parameters.active(), parameters.total());
        Self {
            low: Size::new(active.low(), total.low(), speed, &hardware),
            high: Size::new(active.high(), total.high(), speed, &hardware),
            first_token: speed.first_token.map_or_else(Time::default, FirstToken::time),
            hardware,
        }
    }

    /// The impacts of a request. Arithmetic only: nothing is looked up, nothing allocated.
    pub fn estimate(&self, tokens: Tokens, latency: Option<Latency>, site: &Site) -> Estimate {
        let low = self.end(&self.low, tokens, latency, site, site.pue.low().get(), site.wue.low().rate());
        let high = self.end(&self.high, tokens, latency, site, site.pue.high().get(), site.wue.high().rate());
        between(&low, &high)
    }

    fn end(
        &self,
        size: &Size,
        tokens: Tokens,
        latency: Option<Latency>,
        site: &Site,
        pue: f64,
        wue: Rate<Water>,
    ) -> End {
        let work = self.work(size, tokens, latency);
        let energy = Energy::from_kilowatt_hours(pue * work.it.kilowatt_hours());
        let water = wue.of_a_kilowatt_hour().litres() + pue * site.mix.wue().of_a_kilowatt_hour().litres();
        let share = work.time.seconds() / (self.hardware.lifetime().seconds() * self.hardware.batch().get());
        End {
            energy,
            gwp: site.mix.gwp().of(energy),
            adpe: site.mix.adpe().of(energy),
            pe: site.mix.pe().of(energy),
            wcf: Quantity::of(work.it.kilowatt_hours() * water),
            embodied: size.made.share(share),
        }
    }

    fn work(&self, size: &Size, tokens: Tokens, latency: Option<Latency>) -> Work {
        let gpu = tokens.get() * size.watt_hours_a_token / WATTS_A_KILOWATT;
        let modelled = tokens.get() * size.token + self.first_token.seconds();
        let time = latency.map_or(modelled, |latency| modelled.min(latency.time().seconds()));
        let gpus = size.gpus as f64;
        let server = time / SECONDS_AN_HOUR * self.hardware.server_power().kilowatts() * gpus
            / self.hardware.server_gpus().get()
            / self.hardware.batch().get();
        Work {
            gpu: Energy::from_kilowatt_hours(gpu),
            time: Time::from_seconds(time),
            server: Energy::from_kilowatt_hours(server),
            it: Energy::from_kilowatt_hours(server + gpus * gpu),
        }
    }

    /// The intermediate values of a request.
    pub fn steps(&self, tokens: Tokens, latency: Option<Latency>) -> Steps {
        let (low, high) = (self.work(&self.low, tokens, latency), self.work(&self.high, tokens, latency));
        let made = (&self.low.made, &self.high.made);
        Steps {
            gpu_energy: Interval::ordered(low.gpu, high.gpu),
            generation_latency: Interval::ordered(low.time, high.time),
            model_required_memory: Interval::ordered(self.low.memory, self.high.memory),
            gpu_required_count: self.gpus(),
            server_energy: Interval::ordered(low.server, high.server),
            request_it_energy: Interval::ordered(low.it, high.it),
            server_gpu_embodied_gwp: Interval::ordered(made.0.gwp, made.1.gwp),
            server_gpu_embodied_adpe: Interval::ordered(made.0.adpe, made.1.adpe),
            server_gpu_embodied_pe: Interval::ordered(made.0.pe, made.1.pe),
        }
    }

    /// How many GPUs hold the model.
    pub fn gpus(&self) -> Interval<u64> {
        Interval::ordered(self.low.gpus, self.high.gpus)
    }

    /// How long the answer takes when no measured time bounds it.
    pub fn modelled_time(&self, tokens: Tokens) -> Interval<Time> {
        self.steps(tokens, None).generation_latency
    }

    /// The hardware it is on.
    pub const fn hardware(&self) -> &Hardware {
        &self.hardware
    }
}

/// Intermediate values, by the reference's names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Steps {
    /// Energy of one GPU.
    pub gpu_energy: Interval<Energy>,
    /// The time that is counted.
    pub generation_latency: Interval<Time>,
    /// Memory the model needs.
    pub model_required_memory: Interval<Memory>,
    /// GPUs that hold it.
    pub gpu_required_count: Interval<u64>,
    /// Energy of the server without its GPUs.
    pub server_energy: Interval<Energy>,
    /// Energy of server and GPUs, before the building.
    pub request_it_energy: Interval<Energy>,
    /// Greenhouse gases of making the hardware in use.
    pub server_gpu_embodied_gwp: Interval<Carbon>,
    /// Minerals of making it.
    pub server_gpu_embodied_adpe: Interval<Minerals>,
    /// Primary energy of making it.
    pub server_gpu_embodied_pe: Interval<PrimaryEnergy>,
}
