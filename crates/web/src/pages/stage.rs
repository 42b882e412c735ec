//! The projector.

use activities::parts;
use maud::{Markup, PreEscaped, html};
use texts::{Texts, t};
use workshop::{Stage, Status, Timestamp};

use super::{Page, lines, view, view_of};
use crate::app::Shared;
use crate::assets::{Sheet, sheet, stage_script};
use crate::request::{Answer, Asker, Path};
use crate::session::Live;

/// `GET /stage/{session}`
pub async fn page(asker: Asker, Path(id): Path<String>) -> Answer {
    let session = asker.session(&id).await?;
    asker.commands(session.meta.id)?;
    let app = asker.app.clone();
    let read = session.read(move |live, now| {
        let texts = app.shared.texts(&live.meta.lang);
        let id = &live.meta.id_text;
        let body = html! {
            body.stage data-live={ "/live/" (id) "?view=stage&seen=" (live.state.seq) } data-commands={ "/api/v1/sessions/" (id) "/commands" } data-now=(now.0) {
                (lines(texts))
                div #view { (fragment(&app.shared, live, now)) }
                (keys(texts))
            }
        };
        Page { texts, title: &live.meta.title, sheet: sheet(Sheet::Stage), script: Some(stage_script()), refresh: Some(5) }.document(&body)
    });
    asker.check(read.await)
}

/// What the projector shows.
pub fn fragment(shared: &Shared, live: &Live, now: Timestamp) -> Markup {
    let texts = shared.texts(&live.meta.lang);
    let room = shared.room(&live.meta.code);
    let on = view(shared, live, &room, now, None);
    let state = &live.state;
    if state.stage == Stage::Blank {
        return html! { main.blank data-stage="blank" { h1.sr { (live.meta.title) } } };
    }
    let joins = state.stage == Stage::Join || on.is_none();
    let shown = match &on {
        _ if state.status == Status::Ended => {
            let goes_on = !state.lingering.is_empty();
            html! {
                main.big.centre {
                    h1.t1 { (t!(texts, "ended")) }
                    p.lead { (t!(texts, if goes_on { "lingers-stage" } else { "ended-stage" })) }
                    @if goes_on { div.squares { figure { (PreEscaped(shared.afterwards(&live.meta.id_text).1)) } } }
                }
            }
        }
        Some(view) if !joins => match state.being_answered() {
            Some(question) => {
                html! { main.big.centre { h1.kicker { (t!(texts, "question-now")) } (parts::texts::large(view, &question)) } }
            }
            None => activities::stage(view),
        },
        _ => how_to_join(shared, live, &room, now),
    };
    html! {
        div.screen data-stage=(state.stage.as_str()) data-lobby[state.status == Status::Lobby] {
            (shown)
            footer {
                @if joins {
                    span { b { (state.seats.len()) } " " (t!(texts, "people-in-the-room", n = state.seats.len())) }
                    span.sp {}
                    span.small { (t!(texts, "nothing-leaves")) }
                } @else {
                    (PreEscaped(&room.qr))
                    span.join { (room.address) " · " b { (room.code) } }
                    span.sp {}
                    @if state.status == Status::Paused { span.tag { (t!(texts, "paused-short")) } }
                    @if let Some(view) = &on { (counts(texts, live, view)) (parts::clock(view)) }
                }
                @if live.meta.rehearsal.is_some() { span.tag { (t!(texts, "rehearsal")) } }
            }
        }
    }
}

/// The way in, in large: also before the first step, when no step is on.
fn how_to_join(shared: &Shared, live: &Live, room: &activities::Room, now: Timestamp) -> Markup {
    let view = view_of(shared, live, room, now, 0, None);
    parts::room::how_to_join(&view, &live.meta.title)
}

/// How many have answered, or how many are in.
fn counts(texts: &Texts, live: &Live, view: &activities::View<'_>) -> Markup {
    let people = live.state.expected(&live.workshop, view.step);
    let traits = live.workshop.rules(view.step).traits();
    // What groups do is not one answer each: their own screen tells how far they are.
    let asks = traits.answers && !traits.sheets;
    let answered = view.round().answered;
    html! {
        @if !asks { span { (t!(texts, "room-people", n = live.state.seats.len())) } }
        @else if view.open() {
            span.meter {
                (t!(texts, "answers-of", n = answered, of = people))
                (parts::track(if people == 0 { 0.0 } else { f64::from(answered) / people as f64 }))
            }
        } @else { span { (t!(texts, "answers-of", n = answered, of = people)) } }
    }
}

fn keys(texts: &Texts) -> Markup {
    const KEYS: [(&str, &str); 9] = [
        ("→", "key-next"),
        ("←", "key-previous"),
        ("R", "key-reveal"),
        ("T", "key-minute"),
        ("B", "key-blank"),
        ("J", "key-join"),
        ("F", "key-full"),
        ("D", "key-dark"),
        ("S", "key-sources"),
    ];
    html! {
        aside.keys #keys hidden data-small {
            h2 { (t!(texts, "keys")) }
            dl { @for (key, text) in KEYS { dt { kbd { (key) } } dd { (t!(texts, text)) } } }
        }
    }
}
