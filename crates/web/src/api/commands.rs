//! `POST /sessions/{id}/commands`

use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use workshop::{Command, CommandName, Control};

use crate::api::state;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Body, Path, escaped, json as reply, misshapen, wrong_shape};

/// Does what the facilitator asks, and says how the session is after it.
#[utoipa::path(post, path = "/sessions/{id}/commands", security(("facilitator" = []), ("host" = [])), params(("id" = String, Path)), request_body = crate::openapi::CommandBody, responses((status = 200, body = crate::openapi::Commanded), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn command(asker: Asker, Path(id): Path<String>, Body(fields): Body<Map<String, Value>>) -> Answer {
    let session = asker.session(&id).await?;
    let role = asker.commands(session.meta.id)?;
    let control = asker.check(read(fields))?;
    asker.may(role, &control)?;
    let done = asker.check(session.command(Command::Control(control)).await)?;
    let state = asker.check(session.read(|live, now| state::whole(live, now, None, true)).await)?;
    Ok(reply(json!({ "seq": done.seq, "state": state })))
}

/// Reads `{"command": "goto", "step": "…"}`; tells an unknown command from a known one with a wrong field.
pub fn read(mut fields: Map<String, Value>) -> Result<Control, Problem> {
    let name = word(&mut fields, "command");
    if !CommandName::ALL.iter().any(|known| known.as_str() == name) {
        let unknown = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-command");
        return Err(unknown.at("/command").with("command", name));
    }
    if name != CommandName::Group.as_str() {
        return variant(name, fields, "/command");
    }
    let act = word(&mut fields, "do");
    variant(act, fields, "/do").map(Control::Group)
}

/// Takes a word out of the fields; empty when there is none.
fn word(fields: &mut Map<String, Value>, key: &str) -> String {
    fields.remove(key).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The variant of this name with these fields. `place`: where the name stands in the body.
fn variant<T: DeserializeOwned>(name: String, fields: Map<String, Value>, place: &str) -> Result<T, Problem> {
    if let Ok(alone) = T::deserialize(Value::String(name.clone())) {
        let Some(extra) = fields.keys().next() else { return Ok(alone) };
        return Err(wrong_shape(format!("/{}", escaped(extra)), &format!("unknown field `{extra}`")));
    }
    let tagged = Value::Object(Map::from_iter([(name, Value::Object(fields))]));
    serde_path_to_error::deserialize(tagged).map_err(|error| {
        let unknown = error.path().iter().len() == 0;
        let problem = misshapen(&error);
        if unknown { problem.at(place) } else { problem }
    })
}
