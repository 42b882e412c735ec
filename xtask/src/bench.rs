//! `cargo xtask bench`: the measurements that the README quotes.

use anyhow::{Result, ensure};
use clap::Subcommand;

use crate::process;
use crate::workspace::Workspace;

/// What to measure; what follows goes to the program that measures.
#[derive(Subcommand)]
pub enum Bench {
    /// A room of 30, 1,000 and as many phones as open files allow, over real HTTP
    Live {
        /// Options of the load generator
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Estimates of impact a second, beside EcoLogits where Python (or `PYTHON`) has it
    Impact {
        /// Options of the benches
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// The event log: group commit and replay
    Store {
        /// Options of the benches
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
}

/// Runs one of them.
pub fn run(workspace: &Workspace, bench: &Bench) -> Result<()> {
    match bench {
        Bench::Live { options } => live(workspace, options),
        Bench::Impact { options } => crate_benches(workspace, "impact", options),
        Bench::Store { options } => crate_benches(workspace, "store", options),
    }
}

/// The load generator against the release binary, whose path it finds in `BISOU_BIN`.
fn live(workspace: &Workspace, options: &[String]) -> Result<()> {
    ensure!(
        workspace.metadata().has_member("loadgen"),
        "the workspace has no package `loadgen` yet: there is nothing to measure with"
    );
    let bisou = workspace.build_release()?;
    let mut loadgen = workspace.cargo(&["run", "--release", "--package", "loadgen", "--"]);
    process::run(loadgen.args(options).env("BISOU_BIN", bisou))
}

/// What a crate measures by itself.
fn crate_benches(workspace: &Workspace, name: &str, options: &[String]) -> Result<()> {
    process::run(workspace.cargo(&["bench", "--package", name, "--"]).args(options))
}
