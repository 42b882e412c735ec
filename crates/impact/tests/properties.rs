//! What holds for all questions: monotony, inclusion, sums, units; and whatever comes as a line, a line answers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use impact::input::{
    Batch, Billions, Bits, Hardware, Latency, Mix, Parameters, Pue, Requests, Site, SiteWater, Speed,
    Throughput, Tokens,
};
use impact::lines::{Outcome, answer};
use impact::reference::Deployment;
use impact::unit::{Carbon, Minerals, PrimaryEnergy, Quantity, Rate, Time, Water};
use impact::{By, Catalogue, Estimate, Interval};
use proptest::prelude::*;

/// All that an estimate rests on, each at one value.
#[derive(Clone, Copy, Debug)]
struct Point {
    active: f64,
    total: f64,
    tokens: f64,
    latency: Option<f64>,
    tps: Option<f64>,
    pue: f64,
    wue: f64,
    batch: f64,
    bits: f64,
    lifetime: f64,
    mix: [f64; 4],
}

fn points() -> impl Strategy<Value = Point> {
    // Three times the largest is still within the bounds.
    let size = (0.1f64..2000.0, 1.0f64..16.0);
    let request = (0.0f64..1e6, proptest::option::of(0.0f64..86_400.0), proptest::option::of(1.0f64..500.0));
    let site = (1.0f64..3.0, 0.0f64..20.0, [0.0f64..3.0, 0.0f64..1e-6, 0.0f64..20.0, 0.0f64..30.0]);
    let hardware = (
        0u8..13,
        proptest::sample::select(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 16.0, 32.0]),
        1.0f64..20.0,
    );
    (size, request, site, hardware).prop_map(|(size, request, site, hardware)| Point {
        active: size.0,
        total: size.0 * size.1,
        tokens: request.0,
        latency: request.1,
        tps: request.2,
        pue: site.0,
        wue: site.1,
        batch: f64::from(hardware.0).exp2(),
        bits: hardware.1,
        lifetime: hardware.2 * 31_536_000.0,
        mix: site.2,
    })
}

fn site_water(litres: f64) -> SiteWater {
    SiteWater::new(Rate::per_kilowatt_hour(Water::from_litres(litres))).unwrap()
}

/// From all of `low`'s own values to all of `high`'s; what has no range is `low`'s.
fn between(low: &Point, high: &Point) -> Estimate {
    let range = |make: fn(f64) -> Billions, low, high| Interval::new(make(low), make(high)).unwrap();
    let parameters = Parameters::new(
        range(|billions| Billions::active(billions).unwrap(), low.active, high.active),
        range(|billions| Billions::total(billions).unwrap(), low.total, high.total),
    );
    let hardware = Hardware::REFERENCE
        .with_batch(Batch::new(low.batch).unwrap())
        .with_bits(Bits::new(low.bits).unwrap())
        .with_lifetime(Time::from_seconds(low.lifetime));
    let speed = Speed { throughput: low.tps.map(|rate| Throughput::new(rate).unwrap()), first_token: None };
    let [gwp, adpe, pe, wue] = low.mix;
    let mix = Mix::new(
        Rate::per_kilowatt_hour(Carbon::from_kilograms(gwp)),
        Rate::per_kilowatt_hour(Minerals::from_kilograms(adpe)),
        Rate::per_kilowatt_hour(PrimaryEnergy::from_megajoules(pe)),
        Rate::per_kilowatt_hour(Water::from_litres(wue)),
    );
    let site = Site {
        mix: mix.unwrap(),
        pue: Interval::new(Pue::new(low.pue).unwrap(), Pue::new(high.pue).unwrap()).unwrap(),
        wue: Interval::new(site_water(low.wue), site_water(high.wue)).unwrap(),
    };
    let latency = low.latency.map(|seconds| Latency::new(Time::from_seconds(seconds)).unwrap());
    let tokens = Tokens::new(low.tokens).unwrap();
    Deployment::new(&parameters.unwrap(), speed, hardware.unwrap()).estimate(tokens, latency, &site)
}

