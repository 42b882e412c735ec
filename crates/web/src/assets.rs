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
    /// The calculator.
    Calculate,
    /// The exhibition of figures.
    Figures,
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
    pub sheet: Arc<Asset>,
    /// Everything the page runs.
    pub script: Arc<Asset>,
    /// What has to be there before an open page shows a fragment of this kind: addresses, parted by spaces.
    pub look: Option<String>,
}

/// All files, and who wears which. A name tells the content, so that what two pages need alike is held once.
struct Wardrobe {
    files: Vec<Arc<Asset>>,
    sheets: Vec<Arc<Asset>>,
    stage: Arc<Asset>,
    /// Of participants, of the facilitator: first that without a kind, then each kind's.
    outfits: [Vec<(&'static str, Outfit)>; 2],
    questions: Arc<Asset>,
    calculate: Arc<Asset>,
    figures: Arc<Asset>,
    chains: Arc<Asset>,
}

static WARDROBE: LazyLock<Wardrobe> = LazyLock::new(|| {
    let mut files = Files::default();
    let sheets = SHEETS.iter().map(|(stem, own, on)| {
        let parts = [css!("tokens", "base", "components"), &all(|look| look.everywhere), *own, &all(*on)];
        files.sheet(stem, &parts.concat())
    });
    let sheets = sheets.collect();
    let stage = files.script("stage", &[js!("live", "stage"), &[GO]].concat());
    let outfits = [Hand::Phone, Hand::Remote].map(|hand| {
        let bare = ("", files.outfit(hand, Look::PLAIN));
        let kinds = activities::looks().map(|dressed| (dressed.kind, files.outfit(hand, dressed.look)));
        [bare].into_iter().chain(kinds).collect()
    });
    let parts = [Hand::Phone.sheets(), vec![parts::look::TEXTS, parts::look::WRITES]];
    let questions = files.sheet("phone", &parts.concat());
    let calculate = files.script("calculate", js!("calculate"));
    let figures = files.script("figures", js!("figures"));
    let parts = [css!("tokens", "base", "components", "dark", "reading", "chains"), &[parts::look::CHAIN]];
    let chains = files.sheet("reading", &parts.concat());
    Wardrobe { files: files.0, sheets, stage, outfits, questions, calculate, figures, chains }
});

/// Of pages that know all kinds: the stem, the page's own parts, what the kinds add to it. In the order of [`Sheet`].
type Whole = (&'static str, &'static [&'static str], fn(Look) -> &'static [&'static str]);

const SHEETS: [Whole; 7] = [
    ("stage", css!("stage"), |look| look.stage),
    ("desk", css!("desk"), |_| &[]),
    ("reading", css!("reading"), |_| &[]),
    ("report", css!("report"), |look| look.report),
    ("print", css!("print"), |look| look.paper),
    ("calculate", css!("dark", "reading", "calculate"), |_| &[]),
    ("figures", css!("dark", "reading", "figures"), |_| &[]),
];

/// What all kinds are dressed in.
fn all(on: fn(Look) -> &'static [&'static str]) -> Vec<&'static str> {
    activities::looks().flat_map(|dressed| on(dressed.look).iter().copied()).collect()
}

impl Hand {
    fn stem(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Remote => "remote",
        }
    }

    /// The parts that its page has whatever the step.
    fn sheets(self) -> Vec<&'static str> {
        match self {
            Self::Phone => css!("tokens", "base", "components", "dark", "phone").to_vec(),
            // Its panels list what people wrote.
            Self::Remote => {
                [css!("tokens", "base", "components"), &[parts::look::TEXTS], css!("dark", "phone", "remote")]
                    .concat()
            }
        }
    }

    fn scripts(self) -> &'static [&'static str] {
        match self {
            Self::Phone => js!("live", "phone"),
            Self::Remote => js!("live", "remote"),
        }
    }

    /// What a kind adds to them: style, then script.
    fn of_kind(self, look: Look) -> (Vec<&'static str>, &'static [&'static str]) {
        let (own, runs): (_, &[_]) = match self {
            Self::Phone => (look.phone, look.script),
            Self::Remote => (look.remote, &[]),
        };
        ([look.everywhere, own].concat(), runs)
    }
}

/// The files so far, each of them once.
#[derive(Default)]
struct Files(Vec<Arc<Asset>>);

impl Files {
    fn sheet(&mut self, stem: &str, parts: &[&str]) -> Arc<Asset> {
        self.keep(Asset::new(stem, "css", "text/css; charset=utf-8", lighter(&once(parts), true)))
    }

    fn script(&mut self, stem: &str, parts: &[&str]) -> Arc<Asset> {
        self.keep(Asset::new(stem, "js", "text/javascript; charset=utf-8", lighter(&once(parts), false)))
    }

