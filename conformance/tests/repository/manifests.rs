//! One set of lints, versions and dependencies, kept in the root manifest.

use toml::{Table, Value};

use crate::tree::Tree;
use crate::{holds, notices};

pub(crate) fn members(tree: &Tree) -> Vec<String> {
    let root = tree.toml("Cargo.toml");
    let members = at(&root, &["workspace", "members"]).and_then(Value::as_array);
    let members = members.into_iter().flatten().filter_map(Value::as_str);
    members.map(str::to_owned).collect()
}

pub(crate) fn at<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let mut value = table.get(*first)?;
    for name in rest {
        value = value.get(name)?;
    }
    Some(value)
}

/// What a manifest depends on, in any of its tables.
pub(crate) fn dependencies(manifest: &Table) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let table = manifest.get(kind).and_then(Value::as_table);
        found.extend(
            table
                .into_iter()
                .flatten()
                .map(|(k, v)| (k.clone(), v.clone())),
        );
    }
    let targets = manifest.get("target").and_then(Value::as_table);
    for target in targets.into_iter().flatten() {
        found.extend(target.1.as_table().map(dependencies).unwrap_or_default());
    }
    found
}

fn is_true(table: &Table, path: &[&str]) -> bool {
    at(table, path).and_then(Value::as_bool) == Some(true)
}

fn inheritance(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for member in members(tree) {
        let manifest = tree.toml(&format!("{member}/Cargo.toml"));
        for field in ["version", "edition", "rust-version", "license"] {
            if !is_true(&manifest, &["package", field, "workspace"]) {
                findings.push(format!("{member}: {field} is not the workspace's"));
            }
        }
        if !is_true(&manifest, &["lints", "workspace"]) {
            findings.push(format!("{member}: lints are not the workspace's"));
        }
    }
    findings
}

fn own_dependencies(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for member in members(tree) {
        let manifest = tree.toml(&format!("{member}/Cargo.toml"));
        for (name, value) in dependencies(&manifest) {
            if value.get("workspace").and_then(Value::as_bool) != Some(true) {
                findings.push(format!("{member}: {name} is not the workspace's"));
            }
        }
    }
    findings
}

/// In `[workspace.dependencies]` a group is a run of lines without a blank one; a comment heads it.
fn reasons(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    let mut explained = false;
    let lines = tree.text("Cargo.toml").lines();
    let section = lines.skip_while(|line| *line != "[workspace.dependencies]");
    for line in section.skip(1).take_while(|line| !line.starts_with('[')) {
        match line.split_once(" = ") {
            _ if line.is_empty() => explained = false,
            _ if line.starts_with('#') => explained = true,
            Some((name, _)) if !explained && !name.starts_with(' ') => {
                findings.push(format!("Cargo.toml: {name} has no reason above it"));
            }
            _ => {}
        }
    }
    findings
}

#[test]
fn members_inherit_from_the_workspace() {
    holds(inheritance);
}

#[test]
fn a_member_without_the_lints_is_noticed() {
    notices(
        inheritance,
        |tree| tree.replace("jwks/Cargo.toml", "[lints]\nworkspace = true\n", ""),
        "jwks: lints are not the workspace's",
    );
}

#[test]
fn a_member_with_a_version_of_its_own_is_noticed() {
    notices(
        inheritance,
        |tree| {
            tree.replace(
                "jwks/Cargo.toml",
                "version.workspace = true",
                "version = \"9.0.0\"",
            );
        },
        "jwks: version is not the workspace's",
    );
}

#[test]
fn dependencies_are_named_in_one_place() {
    holds(own_dependencies);
}

#[test]
fn a_dependency_that_a_member_versions_is_noticed() {
    notices(
        own_dependencies,
        |tree| {
            tree.replace(
                "jwks/Cargo.toml",
                "jwk-types.workspace = true",
                "jwk-types = \"0.1\"",
            );
        },
        "jwks: jwk-types is not the workspace's",
    );
}

#[test]
fn a_dependency_of_one_target_is_noticed_too() {
    notices(
        own_dependencies,
        |tree| {
            tree.replace(
                "jwks/Cargo.toml",
                "[lints]",
                "[target.'cfg(unix)'.dev-dependencies]\nlibc = { version = \"0.2\" }\n[lints]",
            );
        },
        "jwks: libc is not the workspace's",
    );
}

#[test]
fn dependencies_have_a_reason() {
    holds(reasons);
}

#[test]
fn a_dependency_without_a_reason_is_noticed() {
    notices(
        reasons,
        |tree| tree.replace("Cargo.toml", "\n[profile", "\nserde = \"1\"\n\n[profile"),
        "Cargo.toml: serde has no reason above it",
    );
}
