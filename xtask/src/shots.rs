//! `cargo xtask shots`: a picture of every screen in every state, into the ignored folder `shots/`.

use anyhow::Result;
use clap::Args;

use crate::browser::Bench;
use crate::process;
use crate::workspace::Workspace;

/// What to take pictures of; everything when nothing is said.
#[derive(Args)]
pub struct Options {
    /// Only scenes whose name holds this text
    #[arg(value_name = "TEXT")]
    scene: Option<String>,
}

/// Plays the scenes of `e2e/shots.mjs`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let bench = Bench::set_up(workspace)?;
    let folder = workspace.path("shots");
    let mut node = bench.node(["shots.mjs"]);
    process::run(node.arg(&folder).args(&options.scene))?;
    println!("{}", folder.display());
    Ok(())
}
