//! Making a video from a text: the reference's second method.
//!
//! ```text
//! area    = width height                         pixels
//! frames  = int(seconds of video x 24 + 1)
//! size    = area frames / 1000
//! time    = (n frames area^2 + m size + m1 frames + m2 area^2 + n1 frames^2 + n2 size^2 + g) x w    s
//! it      = time / 3600 x power of the whole server (2.5th .. 97.5th percentile)                    kWh
//! made    = time / 3 years x (server + accelerators x accelerator)
//! ```
//! `w` is the model's weight of a video without sound, 1 with it. No batch: one request has the server to itself.

use crate::impacts::{End, Estimate, Made, between};
use crate::input::{Duration, Hardware, Resolution, Site};
use crate::interval::Interval;
use crate::unit::{Energy, Power, Quantity, Time};

/// Frames a second.
const FRAMES_A_SECOND: f64 = 24.0;
const SECONDS_AN_HOUR: f64 = 3600.0;

/// The coefficients of a model's time, by the letters of the formula.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Regression {
    pub(crate) n: f64,
    pub(crate) m: f64,
    pub(crate) n1: f64,
    pub(crate) m1: f64,
    pub(crate) n2: f64,
    pub(crate) m2: f64,
    pub(crate) g: f64,
    pub(crate) without_sound: f64,
}

/// The server that makes videos.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Machine {
    /// What the whole server draws.
    pub power: Interval<Power>,
    /// What making all of it has cost.
    pub made: Made,
}

/// What is to be made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clip {
    /// Width and height.
    pub resolution: Resolution,
    /// How long it plays.
    pub duration: Duration,
    /// Whether it has sound.
    pub audio: bool,
}

impl Regression {
    /// How long the server works on it.
    pub fn time(&self, clip: &Clip) -> Time {
        let area = clip.resolution.width() * clip.resolution.height();
        let frames = (clip.duration.time().seconds() * FRAMES_A_SECOND + 1.0).trunc();
        let size = area * frames / 1000.0;
        let seconds = self.n * frames * area * area
            + self.m * size
            + self.m1 * frames
            + self.m2 * area * area
            + self.n1 * frames * frames
            + self.n2 * size * size
            + self.g;
        Time::from_seconds(if clip.audio { seconds } else { seconds * self.without_sound })
    }
}

/// The impacts of a video.
pub fn estimate(regression: &Regression, machine: &Machine, clip: &Clip, site: &Site) -> Estimate {
    let time = regression.time(clip);
    let end = |power: Power, pue: f64, wue: f64| {
        let it = time.seconds() / SECONDS_AN_HOUR * power.kilowatts();
        let energy = Energy::from_kilowatt_hours(pue * it);
        End {
            energy,
            gwp: site.mix.gwp().of(energy),
            adpe: site.mix.adpe().of(energy),
            pe: site.mix.pe().of(energy),
            wcf: Quantity::of(it * (wue + pue * site.mix.wue().of_a_kilowatt_hour().litres())),
            embodied: machine.made.share(time.seconds() / Hardware::REFERENCE.lifetime().seconds()),
        }
    };
    let (pue, wue) = (site.pue, site.wue);
    between(
        &end(machine.power.low(), pue.low().get(), wue.low().rate().of_a_kilowatt_hour().litres()),
        &end(machine.power.high(), pue.high().get(), wue.high().rate().of_a_kilowatt_hour().litres()),
    )
}
