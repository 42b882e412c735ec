//! Pages: whole HTML documents that work by themselves; the scripts only add.

pub mod bisou;
pub mod calculate;
pub mod chains;
pub mod data;
pub mod desk;
pub mod entrance;
pub mod error;
pub mod figures;
pub mod groups;
pub mod moderation;
pub mod phone;
pub mod print;
pub mod questions;
pub mod reflex;
pub mod reminder;
pub mod remote;
pub mod stage;

use activities::{Room, View};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use texts::{Texts, t};
use workshop::{SeatNo, Status, Timestamp};

use crate::app::Shared;
use crate::assets::{Asset, Hand, Outfit, outfit};
use crate::session::Live;

/// The icon, in the page itself: one request less.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'%3E%3Ccircle cx='20' cy='20' r='17' fill='%23fbf8f1' stroke='%2316302b' stroke-width='3.4'/%3E%3Cpath d='M20 8c8 4 10 12 0 24C10 20 12 12 20 8z' fill='%231f7a4d'/%3E%3C/svg%3E";

/// What stands around the content of every page.
pub struct Page<'a> {
    /// The words.
    pub texts: &'a Texts,
    /// In the window's title, before « Bisou ».
    pub title: &'a str,
    /// Its stylesheet.
    pub sheet: &'static Asset,
    /// Its script, where it has one.
    pub script: Option<&'static Asset>,
    /// Without a script, the page is fetched again after so many seconds.
    pub refresh: Option<u32>,
}

impl Page<'_> {
    /// The document around a `<body>`.
    pub fn document(&self, body: &Markup) -> Response {
        let page = html! {
            (DOCTYPE)
            html lang=(self.texts.lang()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    title { (self.title) " · Bisou" }
                    link rel="icon" href=(PreEscaped(ICON));
                    link rel="stylesheet" href=(self.sheet.url());
                    @if let Some(script) = self.script { script defer src=(script.url()) {} }
                    @if let Some(seconds) = self.refresh { noscript { meta http-equiv="refresh" content=(seconds); } }
                }
                (body)
            }
        };
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        let cache = HeaderValue::from_static("no-store");
        ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], page.into_string()).into_response()
    }
}

/// The mark, as every header shows it.
pub fn brand() -> Markup {
    html! { span.brand { (activities::parts::room::brand()) } }
}

/// What stands above every page about figures: the mark, and the ways between them.
pub fn menu(texts: &Texts) -> Markup {
    html! {
        header.menu {
            (brand())
            (ways(texts))
        }
    }
}

/// The ways between the pages about figures.
fn ways(texts: &Texts) -> Markup {
    html! {
        nav aria-label=(t!(texts, "figures-menu")) {
            a href="/chiffres" { (t!(texts, "figures-nav")) }
            a href="/chiffres/chaines" { (t!(texts, "figures-chains")) }
            a href="/calculer" { (t!(texts, "figures-calculate")) }
        }
    }
}

/// `lang` of what the registry says, which is French, where the page is in another language.
pub fn registry_lang(texts: &Texts) -> Option<&'static str> {
    (texts.lang() != texts::DEFAULT).then_some(texts::DEFAULT)
}

/// Lines that the script fills: what it announces, what went wrong.
pub fn lines(texts: &Texts) -> Markup {
    html! {
        p.offline #offline role="status" hidden data-bye=(t!(texts, "server-stopped")) { (t!(texts, "reconnecting")) }
        p.problem #problem role="alert" hidden {}
        p.sr #say role="status" {}
    }
}

/// What a view of the step that is on is made of.
pub fn view<'a>(
    shared: &'a Shared,
    live: &'a Live,
    room: &'a Room,
    now: Timestamp,
    seat: Option<SeatNo>,
) -> Option<View<'a>> {
    let place = live.state.position?;
    Some(view_of(shared, live, room, now, place.step, seat))
}

/// What a view of any step is made of.
pub fn view_of<'a>(
    shared: &'a Shared,
    live: &'a Live,
    room: &'a Room,
    now: Timestamp,
    step: usize,
    seat: Option<SeatNo>,
) -> View<'a> {
    View {
        session: &live.meta.id_text,
        workshop: &live.workshop,
        state: &live.state,
        step,
        texts: shared.texts(&live.meta.lang),
        figures: shared.figures,
        links: ::figures::Links::Page,
        now,
        seat,
        room,
        part: "",
        page: "",
        facilitator: false,
    }
}

/// What a phone in somebody's hand is dressed in, by the step that it shows.
pub fn outfit_of(hand: Hand, live: &Live) -> &'static Outfit {
    let step = match live.state.status {
        Status::Ended => live.state.afterwards(&live.workshop),
        _ => live.state.position.map(|place| place.step),
    };
    outfit(hand, step.map(|step| live.workshop.step(step).kind.as_str()))
}

/// `?retour=plus/cartes`: to which page below a session's own a form leads back that was sent without a script.
#[derive(Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    retour: String,
    /// Which part of the step was open.
    #[serde(default)]
    e: String,
}

impl Back {
    /// The address below `base`; `base` itself where nothing was said, or no name of a page.
    pub fn below(&self, base: &str) -> String {
        let is_name = |text: &str, also: &str| {
            !text.is_empty() && text.chars().all(|sign| sign.is_ascii_alphanumeric() || also.contains(sign))
        };
        let page = if is_name(&self.retour, "/-") { format!("/{}", self.retour) } else { String::new() };
        let part = if is_name(&self.e, "-.") { format!("?e={}", self.e) } else { String::new() };
        format!("{base}{page}{part}")
    }
}

/// Where a seat's own answer to a step is kept by the page's script.
pub fn key(step: &str, rounds: usize) -> String {
    format!("{step}#{}", rounds - 1)
}
