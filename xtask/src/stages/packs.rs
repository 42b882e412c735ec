//! `bisou check` on the packs of the repository.

use anyhow::Result;

use super::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// One test. A checker that says nothing has not looked.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let mut check = workspace.cargo(&["run", "--quiet", "--package", "bisou", "--", "check", "content/fr"]);
    let ended = process::watch(&mut check)?;
    let spoke = !ended.stdout.trim().is_empty();
    if ended.ok && !spoke {
        println!("error: `bisou check` ended well without a word on its standard output");
    }
    Ok(Outcome::one(ended.ok && spoke))
}
