//! The four charts of the deck, drawn again from figures that have a source.

use figures::{DeckChart, Figure, Registry};
use maud::{Markup, html};
use texts::{Texts, t};

use super::draw::{Rows, Scale};
use super::{beside, document, marks, sentence};
use crate::request::{Answer, Asker};

/// `GET /chiffres/graphiques-du-diaporama`
pub async fn page(asker: Asker) -> Answer {
    let (registry, texts) = (asker.app.shared.figures, asker.texts);
    let title = t!(texts, "figures-deck-charts");
    let content = html! {
        h1 { (title) }
        p.lead { (t!(texts, "figures-deck-lead")) }
        @for deck in replaced(registry) { p { (marks(texts, deck, None)) " " (sentence(&deck.note, registry)) } }
        @for chart in registry.charts() { (drawn(texts, registry, chart)) }
        p.small { (t!(texts, "figures-deck-scale")) }
        p.no-print.way { a href="/chiffres" { (t!(texts, "figures-all-questions")) } }
    };
    Ok(document(texts, &title, false, &content))
}

/// What the deck shows in their place, each once.
fn replaced(registry: &Registry) -> Vec<&Figure> {
    let mut ids: Vec<_> = registry.charts().iter().map(|chart| &chart.instead_of).collect();
    ids.dedup();
    ids.into_iter().filter_map(|id| registry.figure(id)).collect()
}

fn drawn(texts: &Texts, registry: &Registry, chart: &DeckChart) -> Markup {
    let figures: Vec<&Figure> = chart.figures.iter().filter_map(|id| registry.figure(id)).collect();
    let scale = Scale::from_zero(&figures, &chart.unit);
    let around = [&*figures, &replaced(registry)].concat();
    let rows = Rows {
        texts,
        registry,
        claim: None,
        about: None,
        unit: &chart.unit,
        scale,
        shown: &around,
        exchanged: &[],
    };
    html! {
        section id=(chart.id) {
            h2 { (chart.title(texts.lang())) }
            @if figures.is_empty() { p.nowhere { (t!(texts, "figures-no-source")) } } @else { (rows.list(&figures, "")) }
            @if !chart.beside.is_empty() { (beside(texts, registry, None, chart.beside.iter().filter_map(|id| registry.figure(id)), &around)) }
            p { (sentence(chart.note(texts.lang()), registry)) }
        }
    }
}
