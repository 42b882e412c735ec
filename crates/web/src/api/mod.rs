//! The HTTP API under `/api/v1`: one file a family of routes.

pub mod answers;
pub mod commands;
pub mod join;
pub mod pairings;
pub mod reports;
pub mod sessions;
pub mod state;
pub mod workshops;

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, get, post, put};

use crate::app::App;
use crate::live;

/// All routes of the API.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/workshops", get(workshops::list))
        .route("/sessions", get(sessions::list).post(sessions::create))
        .route("/sessions/{id}", get(sessions::one).delete(sessions::erase))
        .route("/sessions/{id}/commands", post(commands::command))
        .route("/sessions/{id}/state", get(state::state))
        .route("/sessions/{id}/answers/{step}", put(answers::put))
        .route("/sessions/{id}/answers", delete(answers::erase))
        .route("/sessions/{id}/events", get(live::events))
        .route("/sessions/{id}/{report}", get(reports::report))
        .route("/join", post(join::join))
        .route("/pairings", post(pairings::create))
        .route("/openapi.json", get(crate::openapi::document))
}
