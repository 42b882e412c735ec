//! `deny.toml`, by cargo-deny where it is installed, else by [`crate::deny`].

use anyhow::Result;

use super::Outcome;
use crate::deny::Policy;
use crate::process;
use crate::workspace::Workspace;

/// One test.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    if workspace.has_cargo("deny") {
        let ended = process::watch(&mut workspace.cargo(&["deny", "check", "licenses", "bans", "sources"]))?;
        return Ok(Outcome::one(ended.ok));
    }
    let metadata = workspace.metadata();
    let faults = Policy::read(&workspace.path("deny.toml"))?.faults(metadata);
    println!("cargo-deny is not installed: {} packages read from cargo metadata", metadata.packages.len());
    Ok(Outcome::of_faults(&faults))
}
