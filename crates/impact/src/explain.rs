//! An answer, step by step: each formula, the same with its numbers in it, and where each number comes from.
//!
//! ```
//! use impact::check::{Kind, Received, Value};
//! use impact::{Catalogue, Field, Method, Question, explain};
//!
//! let mut asked = Received::default();
//! asked.put(Field::Model, Value::Text("gpt-4o".into()));
//! asked.put(Field::OutputTokens, Value::Number(400.0));
//! let question = Question::check(Catalogue::embedded(), Kind::Known, asked).unwrap();
//! let Question::Request(request) = &question else { unreachable!() };
//!
//! let told = explain::explain(request, Method::Reference);
//! assert_eq!(told.walks.len(), 2, "all low values, all high ones");
//! let energy = told.walks[0].lines.iter().find(|line| line.id == "energy").unwrap();
//! assert_eq!(energy.formula, "PUE·it");
//! assert!(told.terms.iter().any(|term| term.symbol == "PUE" && term.id == "providers.csv:openai"));
//! ```

use serde::{Serialize, Serializer};

use crate::bisou::{Assumption, Assumptions, Space};
use crate::chain::{
    ALPHA, BETA, Constants, GAMMA, LATENCY, LATENCY_BY_BATCH, LATENCY_BY_SIZE, Place, Point, memory,
};
use crate::check::Request;
use crate::field::Field;
use crate::input::{Billions, Hardware, Speed, Tokens};
use crate::method::Method;
use crate::unit::{Quantity, Rate};

/// A formula with what stands in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Stable: `energy`, `gwp`, …
    pub id: &'static str,
    /// What it is, in French.
    pub label_fr: &'static str,
    /// What it is, in English.
    pub label_en: &'static str,
    /// With symbols: `PUE·it`.
    pub formula: &'static str,
    /// The same with numbers in the place of symbols, in the order of the formula.
    pub numbers: Vec<Part>,
    /// What comes of it.
    pub value: Amount,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Amount {
    /// In [`Amount::unit`].
    pub number: f64,
    /// As people write it; empty for a count or a factor.
    pub unit: &'static str,
}

/// A piece of a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// What stands between numbers.
    Text(&'static str),
    /// A number, to be written as the reader writes numbers.
    Number(f64),
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
        }
    }
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// In formulas.
    pub symbol: &'static str,
    /// Its id: an assumption's, a row of a table (`mixes.csv:BEL`), `given`, or the method's.
    pub id: String,
    /// One value at each walk.
    pub values: Vec<f64>,
    /// Its unit.
    pub unit: &'static str,
    /// Who says it, in French.
    pub source: String,
    /// False: cited from memory.
    pub verified: bool,
}

/// The chain walked once, at one value of everything.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Walk {
    /// `low` and `high`; `central` where there is one.
    pub at: &'static str,
    /// Step by step.
    pub lines: Vec<Line>,
}

/// An answer, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// By which method.
    pub method: Method,
    /// The reference at all low values and at all high ones (once where they are the same); method `bisou` at the central
    /// ones, of which its draws then move each.
    pub walks: Vec<Walk>,
    /// Where the numbers come from.
    pub terms: Vec<Term>,
}

/// All that the chain takes, at one value.
struct Inputs {
    tokens: Tokens,
    latency: Option<f64>,
    active: Billions,
    total: Billions,
    speed: Speed,
    hardware: Hardware,
    constants: Constants,
    place: Place,
}

/// Explains one request of a question. Images are not in the chain, and not explained.
pub fn explain(request: &Request<'_>, method: Method) -> Explanation {
    let inputs = match method {
        Method::Reference => reference(request),
        Method::Bisou => vec![("central", central(request))],
    };
    let walks =
        inputs.iter().map(|(at, inputs)| Walk { at, lines: lines(request, inputs, method) }).collect();
    let all: Vec<_> = inputs.into_iter().map(|(_, inputs)| inputs).collect();
    Explanation { method, walks, terms: terms(request, &all, method) }
}

