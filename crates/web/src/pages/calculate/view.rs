//! The calculator's page: the form, and beside it what comes of it.

use activities::parts::interval::{Axis, Row, chart};
use axum::response::Response;
use figures::{Equivalent, Links, Measured, Registry, french};
use impact::bisou::{Assumptions, Indicator, Outcome, Subject, Swing};
use impact::unit::{Carbon, Energy, Minerals, Quantity, Water};
use impact::week::{proposed_models, published};
use impact::{Field, Method, reference};
use maud::{Markup, html};
use texts::{Texts, t};

use super::Sums;
use super::inputs::{self, Inputs, Wrong};
use crate::assets::{Sheet, calculate_script, sheet};
use crate::pages::{Page, brand};

/// How many swings are drawn; the others hardly move anything.
const SWINGS: usize = 6;
/// The most pictograms of one kind.
const PICTURES: f64 = 20.0;

/// The page.
pub fn document(
    texts: &Texts,
    registry: &Registry,
    inputs: &Inputs,
    sums: &Result<Sums, Vec<Wrong>>,
) -> Response {
    let body = html! {
        body.reading.calculate {
            header.between { (brand()) a href="/chiffres" { (t!(texts, "calc-to-figures")) } }
            main {
                h1 { (t!(texts, "calc-title")) }
                p.lead { (t!(texts, "calc-lead")) }
                div.sides.wrong[sums.is_err()] data-copied=(t!(texts, "calc-copied")) {
                    (form(texts, inputs))
                    div #sums aria-live="polite" {
                        @match sums {
                            Ok(sums) => (results(texts, registry, inputs, sums)),
                            Err(wrong) => (refusal(texts, wrong)),
                        }
                    }
                }
            }
        }
    };
    let title = t!(texts, "calc-title");
    let script = Some(calculate_script());
    Page { texts, title: &title, sheet: sheet(Sheet::Calculate), script, refresh: None }.document(&body)
}

fn is_french(texts: &Texts) -> bool {
    texts.lang() == texts::DEFAULT
}

fn form(texts: &Texts, inputs: &Inputs) -> Markup {
    let label = |fr: &'static str, en: &'static str| if is_french(texts) { fr } else { en };
    html! {
        form.asked action="/calculer" method="get" {
            h2 { (t!(texts, "calc-week")) }
            @for (one, count) in &inputs.counts {
                label.use {
                    span { (label(&one.label_fr, &one.label_en)) small { (label(&one.unit_fr, &one.unit_en)) } }
                    (number(&one.id, *count))
                }
            }
            label { (t!(texts, "calc-model")) input type="text" name=(inputs::MODEL) value=(inputs.model) list="models"; }
            datalist #models { @for model in proposed_models() { option value=(model) {} } }
            label {
                (t!(texts, "calc-zone"))
                input type="text" name=(inputs::ZONE) value=(inputs.zone) placeholder=(t!(texts, "calc-zone-usual"));
            }
            label.use { span { (t!(texts, "calc-people")) } (number(inputs::PEOPLE, inputs.people)) }
            label.use { span { (t!(texts, "calc-weeks")) } (number(inputs::SCHOOL_WEEKS, inputs.weeks)) }
            h2 { (t!(texts, "calc-what-if")) }
            (slider(texts, "calc-keep", inputs::KEEP, 0.0, inputs.keep))
            (slider(texts, "calc-length", inputs::LENGTH, 25.0, inputs.length))
            label.check { input type="checkbox" name=(inputs::SMALL) value="1" checked[inputs.small]; " " (t!(texts, "calc-small")) }
            button.btn.leaf type="submit" { (t!(texts, "calc-go")) }
        }
    }
}

fn number(name: &str, value: f64) -> Markup {
    html! { input type="text" name=(name) value=(french::number(value).replace('\u{202f}', "")) inputmode="decimal" autocomplete="off"; }
}

