//! The facilitator's laptop, before and after.

use axum::response::{IntoResponse, Redirect, Response};
use content::{Pack, WorkshopDoc};
use jiff::tz::TimeZone;
use maud::{Markup, PreEscaped, html};
use store::{SessionId, SessionRow};
use texts::{Texts, t};
use workshop::{Command, Control, PlanStep, Status};

use super::{Page, brand, print};
use crate::api::pairings::{Paired, pair};
use crate::app::{Shared, Wish};
use crate::assets::{Sheet, sheet};
use crate::net::Wifi;
use crate::problem::Problem;
use crate::qr;
use crate::request::{Answer, Asker, Fields, Path};
use crate::session::{Handle, Meta, Rehearsal};

/// Simulated participants of a rehearsal started from the desk.
const CLASS: u32 = 24;
/// The most bytes of a wifi's name and of its password (IEEE 802.11).
const WIFI_NAME_MAX: usize = 32;
const WIFI_PASSWORD_MAX: usize = 63;

fn document(texts: &Texts, title: &str, shared: &Shared, content: &Markup) -> Response {
    let body = html! {
        body.desk {
            header {
                (brand())
                nav {
                    a href="/desk" { (t!(texts, "nav-workshops")) }
                    a href="/desk#seances" { (t!(texts, "nav-sessions")) }
                    a href="/chiffres" { (t!(texts, "figures-nav")) }
                    a href="/bisou" { (t!(texts, "bisou-alone")) }
                    a href="/donnees" { (t!(texts, "your-data")) }
                }
            }
            main {
                @if shared.health.is_low() { p.problem role="alert" { (t!(texts, "disk-low")) } }
                (content)
            }
        }
    };
    Page { texts, title, sheet: sheet(Sheet::Desk), script: None, refresh: None }.document(&body)
}

/// `GET /desk`
pub async fn page(asker: Asker) -> Answer {
    asker.host()?;
    let (shared, texts) = (&asker.app.shared, asker.texts);
    let rows = asker.check(shared.store.sessions())?;
    let content = html! {
        h1 { (t!(texts, "desk-title")) }
        @if rows.is_empty() { ol.first { @for step in 1..=3 { li { (t!(texts, &format!("desk-first-{step}"))) } } } }
        @else { p.small { (t!(texts, "desk-lead")) } }
        div.grid { @for pack in packs(shared) { @for workshop in pack.workshops() { (card(shared, pack, workshop, texts)) } } }
        h2 #seances { (t!(texts, "desk-sessions")) }
        (sessions(texts, &rows))
        p.small { (t!(texts, "desk-kept")) }
    };
    Ok(document(texts, &t!(texts, "desk"), shared, &content))
}

fn packs(shared: &Shared) -> Vec<&Pack> {
    let own = shared.library.pack(&shared.lang);
    match own {
        Some(pack) => vec![pack],
        None => shared.library.langs().into_iter().filter_map(|lang| shared.library.pack(lang)).collect(),
    }
}

fn card(shared: &Shared, pack: &Pack, workshop: &WorkshopDoc, texts: &Texts) -> Markup {
    let levels: Vec<String> =
        workshop.levels.iter().map(|level| t!(texts, &format!("level-{level}")).into_owned()).collect();
    html! {
        section.card.ws {
            div.row.between { span.tag { (levels.join(", ")) } b { (workshop.minutes) "\u{a0}min" } }
            h2 { (workshop.title) }
            p.small { (workshop.summary) }
            (strip(texts, workshop))
            details {
                summary { (t!(texts, "desk-steps")) }
                ol.steps {
                    @for step in &workshop.steps {
                        li { (step.title) " · " (figures::french::number(step.minutes)) "\u{a0}min" @if step.optional { " · " (t!(texts, "optional")) } }
                    }
                }
                @if !workshop.material.is_empty() { h3 { (t!(texts, "desk-material")) } ul { @for item in &workshop.material { li { (item) } } } }
                @if let Some(links) = print::links(shared, &activities::freeze(workshop, pack), None) { h3 { (t!(texts, "print")) } (links) }
            }
            form.row method="post" action="/desk/start" {
                input type="hidden" name="workshop" value=(workshop.id);
                button.btn.leaf type="submit" { (t!(texts, "desk-start")) }
                button.btn.quiet type="submit" name="rehearsal" value="1" { (t!(texts, "desk-rehearse")) }
            }
        }
    }
}