fn reference(request: &Request<'_>) -> Vec<(&'static str, Inputs)> {
    let deployment = &request.deployment;
    let (active, total) = (deployment.parameters().active(), deployment.parameters().total());
    let (pue, wue) = (request.site.pue, request.site.wue);
    let at = |active, total, pue: crate::input::Pue, wue: crate::input::SiteWater| Inputs {
        tokens: request.tokens,
        latency: request.latency.map(|latency| latency.time().seconds()),
        active,
        total,
        speed: *deployment.speed(),
        hardware: *deployment.hardware(),
        constants: Constants::REFERENCE,
        place: Place { pue: pue.get(), wue: wue.rate(), mix: request.site.mix },
    };
    let low = ("low", at(active.low(), total.low(), pue.low(), wue.low()));
    if active.is_exact() && total.is_exact() && pue.is_exact() && wue.is_exact() {
        return vec![low];
    }
    vec![low, ("high", at(active.high(), total.high(), pue.high(), wue.high()))]
}

fn central(request: &Request<'_>) -> Inputs {
    let space = Space::of(request);
    let values = space.central();
    let parameters = request.deployment.parameters();
    let size = values[Assumption::Size as usize];
    let (hardware, constants) = (space.hardware(&values), Space::constants(&values));
    Inputs {
        tokens: space.tokens(&values, request.tokens),
        latency: request.latency.map(|latency| latency.time().seconds()),
        active: Billions::between(parameters.active(), size),
        total: Billions::between(parameters.total(), size),
        speed: *request.deployment.speed(),
        hardware,
        constants,
        place: Space::place(&values, request.site.mix),
    }
}

/// A step: what it is, its formula by each method, its numbers, its value.
macro_rules! step {
    ($id:literal, $fr:literal, $en:literal, $formula:expr, [$($part:expr),* $(,)?], $value:expr, $unit:literal) => {
        Line {
            id: $id,
            label_fr: $fr,
            label_en: $en,
            formula: $formula,
            numbers: vec![$(Part::from($part)),*],
            value: Amount { number: $value, unit: $unit },
        }
    };
}

