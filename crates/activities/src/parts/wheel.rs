//! The life-cycle wheel: six stages in four phases, a ring to read clockwise.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use texts::{Texts, t};

use crate::placing::Place;

/// A stage of a life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LifeStage {
    /// Out of the earth.
    #[serde(rename = "extraction")]
    Extraction,
    /// In the factory.
    #[serde(rename = "production")]
    Production,
    /// On the way, and to whom.
    #[serde(rename = "transport")]
    Transport,
    /// As long as it serves.
    #[serde(rename = "utilisation")]
    Use,
    /// It serves no more.
    #[serde(rename = "fin-de-vie")]
    End,
    /// It, or what it is made of, serves again.
    #[serde(rename = "valorisation")]
    SecondLife,
}

impl Place for LifeStage {
    const ALL: &'static [Self] =
        &[Self::Extraction, Self::Production, Self::Transport, Self::Use, Self::End, Self::SecondLife];
    const UNKNOWN_CARD: &'static str = "unknown-card";
    const UNKNOWN_PLACE: &'static str = "unknown-stage";

    fn word(self) -> &'static str {
        match self {
            Self::Extraction => "extraction",
            Self::Production => "production",
            Self::Transport => "transport",
            Self::Use => "utilisation",
            Self::End => "fin-de-vie",
            Self::SecondLife => "valorisation",
        }
    }
}

impl LifeStage {
    /// Its phase.
    pub fn phase(self) -> Phase {
        match self {
            Self::Extraction | Self::Production | Self::Transport => Phase::Birth,
            Self::Use => Phase::Life,
            Self::End => Phase::Death,
            Self::SecondLife => Phase::Rebirth,
        }
    }

    /// What people call it.
    pub fn name(self, texts: &Texts) -> String {
        t!(texts, &format!("wheel-{}", self.word())).into_owned()
    }
}

/// A phase of a life: one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Until it is in somebody's hands.
    Birth,
    /// In somebody's hands.
    Life,
    /// Put away.
    Death,
    /// Back again.
    Rebirth,
}

impl Phase {
    /// In their order.
    pub const ALL: [Self; 4] = [Self::Birth, Self::Life, Self::Death, Self::Rebirth];

    /// Its class in the styles, and the end of its key in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::Birth => "birth",
            Self::Life => "life",
            Self::Death => "death",
            Self::Rebirth => "rebirth",
        }
    }

    /// What people call it.
    pub fn name(self, texts: &Texts) -> String {
        t!(texts, &format!("phase-{}", self.word())).into_owned()
    }

    /// Its stages.
    pub fn stages(self) -> impl Iterator<Item = LifeStage> {
        LifeStage::ALL.iter().copied().filter(move |stage| stage.phase() == self)
    }
}

/// From where to where the ring goes.
const HUB: f64 = 25.0;
const RIM: f64 = 100.0;
/// The names of the phases stand around the rim.
const AROUND: f64 = 106.0;

/// The ring. `fill` says how full each stage is, from the hub to the rim; `inside` is written in it.
pub fn ring(
    texts: &Texts,
    label: &str,
    fill: impl Fn(LifeStage) -> f64,
    inside: impl Fn(LifeStage) -> Markup,
) -> Markup {
    html! {
        svg.ring viewBox="-120 -120 240 240" role="img" aria-label=(label) {
            @for &stage in LifeStage::ALL {
                @let at = stage.index() as f64;
                @let share = fill(stage).clamp(0.0, 1.0);
                path class={ "pale " (stage.phase().word()) } d=(sector(at, HUB, RIM)) {}
                @if share > 0.0 { path class={ "full " (stage.phase().word()) } d=(sector(at, HUB, HUB + share * (RIM - HUB))) {} }
                (inside(stage))
            }
            (phases(texts))
        }
    }
}

/// The ring behind buttons that say and do what it shows.
pub fn behind(texts: &Texts) -> Markup {
    html! {
        svg.ring viewBox="-120 -120 240 240" aria-hidden="true" {
            @for &stage in LifeStage::ALL {
                path class={ "pale " (stage.phase().word()) } d=(sector(stage.index() as f64, HUB, RIM)) {}
            }
            (phases(texts))
        }
    }
}

