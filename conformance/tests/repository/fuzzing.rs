//! A fuzz target is a file, an entry in the manifest and a row in the list.

use std::collections::BTreeSet;

use toml::Value;

use crate::manifests::at;
use crate::markdown;
use crate::tree::Tree;
use crate::{holds, notices};

const FOLDER: &str = "fuzz/fuzz_targets/";

fn targets(tree: &Tree) -> Vec<String> {
    let files = tree
        .files_in(FOLDER, ".rs")
        .map(|(path, _)| &path[FOLDER.len()..path.len() - 3]);
    // A folder holds what several targets share.
    let files: BTreeSet<_> = files.filter(|name| !name.contains('/')).collect();
    let manifest = tree.toml("fuzz/Cargo.toml");
    let entries = manifest.get("bin").and_then(Value::as_array);
    let entries: BTreeSet<_> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let name = entry.get("name")?.as_str()?;
            let path = entry.get("path")?.as_str()?;
            (path == format!("fuzz_targets/{name}.rs")).then_some(name)
        })
        .collect();
    let rows: BTreeSet<_> = markdown::first_cells(tree.text("fuzz/README.md"), "targets")
        .into_iter()
        .collect();

    let mut findings = Vec::new();
    if files.is_empty() {
        findings.push("fuzz: there is no target".to_owned());
    }
    for (place, listed) in [("fuzz/Cargo.toml", &entries), ("fuzz/README.md", &rows)] {
        let absent = files.difference(listed);
        findings.extend(absent.map(|name| format!("{place}: {name} is not listed")));
        let unknown = listed.difference(&files);
        findings.extend(unknown.map(|name| format!("{place}: {name} has no file")));
    }
    if at(&manifest, &["workspace"]).is_none() {
        findings.push("fuzz/Cargo.toml: not a workspace of its own".to_owned());
    }
    findings
}

#[test]
fn fuzz_targets_are_listed() {
    holds(targets);
}

#[test]
fn a_target_that_is_not_in_the_manifest_is_noticed() {
    notices(
        targets,
        |tree| {
            tree.replace(
                "fuzz/Cargo.toml",
                "fuzz_targets/json.rs",
                "fuzz_targets/jwk.rs",
            );
        },
        "fuzz/Cargo.toml: json is not listed",
    );
}

#[test]
fn a_target_that_is_not_in_the_list_is_noticed() {
    notices(
        targets,
        |tree| tree.replace("fuzz/README.md", "| `json` | reads |\n", ""),
        "fuzz/README.md: json is not listed",
    );
}

#[test]
fn a_listed_target_without_a_file_is_noticed() {
    notices(
        targets,
        |tree| {
            tree.replace(
                "fuzz/README.md",
                "| `json` |",
                "| `jwe` | opens |\n| `json` |",
            );
        },
        "fuzz/README.md: jwe has no file",
    );
}

#[test]
fn targets_in_the_workspace_of_the_libraries_are_noticed() {
    notices(
        targets,
        |tree| tree.replace("fuzz/Cargo.toml", "[workspace]\n", ""),
        "fuzz/Cargo.toml: not a workspace of its own",
    );
}
