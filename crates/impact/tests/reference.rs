//! The reference method, number for number: each vector through the typed interface.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod common;

use common::{REQUESTS, VIDEOS, cases, compare};
use impact::input::{
    Batch, Billions, Bits, Duration, FirstToken, Hardware, Latency, Mix, Parameters, Pue, Resolution,
    ServerGpus, Site, SiteWater, Speed, Throughput, Tokens,
};
use impact::reference::{Deployment, video};
use impact::unit::{Carbon, Memory, Minerals, Power, PrimaryEnergy, Rate, Time, Water};
use impact::{Catalogue, Fault, Interval, Warnings};
use serde_json::{Value, json};

fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}

fn range<T: Copy + PartialOrd>(value: &Value, make: impl Fn(f64) -> Result<T, Fault>) -> Interval<T> {
    let [low, high] = value.as_array().map_or([value, value], |pair| [&pair[0], &pair[1]]);
    Interval::new(make(low.as_f64().unwrap()).unwrap(), make(high.as_f64().unwrap()).unwrap()).unwrap()
}

fn site_water(litres: f64) -> Result<SiteWater, Fault> {
    SiteWater::new(Rate::per_kilowatt_hour(Water::from_litres(litres)))
}

fn latency(input: &Value) -> Option<Latency> {
    number(&input["latency_s"]).map(|seconds| Latency::new(Time::from_seconds(seconds)).unwrap())
}

fn codes(warnings: Warnings) -> Value {
    serde_json::to_value(warnings).unwrap()
}

/// What is answered to a case on a known model: estimate, steps, warnings; or nothing.
fn known(input: &Value) -> Option<(Value, Value, Value)> {
    let all = Catalogue::embedded();
    let provider = all.provider(input["provider"].as_str().unwrap())?;
    let mut models = all.models_named(input["model"].as_str().unwrap());
    let model = models.find(|model| all.provider_of(model) == provider)?;
    let zone = input["zone"].as_str().map_or(Some(all.zone_of(provider)), |code| all.zone(code))?;
    let site = Site { mix: zone.mix, pue: provider.pue, wue: provider.wue };
    let tokens = Tokens::new(input["output_tokens"].as_f64().unwrap()).unwrap();
    let estimate = model.deployment.estimate(tokens, latency(input), &site);
    let steps = model.deployment.steps(tokens, latency(input));
    Some((json!(estimate), json!(steps), codes(model.warnings.and(zone.warnings))))
}

fn custom(input: &Value) -> (Value, Value) {
    let parameters = Parameters::new(
        range(&input["active_params_b"], Billions::active),
        range(&input["total_params_b"], Billions::total),
    );
    let speed = Speed {
        throughput: number(&input["tps"]).map(|rate| Throughput::new(rate).unwrap()),
        first_token: number(&input["ttft_s"]).map(|s| FirstToken::new(Time::from_seconds(s)).unwrap()),
    };
    let mut hardware = Hardware::REFERENCE;
    if let Some(bits) = number(&input["quantization_bits"]) {
        hardware = hardware.with_bits(Bits::new(bits).unwrap());
    }
    if let Some(batch) = number(&input["batch_size"]) {
        hardware = hardware.with_batch(Batch::new(batch).unwrap());
    }
    if let Some(memory) = number(&input["gpu_memory_gb"]) {
        hardware = hardware.with_gpu_memory(Memory::from_gigabytes(memory)).unwrap();
    }
    if let Some(power) = number(&input["server_power_kw"]) {
        hardware = hardware.with_server_power(Power::from_kilowatts(power)).unwrap();
    }
    if let Some(gpus) = number(&input["server_gpus"]) {
        hardware = hardware.with_server_gpus(ServerGpus::new(gpus).unwrap());
    }
    if let Some(seconds) = number(&input["lifetime_s"]) {
        hardware = hardware.with_lifetime(Time::from_seconds(seconds)).unwrap();
    }
    let per_kilowatt_hour = |name: &str| input["mix"][name].as_f64().unwrap();
    let mix = Mix::new(
        Rate::per_kilowatt_hour(Carbon::from_kilograms(per_kilowatt_hour("gwp"))),
        Rate::per_kilowatt_hour(Minerals::from_kilograms(per_kilowatt_hour("adpe"))),
        Rate::per_kilowatt_hour(PrimaryEnergy::from_megajoules(per_kilowatt_hour("pe"))),
        Rate::per_kilowatt_hour(Water::from_litres(per_kilowatt_hour("wue"))),
    );
    let site = Site {
        mix: mix.unwrap(),
        pue: range(&input["pue"], Pue::new),
        wue: range(&input["wue"], site_water),
    };
    let deployment = Deployment::new(&parameters.unwrap(), speed, hardware);
    let tokens = Tokens::new(input["output_tokens"].as_f64().unwrap()).unwrap();
    let estimate = deployment.estimate(tokens, latency(input), &site);
    (json!(estimate), json!(deployment.steps(tokens, latency(input))))
}

