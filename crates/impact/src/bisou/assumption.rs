//! What the reference fixes, and what it might be instead: the assumptions, from `data/assumptions.toml`.
//!
//! Invariant: [`Assumptions`] that exist are whole. Each [`Assumption`] is described once; its ends are in order, what is
//! drawn lies within them, and so does the value of the reference.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

macro_rules! assumptions {
    ($($(#[$about:meta])* $name:ident = $id:literal, $falls:literal;)*) => {
        /// Something that is assumed. Ids are stable: programs match on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Assumption {
            $($(#[$about])* $name,)*
        }

        impl Assumption {
            /// All of them.
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// Its id in the file.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// Whether impacts fall as it grows; they rise with all others. No impact does one here and the other there.
            pub const fn falls(self) -> bool {
                match self { $(Self::$name => $falls,)* }
            }
        }
    };
}

assumptions! {
    /// How many requests a server answers at once.
    Batch = "batch", true;
    /// Where in its guessed range the size of the model lies, from 0 (low) to 1 (high).
    Size = "size", false;
    /// Bits a weight.
    Bits = "bits", false;
    /// Times the fitted energy of a token.
    EnergyFit = "energy-fit", false;
    /// Times the known or modelled speed.
    Throughput = "throughput", true;
    /// Memory over that of the weights.
    MemoryOverhead = "memory-overhead", false;
    /// Power of a server without its GPUs, in kW.
    ServerPower = "server-power", false;
    /// Energy of all machines over that of those that answer.
    Idle = "idle", false;
    /// Energy of the data centre over that of its computers.
    Pue = "pue", false;
    /// Water evaporated on site, in L/kWh.
    Wue = "wue", false;
    /// Times the greenhouse gases of the grid: another year, another author.
    GridYear = "grid-year", false;
    /// Times the minerals of a grid that has only the world's value.
    GridMinerals = "grid-minerals", false;
    /// Times the primary energy of a grid that has only the world's value.
    GridPrimary = "grid-primary", false;
    /// Times the water of a grid that has only the world's value.
    GridWater = "grid-water", false;
    /// How long the hardware serves, in years.
    Lifetime = "lifetime", true;
    /// The share of that time in which it works.
    Busy = "busy", true;
    /// Greenhouse gases of making a GPU, in kg.
    GpuCarbon = "gpu-carbon", false;
    /// Minerals of making a GPU, in kg.
    GpuMinerals = "gpu-minerals", false;
    /// Primary energy of making a GPU, in MJ.
    GpuPrimary = "gpu-primary", false;
    /// Greenhouse gases of making a server without its GPUs, in kg.
    ServerCarbon = "server-carbon", false;
    /// Minerals of making it, in kg.
    ServerMinerals = "server-minerals", false;
    /// Primary energy of making it, in MJ.
    ServerPrimary = "server-primary", false;
    /// What a token that is read costs, to one that is written. Not in the reference.
    InputToken = "input-token", false;
    /// Energy of an image, in Wh. Not in the reference.
    Image = "image", false;
}

impl Assumption {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The assumption of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// Where the ends of an assumption come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Both were published.
    Published,
    /// They are computed from published values; the source says how.
    Derived,
    /// They are ours: nobody publishes them.
    Assumed,
}

/// How likely each value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One value, known or given.
    Fixed(f64),
    /// All alike, from the first to the second.
    Uniform(f64, f64),
    /// All ratios alike, from the first to the second; the ends are kept as logarithms.
    LogUniform(f64, f64),
    /// Likeliest at the peak: low, peak, high.
    Triangular(f64, f64, f64),
    /// One of a few, all alike, in rising order.
    OneOf(Vec<f64>),
}

impl Shape {
    /// The value below which a share `unit` of all values lies (the inverse distribution function); never falls with
    /// `unit`, which lies in `0.0..1.0`.
    pub(crate) fn at(&self, unit: f64) -> f64 {
        match self {
            Self::Fixed(value) => *value,
            Self::Uniform(low, high) => low + unit * (high - low),
            Self::LogUniform(low, high) => (low + unit * (high - low)).exp(),
            Self::Triangular(low, peak, high) => {
                let (width, rise, fall) = (high - low, peak - low, high - peak);
                if unit * width < rise {
                    low + (unit * width * rise).sqrt()
                } else {
                    high - ((1.0 - unit) * width * fall).sqrt()
                }
            }
            Self::OneOf(values) => values[((unit * values.len() as f64) as usize).min(values.len() - 1)],
        }
    }

    /// The least and the most that is drawn.
    fn ends(&self) -> Option<(f64, f64)> {
        Some(match self {
            Self::Fixed(value) => (*value, *value),
            Self::Uniform(low, high) | Self::Triangular(low, _, high) => (*low, *high),
            Self::LogUniform(low, high) => (low.exp(), high.exp()),
            Self::OneOf(values) => (*values.first()?, *values.last()?),
        })
    }

    /// As the file calls it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Fixed(_) => "fixed",
            Self::Uniform(..) => "uniform",
            Self::LogUniform(..) => "log-uniform",
            Self::Triangular(..) => "triangular",
            Self::OneOf(_) => "one-of",
        }
    }
}

