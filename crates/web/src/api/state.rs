//! `GET /sessions/{id}/state`, and the same as bytes of the streams.

use serde_json::{Map, Value, json};
use workshop::{
    Clock, Group, GroupNo, Groups, Owner, Owners, Phase, Position, Seat, SeatNo, Timestamp, members,
};

use crate::auth;
use crate::problem::Problem;
use crate::request::{Answer, Asker, Path, json as reply};
use crate::session::Live;

/// `GET /sessions/{id}/state`
#[utoipa::path(get, path = "/sessions/{id}/state", security(("facilitator" = []), ("host" = []), ("seat" = [])), params(("id" = String, Path)), responses((status = 200, body = crate::openapi::State), (status = "4XX", body = crate::openapi::Problem, content_type = "application/problem+json")))]
pub async fn state(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    let facilitator = asker.role()?.is_some_and(|role| role.commands(session.meta.id));
    let device = auth::own_seat(&asker.headers, session.meta.id);
    let read = session.read(move |live, now| {
        let seat = device.and_then(|seat| live.state.seat(seat));
        (facilitator || seat.is_some()).then(|| whole(live, now, seat, facilitator))
    });
    match asker.check(read.await)? {
        Some(state) => {
            asker.recognise();
            Ok(reply(state))
        }
        None => Err(asker.fail(stranger(&asker))),
    }
}

/// Somebody without a seat in this session: 403 with another's seat, 401 with none.
pub fn stranger(asker: &Asker) -> Problem {
    let known = auth::device(&asker.headers).is_some() || auth::cookie(&asker.headers, auth::HOST).is_some();
    if known { Problem::new(axum::http::StatusCode::FORBIDDEN, "no-seat") } else { Problem::unauthorized() }
}

/// The state as the API tells it. The tally is there once it is revealed; for the facilitator always.
pub fn whole(live: &Live, now: Timestamp, seat: Option<SeatNo>, facilitator: bool) -> Value {
    let state = &live.state;
    let here = state.position.map(|place| place.step);
    let mut out = json!({
        "seq": state.seq,
        "now": now.0,
        "status": state.status.as_str(),
        "step": step(live),
        "stage": state.stage.as_str(),
        "joined": state.seats.len(),
        "answered": here.map_or(0, |step| state.steps[step].round().answered),
    });
    if let Some(groups) = &state.groups {
        out["groups"] = groups_of(groups, &state.seats);
    }
    if let Some(group) = seat.and_then(|seat| state.seats[seat.index()].group) {
        out["group"] = json!(group);
    }
    let questions = texts_of(live, None, seat, facilitator);
    if !questions.is_empty() {
        out["questions"] = Value::Array(questions);
    }
    if facilitator {
        out["moderation"] = json!(state.moderation.as_str());
    }
    let Some(step) = here else { return out };
    if let Some(mine) = seat.and_then(|seat| mine(live, step, seat)) {
        out["mine"] = mine;
    }
    let texts = texts_of(live, Some(step), seat, facilitator);
    if !texts.is_empty() {
        out["texts"] = Value::Array(texts);
    }
    let stretches = live.workshop.rules(step).stretches(state.group_count()).len();
    if stretches > 0 {
        out["stretch"] = json!({ "index": state.steps[step].stretch, "of": stretches });
    }
    let revealed = state.steps[step].phase == Phase::Revealed;
    if live.workshop.rules(step).traits().answers && (revealed || facilitator) {
        out["tally"] = state.steps[step].round().tally.to_json();
    }
    out
}

/// What a seat has answered, or its group has: the value; by part, where the step has several.
fn mine(live: &Live, step: usize, seat: SeatNo) -> Option<Value> {
    let (state, workshop) = (&live.state, &live.workshop);
    let own = [Some(Owner::Seat(seat)), state.group_of(seat).map(Owner::Group)];
    let answers = own.into_iter().flatten().flat_map(|owner| state.steps[step].round().of(owner));
    let answers: Map<String, Value> = answers
        .map(|(key, answer)| {
            (key.to_owned(), serde_json::from_str(answer.value.as_str()).unwrap_or_default())
        })
        .collect();
    if answers.is_empty() {
        return None;
    }
    let one_part = workshop.rules(step).owners("") == Owners::Seats && answers.keys().all(String::is_empty);
    if one_part { answers.into_iter().next().map(|(_, value)| value) } else { Some(Value::Object(answers)) }
}

