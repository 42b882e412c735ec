//! From a checked pack to the plan that a session keeps.

use content::{Pack, StepDoc, WorkshopDoc, markdown};
use workshop::{Part, Plan, PlanSlide, PlanStep, StepId};

use crate::Item;
use crate::kinds::kind;

/// Resolves every reference of a workshop, so that its sessions no longer need the pack.
///
/// # Panics
/// When the pack has not been checked: a step of an unknown kind.
pub fn freeze(workshop: &WorkshopDoc, pack: &Pack) -> Plan {
    Plan {
        workshop: workshop.id.clone(),
        title: workshop.title.clone(),
        lang: pack.meta.lang.clone(),
        minutes: f64::from(workshop.minutes),
        steps: workshop.steps.iter().flat_map(|step| freeze_step(step, workshop, pack)).collect(),
    }
}

fn freeze_step(step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<PlanStep> {
    let items =
        kind(&step.activity).expect("a checked pack has known kinds only").items(step, workshop, pack);
    let count = items.len();
    let frozen = |(index, item): (usize, Item<serde_json::Value>)| {
        let several = item.suffix.is_some();
        let id = item.suffix.map_or_else(|| step.id.clone(), |suffix| format!("{}.{suffix}", step.id));
        PlanStep {
            id: StepId(id),
            kind: step.activity.clone(),
            title: plain(item.title.as_deref().unwrap_or(&step.title), pack),
            notes: markdown::to_html(&step.notes, Some(pack)),
            paper: step.paper.as_deref().map(|paper| plain(paper, pack)),
            minutes: if index == 0 { step.minutes } else { 0.0 },
            optional: step.optional,
            part: several.then(|| Part {
                of: step.id.clone(),
                index,
                count,
                title: plain(&step.title, pack),
            }),
            slides: if index == 0 { freeze_slides(step, pack) } else { vec![] },
            seconds: item.seconds,
            params: item.params,
        }
    };
    items.into_iter().enumerate().map(frozen).collect()
}

fn freeze_slides(step: &StepDoc, pack: &Pack) -> Vec<PlanSlide> {
    let slides = step.slides.iter().filter_map(|id| pack.slide(id));
    let frozen = slides.map(|slide| {
        let html = markdown::slide(&slide, pack);
        PlanSlide {
            id: slide.id.clone(),
            title: plain(&slide.title, pack),
            layout: slide.layout.as_str().to_owned(),
            body: html.html,
            points: u16::try_from(html.points).unwrap_or(u16::MAX),
            figures: slide.figures.clone(),
            sources: slide.sources.clone(),
            notes: markdown::to_html(&slide.notes, Some(pack)),
        }
    });
    frozen.collect()
}

/// A text of a pack that is shown as it is: figures written out, glossary terms by their word.
pub(crate) fn plain(text: &str, pack: &Pack) -> String {
    let written = figures::expand_text(text, figures::Registry::embedded());
    let mut out = String::with_capacity(written.len());
    let mut rest = written.as_str();
    while let Some((before, after)) = rest.split_once("{{term:") {
        let Some((inside, next)) = after.split_once("}}") else { break };
        let (id, shown) = inside.split_once('|').map_or((inside, None), |(id, shown)| (id, Some(shown)));
        let term = pack.item(id).and_then(|item| item.fields.text("term"));
        out.push_str(before);
        out.push_str(shown.or(term.as_deref()).unwrap_or(id));
        rest = next;
    }
    out.push_str(rest);
    out
}