    fn keep(&mut self, asset: Asset) -> Arc<Asset> {
        if let Some(same) = self.0.iter().find(|known| known.name == asset.name) {
            return Arc::clone(same);
        }
        let asset = Arc::new(asset);
        self.0.push(Arc::clone(&asset));
        asset
    }

    fn outfit(&mut self, hand: Hand, look: Look) -> Outfit {
        let (dressed, runs) = hand.of_kind(look);
        let sheet = self.sheet(hand.stem(), &[hand.sheets(), dressed.clone()].concat());
        let script = self.script(hand.stem(), &[hand.scripts(), runs, &[GO]].concat());
        let mut more = Vec::new();
        if !dressed.is_empty() {
            more.push(self.sheet(hand.stem(), &dressed));
        }
        if !runs.is_empty() {
            more.push(self.script(hand.stem(), &[&[STRICT], runs].concat()));
        }
        let urls: Vec<_> = more.iter().map(|asset| asset.url()).collect();
        Outfit { sheet, script, look: (!urls.is_empty()).then(|| urls.join(" ")) }
    }
}

/// What a hand's page of a kind is dressed in; None: outside of any step.
pub fn outfit(hand: Hand, kind: Option<&str>) -> &'static Outfit {
    let outfits = &WARDROBE.outfits[hand as usize];
    let found = kind.and_then(|kind| outfits.iter().find(|(name, _)| *name == kind));
    &found.unwrap_or(&outfits[0]).1
}

/// The stylesheet of a participant's page of all questions.
pub fn questions() -> &'static Asset {
    &WARDROBE.questions
}

/// The stylesheet of the pages about chains of citations, which need no other kind's.
pub fn chains() -> &'static Asset {
    &WARDROBE.chains
}

/// The stylesheet of a page that knows all kinds.
pub fn sheet(sheet: Sheet) -> &'static Asset {
    &WARDROBE.sheets[sheet as usize]
}

/// The projector's script.
pub fn stage_script() -> &'static Asset {
    &WARDROBE.stage
}

/// The calculator's script.
pub fn calculate_script() -> &'static Asset {
    &WARDROBE.calculate
}

/// What follows the settings of a claim at once.
pub fn figures_script() -> &'static Asset {
    &WARDROBE.figures
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
    let found = WARDROBE.files.iter().find(|asset| asset.name == name);
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
        for (kind, outfit) in &WARDROBE.outfits[Hand::Phone as usize] {
            assert!(outfit.script.gzip().len() <= 5 * 1024, "{kind}: {} bytes", outfit.script.gzip().len());
        }
    }

    /// What a part declares for the whole page: its lines that begin with a declaration.
    fn declared(part: &str) -> Vec<&str> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let lines = part.lines();
        let lines =
            lines.filter_map(|line| line.strip_prefix("function ").or_else(|| line.strip_prefix("var ")));
        // Of `a = f(b, c), d`: a and d.
        let names = lines.flat_map(|line| {
            let mut depth = 0_i32;
            line.split(move |c: char| {
                depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
                c == ',' && depth == 0
            })
        });
        names.filter_map(|name| name.trim_start().split(|c| !is_part(c)).next()).collect()
    }

    #[test]
    fn parts_of_a_page_that_share_its_scope_have_names_of_their_own() {
        assert_eq!(declared("var a = f(b, c), d;\n  var e;\nfunction g(h, i) {"), ["a", "d", "g"]);
        let kinds = activities::looks().flat_map(|dressed| dressed.look.script.iter().copied());
        let phone = [js!("live", "phone"), &kinds.collect::<Vec<_>>()].concat();
        for parts in [js!("live", "stage"), js!("live", "remote"), &phone] {
            let mut parts = parts.to_vec();
            parts.sort_unstable();
            parts.dedup();
            let mut names: Vec<_> = parts.iter().flat_map(|part| declared(part)).collect();
            assert!(names.len() > 30, "{names:?}");
            names.sort_unstable();
            let twice: Vec<_> =
                names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
            assert!(twice.is_empty(), "declared by two parts: {twice:?}");
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
    fn the_desk_looks_like_itself_whatever_the_kinds_wear() {
        let desk = lighter(include_str!("../assets/css/desk.css"), true);
        let own = first_classes(&desk);
        for Dressed { kind, look } in activities::looks() {
            for sheet in look.everywhere {
                let sheet = lighter(sheet, true);
                let both = &own & &first_classes(&sheet);
                assert!(both.is_empty(), "the desk and {kind} both have rules for {both:?}");
            }
        }
    }

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(lighter("/* a\n b */\nx {\n  y: 1;\n}\n", true), "x {\ny: 1;\n}");
        assert_eq!(lighter("// why\n  f('http://x');\n", false), "f('http://x');");
    }
}
