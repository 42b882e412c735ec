//! `cargo fmt --check`.

use anyhow::Result;

use super::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// One test.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let ended = process::watch(&mut workspace.cargo(&["fmt", "--all", "--check"]))?;
    Ok(Outcome::one(ended.ok))
}
