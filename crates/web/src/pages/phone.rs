//! The participant's phone: one thing at a time.

use activities::View;
use activities::parts::groups;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use texts::{Texts, t};
use workshop::{
    Command, GroupNo, ItemId, Json, Outcome, Phase, Refusal, SeatCommand, SeatNo, Sent, State, Status,
    Timestamp, Voting,
};

use super::{Back, Page, brand, key, lines, outfit_of, view, view_of};
use crate::api;
use crate::api::answers::{no_conflict, seat, send, word};
use crate::api::join::take_seat;
use crate::api::reports::{self, Format};
use crate::app::Shared;
use crate::assets::{Hand, outfit};
use crate::auth;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Fields, Path, json as reply};
use crate::session::{Failure, Handle, Live};

/// Without a script the page looks again after so long, where nothing is being typed.
const REFRESH: u32 = 20;

/// A page has one's own answers to so many steps before the present one; when the room goes back farther, the script opens its
/// stream again, which begins with them.
const STEPS_BACK: usize = 6;

/// `?e=coffre-mine`: which part of the step is open.
#[derive(Deserialize)]
pub struct Open {
    #[serde(default)]
    e: String,
}

/// `GET /s/{session}`
pub async fn page(asker: Asker, Path(id): Path<String>, Query(open): Query<Open>) -> Answer {
    let session = asker.session(&id).await?;
    let device = auth::own_seat(&asker.headers, session.meta.id);
    let app = asker.app.clone();
    let read = session.read(move |live, now| match device.and_then(|seat| live.state.seat(seat)) {
        Some(seat) => Ok(document(&app.shared, live, now, seat, &open.e)),
        None if live.state.status == Status::Ended => Err(Refusal::SessionEnded),
        None => Ok(Redirect::to(&format!("/j/{}", live.meta.code)).into_response()),
    });
    let page = asker.check(read.await)?;
    asker.check(page)
}

fn document(shared: &Shared, live: &Live, now: Timestamp, seat: SeatNo, part: &str) -> Response {
    let texts = shared.texts(&live.meta.lang);
    let content = fragment(shared, live, now, Some(seat), part);
    let types = is_typed_on(&content.0);
    let over = live.state.status == Status::Ended && live.state.lingering.is_empty();
    let id = &live.meta.id_text;
    let outfit = outfit_of(Hand::Phone, live);
    let body = html! {
        body.phone data-live={ "/live/" (id) "?seen=" (live.state.seq) } data-now=(now.0) data-mine=(mine(shared, live, now, seat).to_string()) {
            (lines(texts))
            div #view { (content) }
            @if live.state.status != Status::Ended { (question_form(texts, id, &live.state)) }
            footer {
                a href={ "/s/" (id) } { (t!(texts, "refresh")) }
                a href={ "/donnees?s=" (id) } { (t!(texts, "your-data")) }
            }
        }
    };
    let page = Page {
        texts,
        title: &live.meta.title,
        sheet: &outfit.sheet,
        script: Some(&outfit.script),
        refresh: (!types && !over).then_some(REFRESH),
    };
    page.document(&body)
}

/// Aside any step: a question for the room. Outside of what is drawn anew, so that it can be written in peace.
fn question_form(texts: &Texts, id: &str, state: &State) -> Markup {
    let open = state.shown(None).len();
    html! {
        section.group #ask aria-label=(t!(texts, "questions")) {
            details {
                summary { (t!(texts, "ask-question")) @if open > 0 { " (" (open) ")" } }
                (activities::parts::texts::ask(texts, id))
                a href={ "/s/" (id) "/questions" } { (t!(texts, "questions-all")) }
            }
        }
    }
}

/// Whether people type something there, which a page that is fetched again would lose.
fn is_typed_on(html: &str) -> bool {
    let tags =
        html.split('<').filter_map(|rest| rest.split('>').next()).filter(|tag| !tag.contains(" hidden"));
    let fields = ["type=\"number\"", "type=\"text\""];
    tags.into_iter().any(|tag| tag.starts_with("textarea") || fields.iter().any(|field| tag.contains(field)))
}

