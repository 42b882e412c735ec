//! What `deny.toml` allows, held against `cargo metadata`: for machines without cargo-deny.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::metadata::{Metadata, Package};
use crate::spdx::Expression;

/// How cargo names crates.io in a lock file.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The part of `deny.toml` that is read here; cargo-deny reads the rest.
#[derive(Deserialize)]
pub struct Policy {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

/// What one crate may have beside what all may.
#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    #[serde(default)]
    allow_git: Vec<String>,
}

impl Policy {
    /// Reads `deny.toml`.
    pub fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        toml::from_str(&text).with_context(|| format!("{} has another shape", file.display()))
    }

    /// Every fault, one sentence each.
    pub fn faults(&self, metadata: &Metadata) -> Vec<String> {
        let faults = metadata.packages.iter().flat_map(|package| {
            let found =
                [self.licence_fault(package), self.ban_fault(package), self.source_fault(metadata, package)];
            found.into_iter().flatten().map(|fault| format!("{} {}: {fault}", package.name, package.version))
        });
        faults.collect()
    }

    fn licence_fault(&self, package: &Package) -> Option<String> {
        let Some(licence) = &package.license else {
            return Some("its manifest names no licence".to_owned());
        };
        let own = self.licenses.exceptions.iter().filter(|one| one.name == package.name);
        let allowed: Vec<String> =
            self.licenses.allow.iter().chain(own.flat_map(|one| &one.allow)).cloned().collect();
        match Expression::parse(licence) {
            Ok(expression) if expression.is_met_by(&allowed) => None,
            Ok(_) => Some(format!("its licence `{licence}` is not allowed by deny.toml")),
            Err(why) => Some(format!("its licence `{licence}` is no SPDX expression: {why}")),
        }
    }

    fn ban_fault(&self, package: &Package) -> Option<String> {
        let ban = self.bans.deny.iter().find(|ban| ban.name == package.name)?;
        Some(format!("it is banned by deny.toml: {}", ban.reason))
    }

    fn source_fault(&self, metadata: &Metadata, package: &Package) -> Option<String> {
        let Some(source) = &package.source else {
            let outside = !metadata.is_member(package);
            return outside.then(|| "it is a path outside the workspace".to_owned());
        };
        let allowed = source == CRATES_IO || self.allows_git(source);
        (!allowed).then(|| format!("its source `{source}` is not allowed by deny.toml"))
    }

    /// `git+https://host/repository?branch=main#commit` is the repository `https://host/repository`.
    fn allows_git(&self, source: &str) -> bool {
        let Some(address) = source.strip_prefix("git+") else { return false };
        let repository = address.split(['?', '#']).next().unwrap_or(address);
        self.sources.allow_git.iter().any(|allowed| allowed == repository)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::tests::graph;

    fn policy() -> Policy {
        let text = r#"
            [licenses]
            allow = ["MIT"]
            exceptions = [{ crate = "one", allow = ["MPL-2.0"] }]
            [bans]
            deny = [{ crate = "openssl-sys", reason = "no library of the system" }]
            [sources]
            allow-git = ["https://git.example/kept"]
        "#;
        toml::from_str(text).unwrap()
    }

    fn faults(change: impl FnOnce(&mut Package)) -> Vec<String> {
        let mut metadata = graph(&[("one", &[])]);
        change(&mut metadata.packages[0]);
        policy().faults(&metadata)
    }

    #[test]
    fn what_is_allowed_has_no_fault() {
        assert_eq!(faults(|_| ()), [""; 0]);
        assert_eq!(faults(|package| package.source = Some(CRATES_IO.into())), [""; 0]);
        assert_eq!(
            faults(|package| package.source = Some("git+https://git.example/kept?rev=1#1".into())),
            [""; 0]
        );
    }

    #[test]
    fn what_one_crate_may_others_may_not() {
        let both = || Some("MIT AND MPL-2.0".to_owned());
        assert_eq!(faults(|package| package.license = both()), [""; 0]);
        let other = faults(|package| {
            package.name = "two".into();
            package.license = both();
        });
        assert_eq!(other, ["two 1.0.0: its licence `MIT AND MPL-2.0` is not allowed by deny.toml"]);
    }

    #[test]
    fn another_licence_is_a_fault() {
        assert_eq!(
            faults(|package| package.license = Some("GPL-3.0-only".into())),
            ["one 1.0.0: its licence `GPL-3.0-only` is not allowed by deny.toml"]
        );
        assert_eq!(faults(|package| package.license = None), ["one 1.0.0: its manifest names no licence"]);
    }

    #[test]
    fn a_banned_crate_is_a_fault_with_its_reason() {
        assert_eq!(
            faults(|package| package.name = "openssl-sys".into()),
            ["openssl-sys 1.0.0: it is banned by deny.toml: no library of the system"]
        );
    }

    #[test]
    fn another_source_is_a_fault() {
        for source in ["git+https://git.example/other#1", "registry+https://registry.example/index"] {
            assert_eq!(faults(|package| package.source = Some(source.into())).len(), 1, "{source}");
        }
    }
}
