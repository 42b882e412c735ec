//! The door: six letters, and in.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;
use texts::{Texts, t};
use workshop::text::NAME_MAX;

use super::{Page, brand};
use crate::api::join::{by_code, enter};
use crate::app::App;
use crate::assets::{Hand, outfit};
use crate::auth::{self, Role};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Fields, Path};

/// Six letters, and what people put between them.
const CODE_FIELD: usize = 12;

/// `GET /`
pub async fn page(asker: Asker) -> Answer {
    let host = asker.role()? == Some(Role::Host);
    Ok(door(asker.texts, Typed::default(), None, host, StatusCode::OK))
}

/// `GET /j/{code}`: the square leads here. Who is in already goes on at once.
pub async fn with_code(asker: Asker, Path(code): Path<String>) -> Answer {
    let session = match by_code(&asker, &code).await {
        Ok(session) => session,
        Err(failed) => return Ok(again(&asker, Typed { code: &code, name: "" }, failed)),
    };
    let device = auth::own_seat(&asker.headers, session.meta.id);
    if let Some(seat) = device
        && asker.check(session.read(move |live, _| live.state.seat(seat).is_some()).await)?
    {
        return Ok(Redirect::to(&format!("/s/{}", session.meta.id_text)).into_response());
    }
    let typed = Typed { code: &session.meta.code, name: "" };
    Ok(door(asker.texts, typed, None, false, StatusCode::OK))
}

/// `POST /`: the form of the door.
pub async fn join(asker: Asker, fields: Fields) -> Answer {
    let [code, name] = ["code", "name"].map(|field| fields.get(field).unwrap_or_default());
    match enter(&asker, code, name).await {
        Ok(entered) => {
            let to = format!("/s/{}", entered.session.meta.id_text);
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)], [(header::SET_COOKIE, entered.cookie)])
                .into_response())
        }
        Err(failed) => Ok(again(&asker, Typed { code, name }, failed)),
    }
}

/// What stands in the fields of the door.
#[derive(Clone, Copy, Default)]
struct Typed<'a> {
    code: &'a str,
    name: &'a str,
}

/// The door once more, saying what went wrong; what was typed stays.
fn again(asker: &Asker, typed: Typed<'_>, failed: crate::request::Failed) -> Response {
    let problem = failed.problem;
    let fit = |text: &str, most| text.chars().filter(|c| !c.is_control()).take(most).collect::<String>();
    let typed = Typed { code: &fit(typed.code, CODE_FIELD), name: &fit(typed.name, NAME_MAX) };
    let mut response = door(asker.texts, typed, Some(&problem), false, problem.status);
    problem.headers(response.headers_mut());
    response
}

fn door(
    texts: &Texts,
    typed: Typed<'_>,
    problem: Option<&Problem>,
    host: bool,
    status: StatusCode,
) -> Response {
    let body = html! {
        body.phone.door {
            header { (brand()) @if host { a href="/desk" { (t!(texts, "desk")) } } @else { span { (texts.lang()) } } }
            main {
                h1 { (t!(texts, "enter-title")) }
                (form(texts, typed, problem))
            }
            footer { a href="/chiffres" { (t!(texts, "figures-nav")) } a href="/bisou" { (t!(texts, "bisou-alone")) } a href="/donnees" { (t!(texts, "your-data")) } }
        }
    };
    let title = t!(texts, "enter-title");
    let page =
        Page { texts, title: &title, sheet: &outfit(Hand::Phone, None).sheet, script: None, refresh: None };
    let mut response = page.document(&body);
    *response.status_mut() = status;
    response
}

fn form(texts: &Texts, typed: Typed<'_>, problem: Option<&Problem>) -> Markup {
    html! {
        form.enter method="post" action="/" {
            label for="code" { (t!(texts, "enter-code")) }
            @if let Some(problem) = problem {
                p.problem #problem role="alert" { b { (problem.title(texts)) } " " (problem.detail(texts)) }
            }
            input.code #code type="text" name="code" value=(typed.code) maxlength=(CODE_FIELD) autocomplete="off" autocapitalize="characters" spellcheck="false"
                required aria-describedby=[problem.map(|_| "problem")];
            details open[!typed.name.is_empty()] {
                summary { (t!(texts, "enter-name")) }
                input type="text" name="name" value=[(!typed.name.is_empty()).then_some(typed.name)] maxlength=(NAME_MAX) autocomplete="off" aria-label=(t!(texts, "enter-name-label"));
            }
            button.btn type="submit" { (t!(texts, "enter")) }
            p.small { (t!(texts, "enter-privacy")) }
        }
    }
}

/// `GET /p/{secret}`: a pairing link, once.
pub async fn pair(asker: Asker, State(app): State<Arc<App>>, Path(secret): Path<String>) -> Answer {
    let Some(role) = app.auth.redeem(&secret, app.now()) else {
        return Err(asker.fail(Problem::new(StatusCode::GONE, "pairing-over")));
    };
    let to = match role {
        Role::Host => "/desk".to_owned(),
        Role::Remote(session) => format!("/remote/{session}"),
        Role::Stage(session) => format!("/stage/{session}"),
    };
    welcome(&asker, role, &to).await
}

/// `GET /h/{token}`: the printed link. The token leaves the address at once.
pub async fn open(asker: Asker, Path(token): Path<String>) -> Answer {
    if !asker.app.auth.is_token(&token) {
        tokio::time::sleep(asker.app.shared.patience.wrong_code).await;
        return Err(asker.fail(Problem::new(StatusCode::FORBIDDEN, "wrong-link")));
    }
    welcome(&asker, Role::Host, "/desk").await
}

async fn welcome(asker: &Asker, role: Role, to: &str) -> Answer {
    let app = &asker.app;
    let secret = asker.check(app.auth.remember(&app.shared.store, role, app.now()).await)?;
    let cookie = auth::set_cookie(auth::HOST, &secret, asker.secure());
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())], [(header::SET_COOKIE, cookie)])
        .into_response())
}
