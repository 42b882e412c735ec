//! `GET /workshops`: what can be played.

use activities::freeze;
use axum::response::Response;
use content::{Pack, WorkshopDoc};
use serde::Serialize;
use workshop::Part;

use crate::request::{Answer, Asker, json};

#[derive(Serialize, utoipa::ToSchema)]
struct Workshop {
    id: String,
    title: String,
    lang: String,
    minutes: u32,
    steps: Vec<Step>,
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = PlannedStep)]
struct Step {
    id: String,
    kind: String,
    title: String,
    minutes: f64,
    optional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    part: Option<Part>,
}

/// All workshops of all packs, the interface's language first.
#[utoipa::path(get, path = "/workshops", security(("facilitator" = []), ("host" = [])), responses((status = 200, body = [Workshop]), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn list(asker: Asker) -> Answer {
    asker.host()?;
    let library = &asker.app.shared.library;
    let own = asker.app.shared.lang.as_str();
    let mut packs: Vec<&Pack> = library.langs().into_iter().filter_map(|lang| library.pack(lang)).collect();
    packs.sort_by_key(|pack| pack.meta.lang != own);
    let listed =
        packs.into_iter().flat_map(|pack| pack.workshops().map(move |workshop| describe(workshop, pack)));
    Ok(json(listed.collect::<Vec<_>>()) as Response)
}

fn describe(workshop: &WorkshopDoc, pack: &Pack) -> Workshop {
    let plan = freeze(workshop, pack);
    let steps = plan.steps.into_iter().map(|step| Step {
        id: step.id.0,
        kind: step.kind,
        title: step.title,
        minutes: step.minutes,
        optional: step.optional,
        part: step.part,
    });
    Workshop {
        id: plan.workshop,
        title: plan.title,
        lang: plan.lang,
        minutes: workshop.minutes,
        steps: steps.collect(),
    }
}
