//! The index: the figures of the deck that people doubt, a search over the registry, the questions, the eight settings.

use std::sync::LazyLock;

use axum::response::Response;
use figures::{Because, Claim, Doubt, Figure, Group, Registry, Turn, expand_text, french};
use maud::{Markup, html};
use serde::Deserialize;
use texts::{Texts, t};

use super::claim::told;
use super::draw::{Spread, dots};
use super::{against, document, files, legend, marks, provenance, registry_lang};
use crate::request::{Answer, Asker, Query};

/// The longest text that is looked for.
const QUERY_MAX: usize = 60;

/// The settings, as they are explained.
const SETTINGS: [&str; 8] =
    ["unit", "perimeter", "water", "accounting", "statistic", "date", "speaker", "mistakes"];
/// Where each of them moves most. The registry does not change: it is gone through once.
static TURNS: LazyLock<[Option<Turn<'static>>; SETTINGS.len()]> =
    LazyLock::new(|| SETTINGS.map(|setting| Registry::embedded().widest_turn(setting)));

/// `?q=4 g`
#[derive(Deserialize)]
pub struct Asked {
    q: Option<String>,
}

/// `GET /chiffres`
pub async fn page(asker: Asker, Query(asked): Query<Asked>) -> Answer {
    let registry = asker.app.shared.figures;
    let query: String =
        asked.q.unwrap_or_default().trim().chars().filter(|c| !c.is_control()).take(QUERY_MAX).collect();
    Ok(document_for(asker.texts, registry, &query))
}

fn document_for(texts: &Texts, registry: &Registry, query: &str) -> Response {
    let title = t!(texts, "figures-title");
    let content = html! {
        h1 { (title) }
        @if query.is_empty() { p.lead { (t!(texts, "figures-lead")) } }
        form.find method="get" action="/chiffres" role="search" {
            label for="q" { (t!(texts, "figures-search")) }
            input #q type="search" name="q" value=(query) maxlength=(QUERY_MAX) autocomplete="off" aria-describedby="q-hint";
            button.btn type="submit" { (t!(texts, "figures-search-go")) }
            small #q-hint { (t!(texts, "figures-search-hint")) }
        }
        @if query.is_empty() { (exhibition(texts, registry)) } @else { (results(texts, registry, query)) }
    };
    document(texts, &title, false, &content)
}

fn exhibition(texts: &Texts, registry: &Registry) -> Markup {
    html! {
        h2 { (t!(texts, "figures-doubts")) }
        ul.doubts { @for (doubt, figure, claim) in registry.doubts() { li { (doubted(texts, registry, doubt, figure, claim)) } } }
        p.small.keys { (legend(texts)) }
        @for group in Group::ALL {
            h2 { (texts.word("group", group.as_str())) }
            ul.questions { @for claim in registry.claims_in(group) { li { (question(texts, registry, claim)) } } }
        }
        p.way {
            a href="/chiffres/graphiques-du-diaporama" { (t!(texts, "figures-deck-charts")) } " · "
            a href="/chiffres/tous" { (t!(texts, "figures-every", n = registry.figures().len())) }
        }
        h2 { (t!(texts, "figures-settings-title")) }
        p { (t!(texts, "figures-settings-lead")) }
        ol.settings {
            @for (setting, turn) in SETTINGS.into_iter().zip(&*TURNS) {
                li {
                    b { (texts.word("setting", setting)) } ". " (t!(texts, &format!("fig-setting-{setting}-why"))) " "
                    @if let Some(turn) = turn { (turned(texts, turn)) }
                }
            }
        }
        (files(texts, "figures-files", ""))
    }
}

/// The way to where a setting moves most, turned already.
fn turned(texts: &Texts, turn: &Turn<'_>) -> Markup {
    let [before, after] = turn.factors.map(french::estimate);
    let position = told(texts, turn.setting, &turn.position);
    html! {
        a href={ "/chiffres/" (turn.claim.id) "?" (turn.setting.word()) "=" (turn.position) } {
            (t!(texts, "figures-turn-try", question = turn.claim.question(texts.lang()), position = position, before = before, after = after))
        }
    }
}

/// A figure that people come to check: who says it, what the others say, why they differ, and the way to all of it.
fn doubted(texts: &Texts, registry: &Registry, doubt: &Doubt, figure: &Figure, claim: &Claim) -> Markup {
    let others: Vec<&Figure> =
        registry.figures_of(claim).into_iter().filter(|other| other.id != figure.id).collect();
    html! {
        a href={ "/chiffres/" (claim.id) } { (figure.text()) @if let Some(per) = figure.per() { " " (per) } }
        small {
            (provenance(texts, registry, figure))
            @if let Some(verdict) = figure.seed_verdict { " · " (t!(texts, &format!("verdict-of-{}", verdict.as_str()))) }
        }
        @if let Some(spread) = Spread::of(&others, &claim.unit) {
            p { b { (t!(texts, "figures-others", range = spread.ends(texts))) } }
        }
        p { (reason(texts, registry, claim, doubt.because)) }
    }
}

fn reason(texts: &Texts, registry: &Registry, claim: &Claim, because: Because) -> String {
    expand_text(claim.because(because, texts.lang()), registry)
}

/// A question, its values as dots, from where to where they go, and what the deck says.
fn question(texts: &Texts, registry: &Registry, claim: &Claim) -> Markup {
    let figures = registry.figures_of(claim);
    let spread = Spread::of(&figures, &claim.unit);
    let deck: Vec<String> = figures.iter().filter(|figure| figure.seed).map(|figure| figure.text()).collect();
    html! {
        a href={ "/chiffres/" (claim.id) } { (claim.question(texts.lang())) }
        (dots(registry, claim))
        small {
            (t!(texts, "figures-count", n = figures.len()))
            @if let Some(spread) = &spread { ", " (spread.ends(texts)) @if let Some(factor) = spread.factor(texts) { ", " (factor) } }
            @if !deck.is_empty() { ". " (t!(texts, "figures-deck-says", values = deck.join(", "))) }
        }
    }
}

fn results(texts: &Texts, registry: &Registry, query: &str) -> Markup {
    let found = registry.search(query);
    let claims = registry.claims_for(query, &found);
    html! {
        h2 { (t!(texts, "figures-found", n = found.len(), query = query)) }
        @if found.is_empty() { p { (t!(texts, "figures-none-hint")) } }
        @if let Some((best, others)) = found.split_first() {
            ul.results lang=[registry_lang(texts)] { li { (hit(texts, registry, best)) } }
            @if !claims.is_empty() {
                h3 { (t!(texts, "figures-open-question")) }
                ul.questions { @for claim in claims { li { (question(texts, registry, claim)) (why(texts, registry, claim)) } } }
            }
            ul.results lang=[registry_lang(texts)] { @for figure in others { li { (hit(texts, registry, figure)) } } }
        }
        p.no-print.way { a href="/chiffres" { (t!(texts, "figures-all-questions")) } }
    }
}

/// Why its figures differ, for whom goes no further.
fn why(texts: &Texts, registry: &Registry, claim: &Claim) -> Markup {
    html! { ol.why.small { @for reason in claim.why(texts.lang()) { li { (expand_text(reason, registry)) } } } }
}

/// A figure that was found, never alone: with what the others say.
fn hit(texts: &Texts, registry: &Registry, figure: &Figure) -> Markup {
    html! {
        b { (figure.text()) @if let Some(per) = figure.per() { " " (per) } }
        " " a href={ "/chiffres/" (figure.id) } { (figure.label) }
        " " (marks(texts, figure, None))
        small { (provenance(texts, registry, figure)) }
        (against(texts, registry, figure, &[]))
    }
}
