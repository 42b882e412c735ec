//! The components that the kinds' views are made of. Charts are SVG with percentages as geometry: no `style=` anywhere.

pub mod answers;
pub mod figures;
pub mod groups;
pub mod histogram;
pub mod interval;
pub mod look;
pub mod phone;
pub mod pick;
pub mod picture;
pub mod room;
pub mod shape;
pub mod slide;
pub mod texts;
pub mod typed;
pub mod wheel;

use ::texts::t;
use maud::{Markup, html};
use workshop::Clock;

use crate::View;

/// A class that steps a long title down, so that nothing is ever cut: `t1` (short) to `t4` (very long).
pub fn size(text: &str) -> &'static str {
    match text.chars().count() {
        0..=46 => "t1",
        47..=86 => "t2",
        87..=140 => "t3",
        _ => "t4",
    }
}

/// A percentage as a geometry attribute: `42.3%`.
pub fn percent(share: f64) -> String {
    format!("{:.1}%", (share * 100.0).clamp(0.0, 100.0))
}

/// A share in words: `58 %`.
pub fn share(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "0\u{202f}%".into();
    }
    format!("{:.0}\u{202f}%", 100.0 * f64::from(part) / f64::from(whole))
}

/// A horizontal bar filled to a share.
pub fn track(share: f64) -> Markup {
    html! { svg.track aria-hidden="true" { rect width=(percent(share)) height="100%" {} } }
}

/// The time left of the step's clock: counted on by the page's script, which says aloud what is written for the
/// last minute and the last ten seconds. Without the script it stands still.
pub fn clock(view: &View<'_>) -> Markup {
    match view.step_state().clock {
        Clock::None => html! {},
        Clock::Until(end) => html! {
            time.clock data-ends=(end.0) data-60=(t!(view.texts, "a-minute-left")) data-10=(t!(view.texts, "ten-seconds-left")) { (mmss(end.since(view.now))) }
        },
        Clock::Left(left) => html! { time.clock.still { (mmss(left)) } },
    }
}

/// The time left behind what it belongs to: ` · 7:05`.
pub fn clock_after(view: &View<'_>) -> Markup {
    html! { @if view.step_state().clock != Clock::None { " · " (clock(view)) } }
}

/// `7:05`; hours are counted in minutes.
pub fn mmss(ms: i64) -> String {
    let seconds = (ms + 999) / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
