//! What can be printed to play a step without screens.

use activities::Paper;
use axum::extract::{Path, Query};
use maud::{Markup, html};
use serde::Deserialize;
use texts::t;
use workshop::Plan;

use super::{Page, brand};
use crate::app::Shared;
use crate::assets::{Sheet, sheet};
use crate::problem::Problem;
use crate::request::{Answer, Asker};

/// `?s=SESSION`: as the session has it, whatever became of the pack.
#[derive(Deserialize)]
pub struct Of {
    s: Option<String>,
}

/// `GET /imprimer/{workshop}/{step}`: the sheets of a step.
pub async fn page(
    asker: Asker,
    Path((workshop, step)): Path<(String, String)>,
    Query(of): Query<Of>,
) -> Answer {
    asker.host()?;
    let shared = &asker.app.shared;
    let plan = match of.s {
        Some(id) => {
            let session = asker.session(&id).await?;
            asker.check(session.read(|live, _| live.workshop.plan().clone()).await)?
        }
        None => plan(shared, &workshop).ok_or_else(|| asker.fail(Problem::not_found()))?,
    };
    let texts = shared.texts(&plan.lang);
    let papers = papers(shared, &plan);
    let paper = papers.iter().find(|(paper, _)| paper.step.id.as_str() == step && plan.workshop == workshop);
    let (paper, sheets) = paper.ok_or_else(|| asker.fail(Problem::not_found()))?;
    let body = html! {
        body.print {
            header {
                (brand())
                h1 { (paper.step.title) }
                p { (t!(texts, "print-how")) }
                @if let Some(how) = &paper.step.paper { p.note { (how) } }
            }
            main { (sheets) }
        }
    };
    Ok(Page { texts, title: &paper.step.title, sheet: sheet(Sheet::Print), script: None, refresh: None }
        .document(&body))
}

/// A workshop of the packs, as a session would have it.
fn plan(shared: &Shared, workshop: &str) -> Option<Plan> {
    let packs = shared.library.langs().into_iter().filter_map(|lang| shared.library.pack(lang));
    let own = shared.library.pack(&shared.lang);
    own.into_iter().chain(packs).find_map(|pack| Some(activities::freeze(pack.workshop(workshop)?, pack)))
}

/// The steps of a workshop that can be printed, each with its sheets.
fn papers<'a>(shared: &'a Shared, plan: &'a Plan) -> Vec<(Paper<'a>, Markup)> {
    let texts = shared.texts(&plan.lang);
    let all = plan.steps.iter().map(|step| Paper { plan, step, texts, figures: shared.figures });
    all.filter_map(|paper| activities::print(&paper).map(|sheets| (paper, sheets))).collect()
}

/// Links to all that can be printed for a workshop, if anything can; `session`: as that session has it.
pub fn links(shared: &Shared, plan: &Plan, session: Option<&str>) -> Option<Markup> {
    let papers = papers(shared, plan);
    let address = |paper: &Paper<'_>| format!("/imprimer/{}/{}", plan.workshop, paper.step.id);
    let of = session.map_or_else(String::new, |id| format!("?s={id}"));
    (!papers.is_empty()).then(|| {
        html! {
            ul.links {
                @for (paper, _) in &papers { li { a href={ (address(paper)) (of) } { (paper.step.title) } } }
                @if super::reflex::is_in(shared, &plan.lang) { li { a href="/chiffres/reflexe" { (t!(shared.texts(&plan.lang), "reflex-link")) } } }
            }
        }
    })
}