fn at(point: &Point) -> Estimate {
    between(point, point)
}

/// Low ends then high ends of all that comes out.
fn ends(estimate: &Estimate) -> [[f64; 2]; 13] {
    fn pair<Q: Quantity>(interval: Interval<Q>) -> [f64; 2] {
        [interval.low().value(), interval.high().value()]
    }
    let (total, usage, made) = (&estimate.total, &estimate.usage, &estimate.embodied);
    [
        pair(total.energy),
        pair(total.gwp),
        pair(total.adpe),
        pair(total.pe),
        pair(total.wcf),
        pair(usage.energy),
        pair(usage.gwp),
        pair(usage.adpe),
        pair(usage.pe),
        pair(usage.wcf),
        pair(made.gwp),
        pair(made.adpe),
        pair(made.pe),
    ]
}

/// Room for the rounding of a few operations.
const ROUNDING: f64 = 1e-13;

fn never_less(more: &Estimate, than: &Estimate) -> bool {
    ends(more)
        .iter()
        .zip(ends(than))
        .all(|(more, than)| (0..2).all(|end| more[end] >= than[end] * (1.0 - ROUNDING)))
}

proptest! {
    #[test]
    fn what_costs_more_never_has_less_impact(point in points(), by in 1.0f64..1.9) {
        let base = at(&point);
        let grown = [
            Point { tokens: point.tokens * by, ..point },
            Point { active: point.active * by.min(point.total / point.active), ..point },
            Point { total: point.total * by, ..point },
            Point { pue: (point.pue * by).min(3.0), ..point },
            Point { wue: (point.wue * by).min(20.0), ..point },
            Point { bits: 32.0, ..point },
            Point { latency: None, ..point },
            Point { mix: point.mix.map(|factor| factor * by).map(|factor| factor.min(3.0f64.max(factor / by))), ..point },
        ];
        for grown in grown {
            prop_assert!(never_less(&at(&grown), &base), "{grown:?}");
        }
        let shrunk = [
            Point { batch: (point.batch * 2.0).min(4096.0), ..point },
            Point { tps: point.tps.map(|rate| rate * by), ..point },
            Point { lifetime: point.lifetime * by, ..point },
        ];
        for shrunk in shrunk {
            prop_assert!(never_less(&base, &at(&shrunk)), "{shrunk:?}");
        }
    }

    #[test]
    fn an_interval_holds_every_point_between_its_ends(
        low in points(), by in [1.0f64..3.0, 1.0f64..3.0, 1.0f64..3.0], share in [0.0f64..1.0, 0.0f64..1.0, 0.0f64..1.0, 0.0f64..1.0]
    ) {
        let high = Point {
            active: low.active * by[0],
            total: low.total * by[0].max(by[1]),
            pue: (low.pue * by[2]).min(3.0),
            wue: (low.wue * by[2]).min(20.0),
            ..low
        };
        let within = |low: f64, high: f64, share: f64| low + (high - low) * share;
        let active = within(low.active, high.active, share[0]);
        let total = within(low.total, high.total, share[1]).max(active);
        let point = Point {
            active,
            total,
            pue: within(low.pue, high.pue, share[2]),
            wue: within(low.wue, high.wue, share[3]),
            ..low
        };
        let (all, one) = (ends(&between(&low, &high)), ends(&at(&point)));
        for (all, one) in all.iter().zip(one) {
            prop_assert!(all[0] <= one[0] * (1.0 + ROUNDING) && one[1] <= all[1] * (1.0 + ROUNDING), "{all:?} {one:?}");
        }
    }

    #[test]
    fn totals_are_the_sum_of_their_parts_and_so_many_of_one(point in points(), times in 1u32..1_000_000) {
        let one = at(&point);
        prop_assert_eq!(one.total.gwp, one.usage.gwp + one.embodied.gwp);
        prop_assert_eq!(one.total.adpe, one.usage.adpe + one.embodied.adpe);
        prop_assert_eq!(one.total.pe, one.usage.pe + one.embodied.pe);
        prop_assert_eq!((one.total.energy, one.total.wcf), (one.usage.energy, one.usage.wcf));
        let many = one.repeated(Requests::new(f64::from(times)).unwrap());
        for (many, one) in ends(&many).iter().zip(ends(&one)) {
            for end in 0..2 {
                let expected = one[end] * f64::from(times);
                prop_assert!((many[end] - expected).abs() <= expected * ROUNDING, "{many:?} {one:?}");
            }
        }
    }

    #[test]
    fn usage_is_energy_times_the_mix(point in points()) {
        let usage = at(&point).usage;
        let kilowatt_hours = usage.energy.low().kilowatt_hours();
        prop_assert_eq!(usage.gwp.low(), Carbon::from_kilograms(kilowatt_hours * point.mix[0]));
        prop_assert_eq!(usage.adpe.low(), Minerals::from_kilograms(kilowatt_hours * point.mix[1]));
        prop_assert_eq!(usage.pe.low(), PrimaryEnergy::from_megajoules(kilowatt_hours * point.mix[2]));
        let litres = kilowatt_hours / point.pue * (point.wue + point.pue * point.mix[3]);
        prop_assert!((usage.wcf.low().litres() - litres).abs() <= litres * ROUNDING);
    }

    #[test]
    fn whatever_comes_as_a_line_one_line_answers(line in proptest::collection::vec(any::<u8>(), 0..200)) {
        one_line(&line)?;
    }

    #[test]
    fn whatever_comes_as_a_question_one_line_answers(
        kind in "known|custom|video|other", model in "gpt-4o|GPT_4o|openai/gpt-4o|\\PC{0,12}", zone in "BEL|be|\\PC{0,8}",
        number in prop_oneof![any::<f64>().prop_map(|number| format!("{number:e}")), "-?[0-9]{1,3}(e[0-9]{1,3})?", "null", "\"1\"", "\\[1,2\\]"],
    ) {
        let text = |text: &str| serde_json::to_string(text).unwrap();
        let (model, zone) = (text(&model), text(&zone));
        let names = format!("\"model\":{model},\"zone\":{zone}");
        let inputs = [
            format!("{names},\"output_tokens\":{number},\"latency_s\":{number}"),
            format!("{names},\"output_tokens\":1,\"mix\":{{\"adpe\":{number},\"pe\":{number}}}"),
            format!("\"active_params_b\":{number},\"total_params_b\":{number},\"output_tokens\":{number},\"tps\":{number}"),
            format!("{names},\"resolution\":\"{}x9\",\"duration_s\":{number}", number.replace('"', "")),
        ];
        for input in inputs {
            one_line(format!("{{\"id\":1,\"kind\":\"{kind}\",\"input\":{{{input}}}}}").as_bytes())?;
        }
    }
}

/// One line of JSON answers, or nothing when there is nothing to answer; no number in it is none.
fn one_line(line: &[u8]) -> Result<(), TestCaseError> {
    let mut out = Vec::new();
    let outcome = answer(Catalogue::embedded(), By::default(), line, 1, &mut out);
    if outcome == Outcome::Empty {
        prop_assert!(out.is_empty());
        return Ok(());
    }
    let text = std::str::from_utf8(&out).unwrap();
    prop_assert!(text.ends_with('\n') && text.matches('\n').count() == 1, "{}", text);
    let told: serde_json::Value = serde_json::from_str(text).unwrap();
    prop_assert_eq!(outcome == Outcome::Refused, told.get("error").is_some());
    if outcome == Outcome::Answered {
        for impact in ["energy", "gwp", "adpe", "pe", "wcf"] {
            for end in 0..2 {
                prop_assert!(told[impact][end].as_f64().is_some_and(|number| number >= 0.0), "{}", text);
            }
        }
    }
    Ok(())
}