fn slider(texts: &Texts, key: &str, name: &str, least: f64, value: f64) -> Markup {
    html! {
        div.slide {
            label for=(name) { (t!(texts, key)) }
            output for=(name) { (french::number(value)) "\u{202f}%" }
            input type="range" id=(name) name=(name) min=(least) max="100" step="5" value=(value);
        }
    }
}

fn refusal(texts: &Texts, wrong: &[Wrong]) -> Markup {
    html! {
        div.problem role="alert" {
            b { (t!(texts, "calc-wrong")) }
            ul {
                @for one in wrong {
                    @match one {
                        Wrong::Number(fault) => li {
                            (t!(texts, "calc-wrong-number", written = fault.written.as_str(),
                                field = field(texts, fault.field), low = french::number(fault.bounds.0),
                                high = french::number(fault.bounds.1)))
                        },
                        Wrong::Engine(fault) => li lang="fr" { (fault.french(Field::option)) },
                    }
                }
            }
        }
    }
}

/// What a field of the form is called there.
fn field(texts: &Texts, name: &str) -> String {
    if let Some(found) = impact::week::uses().iter().find(|one| one.id == name) {
        return if is_french(texts) { &found.label_fr } else { &found.label_en }.clone();
    }
    let key = match name {
        inputs::PEOPLE => "calc-people",
        inputs::SCHOOL_WEEKS => "calc-weeks",
        inputs::KEEP => "calc-keep",
        _ => "calc-length",
    };
    t!(texts, key).into_owned()
}

