//! What the session has cost, part by part on one axis; beside what people know; and how all of it came about.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Fault, Pack, Segment, StepDoc, WorkshopDoc};
use figures::Registry;
use figures::french::{self, Spread};
use maud::{Markup, html};
use texts::t;
use workshop::Measurement;

use super::factors::{self, GRID_UNIT, figure_of};
use super::sums::{Cost, Interval, Part};
use super::{Footprint, Params, belgium};
use crate::kind::Cx;
use crate::parts::interval::{Axis, Row, chart};
use crate::parts::look;
use crate::parts::{self, figures as figure_parts};
use crate::{Item, Look, Present, Section, TableRow};

static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::figures("grid", 1, 4).optional()]));

#[derive(serde::Deserialize)]
struct Fields {
    grid: Option<Vec<String>>,
}

impl Present for Footprint {
    const LOOK: Look = Look {
        everywhere: &[look::RANGES, look::FIGURES, include_str!("look.css")],
        stage: &[include_str!("stage.css")],
        ..Look::PLAIN
    };

    fn spec() -> &'static Spec {
        &SPEC
    }

    fn check(step: &StepDoc, _: &WorkshopDoc, _: &Pack) -> Vec<Fault> {
        let Ok(Fields { grid: Some(grid) }) = step.read::<Fields>() else { return vec![] };
        let wrong = |id: &str| {
            Registry::embedded().figure(id).is_some_and(|figure| figure.unit.as_str() != GRID_UNIT)
        };
        let faults = grid.into_iter().enumerate().filter(|(_, id)| wrong(id)).map(|(index, found)| Fault {
            path: vec![Segment::Key("grid".into()), Segment::Index(index)],
            found,
            expected: format!("un chiffre en {GRID_UNIT}"),
            help: Some("par exemple « grid-fr »".into()),
        });
        faults.collect()
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, _: &Pack) -> Vec<Item<Params>> {
        let Fields { grid } = step.read().expect("a checked step has the fields of its kind");
        Item::only(Params { grid: grid.unwrap_or_else(belgium) })
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let Some(cost) = cost(cx) else { return not_yet(cx) };
        html! {
            h1 { (cx.plan().title) }
            p { (counted(cx)) }
            div.card.cost { (parts_chart(cx, &cost)) p.small { (t!(cx.texts, "cost-axis")) } }
            p.lead { (total(cx, &cost).join(" ")) }
            p { (dominant(cx, &cost)) }
            @if cx.state.measured.sum.phones > 0 {
                div.card.cost.against { h2 { (t!(cx.texts, "cost-against")) } (against(cx, &cost)) p.small { (t!(cx.texts, "cost-emails-count")) } }
            }
            details #how {
                summary { (t!(cx.texts, "cost-how")) }
                (how(cx, &cost))
                h2 { (t!(cx.texts, "sources")) }
                (figure_parts::list(cx, &cited(cx)))
            }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        let Some(cost) = cost(cx) else { return html! { main.big.centre { (not_yet(cx)) } } };
        let [energy, carbon] = total(cx, &cost);
        html! {
            main.week.cost {
                p.kicker { (counted(cx)) }
                h1.t3 { (energy) br; (carbon) }
                (parts_chart(cx, &cost))
                p.lead { (dominant(cx, &cost)) }
                p.lead { (beside(cx, &cost)) }
            }
        }
    }

    fn remote(cx: &Cx<'_, Self>) -> Markup {
        let Some(cost) = cost(cx) else { return html! { p { (t!(cx.texts, "cost-not-yet")) } } };
        html! {
            p { (counted(cx)) }
            p { b { (total(cx, &cost).join(" ")) } }
            p.small { (dominant(cx, &cost)) }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let Some(cost) = cost(cx) else {
            return Section { body: html! { p { (t!(cx.texts, "cost-not-yet")) } }, ..Section::default() };
        };
        Section {
            question: Some(total(cx, &cost).join(" ")),
            body: html! {
                p { (counted(cx)) }
                div.cost { (parts_chart(cx, &cost)) }
                p.small { (t!(cx.texts, "cost-axis")) }
                p { (dominant(cx, &cost)) }
                @if cx.state.measured.sum.phones > 0 {
                    div.cost.against { (against(cx, &cost)) }
                    p { (beside(cx, &cost)) }
                    p.small { (t!(cx.texts, "cost-emails-count")) }
                }
                h3 { (t!(cx.texts, "cost-how")) }
                (how(cx, &cost))
            },
            table: table(cx, &cost),
            figures: cited(cx),
            ..Section::default()
        }
    }
}

fn cost(cx: &Cx<'_, Footprint>) -> Option<Cost> {
    cx.state.measured.at?;
    Some(Cost::of(&cx.state.measured.sum, &factors::factors(cx.figures, cx.params)?))
}

fn cited(cx: &Cx<'_, Footprint>) -> Vec<String> {
    factors::cited(cx.figures, cx.params)
}

