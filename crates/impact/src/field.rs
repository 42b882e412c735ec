//! The fields of a question: how they are called, what they accept.

use std::fmt;

/// What a number has to lie between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least.
    pub low: f64,
    /// Whether the least itself is refused.
    pub above: bool,
    /// The most; [`f64::MAX`] where any finite number will do.
    pub high: f64,
    /// Whether it has to be a whole number.
    pub whole: bool,
    /// The unit of both, empty for a plain number.
    pub unit: &'static str,
}

impl Bounds {
    const fn between(low: f64, high: f64, unit: &'static str) -> Self {
        Self { low, above: false, high, whole: false, unit }
    }

    const fn above(low: f64, high: f64, unit: &'static str) -> Self {
        Self { low, above: true, high, whole: false, unit }
    }

    const fn whole(low: f64, high: f64) -> Self {
        Self { low, above: false, high, whole: true, unit: "" }
    }

    /// Whether a number is accepted; what is not finite never is.
    pub fn accept(&self, value: f64) -> bool {
        let enough = if self.above { value > self.low } else { value >= self.low };
        value.is_finite() && enough && value <= self.high && (!self.whole || value.fract() == 0.0)
    }
}

/// `0..1e12`, `>0..100000 G`, `>=0`.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = if self.above { ">" } else { "" };
        if self.high == f64::MAX {
            write!(f, "{}{}", if self.above { ">" } else { ">=" }, Short(self.low))?;
        } else {
            write!(f, "{open}{}..{}", Short(self.low), Short(self.high))?;
        }
        if self.unit.is_empty() { Ok(()) } else { write!(f, " {}", self.unit) }
    }
}

/// A number as short as it can be written: `1e12` for a million million.
pub(crate) struct Short(pub(crate) f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.abs();
        if magnitude != 0.0 && !(1e-4..1e7).contains(&magnitude) {
            write!(f, "{:e}", self.0)
        } else {
            write!(f, "{}", self.0)
        }
    }
}

/// Sizes of weights that exist.
pub const BITS: [f64; 9] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 16.0, 32.0];

macro_rules! fields {
    ($($(#[$about:meta])* $field:ident, $json:literal, $option:literal, $bounds:expr;)*) => {
        /// A field of a question.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$about])* $field,)*
        }

        impl Field {
            /// All of them.
            pub const ALL: [Self; [$(Self::$field),*].len()] = [$(Self::$field),*];

            /// As JSON calls it: `latency_s`; a part of the own mix is `mix.gwp`.
            pub const fn json(self) -> &'static str {
                match self { $(Self::$field => $json,)* }
            }

            /// As the command line calls it, without the hyphens in front: `latency`.
            pub const fn option(self) -> &'static str {
                match self { $(Self::$field => $option,)* }
            }

            /// What a number in it has to lie between; none where it is no number.
            pub const fn bounds(self) -> Option<Bounds> {
                match self { $(Self::$field => $bounds,)* }
            }
        }
    };
}