/// The steps as a strip, each as long as its minutes.
fn strip(texts: &Texts, workshop: &WorkshopDoc) -> Markup {
    let steps: Vec<f64> =
        workshop.steps.iter().filter(|step| !step.optional).map(|step| step.minutes).collect();
    let total: f64 = steps.iter().sum();
    let mut before = 0.0;
    let parts = steps.iter().enumerate().map(|(index, minutes)| {
        let x = 100.0 * before / total;
        before += minutes;
        (index % 5, format!("{x:.2}%"), format!("{:.2}%", (100.0 * minutes / total - 0.6).max(0.4)))
    });
    let parts: Vec<_> = parts.collect();
    html! {
        svg.minutes role="img" aria-label=(t!(texts, "desk-strip", n = steps.len())) {
            @for (colour, x, width) in &parts { rect class={ "c" (colour) } x=(x) width=(width) height="100%" rx="2" {} }
        }
    }
}

fn sessions(texts: &Texts, rows: &[SessionRow]) -> Markup {
    if rows.is_empty() {
        return html! { p { (t!(texts, "desk-none")) } };
    }
    html! {
        div.scroll { table {
            thead { tr {
                th { (t!(texts, "col-date")) } th { (t!(texts, "col-workshop")) } th.r { (t!(texts, "col-people")) }
                th.r { (t!(texts, "col-answers")) } th { span.sr { (t!(texts, "col-actions")) } }
            } }
            tbody { @for row in rows.iter().take(50) { tr {
                td { (day(row.created_at)) }
                td { a href={ "/desk/s/" (row.id) } { (row.title) } @if row.rehearsal.is_some() { " " span.tag { (t!(texts, "rehearsal")) } } }
                td.r { (row.joined) } td.r { (row.answers) }
                td.r {
                    @if row.status == "ended" { a href={ "/api/v1/sessions/" (row.id) "/report.html" } { (t!(texts, "report")) } }
                    @else { a href={ "/desk/s/" (row.id) } { (t!(texts, "desk-resume")) } }
                }
            } } }
        } }
    }
}

/// `24/11/2026 14:05`, in the machine's time zone.
fn day(ms: i64) -> String {
    let Ok(at) = jiff::Timestamp::from_millisecond(ms) else { return String::new() };
    at.to_zoned_datetime(TimeZone::system()).strftime("%d/%m/%Y %H:%M").to_string()
}

/// `POST /desk/start`
pub async fn start(asker: Asker, fields: Fields) -> Answer {
    asker.host()?;
    let rehearsal = fields.get("rehearsal").map(|_| Rehearsal { participants: CLASS, seed: 1, speed: 1.0 });
    let workshop = fields.get("workshop").unwrap_or_default().to_owned();
    let made = asker.check(asker.app.create(Wish { workshop, title: None, rehearsal }).await)?;
    let session = made.ok_or_else(|| asker.fail(Problem::not_found()))?;
    Ok(Redirect::to(&format!("/desk/s/{}", session.meta.id_text)).into_response())
}

/// `GET /desk/s/{session}`
pub async fn session(asker: Asker, Path(id): Path<String>) -> Answer {
    asker.host()?;
    let session = asker.session(&id).await?;
    console(&asker, &session, None).await
}

/// `POST /desk/s/{session}/pair`: a square that makes a phone the remote.
pub async fn pairing(asker: Asker, Path(id): Path<String>) -> Answer {
    asker.host()?;
    let session = asker.session(&id).await?;
    let (url, _) = pair(&asker, &session, Paired::Remote);
    console(&asker, &session, Some(&url)).await
}

async fn console(asker: &Asker, session: &Handle, pairing: Option<&str>) -> Answer {
    let (shared, texts) = (&asker.app.shared, asker.texts);
    let (status, people, answers, after, is_shared) = asker.check(
        session
            .read(|live, _| {
                let state = &live.state;
                let after = state
                    .afterwards(&live.workshop)
                    .map(|step| (live.workshop.step(step).clone(), state.lingering.contains(&step)));
                (state.status, state.seats.len(), state.answers(), after, state.report_shared)
            })
            .await,
    )?;
    let plan = asker.check(session.read(|live, _| live.workshop.plan().clone()).await)?;
    let meta = &session.meta;
    let content = html! {
        h1 { (meta.title) }
        p { span.tag { (t!(texts, &format!("status-{}", status.as_str()))) } " " (t!(texts, "room-people", n = people)) " · " (t!(texts, "answers-n", n = answers))
            @if meta.rehearsal.is_some() { " · " span.tag { (t!(texts, "rehearsal")) } } }
        div.grid.console {
            @if status != Status::Ended { (to_lead(asker, meta, pairing)) }
            @if let Some((step, open)) = &after { (afterwards(shared, texts, &meta.id_text, step, *open)) }
            @if let Some(links) = print::links(shared, &plan, Some(&meta.id_text)) { section.card { h2 { (t!(texts, "print")) } (links) } }
            (to_keep(texts, meta, is_shared))
        }
    };
    Ok(document(texts, &meta.title, shared, &content))
}

