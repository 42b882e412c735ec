//! What the impact engine is asked and what it answers, as the API describes them; the engine itself reads and writes them.

#![allow(dead_code, reason = "describes the wire, is never made")]

use serde::Serialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// `[low, high]`, alike when one value is known.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactInterval, min_items = 2, max_items = 2)]
pub struct Ends(Vec<f64>);

/// A request to a language model, known by its name or by its size; or a video. In JSON a number that may be a range is a
/// number or `[low, high]`; behind a question mark a range is `low..high`, and a part of the mix is `mix.gwp`.
#[derive(Serialize, ToSchema, IntoParams)]
#[schema(as = ImpactRequest)]
#[into_params(parameter_in = Query)]
pub struct RequestFields {
    /// Comes back with the answer; of an object only.
    #[param(ignore)]
    id: Option<Value>,
    /// `known`, `custom` (by `active_params_b` and `total_params_b`) or `video`; follows from the other fields.
    kind: Option<String>,
    /// `ecologits-0.11.3` (when nothing is said), or `bisou`: drawn, with what each constant might be.
    method: Option<String>,
    /// The model's name, or `provider/model`.
    model: Option<String>,
    /// Who hosts it, where several do.
    provider: Option<String>,
    /// A known model to count an unknown one by.
    like: Option<String>,
    /// The length of the answer: 0 to 1e12.
    output_tokens: Option<f64>,
    /// The length of the question; by `bisou` alone.
    input_tokens: Option<f64>,
    /// Pictures in the question; by `bisou` alone.
    images: Option<f64>,
    /// The measured time of the answer, in s: 0 to 86,400; an upper bound only.
    latency_s: Option<f64>,
    /// ISO 3166-1 alpha-3, `WOR`, or a name in French, Dutch, German or English.
    zone: Option<String>,
    /// How many such requests: 1 to 1e12.
    requests: Option<f64>,
    /// Parameters in use for one token, in billions; may be a range.
    active_params_b: Option<Value>,
    /// Parameters in memory, in billions; may be a range.
    total_params_b: Option<Value>,
    /// 1 to 3; may be a range.
    pue: Option<Value>,
    /// Water evaporated on site, in L/kWh: 0 to 20; may be a range.
    wue: Option<Value>,
    /// `{gwp, adpe, pe, wue}`: kg CO2e, kg Sb eq, MJ, L for each kWh; the zone's where one is not there.
    mix: Option<Value>,
    /// 1, 2, 3, 4, 5, 6, 8, 16 or 32.
    quantization_bits: Option<u32>,
    /// Requests that the server answers at once: 1 to 4,096.
    batch_size: Option<u32>,
    /// Tokens a second.
    tps: Option<f64>,
    /// Time to the first token, in s.
    ttft_s: Option<f64>,
    /// Memory of a GPU, in GB.
    gpu_memory_gb: Option<f64>,
    /// Power of a server without its GPUs, in kW.
    server_power_kw: Option<f64>,
    /// GPUs of a server.
    server_gpus: Option<u32>,
    /// Life of the hardware, in s.
    lifetime_s: Option<f64>,
    /// Of a video: `720p`, `1080p`, `4k` or `WxH`.
    resolution: Option<String>,
    /// Of a video, in s: above 0, to 86,400.
    duration_s: Option<f64>,
    /// Of a video: whether it has sound; true when nothing is said.
    audio: Option<bool>,
}

/// A training, by one of three routes: `accelerator_hours`; `training_flops` and how fast they are done; `params_b`, `tokens`
/// and how fast they are done. Each number may be a range: `[low, high]`, or `low..high` behind a question mark.
#[derive(Serialize, ToSchema, IntoParams)]
#[schema(as = ImpactTraining)]
#[into_params(parameter_in = Query)]
pub struct TrainingFields {
    /// Comes back with the answer; of an object only.
    #[param(ignore)]
    id: Option<Value>,
    /// Hours of all accelerators together.
    accelerator_hours: Option<Value>,
    /// Operations.
    training_flops: Option<Value>,
    /// Parameters in billions; of a mixture of experts, the active ones.
    params_b: Option<Value>,
    /// Tokens it was trained on: 6 operations for each parameter and token.
    tokens: Option<Value>,
    /// Whether activations are computed again: 8 operations instead of 6.
    recompute: Option<bool>,
    /// What one accelerator reaches, in TFLOP/s.
    achieved_tflops: Option<Value>,
    /// Instead: its peak, in TFLOP/s,
    peak_tflops: Option<Value>,
    /// and the share of it that it reaches: above 0, to 1.
    mfu: Option<Value>,
    /// Mean power of one accelerator, in W: 1 to 5,000.
    power_w: Option<Value>,
    /// What that power covers: `gpu`, `server` (its share of it) or `facility` (the building too).
    power_scope: Option<String>,
    /// 1 to 3; that of the known providers when nothing is said, and then it is noted.
    pue: Option<Value>,
    /// Whose grid it is.
    zone: Option<String>,
    /// Instead of the zone: above 0, to 3 kg CO2e for each kWh.
    intensity_kg_per_kwh: Option<Value>,
    /// Energy of machines that waited, in kWh, that covers what the power covers.
    idle_energy_kwh: Option<Value>,
    /// Making one accelerator, in kg CO2e.
    gpu_made_kg: Option<Value>,
    /// Making one server without them, in kg CO2e.
    server_made_kg: Option<Value>,
    /// Accelerators of a server.
    server_gpus: Option<u32>,
    /// Life of the hardware, in s.
    lifetime_s: Option<Value>,
    /// The share of it in which it works: above 0, to 1.
    in_use: Option<Value>,
    /// Water evaporated on site, in L for each kWh of the machines.
    wue: Option<Value>,
    /// Water evaporated where the electricity is made, in L/kWh, instead of the zone's.
    grid_water_l_per_kwh: Option<Value>,
    /// How often what was trained is used; nothing is told by use without it.
    uses: Option<Value>,
}