fields! {
    /// Who hosts the model.
    Provider, "provider", "provider", None;
    /// The model's name.
    Model, "model", "model", None;
    /// A known model to count an unknown one by.
    Like, "like", "like", None;
    /// How many tokens the answer has; an average may be a fraction.
    OutputTokens, "output_tokens", "output-tokens", Some(Bounds::between(0.0, 1e12, ""));
    /// How many tokens the question has; not in the reference.
    InputTokens, "input_tokens", "input-tokens", Some(Bounds::between(0.0, 1e12, ""));
    /// How many images are made; not in the reference.
    Images, "images", "images", Some(Bounds::between(0.0, 1e12, ""));
    /// How long the answer took as measured: an upper bound of the time that is counted.
    Latency, "latency_s", "latency", Some(Bounds::between(0.0, 86_400.0, "s"));
    /// Where the electricity comes from.
    Zone, "zone", "zone", None;
    /// Parameters in use for one token, in billions.
    ActiveParams, "active_params_b", "active-params", Some(Bounds::above(0.0, 100_000.0, "G"));
    /// Parameters in memory, in billions.
    TotalParams, "total_params_b", "total-params", Some(Bounds::above(0.0, 100_000.0, "G"));
    /// Bits a weight: one of [`BITS`].
    Bits, "quantization_bits", "bits", Some(Bounds::whole(1.0, 32.0));
    /// How many requests the server answers at once.
    Batch, "batch_size", "batch", Some(Bounds::whole(1.0, 4096.0));
    /// How fast tokens come.
    TokensPerSecond, "tps", "tps", Some(Bounds::above(0.0, f64::MAX, "/s"));
    /// How long the first token takes.
    FirstToken, "ttft_s", "ttft", Some(Bounds::between(0.0, f64::MAX, "s"));
    /// Memory of one GPU.
    GpuMemory, "gpu_memory_gb", "gpu-memory", Some(Bounds::between(1.0, 10_000.0, "GB"));
    /// Power of the server without its GPUs.
    ServerPower, "server_power_kw", "server-power", Some(Bounds::between(0.0, 1000.0, "kW"));
    /// How many GPUs a server holds.
    ServerGpus, "server_gpus", "server-gpus", Some(Bounds::whole(1.0, 1024.0));
    /// How long the hardware serves: from an hour to a hundred years.
    Lifetime, "lifetime_s", "lifetime", Some(Bounds::between(3600.0, 3.1536e9, "s"));
    /// Energy of the data centre over that of its computers.
    Pue, "pue", "pue", Some(Bounds::between(1.0, 3.0, ""));
    /// Water evaporated on site for each kWh of the computers.
    Wue, "wue", "wue", Some(Bounds::between(0.0, 20.0, "L/kWh"));
    /// The own mix as a whole.
    Mix, "mix", "mix", None;
    /// Greenhouse gases of the own mix.
    MixGwp, "mix.gwp", "mix-gwp", Some(Bounds::between(0.0, 3.0, "kg/kWh"));
    /// Minerals of the own mix.
    MixAdpe, "mix.adpe", "mix-adpe", Some(Bounds::between(0.0, f64::MAX, "kg/kWh"));
    /// Primary energy of the own mix.
    MixPe, "mix.pe", "mix-pe", Some(Bounds::between(0.0, f64::MAX, "MJ/kWh"));
    /// Water of the own mix.
    MixWue, "mix.wue", "mix-wue", Some(Bounds::between(0.0, f64::MAX, "L/kWh"));
    /// How many of a kind of use there are in a week; an average may be a fraction.
    Use, "use", "use", Some(Bounds::between(0.0, 1e9, ""));
    /// How many times chance is asked, for method `bisou`.
    Draws, "draws", "draws", Some(Bounds::whole(100.0, 1e6));
    /// How many such requests.
    Requests, "requests", "requests", Some(Bounds::whole(1.0, 1e12));
    /// Width and height of a video.
    Resolution, "resolution", "resolution", Some(Bounds::whole(1.0, 100_000.0));
    /// Length of a video.
    Duration, "duration_s", "duration", Some(Bounds::above(0.0, 86_400.0, "s"));
    /// Whether a video has sound.
    Audio, "audio", "audio", None;
    /// Hours of all accelerators of a training.
    TrainingHours, "accelerator_hours", "gpu-hours", Some(Bounds::above(0.0, f64::MAX, "h"));
    /// Mean power of one accelerator in training.
    TrainingPower, "power_w", "gpu-power", Some(Bounds::between(1.0, 5000.0, "W"));
    /// Mean power of a whole machine in training.
    MachinePower, "machine_power_w", "machine-power", Some(Bounds::between(1.0, 1e6, "W"));
    /// Greenhouse gases of the grid of a training.
    Intensity, "intensity_kg_per_kwh", "intensity", Some(Bounds::between(0.0, 3.0, "kg/kWh"));
    /// The share of its peak that an accelerator reaches.
    Efficiency, "mfu", "mfu", Some(Bounds::above(0.0, 1.0, ""));
    /// Tokens a model was trained on.
    TrainingTokens, "tokens", "tokens", Some(Bounds::above(0.0, 1e18, ""));
    /// How often what was trained is used.
    Uses, "uses", "uses", Some(Bounds::between(1.0, 1e18, ""));
    /// What the power of a training is of: `gpu`, `server` or `facility`.
    PowerScope, "power_scope", "power-scope", None;
    /// Operations of a training.
    TrainingOperations, "training_flops", "flops", Some(Bounds::above(0.0, f64::MAX, "FLOP"));
    /// Operations a second that one accelerator reaches in training.
    ReachedRate, "achieved_tflops", "flops-per-second", Some(Bounds::above(0.0, 1e6, "TFLOP/s"));
    /// Operations a second that one accelerator could reach.
    PeakRate, "peak_tflops", "peak", Some(Bounds::above(0.0, 1e6, "TFLOP/s"));
    /// Parameters of the model that is trained, in billions; of a mixture of experts, those in use for one token.
    TrainedParams, "params_b", "params", Some(Bounds::above(0.0, 100_000.0, "G"));
    /// Whether activations are computed again on the way back.
    Recompute, "recompute", "recompute", None;
    /// Energy of the machines while they waited, beside that of the run.
    IdleEnergy, "idle_energy_kwh", "idle-energy", Some(Bounds::above(0.0, f64::MAX, "kWh"));
    /// Greenhouse gases of making one accelerator.
    AcceleratorMade, "gpu_made_kg", "gpu-made", Some(Bounds::above(0.0, 1e6, "kg"));
    /// Greenhouse gases of making a server without its accelerators.
    ServerMade, "server_made_kg", "server-made", Some(Bounds::above(0.0, 1e6, "kg"));
    /// The share of its life in which the hardware works.
    InUse, "in_use", "in-use", Some(Bounds::above(0.0, 1.0, ""));
    /// Water evaporated where the electricity of a training is made, for each kWh.
    GridWater, "grid_water_l_per_kwh", "grid-water", Some(Bounds::between(0.0, f64::MAX, "L/kWh"));
    /// What is asked: `known`, `custom`, `video` or `training`.
    Kind, "kind", "kind", None;
    /// By which method it is to be estimated.
    Method, "method", "method", None;
    /// The question itself, in a line.
    Input, "input", "input", None;
}

