//! A week in grams, metres, charges and water; low to high, side by side.

use std::sync::{Arc, LazyLock};

use content::schema::{Field, Spec};
use content::{Fault, Pack, Segment, StepDoc, WorkshopDoc};
use figures::french;
use maud::{Markup, html};
use serde_json::{Map, Value};
use texts::t;
use workshop::Loaded;

use super::engine::{Own, own};
use super::rules::{Answer, Calculator, Params, of_poll};
use super::sums::{self, Span, in_unit};
use crate::kind::Cx;
use crate::number_poll::NumberPoll;
use crate::parts::interval::{Axis, Row, chart, linked};
use crate::parts::look;
use crate::parts::{self, figures::row};
use crate::{Item, Look, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| {
    Spec::new([Field::table(
        "calculator",
        Spec::new([
            Field::id("poll"),
            Field::figures("factors", 4, 6),
            Field::figures("energy", 1, 4).optional(),
            Field::figures("water", 1, 4).optional(),
            Field::figures("equivalents", 0, 4).optional(),
            Field::form("model", impact::data::is_model, "un modèle de « bisou impact models »").optional(),
            Field::form("zone", impact::data::is_zone, "une zone de « bisou impact zones »").optional(),
            Field::integer("weeks", 1, 52).optional(),
        ]),
    )])
});

/// A week of which nothing is known yet.
const EXAMPLE_WEEK: u64 = 10;

#[derive(serde::Deserialize)]
struct Fields {
    calculator: Params,
}