/// What the phone shows; `seat`: with that person's own answers in it; `part`: with this part of the step open.
pub fn fragment(shared: &Shared, live: &Live, now: Timestamp, seat: Option<SeatNo>, part: &str) -> Markup {
    let texts = shared.texts(&live.meta.lang);
    let room = activities::Room::default();
    let on = view(shared, live, &room, now, seat).filter(|_| live.state.status != Status::Ended);
    let on = on.map(|on| View { part, ..on });
    let look = outfit_of(Hand::Phone, live).look.as_deref();
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
            (_, Status::Ended) => (afterwards(shared, live, now, seat)),
            (Some(view), status) => main data-look=[look] data-step=(view.step) data-key=(key(view.plan().id.as_str(), view.step_state().rounds.len())) data-say=[news(view)] data-sheets=[sheets(view)] data-sheet=[sheet(view)] {
                @if status == Status::Paused { p.notice { (t!(texts, "paused")) } }
                (activities::phone(view))
            },
            (None, _) => main { h1 { (t!(texts, "you-are-in")) } p { (t!(texts, "starts-soon")) } },
        }
        @if live.state.status != Status::Ended { (groups::panel(texts, &live.meta.id_text, &live.state, seat)) }
    }
}

/// After the session: a debate that goes on, or can still be read.
fn afterwards(shared: &Shared, live: &Live, now: Timestamp, seat: Option<SeatNo>) -> Markup {
    let texts = shared.texts(&live.meta.lang);
    let room = activities::Room::default();
    let Some(step) = live.state.afterwards(&live.workshop) else {
        return html! { main.over data-step="0" {
            h1 { (t!(texts, "ended")) } p { (t!(texts, "ended-more")) }
            (shared_report(texts, live))
            (to_keep(shared, live, now, seat))
            p.links { a href="/bisou" { (t!(texts, "bisou-alone-link")) } }
        } };
    };
    let view = view_of(shared, live, &room, now, step, seat);
    let goes_on = live.state.lingering.contains(&step);
    html! {
        main.over data-step="0" data-look=[outfit_of(Hand::Phone, live).look.as_deref()] data-key=(key(view.plan().id.as_str(), view.step_state().rounds.len())) {
            p.notice { (t!(texts, if goes_on { "lingers" } else { "ended-read" })) }
            (activities::phone(&view))
            (shared_report(texts, live))
            (to_keep(shared, live, now, seat))
        }
    }
}

/// The way to the report, where the facilitator lets people read it.
fn shared_report(texts: &Texts, live: &Live) -> Markup {
    html! { @if live.state.report_shared { p { a.btn.quiet href={ "/s/" (live.meta.id_text) "/rapport" } { (t!(texts, "report-read")) } } } }
}

/// What stays of the steps that the room has come to.
fn to_keep(shared: &Shared, live: &Live, now: Timestamp, seat: Option<SeatNo>) -> Markup {
    let room = activities::Room::default();
    let reached = (0..live.workshop.steps().len()).filter(|&step| live.state.steps[step].reached);
    html! { @for step in reached {
        @let view = view_of(shared, live, &room, now, step, seat);
        (activities::afterwards(&view, &key(view.plan().id.as_str(), view.step_state().rounds.len())))
    } }
}

/// A step that is drawn for each group: which state of it each group has to show.
fn sheets(view: &View<'_>) -> Option<String> {
    if view.seat.is_some() || !view.workshop.rules(view.step).traits().sheets {
        return None;
    }
    let groups = (0..view.state.group_count()).map(GroupNo);
    let versions = groups.map(|group| format!("{}:{}", group.0, view.state.version(view.step, group)));
    Some(versions.collect::<Vec<_>>().join(" "))
}

