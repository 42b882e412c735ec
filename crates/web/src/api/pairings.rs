//! `POST /pairings`: the trainer's phone becomes the remote.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::json;

use crate::auth::Role;
use crate::request::{Answer, Asker, Body, json as reply};
use crate::session::Handle;

/// What is to be paired.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    session: String,
    role: Paired,
}

/// As what.
#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Paired {
    /// A second remote.
    Remote,
    /// A second projector.
    Stage,
}

/// `POST /pairings`
#[utoipa::path(post, path = "/pairings", security(("facilitator" = []), ("host" = [])), request_body = Wish, responses((status = 201, description = "`{url, expires}`", body = serde_json::Value), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn create(asker: Asker, Body(wish): Body<Wish>) -> Answer {
    asker.host()?;
    let session = asker.session(&wish.session).await?;
    let (url, expires) = pair(&asker, &session, wish.role);
    Ok((StatusCode::CREATED, reply(json!({ "url": url, "expires": expires }))).into_response())
}

/// A link that works once, and until when (milliseconds since the epoch).
pub fn pair(asker: &Asker, session: &Handle, role: Paired) -> (String, i64) {
    let id = session.meta.id;
    let role = match role {
        Paired::Remote => Role::Remote(id),
        Paired::Stage => Role::Stage(id),
    };
    let (secret, expires) = asker.app.auth.pair(role, asker.app.now());
    (format!("{}/p/{secret}", asker.app.shared.base()), expires.0)
}
