//! `/sessions`: create, list, look at one, erase.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use store::{SessionId, SessionRow};

use crate::app::Wish;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Body, Path, json};
use crate::session::{Handle, Rehearsal};

/// The most characters of a session's title.
const TITLE_MAX: usize = 120;

/// What a facilitator asks for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Create {
    workshop: String,
    title: Option<String>,
    rehearsal: Option<Rehearsal>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Created {
    id: String,
    code: String,
    join_url: String,
    stage_url: String,
    remote_url: String,
}

/// A session in the list.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Listed {
    id: String,
    code: String,
    workshop: String,
    title: String,
    lang: String,
    status: String,
    rehearsal: bool,
    created_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<i64>,
    expires_at: i64,
    joined: u32,
    answers: u32,
}

impl From<SessionRow> for Listed {
    fn from(row: SessionRow) -> Self {
        Self {
            id: row.id.to_string(),
            code: row.code,
            workshop: row.workshop,
            title: row.title,
            lang: row.lang,
            status: row.status,
            rehearsal: row.rehearsal.is_some(),
            created_at: row.created_at,
            started_at: row.started_at,
            ended_at: row.ended_at,
            expires_at: row.expires_at,
            joined: row.joined,
            answers: row.answers,
        }
    }
}

/// `POST /sessions`
#[utoipa::path(post, path = "/sessions", security(("facilitator" = []), ("host" = [])), request_body = Create, responses((status = 201, body = Created), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn create(asker: Asker, Body(wish): Body<Create>) -> Answer {
    asker.host()?;
    let handle = make(&asker, wish).await?;
    let base = asker.app.shared.base();
    let id = &handle.meta.id_text;
    let created = Created {
        id: id.clone(),
        code: handle.meta.code.clone(),
        join_url: format!("{base}/j/{}", handle.meta.code),
        stage_url: format!("{base}/stage/{id}"),
        remote_url: format!("{base}/remote/{id}"),
    };
    Ok((StatusCode::CREATED, json(created)).into_response())
}

/// Checks a wish and creates its session.
pub async fn make(asker: &Asker, wish: Create) -> Answer<Handle> {
    let title = match wish.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
        None => None,
        Some(title) => match workshop::text::clean(title, TITLE_MAX) {
            Ok(title) => Some(title),
            Err(_) => return Err(asker.fail(unprocessable("title-refused", "/title").with("max", TITLE_MAX))),
        },
    };
    if let Some(rehearsal) = wish.rehearsal {
        check(rehearsal).map_err(|problem| asker.fail(problem))?;
    }
    let name = wish.workshop.clone();
    let made = asker.app.create(Wish { workshop: wish.workshop, title, rehearsal: wish.rehearsal }).await;
    let unknown = || asker.fail(unprocessable("unknown-workshop", "/workshop").with("workshop", name));
    asker.check(made)?.ok_or_else(unknown)
}

fn check(rehearsal: Rehearsal) -> Result<(), Problem> {
    if !(1..=Rehearsal::MOST).contains(&rehearsal.participants) {
        return Err(unprocessable("out-of-range", "/rehearsal/participants")
            .with("min", 1)
            .with("max", Rehearsal::MOST));
    }
    if !(0.1..=1000.0).contains(&rehearsal.speed) {
        return Err(unprocessable("out-of-range", "/rehearsal/speed").with("min", "0,1").with("max", 1000));
    }
    Ok(())
}

fn unprocessable(code: &'static str, pointer: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code).at(pointer)
}

/// `GET /sessions`
#[utoipa::path(get, path = "/sessions", security(("facilitator" = []), ("host" = [])), responses((status = 200, body = [Listed]), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn list(asker: Asker) -> Answer {
    asker.host()?;
    let rows = asker.check(asker.app.shared.store.sessions())?;
    Ok(json(rows.into_iter().map(Listed::from).collect::<Vec<_>>()))
}

/// `GET /sessions/{id}`
#[utoipa::path(get, path = "/sessions/{id}", security(("facilitator" = []), ("host" = [])), params(("id" = String, Path)), responses((status = 200, body = Listed), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn one(asker: Asker, Path(id): Path<String>) -> Answer {
    asker.host()?;
    let id: SessionId = id.parse().map_err(|_| asker.fail(Problem::unknown_session()))?;
    let row = asker.check(asker.app.shared.store.session(&id))?;
    let row = row.ok_or_else(|| asker.fail(Problem::unknown_session()))?;
    Ok(json(Listed::from(row)))
}

/// `DELETE /sessions/{id}`
#[utoipa::path(delete, path = "/sessions/{id}", security(("facilitator" = []), ("host" = [])), params(("id" = String, Path)), responses((status = 204), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn erase(asker: Asker, Path(id): Path<String>) -> Answer {
    asker.host()?;
    let id: SessionId = id.parse().map_err(|_| asker.fail(Problem::unknown_session()))?;
    let gone = asker.check(asker.app.delete(id).await)?;
    if gone {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(asker.fail(Problem::unknown_session()))
    }
}