/// The same, of the person's own view.
fn sheet(view: &View<'_>) -> Option<u64> {
    view.seat.filter(|_| view.workshop.rules(view.step).traits().sheets)?;
    Some(view.group().map_or(0, |group| view.state.version(view.step, group)))
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

/// The answers of a seat, for the page's script: by step and round, in words and as marked values; all once the session is over,
/// before that those `from` a few steps back.
fn mine(shared: &Shared, live: &Live, now: Timestamp, seat: SeatNo) -> Value {
    let room = activities::Room::default();
    let mut out = Map::new();
    if let Some(groups) = &live.state.groups {
        out.insert("group".into(), own_group(shared, live, seat));
        out.insert("groups".into(), json!(groups.version));
    }
    // What is voted for: nobody votes for their own.
    let voted_for = |step| live.workshop.rules(step).voting() != Voting::None;
    let items = live.state.items.iter().filter(|(_, item)| item.step.is_none_or(voted_for));
    let written = items.filter(|(_, item)| live.state.is_own(seat, item)).map(|(id, _)| id);
    out.insert("own".into(), json!(written.collect::<Vec<_>>()));
    let voted = live.state.votes.iter().filter(|(_, seats)| seats.contains(&seat)).map(|(id, _)| id);
    out.insert("votes".into(), json!(voted.collect::<Vec<_>>()));
    let Some(on) = view(shared, live, &room, now, Some(seat)) else { return Value::Object(out) };
    let over = live.state.status == Status::Ended;
    let from = if over { 0 } else { on.step.saturating_sub(STEPS_BACK) };
    out.insert("from".into(), json!(from));
    for index in from..live.workshop.steps().len() {
        let view = on.at(index);
        let round = view.step_state().rounds.len();
        let id = view.plan().id.as_str();
        if let Some(answer) = view.mine() {
            out.insert(key(id, round), own(&view, answer, false));
            continue;
        }
        // A second vote goes on from the first.
        if let Some(before) = live.state.before(&live.workshop, index, seat) {
            out.insert(key(id, round - 1), own(&view, &before.value, false));
        }
        if view.late() {
            out.insert(key(id, round), nothing(true));
        }
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
    let own = activities::own(view, answer);
    json!({ "text": own.words, "values": own.marks, "late": late })
}

/// `?key=coffre-mine`: which part of the step.
#[derive(Deserialize)]
pub struct Part {
    #[serde(default)]
    key: String,
}

/// A field of the page's own, which is no part of the answer.
fn take(fields: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let value = fields.iter().rfind(|(field, _)| field == name).map(|(_, value)| value.clone());
    fields.retain(|(field, _)| field != name);
    value
}

/// `POST /s/{session}/a/{step}`: an answer that came as a form, from the script or from the page alone.
pub async fn answer(
    asker: Asker,
    Path((id, step)): Path<(String, String)>,
    Query(part): Query<Part>,
    Query(back): Query<Back>,
    Fields(mut fields): Fields,
) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let round = take(&mut fields, "_round").and_then(|round| round.parse().ok());
    let base = take(&mut fields, "_base").and_then(|base| base.parse().ok());
    let app = asker.app.clone();
    let name = step.clone();
    let value = session.read(move |live, now| {
        let room = activities::Room::default();
        let index = live.workshop.position(&name)?;
        view(&app.shared, live, &room, now, None).map(|on| activities::from_form(&on.at(index), &fields))
    });
    let value = asker.check(value.await)?.unwrap_or_default();
    let sent = Sent { key: part.key, round, base, ..Sent::new(step.as_str(), value) };
    let done = send(&asker, &session, seat, SeatCommand::Answer(sent)).await?;
    if asker.wants_json {
        no_conflict(&asker, &done)?;
    } else {
        return Ok(Redirect::to(&back.below(&format!("/s/{id}"))).into_response());
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

/// `GET /s/{session}/vue`: what this person sees, for a step that is drawn for each group.
pub async fn own_view(asker: Asker, Path(id): Path<String>, Query(open): Query<Open>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let seat = live.state.seat(seat)?;
        Some(fragment(&app.shared, live, now, Some(seat), &open.e).into_string())
    });
    let html = asker.check(read.await)?.ok_or_else(|| asker.fail(Problem::forbidden()))?;
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}

/// `GET /s/{session}/plus/{page}`: what the step's kind has beside its screen, for this person. When it has no such page (any
/// more), the screen itself.
pub async fn aside(asker: Asker, Path((id, page)): Path<(String, String)>) -> Answer {
    let session = asker.session(&id).await?;
    let seat = seat(&asker, &session)?;
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let room = activities::Room::default();
        let on = view(&app.shared, live, &room, now, Some(live.state.seat(seat)?))?;
        let aside = activities::aside(&View { page: &page, ..on }, &page)?;
        let texts = app.shared.texts(&live.meta.lang);
        let body = html! {
            body.phone {
                header { (brand()) a href={ "/s/" (live.meta.id_text) } { (t!(texts, "back-to-step")) } }
                main { h1 { (aside.title) } (aside.body) }
            }
        };
        let sheet = &outfit_of(Hand::Phone, live).sheet;
        Some(Page { texts, title: &aside.title, sheet, script: None, refresh: None }.document(&body))
    });
    let step = || Redirect::to(&format!("/s/{id}")).into_response();
    Ok(asker.check(read.await)?.unwrap_or_else(step))
}

