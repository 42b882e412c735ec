//! `POST /join`: a code, perhaps a name, and somebody is in.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::json;
use workshop::{Command, Outcome};

use crate::auth;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Body, json as reply};
use crate::session::Handle;

/// What somebody at the door says.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    code: String,
    #[serde(default)]
    name: String,
}

/// Somebody who is in.
pub struct In {
    /// The session they are in.
    pub session: Handle,
    /// Their seat there.
    pub seat: workshop::SeatId,
    /// Whether they were not in before.
    pub new: bool,
    /// The cookie that keeps the seat.
    pub cookie: HeaderValue,
}

/// `POST /join`
#[utoipa::path(post, path = "/join", request_body = Join, responses((status = 201, description = "`{session, seat}`", body = serde_json::Value), (status = 200, description = "the seat was there already", body = serde_json::Value), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn join(asker: Asker, Body(join): Body<Join>) -> Answer {
    let entered = enter(&asker, &join.code, &join.name).await?;
    let status = if entered.new { StatusCode::CREATED } else { StatusCode::OK };
    let body = json!({ "session": entered.session.meta.id_text, "seat": entered.seat.to_string() });
    Ok((status, [(header::SET_COOKIE, entered.cookie)], reply(body)).into_response())
}

/// Lets somebody in by a code, on the device that they came with.
pub async fn enter(asker: &Asker, code: &str, name: &str) -> Answer<In> {
    let session = by_code(asker, code).await?;
    let device = auth::device(&asker.headers).map_or_else(auth::secret, str::to_owned);
    take_seat(asker, session, name, device).await
}

/// Gives a device a seat.
pub async fn take_seat(asker: &Asker, session: Handle, name: &str, device: String) -> Answer<In> {
    let seat = auth::seat_of(&device, session.meta.id);
    let done = asker.check(session.command(Command::Join { seat, name: name.to_owned() }).await)?;
    let cookie = auth::set_cookie(auth::SEAT, &device, asker.secure());
    Ok(In { session, seat, new: done.outcome == Outcome::Joined { new: true }, cookie })
}

/// The open session of a code. Wrong ones are slow, and slower still in number.
pub async fn by_code(asker: &Asker, typed: &str) -> Answer<Handle> {
    let problem = match auth::read_code(typed) {
        Ok(code) => match asker.check(asker.app.by_code(&code).await)? {
            Some(session) => return Ok(session),
            None => Problem::unknown_code().with("letters", "none"),
        },
        Err(strange) => {
            let letters: Vec<String> =
                strange.iter().filter(|c| !c.is_control()).take(4).map(char::to_string).collect();
            Problem::unknown_code().with("letters", letters.join(" "))
        }
    };
    let listened = asker.app.guesses.wrong(asker.address(), asker.app.now());
    tokio::time::sleep(asker.app.shared.patience.wrong_code).await;
    if listened {
        return Err(asker.fail(problem));
    }
    let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-codes");
    problem.retry_after = Some(60);
    Err(asker.fail(problem))
}
