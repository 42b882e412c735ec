//! Streams: `/live/SESSION` for pages (HTML fragments) and `/api/v1/sessions/ID/events` (JSON).
//!
//! A stream begins with what is true now, then tells each change; whoever is slow skips to the latest. Every 15 s without a
//! change a comment keeps the connection open.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::api::state::stranger;
use crate::auth;
use crate::request::{Answer, Asker};
use crate::session::{Channel, Frame, Handle};

/// A comment after so long a silence.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

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
    match channel {
        Channel::Phone => seated(&asker, &session).await?,
        _ => asker.commands(session.meta.id).map(|_| ())?,
    }
    stream(&asker, &session, channel, which.seen).await
}

/// `GET /api/v1/sessions/{id}/events`
#[utoipa::path(get, path = "/sessions/{id}/events", security(("facilitator" = []), ("host" = []), ("seat" = [])), params(("id" = String, Path)), responses((status = 200, content_type = "text/event-stream", body = String), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn events(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    if asker.role()?.is_some_and(|role| role.commands(session.meta.id)) {
        return stream(&asker, &session, Channel::HostJson, None).await;
    }
    seated(&asker, &session).await?;
    stream(&asker, &session, Channel::SeatJson, None).await
}

/// The asker has a seat in this session, or is its facilitator.
async fn seated(asker: &Asker, session: &Handle) -> Answer<()> {
    let seat = auth::device(&asker.headers).map(|secret| auth::seat_of(secret, session.meta.id));
    if let Some(seat) = seat
        && asker.check(session.read(move |live, _| live.state.seat(seat).is_some()).await)?
    {
        return Ok(());
    }
    if asker.role()?.is_some_and(|role| role.commands(session.meta.id)) {
        return Ok(());
    }
    Err(asker.fail(stranger(asker)))
}

async fn stream(asker: &Asker, session: &Handle, channel: Channel, seen: Option<u64>) -> Answer {
    let mut frames = session.relay.watch(channel);
    if matches!(channel, Channel::Stage | Channel::Remote) {
        // Nobody may have watched before: these views are drawn only for those who do.
        asker.check(session.draw().await)?;
    }
    let first = frames.borrow_and_update().clone();
    // A page that has just been fetched shows this already.
    let known = seen.is_some_and(|seen| seen >= first.seq);
    let first = if known { Bytes::from_static(b": \n\n") } else { first.at(asker.app.now().0) };
    let events = messages(first, frames);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(events)).into_response())
}

/// The first message, then each change.
fn messages(
    first: Bytes,
    frames: watch::Receiver<Arc<Frame>>,
) -> impl futures_core::Stream<Item = Result<Bytes, Infallible>> + Send {
    futures_util::stream::unfold((Some(first), frames), |(first, mut frames)| async move {
        if let Some(first) = first {
            return Some((Ok(first), (None, frames)));
        }
        match timeout(KEEP_ALIVE, frames.changed()).await {
            Ok(Ok(())) => {
                let frame = frames.borrow_and_update().shared();
                Some((Ok(frame), (None, frames)))
            }
            Ok(Err(_)) => None,
            Err(_) => Some((Ok(Bytes::from_static(b": \n\n")), (None, frames))),
        }
    })
}