impl From<f64> for Part {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

fn lines(request: &Request<'_>, inputs: &Inputs, method: Method) -> Vec<Line> {
    let own = method == Method::Bisou;
    let formula = |reference, bisou| if own { bisou } else { reference };
    let Inputs { hardware, constants, place, speed, .. } = inputs;
    let point = Point::new(inputs.active, inputs.total, *speed, *hardware, constants);
    let work = point.work(inputs.tokens, request.latency);
    let end = point.rates.end(inputs.tokens, request.latency, place);
    let (n, batch, gpus) = (inputs.tokens.get(), hardware.batch().get(), point.gpus as f64);
    let (active, total) = (inputs.active.get(), inputs.total.get());
    let server_gpus = hardware.server_gpus().get();
    let (time, it) = (work.time.seconds(), work.it.kilowatt_hours());
    let token = point.seconds_a_token();
    let mut steps = vec![
        step!(
            "token-energy",
            "énergie d’un token, par carte",
            "energy of a token, per card",
            formula("α·e^(β·B)·P + γ", "κ·(α·e^(β·B)·P + γ)"),
            [constants.fit, "·(", ALPHA, "·e^(", BETA, "·", batch, ")·", active, " + ", GAMMA, ")"],
            point.watt_hours_a_token(),
            "Wh"
        ),
        step!(
            "gpu-energy",
            "énergie d’une carte",
            "energy of one card",
            "n·f / 1000",
            [n, "·", point.watt_hours_a_token(), " / 1000"],
            work.gpu.kilowatt_hours(),
            "kWh"
        ),
    ];
    steps.push(match speed.throughput {
        Some(throughput) => step!(
            "token-time",
            "durée d’un token",
            "time of a token",
            formula("1 / v", "1 / (τ·v)"),
            ["1 / (", 1.0 / constants.slow, "·", throughput.get(), ")"],
            token,
            "s"
        ),
        None => step!(
            "token-time",
            "durée d’un token",
            "time of a token",
            formula("a·P + b·B + c", "(a·P + b·B + c) / τ"),
            [
                "(",
                LATENCY_BY_SIZE,
                "·",
                active,
                " + ",
                LATENCY_BY_BATCH,
                "·",
                batch,
                " + ",
                LATENCY,
                ") / ",
                1.0 / constants.slow
            ],
            token,
            "s"
        ),
    });
    let first = speed.first_token.map_or(0.0, |first| first.time().seconds());
    steps.push(match inputs.latency {
        Some(latency) => step!(
            "time",
            "durée de la réponse",
            "time of the answer",
            "min(n·t + t₁, latence)",
            ["min(", n, "·", token, " + ", first, ", ", latency, ")"],
            time,
            "s"
        ),
        None => step!(
            "time",
            "durée de la réponse",
            "time of the answer",
            "n·t + t₁",
            [n, "·", token, " + ", first],
            time,
            "s"
        ),
    });
    let (memory, power) =
        (memory(inputs.total, hardware, constants).gigabytes(), hardware.server_power().kilowatts());
    let bits = hardware.bits().get();
    steps.extend([
        step!(
            "memory",
            "mémoire",
            "memory",
            "μ·P_total·bits / 8",
            [constants.memory_overhead, "·", total, "·", bits, " / 8"],
            memory,
            "GB"
        ),
        step!(
            "gpus",
            "cartes",
            "cards",
            "puissance de deux ≥ ⌈mémoire / M⌉",
            ["2^k ≥ ⌈", memory, " / ", hardware.gpu_memory().gigabytes(), "⌉"],
            gpus,
            ""
        ),
        step!(
            "server-energy",
            "énergie du serveur sans ses cartes",
            "energy of the server without its cards",
            "dt / 3600·W·G / G_s / B",
            [time, " / 3600·", power, "·", gpus, " / ", server_gpus, " / ", batch],
            work.server.kilowatt_hours(),
            "kWh"
        ),
        step!(
            "it-energy",
            "énergie des machines",
            "energy of the machines",
            formula("serveur + G·carte", "ι·(serveur + G·carte)"),
            [
                constants.idle,
                "·(",
                work.server.kilowatt_hours(),
                " + ",
                gpus,
                "·",
                work.gpu.kilowatt_hours(),
                ")"
            ],
            it,
            "kWh"
        ),
        step!(
            "energy",
            "énergie avec le bâtiment",
            "energy with the building",
            "PUE·it",
            [place.pue, "·", it],
            end.energy.kilowatt_hours(),
            "kWh"
        ),
        step!(
            "water",
            "eau consommée",
            "water consumed",
            "it·(WUE + PUE·eau)",
            [
                it,
                "·(",
                place.wue.of_a_kilowatt_hour().litres(),
                " + ",
                place.pue,
                "·",
                place.mix.wue().of_a_kilowatt_hour().litres(),
                ")"
            ],
            end.wcf.litres(),
            "L"
        ),
    ]);
    let energy = end.energy.kilowatt_hours();
    let life = hardware.lifetime().seconds();
    let of = |rate: f64, made: [f64; 2], values: [f64; 2]| (rate, made, values);
    let (server, gpu, embodied, mix) = (&constants.server, &constants.gpu, &end.embodied, &place.mix);
    let made = formula("dt / (vie·B)·(G / G_s·S + G·C)", "dt / (vie·B·u)·(G / G_s·S + G·C)");
    macro_rules! both {
        ($usage:literal, $embodied:literal, $fr:literal, $en:literal, $from:expr, $unit:literal) => {{
            let (rate, [server, gpu], [usage, embodied]) = $from;
            steps.push(step!($usage, $fr, $en, "énergie·mix", [energy, "·", rate], usage, $unit));
            steps.push(step!(
                $embodied,
                "fabrication, pour cette durée",
                "making, for that time",
                made,
                [
                    time,
                    " / (",
                    life,
                    "·",
                    batch,
                    "·",
                    constants.busy,
                    ")·(",
                    gpus,
                    " / ",
                    server_gpus,
                    "·",
                    server,
                    " + ",
                    gpus,
                    "·",
                    gpu,
                    ")"
                ],
                embodied,
                $unit
            ));
        }};
    }
    both!(
        "gwp-usage",
        "gwp-embodied",
        "gaz à effet de serre de l’électricité",
        "greenhouse gases of the electricity",
        of(
            number(mix.gwp()),
            [server.gwp.kilograms(), gpu.gwp.kilograms()],
            [end.gwp.kilograms(), embodied.gwp.kilograms()]
        ),
        "kgCO2e"
    );
    both!(
        "adpe-usage",
        "adpe-embodied",
        "métaux de l’électricité",
        "minerals of the electricity",
        of(
            number(mix.adpe()),
            [server.adpe.kilograms(), gpu.adpe.kilograms()],
            [end.adpe.kilograms(), embodied.adpe.kilograms()]
        ),
        "kgSbeq"
    );
    both!(
        "pe-usage",
        "pe-embodied",
        "énergie primaire de l’électricité",
        "primary energy of the electricity",
        of(
            number(mix.pe()),
            [server.pe.megajoules(), gpu.pe.megajoules()],
            [end.pe.megajoules(), embodied.pe.megajoules()]
        ),
        "MJ"
    );
    steps
}

fn number<Q: Quantity>(rate: Rate<Q>) -> f64 {
    rate.of_a_kilowatt_hour().value()
}

/// What EcoLogits 0.11.3 has its own constants from.
const FIT: &str = "EcoLogits 0.11.3, ajusté sur ML.ENERGY (H100 80 Go, vLLM)";

/// Where a number comes from, beside its symbol and its values.
struct Origin {
    id: String,
    source: String,
    verified: bool,
}

impl Origin {
    fn given() -> Self {
        Self { id: "given".into(), source: "donné dans la question".into(), verified: true }
    }

