//! Stylesheets and scripts: one of each a page, joined from what the screen and the kind of its step need, named by their
//! content, compressed once. A phone's page that is open fetches only what the next kind adds.

use std::io::Write;
use std::sync::{Arc, LazyLock, OnceLock};

use activities::{Look, parts};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::request::{Answer, Asker, Path};

macro_rules! css {
    ($($name:literal),+) => { [$(include_str!(concat!("../assets/css/", $name, ".css"))),+].as_slice() };
}

macro_rules! js {
    ($($name:literal),+) => { [STRICT, $(include_str!(concat!("../assets/js/", $name, ".js"))),+].as_slice() };
}

/// What every script begins with. Its parts share the page's global scope, so that a kind's can come later.
const STRICT: &str = "'use strict';\n";

/// What every page's script ends with: the page is drawn over, and its stream is opened.
const GO: &str = "paint();\nopen();\n";

/// The stylesheet of a page that knows all kinds, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The projector.
    Stage,
    /// The facilitator's laptop.
    Desk,
    /// Pages to read.
    Reading,
    /// Reports, on screen and on paper.
    Report,
    /// Sheets to print.
    Print,
}

/// A phone in somebody's hand, which gets what its step needs and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A participant's.
    Phone,
    /// The facilitator's.
    Remote,
}

/// A file that never changes under its name.
pub struct Asset {
    name: String,
    url: String,
    kind: &'static str,
    text: String,
    gzip: OnceLock<Bytes>,
}

impl Asset {
    fn new(stem: &str, extension: &str, kind: &'static str, text: String) -> Self {
        let hash = Sha256::digest(text.as_bytes());
        let hash: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{stem}-{hash}.{extension}");
        Self { url: format!("/a/{name}"), name, kind, text, gzip: OnceLock::new() }
    }

    fn sheet(stem: &str, parts: &[&str]) -> Self {
        Self::new(stem, "css", "text/css; charset=utf-8", lighter(&once(parts), true))
    }

    fn script(stem: &str, parts: &[&str]) -> Self {
        Self::new(stem, "js", "text/javascript; charset=utf-8", lighter(&once(parts), false))
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same, compressed when it is first asked for.
    fn gzip(&self) -> Bytes {
        self.gzip.get_or_init(|| gzip(self.text.as_bytes(), Compression::best()).into()).clone()
    }
}

/// Several parts one after the other; what two kinds are both made of comes once.
fn once(parts: &[&str]) -> String {
    let mut seen = Vec::new();
    for &part in parts {
        if !seen.contains(&part) {
            seen.push(part);
        }
    }
    seen.concat()
}

/// What a phone in somebody's hand is dressed in.
pub struct Outfit {
    /// Everything the page links.
    pub sheet: Asset,
    /// Everything the page runs.
    pub script: Asset,
    /// What a page that is open already fetches besides, when this kind comes: the kind's own.
    more: Vec<Asset>,
}

impl Outfit {
    fn new(hand: Hand, look: Look) -> Self {
        let (stem, mut sheets, mut scripts) = match hand {
            Hand::Phone => (
                "phone",
                css!("tokens", "base", "components", "phone").to_vec(),
                js!("live", "phone").to_vec(),
            ),
            Hand::Remote => {
                // Its panels list what people wrote, whatever the step.
                let sheets =
                    [css!("tokens", "base", "components"), &[parts::look::TEXTS], css!("phone", "remote")];
                ("remote", sheets.concat(), js!("live", "remote").to_vec())
            }
        };
        let (own, runs) = match hand {
            Hand::Phone => (look.phone, look.script),
            Hand::Remote => (look.remote, [].as_slice()),
        };
        let dressed = [look.everywhere, own].concat();
        let mut more = Vec::new();
        if !dressed.is_empty() {
            more.push(Asset::sheet(stem, &dressed));
        }
        if !runs.is_empty() {
            more.push(Asset::script(stem, &[&[STRICT], runs].concat()));
        }
        sheets.extend(dressed);
        scripts.extend(runs);
        scripts.push(GO);
        Self { sheet: Asset::sheet(stem, &sheets), script: Asset::script(stem, &scripts), more }
    }

    /// What has to be there before a fragment of this kind is shown: addresses, parted by spaces.
    pub fn look(&self) -> Option<String> {
        let urls: Vec<_> = self.more.iter().map(Asset::url).collect();
        (!urls.is_empty()).then(|| urls.join(" "))
    }

    fn assets(&self) -> impl Iterator<Item = &Asset> {
        [&self.sheet, &self.script].into_iter().chain(&self.more)
    }
}

/// The outfits of one hand: first that without a kind, then each kind's.
type Wardrobe = Vec<(&'static str, Outfit)>;

static WARDROBES: LazyLock<[Wardrobe; 2]> = LazyLock::new(|| {
    [Hand::Phone, Hand::Remote].map(|hand| {
        let kinds = activities::looks().map(|dressed| (dressed.kind, Outfit::new(hand, dressed.look)));
        [("", Outfit::new(hand, Look::PLAIN))].into_iter().chain(kinds).collect()
    })
});

/// What a hand's page of a kind is dressed in; None: outside of any step.
pub fn outfit(hand: Hand, kind: Option<&str>) -> &'static Outfit {
    let wardrobe = &WARDROBES[hand as usize];
    let found = kind.and_then(|kind| wardrobe.iter().find(|(name, _)| *name == kind));
    &found.unwrap_or(&wardrobe[0]).1
}

static QUESTIONS: LazyLock<Outfit> = LazyLock::new(|| {
    let look = Look { everywhere: &[parts::look::TEXTS], phone: &[parts::look::WRITES], ..Look::PLAIN };
    Outfit::new(Hand::Phone, look)
});

/// What a participant's page of all questions is dressed in.
pub fn questions() -> &'static Outfit {
    &QUESTIONS
}

