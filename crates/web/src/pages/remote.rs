//! The facilitator's phone: one big button that says what it will do next.

use std::ops::Range;

use activities::{View, kind_title, parts};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use texts::{Texts, t};
use workshop::{Command, CommandName, Phase, Stage, Status, Timestamp, allowed};

use super::{Back, Page, brand, groups, lines, moderation, outfit_of, view};
use crate::api::commands;
use crate::app::Shared;
use crate::assets::Hand;
use crate::request::{Answer, Asker, Fields, Path, json as reply};
use crate::session::Live;

/// The button that measures what the session has cost: no command of the API, which only tells what is.
const MEASURE: &str = "measure";

/// `GET /remote/{session}`
pub async fn page(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    asker.commands(session.meta.id)?;
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let texts = app.shared.texts(&live.meta.lang);
        let body = html! {
            body.phone.remote data-live={ "/live/" (live.meta.id_text) "?view=remote&seen=" (live.state.seq) } data-now=(now.0) {
                (lines(texts))
                p.problem #clock hidden { (t!(texts, "clock-differs")) }
                div #view { (fragment(&app.shared, live, now)) }
            }
        };
        let title = t!(texts, "remote");
        let outfit = outfit_of(Hand::Remote, live);
        Page { texts, title: &title, sheet: &outfit.sheet, script: Some(&outfit.script), refresh: Some(5) }
            .document(&body)
    });
    asker.check(read.await)
}

/// `GET /remote/{session}/etapes`: all steps, to jump to any of them.
pub async fn steps(asker: Asker, Path(id): Path<String>) -> Answer {
    aside(&asker, &id, "all-steps", |shared, live, now| path(shared.texts(&live.meta.lang), live, now)).await
}

/// `GET /remote/{session}/textes`: all that the room has written.
pub async fn writings(asker: Asker, Path(id): Path<String>) -> Answer {
    let all = |shared: &Shared, live: &Live, now| {
        let room = shared.room(&live.meta.code);
        let columns = view(shared, live, &room, now, None).map(|view| activities::column_names(&view));
        moderation::all(shared.texts(&live.meta.lang), live, &columns.unwrap_or_default())
    };
    aside(&asker, &id, "texts-all", all).await
}

/// `GET /remote/{session}/groupes`: all that can be done with groups.
pub async fn divided(asker: Asker, Path(id): Path<String>) -> Answer {
    aside(&asker, &id, "groups", |shared, live, _| groups::all(shared.texts(&live.meta.lang), live)).await
}

/// `GET /remote/{session}/plus/{page}`: what the step's kind has beside its screen. When it has no such page (any more), the
/// remote itself.
pub async fn beside(asker: Asker, Path((id, page)): Path<(String, String)>) -> Answer {
    let session = asker.session(&id).await?;
    asker.commands(session.meta.id)?;
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let room = app.shared.room(&live.meta.code);
        let on = view(&app.shared, live, &room, now, None)?;
        let aside = activities::aside(&View { facilitator: true, page: &page, ..on }, &page)?;
        Some(sheet(app.shared.texts(&live.meta.lang), live, &aside.title, &aside.body))
    });
    let remote = || Redirect::to(&format!("/remote/{id}")).into_response();
    Ok(asker.check(read.await)?.unwrap_or_else(remote))
}

/// A page beside the remote, for what is too long to be on it at every moment; forms without a script, that lead back.
async fn aside(
    asker: &Asker,
    id: &str,
    title: &'static str,
    content: impl FnOnce(&Shared, &Live, Timestamp) -> Markup + Send + 'static,
) -> Answer {
    let session = asker.session(id).await?;
    asker.commands(session.meta.id)?;
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let texts = app.shared.texts(&live.meta.lang);
        sheet(texts, live, &t!(texts, title), &content(&app.shared, live, now))
    });
    asker.check(read.await)
}

/// The document of such a page.
fn sheet(texts: &Texts, live: &Live, title: &str, content: &Markup) -> Response {
    let body = html! {
        body.phone.remote {
            header { (brand()) a href={ "/remote/" (live.meta.id_text) } { (t!(texts, "back-to-remote")) } }
            main { h1 { (title) } (content) }
        }
    };
    let sheet = &outfit_of(Hand::Remote, live).sheet;
    Page { texts, title, sheet, script: None, refresh: None }.document(&body)
}

