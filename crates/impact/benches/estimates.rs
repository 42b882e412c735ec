//! Estimates a second on one core: prepared, by names, as checked questions, as lines of JSON; beside EcoLogits.
//!
//! `cargo xtask bench impact`. The requests are those of the vectors on known models. Each figure is the best of
//! some short runs, as other programs may want the same core; EcoLogits is measured in the same run where the interpreter named by `PYTHON` (else `python3`) has it.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says so")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use common::{REQUESTS, VIDEOS};
use impact::bisou::{Basket, Draws, levers};
use impact::check::{Kind, Received, Value};
use impact::input::{Latency, Site, Tokens};
use impact::lines::Answers;
use impact::reference::Deployment;
use impact::unit::Time;
use impact::{By, Catalogue, Estimate, Field, Method, Question, Warnings, lines};

/// How many runs a figure is the best of.
const RUNS: usize = 60;
/// How long a run takes at least.
const RUN: Duration = Duration::from_millis(25);

/// A request by names.
struct Asked {
    provider: String,
    model: String,
    zone: Option<String>,
    tokens: f64,
    latency: Option<f64>,
}

fn asked() -> Vec<Asked> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let known = common::cases(REQUESTS).into_iter().filter(|case| case["kind"] == "known");
    known
        .filter(|case| case["expect"]["errors"].is_null())
        .map(|case| Asked {
            provider: text(&case["input"]["provider"]),
            model: text(&case["input"]["model"]),
            zone: case["input"]["zone"].as_str().map(str::to_owned),
            tokens: case["input"]["output_tokens"].as_f64().unwrap(),
            latency: case["input"]["latency_s"].as_f64(),
        })
        .collect()
}

fn latency(seconds: Option<f64>) -> Option<Latency> {
    seconds.map(|seconds| Latency::new(Time::from_seconds(seconds)).unwrap())
}

/// Names to impacts and warnings.
fn by_names(all: &Catalogue, asked: &Asked) -> (Estimate, Warnings) {
    let model = all.model(&asked.provider, &asked.model).unwrap();
    let provider = all.provider_of(model);
    let zone = asked.zone.as_deref().map_or_else(|| all.zone_of(provider), |code| all.zone(code).unwrap());
    let site = Site { mix: zone.mix, pue: provider.pue, wue: provider.wue };
    let tokens = Tokens::new(asked.tokens).unwrap();
    (model.deployment.estimate(tokens, latency(asked.latency), &site), model.warnings.and(zone.warnings))
}

/// The same through all checks, with notes.
fn as_question(all: &Catalogue, asked: &Asked) -> (Estimate, Warnings) {
    let mut received = Received::default();
    received.put(Field::Provider, Value::Text(asked.provider.as_str().into()));
    received.put(Field::Model, Value::Text(asked.model.as_str().into()));
    received.put(Field::OutputTokens, Value::Number(asked.tokens));
    received.put(Field::Latency, asked.latency.map_or(Value::Null, Value::Number));
    received.put(Field::Zone, asked.zone.as_deref().map_or(Value::Null, |zone| Value::Text(zone.into())));
    let Ok(Question::Request(request)) = Question::check(all, Kind::Known, received) else { unreachable!() };
    (request.estimate().unwrap(), request.warnings)
}

/// The best rate a second of something that does `count` of them at a time.
fn rate(count: usize, mut pass: impl FnMut()) -> f64 {
    pass();
    let run = |_| {
        let (began, mut passes) = (Instant::now(), 0);
        while began.elapsed() < RUN {
            pass();
            passes += 1;
        }
        (count * passes) as f64 / began.elapsed().as_secs_f64()
    };
    (0..RUNS).map(run).fold(0.0, f64::max)
}

fn tell(what: &str, rate: f64) {
    println!("{what:<52} {rate:>14.0} /s {:>10.0} ns each", 1e9 / rate);
}

