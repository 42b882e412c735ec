//! The registry as an exhibition: a page a claim, a page a figure, the charts of the deck, and the index with its search.

mod claim;
mod deck;
mod draw;
mod every;
mod index;
mod one;

pub use deck::page as deck;
pub use every::{page as every, topic};
pub use index::page as index;

use axum::response::Response;
use figures::{Claim, Figure, Registry};
use maud::{Markup, PreEscaped, html};
use texts::{Texts, t};

use super::{Page, menu, registry_lang};
use crate::assets::{self, Sheet, sheet};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Path, Query};

/// `GET /chiffres/{id}`: a claim, or a figure.
pub async fn page(asker: Asker, Path(id): Path<String>, Query(set): Query<Vec<(String, String)>>) -> Answer {
    let registry = asker.app.shared.figures;
    if let Some(claim) = registry.claim(&id) {
        return Ok(claim::page(asker.texts, registry, claim, &set));
    }
    let missing = || asker.fail(Problem::no_such("unknown-figure", asker.texts, &id, &registry.nearest(&id)));
    let figure = registry.figure(&id).ok_or_else(missing)?;
    Ok(one::page(asker.texts, registry, figure))
}

/// A page of the exhibition. `turns`: it has settings that the script follows at once.
fn document(texts: &Texts, title: &str, turns: bool, content: &Markup) -> Response {
    let body = html! {
        body.reading.exhibit {
            (menu(texts))
            main { (content) }
        }
    };
    let script = turns.then(assets::figures_script);
    Page { texts, title, sheet: sheet(Sheet::Figures), script, refresh: None }.document(&body)
}

/// A sentence with the figures that it cites, each a link.
fn sentence(text: &str, registry: &Registry) -> Markup {
    let plain = html! { (text) }.into_string();
    PreEscaped(figures::expand(&plain, registry, figures::Links::Page))
}

/// What a reader must know of a figure before reading its value.
fn marks(texts: &Texts, figure: &Figure, claim: Option<&Claim>) -> Markup {
    let mistake = claim.and_then(|claim| claim.mistake(&figure.id));
    html! {
        @if let Some(verdict) = figure.seed_verdict {
            span.tag.deck { (t!(texts, "figures-in-deck", verdict = texts.get(&format!("verdict-of-{}", verdict.as_str())))) }
        }
        @if let Some(mistake) = mistake { span.tag.wrong { (t!(texts, "figures-mistake", what = mistake.what(texts.lang()))) } }
        @if !figure.verified { span.tag.doubt { (t!(texts, "not-verified")) } }
    }
}

/// « Google, 2025 · mesuré »; the year that the value is about where it is not that of its source.
fn provenance(texts: &Texts, registry: &Registry, figure: &Figure) -> String {
    let (reference, year) = (figure.reference(registry), figure.year.to_string());
    let method = texts.word("method", &figure.method);
    if reference.ends_with(&year) {
        format!("{reference} · {method}")
    } else {
        format!("{reference} · {} · {method}", t!(texts, "figures-about-year", year = year))
    }
}

/// What contradicts a figure and is not shown on the page already; nothing where all is, or nothing does.
fn against(texts: &Texts, registry: &Registry, figure: &Figure, shown: &[&Figure]) -> Markup {
    let others: Vec<&Figure> = registry.left_out(figure, shown).collect();
    html! {
        @if !others.is_empty() {
            p.against {
                (t!(texts, "fig-not-alone")) "\u{202f}: "
                @for (index, other) in others.iter().enumerate() {
                    @if index > 0 { ", " }
                    (other.text()) " (" (other.reference(registry)) @if let Some(about) = &other.about_text { ", " (about) } ")"
                }
            }
        }
    }
}

/// What the colours say.
fn legend(texts: &Texts) -> Markup {
    html! { span.key.deck { (t!(texts, "figures-key-deck")) } " " span.key { (t!(texts, "figures-key-others")) } }
}

/// What stands beside, without a bar; with what contradicts it, where the page does not show that.
fn beside<'a>(
    texts: &Texts,
    registry: &Registry,
    claim: Option<&Claim>,
    figures: impl Iterator<Item = &'a Figure>,
    shown: &[&Figure],
) -> Markup {
    html! {
        ul.beside lang=[registry_lang(texts)] {
            @for figure in figures {
                li {
                    b { (figure.text()) @if let Some(per) = figure.per() { " " (per) } } " "
                    a href={ "/chiffres/" (figure.id) } { (figure.label) }
                    " " (marks(texts, figure, claim))
                    small { (provenance(texts, registry, figure)) }
                    (against(texts, registry, figure, shown))
                }
            }
        }
    }
}

/// Where a part of the registry can be had as a file.
fn files(texts: &Texts, lead: &str, query: &str) -> Markup {
    html! {
        p.files {
            (t!(texts, lead)) " "
            a href={ "/api/v1/figures.csv" (query) } { (t!(texts, "figures-spreadsheet")) } " · "
            a href={ "/api/v1/figures" (query) } { (t!(texts, "figures-programs")) }
        }
    }
}