/// `POST /remote/{session}`: a button of the remote.
pub async fn press(
    asker: Asker,
    Path(id): Path<String>,
    Query(back): Query<Back>,
    Fields(fields): Fields,
) -> Answer {
    let session = asker.session(&id).await?;
    let role = asker.commands(session.meta.id)?;
    let done = if fields.iter().any(|(name, value)| name == "do" && value == MEASURE) {
        session.measure().await
    } else {
        let control = asker.check(commands::read(wish(&fields)))?;
        asker.may(role, &control)?;
        session.command(Command::Control(control)).await
    };
    asker.check(done)?;
    if asker.wants_json {
        return Ok(reply(json!({})));
    }
    Ok(Redirect::to(&back.below(&format!("/remote/{id}"))).into_response())
}

/// `extend 60`, `goto a45-quiz`, `stage blank`: the button's value, in the shape of the API.
fn wish(fields: &[(String, String)]) -> Map<String, Value> {
    let mut wish: Map<String, Value> = Map::new();
    if let Some((_, act)) = fields.iter().find(|(name, value)| name == "do" && value.starts_with("group ")) {
        return groups::wish(act.trim_start_matches("group "), fields);
    }
    if let Some(wish) =
        fields.iter().filter(|(name, _)| name == "do").find_map(|(_, act)| moderation::wish(act, fields))
    {
        return wish;
    }
    for (name, value) in fields {
        let (command, rest) = value.split_once(' ').unwrap_or((value, ""));
        if name != "do" {
            continue;
        }
        wish.insert("command".into(), command.into());
        match command {
            "extend" => wish.insert("seconds".into(), rest.parse::<u32>().unwrap_or(60).into()),
            "goto" | "skip" => wish.insert("step".into(), rest.into()),
            "stage" => wish.insert("show".into(), rest.into()),
            "phase" => wish.insert("index".into(), rest.parse::<u16>().map_or(Value::Null, Value::from)),
            "share" => wish.insert("open".into(), (rest == "true").into()),
            "linger" => {
                let (step, open) = rest.split_once(' ').unwrap_or((rest, "true"));
                wish.insert("open".into(), (open == "true").into());
                wish.insert("step".into(), step.into())
            }
            "hint" => {
                let (group, puzzle) = rest.split_once(' ').unwrap_or((rest, ""));
                wish.insert("puzzle".into(), puzzle.into());
                wish.insert("group".into(), group.parse::<u16>().map_or(Value::Null, Value::from))
            }
            "answer" => answer_for(&mut wish, rest, fields),
            _ => None,
        };
    }
    wish
}

/// `answer 2 code`: for a group, under this key; the form's other fields are the value.
fn answer_for(wish: &mut Map<String, Value>, rest: &str, fields: &[(String, String)]) -> Option<Value> {
    let (group, key) = rest.split_once(' ').unwrap_or((rest, ""));
    let value: Map<String, Value> = fields
        .iter()
        .filter(|(name, _)| name != "do")
        .map(|(name, text)| (name.clone(), json!(text)))
        .collect();
    wish.insert("value".into(), Value::Object(value));
    wish.insert("key".into(), key.into());
    wish.insert("group".into(), group.parse::<u16>().map_or(Value::Null, Value::from))
}

/// What the remote shows.
pub fn fragment(shared: &Shared, live: &Live, now: Timestamp) -> Markup {
    let texts = shared.texts(&live.meta.lang);
    let room = shared.room(&live.meta.code);
    let on = view(shared, live, &room, now, None).map(|view| View { facilitator: true, ..view });
    html! {
        header {
            (brand())
            span { (t!(texts, "in-the-room", n = live.state.seats.len())) " · " (used(live, now)) }
        }
        main data-look=[outfit_of(Hand::Remote, live).look.as_deref()] {
            @if shared.health.is_low() { p.problem role="alert" { (t!(texts, "disk-low")) } }
            @if live.meta.rehearsal.is_some() { p.notice { (t!(texts, "rehearsal-notice")) } }
            @match (&on, live.state.status) {
                (_, Status::Lobby) => (lobby(texts, &room)),
                (_, Status::Ended) => { h1 { (t!(texts, "ended")) } p { (t!(texts, "ended-remote")) } (share(texts, live)) },
                (Some(view), _) => (step(texts, live, view)),
                (None, _) => {},
            }
            @if on.is_none() || live.state.status == Status::Ended { (controls(texts, live)) }
            @if on.is_some() && live.state.status != Status::Ended { (upcoming(texts, live)) }
            (moderation::panel(texts, live))
            p.beside {
                a href={ "/remote/" (live.meta.id_text) "/groupes" } { (t!(texts, "groups")) @if let Some(groups) = &live.state.groups { " · " (groups.list.len()) } }
                a href={ "/remote/" (live.meta.id_text) "/etapes" } { (t!(texts, "all-steps")) }
            }
        }
        (big_button(texts, live, on.as_ref()))
    }
}