/// So many texts are told at most.
const TEXTS_MAX: usize = 300;

/// The texts of a step, or the questions, as somebody may see them.
fn texts_of(live: &Live, step: Option<usize>, seat: Option<SeatNo>, facilitator: bool) -> Vec<Value> {
    let state = &live.state;
    let texts = if facilitator { state.texts(step) } else { state.readable(&live.workshop, step, seat) };
    let told = texts.into_iter().take(TEXTS_MAX).map(|text| {
        let mut told = json!({ "item": text.id, "text": text.item.text, "votes": text.votes });
        if let Some(seat) = seat {
            told["own"] = json!(state.is_own(seat, text.item));
            told["voted"] = json!(state.has_voted(seat, text.id));
        }
        if facilitator {
            told["visibility"] = json!(state.visibility(text.id, text.item).as_str());
        }
        if let Some(group) = text.item.owner.group() {
            told["group"] = json!(group);
            told["key"] = json!(text.item.key);
        }
        if step.is_none() {
            told["mark"] = json!(text.handling.mark.as_str());
        }
        if state.is_in_the_light(text.id) {
            told["highlighted"] = json!(true);
        }
        if let Some(column) = text.handling.column {
            told["column"] = json!(column);
        }
        told
    });
    told.collect()
}

/// `{by, locked, list:[{name, paper, seats}]}`; a group is named by its place in the list, from 0.
fn groups_of(groups: &Groups, seats: &[Seat]) -> Value {
    let one = |(number, group): (GroupNo, &Group)| json!({ "name": group.name, "paper": group.paper, "seats": members(seats, number) });
    let list: Vec<Value> = groups.numbered().map(one).collect();
    json!({ "by": groups.by.as_str(), "locked": groups.locked, "list": list })
}

/// `{id, kind, index, of, round, phase, screen, ends_at?}`, or null in the lobby.
fn step(live: &Live) -> Value {
    let Some(place) = live.state.position else { return Value::Null };
    let (index, of) = live.state.place(&live.workshop, place.step);
    let plan = live.workshop.step(place.step);
    let state = &live.state.steps[place.step];
    let mut step = json!({
        "id": plan.id,
        "kind": plan.kind,
        "index": index,
        "of": of,
        "round": state.rounds.len() - 1,
        "phase": state.phase.as_str(),
        "screen": screen(live, place),
    });
    if let Clock::Until(end) = state.clock {
        step["ends_at"] = json!(end.0);
    }
    step
}

fn screen(live: &Live, place: Position) -> Map<String, Value> {
    let mut screen = Map::new();
    screen.insert("index".into(), place.screen.into());
    screen.insert("of".into(), live.workshop.screens(place.step).into());
    if live.state.points(&live.workshop, place.step, place.screen) > 0 {
        screen.insert("point".into(), place.point.into());
    }
    screen
}

/// What a seat's stream says: no tally, no counters, no list of people. In two halves, around the clock.
pub fn for_seats(live: &Live) -> (String, String) {
    let rest = json!({ "status": live.state.status.as_str(), "step": step(live) }).to_string();
    (format!("{{\"seq\":{},\"now\":", live.state.seq), format!(",{}", &rest[1..]))
}

/// What a facilitator's stream says: the whole state. In two halves, around the clock.
pub fn for_hosts(live: &Live) -> (String, String) {
    let mut rest = whole(live, Timestamp(0), None, true);
    if let Some(rest) = rest.as_object_mut() {
        rest.remove("seq");
        rest.remove("now");
    }
    (format!("{{\"seq\":{},\"now\":", live.state.seq), format!(",{}", &rest.to_string()[1..]))
}
