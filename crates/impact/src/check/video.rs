//! A video from a text.

use super::overflow;
use super::received::{Received, Value};
use super::site::{Usual, is_own_mix, site, zone};
use crate::data::{Catalogue, VideoModel, Zone, flat};
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::impacts::Estimate;
use crate::input::{Duration, Requests, Resolution, Site};
use crate::nearest::nearest;
use crate::note::{Note, Subject};
use crate::reference::video::{Clip, estimate};
use crate::unit::Time;
use crate::warning::Warnings;

/// Resolutions that have a name.
const NAMED: [(&str, f64, f64); 3] =
    [("720p", 1280.0, 720.0), ("1080p", 1920.0, 1080.0), ("4k", 3840.0, 2160.0)];

/// How the models that make videos are found.
const SEARCH: &str = "bisou impact models --video";

/// A checked request for a video.
#[derive(Clone, Debug, PartialEq)]
pub struct VideoRequest<'c> {
    /// The model.
    pub model: &'c VideoModel,
    /// Whose grid it is; none when all of the mix was given.
    pub zone: Option<&'c Zone>,
    /// What is to be made.
    pub clip: Clip,
    /// The data centre and its grid.
    pub site: Site,
    /// How many such videos, when it is not one.
    pub requests: Option<Requests>,
    /// What the reference method warns of.
    pub warnings: Warnings,
    /// What else is to be said.
    pub notes: Vec<Note>,
}

impl VideoRequest<'_> {
    /// The impacts of all videos by the reference method.
    pub fn estimate(&self) -> Result<Estimate, Fault> {
        let one = estimate(&self.model.regression, &self.model.machine, &self.clip, &self.site);
        let all = self.requests.map_or(one, |times| one.repeated(times));
        if all.is_finite() { Ok(all) } else { Err(overflow()) }
    }
}

pub(super) fn check<'c>(catalogue: &'c Catalogue, received: &mut Received<'_>) -> Option<VideoRequest<'c>> {
    let mut notes = Vec::new();
    let model = model(catalogue, received, &mut notes);
    let resolution = resolution(received);
    let resolution = received.needed(Field::Resolution, resolution);
    let duration = received.number(Field::Duration, |seconds| Duration::new(Time::from_seconds(seconds)));
    let duration = received.needed(Field::Duration, duration);
    let audio = received.flag(Field::Audio).unwrap_or(true);
    let requests = received.number(Field::Requests, Requests::new);
    // Nothing said is the world; "nothing" said is the provider's own: so does the reference.
    let unsaid = matches!(received.get(Field::Zone), Value::Absent);
    let zone = zone(catalogue, received, &mut notes);
    let (sites_pue, sites_wue) = catalogue.range_of_sites();
    let usual = match model {
        Some(model) => {
            let own = if unsaid { catalogue.world() } else { catalogue.zone_of_video(model) };
            if unsaid && !is_own_mix(received) {
                notes.push(Note::taken(Subject::ZoneAssumed, own.code));
            }
            Usual { zone: zone.unwrap_or(own), pue: model.pue, wue: model.wue }
        }
        // Only to find the other faults.
        None => Usual { zone: catalogue.world(), pue: sites_pue, wue: sites_wue },
    };
    let (site, warnings) = site(&usual, received, &mut notes)?;
    if usual.zone.has_suspicious_zero() && site.mix.gwp() == usual.zone.mix.gwp() {
        notes.push(Note::taken(Subject::MixSuspiciousZero, usual.zone.code));
    }
    let clip = Clip { resolution: resolution?, duration: duration?, audio };
    Some(VideoRequest {
        model: model?,
        zone: Some(usual.zone).filter(|_| !is_own_mix(received)),
        clip,
        site,
        requests,
        warnings,
        notes,
    })
}

fn model<'c>(
    catalogue: &'c Catalogue,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<&'c VideoModel> {
    let given = received.text(Field::Model);
    let name = received.needed(Field::Model, given)?;
    if let Some(found) = catalogue.video(&name) {
        return Some(found);
    }
    let wanted = flat(&name);
    if let Some(found) = catalogue.videos().iter().find(|video| flat(video.name) == wanted) {
        notes.push(Note::read(Subject::ModelNameNormalised, &name, found.name));
        return Some(found);
    }
    let suggestions = nearest(&wanted, catalogue.videos().iter().map(|video| (video.name, video.name)));
    let fault = Fault::new(Code::UnknownModel, Field::Model).received_text(&name).suggest(suggestions);
    received.fault(fault.hint(SEARCH));
    None
}

fn resolution(received: &mut Received<'_>) -> Option<Resolution> {
    let text = received.text(Field::Resolution)?;
    let wanted = text.trim().to_lowercase();
    if let Some((_, width, height)) = NAMED.iter().find(|(name, ..)| *name == wanted) {
        return Resolution::new(*width, *height).ok();
    }
    let sides = wanted.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
    let Some((width, height)) = sides else {
        let suggestions = match nearest(&wanted, NAMED.iter().map(|(name, ..)| (*name, *name))) {
            near if near.is_empty() => NAMED.map(|(name, ..)| name).to_vec(),
            near => near,
        };
        let fault = Fault::new(Code::UnknownResolution, Field::Resolution);
        received.fault(fault.received_text(&text).suggest(suggestions));
        return None;
    };
    Resolution::new(width, height).map_err(|fault| received.fault(fault.received_text(&text))).ok()
}

/// The number of pixels of one side: digits, perhaps with a sign, which is then out of range.
fn side(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}
