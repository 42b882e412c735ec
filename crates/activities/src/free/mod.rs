//! `free`: work away from the screens; an instruction and a clock.

use content::schema::Spec;
use content::{Pack, StepDoc, WorkshopDoc};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use texts::t;

use crate::freeze::plain;
use crate::kind::Cx;
use crate::silent::silent;
use crate::{Item, Present, Section, parts};

/// The kind.
pub struct Free;

/// What the room does meanwhile.
#[derive(Serialize, Deserialize)]
pub struct Params {
    /// In a sentence or two, when the pack says it.
    instruction: Option<String>,
}

silent!(Free, "free", Params, screen: true);

impl Present for Free {
    fn spec() -> &'static Spec {
        Spec::empty()
    }

    fn items(step: &StepDoc, _: &WorkshopDoc, pack: &Pack) -> Vec<Item<Params>> {
        let params = Params { instruction: step.paper.as_deref().map(|paper| plain(paper, pack)) };
        vec![Item { suffix: None, title: None, seconds: Some((step.minutes * 60.0) as u32), params }]
    }

    fn phone(cx: &Cx<'_, Self>) -> Markup {
        html! {
            h1 { (cx.plan().title) }
            @if let Some(instruction) = &cx.params.instruction { p { (instruction) } }
            p.bigclock { (parts::clock(cx)) }
            p.small { (t!(cx.texts, "free-more")) }
        }
    }

    fn stage(cx: &Cx<'_, Self>) -> Markup {
        html! {
            main.big.centre {
                h1 class=(parts::size(&cx.plan().title)) { (cx.plan().title) }
                @if let Some(instruction) = &cx.params.instruction { p.lead { (instruction) } }
                p.bigclock { (parts::clock(cx)) }
            }
        }
    }

    fn report(cx: &Cx<'_, Self>) -> Section {
        Section { question: cx.params.instruction.clone(), ..Section::default() }
    }
}
