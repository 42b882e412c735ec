//! The tests of `e2e` in Chromium, against the release binary.

use anyhow::Result;

use super::Outcome;
use crate::browser::Bench;
use crate::workspace::Workspace;
use crate::{count, process};

/// As many tests as Node's runner counts.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let bench = Bench::set_up(workspace)?;
    let ended = process::watch(&mut bench.node_test(bench.test_files()?))?;
    Ok(Outcome::Ran(count::node(&ended.stdout).of_runner(&ended)))
}