fn main() {
    let all = Catalogue::embedded();
    let asked = asked();
    let prepared: Vec<(Deployment, Site, Tokens, Option<Latency>)> = asked
        .iter()
        .map(|one| {
            let model = all.model(&one.provider, &one.model).unwrap();
            let provider = all.provider_of(model);
            let zone =
                one.zone.as_deref().map_or_else(|| all.zone_of(provider), |code| all.zone(code).unwrap());
            let site = Site { mix: zone.mix, pue: provider.pue, wue: provider.wue };
            (model.deployment, site, Tokens::new(one.tokens).unwrap(), latency(one.latency))
        })
        .collect();
    tell(
        "estimates, model and zone prepared",
        rate(prepared.len(), || {
            for (deployment, site, tokens, latency) in &prepared {
                black_box(deployment.estimate(*tokens, *latency, site));
            }
        }),
    );
    let named = rate(asked.len(), || {
        for one in &asked {
            black_box(by_names(all, one));
        }
    });
    tell("estimates by names, with interval and warnings", named);
    let questions = rate(asked.len(), || {
        for one in &asked {
            black_box(as_question(all, one));
        }
    });
    tell("checked questions, with notes", questions);
    let text = common::text(REQUESTS) + &common::text(VIDEOS);
    let all_lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
    let mut out = Vec::new();
    tell(
        "lines of JSON, of all vectors, answers written",
        rate(all_lines.len(), || {
            for (number, line) in all_lines.iter().enumerate() {
                out.clear();
                black_box(lines::answer(all, By::default(), line, number as u64, &mut out));
            }
        }),
    );
    let unknown = br#"{"id":1,"kind":"known","input":{"model":"gpt-4o-2099-01-01","output_tokens":400}}"#;
    tell(
        "lines refused, the nearest models told",
        rate(100, || {
            for _ in 0..100 {
                out.clear();
                black_box(lines::answer(all, By::default(), unknown, 1, &mut out));
            }
        }),
    );
    draws(all);
    beside_ecologits(named);
}

/// Method `bisou` on one question: 10,000 draws, and what stands beside them.
fn draws(all: &Catalogue) {
    let question = |zone: &'static str| {
        let mut received = Received::default();
        received.put(Field::Model, Value::Text("gpt-4o".into()));
        received.put(Field::OutputTokens, Value::Number(400.0));
        received.put(Field::Zone, Value::Text(zone.into()));
        let Ok(Question::Request(request)) = Question::check(all, Kind::Known, received) else {
            unreachable!()
        };
        request
    };
    let request = question("BEL");
    let drawn = format!("method bisou, {} draws", Draws::DEFAULT.number());
    tell(
        &drawn,
        rate(1, || {
            black_box(Basket::of(&request).outcome(Draws::DEFAULT).unwrap());
        }),
    );
    tell(
        "its hull",
        rate(1000, || {
            for _ in 0..1000 {
                black_box(Basket::of(&request).hull());
            }
        }),
    );
    tell(
        "what moves it, shares of 10,000 draws",
        rate(1, || {
            black_box(Basket::of(&request).sensitivity(Draws::DEFAULT));
        }),
    );
    tell(
        "its levers, 10,000 draws each",
        rate(1, || {
            black_box(levers(all, &request, Draws::DEFAULT));
        }),
    );
    let text = common::text(REQUESTS);
    let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
    let mut out = Vec::new();
    let few = By { method: Method::Bisou, draws: Draws::FEW };
    let mut answer = |answers: &mut Answers<'_>| {
        for (number, line) in lines.iter().enumerate() {
            out.clear();
            black_box(answers.line(line, number as u64, &mut out));
        }
    };
    let many = format!("lines by method bisou, {} draws, of all vectors", Draws::FEW.number());
    tell(&many, rate(lines.len(), || answer(&mut Answers::new(all, few))));
    let mut answers = Answers::new(all, few);
    tell("the same lines again, or like them", rate(lines.len(), || answer(&mut answers)));
    // As a class asks: few models, one zone, no two answers as long.
    let models = ["gpt-4o", "gpt-4o-mini", "mistral-large-latest", "claude-sonnet-4-5"];
    let (mut answers, mut asked) = (Answers::new(all, few), 0_u64);
    tell(
        "lines of four models, each of another length",
        rate(models.len(), || {
            for model in models {
                asked += 1;
                let input = format!(r#"{{"model":"{model}","output_tokens":{asked},"zone":"BEL"}}"#);
                out.clear();
                let line = format!(r#"{{"id":{asked},"kind":"known","input":{input}}}"#);
                assert_eq!(answers.line(line.as_bytes(), asked, &mut out), lines::Outcome::Answered);
            }
        }),
    );
}

fn beside_ecologits(named: f64) {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let vectors = here.join("tests/vectors").join(REQUESTS);
    let run = Command::new(&python).arg(here.join("benches/peer.py")).arg(vectors).output();
    let told = run.ok().filter(|run| run.status.success()).and_then(|run| String::from_utf8(run.stdout).ok());
    let Some((version, rate)) = told.as_deref().and_then(|told| told.trim().split_once(' ')) else {
        println!("EcoLogits: skipped, {python} does not have it");
        return;
    };
    let rate: f64 = rate.parse().unwrap();
    tell(&format!("EcoLogits {version} by names, same requests"), rate);
    println!("by names, {:.0} times as many", named / rate);
}