/// A debate that can go on after the session.
fn afterwards(shared: &Shared, texts: &Texts, id: &str, step: &PlanStep, open: bool) -> Markup {
    let (link, square) = shared.afterwards(id);
    html! {
        section.card {
            h2 { (step.title) }
            p { (t!(texts, if open { "console-lingers" } else { "console-lingers-not" })) }
            @if open { figure.qr { (PreEscaped(square)) figcaption { (link) } } }
            form method="post" action={ "/desk/s/" (id) "/linger" } {
                input type="hidden" name="step" value=(step.id);
                button.btn.quiet type="submit" name="open" value=(!open) { (t!(texts, if open { "linger-stop" } else { "linger" })) }
            }
        }
    }
}

/// Screen, remote and the way in.
fn to_lead(asker: &Asker, meta: &Meta, pairing: Option<&str>) -> Markup {
    let (texts, id) = (asker.texts, &meta.id_text);
    let room = asker.app.shared.room(&meta.code);
    html! {
        section.card {
            h2 { (t!(texts, "console-show")) }
            ol.way {
                li { a.btn.leaf href={ "/stage/" (id) } target="_blank" rel="noopener" { (t!(texts, "console-stage")) } }
                li { a.btn.quiet href={ "/remote/" (id) } target="_blank" rel="noopener" { (t!(texts, "console-remote")) } }
            }
            p.small { (t!(texts, "console-keys")) }
        }
        section.card {
            h2 { (t!(texts, "console-phone")) }
            @match pairing {
                Some(url) => {
                    figure.qr { (PreEscaped(qr::svg(url))) figcaption { (t!(texts, "console-pair-once")) } }
                },
                None => {
                    p { (t!(texts, "console-pair-what")) }
                    form method="post" action={ "/desk/s/" (id) "/pair" } { button.btn.quiet type="submit" { (t!(texts, "console-pair")) } }
                },
            }
        }
        section.card {
            h2 { (t!(texts, "console-join")) }
            p.big { (room.address) br; b.code-small { (room.code) } }
            (addresses(asker, texts, id))
            (wifi(asker, texts, id))
        }
    }
}

/// The report, and how long all this is kept.
fn to_keep(texts: &Texts, meta: &Meta, is_shared: bool) -> Markup {
    let id = &meta.id_text;
    html! {
        section.card {
            h2 { (t!(texts, "report")) }
            ul.links {
                li { a href={ "/api/v1/sessions/" (id) "/report.html" } { (t!(texts, "report-read")) } }
                @for (format, name) in [("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON")] {
                    li { a href={ "/api/v1/sessions/" (id) "/report." (format) } { (name) } }
                }
            }
            form method="post" action={ "/desk/s/" (id) "/share" } {
                p.small { (t!(texts, if is_shared { "report-is-shared" } else { "report-is-not-shared" })) }
                button.btn.quiet type="submit" name="open" value=(!is_shared) { (t!(texts, if is_shared { "report-unshare" } else { "report-share" })) }
            }
            p.small { (t!(texts, "console-kept", date = day(meta.expires_at.0))) }
            details {
                summary { (t!(texts, "console-delete")) }
                p { (t!(texts, "console-delete-what")) }
                form method="post" action={ "/desk/s/" (id) "/delete" } { button.btn.quiet type="submit" { (t!(texts, "console-delete-sure")) } }
            }
        }
    }
}

/// `POST /desk/s/{session}/linger`
pub async fn linger(asker: Asker, Path(id): Path<String>, fields: Fields) -> Answer {
    asker.host()?;
    let session = asker.session(&id).await?;
    let step = fields.get("step").unwrap_or_default().to_owned();
    let open = fields.get("open") == Some("true");
    asker.check(session.command(Command::Control(Control::Linger { step, open })).await)?;
    Ok(Redirect::to(&format!("/desk/s/{id}")).into_response())
}

