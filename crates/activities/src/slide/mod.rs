//! `slide`: the deck itself. Its screens are its slides; it has none of its own.

use std::sync::LazyLock;

use content::schema::{Field, Spec};
use content::{Pack, StepDoc, WorkshopDoc};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use workshop::PlanSlide;

use crate::kind::Cx;
use crate::parts::look;
use crate::silent::silent;
use crate::{Item, Look, Present, Section, parts};

/// The kind.
pub struct Slide;

/// Nothing of its own: slides belong to every step.
#[derive(Serialize, Deserialize)]
pub struct Params {}

silent!(Slide, "slide", Params, screen: false);

impl Present for Slide {
    const LOOK: Look = Look { everywhere: &[look::WHEEL, look::RANGES, look::FIGURES], ..Look::PLAIN };

    fn spec() -> &'static Spec {
        static SPEC: LazyLock<Spec> = LazyLock::new(|| Spec::new([Field::references("slides", "slide", 12)]));
        &SPEC
    }

    fn items(_: &StepDoc, _: &WorkshopDoc, _: &Pack) -> Vec<Item<Params>> {
        Item::only(Params {})
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        let on = cx.state.position.filter(|place| place.step == cx.step);
        let slide = on
            .and_then(|place| cx.workshop.slide(place.step, place.screen))
            .or_else(|| cx.plan().slides.first());
        html! {
            @match slide {
                Some(slide) => (parts::slide::phone(cx, slide)),
                None => h1 { (cx.plan().title) },
            }
            (parts::phone::look_up(cx))
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        html! { main.slide.big { h1 class=(parts::size(&cx.plan().title)) { (cx.plan().title) } } }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        let slides: &[PlanSlide] = &cx.plan().slides;
        let titles: Vec<&str> = slides.iter().map(|slide| slide.title.as_str()).collect();
        let figures: Vec<String> = slides.iter().flat_map(|slide| slide.figures.clone()).collect();
        Section {
            body: html! { p { (titles.join(" · ")) } (parts::figures::named(cx, &figures)) },
            figures,
            ..Section::default()
        }
    }
}
