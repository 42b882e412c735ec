//! `PUT /sessions/{id}/group`: a phone goes to another group.

use serde::Deserialize;
use serde_json::json;
use workshop::{GroupNo, SeatCommand};

use crate::api::answers::{seat, send};
use crate::request::{Answer, Asker, Body, Path, json as reply};

/// Where somebody wants to go.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The group's place in the list of the state, from 0.
    group: u16,
}

/// `PUT /sessions/{id}/group`
#[utoipa::path(put, path = "/sessions/{id}/group", security(("seat" = [])), params(("id" = String, Path)), request_body = Choice, responses((status = 200, description = "`{seq, group}`; on disk", body = serde_json::Value), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn choose(asker: Asker, Path(id): Path<String>, Body(choice): Body<Choice>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let done = send(&asker, &session, seat, SeatCommand::Choose(GroupNo(choice.group))).await?;
    Ok(reply(json!({ "seq": done.seq, "group": choice.group })))
}