fn not_yet(cx: &Cx<'_, Footprint>) -> Markup {
    let title = &cx.plan().title;
    html! { h1 class=(parts::size(title)) { (title) } p.lead { (t!(cx.texts, "cost-not-yet")) } }
}

/// « 25 téléphones, 43 min : 2,1 Mo échangés, 75 ko par téléphone en moyenne, 110 ko au plus »
fn counted(cx: &Cx<'_, Footprint>) -> String {
    let sum = &cx.state.measured.sum;
    let (all, time) = (bytes(sum.bytes()), time(sum.seconds));
    if sum.phones == 0 {
        return t!(cx.texts, "cost-counted-alone", all = all, time = time);
    }
    let each = french::bytes(sum.phone_bytes() as f64 / f64::from(sum.phones));
    t!(
        cx.texts,
        "cost-counted",
        n = sum.phones,
        all = all,
        time = time,
        each = each,
        most = bytes(sum.busiest_phone)
    )
}

fn bytes(count: u64) -> String {
    french::bytes(count as f64)
}

/// Minutes from two on, else seconds.
fn time(seconds: u64) -> String {
    match seconds {
        0..120 => french::quantity(seconds as f64, "s"),
        _ => french::quantity((seconds as f64 / 60.0).round(), "min"),
    }
}

/// The parts on one axis, then all of it.
fn parts_chart(cx: &Cx<'_, Footprint>, cost: &Cost) -> Markup {
    let parts = cost.parts.iter().filter(|(_, energy)| energy.0.high > 0.0).map(|(part, energy)| {
        let id = figure_of(*part);
        row(label(cx, *part), energy.0, french::watt_hours_spread, Some(id))
    });
    let whole = row(t!(cx.texts, "cost-all").into_owned(), cost.energy.0, french::watt_hours_spread, None);
    let rows: Vec<Row> = parts.chain([whole]).collect();
    chart(cx.links, &rows, Axis::around(&rows), french::watt_hours)
}

fn label(cx: &Cx<'_, Footprint>, part: Part) -> String {
    t!(cx.texts, &format!("cost-part-{}", part.key()), n = cx.state.measured.sum.phones)
}

/// This session, an e-mail with slides to each, a kilometre by car. E-mails are beside it and never its unit: how many of them a
/// result "is" says nothing, the registry refuses it.
fn against(cx: &Cx<'_, Footprint>, cost: &Cost) -> Markup {
    let one = cx.figures.equivalence("car-km").map_or(Interval::default(), |car| Interval {
        low: car.low,
        central: car.central,
        high: car.high,
    });
    let n = cx.state.measured.sum.phones;
    let rows = [
        row(t!(cx.texts, "cost-this").into_owned(), cost.carbon.0, french::grams_co2e_spread, None),
        row(
            t!(cx.texts, "cost-emails", n = n),
            cost.emails.0,
            french::grams_co2e_spread,
            Some(factors::EMAILS[0]),
        ),
        row(t!(cx.texts, "cost-car").into_owned(), one, french::grams_co2e_spread, None),
    ];
    chart(cx.links, &rows, Axis::around(&rows), french::grams_co2e_short)
}

fn row(label: String, value: Interval, write: fn([f64; 3]) -> Spread, figure: Option<&str>) -> Row {
    Row {
        label,
        detail: String::new(),
        value: value.central,
        range: Some((value.low, value.high)),
        text: write(value.spread()).to_string(),
        id: figure.map(str::to_owned),
        deck: false,
    }
}

/// « entre 110 et 350 Wh (au centre 240) »
fn between(cx: &Cx<'_, Footprint>, spread: &Spread) -> String {
    let Spread { low, central, high, unit } = spread;
    t!(
        cx.texts,
        "cost-between",
        low = low.as_str(),
        central = central.as_str(),
        high = high.as_str(),
        unit = *unit
    )
}

/// Energy and carbon, low to high.
fn total(cx: &Cx<'_, Footprint>, cost: &Cost) -> [String; 2] {
    let energy = between(cx, &french::watt_hours_spread(cost.energy.0.spread()));
    let carbon = between(cx, &french::grams_co2e_spread(cost.carbon.0.spread()));
    [t!(cx.texts, "cost-energy", energy = energy), t!(cx.texts, "cost-carbon", carbon = carbon)]
}

/// What weighs most, and how little the server does; if it does.
fn dominant(cx: &Cx<'_, Footprint>, cost: &Cost) -> String {
    let ranking = cost.ranking();
    let name = |part: Part| t!(cx.texts, &format!("cost-the-{}", part.key())).into_owned();
    let (first, second) = (ranking[0], ranking[1]);
    let said = t!(
        cx.texts,
        "cost-dominant",
        first = name(first),
        share = share(cx, cost, first),
        second = name(second),
        other = share(cx, cost, second)
    );
    if [first, second].contains(&Part::Server) {
        return said;
    }
    format!("{said} {}", t!(cx.texts, "cost-server", share = share(cx, cost, Part::Server)))
}

