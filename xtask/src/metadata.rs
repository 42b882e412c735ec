//! `cargo metadata`, as far as the checks need it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process;

/// The workspace's packages and all they depend on.
#[derive(Deserialize)]
pub struct Metadata {
    /// Every package of the graph.
    pub packages: Vec<Package>,
    /// Where cargo builds.
    pub target_directory: PathBuf,
    workspace_members: BTreeSet<PackageId>,
    resolve: Resolve,
}

/// Cargo's own name for a package: opaque, unique.
#[derive(Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PackageId(String);

/// One package of the graph.
#[derive(Deserialize)]
pub struct Package {
    /// Unique in the graph.
    pub id: PackageId,
    /// As in its manifest.
    pub name: String,
    /// As in its manifest.
    pub version: String,
    /// An SPDX expression, when it gives one.
    pub license: Option<String>,
    /// Where it comes from; none: a path on this machine.
    pub source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: PackageId,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: PackageId,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    /// None: a normal one; else `dev` or `build`.
    kind: Option<String>,
}

impl Dependency {
    fn is_normal(&self) -> bool {
        self.dep_kinds.iter().any(|dependency| dependency.kind.is_none())
    }

    fn is_shipped(&self) -> bool {
        self.dep_kinds.iter().any(|dependency| dependency.kind.as_deref() != Some("dev"))
    }
}

impl Metadata {
    /// Asks `cargo`.
    pub fn of(mut cargo: Command) -> Result<Self> {
        cargo.args(["metadata", "--format-version", "1"]);
        serde_json::from_str(&process::read(cargo)?)
            .context("the answer of `cargo metadata` has another shape")
    }

    /// The packages of the workspace itself.
    pub fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.is_member(package))
    }

    /// Whether a package is one of the workspace's own.
    pub fn is_member(&self, package: &Package) -> bool {
        self.workspace_members.contains(&package.id)
    }

    /// Whether the workspace has a package of this name.
    pub fn has_member(&self, name: &str) -> bool {
        self.members().any(|package| package.name == name)
    }

    /// What a package names in its manifest and ships with (not what only its tests use).
    pub fn direct<'a>(&'a self, package: &Package) -> impl Iterator<Item = &'a Package> {
        self.dependencies(&package.id)
            .filter(|dependency| dependency.is_shipped())
            .map(|dependency| self.package(&dependency.pkg))
    }

    /// The shortest way by normal dependencies from a package to one of these names, both ends included.
    pub fn way_to_any(&self, from: &Package, names: &[&str]) -> Option<Vec<&str>> {
        let mut came_from: BTreeMap<&PackageId, &PackageId> = BTreeMap::new();
        let mut waiting = VecDeque::from([&self.package(&from.id).id]);
        while let Some(at) = waiting.pop_front() {
            if names.contains(&self.package(at).name.as_str()) {
                return Some(self.way_back(&came_from, at));
            }
            for next in self.dependencies(at).filter(|dependency| dependency.is_normal()) {
                if next.pkg != from.id && !came_from.contains_key(&next.pkg) {
                    came_from.insert(&next.pkg, at);
                    waiting.push_back(&next.pkg);
                }
            }
        }
        None
    }

    fn way_back<'a>(
        &'a self,
        came_from: &BTreeMap<&'a PackageId, &'a PackageId>,
        end: &'a PackageId,
    ) -> Vec<&'a str> {
        let steps = std::iter::successors(Some(end), |at| came_from.get(at).copied());
        let mut way: Vec<&str> = steps.map(|id| self.package(id).name.as_str()).collect();
        way.reverse();
        way
    }

    fn dependencies(&self, id: &PackageId) -> impl Iterator<Item = &Dependency> {
        self.resolve.nodes.iter().filter(move |node| node.id == *id).flat_map(|node| &node.deps)
    }

    fn package(&self, id: &PackageId) -> &Package {
        self.packages.iter().find(|package| package.id == *id).expect("cargo lists every package it resolves")
    }
}

#[cfg(test)]
pub mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A graph in which every package is a member: `("web", &["store", "dev tokio"])`.
    pub fn graph(packages: &[(&str, &[&str])]) -> Metadata {
        let names: Vec<&str> = packages.iter().map(|(name, _)| *name).collect();
        let package = |name: &&str| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT", "source": null });
        let node = |(name, uses): &(&str, &[&str])| json!({ "id": name, "deps": uses.iter().map(dependency).collect::<Vec<_>>() });
        let whole = json!({
            "packages": names.iter().map(package).collect::<Vec<_>>(),
            "target_directory": "target",
            "workspace_members": names,
            "resolve": { "nodes": packages.iter().map(node).collect::<Vec<_>>() },
        });
        serde_json::from_value(whole).unwrap()
    }

    fn dependency(written: &&str) -> Value {
        match written.split_once(' ') {
            Some((kind, name)) => json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] }),
            None => json!({ "pkg": written, "dep_kinds": [{ "kind": null }] }),
        }
    }

    fn way(graph: &Metadata, from: &str, to: &str) -> Option<String> {
        let from = graph.members().find(|package| package.name == from).unwrap();
        graph.way_to_any(from, &[to]).map(|way| way.join(" > "))
    }

    #[test]
    fn the_shortest_way_to_a_dependency_is_told() {
        let graph = graph(&[("a", &["b", "c"]), ("b", &["d"]), ("c", &["b"]), ("d", &[])]);
        assert_eq!(way(&graph, "a", "d").unwrap(), "a > b > d");
        assert_eq!(way(&graph, "d", "a"), None);
    }

    #[test]
    fn what_only_tests_or_builds_use_is_no_way() {
        let graph = graph(&[("a", &["dev b", "build b"]), ("b", &[])]);
        assert_eq!(way(&graph, "a", "b"), None);
    }

    #[test]
    fn a_circle_through_tests_comes_to_an_end() {
        let graph = graph(&[("a", &["b"]), ("b", &["a"])]);
        assert_eq!(way(&graph, "a", "c"), None);
    }
}
