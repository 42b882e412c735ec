//! The HTTP API under `/api/v1`: one file a family of routes.

pub mod answers;
pub mod commands;
pub mod figures;
pub mod groups;
pub mod impact;
pub mod join;
pub mod pairings;
pub mod reports;
pub mod sessions;
pub mod state;
pub mod texts;
pub mod workshops;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::{live, openapi};

/// All routes of the API, and their description.
pub fn routes() -> (Router<Arc<App>>, OpenApi) {
    let (router, document) = OpenApiRouter::with_openapi(openapi::Described::openapi())
        .routes(routes!(workshops::list))
        .routes(routes!(sessions::list, sessions::create))
        .routes(routes!(sessions::one, sessions::erase))
        .routes(routes!(commands::command))
        .routes(routes!(state::state))
        .routes(routes!(answers::put))
        .routes(routes!(answers::erase))
        .routes(routes!(texts::ask))
        .routes(routes!(texts::vote))
        .routes(routes!(groups::choose))
        .routes(routes!(live::events))
        .routes(routes!(reports::report))
        .routes(routes!(join::join))
        .routes(routes!(pairings::create))
        .routes(routes!(figures::list))
        .routes(routes!(figures::sheet))
        .routes(routes!(figures::one))
        .routes(routes!(impact::request, impact::request_of))
        .routes(routes!(impact::training, impact::training_of))
        .routes(routes!(impact::batch::batch))
        .routes(routes!(impact::lists::models))
        .routes(routes!(impact::lists::zones))
        .split_for_parts();
    (router.route("/openapi.json", get(openapi::document)), document)
}
