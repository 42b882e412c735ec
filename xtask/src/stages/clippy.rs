//! `cargo clippy`, with warnings as errors, in the profile that the tests use.

use anyhow::Result;

use super::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// One test.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let mut clippy = workspace.cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]);
    Ok(Outcome::one(process::watch(&mut clippy)?.ok))
}
