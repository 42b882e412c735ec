//! `/chiffres/chaines`: figures on their way from text to text, and the search for where their meaning changes. Nothing is
//! kept of a search: it is its address.

use activities::chain::alone::{Chains, Found};
use axum::http::StatusCode;
use axum::response::Response;
use content::Pack;
use maud::{Markup, html};
use serde::Deserialize;
use texts::{Texts, t};
use workshop::Refusal;

use super::{Page, menu};
use crate::assets;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Path, Query};

/// `?hop=ID&what=SETTING`
#[derive(Deserialize)]
pub struct Search {
    hop: Option<String>,
    what: Option<String>,
}

/// `GET /chiffres/chaines`: all of them.
pub async fn page(asker: Asker) -> Answer {
    let chains = chains(&asker)?;
    let content = html! { h1 { (chains.title()) } (chains.list()) };
    Ok(document(chains.texts(), &chains.title(), &content))
}

/// `GET /chiffres/chaines/{chain}`: what changed at each hop.
pub async fn one(asker: Asker, Path(id): Path<String>) -> Answer {
    let chains = chains(&asker)?;
    let chain = chains.one(&id).ok_or_else(|| asker.fail(Problem::not_found()))?;
    let content = html! {
        p.kicker { (chain.title()) }
        h1 { q { (chain.claim()) } }
        (chain.read())
        p.small { (t!(chains.texts(), "chain-unverified")) }
    };
    Ok(document(chains.texts(), chain.title(), &content))
}

/// `GET /chiffres/chaines/{chain}/exercice`: to search in; with an answer, what there is to say about it.
pub async fn exercise(asker: Asker, Path(id): Path<String>, Query(search): Query<Search>) -> Answer {
    let chains = chains(&asker)?;
    let chain = chains.one(&id).ok_or_else(|| asker.fail(Problem::not_found()))?;
    let found = Found { hop: search.hop.as_deref(), what: search.what.as_deref() };
    let asked = found.hop.is_none() && found.what.is_none();
    let (problem, content) = match chain.answer(found) {
        _ if asked => (None, chain.ask(found)),
        Ok(answer) => (None, answer),
        Err(wrong) => (Some(Problem::from(Refusal::Value(wrong))), chain.ask(found)),
    };
    let texts = chains.texts();
    let content = html! {
        p.kicker { (chain.title()) ", " (t!(texts, "chain-exercise")) }
        h1 { q { (chain.claim()) } }
        @if let Some(problem) = &problem { p.problem role="alert" { b { (problem.title(texts)) } " " (problem.detail(texts)) } }
        (content)
    };
    let mut page = document(texts, chain.title(), &content);
    *page.status_mut() = problem.map_or(StatusCode::OK, |problem| problem.status);
    Ok(page)
}

/// The chains in the asker's language, else in the server's, else in any that has some; the whole page is in that language.
fn chains(asker: &Asker) -> Answer<Chains<'_>> {
    let shared = &asker.app.shared;
    let found =
        packs(asker).find_map(|pack| Chains::new(texts::texts(&pack.meta.lang), shared.figures, pack));
    found.ok_or_else(|| asker.fail(Problem::not_found()))
}

/// All packs: first the one in the asker's language, then the one in the server's.
pub(super) fn packs(asker: &Asker) -> impl Iterator<Item = &Pack> {
    let library = &asker.app.shared.library;
    let langs = [asker.texts.lang(), &asker.app.shared.lang].into_iter().chain(library.langs());
    langs.filter_map(|lang| library.pack(lang))
}

fn document(texts: &Texts, title: &str, content: &Markup) -> Response {
    let body = html! {
        body.reading.chained-page {
            (menu(texts))
            main { (content) }
        }
    };
    Page { texts, title, sheet: assets::chains(), script: None, refresh: None }.document(&body)
}
