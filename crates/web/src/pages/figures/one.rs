//! A figure: what it says, among those that say otherwise, and all that is known of it.

use axum::response::Response;
use figures::{Aspect, Contradiction, Figure, FigureId, Registry, Source, french};
use maud::{Markup, html};
use texts::{Texts, t};

use super::draw::{Rows, Scale};
use super::{beside, document, marks, registry_lang, sentence};

/// Two values that differ by less than this share are told as alike.
const ALIKE: f64 = 0.05;

/// `GET /chiffres/{figure}`
pub(super) fn page(texts: &Texts, registry: &Registry, figure: &Figure) -> Response {
    let claims = registry.claims_of(figure);
    let mistaken = claims.iter().copied().find(|claim| claim.mistake(&figure.id).is_some());
    let content = html! {
        p.kicker lang=[registry_lang(texts)] { (figure.subject) }
        h1 lang=[registry_lang(texts)] { (figure.text()) @if let Some(per) = figure.per() { " " (per) } }
        p { (marks(texts, figure, mistaken)) " " (figure.reference(registry)) }
        @if !figure.verified { p.notice { (t!(texts, "not-verified-text")) } }
        @if figure.is_contested() { p.notice { (t!(texts, "fig-contested-alone")) } }
        p lang=[registry_lang(texts)] { (sentence(&figure.note, registry)) }
        @if !claims.is_empty() {
            p { (t!(texts, "fig-question")) "\u{202f}: "
                @for (index, claim) in claims.iter().enumerate() { @if index > 0 { " · " } a href={ "/chiffres/" (claim.id) } { (claim.question(texts.lang())) } }
            }
        }
        @if registry.charts().iter().any(|chart| chart.instead_of == figure.id) { p.way { a href="/chiffres/graphiques-du-diaporama" { (t!(texts, "figures-deck-charts")) } } }
        (against(texts, registry, figure))
        h2 { (t!(texts, "fig-facts")) }
        (facts(texts, registry, figure))
        p.no-print.way { a href="/chiffres" { (t!(texts, "figures-all-questions")) } }
    };
    document(texts, &format!("{}, {}", figure.text(), figure.reference(registry)), false, &content)
}

/// Those that contradict it, on one axis with it, then side by side.
fn against(texts: &Texts, registry: &Registry, figure: &Figure) -> Markup {
    let all = registry.contradictions(&figure.id);
    let claims = registry.claims_of(figure);
    let axis = claims.iter().map(|claim| &claim.unit).find(|unit| figure.spread_in(unit).is_some());
    let unit = axis.cloned().unwrap_or_else(|| figure.unit.plain());
    let (mut shown, elsewhere): (Vec<&Figure>, Vec<&Figure>) =
        all.iter().map(|against| against.other).partition(|other| other.unit.same_measure(&figure.unit));
    shown.push(figure);
    let around = [&*shown, &*elsewhere].concat();
    let size = |figure: &Figure| figure.spread_in(&unit).map_or(f64::NAN, |[_, value, _]| value);
    shown.sort_by(|one, other| size(one).total_cmp(&size(other)));
    let rows = Rows {
        texts,
        registry,
        claim: None,
        about: Some(figure),
        unit: &unit,
        scale: Scale::around(&shown, &unit),
        shown: &around,
        exchanged: &[],
    };
    html! {
        @if !all.is_empty() {
            h2 { (t!(texts, "fact-others")) }
            @if shown.len() > 1 {
                (rows.list(&shown, ""))
                p.small { (t!(texts, "figures-marks")) }
            }
            @if !elsewhere.is_empty() { (beside(texts, registry, None, elsewhere.iter().copied(), &around)) }
            h2 { (t!(texts, "fig-differs")) }
            @for against in &all { (side_by_side(texts, against)) }
        }
    }
}

