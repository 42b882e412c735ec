//! Questions and votes: `POST /sessions/{id}/questions`, `PUT /sessions/{id}/votes/{item}`.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::json;
use workshop::{ItemId, Outcome, Refusal, SeatCommand, Visibility};

use crate::api::answers::{seat, send};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Body, Path, json as reply};
use crate::session::{Done, Handle};

/// A question.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// 1 to 280 characters.
    text: String,
    /// The asker's name may be shown with it.
    #[serde(default)]
    named: bool,
}

/// A vote.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// 1: for it; 0: not any more.
    #[schema(value_type = u8)]
    value: serde_json::Number,
}

/// `POST /sessions/{id}/questions`: beside any step, from the lobby to the end.
#[utoipa::path(post, path = "/sessions/{id}/questions", security(("seat" = [])), params(("id" = String, Path)), request_body = Question, responses((status = 201, description = "`{seq, item, status}`: shown, or held until the facilitator approves it; on disk", body = serde_json::Value), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn ask(asker: Asker, Path(id): Path<String>, Body(question): Body<Question>) -> Answer {
    let session = asker.session(&id).await?;
    let (item, done) = put(&asker, &session, question.text, question.named).await?;
    let held = session.read(move |live, _| {
        let item = live.state.items.get(&item).map(|own| live.state.visibility(item, own));
        item == Some(Visibility::Held)
    });
    let status = if asker.check(held.await)? { "held" } else { "shown" };
    Ok((StatusCode::CREATED, reply(json!({ "seq": done.seq, "item": item, "status": status })))
        .into_response())
}

/// Keeps a question; its name.
pub async fn put(asker: &Asker, session: &Handle, text: String, named: bool) -> Answer<(ItemId, Done)> {
    let seat = seat(asker, session)?;
    let done = send(asker, session, seat, SeatCommand::Ask { text, named }).await?;
    match done.outcome {
        Outcome::Asked { item } => Ok((item, done)),
        _ => unreachable!("a question that is taken has a name"),
    }
}

/// `PUT /sessions/{id}/votes/{item}`: for a text, or for what a step is about (a badge), named by the step's id.
#[utoipa::path(put, path = "/sessions/{id}/votes/{item}", security(("seat" = [])), params(("id" = String, Path), ("item" = String, Path, description = "a text, or a step that people can want")), request_body = Vote, responses((status = 200, description = "`{seq, value}`; on disk", body = serde_json::Value), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn vote(asker: Asker, Path((id, item)): Path<(String, String)>, Body(vote): Body<Vote>) -> Answer {
    let session = asker.session(&id).await?;
    let value = match vote.value.as_f64() {
        Some(1.0) => true,
        Some(0.0) => false,
        _ => {
            let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "out-of-range").at("/value");
            return Err(asker.fail(problem.with("min", 0).with("max", 1)));
        }
    };
    let done = give(&asker, &session, item, value).await?;
    Ok(reply(json!({ "seq": done.seq, "value": u8::from(value) })))
}

/// Keeps a vote.
pub async fn give(asker: &Asker, session: &Handle, item: String, value: bool) -> Answer<Done> {
    let seat = seat(asker, session)?;
    let command = match item.parse() {
        Ok(item) => SeatCommand::Vote { item, value },
        Err(_) => SeatCommand::Claim { step: item, value },
    };
    match send(asker, session, seat, command).await {
        Err(failed) if failed.problem.code == "unknown-step" => Err(asker.fail(Refusal::UnknownItem)),
        other => other,
    }
}
