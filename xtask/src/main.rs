//! The project's own commands.
//!
//! - `cargo xtask test`: every check of the house, stage by stage, see [`stages`]; it ends with `N passed, N failed`.
//! - `cargo xtask shots`: a picture of every screen in every state, into `shots/`.
//! - `cargo xtask bench live|store`: the measurements that the README quotes.
//! - `cargo xtask dist`: the binary and its papers in `target/dist`.

mod bench;
mod browser;
mod count;
mod deny;
mod dist;
mod metadata;
mod process;
mod shots;
mod spdx;
mod stages;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every check: format, lints, licences, layers, unit tests, doc tests, packs, browser tests
    Test(test::Options),
    /// Take a picture of every screen in every state, into shots/
    Shots(shots::Options),
    /// Measure
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Put the release binary and its papers in target/dist
    Dist,
}

fn main() -> ExitCode {
    run(&Cli::parse()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

fn run(cli: &Cli) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match &cli.task {
        Task::Test(options) => return Ok(test::run(&workspace, options)),
        Task::Shots(options) => shots::run(&workspace, options)?,
        Task::Bench(bench) => bench::run(&workspace, bench)?,
        Task::Dist => dist::run(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
