//! `POST /sessions/{id}/commands`

use axum::extract::Path;
use serde_json::{Value, json};
use workshop::{Command, CommandName, Control};

use crate::api::state;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Body, json as reply};

/// Does what the facilitator asks, and says how the session is after it.
#[utoipa::path(post, path = "/sessions/{id}/commands", security(("facilitator" = []), ("host" = [])), params(("id" = String, Path)), request_body = crate::openapi::CommandBody, responses((status = 200, description = "`{seq, state}`", body = crate::openapi::State), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn command(asker: Asker, Path(id): Path<String>, Body(body): Body<Value>) -> Answer {
    let session = asker.session(&id).await?;
    asker.commands(session.meta.id)?;
    let control = asker.check(read(body))?;
    let done = asker.check(session.command(Command::Control(control)).await)?;
    let state = asker.check(session.read(|live, now| state::whole(live, now, None, true)).await)?;
    Ok(reply(json!({ "seq": done.seq, "state": state })))
}

/// Tells an unknown command from a known one with a wrong field.
fn read(body: Value) -> Result<Control, Problem> {
    let unprocessable = |code| Problem::new(axum::http::StatusCode::UNPROCESSABLE_ENTITY, code);
    let name = body.get("command").and_then(Value::as_str).map(str::to_owned);
    let Some(name) = name else {
        return Err(unprocessable("unknown-command").at("/command").with("command", ""));
    };
    if !CommandName::ALL.iter().any(|known| known.as_str() == name) {
        return Err(unprocessable("unknown-command").at("/command").with("command", name));
    }
    serde_path_to_error::deserialize(body).map_err(|error| {
        let path: String = error
            .path()
            .iter()
            .filter(|part| part.to_string() != ".")
            .map(|part| format!("/{part}"))
            .collect();
        unprocessable("malformed").at(&path).with("reason", error.inner())
    })
}
