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
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::app::App;
use crate::{live, openapi};

/// All routes of the API.
pub fn router() -> Router<Arc<App>> {
    let mut router = Router::new();
    // What each family says of itself is dropped at once: together it would take more memory than all else at the start.
    each(&mut |(_, described, methods)| {
        for path in described.paths.keys() {
            router = std::mem::take(&mut router).route(path, methods.clone());
        }
    });
    router.route("/openapi.json", get(openapi::document))
}

/// What all routes say of themselves.
pub fn description() -> OpenApi {
    let mut all = OpenApiRouter::with_openapi(openapi::Described::openapi());
    each(&mut |family| all = std::mem::take(&mut all).routes(family));
    all.into_openapi()
}

/// Each family of routes, with its description.
fn each(take: &mut dyn FnMut(UtoipaMethodRouter<Arc<App>>)) {
    take(routes!(workshops::list));
    take(routes!(sessions::list, sessions::create));
    take(routes!(sessions::one, sessions::erase));
    take(routes!(commands::command));
    take(routes!(state::state));
    take(routes!(answers::put));
    take(routes!(answers::erase));
    take(routes!(texts::ask));
    take(routes!(texts::vote));
    take(routes!(groups::choose));
    take(routes!(live::events));
    take(routes!(reports::report));
    take(routes!(join::join));
    take(routes!(pairings::create));
    take(routes!(figures::list));
    take(routes!(figures::sheet));
    take(routes!(figures::one));
    take(routes!(impact::request, impact::request_of));
    take(routes!(impact::training, impact::training_of));
    take(routes!(impact::batch::batch));
    take(routes!(impact::lists::models));
    take(routes!(impact::lists::zones));
}
