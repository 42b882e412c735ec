//! The participant's phone: one thing at a time.

use activities::View;
use activities::parts::groups;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use texts::t;
use workshop::{
    Command, GroupNo, Json, Outcome, Phase, Refusal, SeatCommand, SeatNo, Sent, Status, Timestamp,
};

use super::{Page, brand, key, lines, view};
use crate::api::answers::{seat, send, word};
use crate::api::join::enter;
use crate::app::Shared;
use crate::assets::{Script, Sheet};
use crate::auth;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Fields, json as reply};
use crate::session::{Failure, Live};

/// Without a script the page looks again after so long, where nothing is being typed.
const REFRESH: u32 = 20;

/// `GET /s/{session}`
pub async fn page(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let device = auth::device(&asker.headers).map(|secret| auth::seat_of(secret, session.meta.id));
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let seat = device.and_then(|seat| live.state.seat(seat))?;
        Some(document(&app.shared, live, now, seat))
    });
    match asker.check(read.await)? {
        Some(page) => Ok(page),
        None => Ok(Redirect::to(&format!("/j/{}", session.meta.code)).into_response()),
    }
}

fn document(shared: &Shared, live: &Live, now: Timestamp, seat: SeatNo) -> Response {
    let texts = shared.texts(&live.meta.lang);
    let content = fragment(shared, live, now, Some(seat));
    let types = content.0.contains("type=\"number\"");
    let over = live.state.status == Status::Ended;
    let id = &live.meta.id_text;
    let body = html! {
        body.phone data-live={ "/live/" (id) "?seen=" (live.state.seq) } data-now=(now.0) data-mine=(mine(shared, live, now, seat).to_string()) {
            (lines(texts))
            div #view { (content) }
            footer {
                a href={ "/s/" (id) } { (t!(texts, "refresh")) }
                a href={ "/donnees?s=" (id) } { (t!(texts, "your-data")) }
            }
        }
    };
    let page = Page {
        texts,
        title: &live.meta.title,
        sheet: Sheet::Phone,
        script: Some(Script::Phone),
        refresh: (!types && !over).then_some(REFRESH),
    };
    page.document(&body)
}

/// What the phone shows; `seat`: with that person's own answers in it.
pub fn fragment(shared: &Shared, live: &Live, now: Timestamp, seat: Option<SeatNo>) -> Markup {
    let texts = shared.texts(&live.meta.lang);
    let room = activities::Room::default();
    let on = view(shared, live, &room, now, seat).filter(|_| live.state.status != Status::Ended);
    let progress = on.as_ref().map(|view| live.state.place(&live.workshop, view.step));
    html! {
        header {
            (brand())
            span {
                @if live.meta.rehearsal.is_some() { span.tag { (t!(texts, "rehearsal")) } " " }
                @if let (Some(view), Some((index, of))) = (&on, progress) {
                    (index + 1) "\u{a0}/\u{a0}" (of) (activities::parts::clock_after(view))
                }
            }
        }
        @match (&on, live.state.status) {
            (_, Status::Ended) => main { h1 { (t!(texts, "ended")) } p { (t!(texts, "ended-more")) } },
            (Some(view), status) => main data-key=(key(view.plan().id.as_str(), view.step_state().rounds.len())) data-say=[news(view)] {
                @if status == Status::Paused { p.notice { (t!(texts, "paused")) } }
                (activities::phone(view))
            },
            (None, _) => main { h1 { (t!(texts, "you-are-in")) } p { (t!(texts, "starts-soon")) } },
        }
        @if live.state.status != Status::Ended { (groups::panel(texts, &live.meta.id_text, &live.state, seat)) }
    }
}

/// What has become of the question, for those who listen.
fn news(view: &View<'_>) -> Option<String> {
    let word = match view.phase() {
        _ if view.state.status == Status::Paused => "paused",
        Phase::Open => return None,
        _ if !view.workshop.rules(view.step).traits().answers => return None,
        Phase::Closed => "answers-closed",
        Phase::Revealed => "result-is-there",
    };
    Some(t!(view.texts, word).into_owned())
}

/// All answers of a seat, for the page's script: by step and round, in words and as marked values.
fn mine(shared: &Shared, live: &Live, now: Timestamp, seat: SeatNo) -> Value {
    let room = activities::Room::default();
    let mut out = Map::new();
    if let Some(groups) = &live.state.groups {
        out.insert("group".into(), own_group(shared, live, seat));
        out.insert("groups".into(), json!(groups.version));
    }
    let Some(on) = view(shared, live, &room, now, Some(seat)) else { return Value::Object(out) };
    for index in 0..live.workshop.steps().len() {
        let view = on.at(index);
        let own = match view.mine() {
            Some(answer) => own(&view, answer, false),
            None if view.late() => nothing(true),
            None => continue,
        };
        out.insert(key(view.plan().id.as_str(), view.step_state().rounds.len()), own);
    }
    Value::Object(out)
}

/// In the shape of an answer: the group's name, and its number as the value.
fn own_group(shared: &Shared, live: &Live, seat: SeatNo) -> Value {
    let own = live.state.seats[seat.index()].group;
    let called = own.and_then(|own| {
        let group = live.state.groups.as_ref()?.get(own)?;
        Some((own, groups::name(shared.texts(&live.meta.lang), own, group)))
    });
    called.map_or(Value::Null, |(own, name)| json!({ "text": name, "values": [own.0.to_string()] }))
}