fn results(texts: &Texts, registry: &Registry, inputs: &Inputs, sums: &Sums) -> Markup {
    let query = inputs.query();
    if inputs.requests() == 0.0 {
        return html! { p.notice { (t!(texts, "calc-none")) } };
    }
    html! {
        section.sum { (headline(texts, inputs, sums)) }
        section { (impacts(texts, inputs, sums)) }
        section { (equivalents(texts, registry, &sums.year)) }
        section { (tornado(texts, sums)) }
        @if inputs.answers() > 0.0 { section #publies { (beside(texts, registry, inputs, sums)) } }
        section.how { (method(texts, sums, &query)) }
    }
}

/// A spread in French, in one unit.
type Write = fn([f64; 3]) -> french::Spread;

fn carbon(outcome: &Outcome) -> [f64; 3] {
    outcome.total.gwp.three(Carbon::grams)
}

fn headline(texts: &Texts, inputs: &Inputs, sums: &Sums) -> Markup {
    let told = |outcome: &Outcome| french::grams_co2e_spread(carbon(outcome));
    let (week, year) = (told(&sums.week), told(&sums.year));
    html! {
        h2 { (t!(texts, "calc-year-of", people = inputs.people, shown = french::number(inputs.people), weeks = french::number(inputs.weeks))) }
        p.big { (year.low) " – " b { (year.central) } " – " (year.high) "\u{202f}" (year.unit) " CO₂e" }
        p.small { (t!(texts, "calc-reading", week = week.to_string())) }
        @if let Some(what_if) = &sums.what_if {
            @let (now, then) = (carbon(&sums.week)[1], carbon(what_if)[1]);
            @let change = if now > 0.0 { ((then / now - 1.0) * 100.0).round() } else { 0.0 };
            p.noted { (t!(texts, "calc-otherwise", week = told(what_if).to_string(), change = french::number(change))) }
        }
    }
}

/// One of the four impacts: its label, its week, what the hull says, how it is written.
struct Shown {
    label: &'static str,
    week: [f64; 3],
    year: [f64; 3],
    hull: [f64; 2],
    write: Write,
}

impl Shown {
    fn all(sums: &Sums) -> [Self; 4] {
        fn ends<Q: Quantity>(interval: impact::Interval<Q>, number: fn(Q) -> f64) -> [f64; 2] {
            [number(interval.low()), number(interval.high())]
        }
        let (week, year, hull) = (&sums.week.total, &sums.year.total, &sums.week.hull.total);
        let grams = |mass: Minerals| mass.kilograms() * 1000.0;
        [
            Self {
                label: "calc-carbon",
                week: carbon(&sums.week),
                year: carbon(&sums.year),
                hull: ends(hull.gwp, Carbon::grams),
                write: french::grams_co2e_spread,
            },
            Self {
                label: "calc-energy",
                week: week.energy.three(Energy::watt_hours),
                year: year.energy.three(Energy::watt_hours),
                hull: ends(hull.energy, Energy::watt_hours),
                write: french::watt_hours_spread,
            },
            Self {
                label: "calc-water",
                week: week.wcf.three(Water::millilitres),
                year: year.wcf.three(Water::millilitres),
                hull: ends(hull.wcf, Water::millilitres),
                write: french::millilitres_spread,
            },
            Self {
                label: "calc-metals",
                week: week.adpe.three(grams),
                year: year.adpe.three(grams),
                hull: ends(hull.adpe, grams),
                write: french::grams_spread,
            },
        ]
    }
}

fn impacts(texts: &Texts, inputs: &Inputs, sums: &Sums) -> Markup {
    html! {
        h2 { (t!(texts, "calc-impacts")) }
        table.impacts {
            thead { tr { th scope="col" { (t!(texts, "calc-impact")) } th scope="col" { (t!(texts, "calc-a-week")) }
                th scope="col" { (t!(texts, "calc-a-year", weeks = french::number(inputs.weeks))) } } }
            tbody {
                @for shown in Shown::all(sums) {
                    tr {
                        th scope="row" { (t!(texts, shown.label)) (bar(&shown)) }
                        td { ((shown.write)(shown.week)) }
                        td { ((shown.write)(shown.year)) }
                    }
                }
            }
        }
        p.small { (t!(texts, "calc-bars")) }
    }
}

/// The hull as a hairline, the range as a bar, the median in it, on a log axis from end to end of the hull.
fn bar(shown: &Shown) -> Markup {
    let [least, most] = shown.hull;
    let axis = Axis::around(&[[least, shown.week[1], most]]);
    let percent = |value: f64| format!("{:.1}%", axis.place(value) * 100.0);
    let width =
        |from: f64, to: f64| format!("{:.1}%", (axis.place(to) - axis.place(from)).max(0.004) * 100.0);
    let [low, central, high] = shown.week;
    html! {
        svg.bar aria-hidden="true" {
            rect.hull x=(percent(least)) width=(width(least, most)) y="45%" height="10%" {}
            rect.span x=(percent(low)) width=(width(low, high)) y="15%" height="70%" rx="5" {}
            line.mid x1=(percent(central)) x2=(percent(central)) y1="0" y2="100%" {}
        }
    }
}

/// A year in things that people know, as pictograms.
fn equivalents(texts: &Texts, registry: &Registry, year: &Outcome) -> Markup {
    let total = &year.total;
    let results = [
        Measured::Carbon(carbon(year)),
        Measured::Energy(total.energy.three(Energy::watt_hours)),
        Measured::Water(total.wcf.three(Water::millilitres)),
    ];
    let shown = ["car-km", "smartphone-charge", "glass-water", "beef-meal"];
    let counted = shown.iter().filter_map(|id| {
        let one = registry.equivalence(id)?;
        results.iter().find_map(|result| one.count(*result))
    });
    html! {
        h2 { (t!(texts, "calc-like")) }
        ul.like {
            @for one in counted {
                li { (pictures(&one)) b { (french::count_spread(one.count)) } " "
                    span lang="fr" { (one.of.label) } }
            }
        }
        p.small { (t!(texts, "calc-refused")) " "
            @for (place, refused) in registry.refused().iter().enumerate() {
                @if place > 0 { ", " } span lang="fr" title=(refused.reason) { (refused.label) }
            } "." }
    }
}

/// As many pictures as the median says, twenty at most, each of them one, ten, a hundred…; those up to the high end are pale.
fn pictures(one: &Equivalent<'_>) -> Markup {
    let [_, central, high] = one.count;
    let mut each = 1.0;
    while central / each > PICTURES {
        each *= 10.0;
    }
    let (full, pale) = (central / each, (high / each).min(PICTURES));
    let id = format!("p-{}", one.of.id);
    html! {
        svg.pictures viewBox="0 0 400 20" aria-hidden="true" {
            defs { pattern id=(id) width="20" height="20" patternUnits="userSpaceOnUse" { path d=(picture(&one.of.id)) {} } }
            rect.pale width=(format!("{:.0}", pale * 20.0)) height="20" fill=(format!("url(#{id})")) {}
            rect width=(format!("{:.0}", (full * 20.0).max(2.0))) height="20" fill=(format!("url(#{id})")) {}
        }
        @if each > 1.0 { small { "1\u{202f}=\u{202f}" (french::number(each)) } " " }
    }
}

/// A silhouette of twenty by twenty.
fn picture(id: &str) -> &'static str {
    match id {
        "car-km" => {
            "M1 12l2-1 2-4h7l3 4 4 1v3h-2a2 2 0 0 1-4 0H8a2 2 0 0 1-4 0H1zM6 8l-1 3h4V8zm4 0v3h3l-2-3z"
        }
        "smartphone-charge" => {
            "M6 1h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V2a1 1 0 0 1 1-1zm5 4l-4 6h3l-1 4 4-6h-3z"
        }
        "glass-water" => "M4 2h12l-2 16H6zm2 5h8l1-3H5z",
        _ => "M2 11a8 8 0 0 1 16 0zm-1 2h18v2H1zm3 3h12l-1 2H5z",
    }
}

