//! A request to a language model: the chain at all low values together, and at all high ones.
//!
//! `P` is in billions of parameters.
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

use crate::chain::{Constants, Place, Point, memory};
use crate::impacts::{Estimate, between};
use crate::input::{Hardware, Latency, Parameters, Site, Speed, Tokens};
use crate::interval::Interval;
use crate::unit::{Carbon, Energy, Memory, Minerals, PrimaryEnergy, Time};

/// The size from which on the energy fit extrapolates: it used models up to 200 billion parameters.
pub const FITTED_PARAMETERS: f64 = 200.0;
/// The batch from which on the energy fit extrapolates.
pub const FITTED_BATCH: f64 = 512.0;

/// A model on its hardware: all that does not depend on the request, worked out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deployment {
    low: Point,
    high: Point,
    parameters: Parameters,
    speed: Speed,
    hardware: Hardware,
}

impl Deployment {
    /// A model of that size and speed on that hardware.
    pub fn new(parameters: &Parameters, speed: Speed, hardware: Hardware) -> Self {
        let (active, total) = (parameters.active(), parameters.total());
        let at = |active, total| Point::new(active, total, speed, hardware, &Constants::REFERENCE);
        Self {
            low: at(active.low(), total.low()),
            high: at(active.high(), total.high()),
            parameters: *parameters,
            speed,
            hardware,
        }
    }

    /// The impacts of a request. Arithmetic only: nothing is looked up, nothing allocated.
    pub fn estimate(&self, tokens: Tokens, latency: Option<Latency>, site: &Site) -> Estimate {
        let at = |pue, wue| Place { pue, wue, mix: site.mix };
        let low = self.low.rates.end(tokens, latency, &at(site.pue.low().get(), site.wue.low().rate()));
        let high = self.high.rates.end(tokens, latency, &at(site.pue.high().get(), site.wue.high().rate()));
        between(&low, &high)
    }

    /// The intermediate values of a request.
    pub fn steps(&self, tokens: Tokens, latency: Option<Latency>) -> Steps {
        let (low, high) = (self.low.work(tokens, latency), self.high.work(tokens, latency));
        let made = (&self.low.made, &self.high.made);
        let holds = |total| memory(total, &self.hardware, &Constants::REFERENCE);
        let total = self.parameters.total();
        Steps {
            gpu_energy: Interval::ordered(low.gpu, high.gpu),
            generation_latency: Interval::ordered(low.time, high.time),
            model_required_memory: Interval::ordered(holds(total.low()), holds(total.high())),
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

    /// How large the model is.
    pub const fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// How fast it answers, as far as it is known.
    pub const fn speed(&self) -> &Speed {
        &self.speed
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
