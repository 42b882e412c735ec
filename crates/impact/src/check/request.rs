//! A request to a language model, known or given by its size.

use super::received::{Kind, Received};
use super::site::{Usual, is_own_mix, site, zone};
use super::{model, overflow};
use crate::data::{Catalogue, Model, Provider, Zone};
use crate::fault::{Code, Fault};
use crate::field::{Field, Fields};
use crate::impacts::Estimate;
use crate::input::{
    Batch, Billions, Bits, FirstToken, Hardware, Images, Latency, Parameters, ReadTokens, Requests,
    ServerGpus, Site, Speed, Throughput, Tokens,
};
use crate::note::{Note, Subject};
use crate::reference::llm::{FITTED_BATCH, FITTED_PARAMETERS};
use crate::reference::{Deployment, Steps};
use crate::unit::{Memory, Power, Time};
use crate::warning::Warnings;

/// Answers are not longer than this; sums are.
const USUAL_TOKENS: f64 = 10_000_000.0;
/// More GPUs than this hold no model in the measurements.
const USUAL_GPUS: u64 = 64;
/// A measured time below this share of the modelled one is worth a note.
const BINDING: f64 = 0.1;

/// A checked request to a language model.
#[derive(Clone, Debug, PartialEq)]
pub struct Request<'c> {
    /// The model, when it is a known one.
    pub model: Option<&'c Model>,
    /// Who hosts it, when that is known.
    pub provider: Option<&'c Provider>,
    /// Whose grid it is; none when all of the mix was given.
    pub zone: Option<&'c Zone>,
    /// The model on its hardware.
    pub deployment: Deployment,
    /// The data centre and its grid.
    pub site: Site,
    /// The length of the answer.
    pub tokens: Tokens,
    /// Its measured time.
    pub latency: Option<Latency>,
    /// The length of the question, when it is to be counted; the reference cannot.
    pub reads: Option<ReadTokens>,
    /// Images that are made with the answer; the reference cannot count them.
    pub images: Option<Images>,
    /// How many such requests, when it is not one.
    pub requests: Option<Requests>,
    /// What was said of it, and is not to be assumed otherwise.
    pub stated: Fields,
    /// What the reference method warns of.
    pub warnings: Warnings,
    /// What else is to be said.
    pub notes: Vec<Note>,
}

impl Request<'_> {
    /// The impacts of all requests by the reference method, which counts neither what is read nor images.
    pub fn estimate(&self) -> Result<Estimate, Fault> {
        for (field, is_there) in
            [(Field::InputTokens, self.reads.is_some()), (Field::Images, self.images.is_some())]
        {
            if is_there {
                return Err(Fault::new(Code::NotInMethod, field).hint(crate::bisou::METHOD));
            }
        }
        let one = self.deployment.estimate(self.tokens, self.latency, &self.site);
        let all = self.requests.map_or(one, |times| one.repeated(times));
        if all.is_finite() { Ok(all) } else { Err(overflow()) }
    }

    /// The intermediate values of one request.
    pub fn steps(&self) -> Steps {
        self.deployment.steps(self.tokens, self.latency)
    }
}

/// What is asked about, found or given.
struct Subjects<'c> {
    model: Option<&'c Model>,
    provider: Option<&'c Provider>,
    parameters: Parameters,
}

pub(super) fn check<'c>(
    catalogue: &'c Catalogue,
    kind: Kind,
    received: &mut Received<'_>,
) -> Option<Request<'c>> {
    let mut notes = Vec::new();
    let subjects = match kind {
        Kind::Custom => custom(catalogue, received, &mut notes),
        Kind::Known | Kind::Video | Kind::Training => known(catalogue, received, &mut notes),
    };
    let given = received.number(Field::OutputTokens, Tokens::new);
    let tokens = received.needed(Field::OutputTokens, given);
    let latency = received.number(Field::Latency, |seconds| Latency::new(Time::from_seconds(seconds)));
    let reads = received.number(Field::InputTokens, ReadTokens::new);
    let images = received.number(Field::Images, Images::new);
    let requests = received.number(Field::Requests, Requests::new);
    let stated = received.stated();
    let provider = subjects.as_ref().and_then(|subjects| subjects.provider);
    let zone = zone(catalogue, received, &mut notes);
    let usual = usual(catalogue, provider, zone, received, &mut notes);
    let site = site(&usual, received, &mut notes);
    let own = Own::of(received);
    let (subjects, tokens, (site, mix_warnings)) = (subjects?, tokens?, site?);
    let deployment = own.deployment(&subjects);
    let zone = Some(usual.zone).filter(|_| !is_own_mix(received));
    let warnings = subjects.model.map_or(Warnings::NONE, |model| model.warnings).and(mix_warnings);
    let request = Request {
        model: subjects.model,
        provider: subjects.provider,
        zone,
        deployment,
        site,
        tokens,
        latency,
        reads,
        images,
        requests,
        stated,
        warnings,
        notes,
    };
    Some(with_notes(request, &subjects.parameters, own.bits.is_some()))
}

fn known<'c>(
    catalogue: &'c Catalogue,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<Subjects<'c>> {
    let provider = model::provider(catalogue, received, notes).ok()?;
    let model = model::model(catalogue, provider, received, notes)?;
    let provider = Some(catalogue.provider_of(model));
    Some(Subjects { model: Some(model), provider, parameters: model.parameters })
}