fn side_by_side(texts: &Texts, against: &Contradiction<'_>) -> Markup {
    let other = against.other;
    html! {
        table.differences {
            caption { a href={ "/chiffres/" (other.id) } lang=[registry_lang(texts)] { (other.text()) ", " (other.label) } "\u{202f}: " (times(texts, against.times)) }
            tr { th scope="col" { (t!(texts, "fig-criterion")) } th scope="col" { (t!(texts, "fig-this")) } th scope="col" { (t!(texts, "fig-other")) } }
            @for difference in &against.differences {
                @let vocabulary = difference.aspect.vocabulary();
                @let lang = registry_lang(texts).filter(|_| vocabulary.is_none());
                tr {
                    th scope="row" { (texts.word("aspect", difference.aspect.as_str())) }
                    td lang=[lang] { (texts.words(vocabulary, &difference.here)) }
                    td lang=[lang] { (texts.words(vocabulary, &difference.there)) }
                }
            }
        }
    }
}

fn times(texts: &Texts, times: Option<f64>) -> String {
    match times {
        None => texts.get("fig-not-comparable").into_owned(),
        Some(times) if (times - 1.0).abs() < ALIKE => texts.get("fig-alike").into_owned(),
        Some(times) if times > 1.0 => t!(texts, "fig-times-more", n = french::estimate(times)),
        Some(times) => t!(texts, "fig-times-less", n = french::estimate(1.0 / times)),
    }
}

fn facts(texts: &Texts, registry: &Registry, figure: &Figure) -> Markup {
    let range = figure.range_text().unwrap_or_else(|| texts.get("figures-no-range").into_owned());
    let told = Aspect::ALL.into_iter().filter(|aspect| !matches!(aspect, Aspect::Unit | Aspect::Subject));
    html! {
        dl.facts {
            dt { (t!(texts, "fact-range")) } dd { (range) }
            @for aspect in told {
                @let said = aspect.of(registry, figure);
                @if !said.is_empty() {
                    dt { (texts.word("aspect", aspect.as_str())) }
                    dd lang=[registry_lang(texts).filter(|_| aspect.vocabulary().is_none())] { (texts.words(aspect.vocabulary(), &said)) }
                }
            }
            @if let Some(year) = figure.year_published { dt { (t!(texts, "fact-year")) } dd { (t!(texts, "fig-published", year = year.to_string())) } }
            @if let Some(text) = &figure.seed_text { dt { (t!(texts, "fig-deck-says")) } dd lang=[registry_lang(texts)] { q { (text) } } }
            @if let Some(formula) = &figure.formula { dt { (t!(texts, "fact-formula")) } dd lang=[registry_lang(texts)] { (formula) } }
            @if let Some(caution) = &figure.caution { dt { (t!(texts, "fig-caution")) } dd lang=[registry_lang(texts)] { (caution) } }
            (linked(texts, registry, "fig-derived", &figure.derived_from))
            @if let Some(next) = &figure.superseded_by { (linked(texts, registry, "fig-superseded", std::slice::from_ref(next))) }
            dt { (t!(texts, "fact-source")) }
            @for id in std::iter::once(&figure.source).chain(&figure.also_sources) {
                @if let Some(source) = registry.source(id) { dd { (cite(texts, source)) } }
            }
            dt { (t!(texts, "fig-seen")) } dd lang=[registry_lang(texts)] { (figure.seen) }
        }
    }
}

fn linked(texts: &Texts, registry: &Registry, key: &str, ids: &[FigureId]) -> Markup {
    html! {
        @if !ids.is_empty() {
            dt { (t!(texts, key)) }
            @for figure in ids.iter().filter_map(|id| registry.figure(id)) {
                dd lang=[registry_lang(texts)] { a href={ "/chiffres/" (figure.id) } { (figure.text()) ", " (figure.label) } }
            }
        }
    }
}

fn cite(texts: &Texts, source: &Source) -> Markup {
    html! {
        (source.author) ", " cite { (source.title) } ", " (source.year) " (" (texts.word("source", &source.kind)) ")"
        @if let Some(doi) = &source.doi { ", doi:" (doi) }
        @if let Some(url) = &source.url { ", " a href=(url) rel="noopener noreferrer" { (url) } }
        @if !source.verified { " (" (t!(texts, "fig-address-unverified")) ")" }
    }
}