/// `GET /s/{session}/rapport`: the report, for those who were there, when the session has ended and the facilitator shares it.
pub async fn report(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let device = auth::own_seat(&asker.headers, session.meta.id);
    let read = session.read(move |live, now| {
        let was_there = device.is_some_and(|seat| live.state.seat(seat).is_some());
        let is_open = live.state.report_shared && live.state.status == Status::Ended;
        (was_there && is_open).then(|| reports::write(live, now, Format::Html, false))
    });
    match asker.check(read.await)? {
        Some(Ok(page)) => Ok(reports::answer(Format::Html, &session.meta.code, page)),
        Some(Err(reason)) => Err(asker.fail(reports::failed(&reason))),
        None => Ok(Redirect::to(&format!("/s/{id}")).into_response()),
    }
}

/// `POST /s/{session}/q`: a question, beside the step.
pub async fn ask(asker: Asker, Path(id): Path<String>, fields: Fields) -> Answer {
    let session = asker.session(&id).await?;
    let text = fields.get("text").unwrap_or_default().to_owned();
    api::texts::put(&asker, &session, text, fields.get("named").is_some()).await?;
    told_all(&asker, &session, "question-noted", &format!("/s/{id}/questions")).await
}

/// `POST /s/{session}/v/{item}`: a vote.
pub async fn vote(
    asker: Asker,
    Path((id, item)): Path<(String, String)>,
    Query(back): Query<Back>,
    fields: Fields,
) -> Answer {
    let session = asker.session(&id).await?;
    let value = fields.get("value") != Some("0");
    let question = item.parse::<ItemId>().ok();
    api::texts::give(&asker, &session, item, value).await?;
    let beside = session.read(move |live, _| {
        question.is_some_and(|id| live.state.items.get(&id).is_some_and(|item| item.step.is_none()))
    });
    let page = if asker.check(beside.await)? { "/questions" } else { "" };
    let said = if value { "vote-noted" } else { "vote-taken-back" };
    told_all(&asker, &session, said, &back.below(&format!("/s/{id}{page}"))).await
}

/// All that is the person's own, again; without a script, a page.
async fn told_all(asker: &Asker, session: &Handle, said: &'static str, page: &str) -> Answer {
    if !asker.wants_json {
        return Ok(Redirect::to(page).into_response());
    }
    let seat = seat(asker, session)?;
    let app = asker.app.clone();
    let told = session.read(move |live, now| {
        let mine = mine(&app.shared, live, now, live.state.seat(seat)?);
        Some(json!({ "mine": mine, "said": t!(app.shared.texts(&live.meta.lang), said) }))
    });
    Ok(reply(asker.check(told.await)?.unwrap_or_default()))
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
    let entered = take_seat(&asker, session, "", auth::secret()).await?;
    let to = format!("/s/{}", entered.session.meta.id_text);
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)], [(header::SET_COOKIE, entered.cookie)])
        .into_response())
}

/// `GET /d/{session}`: a debate that stays open, for whoever has its square. Who has a seat goes on at once.
pub async fn later(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let device = auth::own_seat(&asker.headers, session.meta.id);
    let read = session.read(move |live, _| {
        let known = device.is_some_and(|seat| live.state.seat(seat).is_some());
        (known, !live.state.lingering.is_empty())
    });
    let (known, open) = asker.check(read.await)?;
    if known {
        return Ok(Redirect::to(&format!("/s/{id}")).into_response());
    }
    if !open {
        return Err(asker.fail(Refusal::SessionEnded));
    }
    let texts = asker.texts;
    let body = html! {
        body.phone {
            header { (brand()) }
            main {
                h1 { (session.meta.title) }
                p { (t!(texts, "lingers")) }
                form.thumb method="post" action={ "/d/" (id) } { button.btn type="submit" { (t!(texts, "enter")) } }
                p.small { (t!(texts, "enter-privacy")) }
            }
        }
    };
    let page = Page {
        texts,
        title: &session.meta.title,
        sheet: &outfit(Hand::Phone, None).sheet,
        script: None,
        refresh: None,
    };
    Ok(page.document(&body))
}

/// `POST /d/{session}`: into that debate.
pub async fn enter_later(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let open = session.read(|live, _| live.state.status == Status::Ended && !live.state.lingering.is_empty());
    if !asker.check(open.await)? {
        return Err(asker.fail(Refusal::SessionEnded));
    }
    let device = auth::device(&asker.headers).map_or_else(auth::secret, str::to_owned);
    let entered = take_seat(&asker, session, "", device).await?;
    let to = format!("/s/{id}");
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
