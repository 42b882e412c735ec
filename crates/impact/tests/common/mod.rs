//! The vectors, and how numbers are held against them.

#![allow(dead_code, reason = "each test uses a part")]

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value;

/// How far a number may be from the reference's, relative to it.
pub const TOLERANCE: f64 = 1e-9;
/// How far from an expected zero.
const ABSOLUTE: f64 = 1e-30;

/// The text of a file of vectors.
pub fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text
}

/// Its cases.
pub fn cases(name: &str) -> Vec<Value> {
    text(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The cases on language models.
pub const REQUESTS: &str = "ecologits-open.jsonl.gz";
/// The cases on videos.
pub const VIDEOS: &str = "ecologits-video-open.jsonl.gz";

/// How far a number is from the one that is expected, in tolerances.
pub fn distance(found: f64, expected: f64) -> f64 {
    if expected == 0.0 { found.abs() / ABSOLUTE } else { ((found - expected) / expected).abs() / TOLERANCE }
}

/// Every number of `expected`, at whatever depth, against the one at the same place in `found`; the greatest distance.
pub fn compare(at: &str, found: &Value, expected: &Value) -> f64 {
    match expected {
        Value::Number(number) => {
            let (number, other) = (number.as_f64().unwrap(), found.as_f64());
            let far = other.map_or(f64::INFINITY, |other| distance(other, number));
            assert!(far <= 1.0, "{at}: {found} for {expected}");
            far
        }
        Value::Array(all) => {
            assert_eq!(found.as_array().map(Vec::len), Some(all.len()), "{at}");
            all.iter()
                .enumerate()
                .map(|(i, one)| compare(&format!("{at}[{i}]"), &found[i], one))
                .fold(0.0, f64::max)
        }
        Value::Object(all) => {
            all.iter().map(|(key, one)| compare(&format!("{at}.{key}"), &found[key], one)).fold(0.0, f64::max)
        }
        other => {
            assert_eq!(found, other, "{at}");
            0.0
        }
    }
}
