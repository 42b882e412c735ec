//! Published trainings, rebuilt from what their makers say: each case within its own tolerance, contradictions told, all of
//! them in `docs/trainings.md`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use impact::input::{Billions, Pue, ServerGpus, SiteWater};
use impact::training::{
    Agreement, Covers, Efficiency, Hardware, Intensity, Overhead, Passes, Run, Training, TrainingTokens,
    Uses, accelerator_power, accelerator_time, embodied, machine_power, of_energy, operations, reached,
    water,
};
use impact::unit::{
    AcceleratorTime, Carbon, Energy, OperationRate, Operations, Power, Quantity, Rate, Time, Water,
};
use impact::{Fault, Interval};
use serde_json::Value;

const CASES: &str = include_str!("vectors/training.jsonl");
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/trainings.md");
const POUND: f64 = 0.453_592_37;
const YEAR: f64 = 365.0 * 24.0 * 3600.0;

type Outputs = BTreeMap<String, [f64; 2]>;

/// A number or a pair of them, as whatever accepts it.
fn range<T: Copy + PartialOrd>(value: &Value, make: impl Fn(f64) -> Result<T, Fault>) -> Interval<T> {
    let [low, high] = value.as_array().map_or([value, value], |pair| [&pair[0], &pair[1]]);
    Interval::new(make(low.as_f64().unwrap()).unwrap(), make(high.as_f64().unwrap()).unwrap()).unwrap()
}

fn number(inputs: &Value, name: &str) -> f64 {
    inputs[name].as_f64().unwrap_or_else(|| panic!("{name} in {inputs}"))
}

fn kilograms_a_kilowatt_hour(kilograms: f64) -> Result<Intensity, Fault> {
    Intensity::new(Rate::per_kilowatt_hour(Carbon::from_kilograms(kilograms)))
}

fn megawatt_hours(value: f64) -> Result<Energy, Fault> {
    Ok(Energy::from_kilowatt_hours(value * 1000.0))
}

fn litres(value: f64) -> Rate<Water> {
    Rate::per_kilowatt_hour(Water::from_litres(value))
}

fn pair<Q: Quantity>(interval: Interval<Q>, size: f64) -> [f64; 2] {
    [interval.low().value() / size, interval.high().value() / size]
}

/// The hours that a case says, by whatever route.
fn hours(inputs: &Value) -> Interval<AcceleratorTime> {
    let exact = |hours| Interval::exact(AcceleratorTime::from_hours(hours));
    if let Some(blocks) = inputs["blocks"].as_array() {
        let block = |block: &Value| block[0].as_f64().unwrap() * block[1].as_f64().unwrap();
        return exact(blocks.iter().map(block).sum());
    }
    if inputs["training_flops"].is_number() {
        let work = Operations::from_count(number(inputs, "training_flops"));
        let rate = if inputs["mfu"].is_null() {
            let rate = number(inputs, "achieved_tflops_per_accelerator");
            Interval::exact(OperationRate::from_tera_per_second(rate))
        } else {
            let peak = OperationRate::from_tera_per_second(number(inputs, "peak_tflops"));
            reached(peak, range(&inputs["mfu"], Efficiency::new))
        };
        return accelerator_time(work, rate);
    }
    if inputs["days"].is_number() {
        return exact(number(inputs, "accelerators") * number(inputs, "days") * 24.0);
    }
    if inputs["accelerators"].is_number() {
        return exact(number(inputs, "accelerators") * number(inputs, "hours"));
    }
    exact(inputs["accelerator_hours"].as_f64().unwrap_or_else(|| number(inputs, "hours")))
}

/// A run with each intensity that the case has, by the name of its output.
fn runs(
    inputs: &Value,
    power: fn(Power) -> Result<impact::training::MeanPower, Fault>,
) -> Vec<(&'static str, Training)> {
    let intensities = [
        ("co2e_t", "intensity_kg_per_kwh", 1.0),
        ("co2e_gross_t", "intensity_gross_kg_per_kwh", 1.0),
        ("co2e_net_t", "intensity_net_kg_per_kwh", 1.0),
        ("co2e_lb", "intensity_lb_per_kwh", POUND),
    ];
    let given = intensities.into_iter().filter(|(_, input, _)| !inputs[*input].is_null());
    given
        .map(|(output, input, size)| {
            let run = Run {
                hours: hours(inputs),
                power: range(&inputs["power_w"], |watts| power(Power::from_watts(watts))),
                covers: if inputs["power_scope"] == "accelerator" {
                    Covers::Accelerator
                } else {
                    Covers::Server
                },
                pue: range(&inputs["pue"], Pue::new),
                intensity: range(&inputs[input], |rate| kilograms_a_kilowatt_hour(rate * size)),
            };
            (output, run.estimate())
        })
        .collect()
}

