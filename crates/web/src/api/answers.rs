//! `/sessions/{id}/answers`: send, send again, erase.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value, json};
use workshop::{Command, GroupNo, Outcome, SeatCommand, SeatId};

use crate::api::state::stranger;
use crate::auth;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Body, Path, json as reply};
use crate::session::{Done, Failure, Handle};

/// An answer as programs send it.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// By the kind of the step: `{"number": 25}` (`number-poll`), `{"requests": 25, "what_if": 10}` (`calculator`),
    /// `{"choice": "B"}` or `{"choices": ["A", "C"]}` (`quiz`), `{"choice": "A"}` (`duel`), `{"hop": "HOP"}` (`chain`: the id of a
    /// hop of the chain), `{"placements": {"CARD": "PLACE"}}` (`sort`, `five-r`), `{"scores": {"B": 0, …}, "decision": "avec"}`
    /// (`bisou`), `{"worth": 1, "evidence": "weak"}` (`cases`), `{"position": 1, "argument": "…"}` (`debate`), `{"answer": "…"}` (`vault`,
    /// by puzzle), `{"note": "…"}` or `{"text": "…"}` (`timed-board`), `{"practice": "ID", "words": "…"}` (`pledge`),
    /// `{"answers": {"QUESTION": "B"}}` (`check`).
    value: Value,
    #[serde(default)]
    key: String,
    /// The revision a shared sheet was edited from: when another one stands by now, both are kept.
    base: Option<u64>,
    /// The asker's own group, for whoever wants to be sure.
    group: Option<u16>,
}

/// The seat of the asker in this session.
pub fn seat(asker: &Asker, session: &Handle) -> Answer<SeatId> {
    let device = auth::device(&asker.headers).ok_or_else(|| asker.fail(stranger(asker)))?;
    Ok(auth::seat_of(device, session.meta.id))
}

/// A seat's command; somebody without a seat here is told so.
pub async fn send(asker: &Asker, session: &Handle, seat: SeatId, command: SeatCommand) -> Answer<Done> {
    match session.command(Command::Seat(seat, command)).await {
        Err(Failure::Refused(workshop::Refusal::UnknownSeat(_))) => Err(asker.fail(stranger(asker))),
        other => {
            asker.recognise();
            asker.check(other)
        }
    }
}

/// `PUT /sessions/{id}/answers/{step}`: on disk when it says so.
#[utoipa::path(put, path = "/sessions/{id}/answers/{step}", security(("seat" = [])), params(("id" = String, Path), ("step" = String, Path)), request_body = Sent, responses((status = 200, description = "`{seq, status}`: recorded, replaced or late; on disk", body = serde_json::Value), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn put(asker: Asker, Path((id, step)): Path<(String, String)>, Body(sent): Body<Sent>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let sent = workshop::Sent {
        key: sent.key,
        base: sent.base,
        group: sent.group.map(GroupNo),
        ..workshop::Sent::new(step, sent.value)
    };
    let done = send(&asker, &session, seat, SeatCommand::Answer(sent)).await?;
    no_conflict(&asker, &done)?;
    Ok(reply(json!({ "seq": done.seq, "status": word(done.outcome) })))
}

/// Two wrote at the same place: both are kept, and the second one is told.
pub fn no_conflict(asker: &Asker, done: &Done) -> Answer<()> {
    if done.outcome != Outcome::Conflict {
        return Ok(());
    }
    let mut problem = Problem::new(StatusCode::CONFLICT, "conflict");
    problem.extra = vec![("seq", json!(done.seq))];
    Err(asker.fail(problem))
}

/// `DELETE /sessions/{id}/answers`
#[utoipa::path(delete, path = "/sessions/{id}/answers", security(("seat" = [])), params(("id" = String, Path)), responses((status = 204), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn erase(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    send(&asker, &session, seat, SeatCommand::Erase).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The word of the API for what became of an answer.
pub fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Replaced => "replaced",
        Outcome::Late => "late",
        _ => "recorded",
    }
}