    fn fit() -> Self {
        Self { id: Method::Reference.as_str().into(), source: FIT.into(), verified: true }
    }

    fn assumed(assumption: Assumption) -> Self {
        let found = Assumptions::embedded().get(assumption);
        Self { id: assumption.id().into(), source: found.source.clone(), verified: found.verified }
    }

    fn table(file: &str, row: &str, source: &str) -> Self {
        Self { id: format!("{file}:{row}"), source: source.into(), verified: true }
    }
}

fn terms(request: &Request<'_>, all: &[Inputs], method: Method) -> Vec<Term> {
    let own = method == Method::Bisou;
    let mut terms = Vec::new();
    let mut say = |symbol, unit, origin: Origin, value: &dyn Fn(&Inputs) -> f64| {
        let Origin { id, source, verified } = origin;
        let values = all.iter().map(value).collect();
        terms.push(Term { symbol, id, values, unit, source, verified });
    };
    let stated = |field| request.stated.has(field);
    let model = |source| match request.model {
        Some(model) => {
            let host = request.provider.map_or("", |provider| provider.name);
            Origin::table("models.csv", &format!("{host}/{}", model.name), source)
        }
        None => Origin::given(),
    };
    let assumed = |field: Option<Field>, assumption| {
        if field.is_some_and(stated) { Origin::given() } else { Origin::assumed(assumption) }
    };
    let sources = request.model.map_or("", |model| model.sources);
    say("n", "", Origin::given(), &|inputs| inputs.tokens.get());
    say("P", "G", model(sources), &|inputs| inputs.active.get());
    say("P_total", "G", model(sources), &|inputs| inputs.total.get());
    say("α", "Wh", Origin::fit(), &|_| ALPHA);
    say("β", "", Origin::fit(), &|_| BETA);
    say("γ", "Wh", Origin::fit(), &|_| GAMMA);
    say("B", "", assumed(Some(Field::Batch), Assumption::Batch), &|inputs| inputs.hardware.batch().get());
    if let Some(throughput) = all.first().and_then(|inputs| inputs.speed.throughput) {
        let origin =
            if stated(Field::TokensPerSecond) { Origin::given() } else { model("OpenRouter, par EcoLogits") };
        say("v", "/s", origin, &|_| throughput.get());
    } else {
        say("a", "s", Origin::fit(), &|_| LATENCY_BY_SIZE);
        say("b", "s", Origin::fit(), &|_| LATENCY_BY_BATCH);
        say("c", "s", Origin::fit(), &|_| LATENCY);
    }
    if let Some(first) = all.first().and_then(|inputs| inputs.speed.first_token) {
        let origin =
            if stated(Field::FirstToken) { Origin::given() } else { model("OpenRouter, par EcoLogits") };
        say("t₁", "s", origin, &|_| first.time().seconds());
    }
    if own {
        say("κ", "×", assumed(None, Assumption::EnergyFit), &|inputs| inputs.constants.fit);
        say("τ", "×", assumed(Some(Field::TokensPerSecond), Assumption::Throughput), &|inputs| {
            1.0 / inputs.constants.slow
        });
        say("ι", "×", assumed(None, Assumption::Idle), &|inputs| inputs.constants.idle);
        say("u", "×", assumed(None, Assumption::Busy), &|inputs| inputs.constants.busy);
    }
    say("μ", "×", assumed(None, Assumption::MemoryOverhead), &|inputs| inputs.constants.memory_overhead);
    say("bits", "bit", assumed(Some(Field::Bits), Assumption::Bits), &|inputs| inputs.hardware.bits().get());
    let card = |field| if stated(field) { Origin::given() } else { Origin::fit() };
    say("M", "GB", card(Field::GpuMemory), &|inputs| inputs.hardware.gpu_memory().gigabytes());
    say("G_s", "", card(Field::ServerGpus), &|inputs| inputs.hardware.server_gpus().get());
    say("W", "kW", assumed(Some(Field::ServerPower), Assumption::ServerPower), &|inputs| {
        inputs.hardware.server_power().kilowatts()
    });
    say("vie", "s", assumed(Some(Field::Lifetime), Assumption::Lifetime), &|inputs| {
        inputs.hardware.lifetime().seconds()
    });
    let site = |field| match request.provider {
        _ if stated(field) => Origin::given(),
        Some(provider) => {
            Origin::table("providers.csv", provider.name, "déclaré par l’hébergeur, relevé par EcoLogits")
        }
        None => Origin::table("providers.csv", "*", "étendue des hébergeurs connus d’EcoLogits"),
    };
    say("PUE", "×", site(Field::Pue), &|inputs| inputs.place.pue);
    say("WUE", "L/kWh", site(Field::Wue), &|inputs| inputs.place.wue.of_a_kilowatt_hour().litres());
    let grid = |field, source| match request.zone {
        Some(zone) if !stated(field) => Origin::table("mixes.csv", zone.code, source),
        _ => Origin::given(),
    };
    say("mix CO₂e", "kg/kWh", grid(Field::MixGwp, "Our World in Data"), &|inputs| {
        number(inputs.place.mix.gwp())
    });
    say("mix Sb", "kg/kWh", grid(Field::MixAdpe, "ADEME, Base Empreinte"), &|inputs| {
        number(inputs.place.mix.adpe())
    });
    say("mix EP", "MJ/kWh", grid(Field::MixPe, "ADEME, Base Empreinte"), &|inputs| {
        number(inputs.place.mix.pe())
    });
    say("eau", "L/kWh", grid(Field::MixWue, "World Resources Institute"), &|inputs| {
        number(inputs.place.mix.wue())
    });
    for (symbol, unit, assumption, value) in MADE {
        say(symbol, unit, Origin::assumed(assumption), &|inputs| value(&inputs.constants));
    }
    terms
}

/// The inventories: symbol, unit, whose, value.
type Inventory = (&'static str, &'static str, Assumption, fn(&Constants) -> f64);

const MADE: [Inventory; 6] = [
    ("S CO₂e", "kg", Assumption::ServerCarbon, |constants| constants.server.gwp.kilograms()),
    ("C CO₂e", "kg", Assumption::GpuCarbon, |constants| constants.gpu.gwp.kilograms()),
    ("S Sb", "kg", Assumption::ServerMinerals, |constants| constants.server.adpe.kilograms()),
    ("C Sb", "kg", Assumption::GpuMinerals, |constants| constants.gpu.adpe.kilograms()),
    ("S EP", "MJ", Assumption::ServerPrimary, |constants| constants.server.pe.megajoules()),
    ("C EP", "MJ", Assumption::GpuPrimary, |constants| constants.gpu.pe.megajoules()),
];