/// What a case gives, by the names of its outputs and in their units.
fn rebuild(case: &Value, cases: &HashMap<&str, &Value>) -> Outputs {
    let inputs = &case["inputs"];
    let mut out = Outputs::new();
    match case["route"].as_str().unwrap() {
        "accelerators-days" | "accelerators-hours" | "accelerator-hours" | "flops" | "system-hours"
        | "fleet" => {
            let time = hours(inputs);
            out.insert("accelerator_hours".into(), pair(time, 1.0));
            if inputs["accelerators"].is_number() {
                out.insert("days".into(), pair(time, number(inputs, "accelerators") * 24.0));
            }
            let power = if case["route"] == "system-hours" { machine_power } else { accelerator_power };
            for (output, training) in if inputs["power_w"].is_null() { vec![] } else { runs(inputs, power) } {
                out.insert("energy_mwh".into(), pair(training.energy, 1000.0));
                out.insert("energy_kwh".into(), pair(training.energy, 1.0));
                out.insert("it_energy_kwh".into(), pair(training.it, 1.0));
                let size = if output == "co2e_lb" { POUND } else { 1000.0 };
                out.insert(output.into(), pair(training.gwp, size));
                if output == "co2e_lb" {
                    out.insert("co2e_t".into(), pair(training.gwp, 1000.0));
                }
                if case["route"] == "fleet" {
                    out.insert("co2e_kg_a_day".into(), pair(training.gwp, 1.0));
                    let uses = Uses::new(number(inputs, "requests")).unwrap();
                    out.insert("co2e_g_a_request".into(), pair(training.carbon_a_use(uses), 0.001));
                }
            }
        }
        "energy" => {
            let pue = |name: &str| range(&inputs[name], Pue::new);
            let one = Interval::exact(Pue::new(1.0).unwrap());
            let (energy, overhead) = if inputs["it_energy_mwh"].is_number() {
                (&inputs["it_energy_mwh"], Overhead::Added(pue("pue")))
            } else if inputs["divide_by_pue"].is_number() {
                (&inputs["energy_mwh"], Overhead::TakenOut(pue("divide_by_pue")))
            } else {
                (&inputs["energy_mwh"], Overhead::Held(one))
            };
            let intensity = range(&inputs["intensity_kg_per_kwh"], kilograms_a_kilowatt_hour);
            let training = of_energy(range(energy, megawatt_hours), overhead, intensity);
            out.insert("co2e_t".into(), pair(training.gwp, 1000.0));
        }
        "6nd" => {
            let active = Billions::active(number(inputs, "parameters") / 1e9).unwrap();
            let tokens = TrainingTokens::new(number(inputs, "tokens")).unwrap();
            let count = operations(active, tokens, Passes::Plain).count();
            out.insert("training_flops".into(), [count, count]);
        }
        "embodied" => {
            let hardware = Hardware {
                server: Carbon::from_kilograms(number(inputs, "server_kgco2e")),
                accelerators: ServerGpus::new(number(inputs, "gpus_per_server")).unwrap(),
                accelerator: Carbon::from_kilograms(number(inputs, "gpu_kgco2e")),
                lifetime: Time::from_seconds(number(inputs, "lifetime_years") * YEAR),
                in_use: Efficiency::new(number(inputs, "use_rate")).unwrap(),
            };
            let (server, gpu) = embodied(&hardware, hours(inputs).low());
            for (name, made) in [("server_t", server), ("gpu_t", gpu), ("co2e_t", server + gpu)] {
                out.insert(name.into(), [made.kilograms() / 1000.0; 2]);
            }
        }
        "sum" => {
            for other in inputs["of"].as_array().unwrap() {
                let other = cases[other.as_str().unwrap()];
                for (name, value) in rebuild(other, cases) {
                    // Authors add up what they print, rounded.
                    let value = other["published"][&name].as_f64().map_or(value, |printed| [printed; 2]);
                    let sum = out.entry(name).or_default();
                    *sum = [sum[0] + value[0], sum[1] + value[1]];
                }
            }
        }
        "water" => {
            let pue = Pue::new(number(inputs, "pue")).unwrap();
            let on_site = SiteWater::new(litres(number(inputs, "wue_onsite_l_per_kwh"))).unwrap();
            let of = |energy: Energy| water(energy, pue, on_site, litres(number(inputs, "ewif_l_per_kwh")));
            if inputs["energy_mwh"].is_number() {
                let training = of(megawatt_hours(number(inputs, "energy_mwh")).unwrap());
                out.insert("training_onsite_ml".into(), [training.on_site.litres() / 1e6; 2]);
                out.insert("training_offsite_ml".into(), [training.off_site.litres() / 1e6; 2]);
            }
            let request = of(Energy::from_kilowatt_hours(number(inputs, "request_kwh")));
            out.insert("request_onsite_millilitre".into(), [request.on_site.millilitres(); 2]);
            out.insert("request_offsite_millilitre".into(), [request.off_site.millilitres(); 2]);
            let total = request.on_site + request.off_site;
            out.insert("request_total_millilitre".into(), [total.millilitres(); 2]);
        }
        "published-only" => {}
        other => panic!("no route {other}"),
    }
    out
}

