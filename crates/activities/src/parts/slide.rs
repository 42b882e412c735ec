//! A slide of the deck: on the projector with its points one by one, on the phone as title and key idea.

use content::markdown;
use maud::{Markup, PreEscaped, html};
use texts::t;
use workshop::PlanSlide;

use super::{figures, size, wheel};
use crate::View;

/// On the projector. `point` of its parts are shown.
pub fn stage(view: &View<'_>, slide: &PlanSlide, point: u16) -> Markup {
    let shown = if slide.points == 0 { u16::MAX } else { point };
    let body = markdown::shown(&slide.body, usize::from(shown));
    html! {
        main class={ "slide " (slide.layout) @if !slide.figures.is_empty() { " with-figures" } } {
            h1 class=(size(&slide.title)) { (slide.title) }
            div.body { (view.figure_text(&body)) }
            @if slide.layout == "cycle" { (wheel::legend(view.texts)) }
            (figures::block(view, &slide.figures))
            (sources(&slide.sources))
        }
    }
}

fn sources(sources: &[String]) -> Markup {
    html! { @if !sources.is_empty() { p.sources data-small { (sources.join(" · ")) } } }
}

/// On a phone: what to keep in mind, and where it comes from by a tap.
pub fn phone(view: &View<'_>, slide: &PlanSlide) -> Markup {
    let body = markdown::shown(&slide.body, usize::MAX);
    html! {
        h1 { (slide.title) }
        div.body { (view.figure_text(&body)) }
        @if !slide.figures.is_empty() || !slide.sources.is_empty() {
            details.sources {
                summary { (t!(view.texts, "sources")) }
                (figures::list(view, &slide.figures))
                @for source in &slide.sources { p.small { (source) } }
            }
        }
    }
}

/// Notes for the speaker: HTML of the pack, figures filled in.
pub fn notes(view: &View<'_>, html: &str) -> Markup {
    let PreEscaped(text) = view.figure_text(html);
    PreEscaped(text)
}