/// `14:07 sur 45`: counted on by the page's script.
fn used(live: &Live, now: Timestamp) -> Markup {
    let spent: i64 = (0..live.workshop.steps().len()).map(|step| live.state.spent(step, now)).sum();
    let running = live.state.since.is_some();
    html! {
        b data-used=(spent) data-since=(if running { now.0 } else { 0 }) { (parts::mmss(spent)) }
        "\u{a0}/\u{a0}" (figures::french::number(live.workshop.plan().minutes)) "\u{a0}min"
    }
}

fn lobby(texts: &Texts, room: &activities::Room) -> Markup {
    html! {
        h1 { (t!(texts, "lobby")) }
        p { (t!(texts, "lobby-remote")) }
        p.card { (room.address) " · " b.code-small { (room.code) } }
    }
}

fn step(texts: &Texts, live: &Live, view: &View<'_>) -> Markup {
    let place = live.state.position.expect("a step is on");
    let (index, _) = live.state.place(&live.workshop, view.step);
    let slide = live.workshop.slide(view.step, place.screen);
    let asks = live.workshop.rules(view.step).traits().answers;
    html! {
        div.row.between {
            h1 { (index + 1) ". " (view.plan().title) }
            span.tag { (phase(texts, live, view, asks)) (parts::clock_after(view)) }
        }
        @if live.state.stage != Stage::Step { p.notice { (t!(texts, &format!("stage-shows-{}", live.state.stage.as_str()))) } }
        p.small {
            (kind_title(texts, &view.plan().kind))
            @if let Some(slide) = slide { " · " (t!(texts, "screen-of", n = place.screen + 1, of = live.workshop.screens(view.step))) " · " (slide.title) }
        }
        @if asks {
            div.card {
                div.row.between {
                    b { (t!(texts, "n-of", n = view.round().answered, of = live.state.expected(&live.workshop, view.step))) }
                    @if !view.revealed() { span.small { (t!(texts, "room-does-not-see")) } }
                }
                (activities::remote(view))
                @if !view.round().late.is_empty() { p.small { (t!(texts, "late-answers", n = view.round().late.len())) } }
            }
        } @else {
            @let shown = activities::remote(view);
            @if !shown.0.is_empty() { div.card { (shown) } }
        }
        (stretches(texts, live, view))
        (controls(texts, live))
        @if live.workshop.rules(view.step).traits().lingers { (linger(texts, live, view.step)) }
        @if let Some(slide) = slide { @if !slide.notes.is_empty() { div.note { (view.figure_text(&slide.notes)) } } }
        @if !view.plan().notes.is_empty() { div.note { (view.figure_text(&view.plan().notes)) } }
        @if let Some(paper) = &view.plan().paper { details #paper { summary { (t!(texts, "on-paper")) } p { (paper) } } }
    }
}

/// The phases of a step that has several, each with its button.
fn stretches(texts: &Texts, live: &Live, view: &View<'_>) -> Markup {
    let all = live.workshop.rules(view.step).stretches(live.state.group_count());
    let now = usize::from(view.step_state().stretch);
    let names = activities::stretch_names(view);
    html! {
        @if !all.is_empty() {
            form.ctl method="post" action={ "/remote/" (live.meta.id_text) } data-form {
                @for (index, stretch) in all.iter().enumerate() {
                    button.btn.quiet type="submit" name="do" value={ "phase " (index) } aria-pressed=(index == now) {
                        @let time = parts::mmss(i64::from(stretch.seconds) * 1000);
                        @if let Some(name) = names.get(index) { (t!(texts, "phase-named", name = name.as_str(), time = time)) } @else { (t!(texts, "phase-n", n = index + 1, time = time)) }
                    }
                }
            }
        }
    }
}

/// Whether participants may read the report.
fn share(texts: &Texts, live: &Live) -> Markup {
    let shared = live.state.report_shared;
    let label = if shared { "report-unshare" } else { "report-share" };
    html! {
        form method="post" action={ "/remote/" (live.meta.id_text) } data-form {
            p.small { (t!(texts, if shared { "report-is-shared" } else { "report-is-not-shared" })) }
            button.btn.quiet type="submit" name="do" value={ "share " (!shared) } aria-pressed=(shared) { (t!(texts, label)) }
        }
    }
}

/// Whether the step stays open after the session.
pub fn linger(texts: &Texts, live: &Live, step: usize) -> Markup {
    let open = live.state.lingering.contains(&step);
    let label = if open { "linger-stop" } else { "linger" };
    html! {
        form.ctl method="post" action={ "/remote/" (live.meta.id_text) } data-form {
            button.btn.quiet type="submit" name="do" value={ "linger " (live.workshop.step(step).id) " " (!open) } aria-pressed=(open) { (t!(texts, label)) }
        }
    }
}

fn phase(texts: &Texts, live: &Live, view: &View<'_>, asks: bool) -> Markup {
    let word = match (live.state.status, asks) {
        (Status::Paused, _) => "paused-short",
        (_, false) => "phase-showing",
        _ => match view.phase() {
            Phase::Open => "phase-open",
            Phase::Closed => "phase-closed",
            Phase::Revealed => "phase-revealed",
        },
    };
    html! { (t!(texts, word)) }
}

/// All that is possible now, but for what the big button does.
fn controls(texts: &Texts, live: &Live) -> Markup {
    let allowed = allowed(&live.state, &live.workshop);
    let big = big(live).map(|(wish, _)| wish);
    let can = |name: CommandName| allowed.contains(&name) && big != Some(name.as_str());
    let blank = live.state.stage == Stage::Blank;
    let join = live.state.stage == Stage::Join;
    let measures = live.state.position.is_some_and(|place| live.workshop.rules(place.step).measures());
    html! {
        form.ctl method="post" action={ "/remote/" (live.meta.id_text) } data-form {
            @if can(CommandName::Previous) { (button("previous", &t!(texts, "do-previous"))) }
            @if can(CommandName::Reveal) { (button("reveal", &t!(texts, "do-reveal"))) }
            @if can(CommandName::Close) { (button("close", &t!(texts, "do-close"))) }
            @if can(CommandName::Reopen) { (button("reopen", &t!(texts, "do-reopen"))) }
            @if can(CommandName::Round) { (button("round", &t!(texts, "do-round"))) }
            @if can(CommandName::Extend) { (button("extend 60", &t!(texts, "do-minute"))) }
            @if can(CommandName::Next) { (button("next", &t!(texts, "do-next"))) }
            @if measures { (button(MEASURE, &t!(texts, "do-measure"))) }
            @if blank { (button("stage step", &t!(texts, "do-show"))) } @else { (button("stage blank", &t!(texts, "do-blank"))) }
            @if join { (button("stage step", &t!(texts, "do-join-off"))) } @else { (button("stage join", &t!(texts, "do-join"))) }
            @if can(CommandName::Pause) { (button("pause", &t!(texts, "do-pause"))) }
            @if can(CommandName::Resume) { (button("resume", &t!(texts, "do-resume"))) }
            @if can(CommandName::End) {
                button.btn.quiet type="submit" name="do" value="end" data-confirm=(t!(texts, "do-end-sure")) { (t!(texts, "do-end")) }
            }
        }
    }
}

fn button(wish: &str, label: &str) -> Markup {
    html! { button.btn.quiet type="submit" name="do" value=(wish) { (label) } }
}

fn upcoming(texts: &Texts, live: &Live) -> Markup {
    let next = following(live);
    html! {
        p.small {
            @match next {
                Some(next) => {
                    @let plan = live.workshop.step(next);
                    (t!(texts, "then")) " " b { (plan.title) }
                    @if plan.minutes > 0.0 { ", " (figures::french::number(plan.minutes)) "\u{a0}min" }
                },
                None => (t!(texts, "last-one")),
            }
        }
    }
}

/// The step that `next` will come to.
fn following(live: &Live) -> Option<usize> {
    let here = live.state.position?.step;
    live.state.path(&live.workshop).find(|&other| other > here && !live.state.skipped.contains(&other))
}

/// All steps, to jump to any of them; the present one and the next can be passed over. Of a step that has several items,
/// those are listed while it is on, and else the step as one.
fn path(texts: &Texts, live: &Live, now: Timestamp) -> Markup {
    let here = live.state.position.map(|place| live.workshop.siblings(place.step)).unwrap_or_default();
    // What can be passed over is the content step that is on, said at the item that is, and the first item of the next one.
    let next = following(live).filter(|next| !here.contains(next));
    let on = live.state.position.map(|place| place.step);
    let skippable: Vec<usize> =
        [on, next].into_iter().flatten().filter(|_| live.state.status == Status::Running).collect();
    let rows = (0..live.workshop.steps().len()).filter_map(|index| {
        let whole = live.workshop.siblings(index);
        if here.contains(&index) { Some(index..index + 1) } else { (whole.start == index).then_some(whole) }
    });
    html! {
        form.path method="post" action={ "/remote/" (live.meta.id_text) } {
            ol { @for row in rows { @let can_skip = skippable.contains(&row.start); (path_row(texts, live, now, row, can_skip)) } }
        }
    }
}

/// One item of a step, or the whole of it.
fn path_row(texts: &Texts, live: &Live, now: Timestamp, row: Range<usize>, can_skip: bool) -> Markup {
    let state = &live.state;
    let plan = live.workshop.step(row.start);
    let here = state.position.is_some_and(|place| row.contains(&place.step));
    let reached = row.clone().any(|step| state.steps[step].reached);
    let spent: i64 = row.clone().map(|step| state.spent(step, now)).sum();
    let optional = plan.optional && !state.inserted.contains(&row.start);
    let skipped = row.clone().all(|step| state.skipped.contains(&step));
    let can_jump = matches!(state.status, Status::Running | Status::Lobby);
    let part = plan.part.as_ref();
    let title =
        part.filter(|part| row.len() > 1 && !part.title.is_empty()).map_or(&plan.title, |part| &part.title);
    html! {
        li aria-current=[here.then_some("step")] class=[skipped.then_some("skipped")] {
            button.jump type="submit" name="do" value={ "goto " (plan.id) } disabled[!can_jump] {
                (title)
                @if row.len() > 1 { " · " (t!(texts, "path-items", n = row.len())) }
                @else if let Some(part) = part { " " (part.index + 1) "/" (part.count) }
                @if optional { " · " (t!(texts, "optional")) }
                @if reached { " · " (parts::mmss(spent)) }
                @if plan.minutes > 0.0 { " / " (figures::french::number(plan.minutes)) "\u{a0}min" }
            }
            @if can_skip {
                button.skip type="submit" name="do" value={ "skip " (part.map_or(plan.id.as_str(), |part| part.of.as_str())) } { (t!(texts, "do-skip")) }
            }
        }
    }
}

/// What the big button will do, and what it says.
fn big(live: &Live) -> Option<(&'static str, &'static str)> {
    let state = &live.state;
    let here = state.position.map(|place| place.step);
    let unrevealed = here.is_some_and(|step| {
        live.workshop.rules(step).traits().answers
            && state.steps[step].phase != Phase::Revealed
            && state.on_own_screen(&live.workshop)
    });
    Some(match state.status {
        Status::Lobby => ("start", "big-start"),
        Status::Paused => ("resume", "big-resume"),
        Status::Ended => return None,
        Status::Running if unrevealed && next_stretch(live).is_some() => ("phase", "big-phase"),
        Status::Running if unrevealed => ("reveal", "big-reveal"),
        Status::Running if at_the_end(live) => ("end", "big-end"),
        Status::Running => ("next", "big-next"),
    })
}

fn big_button(texts: &Texts, live: &Live, on: Option<&View<'_>>) -> Markup {
    let Some((wish, label)) = big(live) else { return html! {} };
    html! {
        form.next method="post" action={ "/remote/" (live.meta.id_text) } data-form {
            button.btn.leaf type="submit" name="do" value={ (wish) @if wish == "phase" { " " (next_stretch(live).unwrap_or_default()) } } data-confirm=[(wish == "end").then(|| t!(texts, "do-end-sure"))] {
                @if let Some(name) = on.filter(|_| wish == "phase").and_then(|view| next_name(live, view)) { (t!(texts, "big-phase-named", name = name)) } @else { (t!(texts, label)) }
                span aria-hidden="true" { "\u{2002}→" }
            }
        }
    }
}

/// What the next phase is called.
fn next_name(live: &Live, view: &View<'_>) -> Option<String> {
    activities::stretch_names(view).into_iter().nth(next_stretch(live)?)
}

/// The phase that comes after the present one, where the step has several.
fn next_stretch(live: &Live) -> Option<usize> {
    let step = live.state.position?.step;
    let next = usize::from(live.state.steps[step].stretch) + 1;
    (next < live.workshop.rules(step).stretches(live.state.group_count()).len()).then_some(next)
}

/// Whether `next` would find nothing more.
fn at_the_end(live: &Live) -> bool {
    let state = &live.state;
    state.position.is_some_and(|place| {
        let more =
            state.path(&live.workshop).any(|other| other > place.step && !state.skipped.contains(&other));
        !more
            && place.screen + 1 >= live.workshop.screens(place.step)
            && place.point >= state.points(&live.workshop, place.step, place.screen)
    })
}