impl Present for Calculator {
    const LOOK: Look = Look {
        everywhere: &[look::RANGES],
        phone: &[include_str!("phone.css")],
        stage: &[include_str!("stage.css")],
        script: &[look::NUMBERS, include_str!("phone.js")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn check(step: &StepDoc, workshop: &WorkshopDoc, _: &Pack) -> Vec<Fault> {
        let Ok(Fields { calculator }) = step.read::<Fields>() else { return vec![] };
        let polls: Vec<&str> = workshop
            .steps
            .iter()
            .filter(|other| other.activity == "number-poll")
            .map(|other| other.id.as_str())
            .collect();
        if polls.contains(&calculator.poll.as_str()) {
            return vec![];
        }
        let path = vec![Segment::Key("calculator".into()), Segment::Key("poll".into())];
        let expected = "l’identifiant d’une étape number-poll du même atelier".to_owned();
        vec![Fault {
            path,
            found: calculator.poll,
            expected,
            help: polls.first().map(|poll| format!("par exemple « {poll} »")),
        }]
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, _: &Pack) -> Vec<Item<Params>> {
        let Fields { calculator } = step.read().expect("a checked step has the fields of its kind");
        Item::only(calculator)
    }

    fn from_form(_: &Params, fields: &[(String, String)]) -> Value {
        let number = |name: &str| {
            let typed = fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.trim());
            typed.and_then(|typed| typed.parse::<u64>().ok()).map(Value::from)
        };
        let both =
            ["requests", "what_if"].into_iter().filter_map(|name| Some((name.to_owned(), number(name)?)));
        Value::Object(both.collect::<Map<_, _>>())
    }

    fn describe(cx: &Cx<'_, Self>, answer: &Answer) -> String {
        let what_if = answer.what_if.unwrap_or(answer.requests);
        t!(cx.texts, "week-noted", requests = thousands(answer.requests), what_if = thousands(what_if))
    }

    fn marks(answer: &Answer) -> Vec<String> {
        vec![answer.what_if.unwrap_or(answer.requests).to_string()]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let own = own_week(cx);
        let n = own.unwrap_or(EXAMPLE_WEEK);
        let what_if = cx.mine.and_then(|answer| answer.what_if).unwrap_or(n);
        let most = (n * 2).max(60);
        html! {
            (parts::phone::noted(cx))
            div.week data-week=(n) data-from=(cx.params.poll) {
                h1 { (t!(cx.texts, "week-yours")) " " span data-count { (thousands(n)) } }
                p.small data-example hidden[own.is_some()] { (t!(cx.texts, "week-example")) }
                div.card {
                    (carbon(cx, n as f64))
                    p.small { (t!(cx.texts, "week-per-week")) " " (spread(cx)) }
                }
                div.card { (everyday(cx, n as f64)) }
                (parts::phone::form(cx, "what-if", &html! {
                    input type="hidden" name="requests" value=(n) data-requests;
                    p { (t!(cx.texts, "what-if")) " " b data-what-if { (thousands(what_if)) } "\u{202f}?" }
                    input type="range" aria-label=(t!(cx.texts, "what-if")) name="what_if" min="0" max=(most) value=(what_if) disabled[!cx.open()];
                    button.btn.quiet type="submit" disabled[!cx.open()] { (t!(cx.texts, "what-if-send")) }
                }))
            }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let (total, people) = class_week(cx);
        let year = total * u64::from(cx.params.weeks);
        if !cx.revealed() {
            return html! {
                main.big.centre {
                    h1.t1 { (t!(cx.texts, "week-class", total = thousands(total), people = people)) }
                    p.lead { (t!(cx.texts, "week-class-year", total = thousands(year), weeks = cx.params.weeks)) }
                    p.bigcount { b { (cx.round().answered) } " " (t!(cx.texts, "week-what-ifs", n = cx.round().answered)) }
                }
            };
        }
        html! {
            main.week {
                p.kicker { (t!(cx.texts, "week-class-kicker", total = thousands(year), people = people)) }
                h1.t2 { (t!(cx.texts, "week-title")) }
                (carbon(cx, year as f64))
                p.lead { (everyday_line(cx, year as f64)) }
                p.lead { @if own_of(cx).is_some() { (most(cx)) } @else { (most(cx)) " " (what_if_line(cx)) } }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        let (total, people) = class_week(cx);
        html! {
            p { (t!(cx.texts, "week-class", total = thousands(total), people = people)) }
            p.small { (spread(cx)) }
            p.small { (what_if_line(cx)) }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let (total, people) = class_week(cx);
        let year = total * u64::from(cx.params.weeks);
        let grams = in_unit(cx.figures, &cx.params.factors, "g");
        let rows = grams.iter().map(|(figure, factor)| TableRow {
            label: format!("{} ({})", figure.label, figure.reference(cx.figures)),
            value: figure.value * factor * year as f64,
            unit: "g CO2e / year".into(),
            right: None,
        });
        Section {
            question: Some(t!(cx.texts, "week-class-kicker", total = thousands(year), people = people)),
            body: html! { (carbon(cx, year as f64)) p { (everyday_line(cx, year as f64)) } p { (spread(cx)) " " (what_if_line(cx)) } },
            table: rows.collect(),
            figures: [&cx.params.factors, &cx.params.energy, &cx.params.water, &cx.params.equivalents]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            ..Section::default()
        }
    }
}

/// The person's own number: what they said here, else what they said in the poll.
fn own_week(cx: &Cx<'_, Calculator>) -> Option<u64> {
    if let Some(answer) = cx.mine {
        return Some(answer.requests);
    }
    let poll = cx.workshop.position(&cx.params.poll)?;
    cx.answer_of(poll).map(|answer| Loaded::<NumberPoll>::parse(answer).number)
}

/// Requests of the room in a week, and how many people said so.
fn class_week(cx: &Cx<'_, Calculator>) -> (u64, u32) {
    let Some(poll) = cx.workshop.position(&cx.params.poll) else { return (0, 0) };
    let numbers = of_poll(&*cx.state.steps[poll].round().tally);
    (numbers.total(), numbers.len())
}

/// `n` requests by each factor, on one axis; of none nothing is drawn, since a logarithm has no place for zero.
fn carbon(cx: &Cx<'_, Calculator>, n: f64) -> Markup {
    let times = n.max(1.0);
    let figures = in_unit(cx.figures, &cx.params.factors, "g");
    let rows: Vec<Row> = figures
        .iter()
        .map(|(figure, factor)| {
            let (low, high) = figure.range().unwrap_or((figure.value, figure.value));
            row(cx, figure, factor * times, between(Span { low: low * factor * n, high: high * factor * n }))
        })
        .collect();
    let rows: Vec<Row> = rows.into_iter().chain(own_row(cx, n, times)).collect();
    let axis = Axis::around(&rows);
    let ends = |row: &Row| row.range.unwrap_or((row.value, row.value));
    let per_request: Vec<String> =
        rows.iter().map(|row| format!("{} {}", ends(row).0 / times, ends(row).1 / times)).collect();
    html! {
        div.scaled.none[n == 0.0] data-decades=(axis.decades()) data-n=(times) data-grams=(per_request.join(";")) {
            (chart(cx.links, &rows, axis, french::grams_co2e_short))
        }
    }
}

/// The engine's own estimate, where the pack names a model and a zone.
fn own_of(cx: &Cx<'_, Calculator>) -> Option<Arc<Own>> {
    own(cx.params.model.as_deref()?, cx.params.zone.as_deref()?)
}

fn in_language(cx: &Cx<'_, Calculator>) -> usize {
    usize::from(cx.texts.lang() != texts::DEFAULT)
}

fn own_row(cx: &Cx<'_, Calculator>, n: f64, times: f64) -> Option<Row> {
    let own = own_of(cx)?;
    let [low, central, high] = own.grams;
    let model = cx.params.model.as_deref().unwrap_or_default();
    Some(Row {
        label: t!(cx.texts, "week-own").into_owned(),
        detail: t!(cx.texts, "week-own-of", model = model, zone = own.zone[in_language(cx)]),
        value: central * times,
        range: Some((low * times, high * times)),
        text: between(Span { low: low * n, high: high * n }),
        id: None,
        deck: false,
    })
}

/// `2–31 g`, or the one value.
fn between(span: Span) -> String {
    let (low, high) = sums::words(span, french::grams_co2e_short);
    if low == high { low } else { format!("{low} – {high}") }
}

/// By car, in charges, in water: each from the figures of its own kind.
fn everyday(cx: &Cx<'_, Calculator>, n: f64) -> Markup {
    let lines = everyday_spans(cx, n);
    html! {
        ul.everyday {
            @for (key, span, write) in lines {
                @let (low, high) = sums::words(span, write);
                li data-low=(span.low / n.max(1.0)) data-high=(span.high / n.max(1.0)) data-of=(key) {
                    b { (t!(cx.texts, &format!("everyday-{key}"))) } " "
                    span data-span data-words=(t!(cx.texts, "from-to", low = "%1", high = "%2")) { (t!(cx.texts, "from-to", low = low, high = high)) }
                }
            }
        }
        (sources(cx))
    }
}

/// Who says what the lines are counted with: a link each, with its year.
fn sources(cx: &Cx<'_, Calculator>) -> Markup {
    let params = cx.params;
    let ids = [&params.equivalents, &params.energy, &params.water].into_iter().flatten();
    let mut named: Vec<(&str, &str)> = Vec::new();
    for figure in ids.filter_map(|id| cx.figures.figure(id)) {
        let reference = figure.reference(cx.figures);
        if named.iter().all(|(known, _)| *known != reference) {
            named.push((reference, &figure.id));
        }
    }
    html! {
        p.small data-small {
            (t!(cx.texts, "everyday-after")) " "
            @for (index, (reference, id)) in named.into_iter().enumerate() {
                @if index > 0 { " · " }
                (linked(cx.links, id, reference))
            }
        }
    }
}

fn everyday_line(cx: &Cx<'_, Calculator>, n: f64) -> String {
    let lines = everyday_spans(cx, n).into_iter().map(|(key, span, write)| {
        let (low, high) = sums::words(span, write);
        let what = t!(cx.texts, &format!("everyday-{key}"));
        format!("{what} {}", t!(cx.texts, "from-to", low = low, high = high))
    });
    lines.collect::<Vec<_>>().join(" · ")
}

type Written = (&'static str, Span, fn(f64) -> String);

fn everyday_spans(cx: &Cx<'_, Calculator>, n: f64) -> Vec<Written> {
    let carbon = sums::span(&in_unit(cx.figures, &cx.params.factors, "g"), n);
    let car = sums::span(&in_unit(cx.figures, &cx.params.equivalents, "g"), 1.0);
    let energy = sums::span(&in_unit(cx.figures, &cx.params.energy, "Wh"), n);
    let charge = cx.figures.equivalence("smartphone-charge").map(|one| Span { low: one.low, high: one.high });
    let water = sums::span(&in_unit(cx.figures, &cx.params.water, "mL"), n);
    let mut lines: Vec<Written> = Vec::with_capacity(3);
    if let Some(span) = carbon.zip(car).and_then(|(total, km)| sums::in_units_of(total, km)) {
        lines.push(("car", span, french::kilometres));
    }
    if let Some(span) = energy.zip(charge).and_then(|(total, one)| sums::in_units_of(total, one)) {
        lines.push(("charges", span, sums::two_digits));
    }
    if let Some(span) = water {
        lines.push(("water", span, french::millilitres));
    }
    lines
}

/// What moves the result most: within the engine's own estimate, where there is one, and from one figure to another.
fn spread(cx: &Cx<'_, Calculator>) -> String {
    let between = between_figures(cx);
    own_of(cx).map_or(between.clone(), |own| format!("{} {between}", own.most[0][in_language(cx)]))
}

/// The first of the two, where there is room for one.
fn most(cx: &Cx<'_, Calculator>) -> String {
    own_of(cx).map_or_else(|| between_figures(cx), |own| own.most[1][in_language(cx)].clone())
}

/// Which choice of factor moves the result most.
fn between_figures(cx: &Cx<'_, Calculator>) -> String {
    let figures = in_unit(cx.figures, &cx.params.factors, "g");
    let Some((most, least, ratio)) = sums::farthest(&figures) else { return String::new() };
    let (most, least) = (most.reference(cx.figures), least.reference(cx.figures));
    t!(cx.texts, "week-spread", ratio = sums::two_digits(ratio), most = most, least = least)
}

/// What the room would save, if it did as it said.
fn what_if_line(cx: &Cx<'_, Calculator>) -> String {
    if cx.tally.answered == 0 {
        return String::new();
    }
    let (now, then) = (thousands(cx.tally.requests), thousands(cx.tally.what_if));
    t!(cx.texts, "week-what-if-line", now = now, then = then, n = cx.tally.answered)
}

fn thousands(number: u64) -> String {
    french::number(number as f64)
}
