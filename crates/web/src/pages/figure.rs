//! A figure and its source: what it counts, who says it, who contradicts it.

use figures::{Figure, Registry, french};
use maud::{Markup, html};
use texts::{Texts, t};

use super::{Page, brand};
use crate::assets::{Sheet, sheet};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Path};

/// `GET /chiffres/{id}`
pub async fn page(asker: Asker, Path(id): Path<String>) -> Answer {
    let registry = asker.app.shared.figures;
    let figure = registry.figure(&id).ok_or_else(|| asker.fail(Problem::not_found()))?;
    let texts = asker.texts;
    let body = html! {
        body.reading.figure {
            header { (brand()) }
            main {
                p.kicker { (figure.subject) }
                h1 { (figure.text()) @if let Some(per) = figure.per() { " " (per) } }
                @if !figure.verified { p.notice { (t!(texts, "not-verified-text")) } }
                p { (figures::expand_text(&figure.note, registry)) }
                (facts(texts, figure, registry))
                (others(texts, figure, registry))
            }
        }
    };
    Ok(Page { texts, title: &figure.label, sheet: sheet(Sheet::Reading), script: None, refresh: None }
        .document(&body))
}

fn facts(texts: &Texts, figure: &Figure, registry: &Registry) -> Markup {
    let source = registry.source(&figure.source);
    let range = figure.range().map_or_else(
        || t!(texts, "no-published-range").into_owned(),
        |(low, high)| french::interval(low, high),
    );
    html! {
        dl.facts {
            dt { (t!(texts, "fact-range")) } dd { (range) }
            dt { (t!(texts, "fact-scope")) } dd { (figure.scope) }
            dt { (t!(texts, "fact-year")) } dd { (figure.year) }
            @if let Some(verdict) = &figure.seed_verdict { dt { (t!(texts, "fact-verdict")) } dd { (t!(texts, &format!("verdict-of-{}", verdict.as_str()))) } }
            @if let Some(formula) = &figure.formula { dt { (t!(texts, "fact-formula")) } dd { (formula) } }
            @if let Some(source) = source {
                dt { (t!(texts, "fact-source")) }
                dd {
                    (source.author) ", " cite { (source.title) } ", " (source.year)
                    @if let Some(doi) = &source.doi { ", doi:" (doi) }
                    @if let Some(url) = &source.url { ", " a href=(url) rel="noopener noreferrer" { (url) } }
                }
            }
        }
    }
}

fn others(texts: &Texts, figure: &Figure, registry: &Registry) -> Markup {
    let others: Vec<&Figure> =
        registry.contradictions(&figure.id).into_iter().map(|against| against.other).collect();
    html! {
        @if !others.is_empty() {
            h2 { (t!(texts, "fact-others")) }
            ul { @for other in others { li { a href={ "/chiffres/" (other.id) } { b { (other.text()) } } " " (other.label) " (" (other.reference(registry)) ")" } } }
        }
    }
}
