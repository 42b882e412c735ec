//! `cargo test --doc`.

use anyhow::Result;

use super::Outcome;
use crate::workspace::Workspace;
use crate::{count, process};

/// As many tests as the documentation has examples.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let ended = process::watch(&mut workspace.cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]))?;
    Ok(Outcome::Ran(count::cargo_test(&ended.stdout).of_runner(&ended)))
}