/// The same as the message that begins the person's stream: another tab, the facilitator or a longer absence may have
/// changed it. None: the page shows the session's latest, `seen`.
pub fn own_message(
    shared: &Shared,
    live: &Live,
    now: Timestamp,
    seat: SeatNo,
    seen: Option<u64>,
) -> Option<String> {
    (seen < Some(live.state.seq)).then(|| format!("event: mine\ndata: {}\n\n", mine(shared, live, now, seat)))
}

/// `POST /s/{session}/groupe`: to another group.
pub async fn group(asker: Asker, Path(id): Path<String>, fields: Fields) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let group = fields.get("group").and_then(|group| group.parse().ok());
    let group = group.map(GroupNo).ok_or_else(|| asker.fail(Refusal::UnknownGroup))?;
    send(&asker, &session, seat, SeatCommand::Choose(group)).await?;
    if !asker.wants_json {
        return Ok(Redirect::to(&format!("/s/{id}")).into_response());
    }
    let app = asker.app.clone();
    let told = session.read(move |live, _| {
        let mut told = own_group(&app.shared, live, live.state.seat(seat)?);
        let said =
            format!("{} {}", t!(app.shared.texts(&live.meta.lang), "your-group"), told["text"].as_str()?);
        told["key"] = json!("group");
        told["said"] = json!(said);
        Some(told)
    });
    Ok(reply(asker.check(told.await)?.unwrap_or_default()))
}

fn nothing(late: bool) -> Value {
    json!({ "text": "", "values": [], "late": late })
}

fn own(view: &View<'_>, answer: &Json, late: bool) -> Value {
    json!({ "text": activities::describe(view, answer), "values": activities::marks(view, answer), "late": late })
}

/// `POST /s/{session}/a/{step}`: an answer that came as a form, from the script or from the page alone.
pub async fn answer(
    asker: Asker,
    Path((id, step)): Path<(String, String)>,
    Fields(fields): Fields,
) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let round = fields.iter().rfind(|(name, _)| name == "_round").and_then(|(_, round)| round.parse().ok());
    let app = asker.app.clone();
    let name = step.clone();
    let value = session.read(move |live, now| {
        let room = activities::Room::default();
        let index = live.workshop.position(&name)?;
        view(&app.shared, live, &room, now, None).map(|on| activities::from_form(&on.at(index), &fields))
    });
    let value = asker.check(value.await)?.unwrap_or_default();
    let command = SeatCommand::Answer(Sent { round, ..Sent::new(step.as_str(), value) });
    let done = send(&asker, &session, seat, command).await?;
    if !asker.wants_json {
        return Ok(Redirect::to(&format!("/s/{id}")).into_response());
    }
    let app = asker.app.clone();
    let told = session.read(move |live, now| told(&app.shared, live, now, &step, seat, done.outcome));
    let mut told = asker.check(told.await)?.unwrap_or_default();
    told["status"] = json!(word(done.outcome));
    Ok(reply(told))
}

/// What the page's script needs to show that the answer is kept.
fn told(
    shared: &Shared,
    live: &Live,
    now: Timestamp,
    step: &str,
    seat: workshop::SeatId,
    outcome: Outcome,
) -> Option<Value> {
    let texts = shared.texts(&live.meta.lang);
    let room = activities::Room::default();
    let number = live.state.seat(seat)?;
    let view = view(shared, live, &room, now, Some(number))?.at(live.workshop.position(step)?);
    let late = outcome == Outcome::Late;
    let mut told = match view.mine() {
        Some(answer) => own(&view, answer, late),
        None => nothing(late),
    };
    told["key"] = json!(key(step, view.step_state().rounds.len()));
    told["said"] = if late {
        json!(t!(texts, "noted-late"))
    } else {
        json!(format!("{} {}", t!(texts, "noted"), told["text"].as_str()?))
    };
    Some(told)
}

/// `POST /s/{session}/effacer`: « Effacer mes réponses ».
pub async fn erase(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    send(&asker, &session, seat, SeatCommand::Erase).await?;
    Ok(Redirect::to(&format!("/donnees?s={id}&efface=1")).into_response())
}

/// `POST /s/{session}/autre`: « Une autre personne répond ici », on a shared tablet.
pub async fn other(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let entered = enter(&asker, &session.meta.code, "", Some(auth::secret())).await?;
    let to = format!("/s/{}", entered.session.meta.id_text);
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)], [(header::SET_COOKIE, entered.cookie)])
        .into_response())
}

/// `POST /s/{session}/nom`: be called otherwise.
pub async fn rename(asker: Asker, Path(id): Path<String>, fields: Fields) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let name = fields.get("name").unwrap_or_default().to_owned();
    match session.command(Command::Seat(seat, SeatCommand::Rename(name))).await {
        Err(Failure::Refused(Refusal::UnknownSeat(_))) => Err(asker.fail(Problem::forbidden())),
        other => asker.check(other).map(|_| Redirect::to(&format!("/s/{id}")).into_response()),
    }
}
