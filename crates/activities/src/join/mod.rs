//! `join`: people come in; the way in stays in large.

use content::schema::Spec;
use content::{Pack, StepDoc, WorkshopDoc};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use texts::t;

use crate::kind::Cx;
use crate::silent::silent;
use crate::{Item, Present, Section, parts};

/// The kind.
pub struct Join;

/// Nothing of its own.
#[derive(Serialize, Deserialize)]
pub struct Params {}

silent!(Join, "join", Params, screen: true);

impl Present for Join {
    fn spec() -> &'static Spec {
        Spec::empty()
    }

    fn items(_: &StepDoc, _: &WorkshopDoc, _: &Pack) -> Vec<Item<Params>> {
        Item::only(Params {})
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        html! {
            h1 { (t!(cx.texts, "you-are-in")) }
            p { (t!(cx.texts, "you-are-in-more")) }
            (parts::phone::look_up(cx))
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        parts::room::how_to_join(cx, &cx.workshop.plan().title)
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        Section {
            body: html! { p { (t!(cx.texts, "room-people", n = cx.state.seats.len())) } },
            ..Section::default()
        }
    }
}