/// What all kinds are dressed in: everywhere, and on one screen.
fn all(on: impl Fn(Look) -> &'static [&'static str]) -> Vec<&'static str> {
    activities::looks().flat_map(|dressed| on(dressed.look).iter().copied()).collect()
}

static SHEETS: LazyLock<[Asset; 5]> = LazyLock::new(|| {
    let sheet = |stem: &'static str, screen: &[&'static str], own: Vec<&'static str>| {
        let parts =
            [css!("tokens", "base", "components"), &all(|look| look.everywhere), screen, &own].concat();
        Asset::sheet(stem, &parts)
    };
    [
        sheet("stage", css!("stage"), all(|look| look.stage)),
        sheet("desk", css!("desk"), vec![]),
        sheet("reading", css!("reading"), vec![]),
        sheet("report", css!("report"), all(|look| look.report)),
        sheet("print", css!("print"), all(|look| look.paper)),
    ]
});

static STAGE: LazyLock<Asset> =
    LazyLock::new(|| Asset::script("stage", &[js!("live", "stage"), &[GO]].concat()));

/// The stylesheet of a page that knows all kinds.
pub fn sheet(sheet: Sheet) -> &'static Asset {
    &SHEETS[sheet as usize]
}

/// The projector's script.
pub fn stage_script() -> &'static Asset {
    &STAGE
}

/// Leaves out comments and indentation; scripts keep their lines.
fn lighter(text: &str, is_css: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    let lines =
        out.lines().map(str::trim).filter(|line| !line.is_empty() && (is_css || !line.starts_with("//")));
    lines.collect::<Vec<_>>().join("\n")
}

/// Compresses bytes.
pub fn gzip(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory can be written to")
}

/// Whether the other side reads gzip.
pub fn reads_gzip(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT_ENCODING).and_then(|accept| accept.to_str().ok());
    accept
        .is_some_and(|accept| accept.split(',').any(|coding| coding.trim().split(';').next() == Some("gzip")))
}

const FOR_EVER: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));

/// `GET /a/{name}`: for a year, since the name tells the content.
pub async fn serve(asker: Asker, Path(name): Path<String>) -> Answer {
    let outfits = WARDROBES.iter().flatten().flat_map(|(_, outfit)| outfit.assets());
    let others = SHEETS.iter().chain([&*STAGE]).chain(QUESTIONS.assets());
    let found = others.chain(outfits).find(|asset| asset.name == name);
    let asset = found.ok_or_else(|| asker.fail(Problem::not_found()))?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let vary = (header::VARY, HeaderValue::from_static("accept-encoding"));
    if reads_gzip(&asker.headers) {
        let coding = (header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return Ok(([kind, FOR_EVER, vary, coding], asset.gzip()).into_response());
    }
    Ok(([kind, FOR_EVER, vary], asset.text.clone()).into_response())
}

/// `GET /i/{name}`: a picture of a pack, for a year, since the name tells the content.
pub async fn picture(asker: Asker, Path(name): Path<String>) -> Answer {
    let Some(image) = asker.app.shared.library.image(&name) else {
        return Err(asker.fail(Problem::not_found()));
    };
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(image.mime));
    Ok(([kind, FOR_EVER], Bytes::from_owner(Arc::clone(&image.bytes))).into_response())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use activities::Dressed;

    use super::*;

    #[test]
    fn the_phone_script_stays_under_five_kilobytes() {
        for (kind, outfit) in &WARDROBES[Hand::Phone as usize] {
            assert!(outfit.script.gzip().len() <= 5 * 1024, "{kind}: {} bytes", outfit.script.gzip().len());
        }
    }

    /// The first class of each selector.
    fn first_classes(sheet: &str) -> HashSet<&str> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let rules = sheet.split('}').filter_map(|rule| rule.split('{').rev().nth(1));
        let named = rules.flat_map(|rule| rule.split(',')).filter_map(|selector| {
            let mut names = selector.split('.').skip(1).map(|rest| rest.split(|c| !is_part(c)).next());
            names.find(|name| *name != Some("js")).flatten()
        });
        named.collect()
    }

    #[test]
    fn a_page_that_goes_from_kind_to_kind_keeps_their_styles_apart() {
        let mut sheets: Vec<(&str, HashSet<&str>)> = Vec::new();
        for Dressed { kind, look } in activities::looks() {
            for sheet in [look.everywhere, look.phone, look.remote].concat() {
                match sheets.iter_mut().find(|(other, _)| *other == sheet) {
                    Some((_, kinds)) => drop(kinds.insert(kind)),
                    None => sheets.push((sheet, [kind].into())),
                }
            }
        }
        for (one, its) in &sheets {
            for (other, theirs) in sheets.iter().filter(|(_, theirs)| its.is_disjoint(theirs)) {
                let (one, other) = (lighter(one, true), lighter(other, true));
                let both = &first_classes(&one) & &first_classes(&other);
                assert!(both.is_empty(), "{its:?} and {theirs:?} both have rules for {both:?}");
            }
        }
    }

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(lighter("/* a\n b */\nx {\n  y: 1;\n}\n", true), "x {\ny: 1;\n}");
        assert_eq!(lighter("// why\n  f('http://x');\n", false), "f('http://x');");
    }
}
