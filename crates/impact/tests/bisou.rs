//! Method `bisou`: what draws say, what the hull holds, what moves a result.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::borrow::Cow;

use impact::bisou::{
    Assumption, Assumptions, Basis, Basket, Draws, Indicator, Lever, Outcome, Outcomes, Subject, levers,
};
use impact::check::{Kind, Received, Request, Value};
use impact::unit::{Carbon, Energy, Water};
use impact::{Catalogue, Code, Field, Method, Question, Warning, explain, week};
use proptest::prelude::*;

fn request(kind: Kind, fields: &[(Field, Value<'static>)]) -> Request<'static> {
    let mut received = Received::default();
    for (field, value) in fields {
        received.put(*field, value.clone());
    }
    match Question::check(Catalogue::embedded(), kind, received).unwrap() {
        Question::Request(request) => request,
        Question::Video(_) | Question::Training(_) => unreachable!(),
    }
}

const fn text(text: &'static str) -> Value<'static> {
    Value::Text(Cow::Borrowed(text))
}

fn gpt_4o(more: &[(Field, Value<'static>)]) -> Request<'static> {
    let mut fields = vec![
        (Field::Model, text("gpt-4o")),
        (Field::OutputTokens, Value::Number(400.0)),
        (Field::Zone, text("BEL")),
    ];
    fields.extend_from_slice(more);
    request(Kind::Known, &fields)
}

fn between(value: f64, low: f64, high: f64) -> bool {
    (low..=high).contains(&value)
}

#[test]
fn a_page_of_gpt_4o_in_belgium_is_as_wide_as_its_doubts() {
    let outcome = Basket::of(&gpt_4o(&[])).outcome(Draws::DEFAULT).unwrap();
    let total = outcome.total;
    let (energy, gwp, water) = (total.energy, total.gwp, total.wcf);
    assert!(between(energy.low().watt_hours(), 0.2, 0.3), "{energy:?}");
    assert!(between(energy.central().watt_hours(), 0.6, 0.9), "{energy:?}");
    assert!(between(energy.high().watt_hours(), 1.7, 2.6), "{energy:?}");
    assert!(between(gwp.central().grams(), 0.1, 0.17), "{gwp:?}");
    assert!(between(water.central().millilitres(), 1.8, 3.0), "{water:?}");
}

#[test]
fn what_moves_a_page_of_gpt_4o_is_what_the_reference_was_run_for() {
    let request = gpt_4o(&[]);
    let found = Basket::of(&request).sensitivity(Draws::DEFAULT);
    let of = |subject: Subject| found.swings.iter().find(|swing| swing.subject == subject).unwrap();
    let printed = |value: f64, expected: f64, unit: f64| (value - expected).abs() < unit;
    // Printed with the reference: batch, bits, size, PUE, WUE, server power, speed, lifetime.
    let cases = [
        (Assumption::Batch, [0.375, 5.90], [0.060, 1.89]),
        (Assumption::Bits, [0.193, 0.771], [0.033, 0.131]),
        (Assumption::Size, [0.579, 0.964], [0.102, 0.160]),
        (Assumption::Pue, [0.701, 1.02], [0.121, 0.168]),
        (Assumption::ServerPower, [0.734, 0.847], [0.126, 0.143]),
        (Assumption::Throughput, [0.738, 0.839], [0.119, 0.155]),
        (Assumption::Lifetime, [0.771, 0.771], [0.123, 0.139]),
    ];
    for (assumption, energy, gwp) in cases {
        let impacts = of(Subject::Assumed(assumption)).impacts;
        let (low, high): (Energy, Energy) = (impacts.energy.low(), impacts.energy.high());
        assert!(
            printed(low.watt_hours(), energy[0], 0.001) && printed(high.watt_hours(), energy[1], 0.01),
            "{assumption:?} {low:?} {high:?}"
        );
        let (low, high): (Carbon, Carbon) = (impacts.gwp.low(), impacts.gwp.high());
        assert!(
            printed(low.grams(), gwp[0], 0.001) && printed(high.grams(), gwp[1], 0.01),
            "{assumption:?} {low:?} {high:?}"
        );
    }
    let water = of(Subject::Assumed(Assumption::Wue)).impacts.wcf;
    let (low, high): (Water, Water) = (water.low(), water.high());
    assert!(printed(low.millilitres(), 2.04, 0.01) && printed(high.millilitres(), 3.46, 0.01));
    assert_eq!(found.swings[0].subject.id(), "batch");
    assert!(found.french(Indicator::Gwp, 3).starts_with(
        "Ce qui compte le plus\u{202f}: combien de personnes le serveur sert à la fois, que personne ne publie\u{202f}; puis le pays de l’électricité, puis la longueur de la réponse"
    ), "{}", found.french(Indicator::Gwp, 3));
}

#[test]
fn the_same_seed_says_the_same_and_more_draws_say_nearly_the_same() {
    let request = gpt_4o(&[]);
    let of = |number, seed| Basket::of(&request).outcome(Draws::new(number, seed).unwrap()).unwrap();
    assert_eq!(of(1000, 1), of(1000, 1));
    assert_ne!(of(1000, 1), of(1000, 2));
    let (some, many) = (of(10_000, 3).total.gwp, of(100_000, 4).total.gwp);
    let near = |one: Carbon, other: Carbon| (one.grams() / other.grams() - 1.0).abs() < 0.05;
    assert!(
        near(some.low(), many.low())
            && near(some.central(), many.central())
            && near(some.high(), many.high())
    );
}

#[test]
fn few_draws_are_near_to_what_many_say() {
    let request = gpt_4o(&[]);
    let of = |number, seed| Basket::of(&request).outcome(Draws::new(number, seed).unwrap()).unwrap();
    let gwp = |outcome: Outcome| outcome.total.gwp.three(Carbon::grams);
    let many = gwp(of(1 << 18, 1));
    // Root mean square of how far off each is, over some seeds.
    let off = |number: u32| {
        let squares = (0..16).map(|seed| {
            let told = gwp(of(number, seed));
            [0, 1, 2].map(|place: usize| (told[place] / many[place] - 1.0).powi(2))
        });
        let sum = squares.fold([0.0; 3], |sum, one| [0, 1, 2].map(|place| sum[place] + one[place]));
        sum.map(|sum: f64| (sum / 16.0).sqrt())
    };
    for (number, ends, median) in
        [(Draws::FEW.number(), 0.055, 0.025), (Draws::DEFAULT.number(), 0.008, 0.004)]
    {
        let [low, central, high] = off(number);
        assert!(low < ends && high < ends && central < median, "{number}: {low} {central} {high}");
    }
}

#[test]
fn what_was_drawn_before_changes_no_answer() {
    let sized = [
        (Field::ActiveParams, Value::Number(8.0)),
        (Field::TotalParams, Value::Number(8.0)),
        (Field::OutputTokens, Value::Number(400.0)),
        (Field::Zone, text("BEL")),
    ];
    let custom = |field, value| {
        let mut fields = sized.to_vec();
        fields.retain(|(known, _)| *known != field);
        fields.push((field, value));
        request(Kind::Custom, &fields)
    };
    let number = |field, value| custom(field, Value::Number(value));
    let requests = [
        gpt_4o(&[]),
        gpt_4o(&[(Field::Latency, Value::Number(2.0))]),
        gpt_4o(&[(Field::InputTokens, Value::Number(1000.0))]),
        gpt_4o(&[(Field::Images, Value::Number(1.0))]),
        gpt_4o(&[(Field::Requests, Value::Number(25.0))]),
        custom(Field::Zone, text("BEL")),
        custom(Field::Zone, text("FRA")),
        // It borrows minerals, primary energy and water from the world.
        custom(Field::Zone, text("AFG")),
        number(Field::OutputTokens, 400.0),
        number(Field::OutputTokens, 401.5),
        number(Field::OutputTokens, 0.0),
        number(Field::Requests, 3.0),
        number(Field::ActiveParams, 4.0),
        number(Field::TotalParams, 80.0),
        number(Field::Bits, 16.0),
        number(Field::Batch, 64.0),
        number(Field::TokensPerSecond, 50.0),
        number(Field::FirstToken, 1.0),
        number(Field::GpuMemory, 8.0),
        number(Field::ServerPower, 1.2),
        number(Field::ServerGpus, 4.0),
        number(Field::Lifetime, 94_608_000.0),
        number(Field::Pue, 1.5),
        number(Field::Wue, 3.0),
        number(Field::MixGwp, 0.5),
        number(Field::MixAdpe, 1e-6),
        number(Field::MixPe, 20.0),
        number(Field::MixWue, 9.0),
    ];
    let draws = Draws::new(200, 9).unwrap();
    let mut outcomes = Outcomes::new(draws);
    for request in requests.iter().chain(requests.iter().rev()) {
        assert_eq!(outcomes.of(request), Basket::of(request).outcome(draws), "{request:?}");
    }
}

#[test]
fn what_is_stated_is_not_assumed_otherwise() {
    let free = |request: &Request<'_>| {
        let found = Basket::of(request).sensitivity(Draws::new(100, 1).unwrap());
        found.swings.iter().map(|swing| swing.subject.id()).collect::<Vec<_>>()
    };
    let stated = [
        (Field::Batch, Value::Number(32.0), "batch"),
        (Field::Bits, Value::Number(8.0), "bits"),
        (Field::TokensPerSecond, Value::Number(50.0), "throughput"),
        (Field::ServerPower, Value::Number(1.0), "server-power"),
        (Field::Lifetime, Value::Number(1e8), "lifetime"),
        (Field::Pue, Value::Number(1.3), "pue"),
        (Field::Wue, Value::Number(0.3), "wue"),
        (Field::MixGwp, Value::Number(0.1), "grid-year"),
    ];
    let usual = free(&gpt_4o(&[]));
    for (field, value, id) in stated {
        assert!(usual.contains(&id), "{id} is assumed");
        assert!(!free(&gpt_4o(&[(field, value)])).contains(&id), "{id} is stated");
    }
    assert!(!usual.contains(&"input-token") && !usual.contains(&"image"), "there are none");
    assert!(free(&gpt_4o(&[(Field::InputTokens, Value::Number(5.0))])).contains(&"input-token"));
}

#[test]
fn a_grid_that_borrows_from_the_world_is_as_wide_as_the_grids_that_are_known() {
    let with_zone = |zone| {
        request(
            Kind::Known,
            &[
                (Field::Model, text("gpt-4o")),
                (Field::OutputTokens, Value::Number(400.0)),
                (Field::Zone, text(zone)),
            ],
        )
    };
    let width = |request: &Request<'_>| {
        let adpe = Basket::of(request).outcome(Draws::DEFAULT).unwrap().usage.adpe;
        adpe.high().micrograms() / adpe.low().micrograms()
    };
    let (known, borrowed) = (with_zone("BEL"), with_zone("AFG"));
    assert!(borrowed.warnings.contains(Warning::MixMineralsOfTheWorld));
    assert!(width(&borrowed) > 1.5 * width(&known), "{} {}", width(&borrowed), width(&known));
}

#[test]
fn what_the_reference_does_not_count_is_refused_there_and_marked_here() {
    let more = [(Field::InputTokens, Value::Number(10_000.0)), (Field::Images, Value::Number(2.0))];
    let request = gpt_4o(&more);
    let fault = request.estimate().unwrap_err();
    assert_eq!((fault.code, fault.field), (Code::NotInMethod, Some(Field::InputTokens)));
    let notes: Vec<_> = request.notes.iter().map(|note| note.subject.code()).collect();
    assert!(notes.contains(&"input-tokens-not-in-reference") && notes.contains(&"images-not-in-reference"));
    let of =
        |request: &Request<'_>| Basket::of(request).outcome(Draws::DEFAULT).unwrap().total.energy.central();
    let (plain, read, drawn) = (of(&gpt_4o(&[])), of(&gpt_4o(&more[..1])), of(&gpt_4o(&more[1..])));
    // A pasted article of 10,000 tokens weighs several times the page that answers it, as it does for Epoch AI.
    assert!((3.0..15.0).contains(&(read.watt_hours() / plain.watt_hours())), "{read:?} {plain:?}");
    assert!((2.0 * 0.6..2.0 * 25.0).contains(&(drawn.watt_hours() - plain.watt_hours())), "{drawn:?}");
}

#[test]
fn levers_say_what_they_change_and_claim_nothing_without_support() {
    let request = gpt_4o(&[]);
    let found = levers(Catalogue::embedded(), &request, Draws::DEFAULT);
    let of = |lever: Lever| found.iter().find(|effect| effect.lever.lever == lever).unwrap();
    let gwp = |lever| of(lever).change.unwrap()[1];
    assert!(of(Lever::Hour).change.is_none());
    assert!(gwp(Lever::SmallerModel).high().times() < 0.5 && of(Lever::SmallerModel).model.is_some());
    let half = gwp(Lever::Shorter);
    assert!((0.45..0.55).contains(&half.central().times()), "{half:?}");
    assert_eq!(gwp(Lever::Cache).range().low().times(), 0.5);
    let bits = gwp(Lever::Quantized);
    assert!(bits.high().times() <= 1.0 && bits.low().times() >= 0.45, "{bits:?}");
    assert!(gwp(Lever::SharedBatch).high().times() < 1.0);
    let sweden = of(Lever::Zone).change.unwrap();
    assert!(
        sweden[1].high().times() < 1.0 && sweden[4].low().times() > 1.0,
        "less carbon, more water: {sweden:?}"
    );
    let said = gpt_4o(&[(Field::Batch, Value::Number(64.0)), (Field::Bits, Value::Number(8.0))]);
    let left = levers(Catalogue::embedded(), &said, Draws::DEFAULT);
    assert!(left.iter().all(|one| !matches!(one.lever.lever, Lever::SharedBatch | Lever::Quantized)));
}

#[test]
fn an_explanation_walks_to_the_answer_and_names_each_number() {
    let request = gpt_4o(&[]);
    let told = explain::explain(&request, Method::Reference);
    let steps = request.steps();
    let value = |walk: usize, id: &str| {
        told.walks[walk].lines.iter().find(|line| line.id == id).unwrap().value.number
    };
    assert_eq!(value(0, "it-energy"), steps.request_it_energy.low().kilowatt_hours());
    assert_eq!(value(1, "it-energy"), steps.request_it_energy.high().kilowatt_hours());
    let estimate = request.estimate().unwrap();
    assert_eq!(value(1, "energy"), estimate.total.energy.high().kilowatt_hours());
    assert_eq!(value(0, "gwp-usage") + value(0, "gwp-embodied"), estimate.total.gwp.low().kilograms());
    let mix = told.terms.iter().find(|term| term.symbol == "mix CO₂e").unwrap();
    assert_eq!((&*mix.id, &*mix.source, mix.values.len()), ("mixes.csv:BEL", "Our World in Data", 2));
    let own = explain::explain(&request, Method::Bisou);
    assert_eq!(own.walks.iter().map(|walk| walk.at).collect::<Vec<_>>(), ["central"]);
    let base = Basket::of(&request).sensitivity(Draws::new(100, 1).unwrap()).base;
    let energy = own.walks[0].lines.iter().find(|line| line.id == "energy").unwrap();
    assert_eq!(energy.value.number, base.energy.low().kilowatt_hours());
    assert!(own.terms.iter().all(|term| !term.source.is_empty() || term.symbol.starts_with('P')));
}

#[test]
fn a_week_is_the_sum_of_its_uses() {
    let mut host = Received::default();
    host.put(Field::Model, text("gpt-4o"));
    host.put(Field::Zone, text("BEL"));
    let week = |counts: &[(&str, f64)]| {
        week::Week::check(Catalogue::embedded(), &host, counts.iter().copied()).unwrap()
    };
    let questions = week(&[("question", 20.0), ("image", 0.0)]);
    assert_eq!(questions.requests().count(), 1);
    let hull = |week: &week::Week<'_>| week.outcome(Draws::DEFAULT).unwrap().hull.total.energy.high();
    let both = week(&[("question", 20.0), ("image", 3.0)]);
    let images = week(&[("image", 3.0)]);
    let (sum, parts) = (hull(&both).watt_hours(), hull(&questions).watt_hours() + hull(&images).watt_hours());
    assert!((sum / parts - 1.0).abs() < 1e-9);
    assert!(week(&[]).outcome(Draws::DEFAULT).unwrap().total.energy.high().watt_hours() == 0.0);
    let faults = week::Week::check(Catalogue::embedded(), &host, [("questoin", 1.0)]).unwrap_err();
    assert_eq!(faults[0].code, Code::UnknownUse);
    let faults = week::Week::check(Catalogue::embedded(), &host, [("question", -1.0)]).unwrap_err();
    assert_eq!(faults[0].code, Code::OutOfRange);
    let half = week(&[("question", 0.5)]).outcome(Draws::DEFAULT).unwrap();
    let one = week(&[("question", 1.0)]).outcome(Draws::DEFAULT).unwrap();
    assert_eq!(half.total.gwp.central().grams() * 2.0, one.total.gwp.central().grams());
    host.put(Field::Pue, Value::Number(0.5));
    let faults =
        week::Week::check(Catalogue::embedded(), &host, [("question", 1.0), ("code", 1.0)]).unwrap_err();
    assert_eq!(faults.len(), 1, "said once, not for each use: {faults:?}");
}

#[test]
fn what_is_assumed_says_why_and_a_published_range_has_its_figures_or_its_source() {
    for one in Assumptions::embedded().all() {
        assert!(one.basis != Basis::Derived || one.source.len() > 20, "{}", one.assumption.id());
        let (low, high) = one.ends();
        assert!(one.reference.is_none_or(|reference| (low..=high).contains(&reference)));
    }
}

/// A question to any model, anywhere.
fn questions() -> impl Strategy<Value = (&'static str, &'static str, &'static str, f64, Option<f64>)> {
    let all = Catalogue::embedded();
    let models: Vec<_> = all.models().iter().map(|model| (all.provider_of(model).name, model.name)).collect();
    let zones: Vec<_> = all.zones().iter().map(|zone| zone.code).collect();
    (
        proptest::sample::select(models),
        proptest::sample::select(zones),
        0.0f64..1e6,
        proptest::option::of(0.0f64..1000.0),
    )
        .prop_map(|((provider, model), zone, tokens, latency)| (provider, model, zone, tokens, latency))
}

fn asked(
    (provider, model, zone, tokens, latency): (&'static str, &'static str, &'static str, f64, Option<f64>),
) -> Request<'static> {
    request(
        Kind::Known,
        &[
            (Field::Provider, text(provider)),
            (Field::Model, text(model)),
            (Field::Zone, text(zone)),
            (Field::OutputTokens, Value::Number(tokens)),
            (Field::Latency, latency.map_or(Value::Null, Value::Number)),
        ],
    )
}

/// Lows, medians and highs of the five totals.
fn totals(outcome: &Outcome) -> [[f64; 3]; 5] {
    let total = &outcome.total;
    [
        [
            total.energy.low().watt_hours(),
            total.energy.central().watt_hours(),
            total.energy.high().watt_hours(),
        ],
        [total.gwp.low().grams(), total.gwp.central().grams(), total.gwp.high().grams()],
        [total.adpe.low().micrograms(), total.adpe.central().micrograms(), total.adpe.high().micrograms()],
        [total.pe.low().megajoules(), total.pe.central().megajoules(), total.pe.high().megajoules()],
        [total.wcf.low().millilitres(), total.wcf.central().millilitres(), total.wcf.high().millilitres()],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn draws_lie_within_the_hull_and_the_hull_includes_the_reference(question in questions()) {
        let request = asked(question);
        let outcome = Basket::of(&request).outcome(Draws::new(200, 1).unwrap()).unwrap();
        let (hull, total) = (&outcome.hull.total, &outcome.total);
        prop_assert!(hull.energy.includes(total.energy.range()) && hull.gwp.includes(total.gwp.range()));
        prop_assert!(hull.adpe.includes(total.adpe.range()) && hull.pe.includes(total.pe.range()));
        prop_assert!(hull.wcf.includes(total.wcf.range()));
        let estimate = request.estimate().unwrap().total;
        prop_assert!(hull.energy.includes(estimate.energy) && hull.gwp.includes(estimate.gwp));
        prop_assert!(hull.adpe.includes(estimate.adpe) && hull.pe.includes(estimate.pe));
        prop_assert!(hull.wcf.includes(estimate.wcf));
    }

    #[test]
    fn a_longer_answer_never_weighs_less(question in questions(), longer in 1.0f64..10.0) {
        let outcome = |question| Basket::of(&asked(question)).outcome(Draws::new(200, 1).unwrap()).unwrap();
        let (provider, model, zone, tokens, latency) = question;
        let (one, other) = (outcome(question), outcome((provider, model, zone, tokens * longer, latency)));
        for (less, more) in totals(&one).into_iter().zip(totals(&other)) {
            prop_assert!(less.into_iter().zip(more).all(|(less, more)| less <= more * (1.0 + 1e-12)));
        }
    }

    #[test]
    fn no_swing_leads_out_of_the_hull_and_shares_are_parts_of_one(question in questions()) {
        let request = asked(question);
        let basket = Basket::of(&request);
        let (hull, found) = (basket.hull().total, basket.sensitivity(Draws::new(2000, 1).unwrap()));
        for swing in found.swings {
            if matches!(swing.subject, Subject::Chosen(_)) {
                continue;
            }
            prop_assert!(hull.energy.includes(swing.impacts.energy) && hull.gwp.includes(swing.impacts.gwp));
            prop_assert!(hull.adpe.includes(swing.impacts.adpe) && hull.wcf.includes(swing.impacts.wcf));
            prop_assert!(swing.impacts.gwp.contains(found.base.gwp.low()), "{:?}", swing.subject);
            let shares = swing.shares.unwrap();
            prop_assert!(shares.iter().all(|share| (0.0..=100.0).contains(&share.percent())));
        }
    }
}

#[test]
fn few_draws_divide_the_doubt_as_many_do() {
    let request = gpt_4o(&[]);
    let of = |number: u32, seed: u64| {
        let found = Basket::of(&request).sensitivity(Draws::new(number, seed).unwrap());
        let share = |one: Assumption| {
            let swing = found.swings.iter().find(|swing| swing.subject == Subject::Assumed(one)).unwrap();
            swing.shares.unwrap()[1].percent()
        };
        [Assumption::Batch, Assumption::Bits, Assumption::Throughput, Assumption::Pue].map(share)
    };
    let many = of(1 << 16, 1);
    for number in [Draws::FEW.number(), 1000] {
        let told = (0..20).map(|seed| of(number, seed));
        let sum = told.fold([0.0; 4], |sum, one| std::array::from_fn(|place| sum[place] + one[place]));
        for (sum, many) in sum.into_iter().zip(many) {
            assert!((sum / 20.0 - many).abs() < 2.0, "{number}: {} % for {many} %", sum / 20.0);
        }
    }
}