fn share(cx: &Cx<'_, Footprint>, cost: &Cost, part: Part) -> String {
    let share = cost.share(part);
    if share > 0.0 && share < 0.01 { t!(cx.texts, "cost-below").into_owned() } else { french::percent(share) }
}

/// The comparisons in a sentence.
fn beside(cx: &Cx<'_, Footprint>, cost: &Cost) -> String {
    let way = between(cx, &french::kilometres_spread(cost.way.0.spread()));
    let n = cx.state.measured.sum.phones;
    if n == 0 {
        return t!(cx.texts, "cost-beside-car", way = way);
    }
    let emails = between(cx, &french::grams_co2e_spread(cost.emails.0.spread()));
    t!(cx.texts, "cost-beside", way = way, n = n, emails = emails)
}

/// What was measured, what is modelled, what is left out.
fn how(cx: &Cx<'_, Footprint>, cost: &Cost) -> Markup {
    let sum = &cx.state.measured.sum;
    let phones = t!(
        cx.texts,
        "cost-how-bytes",
        to = bytes(sum.to_phones),
        from = bytes(sum.from_phones),
        screens = bytes(sum.to_screens.saturating_add(sum.from_screens))
    );
    let hours = french::quantity((sum.phone_seconds as f64 / 360.0).round() / 10.0, "h");
    html! {
        ul.how {
            li { b { (t!(cx.texts, "cost-how-measured")) } " " (phones) " " (server(cx, sum)) " " (t!(cx.texts, "cost-how-time", time = time(sum.seconds), hours = hours)) }
            li { b { (t!(cx.texts, "cost-how-modelled")) } " " (t!(cx.texts, "cost-how-devices")) }
            li { b { (t!(cx.texts, "cost-how-ranges")) } " " (t!(cx.texts, "cost-how-ends")) }
            li { b { (t!(cx.texts, "cost-how-left-out")) } " " (t!(cx.texts, "cost-how-not", way = french::kilometres(cost.way.0.high))) }
        }
    }
}

/// Where the server's energy comes from: read, modelled, or both.
fn server(cx: &Cx<'_, Footprint>, sum: &Measurement) -> String {
    let seconds = |ms: u64| format!("{}\u{202f}s", french::estimate(ms as f64 / 1000.0));
    let unmetered = sum.cpu_ms.saturating_sub(sum.metered_ms);
    let metered =
        (sum.metered_ms > 0).then(|| t!(cx.texts, "cost-how-metered", cpu = seconds(sum.metered_ms)));
    let modelled = (unmetered > 0 || sum.metered_ms == 0)
        .then(|| t!(cx.texts, "cost-how-unmetered", cpu = seconds(unmetered)));
    metered.into_iter().chain(modelled).collect::<Vec<_>>().join(" ")
}

/// What was counted, then low, central and high of each result.
fn table(cx: &Cx<'_, Footprint>, cost: &Cost) -> Vec<TableRow> {
    let sum = &cx.state.measured.sum;
    let one =
        |label: String, value: f64, unit: &str| TableRow { label, value, unit: unit.into(), right: None };
    let counts = [
        ("cost-row-to-phones", sum.to_phones as f64, "B"),
        ("cost-row-from-phones", sum.from_phones as f64, "B"),
        ("cost-row-screens", sum.to_screens.saturating_add(sum.from_screens) as f64, "B"),
        ("cost-row-phones", f64::from(sum.phones), "phones"),
        ("cost-row-busiest", sum.busiest_phone as f64, "B"),
        ("cost-row-time", sum.seconds as f64, "s"),
        ("cost-row-cpu", sum.cpu_ms as f64 / 1000.0, "s"),
    ];
    let counted =
        counts.into_iter().map(|(key, value, unit)| one(t!(cx.texts, key).into_owned(), value, unit));
    let parts = cost.parts.iter().map(|(part, energy)| (label(cx, *part), energy.0, "Wh"));
    let n = sum.phones;
    let sums = [
        (t!(cx.texts, "cost-all").into_owned(), cost.energy.0, "Wh"),
        (t!(cx.texts, "cost-this").into_owned(), cost.carbon.0, "g CO2e"),
        (t!(cx.texts, "cost-emails", n = n), cost.emails.0, "g CO2e"),
        (t!(cx.texts, "cost-way").into_owned(), cost.way.0, "km"),
    ];
    let results = parts.chain(sums).flat_map(|(label, value, unit)| {
        let ends = ["cost-low", "cost-central", "cost-high"].into_iter().zip(value.spread());
        ends.map(move |(end, value)| (label.clone(), end, value, unit)).collect::<Vec<_>>()
    });
    let results =
        results.map(|(label, end, value, unit)| one(format!("{label} ({})", t!(cx.texts, end)), value, unit));
    counted.chain(results).collect()
}
