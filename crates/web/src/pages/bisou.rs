//! BISOU outside any session: alone, without a script; nothing is kept of it, nothing is logged.

use activities::bisou::alone::Alone;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use content::Pack;
use maud::{Markup, html};
use serde::Deserialize;
use texts::t;
use workshop::Refusal;

use super::{Page, brand};
use crate::assets::{Sheet, sheet};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Fields};

/// `?situation=ID`; an empty one is the person's own.
#[derive(Deserialize)]
pub struct Chosen {
    situation: Option<String>,
}

/// `GET /bisou`: choose a situation, then answer.
pub async fn page(asker: Asker, Query(Chosen { situation }): Query<Chosen>) -> Answer {
    let alone = alone(&asker)?;
    let content = match situation {
        None => alone.choose(),
        Some(id) => alone.ask(&id).ok_or_else(|| asker.fail(Problem::not_found()))?,
    };
    Ok(document(&asker, None, &content))
}

/// `POST /bisou`: a reading of the answers, or what is wrong with them and the answers as they were.
pub async fn read(asker: Asker, Fields(fields): Fields) -> Answer {
    let alone = alone(&asker)?;
    match alone.read(&fields) {
        Ok(reading) => Ok(document(&asker, None, &reading)),
        Err(wrong) => {
            let problem = Problem::from(Refusal::Value(wrong));
            Ok(document(&asker, Some(&problem), &alone.again(&fields)))
        }
    }
}

/// The pack in the asker's language, else in the server's, else any that has the method.
fn alone(asker: &Asker) -> Answer<Alone<'_>> {
    let (library, texts) = (&asker.app.shared.library, asker.texts);
    let langs = [texts.lang(), &asker.app.shared.lang].into_iter().chain(library.langs());
    let mut packs = langs.filter_map(|lang| library.pack(lang));
    let found = packs.find_map(|pack: &Pack| Alone::new(texts, pack));
    found.ok_or_else(|| asker.fail(Problem::not_found()))
}

fn document(asker: &Asker, problem: Option<&Problem>, content: &Markup) -> Response {
    let texts = asker.texts;
    let body = html! {
        body.reading.alone {
            header { (brand()) }
            main {
                h1 { (t!(texts, "bisou-alone-title")) }
                @if let Some(problem) = problem { p.problem role="alert" { b { (problem.title(texts)) } " " (problem.detail(texts)) } }
                (content)
            }
        }
    };
    let title = t!(texts, "bisou-alone-title");
    let mut page = Page { texts, title: &title, sheet: sheet(Sheet::Reading), script: None, refresh: None }
        .document(&body);
    *page.status_mut() = problem.map_or(StatusCode::OK, |problem| problem.status);
    page
}