/// Numbers, warnings and numbers of GPUs of a case; how far the worst number is.
fn check(case: &Value, found: &Value, steps: Option<&Value>, warnings: &Value) -> f64 {
    let id = case["id"].as_str().unwrap();
    let mut expected = case["expect"].clone();
    assert_eq!(expected.as_object_mut().unwrap().remove("warnings").as_ref(), Some(warnings), "{id}");
    let worst = compare(id, found, &expected);
    let Some(steps) = steps else { return worst };
    assert_eq!(steps["gpu_required_count"], case["steps"]["gpu_required_count"], "{id}");
    worst.max(compare(id, steps, &case["steps"]))
}

#[test]
fn each_request_to_a_known_model_is_answered_as_the_reference_does() {
    let (mut answered, mut refused) = (0, 0);
    for case in cases(REQUESTS).iter().filter(|case| case["kind"] == "known") {
        if let Some((found, steps, warnings)) = known(&case["input"]) {
            check(case, &found, Some(&steps), &warnings);
            answered += 1;
        } else {
            assert!(case["expect"]["errors"].is_array(), "{case}");
            refused += 1;
        }
    }
    assert_eq!((answered, refused), (1631, 15));
}

#[test]
fn each_request_to_a_model_of_ones_own_is_answered_as_the_reference_does() {
    let mut count = 0;
    for case in cases(REQUESTS).iter().filter(|case| case["kind"] == "custom") {
        let (found, steps) = custom(&case["input"]);
        check(case, &found, Some(&steps), &json!([]));
        count += 1;
    }
    assert_eq!(count, 545);
}

#[test]
fn each_video_is_answered_as_the_reference_does() {
    let all = Catalogue::embedded();
    let (mut answered, mut refused) = (0, 0);
    for case in &cases(VIDEOS) {
        let input = &case["input"];
        let model = all.video(input["model"].as_str().unwrap());
        let zone = match &input.get("zone") {
            None => Some(all.world()),
            Some(Value::Null) => model.map(|model| all.zone_of_video(model)),
            Some(code) => all.zone(code.as_str().unwrap()),
        };
        let (Some(model), Some(zone)) = (model, zone) else {
            assert!(case["expect"]["errors"].is_array(), "{case}");
            refused += 1;
            continue;
        };
        let resolution = match input["resolution"].as_str().unwrap().to_lowercase().as_str() {
            "720p" => Resolution::new(1280.0, 720.0),
            "1080p" => Resolution::new(1920.0, 1080.0),
            "4k" => Resolution::new(3840.0, 2160.0),
            other => {
                let (width, height) = other.split_once('x').unwrap();
                Resolution::new(width.parse().unwrap(), height.parse().unwrap())
            }
        };
        let seconds = input["duration_s"].as_f64().unwrap();
        let clip = video::Clip {
            resolution: resolution.unwrap(),
            duration: Duration::new(Time::from_seconds(seconds)).unwrap(),
            audio: input["audio"].as_bool().unwrap(),
        };
        let site = Site {
            mix: zone.mix,
            pue: input.get("pue").map_or(model.pue, |pue| range(pue, Pue::new)),
            wue: input.get("wue").map_or(model.wue, |wue| range(wue, site_water)),
        };
        let found = video::estimate(&model.regression, &model.machine, &clip, &site);
        check(case, &json!(found), None, &codes(zone.warnings));
        answered += 1;
    }
    assert_eq!((answered, refused), (172, 2));
}

/// The order of operations is the reference's: what is left is the rounding of the last bits.
#[test]
fn the_worst_number_of_all_is_within_a_rounding() {
    let worst = cases(REQUESTS).into_iter().filter(|case| case["expect"]["errors"].is_null()).map(|case| {
        let found = match case["kind"].as_str() {
            Some("custom") => custom(&case["input"]).0,
            _ => known(&case["input"]).unwrap().0,
        };
        let mut expected = case["expect"].clone();
        expected.as_object_mut().unwrap().remove("warnings");
        compare("", &found, &expected)
    });
    let worst = worst.fold(0.0, f64::max) * common::TOLERANCE;
    assert!(worst < 2e-15, "{worst:e}");
}
