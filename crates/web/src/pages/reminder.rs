//! `rappel.ics`: what a person said they would keep, for their own calendar in two weeks.

use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use workshop::Refusal;

use super::view;
use crate::api::answers::seat;
use crate::calendar::{self, Event};
use crate::problem::Problem;
use crate::request::{Answer, Asker};

/// How long a look back takes.
const MINUTES: u32 = 10;

/// `?step=STEP`
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    step: String,
}

/// `GET /s/{session}/rappel.ics`
pub async fn file(asker: Asker, Path(id): Path<String>, Query(Which { step }): Query<Which>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let app = asker.app.clone();
    let name = step.clone();
    let reminder = session.read(move |live, now| {
        let room = activities::Room::default();
        let number = live.state.seat(seat);
        let index = live.workshop.position(&name).ok_or_else(|| Refusal::UnknownStep(name.clone()))?;
        let on = number.and_then(|number| view(&app.shared, live, &room, now, Some(number)));
        Ok::<_, Refusal>(on.and_then(|on| activities::remind(&on.at(index))))
    });
    let reminder = asker.check(asker.check(reminder.await)?)?;
    let nothing = || asker.fail(Problem::new(StatusCode::NOT_FOUND, "nothing-to-keep"));
    let reminder = reminder.ok_or_else(nothing)?;
    let written = Timestamp::from_millisecond(reminder.from.0).unwrap_or_default();
    let text = calendar::file(&Event {
        uid: calendar::uid(&[&id, &step, &seat.to_string()]),
        written,
        start: calendar::in_two_weeks(written, &TimeZone::system()),
        minutes: MINUTES,
        title: &reminder.title,
        lines: &reminder.lines,
        lang: &session.meta.lang,
    });
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rappel.ics\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers.map(|(name, value)| (name, HeaderValue::from_static(value))), text).into_response())
}