/// What is to be said beside an answer.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactNote)]
pub struct Note {
    /// A stable word.
    code: String,
    /// `note`, or `warning` where the answer itself is to be doubted.
    level: String,
    /// One sentence, in French.
    message: String,
    /// What was received, where that matters.
    received: Option<String>,
    /// What was taken for it, where that matters.
    taken: Option<String>,
}

/// While it runs.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactUsage)]
pub struct Usage {
    energy: Ends,
    gwp: Ends,
    adpe: Ends,
    pe: Ends,
    wcf: Ends,
}

/// Of making the hardware, for the time it was in use.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactEmbodied)]
pub struct Embodied {
    gwp: Ends,
    adpe: Ends,
    pe: Ends,
}

/// Medians.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactCentral)]
pub struct Central {
    energy: f64,
    gwp: f64,
    adpe: f64,
    pe: f64,
    wcf: f64,
}

/// Exact ends.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactHull)]
pub struct Hull {
    energy: Ends,
    gwp: Ends,
    adpe: Ends,
    pe: Ends,
    wcf: Ends,
    usage: Usage,
    embodied: Embodied,
}

/// What requests cost.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactOfRequest)]
pub struct RequestAnswer {
    /// As it was given, of a question that has one.
    id: Option<Value>,
    /// The method and its version: figures of others are not comparable.
    method: String,
    provider: Option<String>,
    model: Option<String>,
    /// The model that this is another name of.
    alias_of: Option<String>,
    zone: Option<String>,
    requests: Option<u64>,
    /// kWh.
    energy: Ends,
    /// kg CO2e.
    gwp: Ends,
    /// kg Sb eq.
    adpe: Ends,
    /// MJ.
    pe: Ends,
    /// L.
    wcf: Ends,
    usage: Usage,
    embodied: Embodied,
    /// Of `bisou`, whose intervals go from 5 % to 95 % of its draws: which assumptions they are of.
    edition: Option<String>,
    /// Of `bisou`: how many draws,
    draws: Option<u32>,
    /// and which ones.
    seed: Option<u64>,
    /// Of `bisou`: the medians.
    central: Option<Central>,
    /// Of `bisou`: the exact ends, that nothing lies outside of.
    hull: Option<Hull>,
    /// The reference's own: `electricity-mix-adpe-world`, `model-arch-not-released`…
    warnings: Vec<String>,
    notes: Option<Vec<Note>>,
    /// The values on the way, of one request to a language model.
    steps: Option<Value>,
}

/// Sums over what is known of a training.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactTotal)]
pub struct Total {
    energy: Ends,
    gwp: Ends,
    wcf: Option<Ends>,
}

/// The electricity of a part of a training.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactElectricity)]
pub struct Electricity {
    /// Of the machines alone, in kWh; null when the power holds the building and no PUE is known.
    it_energy: Option<Ends>,
    energy: Ends,
    gwp: Ends,
}

/// The making of the machines of a training.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactMaking)]
pub struct Making {
    gwp: Ends,
}

/// The water of a training.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactWater)]
pub struct Water {
    on_site: Option<Ends>,
    off_site: Option<Ends>,
}

/// A training scope by scope; null is not known, and in no sum.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactScopes)]
pub struct Scopes {
    run: Electricity,
    idle: Option<Electricity>,
    embodied: Option<Making>,
    water: Water,
}

/// What a training has cost.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactOfTraining)]
pub struct TrainingAnswer {
    /// As it was given, of a question that has one.
    id: Option<Value>,
    /// `patterson-2021`.
    method: String,
    /// `accelerator-hours`, `flops`, `6nd` or `8nd`.
    route: String,
    training_flops: Option<Ends>,
    accelerator_hours: Ends,
    power_w: Ends,
    /// `gpu`, `server` or `facility`.
    power_scope: String,
    pue: Option<Ends>,
    zone: Option<String>,
    intensity_kg_per_kwh: Ends,
    /// Where the intensity is from: `given`, or the zone's source.
    intensity_source: String,
    /// kWh, of all scopes that are known.
    energy: Ends,
    /// kg CO2e, of all scopes that are known.
    gwp: Ends,
    /// L, of all scopes that are known; null when none is.
    wcf: Option<Ends>,
    scopes: Scopes,
    /// `idle`, `embodied`, `water-on-site`, `water-off-site`: what is not counted, for it is not known.
    missing: Vec<String>,
    uses: Option<Ends>,
    /// Only with a number of uses.
    per_use: Option<Total>,
    warnings: Vec<String>,
    notes: Vec<Note>,
}

/// A model that is known; one that makes videos has a provider and a name only.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactModel)]
pub struct Model {
    provider: String,
    model: String,
    alias_of: Option<String>,
    active_params_b: Option<Ends>,
    total_params_b: Option<Ends>,
    warnings: Option<Vec<String>>,
    sources: Option<Vec<String>>,
}

/// A zone that is known, and what one kWh costs there.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactZone)]
pub struct Zone {
    zone: String,
    alpha2: String,
    names: Names,
    mix: Mix,
    /// Which values are the world's.
    warnings: Vec<String>,
}

/// A zone's names.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactNames)]
pub struct Names {
    fr: String,
    nl: String,
    de: String,
    en: String,
}

/// Of one kWh.
#[derive(Serialize, ToSchema)]
#[schema(as = ImpactMix)]
pub struct Mix {
    /// kg CO2e.
    gwp: f64,
    /// kg Sb eq.
    adpe: f64,
    /// MJ.
    pe: f64,
    /// L.
    wue: f64,
}
