//! `cargo xtask dist`: what is handed to others, in `target/dist`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;

/// Files of the root that go with the binary, by how their names begin.
const PAPERS: [&str; 4] = ["LICENSE", "README", "LISEZMOI", "CHANGELOG"];

/// Builds, copies, and prints each file with its SHA-256 and its size.
pub fn run(workspace: &Workspace) -> Result<()> {
    let binary = workspace.build_release()?;
    let folder = fresh(workspace.target("dist"))?;
    for file in std::iter::once(binary).chain(papers(workspace.root())?) {
        println!("{}", copy(&file, &folder)?);
    }
    println!("{}", folder.display());
    Ok(())
}

fn fresh(folder: PathBuf) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

fn papers(root: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(root).with_context(|| format!("{} cannot be read", root.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.is_file() && is_paper(file));
    files.sort();
    Ok(files)
}

fn is_paper(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    PAPERS.iter().any(|paper| name.starts_with(paper))
}

/// Copies a file; gives its line: SHA-256, size in bytes, name.
fn copy(file: &Path, folder: &Path) -> Result<String> {
    let name = file.file_name().context("a file has a name")?;
    fs::copy(file, folder.join(name)).with_context(|| format!("{} cannot be copied", file.display()))?;
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(format!("{}  {:>10} bytes  {}", hex(&Sha256::digest(&bytes)), bytes.len(), name.to_string_lossy()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_one_that_sha256sum_prints() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hex(&Sha256::digest(b"")), empty);
    }

    #[test]
    fn licences_and_read_me_files_go_with_the_binary() {
        assert!(is_paper(Path::new("/somewhere/LICENSE-MIT")));
        assert!(is_paper(Path::new("LISEZMOI.md")));
        assert!(!is_paper(Path::new("Cargo.toml")));
    }
}
