//! Facts that a page repeats.

use std::collections::BTreeSet;

use toml::Value;

use crate::manifests::{at, members};
use crate::markdown;
use crate::tree::Tree;
use crate::{holds, notices};

const REQUIRED: [&str; 11] = [
    ".ci/run",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "deny.toml",
    "fuzz/Cargo.toml",
    "fuzz/README.md",
];

fn required(tree: &Tree) -> Vec<String> {
    let readmes = members(tree)
        .into_iter()
        .map(|member| format!("{member}/README.md"));
    let all = REQUIRED.into_iter().map(str::to_owned).chain(readmes);
    let missing = all.filter(|path| !tree.has_file(path));
    missing.map(|path| format!("{path}: missing")).collect()
}

fn workspace_field(tree: &Tree, field: &str) -> String {
    let root = tree.toml("Cargo.toml");
    let value = at(&root, &["workspace", "package", field]).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

fn oldest_rust(tree: &Tree) -> Vec<String> {
    let oldest = workspace_field(tree, "rust-version");
    let mut findings = Vec::new();
    let pages = tree.files_in("", ".md").chain(tree.files_in(".ci/", "run"));
    // The changelog tells of other versions too.
    for (path, text) in pages.filter(|(path, _)| *path != "CHANGELOG.md") {
        // In words, and as a toolchain in a command.
        for sign in ["Rust 1.", "cargo +1."] {
            for (at, _) in text.match_indices(sign) {
                let named = &text[at + sign.len() - "1.".len()..];
                let end = named.find(|c: char| !c.is_ascii_digit() && c != '.');
                let named = named[..end.unwrap_or(named.len())].trim_end_matches('.');
                if named != oldest {
                    findings.push(format!(
                        "{path}: Rust {named}, but rust-version is {oldest}"
                    ));
                }
            }
        }
    }
    findings
}

fn crates(tree: &Tree) -> Vec<String> {
    let root = tree.toml("Cargo.toml");
    let outside = at(&root, &["workspace", "exclude"]).and_then(Value::as_array);
    let outside = outside.into_iter().flatten().filter_map(Value::as_str);
    let listed: BTreeSet<_> = markdown::first_cells(tree.text("README.md"), "crates")
        .into_iter()
        .collect();
    let members = members(tree);
    let members: BTreeSet<_> = members.iter().map(String::as_str).collect();
    let known: BTreeSet<_> = members.iter().copied().chain(outside).collect();
    let absent = members.difference(&listed);
    let absent = absent.map(|name| format!("README.md: {name} is not in the table of crates"));
    let unknown = listed.difference(&known);
    absent
        .chain(unknown.map(|name| format!("README.md: {name} is no crate of this workspace")))
        .collect()
}

fn names(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for member in members(tree) {
        let manifest = tree.toml(&format!("{member}/Cargo.toml"));
        let name = at(&manifest, &["package", "name"]).and_then(Value::as_str);
        if name != Some(member.as_str()) {
            findings.push(format!("{member}: the folder and the crate differ in name"));
        }
    }
    findings
}

fn newest_release(tree: &Tree) -> Vec<String> {
    let version = workspace_field(tree, "version");
    let mut headings = tree
        .text("CHANGELOG.md")
        .lines()
        .filter_map(|line| line.strip_prefix("## "));
    let newest = headings
        .next()
        .and_then(|heading| heading.split(' ').next());
    if newest == Some(version.as_str()) {
        return Vec::new();
    }
    vec![format!("CHANGELOG.md: the first release is not {version}")]
}

#[test]
fn the_pages_are_there() {
    holds(required);
}

#[test]
fn a_missing_page_is_noticed() {
    notices(
        required,
        |tree| tree.remove("README.md"),
        "README.md: missing",
    );
}

#[test]
fn pages_name_the_oldest_rust() {
    holds(oldest_rust);
}

#[test]
fn another_oldest_rust_is_noticed() {
    notices(
        oldest_rust,
        |tree| tree.replace("README.md", "Rust 1.88.", "Rust 1.80."),
        "README.md: Rust 1.80, but rust-version is 1.88",
    );
}

#[test]
fn another_toolchain_in_a_check_is_noticed() {
    notices(
        oldest_rust,
        |tree| tree.replace(".ci/run", "cargo +1.88 ", "cargo +1.85.0 "),
        ".ci/run: Rust 1.85.0, but rust-version is 1.88",
    );
}

#[test]
fn the_readme_lists_the_crates() {
    holds(crates);
}

#[test]
fn a_crate_that_the_readme_leaves_out_is_noticed() {
    notices(
        crates,
        |tree| tree.replace("README.md", "| [`jwks`](jwks) | key sets |\n", ""),
        "README.md: jwks is not in the table of crates",
    );
}

#[test]
fn a_crate_that_is_no_more_is_noticed() {
    notices(
        crates,
        |tree| tree.replace("README.md", "| fuzz |", "| jwe |"),
        "README.md: jwe is no crate of this workspace",
    );
}

#[test]
fn folders_are_named_after_crates() {
    holds(names);
}

#[test]
fn a_folder_with_another_name_is_noticed() {
    notices(
        names,
        |tree| tree.replace("jwks/Cargo.toml", "name = \"jwks\"", "name = \"jwk-set\""),
        "jwks: the folder and the crate differ in name",
    );
}

#[test]
fn the_changelog_begins_with_this_version() {
    holds(newest_release);
}

#[test]
fn a_version_without_a_changelog_entry_is_noticed() {
    notices(
        newest_release,
        |tree| tree.replace("Cargo.toml", "version = \"0.1.0\"", "version = \"0.2.0\""),
        "CHANGELOG.md: the first release is not 0.2.0",
    );
}
