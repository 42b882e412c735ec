//! Something went wrong: what, and what to do.

use axum::response::Response;
use maud::html;
use texts::{Texts, t};

use super::{Page, brand};
use crate::assets::Sheet;
use crate::problem::Problem;

/// A problem as a page.
pub fn page(texts: &Texts, problem: &Problem) -> Response {
    let title = problem.title(texts);
    let body = html! {
        body.reading.error {
            header { (brand()) }
            main {
                h1 { (title) }
                p { (problem.detail(texts)) }
                p { a.btn.quiet href="/" { (t!(texts, "to-the-entrance")) } }
            }
        }
    };
    let mut response =
        Page { texts, title: &title, sheet: Sheet::Reading, script: None, refresh: None }.document(&body);
    *response.status_mut() = problem.status;
    problem.headers(response.headers_mut());
    response
}
