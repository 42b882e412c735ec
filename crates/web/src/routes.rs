//! Every address of the house.

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};

use crate::app::App;
use crate::pages::{
    bisou, calculate, chains, data, desk, entrance, figures, phone, print, questions, reflex, reminder,
    remote, stage,
};
use crate::problem::Problem;
use crate::request::{Answer, Asker};
use crate::{api, assets, guard, live, serve};

/// The whole application as a service.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(entrance::page).post(entrance::join))
        .route("/j/{code}", get(entrance::with_code))
        .route("/h/{token}", get(entrance::open))
        // A preview of the link must not use it up.
        .route("/p/{secret}", get(entrance::pair).head(not_that_way))
        .route("/s/{session}", get(phone::page))
        .route("/s/{session}/a/{step}", post(phone::answer))
        .route("/s/{session}/vue", get(phone::own_view))
        .route("/s/{session}/plus/{page}", get(phone::aside))
        .route("/s/{session}/q", post(phone::ask))
        .route("/s/{session}/v/{item}", post(phone::vote))
        .route("/s/{session}/questions", get(questions::page))
        .route("/s/{session}/groupe", post(phone::group))
        .route("/s/{session}/effacer", post(phone::erase))
        .route("/s/{session}/autre", post(phone::other))
        .route("/s/{session}/nom", post(phone::rename))
        .route("/d/{session}", get(phone::later).post(phone::enter_later))
        .route("/s/{session}/rappel.ics", get(reminder::file))
        .route("/s/{session}/rapport", get(phone::report))
        .route("/stage/{session}", get(stage::page))
        .route("/remote/{session}", get(remote::page).post(remote::press))
        .route("/desk", get(desk::page))
        .route("/desk/start", post(desk::start))
        .route("/desk/s/{session}", get(desk::session))
        .route("/desk/s/{session}/pair", post(desk::pairing))
        .route("/remote/{session}/etapes", get(remote::steps))
        .route("/remote/{session}/textes", get(remote::writings))
        .route("/remote/{session}/groupes", get(remote::divided))
        .route("/remote/{session}/plus/{page}", get(remote::beside))
        .route("/desk/s/{session}/address", post(desk::address))
        .route("/desk/s/{session}/wifi", post(desk::set_wifi))
        .route("/desk/s/{session}/linger", post(desk::linger))
        .route("/desk/s/{session}/share", post(desk::share))
        .route("/desk/s/{session}/delete", post(desk::delete))
        .route("/live/{session}", get(live::fragments))
        .route("/bisou", get(bisou::page).post(bisou::read))
        .route("/calculer", get(calculate::page))
        .route("/calculer.csv", get(calculate::table))
        .route("/calculer/hypotheses", get(calculate::assumptions))
        .route("/donnees", get(data::page))
        .route("/chiffres", get(figures::index))
        .route("/chiffres/graphiques-du-diaporama", get(figures::deck))
        .route("/chiffres/tous", get(figures::every))
        .route("/chiffres/tous/{topic}", get(figures::topic))
        .route("/chiffres/{id}", get(figures::page))
        .route("/chiffres/chaines", get(chains::page))
        .route("/chiffres/chaines/{chain}", get(chains::one))
        .route("/chiffres/chaines/{chain}/exercice", get(chains::exercise))
        .route("/chiffres/reflexe", get(reflex::page))
        .route("/imprimer/{workshop}/{step}", get(print::page))
        .route("/a/{name}", get(assets::serve))
        .route("/i/{name}", get(assets::picture))
        .route("/healthz", get(|| async { "ok" }))
        .route("/metrics", get(serve::metrics))
        .nest("/api/v1", api::router())
        .fallback(nothing)
        .method_not_allowed_fallback(not_that_way)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

async fn nothing(asker: Asker) -> Answer {
    Err(asker.fail(Problem::not_found()))
}

async fn not_that_way(asker: Asker) -> Answer {
    Err(asker.fail(Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed")))
}
