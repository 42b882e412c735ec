//! The audit kit (weight, accessibility, headers, validity, sobriety) on the pages, where it lies beside the repository.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Outcome;
use crate::browser::{Bench, install_packages};
use crate::workspace::Workspace;
use crate::{count, process};

const KIT: &str = "../shared/audit";

/// As many tests as pages and states are audited.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let kit = workspace.path(KIT);
    if !kit.join("audit.mjs").is_file() {
        return Ok(Outcome::Absent("there is no audit kit beside the repository"));
    }
    let copy = workspace.target("xtask/audit");
    copy_folder(&kit, &copy)?;
    install_packages(&copy)?;
    let bench = Bench::set_up(workspace)?;
    let ended = process::watch(bench.node_test(["audit.mjs"]).env("AUDIT_KIT", &copy))?;
    Ok(Outcome::Ran(count::node(&ended.stdout).of_runner(&ended)))
}

/// The kit may be read-only, and its packages are installed inside it: it is used from a copy.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == "node_modules" {
            continue;
        }
        if from.is_dir() { copy_folder(&from, &to)? } else { copy_file(&from, &to)? }
    }
    Ok(())
}

/// The bytes, and not the permissions.
fn copy_file(from: &Path, to: &Path) -> Result<()> {
    let bytes = fs::read(from).with_context(|| format!("{} cannot be read", from.display()))?;
    fs::write(to, bytes).with_context(|| format!("{} cannot be written", to.display()))
}