/// How a published output stands to the one that is rebuilt; they are only numbers of the same unit here.
fn agreement(rebuilt: [f64; 2], published: f64, tolerance: f64) -> Agreement {
    let made = Carbon::from_kilograms;
    Agreement::of(Interval::new(made(rebuilt[0]), made(rebuilt[1])).unwrap(), made(published), tolerance)
}

#[test]
fn each_published_training_is_rebuilt_within_its_tolerance_and_contradictions_are_told() {
    let all: Vec<Value> = CASES.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let cases: HashMap<&str, &Value> = all.iter().map(|case| (case["id"].as_str().unwrap(), case)).collect();
    let (mut agreed, mut inside, mut contradicted, mut not_rebuilt) = (0, 0, 0, 0);
    for case in &all {
        let id = &case["id"];
        let rebuilt = rebuild(case, &cases);
        for (name, published) in case["published"].as_object().unwrap() {
            let published = published.as_f64().unwrap();
            let Some(found) = rebuilt.get(name) else {
                assert!(case["computed"].get(name).is_none(), "{id} {name} could be computed");
                not_rebuilt += 1;
                continue;
            };
            let tolerance = case["tolerance"].get(name);
            match agreement(*found, published, tolerance.and_then(Value::as_f64).unwrap_or(0.03)) {
                Agreement::Agrees(_) => {
                    assert!(
                        case["reproduces"].as_array().unwrap().contains(&name.as_str().into()),
                        "{id} {name}"
                    );
                    agreed += 1;
                }
                Agreement::Inside => {
                    assert_eq!(case["inside"][name], true, "{id} {name}");
                    inside += 1;
                }
                Agreement::Contradicts(times) => {
                    assert_eq!(tolerance, Some(&Value::Null), "{id} {name}: {times} times {published}");
                    contradicted += 1;
                }
            }
        }
        for (name, computed) in case["computed"].as_object().unwrap() {
            let ends = computed.as_array().map_or([computed, computed], |pair| [&pair[0], &pair[1]]);
            for (found, computed) in rebuilt[name].iter().zip(ends) {
                let computed = computed.as_f64().unwrap();
                // Printed with six digits there; in one sum, of parts that were not rounded.
                let digits = if case["route"] == "sum" { 5e-5 } else { 5e-6 };
                assert!(
                    (found - computed).abs() <= computed.abs() * digits,
                    "{id} {name}: {found} for {computed}"
                );
            }
        }
    }
    println!("{agreed} agreed, {inside} inside, {contradicted} contradicted, {not_rebuilt} not rebuilt");
    assert_eq!((inside, contradicted, not_rebuilt), (2, 3, 3));
    assert_eq!(all.len(), 88);
}