impl Field {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The same with `_`, as programs read what the command line tells them: `output_tokens`, `mix_gwp`.
    pub const fn snake(self) -> &'static str {
        match self {
            Self::OutputTokens => "output_tokens",
            Self::InputTokens => "input_tokens",
            Self::TrainingHours => "gpu_hours",
            Self::TrainingPower => "gpu_power",
            Self::MachinePower => "machine_power",
            Self::ActiveParams => "active_params",
            Self::TotalParams => "total_params",
            Self::GpuMemory => "gpu_memory",
            Self::ServerPower => "server_power",
            Self::ServerGpus => "server_gpus",
            Self::MixGwp => "mix_gwp",
            Self::MixAdpe => "mix_adpe",
            Self::MixPe => "mix_pe",
            Self::MixWue => "mix_wue",
            Self::PowerScope => "power_scope",
            Self::ReachedRate => "flops_per_second",
            Self::IdleEnergy => "idle_energy",
            Self::AcceleratorMade => "gpu_made",
            Self::ServerMade => "server_made",
            Self::InUse => "in_use",
            Self::GridWater => "grid_water",
            other => other.option(),
        }
    }

    /// The field of that name in JSON.
    pub fn from_json(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.json() == name)
    }
}

/// Some of the fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fields(u128);

const _: () = assert!(Field::COUNT <= u128::BITS as usize, "each field has a bit of its own");

impl Fields {
    /// With that field too.
    #[must_use]
    pub const fn with(self, field: Field) -> Self {
        Self(self.0 | 1 << field as u32)
    }

    /// Whether that field is among them.
    pub const fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        fields.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_told_short_and_hold_at_their_ends() {
        let told = |field: Field| field.bounds().unwrap().to_string();
        assert_eq!(told(Field::OutputTokens), "0..1e12");
        assert_eq!(told(Field::ActiveParams), ">0..100000 G");
        assert_eq!(told(Field::MixPe), ">=0 MJ/kWh");
        assert_eq!(told(Field::Pue), "1..3");
        let tokens = Field::OutputTokens.bounds().unwrap();
        assert!(tokens.accept(0.0) && tokens.accept(1e12) && tokens.accept(0.5));
        assert!(![-1.0, 1.1e12, f64::NAN, f64::INFINITY].into_iter().any(|value| tokens.accept(value)));
        let batch = Field::Batch.bounds().unwrap();
        assert!(batch.accept(64.0) && !batch.accept(64.5) && !batch.accept(0.0));
        assert!(!Field::ActiveParams.bounds().unwrap().accept(0.0));
    }

    #[test]
    fn each_field_has_names_of_its_own() {
        for (index, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, index);
            assert_eq!(Field::from_json(field.json()), Some(field));
            assert_eq!(field.snake(), field.option().replace('-', "_"));
            assert_eq!(Field::ALL.iter().filter(|other| other.option() == field.option()).count(), 1);
        }
    }
}
