//! Something went wrong: what, and what to do.

use axum::response::Response;
use maud::html;
use texts::{Texts, t};

use super::{Page, brand};
use crate::assets::{Sheet, sheet};
use crate::problem::Problem;

/// A problem as a page. `from`: where the person was, to go back there.
pub fn page(texts: &Texts, problem: &Problem, from: Option<&str>) -> Response {
    let title = problem.title(texts);
    let body = html! {
        body.reading.error {
            header { (brand()) }
            main {
                h1 { (title) }
                p { (problem.detail(texts)) }
                p.row {
                    @if let Some(from) = from { a.btn href=(from) { (t!(texts, "go-back")) } }
                    a.btn.quiet href="/" { (t!(texts, "to-the-entrance")) }
                }
            }
        }
    };
    let mut response =
        Page { texts, title: &title, sheet: sheet(Sheet::Reading), script: None, refresh: None }
            .document(&body);
    *response.status_mut() = problem.status;
    problem.headers(response.headers_mut());
    response
}
