//! What the browser tests stand on: Chromium, Node.js, the packages of `e2e`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};

use crate::process;
use crate::workspace::Workspace;

const CHROMIUM_WANTED: &str = "the browser tests need Chromium: install the package `chromium`, or put the path of one in CHROMIUM_PATH";
const NODE_WANTED: &str =
    "the browser tests need Node.js 20.11 or later, with npm: install the packages `nodejs` and `npm`";
const CHROMIUM_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const NODE_LEAST: (u32, u32) = (20, 11);

/// All that a script of `e2e` needs, there and ready.
pub struct Bench {
    folder: PathBuf,
    bisou: PathBuf,
    chromium: PathBuf,
}

impl Bench {
    /// Installs what is missing, then builds the release binary that is tested.
    pub fn set_up(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.path("e2e");
        check_node()?;
        let chromium = chromium()?;
        install_packages(&folder)?;
        Ok(Self { folder, bisou: workspace.build_release()?, chromium })
    }

    /// `node ARGUMENTS` in `e2e`, told where the browser and the binary are.
    pub fn node<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut node = Command::new("node");
        node.current_dir(&self.folder)
            .args(arguments)
            .env("BISOU_BIN", &self.bisou)
            .env("CHROMIUM_PATH", &self.chromium);
        node
    }

    /// Node's test runner over some files of `e2e`.
    pub fn node_test<A: AsRef<OsStr>>(&self, files: impl IntoIterator<Item = A>) -> Command {
        let mut node = self.node(["--test", "--test-reporter=spec", "--test-timeout=1800000"]);
        node.args(files);
        node
    }

    /// The test files of `e2e`, in order.
    pub fn test_files(&self) -> Result<Vec<PathBuf>> {
        let folder = self.folder.join("tests");
        let entries =
            fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
        ensure!(!files.is_empty(), "{} holds no test", folder.display());
        files.sort();
        Ok(files)
    }
}

fn check_node() -> Result<()> {
    let mut node = Command::new("node");
    node.arg("--version");
    let version = process::read(node).context(NODE_WANTED)?;
    ensure!(is_recent(&version), "{NODE_WANTED} (this one is {})", version.trim());
    ensure!(on_path("npm").is_some(), NODE_WANTED);
    Ok(())
}

/// `v20.20.2`
fn is_recent(version: &str) -> bool {
    let mut numbers =
        version.trim().trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    numbers.next().zip(numbers.next()).is_some_and(|version| version >= NODE_LEAST)
}

/// The browser of this machine; installed when it is missing and this may be done.
fn chromium() -> Result<PathBuf> {
    if let Some(found) = find_chromium()? {
        return Ok(found);
    }
    if on_path("apt-get").is_none() || !is_root() {
        bail!(CHROMIUM_WANTED);
    }
    println!("Chromium is missing: installing the package `chromium`");
    apt_get(&["update"])?;
    apt_get(&["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"])?;
    find_chromium()?.context(CHROMIUM_WANTED)
}

fn find_chromium() -> Result<Option<PathBuf>> {
    if let Some(given) = env::var_os("CHROMIUM_PATH").map(PathBuf::from) {
        ensure!(given.is_file(), "CHROMIUM_PATH names {}, where there is no file", given.display());
        return Ok(Some(given));
    }
    Ok(CHROMIUM_NAMES.into_iter().find_map(on_path))
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    process::run(
        Command::new("apt-get")
            .args(["--quiet", "-o", "DPkg::Lock::Timeout=120"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
    .context(CHROMIUM_WANTED)
}

fn is_root() -> bool {
    let mut id = Command::new("id");
    id.arg("-u");
    process::read(id).is_ok_and(|id| id.trim() == "0")
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// `npm ci`, unless the packages of this very lock file are there.
pub fn install_packages(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let installed = folder.join("node_modules/.installed.json");
    if fs::read(&installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    process::run(Command::new("npm").current_dir(folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
    ]))?;
    fs::write(&installed, wanted).with_context(|| format!("{} cannot be written", installed.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert!(is_recent("v20.20.2\n"));
        assert!(is_recent("v100.0.0"));
        assert!(!is_recent("v20.9.0"));
        assert!(!is_recent("v18.20.0"));
        assert!(!is_recent("what?"));
    }
}
