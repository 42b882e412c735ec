//! Streams: `/live/SESSION` for pages (HTML fragments) and `/api/v1/sessions/ID/events` (JSON).
//!
//! Here it is decided who may watch what. A stream begins with what is true now; [`crate::crowd`] tells each change.

use std::sync::Arc;

use axum::Extension;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use serde::Deserialize;
use workshop::{SeatNo, Timestamp};

use crate::api::state::stranger;
use crate::auth;
use crate::crowd::{COMMENT, Watching};
use crate::pages::phone;
use crate::request::{Answer, Asker, Path, Query};
use crate::session::{Channel, Failure, Handle, Live};

/// Which view a page wants.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// The phone's.
    #[default]
    Phone,
    /// The projector's.
    Stage,
    /// The remote's.
    Remote,
}

/// `?view=stage&seen=12`
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    view: Wanted,
    /// The `seq` that the page shows already.
    seen: Option<u64>,
}

/// `GET /live/{session}`
pub async fn fragments(asker: Asker, Path(id): Path<String>, Query(which): Query<Which>) -> Answer {
    let session = asker.session(&id).await?;
    let channel = match which.view {
        Wanted::Phone => Channel::Phone,
        Wanted::Stage => Channel::Stage,
        Wanted::Remote => Channel::Remote,
    };
    let own = match channel {
        Channel::Phone => {
            let shared = Arc::clone(&asker.app.shared);
            let own = seated(&asker, &session, move |live, now, seat| {
                phone::own_message(&shared, live, now, seat, which.seen)
            });
            own.await?.flatten()
        }
        _ => asker.commands(session.meta.id).map(|_| None)?,
    };
    stream(&asker, &session, channel, which.seen, own.as_deref().unwrap_or_default()).await
}

/// `GET /api/v1/sessions/{id}/events`
#[utoipa::path(get, path = "/sessions/{id}/events", security(("facilitator" = []), ("host" = []), ("seat" = [])), params(("id" = String, Path)), responses((status = 200, content_type = "text/event-stream", body = String), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn events(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    if asker.role()?.is_some_and(|role| role.commands(session.meta.id)) {
        return stream(&asker, &session, Channel::HostJson, None, "").await;
    }
    seated(&asker, &session, |_, _, _| ()).await?;
    stream(&asker, &session, Channel::SeatJson, None, "").await
}

/// What the asker's seat sees when it looks. None: the facilitator, who has no seat but may watch.
async fn seated<T: Send + 'static>(
    asker: &Asker,
    session: &Handle,
    look: impl FnOnce(&Live, Timestamp, SeatNo) -> T + Send + 'static,
) -> Answer<Option<T>> {
    let seat = auth::own_seat(&asker.headers, session.meta.id);
    if let Some(seat) = seat {
        let seen = session.read(move |live, now| Some(look(live, now, live.state.seat(seat)?)));
        if let Some(seen) = asker.check(seen.await)? {
            asker.recognise();
            return Ok(Some(seen));
        }
    }
    if asker.role()?.is_some_and(|role| role.commands(session.meta.id)) {
        return Ok(None);
    }
    Err(asker.fail(stranger(asker)))
}

/// Answers the head of a stream, which begins with what is the asker's `own`; the rest is told by the crowd of its view.
async fn stream(asker: &Asker, session: &Handle, channel: Channel, seen: Option<u64>, own: &str) -> Answer {
    let by_facilitator = matches!(channel, Channel::Stage | Channel::Remote | Channel::HostJson);
    if asker.app.doors.are_crowded(by_facilitator) {
        return Err(asker.fail(Failure::Busy));
    }
    let relay = Arc::clone(&session.relay);
    let frames = relay.watch(channel);
    if by_facilitator {
        // These views are drawn for those who watch, and their counters not at once.
        asker.check(session.draw().await)?;
    }
    let frame = relay.latest(channel);
    // A page that has just been fetched shows this already.
    let known = seen.is_some_and(|seen| seen >= frame.seq);
    let first = if known { COMMENT } else { frame.at(asker.app.now().0) };
    let first = Bytes::from([own.as_bytes(), &first].concat());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Extension(Watching { relay, channel, first, seen: frame, frames })).into_response())
}
