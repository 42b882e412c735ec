//! The workspace on disk, and cargo in it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::metadata::Metadata;
use crate::process;

/// The workspace that this command was started in.
pub struct Workspace {
    root: PathBuf,
    metadata: Metadata,
}

impl Workspace {
    /// Finds the root beside this crate and asks cargo about the rest.
    pub fn find() -> Result<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = here.parent().context("xtask lies in no workspace")?.to_owned();
        let metadata = Metadata::of(cargo_in(&root))?;
        Ok(Self { root, metadata })
    }

    /// What cargo knows of the workspace and of its dependencies.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The root of the repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the repository.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// A path inside cargo's target directory.
    pub fn target(&self, inside: &str) -> PathBuf {
        self.metadata.target_directory.join(inside)
    }

    /// `cargo ARGUMENTS` at the root.
    ///
    /// Whatever runs under it leaves the sources and the user's own data alone: snapshots are compared and not
    /// rewritten, failing cases of property tests are printed and not recorded, a server without `--data` starts
    /// in `target`.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = cargo_in(&self.root);
        cargo
            .args(arguments)
            .env("INSTA_UPDATE", "no")
            .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1")
            .env("XDG_DATA_HOME", self.target("xtask/data"));
        cargo
    }

    /// Whether `cargo NAME` is a command on this machine.
    pub fn has_cargo(&self, name: &str) -> bool {
        process::succeeds(self.cargo(&[name, "--version"]))
    }

    /// Builds the release binary; gives its path.
    pub fn build_release(&self) -> Result<PathBuf> {
        process::run(&mut self.cargo(&["build", "--release", "--package", "bisou"]))?;
        let binary = self.target("release").join(format!("bisou{}", env::consts::EXE_SUFFIX));
        ensure!(binary.is_file(), "the release build left no {}", binary.display());
        Ok(binary)
    }
}

fn cargo_in(root: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).env("CARGO_TERM_COLOR", "never");
    cargo
}
