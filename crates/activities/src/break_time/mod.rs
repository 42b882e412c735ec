//! `break`: nothing but the clock.

use content::schema::Spec;
use content::{Pack, StepDoc, WorkshopDoc};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use texts::t;

use crate::kind::Cx;
use crate::silent::silent;
use crate::{Item, Present, Section, parts};

/// The kind.
pub struct Break;

/// Nothing of its own.
#[derive(Serialize, Deserialize)]
pub struct Params {}

silent!(Break, "break", Params, screen: true);

impl Present for Break {
    fn spec() -> &'static Spec {
        Spec::empty()
    }

    /// A break is over when its minutes are: the clock starts with its screen.
    fn items(step: &StepDoc, _: &WorkshopDoc, _: &Pack) -> Vec<Item<Params>> {
        vec![Item {
            suffix: None,
            title: None,
            seconds: Some((step.minutes * 60.0) as u32),
            params: Params {},
        }]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        html! {
            h1 { (cx.plan().title) }
            p.bigclock { (parts::clock(cx)) }
            p.small { (t!(cx.texts, "break-more")) }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        html! {
            main.big.centre {
                h1 class=(parts::size(&cx.plan().title)) { (cx.plan().title) }
                p.bigclock { (parts::clock(cx)) }
            }
        }
    }

    fn report(_: &Cx<'_, Self>) -> Section {
        Section::default()
    }
}