/// A published number and what its source's own inputs give, as a line of a table; its verdict first.
fn line(case: &Value, name: &str, published: f64, rebuilt: Option<&[f64; 2]>) -> (&'static str, String) {
    let text = |value: &Value| value.as_str().unwrap_or_default().replace('|', "/");
    let tolerance = case["tolerance"].get(name).and_then(Value::as_f64).unwrap_or(0.03);
    let (verdict, told) = match rebuilt.map(|found| agreement(*found, published, tolerance)) {
        None => ("not rebuilt", "its inputs are not published".to_owned()),
        Some(Agreement::Agrees(difference)) => ("agrees", format!("{:+.1} %", difference * 100.0)),
        Some(Agreement::Inside) => ("inside", "within the range of the inputs".to_owned()),
        Some(Agreement::Contradicts(times)) => ("contradicts", format!("× {times:.2}")),
    };
    let short = |value: f64| {
        let digits = 10f64.powi(3 - value.abs().max(f64::MIN_POSITIVE).log10().floor() as i32);
        let rounded = (value * digits).round() / digits;
        if (1e-3..1e7).contains(&rounded.abs()) { rounded.to_string() } else { format!("{rounded:e}") }
    };
    let found = rebuilt.map_or(String::new(), |[low, high]| {
        if low == high { short(*low) } else { format!("{}–{}", short(*low), short(*high)) }
    });
    let (source, mark) = (&case["source"], if case["verified"] == true { "" } else { " (from memory)" });
    let cells = [
        text(&case["model"]),
        format!("`{name}`"),
        short(published),
        found,
        told,
        format!("{}, {}{mark}", text(&source["title"]), text(&source["where"])),
    ];
    (verdict, format!("| {} |", cells.join(" | ")))
}

fn page(all: &[Value], cases: &HashMap<&str, &Value>) -> String {
    let mut by_verdict: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut notes = Vec::new();
    for case in all {
        let rebuilt = rebuild(case, cases);
        for (name, published) in case["published"].as_object().unwrap() {
            let (verdict, line) = line(case, name, published.as_f64().unwrap(), rebuilt.get(name));
            if verdict == "contradicts" {
                let note = case["note"].as_str().unwrap_or_default();
                notes.push(format!("- {}, `{name}`: {note}.\n", case["model"].as_str().unwrap_or_default()));
            }
            by_verdict.entry(verdict).or_default().push(line);
        }
    }
    // Writing to a text cannot fail.
    let mut page = "# Published trainings, rebuilt\n\nWhat the makers of a model print, beside what their own inputs give by the engine's formulas. \
                    Written by `UPDATE_DOCS=1 cargo test -p impact --test training`; the cases, with their inputs and tolerances, are `crates/impact/tests/vectors/training.jsonl`.\n"
        .to_owned();
    for (verdict, title) in [
        ("contradicts", "Contradictions in a source"),
        ("not rebuilt", "Not rebuilt"),
        ("inside", "Inside"),
        ("agrees", "In agreement"),
    ] {
        let _ = write!(
            page,
            "\n## {title}\n\n| model | what | published | rebuilt | difference | source |\n| --- | --- | --- | --- | --- | --- |\n"
        );
        page += &(by_verdict[verdict].join("\n") + "\n");
        if verdict == "contradicts" {
            page += &("\n".to_owned() + &notes.concat());
        }
    }
    page
}

/// `UPDATE_DOCS=1` writes the page anew: look at what changes.
#[test]
fn the_page_tells_each_published_training_and_its_contradictions() {
    let all: Vec<Value> = CASES.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let cases: HashMap<&str, &Value> = all.iter().map(|case| (case["id"].as_str().unwrap(), case)).collect();
    let now = page(&all, &cases);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(PAGE, &now).unwrap();
    }
    assert!(
        std::fs::read_to_string(PAGE).unwrap() == now,
        "UPDATE_DOCS=1 cargo test -p impact --test training"
    );
}

#[test]
fn a_power_that_holds_the_building_is_not_counted_twice() {
    let run = |covers| Run {
        hours: Interval::exact(AcceleratorTime::from_hours(1000.0)),
        power: Interval::exact(accelerator_power(Power::from_watts(400.0)).unwrap()),
        covers,
        pue: Interval::new(Pue::new(1.1).unwrap(), Pue::new(1.25).unwrap()).unwrap(),
        intensity: Interval::exact(kilograms_a_kilowatt_hour(0.1).unwrap()),
    };
    let (server, facility) = (run(Covers::Server).estimate(), run(Covers::Facility).estimate());
    let kilowatt_hours = |interval: Interval<Energy>| pair(interval, 1.0).map(f64::round);
    assert_eq!((kilowatt_hours(server.it), kilowatt_hours(server.energy)), ([400.0; 2], [440.0, 500.0]));
    assert_eq!((kilowatt_hours(facility.it), kilowatt_hours(facility.energy)), ([320.0, 364.0], [400.0; 2]));
    assert!(accelerator_power(Power::from_watts(6000.0)).is_err() && Efficiency::new(0.0).is_err());
    assert_eq!(kilograms_a_kilowatt_hour(385.0).unwrap_err().hint.as_deref(), Some("0.385"));
}