/// What counts most: the sentence, and the widest swings.
fn tornado(texts: &Texts, sums: &Sums) -> Markup {
    let found = &sums.sensitivity;
    let sentence =
        if is_french(texts) { found.french(Indicator::Gwp, 4) } else { found.english(Indicator::Gwp, 4) };
    let widest = found.widest(Indicator::Gwp);
    let ends = |swing: &Swing| (swing.impacts.gwp.low().grams(), swing.impacts.gwp.high().grams());
    let rows: Vec<_> = widest
        .iter()
        .take(SWINGS)
        .map(|swing| {
            let (low, high) = ends(swing);
            let label = if is_french(texts) { swing.subject.label_fr() } else { swing.subject.label_en() };
            let detail = match swing.subject {
                Subject::Chosen(_) => t!(texts, "calc-choice"),
                Subject::Assumed(_) => t!(texts, "calc-doubt"),
            };
            Row {
                label: label.to_owned(),
                detail: detail.into_owned(),
                value: found.base.gwp.low().grams(),
                range: Some((low, high)),
                text: format!("×\u{202f}{}", french::estimate(swing.factor(Indicator::Gwp))),
                id: None,
            }
        })
        .collect();
    html! {
        h2 { (t!(texts, "calc-most")) }
        p { (sentence) }
        (chart(Links::Plain, &rows, Axis::around(&rows), french::grams_co2e_short))
        p.small { (t!(texts, "calc-tornado")) }
    }
}

/// What the published figures are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// Greenhouse gases.
    #[default]
    Carbon,
    /// Electricity.
    Energy,
    /// Water.
    Water,
}

impl Beside {
    const ALL: [Self; 3] = [Self::Carbon, Self::Energy, Self::Water];

    /// As the address calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Carbon => "co2",
            Self::Energy => "energie",
            Self::Water => "eau",
        }
    }

    /// The one of that name; greenhouse gases where there is none.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.name() == name).unwrap_or_default()
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Carbon => "calc-carbon",
            Self::Energy => "calc-energy",
            Self::Water => "calc-water",
        }
    }
}