fn custom<'c>(
    catalogue: &'c Catalogue,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<Subjects<'c>> {
    let provider = model::provider(catalogue, received, notes);
    let active = received.range(Field::ActiveParams, Billions::active);
    let active = received.needed(Field::ActiveParams, active);
    let total = received.range(Field::TotalParams, Billions::total);
    let total = received.needed(Field::TotalParams, total);
    let parameters = Parameters::new(active?, total?).map_err(|fault| received.fault(fault)).ok()?;
    Some(Subjects { model: None, provider: provider.ok()?, parameters })
}

/// What is taken where nothing is said: the provider's own, else the world and the range of all providers.
fn usual<'c>(
    catalogue: &'c Catalogue,
    provider: Option<&'c Provider>,
    zone: Option<&'c Zone>,
    received: &Received<'_>,
    notes: &mut Vec<Note>,
) -> Usual<'c> {
    if let Some(provider) = provider {
        let zone = zone.unwrap_or_else(|| catalogue.zone_of(provider));
        return Usual { zone, pue: provider.pue, wue: provider.wue };
    }
    let has_mix =
        [Field::MixGwp, Field::MixAdpe, Field::MixPe, Field::MixWue].map(|field| received.has(field));
    if zone.is_none() && has_mix != [true; 4] && !received.has(Field::Zone) {
        notes.push(Note::taken(Subject::ZoneAssumed, catalogue.world().code));
    }
    if !(received.has(Field::Pue) && received.has(Field::Wue)) {
        notes.push(Note::plain(Subject::SiteAssumed));
    }
    let (pue, wue) = catalogue.range_of_sites();
    Usual { zone: zone.unwrap_or_else(|| catalogue.world()), pue, wue }
}

/// Hardware and speed that were given in the place of the model's own.
struct Own {
    bits: Option<Bits>,
    batch: Option<Batch>,
    server_gpus: Option<ServerGpus>,
    hardware: Hardware,
    throughput: Option<Throughput>,
    first_token: Option<FirstToken>,
}

impl Own {
    fn of(received: &mut Received<'_>) -> Self {
        let mut hardware = Hardware::REFERENCE;
        if let Some(changed) = received
            .number(Field::GpuMemory, |gigabytes| hardware.with_gpu_memory(Memory::from_gigabytes(gigabytes)))
        {
            hardware = changed;
        }
        if let Some(changed) = received
            .number(Field::ServerPower, |power| hardware.with_server_power(Power::from_kilowatts(power)))
        {
            hardware = changed;
        }
        if let Some(changed) =
            received.number(Field::Lifetime, |seconds| hardware.with_lifetime(Time::from_seconds(seconds)))
        {
            hardware = changed;
        }
        Self {
            bits: received.number(Field::Bits, Bits::new),
            batch: received.number(Field::Batch, Batch::new),
            server_gpus: received.number(Field::ServerGpus, ServerGpus::new),
            hardware,
            throughput: received.number(Field::TokensPerSecond, Throughput::new),
            first_token: received
                .number(Field::FirstToken, |seconds| FirstToken::new(Time::from_seconds(seconds))),
        }
    }

    fn deployment(&self, subjects: &Subjects<'_>) -> Deployment {
        let nothing = self.bits.is_none()
            && self.batch.is_none()
            && self.server_gpus.is_none()
            && self.throughput.is_none()
            && self.first_token.is_none()
            && self.hardware == Hardware::REFERENCE;
        let model = match subjects.model {
            Some(model) if nothing => return model.deployment,
            other => other,
        };
        let mut hardware = self.hardware;
        if let Some(bits) = self.bits.or(model.map(|model| model.bits)) {
            hardware = hardware.with_bits(bits);
        }
        if let Some(batch) = self.batch {
            hardware = hardware.with_batch(batch);
        }
        if let Some(gpus) = self.server_gpus {
            hardware = hardware.with_server_gpus(gpus);
        }
        let usual = model.map_or_else(Speed::default, |model| model.speed);
        let speed = Speed {
            throughput: self.throughput.or(usual.throughput),
            first_token: self.first_token.or(usual.first_token),
        };
        Deployment::new(&subjects.parameters, speed, hardware)
    }
}

/// What is to be said of a request that can be answered.
fn with_notes<'c>(mut request: Request<'c>, parameters: &Parameters, own_bits: bool) -> Request<'c> {
    let mut say = |subject| request.notes.push(Note::plain(subject));
    if request.tokens.get() == 0.0 {
        say(Subject::ZeroTokens);
    }
    if request.reads.is_some() {
        say(Subject::ReadsCounted);
    }
    if request.images.is_some() {
        say(Subject::ImagesCounted);
    }
    if request.tokens.get() > USUAL_TOKENS {
        say(Subject::UnusualSize);
    }
    if let Some(latency) = request.latency {
        let (measured, modelled) = (latency.time(), request.deployment.modelled_time(request.tokens));
        if measured == Time::default() {
            say(Subject::ZeroLatency);
        }
        if measured > modelled.high() {
            say(Subject::LatencyNotBinding);
        }
        if measured.seconds() < BINDING * modelled.low().seconds() {
            say(Subject::LatencyBinding);
        }
    }
    if own_bits {
        say(Subject::BitsChangeMemory);
    }
    if parameters.active().high().get() > FITTED_PARAMETERS
        || request.deployment.hardware().batch().get() > FITTED_BATCH
    {
        say(Subject::OutsideFit);
    }
    if request.deployment.gpus().high() > USUAL_GPUS {
        say(Subject::ManyGpus);
    }
    if let Some(zone) = request.zone.filter(|zone| zone.has_suspicious_zero())
        && request.site.mix.gwp() == zone.mix.gwp()
    {
        request.notes.push(Note::taken(Subject::MixSuspiciousZero, zone.code));
    }
    request
}
