//! Figures of the registry as blocks: value, range, source, year, verdict; never one alone where others contradict it.

use ::figures::{Figure, french};
use maud::{Markup, html};
use texts::{Texts, t};

use super::interval::{Axis, Row, chart};
use crate::View;

/// A row of the interval chart from a figure, its values multiplied by `times`.
pub fn row(view: &View<'_>, figure: &Figure, times: f64, text: String) -> Row {
    Row {
        label: figure.reference(view.figures).to_owned(),
        detail: detail(view.texts, figure),
        value: figure.value * times,
        range: figure.range().map(|(low, high)| (low * times, high * times)),
        text,
        id: Some(figure.id.to_string()),
        deck: figure.seed,
    }
}

/// About what the figure speaks, and whether a range was published with it.
pub fn detail(texts: &Texts, figure: &Figure) -> String {
    let account = figure.account();
    let range = if figure.has_range() { String::new() } else { t!(texts, "no-published-range").into_owned() };
    [account, range].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// All the figures of a screen. Comparable ones share one axis; the others stand as tiles.
pub fn block(view: &View<'_>, ids: &[String]) -> Markup {
    let figures: Vec<&Figure> = ids.iter().filter_map(|id| view.figures.figure(id)).collect();
    if figures.is_empty() {
        return html! {};
    }
    let first = figures[0];
    let comparable = figures.len() > 1
        && figures.iter().all(|figure| {
            figure.quantity == first.quantity && figure.unit.same_measure(&first.unit) && figure.value > 0.0
        });
    if !comparable {
        return tiles(view, &figures);
    }
    let scaled = |figure: &Figure| figure.unit.factor_to(&first.unit).unwrap_or(1.0);
    let rows: Vec<Row> =
        figures.iter().map(|figure| row(view, figure, scaled(figure), figure.text())).collect();
    let unit = first.unit.symbol();
    let axis = Axis::around(&rows);
    let last = axis.ticks().last().copied();
    // Every tick in full would leave no room between them on a projector.
    let tick = |value: f64| {
        let number = french::number(value);
        if Some(value) == last { format!("{number}\u{202f}{unit}") } else { number }
    };
    chart(view.links, &rows, axis, tick)
}

fn tiles(view: &View<'_>, figures: &[&Figure]) -> Markup {
    html! {
        ul.tiles { @for figure in figures { li { (tile(view, figure)) } } }
    }
}

fn tile(view: &View<'_>, figure: &Figure) -> Markup {
    html! {
        b.value { (figure.text()) }
        span.what { (figure.label) }
        span.from data-small {
            (figure.reference(view.figures))
            @if let Some((low, high)) = figure.range() { " · " (french::interval(low, high)) }
            @if let Some(verdict) = &figure.seed_verdict { " · " (t!(view.texts, &format!("verdict-of-{}", verdict.as_str()))) }
            @if !figure.verified { " · " b.unverified { (t!(view.texts, "not-verified")) } }
        }
    }
}

/// Figures under each other with all that is known of them: behind a tap, and in the report.
pub fn list(view: &View<'_>, ids: &[String]) -> Markup {
    let figures = ids.iter().filter_map(|id| view.figures.figure(id));
    html! {
        ul.figures {
            @for figure in figures {
                li {
                    (view.figure_link(&figure.id, &html! { (figure.text()) }))
                    " " (figure.label) ". "
                    span.small { (figure.reference(view.figures)) " · " (figure.year) @if !figure.verified { " · " (t!(view.texts, "not-verified")) } }
                }
            }
        }
    }
}

/// Figures by their values alone, for a document that lists them at its end.
pub fn named(view: &View<'_>, ids: &[String]) -> Markup {
    let values: Vec<String> = ids.iter().filter_map(|id| view.figures.figure(id)).map(Figure::text).collect();
    html! { @if !values.is_empty() { p.small { (t!(view.texts, "figures-shown")) " " (values.join(" · ")) } } }
}

#[cfg(test)]
mod tests {
    use ::figures::Registry;
    use impact::week::published;

    use super::*;

    /// Of what one is, beside who says it: no two rows of a calculator read alike.
    #[test]
    fn a_row_says_of_what_one_is() {
        let (registry, texts) = (Registry::embedded(), texts::texts("fr"));
        let told = |id: &str| detail(texts, registry.figure(id).unwrap());
        for (id, account) in [
            ("google-2025-co2", "Gemini, par requête médiane"),
            ("mistral-2025-co2", "Mistral Large 2, par page (400 jetons)"),
            ("ecologits-gpt4-co2", "GPT-4 de 2023, par page (400 jetons)"),
            ("ecologits-gpt4o-co2", "GPT-4o, par page (400 jetons)"),
            ("wapo-2024-email-water", "GPT-4, par e-mail de 100 mots"),
        ] {
            assert!(told(id).starts_with(account), "{}", told(id));
        }
        for ids in [&published().carbon, &published().energy, &published().water] {
            let mut rows: Vec<String> = ids
                .iter()
                .map(|id| registry.figure(id).unwrap())
                .inspect(|figure| {
                    assert!(figure.about_text.is_some() && figure.per().is_some(), "{}", figure.id);
                })
                .map(|figure| format!("{} {}", figure.reference(registry), figure.account()))
                .collect();
            rows.sort();
            rows.dedup();
            assert_eq!(rows.len(), ids.len(), "{rows:?}");
        }
    }
}
