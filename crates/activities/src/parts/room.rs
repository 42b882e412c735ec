//! How to come in, and the mark of the house.

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