/// The names of the phases, each along the rim, never on its head.
fn phases(texts: &Texts) -> Markup {
    html! {
        @for phase in Phase::ALL {
            @let stages: Vec<usize> = phase.stages().map(Place::index).collect();
            @let middle = 60.0 * (stages.iter().sum::<usize>() as f64 / stages.len() as f64 + 0.5);
            @let below = (90.0..270.0).contains(&middle) && phase != Phase::Birth;
            @let (turn, y) = if below { (middle - 180.0, AROUND + 8.0) } else { (middle, -AROUND) };
            text.phase data-small transform={ "rotate(" (turn) ")" } y=(y) { (phase.name(texts)) }
        }
    }
}

/// Words in a stage, line under line, in the middle of its part of the ring.
pub fn words(stage: LifeStage, lines: &[&str]) -> Markup {
    let (x, y) = middle(stage);
    let first = y + 4.0 - 6.5 * (lines.len() as f64 - 1.0);
    html! {
        @for (index, line) in lines.iter().enumerate() {
            text x=(format!("{x:.1}")) y=(format!("{:.1}", first + 13.0 * index as f64)) { (line) }
        }
    }
}

/// A stage's name in it, in two lines when it is of several words.
pub fn named(texts: &Texts, stage: LifeStage) -> Markup {
    words(stage, &stage.name(texts).splitn(2, ' ').collect::<Vec<_>>())
}

/// Where words have most room: above and below the hub that is a little further out than beside it.
fn middle(stage: LifeStage) -> (f64, f64) {
    let beside = stage.index() % 3 == 1;
    point(stage.index() as f64 + 0.5, if beside { 62.5 } else { 69.0 })
}

/// A part of a ring between two radii.
fn sector(sixth: f64, hub: f64, rim: f64) -> String {
    let at = |sixth: f64, radius: f64| {
        let (x, y) = point(sixth, radius);
        format!("{x:.1} {y:.1}")
    };
    format!(
        "M{}A{rim:.1} {rim:.1} 0 0 1 {}L{}A{hub} {hub} 0 0 0 {}z",
        at(sixth, rim),
        at(sixth + 1.0, rim),
        at(sixth + 1.0, hub),
        at(sixth, hub)
    )
}

/// The six stages with their names around: for a slide.
pub fn legend(texts: &Texts) -> Markup {
    html! {
        svg.wheel viewBox="-240 -118 480 236" role="img" aria-label=(t!(texts, "wheel-label")) {
            @for &stage in LifeStage::ALL {
                @let (x, y) = point(stage.index() as f64 + 0.5, 106.0);
                path class=(stage.phase().word()) d=(sector(stage.index() as f64, 48.0, 96.0)) {}
                text x=(format!("{x:.1}")) y=(format!("{:.1}", y + 5.0)) text-anchor=(if x > 0.0 { "start" } else { "end" }) { (stage.name(texts)) }
            }
        }
    }
}

/// The ring in small, one stage full.
pub fn sign(stage: LifeStage) -> Markup {
    html! {
        svg.sign viewBox="-20 -20 40 40" aria-hidden="true" {
            circle r="15" {}
            path d=(sector(stage.index() as f64, 11.0, 19.0)) {}
        }
    }
}

/// A point of the ring; `sixth` 0 is at the top, clockwise.
fn point(sixth: f64, radius: f64) -> (f64, f64) {
    let angle = sixth * std::f64::consts::FRAC_PI_3 - std::f64::consts::FRAC_PI_2;
    (radius * angle.cos(), radius * angle.sin())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_called_as_packs_and_the_api_call_it() {
        for &stage in LifeStage::ALL {
            assert_eq!(serde_json::to_value(stage).unwrap(), stage.word());
            assert_eq!(LifeStage::parse(stage.word()), Some(stage));
        }
    }

    #[test]
    fn the_phases_share_the_stages_among_them() {
        let all: Vec<LifeStage> = Phase::ALL.into_iter().flat_map(Phase::stages).collect();
        assert_eq!(all, LifeStage::ALL);
    }
}
