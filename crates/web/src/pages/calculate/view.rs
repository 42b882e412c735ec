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
use super::inputs::{self, Inputs, Wrong, WrongNumber};
use crate::assets::{Sheet, calculate_script, sheet};
use crate::pages::{Page, menu, registry_lang};

/// How many swings are drawn; the others hardly move anything.
const SWINGS: usize = 6;
/// How many of them are told in a sentence.
const TOLD: usize = 4;
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
            (menu(texts))
            main {
                h1 { (t!(texts, "calc-title")) }
                p.lead { (t!(texts, "calc-lead")) }
                div.sides.wrong[sums.is_err()] data-copied=(t!(texts, "calc-copied")) {
                    (form(texts, inputs, sums.as_ref().err().map_or(&[], Vec::as_slice)))
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

fn form(texts: &Texts, inputs: &Inputs, wrong: &[Wrong]) -> Markup {
    let label = |fr: &'static str, en: &'static str| if is_french(texts) { fr } else { en };
    html! {
        form.asked action="/calculer" method="get" {
            h2 { (t!(texts, "calc-week")) }
            @for (one, count) in &inputs.counts {
                label.use {
                    span { (label(&one.label_fr, &one.label_en)) small { (label(&one.unit_fr, &one.unit_en)) } }
                    (number(&one.id, *count, wrong))
                }
            }
            label { (t!(texts, "calc-model")) input type="text" name=(inputs::MODEL) value=(inputs.model) list="models"; }
            datalist #models { @for model in proposed_models() { option value=(model) {} } }
            label {
                (t!(texts, "calc-zone"))
                input type="text" name=(inputs::ZONE) value=(inputs.zone) placeholder=(t!(texts, "calc-zone-usual"));
            }
            label.use { span { (t!(texts, "calc-people")) } (number(inputs::PEOPLE, inputs.people, wrong)) }
            label.use { span { (t!(texts, "calc-weeks")) } (number(inputs::SCHOOL_WEEKS, inputs.weeks, wrong)) }
            h2 { (t!(texts, "calc-what-if")) }
            (slider(texts, "calc-keep", inputs::KEEP, 0.0, inputs.keep))
            (slider(texts, "calc-length", inputs::LENGTH, 25.0, inputs.length))
            label.check { input type="checkbox" name=(inputs::SMALL) value="1" checked[inputs.small]; " " (t!(texts, "calc-small")) }
            button.btn.leaf type="submit" { (t!(texts, "calc-go")) }
        }
    }
}

/// A number as the form takes it: nothing between thousands.
fn plain(value: f64) -> String {
    french::number(value).replace('\u{202f}', "")
}

/// The beginning of what was written, for a sentence.
fn cited(written: &str) -> String {
    written.chars().take(20).collect()
}

/// A field for a number; one that was refused keeps what was written, to be mended.
fn number(name: &str, value: f64, wrong: &[Wrong]) -> Markup {
    let refused = wrong.iter().find_map(|one| match one {
        Wrong::Number(fault) if fault.field == name => Some(fault.written.clone()),
        _ => None,
    });
    html! {
        input type="text" name=(name) inputmode="decimal" autocomplete="off"
            aria-invalid=[refused.is_some().then_some("true")] value=(refused.unwrap_or_else(|| plain(value)));
    }
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
                        Wrong::Number(WrongNumber { field: name, written, readings: Some([one, other]), .. }) => li {
                            (t!(texts, "calc-wrong-two", written = cited(written), field = field(texts, name),
                                one = plain(*one), other = plain(*other)))
                        },
                        Wrong::Number(fault) => li {
                            (t!(texts, "calc-wrong-number", written = cited(&fault.written),
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

/// The year as it is and, beside it, as it would be.
fn headline(texts: &Texts, inputs: &Inputs, sums: &Sums) -> Markup {
    let told = |outcome: &Outcome| french::grams_co2e_spread(carbon(outcome));
    let week = told(&sums.week);
    html! {
        h2 { (t!(texts, "calc-year-of", people = inputs.people, shown = french::number(inputs.people), weeks = french::number(inputs.weeks))) }
        div.both {
            div { @if sums.otherwise.is_some() { p.small { (t!(texts, "calc-now")) } } (big(&told(&sums.year))) }
            @if let Some(otherwise) = &sums.otherwise {
                @let (now, then) = (carbon(&sums.year)[1], carbon(&otherwise.year)[1]);
                @let change = if now > 0.0 { ((then / now - 1.0) * 100.0).round() } else { 0.0 };
                div.then { p.small { (t!(texts, "calc-otherwise", change = french::number(change))) } (big(&told(&otherwise.year))) }
            }
        }
        p.small { (t!(texts, "calc-reading", week = week.to_string())) }
    }
}

fn big(year: &french::Spread) -> Markup {
    html! { p.big { (year.low) " – " b { (year.central) } " – " (year.high) "\u{202f}" (year.unit) " CO₂e" } }
}

/// One of the four impacts: its label, its week, what the hull says, how it is written.
struct Shown {
    label: &'static str,
    week: [f64; 3],
    year: [f64; 3],
    hull: [f64; 2],
    /// The week and the year done otherwise.
    otherwise: Option<[[f64; 3]; 2]>,
    write: Write,
}

impl Shown {
    fn all(sums: &Sums) -> [Self; 4] {
        fn ends<Q: Quantity>(interval: impact::Interval<Q>, number: fn(Q) -> f64) -> [f64; 2] {
            [number(interval.low()), number(interval.high())]
        }
        let (week, year, hull) = (&sums.week.total, &sums.year.total, &sums.week.hull.total);
        let grams = |mass: Minerals| mass.kilograms() * 1000.0;
        let otherwise = |read: &dyn Fn(&Outcome) -> [f64; 3]| {
            sums.otherwise.as_ref().map(|then| [read(&then.week), read(&then.year)])
        };
        [
            Self {
                label: "calc-carbon",
                week: carbon(&sums.week),
                year: carbon(&sums.year),
                hull: ends(hull.gwp, Carbon::grams),
                otherwise: otherwise(&carbon),
                write: french::grams_co2e_spread,
            },
            Self {
                label: "calc-energy",
                week: week.energy.three(Energy::watt_hours),
                year: year.energy.three(Energy::watt_hours),
                hull: ends(hull.energy, Energy::watt_hours),
                otherwise: otherwise(&|outcome| outcome.total.energy.three(Energy::watt_hours)),
                write: french::watt_hours_spread,
            },
            Self {
                label: "calc-water",
                week: week.wcf.three(Water::millilitres),
                year: year.wcf.three(Water::millilitres),
                hull: ends(hull.wcf, Water::millilitres),
                otherwise: otherwise(&|outcome| outcome.total.wcf.three(Water::millilitres)),
                write: french::millilitres_spread,
            },
            Self {
                label: "calc-metals",
                week: week.adpe.three(grams),
                year: year.adpe.three(grams),
                hull: ends(hull.adpe, grams),
                otherwise: otherwise(&|outcome| outcome.total.adpe.three(grams)),
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
                        td { ((shown.write)(shown.week)) @if let Some([week, _]) = shown.otherwise { (then(&(shown.write)(week))) } }
                        td { ((shown.write)(shown.year)) @if let Some([_, year]) = shown.otherwise { (then(&(shown.write)(year))) } }
                    }
                }
            }
        }
        p.small { (t!(texts, "calc-bars")) @if sums.otherwise.is_some() { " " (t!(texts, "calc-bars-then")) } }
    }
}

fn then(spread: &french::Spread) -> Markup {
    html! { small.then { "→ " (spread) } }
}

/// The hull as a hairline, the range as a bar, the median in it, on a log axis from end to end of the hull; below it the same
/// done otherwise.
fn bar(shown: &Shown) -> Markup {
    let [least, most] = shown.hull;
    let then = shown.otherwise.map(|[week, _]| week);
    let around: Vec<[f64; 3]> = [Some([least, shown.week[1], most]), then].into_iter().flatten().collect();
    let axis = Axis::around(&around);
    let percent = |value: f64| format!("{:.1}%", axis.place(value) * 100.0);
    let width =
        |from: f64, to: f64| format!("{:.1}%", (axis.place(to) - axis.place(from)).max(0.004) * 100.0);
    let spread = |[low, central, high]: [f64; 3]| {
        html! {
            rect.span x=(percent(low)) width=(width(low, high)) y="15%" height="70%" rx="5" {}
            line.mid x1=(percent(central)) x2=(percent(central)) y1="0" y2="100%" {}
        }
    };
    html! {
        svg.bar aria-hidden="true" {
            rect.hull x=(percent(least)) width=(width(least, most)) y="45%" height="10%" {}
            (spread(shown.week))
        }
        @if let Some(then) = then { svg.bar.then aria-hidden="true" { (spread(then)) } }
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
    let counted = COMPARED.iter().filter_map(|names| readable(registry, names, &results));
    html! {
        h2 { (t!(texts, "calc-like")) }
        ul.like {
            @for one in counted {
                li {
                    @if one.count[1] >= LEAST { (pictures(&one)) } @else { (t!(texts, "calc-less-than-one")) "\u{202f}: " }
                    b { (french::count_spread(one.count)) } " " span lang="fr" { (one.of.label) }
                }
            }
        }
        details.refused {
            summary { (t!(texts, "calc-refused")) }
            dl.facts lang="fr" { @for refused in registry.refused() { dt { (refused.label) } dd { (refused.reason) } } }
        }
    }
}

/// What a year is compared with: of each line the first that is neither a speck nor a crowd.
const COMPARED: [&[&str]; 4] =
    [&["car-km"], &["smartphone-charge"], &["glass-water", "shower"], &["beef-meal", "coffee-cup"]];
/// The fewest of a thing that can be pictured, and the most that are told apart at a glance.
const LEAST: f64 = 0.5;
const MOST: f64 = 100.0;

/// The first of these equivalents of which the result is between [`LEAST`] and [`MOST`]; else the first.
fn readable<'r>(registry: &'r Registry, names: &[&str], results: &[Measured]) -> Option<Equivalent<'r>> {
    let equivalences = names.iter().filter_map(|name| registry.equivalence(name));
    let counted: Vec<_> =
        equivalences.filter_map(|one| results.iter().find_map(|result| one.count(*result))).collect();
    let fits = |one: &&Equivalent<'_>| (LEAST..=MOST).contains(&one.count[1]);
    counted.iter().find(fits).or(counted.first()).copied()
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
        "coffee-cup" => "M2 6h13v2h3v5h-3a5 5 0 0 1-4 4H6a5 5 0 0 1-4-5zm13 4v1h1v-1z",
        "shower" => "M3 2h3v16H3zm5 0h8v3H8zm0 5h2v3H8zm3 4h2v3h-2zm3-4h2v3h-2z",
        _ => "M2 11a8 8 0 0 1 16 0zm-1 2h18v2H1zm3 3h12l-1 2H5z",
    }
}

/// What counts most: the sentence, and the widest swings.
fn tornado(texts: &Texts, sums: &Sums) -> Markup {
    let found = &sums.sensitivity;
    let mut widest = found.widest(Indicator::Gwp);
    // As the axis is logarithmic and the ratio is what is printed, the greatest ratio comes first.
    widest.sort_by(|one, other| other.factor(Indicator::Gwp).total_cmp(&one.factor(Indicator::Gwp)));
    let label =
        |swing: &Swing| if is_french(texts) { swing.subject.label_fr() } else { swing.subject.label_en() };
    let ends = |swing: &Swing| (swing.impacts.gwp.low().grams(), swing.impacts.gwp.high().grams());
    let rows: Vec<_> = widest
        .iter()
        .take(SWINGS)
        .map(|swing| {
            let (low, high) = ends(swing);
            let detail = match swing.subject {
                Subject::Chosen(_) => t!(texts, "calc-choice"),
                Subject::Assumed(_) => t!(texts, "calc-doubt"),
            };
            Row {
                label: label(swing).to_owned(),
                detail: detail.into_owned(),
                value: found.base.gwp.low().grams(),
                range: Some((low, high)),
                text: format!("×\u{202f}{}", french::estimate(swing.factor(Indicator::Gwp))),
                id: None,
                deck: false,
            }
        })
        .collect();
    html! {
        h2 { (t!(texts, "calc-most")) }
        @if let Some((first, others)) = widest.split_first() { p { (most(texts, first, others, label)) } }
        (chart(Links::Plain, &rows, Axis::around(&rows), french::grams_co2e_short))
        p.small { (t!(texts, "calc-tornado")) }
    }
}

/// The first things of the list in a sentence.
fn most<'l>(texts: &Texts, first: &Swing, others: &[&Swing], label: impl Fn(&Swing) -> &'l str) -> String {
    let key = if first.subject.is_unpublished() { "calc-most-unpublished" } else { "calc-most-of-all" };
    let then: Vec<&str> = others.iter().take(TOLD - 1).map(|swing| label(swing)).collect();
    t!(texts, key, first = label(first), then = then.join(", "))
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
        p.small.keys { span.key.deck { (t!(texts, "figures-key-deck")) } " " span.key { (t!(texts, "figures-key-others")) } }
        div lang=[registry_lang(texts)] { (chart(Links::Page, &rows, Axis::around(&rows), tick)) }
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
            let marks = [
                (range.is_none(), "calc-no-range"),
                (!figure.verified, "calc-unverified"),
                (figure.seed, "calc-deck"),
            ];
            let told =
                marks.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| texts.get(key).into_owned());
            let verdict = figure
                .seed_verdict
                .map(|verdict| texts.get(&format!("verdict-of-{}", verdict.as_str())).into_owned());
            let detail: Vec<String> =
                [figure.account(), figure.text()].into_iter().chain(told).chain(verdict).collect();
            Some(Row {
                label: figure.reference(registry).to_owned(),
                detail: detail.join(" · "),
                value: figure.value * factor,
                range,
                text: tick(figure.value * factor),
                id: Some(figure.id.0.clone()),
                deck: figure.seed,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_compared_with_what_can_be_counted() {
        let registry = Registry::embedded();
        let of =
            |grams: f64| readable(registry, &["beef-meal", "coffee-cup"], &[Measured::Carbon([grams; 3])]);
        assert_eq!(of(250.0).unwrap().of.id, "coffee-cup", "a thirtieth of a meal is a speck");
        assert_eq!(of(20_000.0).unwrap().of.id, "beef-meal");
        assert_eq!(of(1.0).unwrap().of.id, "beef-meal", "less than one of either is told of the first");
    }
}