/// What a value may be, and how likely.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Freedom {
    /// What it can hardly be less than.
    pub low: f64,
    /// What it can hardly be more than.
    pub high: f64,
    /// What it is where one value is needed: the reference's, else the middle.
    pub central: f64,
    /// What is drawn.
    pub shape: Shape,
}

impl Freedom {
    /// One value.
    pub const fn fixed(value: f64) -> Self {
        Self { low: value, high: value, central: value, shape: Shape::Fixed(value) }
    }

    /// All values of a range alike, one of them in the middle.
    pub fn uniform(low: f64, high: f64) -> Self {
        let shape = if low < high { Shape::Uniform(low, high) } else { Shape::Fixed(low) };
        Self { low, high, central: f64::midpoint(low, high), shape }
    }

    /// A factor: all ratios alike, 1 where one value is needed.
    pub fn ratio(low: f64, high: f64) -> Self {
        Self { low, high, central: 1.0, shape: Shape::LogUniform(low.ln(), high.ln()) }
    }

    /// Whether it is more than one value.
    pub fn is_free(&self) -> bool {
        self.low < self.high
    }
}

/// An assumption as the file describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumed {
    /// Which.
    pub assumption: Assumption,
    /// Its sign in a formula.
    pub symbol: String,
    /// What it is, in French: « combien de personnes le serveur sert à la fois ».
    pub label_fr: String,
    /// What it is, in English.
    pub label_en: String,
    /// The unit of its numbers; empty for a count, `×` for a factor.
    pub unit: String,
    /// Whether the reference has a value for it, the same for all models.
    pub reference: Option<f64>,
    /// Where its ends come from.
    pub basis: Basis,
    /// Ids of figures of the registry it rests on.
    pub figures: Vec<String>,
    /// Who says it, in French.
    pub source: String,
    /// Why these ends, in French.
    pub why: String,
    /// False: cited from memory.
    pub verified: bool,
    freedom: Freedom,
}

impl Assumed {
    /// What the program takes where one value is needed.
    pub fn central(&self) -> f64 {
        self.freedom.central
    }

    /// What it can hardly be less, or more, than; for a value of the grid only where the grid's own is not known.
    pub fn ends(&self) -> (f64, f64) {
        (self.freedom.low, self.freedom.high)
    }

    /// How likely each value is.
    pub fn shape(&self) -> &Shape {
        &self.freedom.shape
    }

    pub(crate) fn freedom(&self) -> &Freedom {
        &self.freedom
    }
}

/// Something that is chosen, shown beside what is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// How long the answer is.
    Length,
    /// Whose electricity it takes.
    Zone,
}

impl Choice {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Length, Self::Zone];

    /// Its id in the file.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Zone => "zone",
        }
    }
}