/// The answers in text times each published figure, beside the engine's own.
fn beside(texts: &Texts, registry: &Registry, inputs: &Inputs, sums: &Sums) -> Markup {
    let all = inputs.answers() * inputs.people;
    let published = published();
    let (ids, symbol, tick): (&[String], &str, fn(f64) -> String) = match inputs.beside {
        Beside::Carbon => (&published.carbon, "g", french::grams_co2e_short),
        Beside::Energy => (&published.energy, "Wh", french::watt_hours),
        Beside::Water => (&published.water, "mL", french::millilitres),
    };
    let rows = rows(texts, registry, ids, symbol, all, tick);
    html! {
        h2 { (t!(texts, "calc-published", answers = french::number(all))) }
        p.row.tabs {
            @for one in Beside::ALL {
                @if one == inputs.beside { b { (t!(texts, one.label())) } }
                @else { a href={ "/calculer?" (Inputs { beside: one, ..inputs.clone() }.query()) "#publies" } { (t!(texts, one.label())) } }
            }
        }
        (chart(Links::Page, &rows, Axis::around(&rows), tick))
        @if inputs.beside == Beside::Carbon { (own(texts, sums)) }
        p.small { (t!(texts, "calc-published-why")) }
    }
}

fn rows(
    texts: &Texts,
    registry: &Registry,
    ids: &[String],
    symbol: &str,
    times: f64,
    tick: fn(f64) -> String,
) -> Vec<Row> {
    let figures = ids.iter().filter_map(|id| registry.figure(id));
    figures
        .filter_map(|figure| {
            let factor = figure.unit.factor_to_symbol(symbol)? * times;
            let range = figure.range().map(|(low, high)| (low * factor, high * factor));
            let mut detail = format!("{} · {}", figure.year, figure.text());
            if range.is_none() {
                detail.push_str(" · ");
                detail.push_str(&t!(texts, "calc-no-range"));
            }
            if !figure.verified {
                detail.push_str(" · ");
                detail.push_str(&t!(texts, "calc-unverified"));
            }
            if figure.seed {
                detail.push_str(" · ");
                detail.push_str(&t!(texts, "calc-deck"));
            }
            Some(Row {
                label: figure.reference(registry).to_owned(),
                detail,
                value: figure.value * factor,
                range,
                text: tick(figure.value * factor),
                id: Some(figure.id.0.clone()),
            })
        })
        .collect()
}

/// The engine's own two methods, each by its name.
fn own(texts: &Texts, sums: &Sums) -> Markup {
    let bisou = french::grams_co2e_spread(carbon(&sums.week)).to_string();
    html! {
        p.small { (t!(texts, "calc-own", bisou = bisou))
            @if let Some(estimate) = &sums.reference {
                @let gwp = estimate.total.gwp;
                " " (t!(texts, "calc-own-reference", method = reference::METHOD,
                    range = french::grams_co2e_range(gwp.low().grams(), gwp.high().grams())))
            }
        }
    }
}

fn method(texts: &Texts, sums: &Sums, query: &str) -> Markup {
    let draws = sums.week.draws;
    html! {
        h2 { (t!(texts, "calc-how")) }
        p { (t!(texts, "calc-method", method = Method::Bisou.as_str(), edition = Assumptions::embedded().edition(),
            draws = french::number(f64::from(draws.number())), seed = draws.seed())) }
        p.row.no-print {
            a href={ "/calculer?" (query) } data-copy { (t!(texts, "calc-link")) }
            a href={ "/calculer.csv?" (query) } { (t!(texts, "calc-csv")) }
            a href="/calculer/hypotheses" { (t!(texts, "calc-assumptions")) }
            button.btn.quiet type="button" data-print hidden { (t!(texts, "calc-print")) }
        }
        p.small { (t!(texts, "calc-data")) }
    }
}