/// `POST /desk/s/{session}/share`
pub async fn share(asker: Asker, Path(id): Path<String>, fields: Fields) -> Answer {
    asker.host()?;
    let session = asker.session(&id).await?;
    let open = fields.get("open") == Some("true");
    asker.check(session.command(Command::Control(Control::Share { open })).await)?;
    Ok(Redirect::to(&format!("/desk/s/{id}")).into_response())
}

/// A choice when the machine has several addresses.
fn addresses(asker: &Asker, texts: &Texts, id: &str) -> Markup {
    let reach = asker.app.shared.reach.read().expect("nobody panics while holding the address").clone();
    if reach.public_url.is_some() || reach.candidates.len() < 2 {
        return html! {};
    }
    html! {
        form.row method="post" action={ "/desk/s/" (id) "/address" } {
            label { (t!(texts, "console-address")) " "
                select name="address" {
                    @for address in &reach.candidates { option value=(address) selected[*address == reach.address()] { (address) } }
                } }
            button.btn.quiet type="submit" { (t!(texts, "choose")) }
        }
    }
}

fn wifi(asker: &Asker, texts: &Texts, id: &str) -> Markup {
    let wifi = asker.app.shared.reach.read().expect("nobody panics while holding the address").wifi.clone();
    html! {
        details open[wifi.is_some()] {
            summary { (t!(texts, "console-wifi")) }
            form.stack method="post" action={ "/desk/s/" (id) "/wifi" } {
                label { (t!(texts, "wifi-name")) input type="text" name="name" maxlength=(WIFI_NAME_MAX) value=[wifi.as_ref().map(|wifi| &wifi.name)] autocomplete="off"; }
                label { (t!(texts, "wifi-password")) input type="text" name="password" maxlength=(WIFI_PASSWORD_MAX) value=[wifi.as_ref().map(|wifi| &wifi.password)] autocomplete="off"; }
                button.btn.quiet type="submit" { (t!(texts, "wifi-show")) }
                p.small { (t!(texts, "wifi-what")) }
            }
        }
    }
}

/// `POST /desk/s/{session}/address`
pub async fn address(asker: Asker, Path(id): Path<String>, fields: Fields) -> Answer {
    asker.host()?;
    let session = asker.session(&id).await?;
    let chosen = fields.get("address").and_then(|address| address.parse().ok());
    {
        let mut reach = asker.app.shared.reach.write().expect("nobody panics while holding the address");
        reach.chosen = chosen.filter(|address| reach.candidates.contains(address));
    }
    asker.app.redraw().await;
    Ok(Redirect::to(&format!("/desk/s/{}", session.meta.id_text)).into_response())
}

/// `POST /desk/s/{session}/wifi`: an empty name takes it off the lobby.
pub async fn set_wifi(asker: Asker, Path(id): Path<String>, fields: Fields) -> Answer {
    asker.host()?;
    let session = asker.session(&id).await?;
    let name = fields.get("name").unwrap_or_default();
    let password = fields.get("password").unwrap_or_default();
    if name.len() > WIFI_NAME_MAX
        || password.len() > WIFI_PASSWORD_MAX
        || name.chars().chain(password.chars()).any(char::is_control)
    {
        return Err(asker.fail(Problem::new(axum::http::StatusCode::UNPROCESSABLE_ENTITY, "wifi-refused")));
    }
    let wifi = (!name.is_empty()).then(|| Wifi { name: name.to_owned(), password: password.to_owned() });
    let kept = wifi.as_ref().map_or_else(String::new, |wifi| serde_json::to_string(wifi).expect("two texts"));
    asker.check(asker.app.shared.store.put_setting("wifi", &kept).await)?;
    asker.app.shared.reach.write().expect("nobody panics while holding the address").wifi = wifi;
    asker.app.redraw().await;
    Ok(Redirect::to(&format!("/desk/s/{}", session.meta.id_text)).into_response())
}

/// `POST /desk/s/{session}/delete`
pub async fn delete(asker: Asker, Path(id): Path<String>) -> Answer {
    asker.host()?;
    let id: SessionId = id.parse().map_err(|_| asker.fail(Problem::unknown_session()))?;
    asker.check(asker.app.delete(id).await)?;
    Ok(Redirect::to("/desk").into_response())
}
