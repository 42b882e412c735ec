//! The log, read again by `bisou replay`, without a server.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::server;

/// Events a second, or why there is no such figure.
pub fn run(binary: &Path, data: &Path, session: &str) -> Result<f64> {
    let mut command = Command::new(binary);
    command.args(["replay", session, "--verify", "--json", "--data"]).arg(data);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let output = server::output(child)?;
    if !output.status.success() {
        bail!("`bisou replay --verify --json` ended with {}", output.status);
    }
    rate(&output.stdout).context("`bisou replay --json` does not print `events` and `ms`")
}

fn rate(stdout: &[u8]) -> Option<f64> {
    let report: Value = serde_json::from_slice(stdout).ok()?;
    let (events, ms) = (report["events"].as_f64()?, report["ms"].as_f64()?);
    (ms > 0.0).then(|| events / ms * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_events_a_second() {
        assert_eq!(rate(br#"{"events": 20000, "ms": 50.0, "same": true}"#), Some(400_000.0));
        assert_eq!(rate(br#"{"events": 20000}"#), None);
        assert_eq!(rate(b"replayed"), None);
    }
}
