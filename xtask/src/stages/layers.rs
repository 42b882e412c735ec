//! The architecture, held against the manifests: which crate may use which.

use anyhow::Result;

use super::Outcome;
use crate::metadata::{Metadata, Package};
use crate::workspace::Workspace;

/// From the bottom up: a crate may use those before it, never those after it.
const LAYERS: [&str; 10] =
    ["figures", "impact", "content", "texts", "workshop", "activities", "report", "store", "web", "bisou"];
/// Crates that know neither socket nor thread nor disk: same input, same output.
const PURE: [&str; 6] = ["figures", "impact", "content", "texts", "workshop", "activities"];
/// What no pure crate has in its tree.
const IMPURE: [&str; 4] = ["tokio", "axum", "hyper", "rusqlite"];
/// Crates beside the product: they may use what they like, the product does not use them.
const TOOLS: [&str; 3] = ["faultfs", "loadgen", "xtask"];

/// One test.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    Ok(Outcome::of_faults(&faults(workspace.metadata())))
}

fn faults(metadata: &Metadata) -> Vec<String> {
    let places = metadata.members().filter_map(place_fault);
    let uses = metadata.members().flat_map(|package| use_faults(metadata, package));
    let pure = metadata.members().filter_map(|package| purity_fault(metadata, package));
    places.chain(uses).chain(pure).collect()
}

fn layer(package: &Package) -> Option<usize> {
    LAYERS.iter().position(|name| *name == package.name)
}

fn is_tool(package: &Package) -> bool {
    TOOLS.contains(&package.name.as_str())
}

fn place_fault(package: &Package) -> Option<String> {
    let name = &package.name;
    let known = layer(package).is_some() || is_tool(package);
    (!known).then(|| {
        format!("`{name}` has no place in the architecture yet: give it one in xtask/src/stages/layers.rs")
    })
}

/// Faults of a crate of the product in what it uses of the workspace.
fn use_faults(metadata: &Metadata, package: &Package) -> Vec<String> {
    let Some(own) = layer(package) else { return vec![] };
    let used = metadata.direct(package).filter(|used| metadata.is_member(used));
    let wrong = used.filter(|used| is_tool(used) || layer(used).is_some_and(|layer| layer >= own));
    wrong
        .map(|used| {
            let why = if is_tool(used) { "is no part of the product" } else { "stands above it" };
            format!("`{}` uses `{}`, which {why}", package.name, used.name)
        })
        .collect()
}

fn purity_fault(metadata: &Metadata, package: &Package) -> Option<String> {
    if !PURE.contains(&package.name.as_str()) {
        return None;
    }
    let way = metadata.way_to_any(package, &IMPURE)?;
    Some(format!("`{}` is to be pure, but reaches {}", package.name, way.join(" > ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::tests::graph;

    #[test]
    fn a_crate_may_use_those_below_it() {
        let graph = graph(&[("web", &["store", "figures"]), ("store", &[]), ("figures", &[])]);
        assert_eq!(faults(&graph), [""; 0]);
    }

    #[test]
    fn a_crate_may_not_use_those_above_it() {
        let graph = graph(&[("content", &["workshop"]), ("workshop", &[])]);
        assert_eq!(faults(&graph), ["`content` uses `workshop`, which stands above it"]);
    }

    #[test]
    fn tools_are_for_tests_alone() {
        let fine = graph(&[("store", &["dev faultfs"]), ("faultfs", &["store"])]);
        assert_eq!(faults(&fine), [""; 0]);
        let wrong = graph(&[("store", &["faultfs"]), ("faultfs", &[])]);
        assert_eq!(faults(&wrong), ["`store` uses `faultfs`, which is no part of the product"]);
    }

    #[test]
    fn a_pure_crate_reaches_no_runtime_even_from_afar() {
        let graph = graph(&[("figures", &["faultfs"]), ("faultfs", &["tokio"]), ("tokio", &[])]);
        let found = faults(&graph);
        assert!(
            found.contains(&"`figures` is to be pure, but reaches figures > faultfs > tokio".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn a_crate_without_a_place_is_asked_for_one() {
        let found = faults(&graph(&[("newcomer", &[])]));
        assert!(found[0].starts_with("`newcomer` has no place in the architecture yet"), "{found:?}");
    }
}
