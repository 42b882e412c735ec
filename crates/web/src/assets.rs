//! Stylesheets and scripts: one of each a screen, joined at build, named by their content, compressed once.

use std::io::Write;
use std::sync::{Arc, LazyLock};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::request::{Answer, Asker, Path};

macro_rules! css {
    ($($name:literal),+) => { concat!($(include_str!(concat!("../assets/css/", $name, ".css"))),+) };
}

macro_rules! js {
    ($($name:literal),+) => { concat!("(function(){'use strict';\n", $(include_str!(concat!("../assets/js/", $name, ".js"))),+, "})();\n") };
}

/// The stylesheet of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Participants.
    Phone,
    /// The projector.
    Stage,
    /// The facilitator's phone.
    Remote,
    /// The facilitator's laptop.
    Desk,
    /// Pages to read.
    Reading,
    /// Reports, on screen and on paper.
    Report,
    /// Sheets to print.
    Print,
}

/// The script of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Participants.
    Phone,
    /// The projector.
    Stage,
    /// The facilitator's phone.
    Remote,
}

/// A file that never changes under its name.
pub struct Asset {
    name: String,
    url: String,
    kind: &'static str,
    text: String,
    gzip: Bytes,
}

impl Asset {
    fn new(stem: &str, extension: &str, kind: &'static str, text: String) -> Self {
        let hash = Sha256::digest(text.as_bytes());
        let hash: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{stem}-{hash}.{extension}");
        let gzip = gzip(text.as_bytes(), Compression::best());
        Self { url: format!("/a/{name}"), name, kind, text, gzip: gzip.into() }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }
}

static SHEETS: LazyLock<[Asset; 7]> = LazyLock::new(|| {
    [
        ("phone", css!("tokens", "base", "components", "phone")),
        ("stage", css!("tokens", "base", "components", "stage")),
        ("remote", css!("tokens", "base", "components", "phone", "remote")),
        ("desk", css!("tokens", "base", "components", "desk")),
        ("reading", css!("tokens", "base", "components", "reading")),
        ("report", css!("tokens", "base", "components", "report")),
        ("print", css!("tokens", "base", "components", "print")),
    ]
    .map(|(name, text)| Asset::new(name, "css", "text/css; charset=utf-8", lighter(text, true)))
});

static SCRIPTS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [("phone", js!("live", "phone")), ("stage", js!("live", "stage")), ("remote", js!("live", "remote"))]
        .map(|(name, text)| Asset::new(name, "js", "text/javascript; charset=utf-8", lighter(text, false)))
});

/// The stylesheet of a screen.
pub fn sheet(sheet: Sheet) -> &'static Asset {
    &SHEETS[sheet as usize]
}

/// The script of a screen.
pub fn script(script: Script) -> &'static Asset {
    &SCRIPTS[script as usize]
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
    let found = SHEETS.iter().chain(SCRIPTS.iter()).find(|asset| asset.name == name);
    let asset = found.ok_or_else(|| asker.fail(Problem::not_found()))?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let vary = (header::VARY, HeaderValue::from_static("accept-encoding"));
    if reads_gzip(&asker.headers) {
        let coding = (header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return Ok(([kind, FOR_EVER, vary, coding], asset.gzip.clone()).into_response());
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
    use super::*;

    #[test]
    fn the_phone_script_stays_under_five_kilobytes() {
        assert!(script(Script::Phone).gzip.len() <= 5 * 1024, "{} bytes", script(Script::Phone).gzip.len());
    }

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(lighter("/* a\n b */\nx {\n  y: 1;\n}\n", true), "x {\ny: 1;\n}");
        assert_eq!(lighter("// why\n  f('http://x');\n", false), "f('http://x');");
    }
}
