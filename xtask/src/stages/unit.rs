//! The Rust tests, fault tests among them: by nextest where it is installed, else by `cargo test`.

use anyhow::Result;

use super::Outcome;
use crate::workspace::Workspace;
use crate::{count, process};

/// As many tests as the runner counts.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let count = if workspace.has_cargo("nextest") { nextest(workspace)? } else { cargo_test(workspace)? };
    Ok(Outcome::Ran(count))
}

fn nextest(workspace: &Workspace) -> Result<count::Count> {
    let config = format!("bisou:{}", workspace.path("xtask/nextest.toml").display());
    let arguments = [
        "nextest",
        "run",
        "--workspace",
        "--no-fail-fast",
        "--status-level",
        "slow",
        "--tool-config-file",
        &config,
    ];
    let ended = process::watch(&mut workspace.cargo(&arguments))?;
    Ok(count::nextest(&ended.stderr).of_runner(&ended))
}

fn cargo_test(workspace: &Workspace) -> Result<count::Count> {
    let arguments = ["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"];
    let ended = process::watch(&mut workspace.cargo(&arguments))?;
    Ok(count::cargo_test(&ended.stdout).of_runner(&ended))
}