/// A choice as the file describes it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    id: String,
    /// Its sign in a formula.
    pub symbol: String,
    /// What it is, in French.
    pub label_fr: String,
    /// What it is, in English.
    pub label_en: String,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Ids of figures of the registry it rests on.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Who says it, in French.
    pub source: String,
}

/// All assumptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    edition: String,
    all: Vec<Assumed>,
    choices: Vec<Chosen>,
}

/// Something wrong in `assumptions.toml`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("assumptions.toml: {0}")]
pub struct AssumptionFault(String);

static EMBEDDED: LazyLock<Assumptions> = LazyLock::new(|| {
    Assumptions::parse(include_str!("../../data/assumptions.toml"))
        .unwrap_or_else(|fault| panic!("data/{fault}"))
});

impl Assumptions {
    /// Those of the repository, read once.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Which edition of the ends and shapes it is: printed with each result.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// In the order of [`Assumption::ALL`].
    pub fn all(&self) -> &[Assumed] {
        &self.all
    }

    /// One of them.
    pub fn get(&self, assumption: Assumption) -> &Assumed {
        &self.all[assumption as usize]
    }

    /// What is chosen.
    pub fn choice(&self, choice: Choice) -> &Chosen {
        &self.choices[choice as usize]
    }

    /// Reads and checks the file; the first fault.
    pub fn parse(text: &str) -> Result<Self, AssumptionFault> {
        let file: File = toml::from_str(text).map_err(|error| AssumptionFault(error.to_string()))?;
        if file.schema != 1 {
            return Err(AssumptionFault(format!("schema {}, 1 expected", file.schema)));
        }
        let lost = file.assumptions.iter().find(|entry| Assumption::from_id(&entry.id).is_none());
        if let Some(entry) = lost {
            return Err(AssumptionFault(format!("{}: the program knows no such assumption", entry.id)));
        }
        let mut entries = file.assumptions;
        let mut take = |assumption: Assumption| {
            let mut same = entries.extract_if(.., |entry| entry.id == assumption.id());
            let found = same.next();
            let again = same.next().is_some();
            match found {
                Some(entry) if !again => entry.assumed(assumption),
                Some(_) => Err(AssumptionFault(format!("{}: described twice", assumption.id()))),
                None => Err(AssumptionFault(format!("{}: not described", assumption.id()))),
            }
        };
        let all = Assumption::ALL.into_iter().map(&mut take).collect::<Result<_, _>>()?;
        let chosen = |choice: Choice| {
            let found = file.choices.iter().find(|one| one.id == choice.id() && one.low < one.high);
            found.cloned().ok_or_else(|| AssumptionFault(format!("{}: not described in order", choice.id())))
        };
        let choices = Choice::ALL.into_iter().map(chosen).collect::<Result<_, _>>()?;
        Ok(Self { edition: file.edition, all, choices })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    edition: String,
    #[serde(rename = "assumption")]
    assumptions: Vec<Entry>,
    #[serde(rename = "choice")]
    choices: Vec<Chosen>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    symbol: String,
    label_fr: String,
    label_en: String,
    unit: String,
    reference: Option<f64>,
    central: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    draw: Draw,
    basis: Basis,
    figures: Vec<String>,
    source: String,
    why_fr: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draw {
    shape: String,
    low: Option<f64>,
    high: Option<f64>,
    peak: Option<f64>,
    values: Option<Vec<f64>>,
}

impl Entry {
    fn assumed(self, assumption: Assumption) -> Result<Assumed, AssumptionFault> {
        let fault = |what: &str| AssumptionFault(format!("{}: {what}", self.id));
        // The ends of a grid's value are worked out from the grids that are known: see `Space`.
        let one = self.reference.unwrap_or(1.0);
        let (low, high) = (self.low.unwrap_or(one), self.high.unwrap_or(one));
        let shape = self.draw.shape(low, high).ok_or_else(|| fault("no such shape, or not all it needs"))?;
        let middle = f64::midpoint(low, high);
        let central = self.reference.or(self.central).unwrap_or(middle);
        let ordered = low <= high && low.is_finite() && high.is_finite();
        if !ordered || !(low..=high).contains(&central) {
            return Err(fault("low, reference or central, high are not in order"));
        }
        let slack = 1e-9 * high;
        if shape.ends().is_none_or(|(least, most)| least < low - slack || most > high + slack || least > most)
        {
            return Err(fault("what is drawn lies outside of low..high"));
        }
        Ok(Assumed {
            assumption,
            symbol: self.symbol,
            label_fr: self.label_fr,
            label_en: self.label_en,
            unit: self.unit,
            reference: self.reference,
            basis: self.basis,
            figures: self.figures,
            source: self.source,
            why: self.why_fr,
            verified: self.verified,
            freedom: Freedom { low, high, central, shape },
        })
    }
}

impl Draw {
    fn shape(&self, low: f64, high: f64) -> Option<Shape> {
        let (low, high) = (self.low.unwrap_or(low), self.high.unwrap_or(high));
        Some(match self.shape.as_str() {
            "uniform" => Shape::Uniform(low, high),
            "log-uniform" if low > 0.0 => Shape::LogUniform(low.ln(), high.ln()),
            "triangular" => {
                let peak = self.peak.filter(|peak| (low..=high).contains(peak))?;
                Shape::Triangular(low, peak, high)
            }
            "one-of" => {
                let values = self.values.clone()?;
                (!values.is_empty() && values.is_sorted()).then_some(Shape::OneOf(values))?
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../data/assumptions.toml");

    fn fault(from: &str, to: &str) -> String {
        assert!(FILE.contains(from), "{from} stands in the file");
        Assumptions::parse(&FILE.replacen(from, to, 1)).unwrap_err().to_string()
    }

    #[test]
    fn the_embedded_file_is_whole() {
        let all = Assumptions::embedded();
        assert!(all.all().iter().zip(Assumption::ALL).all(|(found, one)| found.assumption == one));
        let batch = all.get(Assumption::Batch);
        assert_eq!((batch.reference, batch.ends()), (Some(64.0), (1.0, 256.0)));
        assert!(all.all().iter().all(|one| !one.source.is_empty() && !one.why.is_empty()));
        assert!(all.all().iter().all(|one| one.basis != Basis::Published || !one.source.is_empty()));
    }

    #[test]
    fn what_is_wrong_in_the_file_is_told() {
        assert!(fault("id = \"batch\"", "id = \"bach\"").contains("bach: the program knows no such"));
        assert!(fault("id = \"bits\"", "id = \"batch\"").contains("batch: described twice"));
        assert!(fault("low = 1\nhigh = 256", "low = 300\nhigh = 256").contains("not in order"));
        assert!(fault("low = 8, high = 256", "low = 8, high = 300").contains("outside of low..high"));
        assert!(fault("\"one-of\", values = [8, 16]", "\"one-of\"").contains("no such shape"));
        assert!(fault("peak = 1.1", "peak = 2.5").contains("no such shape"));
        assert!(fault("symbol = \"B\"", "sybmol = \"B\"").contains("sybmol"));
    }

    #[test]
    fn shapes_rise_from_their_low_end_to_their_high_one() {
        for one in Assumptions::embedded().all() {
            let shape = one.shape();
            let (low, high) = shape.ends().unwrap();
            let values: Vec<_> = (0..1000).map(|step| shape.at(f64::from(step) / 1000.0)).collect();
            assert!(values.is_sorted(), "{}", one.assumption.id());
            let near = |value: f64, end: f64| (value - end).abs() <= 0.05 * (high - low) + 1e-12 * high;
            assert!(near(values[0], low) && near(values[999], high), "{}", one.assumption.id());
        }
        let triangle = Shape::Triangular(0.0, 1.0, 4.0);
        assert!((triangle.at(0.25) - 1.0).abs() < 1e-12, "a quarter of a triangle lies below its peak");
    }
}
