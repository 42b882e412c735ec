//! « Vos données », in plain words; and « Effacer mes réponses ».

use maud::html;
use serde::Deserialize;
use store::SessionId;
use texts::t;
use workshop::text::NAME_MAX;

use super::{Page, brand};
use crate::assets::{Sheet, sheet};
use crate::auth;
use crate::request::{Answer, Asker, Query};

/// `?s=SESSION&efface=1`
#[derive(Deserialize)]
pub struct About {
    s: Option<String>,
    efface: Option<String>,
}

/// `GET /donnees`
pub async fn page(asker: Asker, Query(about): Query<About>) -> Answer {
    let texts = asker.texts;
    let own = own_session(&asker, about.s.as_deref()).await?;
    let body = html! {
        body.reading {
            header { (brand()) }
            main {
                h1 { (t!(texts, "data-title")) }
                @if about.efface.is_some() { p.noted role="status" { (t!(texts, "data-erased")) } }
                @for part in ["what", "who", "where", "long", "cookie", "ask"] {
                    h2 { (t!(texts, &format!("data-{part}"))) }
                    p { (t!(texts, &format!("data-{part}-text"))) }
                }
                @if let Some(id) = &own {
                    h2 { (t!(texts, "data-yours")) }
                    form method="post" action={ "/s/" (id) "/effacer" } { button.btn type="submit" { (t!(texts, "erase-mine")) } }
                    form.stack method="post" action={ "/s/" (id) "/nom" } {
                        label { (t!(texts, "data-name")) input type="text" name="name" maxlength=(NAME_MAX) autocomplete="off"; }
                        button.btn.quiet type="submit" { (t!(texts, "data-name-set")) }
                    }
                    h2 { (t!(texts, "data-shared")) }
                    p { (t!(texts, "data-shared-text")) }
                    form method="post" action={ "/s/" (id) "/autre" } { button.btn.quiet type="submit" { (t!(texts, "other-person")) } }
                    p { a href={ "/s/" (id) } { (t!(texts, "back-to-session")) } }
                }
            }
        }
    };
    let title = t!(texts, "data-title");
    Ok(Page { texts, title: &title, sheet: sheet(Sheet::Reading), script: None, refresh: None }
        .document(&body))
}

/// The session named in the address, if the asker has a seat there.
async fn own_session(asker: &Asker, id: Option<&str>) -> Answer<Option<String>> {
    let Some((id, device)) = id.and_then(|id| id.parse::<SessionId>().ok()).zip(auth::device(&asker.headers))
    else {
        return Ok(None);
    };
    let Some(session) = asker.check(asker.app.session(id).await)? else { return Ok(None) };
    let seat = auth::seat_of(device, id);
    let known = asker.check(session.read(move |live, _| live.state.seat(seat).is_some()).await)?;
    Ok(known.then(|| session.meta.id_text.clone()))
}
