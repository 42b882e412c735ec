//! `POST /impact/batch`: many questions at once.
//!
//! One batch at a time is read and answered, on a thread of its own that leaves the processor to those that serve the
//! session; another one that comes meanwhile is asked to come again in a second. So whoever sends batches without pause
//! takes what is left of one core, and some tens of megabytes.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use impact::Catalogue;
use impact::lines::{Batch, Refused};

use super::problem;
use crate::app::App;
use crate::aside::Turn;
use crate::assets::{gzip, reads_gzip};
use crate::limits::{BATCH_BODY, BATCH_ITEMS};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Failed, collect};

/// A batch whose turn it is.
pub struct Sent {
    body: Vec<u8>,
    turn: Turn,
}

impl FromRequest<Arc<App>> for Sent {
    type Rejection = Failed;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let Ok(asker) = Asker::from_request_parts(&mut parts, app).await;
        let patience = app.shared.patience;
        // Nothing is read meanwhile: who sends without pause waits as well.
        let Some(turn) = app.batches.turn(patience.turn).await else {
            // Some clients listen only when they have said all.
            let _ = collect(body, patience.body, 0).await;
            return Err(asker.fail(Problem::busy()));
        };
        let body = asker.check(collect(body, patience.body, BATCH_BODY).await)?;
        Ok(Self { body, turn })
    }
}

/// `POST /impact/batch`: an array, or JSON lines; an answer or an error for each, in the same shape and order.
#[utoipa::path(post, path = "/impact/batch", operation_id = "impact_batch", request_body(content((Vec<serde_json::Value> = "application/json"), (String = "application/x-ndjson")), description = "At most 10,000 questions and 4 MiB: objects with the fields of `/impact/request` or `/impact/training`, or lines as `bisou impact request --stdin` reads them. What begins with `[` is an array, anything else is lines."), responses((status = 200, description = "for each question its answer, or `{id, line, error: {code, field, message, …}}`", content((Vec<serde_json::Value> = "application/json"), (String = "application/x-ndjson"))), (status = 503, description = "another batch is being answered: again after `Retry-After` seconds", body = crate::openapi::Problem, content_type = "application/problem+json"), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn batch(asker: Asker, Sent { body, turn }: Sent) -> Answer {
    let compress = reads_gzip(&asker.headers);
    match turn.work(move || answer(&body, compress)).await {
        Some(Ok(answered)) => Ok(answered.into_response()),
        Some(Err(Unanswered::Refused(refused))) => Err(asker.fail(problem(&asker, &refused))),
        Some(Err(Unanswered::TooMany)) => {
            let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-many-items");
            Err(asker.fail(problem.with("max", BATCH_ITEMS)))
        }
        None => Err(asker.fail(Problem::busy())),
    }
}

/// The answers to a batch.
struct Answered {
    bytes: Vec<u8>,
    kind: &'static str,
    compressed: bool,
}

/// Why a batch has no answers.
enum Unanswered {
    Refused(Refused),
    TooMany,
}

fn answer(body: &[u8], compress: bool) -> Result<Answered, Unanswered> {
    let batch = Batch::read(body)
        .map_err(|fault| Unanswered::Refused(Refused { faults: vec![fault], in_input: false }))?;
    if batch.len() > BATCH_ITEMS {
        return Err(Unanswered::TooMany);
    }
    let kind = if batch.is_array() { "application/json" } else { "application/x-ndjson" };
    let bytes = batch.answer(Catalogue::embedded());
    let bytes = if compress { gzip(&bytes, Compression::fast()) } else { bytes };
    Ok(Answered { bytes, kind, compressed: compress })
}

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if self.compressed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        (headers, self.bytes).into_response()
    }
}
