//! The questions of the room, on a page of their own: beside any step, without a script.

use activities::parts;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use texts::t;
use workshop::{Mark, SeatNo, Status, Timestamp};

use super::{Page, brand};
use crate::api::answers::seat;
use crate::app::Shared;
use crate::assets::questions;
use crate::request::{Answer, Asker, Path};
use crate::session::Live;

/// `GET /s/{session}/questions`
pub async fn page(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let seat = live.state.seat(seat)?;
        let texts = app.shared.texts(&live.meta.lang);
        let title = t!(texts, "questions");
        let page = Page { texts, title: &title, sheet: questions(), script: None, refresh: None };
        Some(page.document(&body(&app.shared, live, now, seat)))
    });
    match asker.check(read.await)? {
        Some(page) => Ok(page),
        None => Ok(Redirect::to(&format!("/j/{}", session.meta.code)).into_response()),
    }
}

fn body(shared: &Shared, live: &Live, now: Timestamp, seat: SeatNo) -> Markup {
    let texts = shared.texts(&live.meta.lang);
    let id = &live.meta.id_text;
    let room = activities::Room::default();
    let view = super::view_of(shared, live, &room, now, 0, Some(seat));
    let shown = live.state.shown(None);
    html! {
        body.phone {
            header { (brand()) a href={ "/s/" (id) } { (t!(texts, "back-to-step")) } }
            main {
                h1 { (t!(texts, "questions")) }
                @if live.state.status != Status::Ended { (parts::texts::ask(texts, id)) }
                @if shown.is_empty() { p { (t!(texts, "questions-none")) } }
                @else { form method="post" { ul.texts { @for text in &shown {
                    li class=[live.state.is_in_the_light(text.id).then_some("lit")] {
                        p dir="auto" { (text.item.text) }
                        p.small {
                            @if let Some(by) = parts::texts::by(texts, &live.state, text) { (by) " · " }
                            @if text.handling.mark == Mark::Open { (t!(texts, "votes-n", n = text.votes)) }
                            @else { (t!(texts, &format!("mark-{}", text.handling.mark.as_str()))) }
                        }
                        (parts::texts::vote(&view, text))
                    }
                } } } }
            }
            footer { a href={ "/s/" (id) "/questions" } { (t!(texts, "refresh")) } }
        }
    }
}
