//! The index: a search over the registry, the questions, the eight settings.

use axum::response::Response;
use figures::{Claim, Figure, Group, Registry};
use maud::{Markup, html};
use serde::Deserialize;
use texts::{Texts, t};

use super::draw::{Spread, dots};
use super::{document, files, marks, provenance, registry_lang};
use crate::request::{Answer, Asker, Query};

/// The longest text that is looked for.
const QUERY_MAX: usize = 60;

/// The settings, as they are explained.
const SETTINGS: [&str; 8] =
    ["unit", "perimeter", "water", "accounting", "statistic", "date", "speaker", "mistakes"];

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
        p.lead { (t!(texts, "figures-lead")) }
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
        @for group in Group::ALL {
            h2 { (texts.word("group", group.as_str())) }
            ul.questions { @for claim in registry.claims_in(group) { li { (question(texts, registry, claim)) } } }
        }
        p.way { a href="/chiffres/graphiques-du-diaporama" { (t!(texts, "figures-deck-charts")) } }
        h2 { (t!(texts, "figures-settings-title")) }
        p { (t!(texts, "figures-settings-lead")) }
        ol.settings {
            @for setting in SETTINGS {
                li { b { (texts.word("setting", setting)) } ". " (t!(texts, &format!("fig-setting-{setting}-why"))) }
            }
        }
        (files(texts, "figures-files", ""))
    }
}

fn question(texts: &Texts, registry: &Registry, claim: &Claim) -> Markup {
    let figures = registry.figures_of(claim);
    let factor = Spread::of(&figures, &claim.unit).and_then(|spread| spread.factor(texts));
    html! {
        a href={ "/chiffres/" (claim.id) } { (claim.question(texts.lang())) }
        (dots(registry, claim))
        small { (t!(texts, "figures-count", n = figures.len())) @if let Some(factor) = factor { ", " (factor) } }
    }
}

fn results(texts: &Texts, registry: &Registry, query: &str) -> Markup {
    let found = registry.search(query);
    let claims = registry.claims_for(query, &found);
    html! {
        h2 { (t!(texts, "figures-found", n = found.len(), query = query)) }
        @if found.is_empty() { p { (t!(texts, "figures-none-hint")) } }
        @if !claims.is_empty() {
            h3 { (t!(texts, "figures-open-question")) }
            ul.questions { @for claim in claims { li { (question(texts, registry, claim)) } } }
        }
        ul.results lang=[registry_lang(texts)] { @for figure in &found { li { (hit(texts, registry, figure)) } } }
        p.no-print.way { a href="/chiffres" { (t!(texts, "figures-all-questions")) } }
    }
}

/// A figure that was found, never alone: with what the others say.
fn hit(texts: &Texts, registry: &Registry, figure: &Figure) -> Markup {
    let others = registry.contradictions(&figure.id);
    html! {
        b { (figure.text()) @if let Some(per) = figure.per() { " " (per) } }
        " " a href={ "/chiffres/" (figure.id) } { (figure.label) }
        " " (marks(texts, figure, None))
        small { (provenance(texts, registry, figure)) }
        @if !others.is_empty() {
            p.against {
                (t!(texts, "fig-not-alone")) "\u{202f}: "
                @for (index, against) in others.iter().enumerate() {
                    @if index > 0 { ", " }
                    (against.other.text()) " (" (against.other.reference(registry)) ")"
                }
            }
        }
    }
}
