//! How to come in, and the life-cycle wheel: drawings of the house.

use maud::{Markup, PreEscaped, html};
use texts::t;

use crate::View;

/// Wifi, address, code and the square to aim at.
pub fn how_to_join(view: &View<'_>, title: &str) -> Markup {
    let room = view.room;
    html! {
        main.lobby {
            div.way-in {
                p.brand { (brand()) }
                h1 class=(super::size(title)) { (title) }
                ol.way {
                    @if let Some(wifi) = &room.wifi { li { (t!(view.texts, "join-wifi")) " " b { (wifi) } } }
                    li { (t!(view.texts, "join-address")) " " b { (room.address) } }
                    li { (t!(view.texts, "join-code")) }
                }
                p.joincode { (room.code) }
            }
            div.squares {
                @if let Some(qr) = &room.wifi_qr { figure.wifi { (PreEscaped(qr)) figcaption { (t!(view.texts, "join-wifi-aim")) } } }
                figure { (PreEscaped(&room.qr)) figcaption { (t!(view.texts, if room.wifi_qr.is_some() { "join-aim-then" } else { "join-aim" })) } }
            }
        }
    }
}

/// The mark: a safe's dial that is also a leaf.
pub fn brand() -> Markup {
    html! {
        svg.logo viewBox="0 0 40 40" aria-hidden="true" {
            circle cx="20" cy="20" r="17" fill="none" stroke="currentColor" stroke-width="3.4" {}
            path.leaf d="M20 8c8 4 10 12 0 24C10 20 12 12 20 8z" {}
        }
        "Bisou"
    }
}

/// The six stages of a life, in four phases, as a ring to read clockwise.
pub fn wheel(view: &View<'_>) -> Markup {
    const STAGES: [(&str, &str); 6] = [
        ("extraction", "birth"),
        ("production", "birth"),
        ("transport", "birth"),
        ("use", "life"),
        ("end", "death"),
        ("second-life", "rebirth"),
    ];
    html! {
        svg.wheel viewBox="-240 -118 480 236" role="img" aria-label=(t!(view.texts, "wheel-label")) {
            @for (index, (stage, phase)) in STAGES.iter().enumerate() {
                @let (from, to) = (corner(index as f64, 96.0), corner(index as f64 + 1.0, 96.0));
                @let (inner_to, inner_from) = (corner(index as f64 + 1.0, 48.0), corner(index as f64, 48.0));
                path class=(phase) d={ "M" (from) "A96 96 0 0 1 " (to) "L" (inner_to) "A48 48 0 0 0 " (inner_from) "z" } {}
                @let (x, y, anchor) = label_place(index as f64 + 0.5);
                text x=(x) y=(y) text-anchor=(anchor) { (t!(view.texts, &format!("wheel-{stage}"))) }
            }
        }
    }
}

/// A point of the ring; `sixth` 0 is at the top, clockwise.
fn corner(sixth: f64, radius: f64) -> String {
    let angle = sixth * std::f64::consts::FRAC_PI_3 - std::f64::consts::FRAC_PI_2;
    format!("{:.1} {:.1}", radius * angle.cos(), radius * angle.sin())
}

fn label_place(sixth: f64) -> (String, String, &'static str) {
    let angle = sixth * std::f64::consts::FRAC_PI_3 - std::f64::consts::FRAC_PI_2;
    let anchor = if angle.cos() > 0.1 { "start" } else { "end" };
    (format!("{:.1}", 106.0 * angle.cos()), format!("{:.1}", 104.0 * angle.sin() + 5.0), anchor)
}
