//! The safe, drawn: a dial that is also a leaf, a lamp a digit, a door that swings open on a letter.

use maud::{Markup, html};
use texts::{Texts, t};
use workshop::Timestamp;

/// What has just happened is shown as a movement once, not again when the same screen is drawn again.
const JUST_MS: i64 = 1500;

/// A digit of the code, as far as somebody has got.
#[derive(Clone, Copy, Default)]
pub(super) struct Lamp {
    /// Since when its puzzle is solved.
    pub lit: Option<Timestamp>,
    /// What is to be seen on it, for those who have earned it.
    pub digit: Option<u8>,
}

/// The safe as it stands.
pub(super) struct Door<'a> {
    pub lamps: &'a [Lamp],
    /// Since when it is open.
    pub opened: Option<Timestamp>,
    pub now: Timestamp,
}

impl Door<'_> {
    fn is_new(&self, since: Option<Timestamp>) -> bool {
        since.is_some_and(|since| self.now.since(since) < JUST_MS)
    }

    /// The drawing.
    pub fn draw(&self, texts: &Texts) -> Markup {
        let open = self.opened.is_some();
        html! {
            svg.safe.new[self.is_new(self.opened)] viewBox="-62 0 302 232" role="img" aria-label=(self.told(texts)) {
                path.body d="M38 214h26v14H38zM176 214h26v14h-26z" {}
                rect.body x="20" y="8" width="200" height="210" rx="14" {}
                @if open { (within()) } @else { (self.closed()) }
            }
        }
    }

    fn closed(&self) -> Markup {
        let pitch = 26.min(160 / self.lamps.len().max(1));
        let first = 120.0 - (self.lamps.len() as f64 - 1.0) * pitch as f64 / 2.0;
        html! {
            rect.front x="32" y="20" width="176" height="186" rx="7" {}
            rect.groove x="40" y="28" width="160" height="170" rx="4" {}
            path.metal d="M26 46h12v30H26zM26 150h12v30H26z" {}
            @for (index, lamp) in self.lamps.iter().enumerate() {
                @let x = first + (index * pitch) as f64;
                circle.lamp.lit[lamp.lit.is_some()].new[self.is_new(lamp.lit)] cx=(x) cy="53" r=(pitch * 5 / 12) {}
                @if let Some(digit) = lamp.digit { text x=(x) y="58" { (digit) } }
            }
            circle.plate cx="120" cy="131" r="50" {}
            circle.notches cx="120" cy="131" r="42.5" {}
            path.leaf d="M120 99c22 12 28 36 0 64-28-28-22-52 0-64z" {}
            path.vein d="M120 117v54" {}
        }
    }

    /// For who does not see it.
    fn told(&self, texts: &Texts) -> String {
        if self.opened.is_some() {
            return t!(texts, "vault-door-open").into_owned();
        }
        let digits = self.lamps.iter().filter_map(|lamp| lamp.lit.and(lamp.digit));
        if digits.clone().next().is_none() {
            let lit = self.lamps.iter().filter(|lamp| lamp.lit.is_some()).count();
            return t!(texts, "vault-door-lamps", n = lit, of = self.lamps.len());
        }
        let signs: Vec<String> =
            self.lamps.iter().map(|lamp| lamp.digit.map_or("?".into(), |digit| digit.to_string())).collect();
        t!(texts, "vault-door-digits", digits = signs.join(" "))
    }
}

/// Light, a letter on a shelf, the door to the left.
fn within() -> Markup {
    html! {
        rect.light x="32" y="20" width="176" height="186" rx="7" {}
        path.rays d="M120 118 32 60V20h20zM120 118 84 20h30zM120 118l30-98h32zM120 118l88-50v32zM120 118l-88-8v36z" {}
        path.metal d="M32 168h176v5H32z" {}
        path.letter d="M86 88l50-12 24 9v83H86z" {}
        path.crease d="M86 128l50-6 24 3M136 76v92" {}
        path.scrawl d="M95 101l32-7M95 111l24-5M95 141l30-2M95 151l22-1" {}
        path.leaf d="M148 132c8 5 10 14 0 25-10-11-8-20 0-25z" {}
        g.swing {
            path.front d="M32 20-44 2v224l76-20z" {}
            path.groove d="M24 30-36 15v196l60-15z" {}
            path.edge d="M-44 2l-7 3v217l7 4z" {}
            path.metal d="M-51 50h-8v12h8zM-51 106h-8v12h8zM-51 162h-8v12h8z" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(lamps: &[Lamp], opened: Option<Timestamp>, now: i64) -> String {
        Door { lamps, opened, now: Timestamp(now) }.draw(texts::texts("fr")).into_string()
    }

    #[test]
    fn a_drawing_weighs_less_than_two_kilobytes() {
        let lit = Lamp { lit: Some(Timestamp(0)), digit: Some(7) };
        for opened in [None, Some(Timestamp(0))] {
            let drawn = drawn(&[lit; 8], opened, 9000);
            assert!(drawn.len() < 2048, "{} bytes", drawn.len());
        }
    }

    #[test]
    fn what_is_new_moves_once() {
        let lamps = [Lamp { lit: Some(Timestamp(1000)), digit: None }, Lamp::default()];
        assert!(drawn(&lamps, None, 1100).contains("lamp lit new"));
        assert!(!drawn(&lamps, None, 9000).contains("new"));
        assert!(drawn(&lamps, Some(Timestamp(9000)), 9001).contains("safe new"));
    }

    #[test]
    fn the_drawing_says_in_words_what_it_shows() {
        let lit = |digit| Lamp { lit: Some(Timestamp(0)), digit };
        assert!(drawn(&[lit(Some(5)), Lamp::default()], None, 9).contains("5 ?"));
        assert!(drawn(&[lit(None), Lamp::default()], None, 9).contains("1 chiffre trouvé sur 2"));
        assert!(drawn(&[Lamp::default()], Some(Timestamp(0)), 9).contains("ouvert"));
    }
}
