//! What every library promises: its lints, its layer, no I/O and no clock, and `alloc` alone without `std`.

use crate::manifests::{dependencies, members};
use crate::tree::Tree;
use crate::{holds, notices};

/// Lowest first. A library depends only on those before it.
pub(crate) const LAYERS: [&str; 5] = [
    "jwk-types",
    "jwks",
    "jws-verify",
    "oidc-tokens",
    "oidc-discovery",
];

const WARNED: [&str; 5] = [
    "clippy::exhaustive_enums",
    "clippy::exhaustive_structs",
    "clippy::missing_errors_doc",
    "clippy::missing_panics_doc",
    "missing_docs",
];

const WARNED_OUTSIDE_TESTS: [&str; 8] = [
    "clippy::arithmetic_side_effects",
    "clippy::as_conversions",
    "clippy::expect_used",
    "clippy::indexing_slicing",
    "clippy::panic",
    "clippy::print_stderr",
    "clippy::print_stdout",
    "clippy::unwrap_used",
];

/// Time is an argument and fetching is a trait.
const WORLD: [&str; 9] = [
    "Instant::",
    "SystemTime::now",
    "SystemTime",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "thread::",
];

/// Where the world begins: files, or folders, and what they may name. The clock of `oidc-tokens` is for those who ask
/// for it by calling `now` or `verify` without a time; `oidc-discovery` holds all of its I/O here.
const GATES: [(&str, &[&str]); 10] = [
    (CLOCK, &["SystemTime", "SystemTime::now"]),
    // As a type: HTTP dates, and the time of day that a clock gives.
    ("oidc-discovery/src/", &["SystemTime"]),
    (
        "oidc-discovery/src/clock.rs",
        &["Instant::", "SystemTime::now"],
    ),
    ("oidc-discovery/src/client/", &["std::net"]),
    (
        "oidc-discovery/src/client/tests.rs",
        &["std::thread", "thread::"],
    ),
    (
        "oidc-discovery/src/provider/tests.rs",
        &["SystemTime::now", "std::thread", "thread::"],
    ),
    (
        "oidc-discovery/src/blocking.rs",
        &["Instant::", "std::thread", "thread::"],
    ),
    // What a thread remembers for itself; none is started.
    ("jws-verify/src/header/memo.rs", &["std::thread"]),
    ("oidc-discovery/src/provider.rs", &["Instant::"]),
    (
        "oidc-discovery/src/source/model.rs",
        &["std::env", "std::process", "thread::"],
    ),
];

const CLOCK: &str = "oidc-tokens/src/clock.rs";

fn libraries(tree: &Tree) -> Vec<String> {
    let mut members = members(tree);
    members.retain(|member| LAYERS.contains(&member.as_str()));
    members
}

fn lints(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for library in libraries(tree) {
        let text = tree.text(&format!("{library}/src/lib.rs"));
        let text: String = text.split_whitespace().collect();
        if !text.contains("#![forbid(unsafe_code)]") {
            findings.push(format!("{library}: unsafe code is not forbidden"));
        }
        let lists = [
            ("#![warn(", WARNED.as_slice()),
            (
                "#![cfg_attr(not(test),warn(",
                WARNED_OUTSIDE_TESTS.as_slice(),
            ),
        ];
        for (opening, wanted) in lists {
            let list = text.split_once(opening).map_or("", |(_, rest)| rest);
            let list = list.split_once(')').map_or("", |(list, _)| list);
            let list: Vec<_> = list.split(',').collect();
            let missing = wanted.iter().filter(|lint| !list.contains(*lint));
            findings
                .extend(missing.map(|lint| format!("{library}: {lint} is not in {opening}...)")));
        }
    }
    findings
}

fn layers(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    let members = members(tree);
    let position = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    for member in &members {
        let Some(own) = position(member) else {
            if member != "conformance" {
                findings.push(format!("{member}: not one of the layers"));
            }
            continue;
        };
        for (name, _) in dependencies(&tree.toml(&format!("{member}/Cargo.toml"))) {
            let below = position(&name).is_some_and(|layer| layer < own);
            if members.contains(&name) && !below {
                findings.push(format!("{member}: {name} is not below it"));
            }
        }
    }
    findings
}

fn isolation(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for library in libraries(tree) {
        for (path, text) in tree.files_in(&format!("{library}/src/"), ".rs") {
            for (number, line) in (1..).zip(text.lines()) {
                if line.trim_start().starts_with("//") {
                    continue;
                }
                let mut named = WORLD.iter().filter(|name| line.contains(**name));
                let named = named.find(|name| !may_name(path, name));
                findings.extend(named.map(|name| format!("{path}:{number}: names {name}")));
            }
        }
    }
    findings
}

fn may_name(path: &str, name: &str) -> bool {
    let mut gates = GATES.iter().filter(|(place, _)| path.starts_with(place));
    gates.any(|(_, names)| names.contains(&name))
}

fn alloc_alone(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for library in libraries(tree) {
        if library == "oidc-discovery" {
            continue;
        }
        let path = format!("{library}/src/lib.rs");
        let lines: Vec<_> = tree.text(&path).lines().collect();
        if !lines.contains(&"#![no_std]") {
            findings.push(format!("{path}: not no_std"));
        }
        for (path, text) in tree.files_in(&format!("{library}/src/"), ".rs") {
            let mut before = "";
            for line in text.lines() {
                let links = line.trim_start().starts_with("extern crate std");
                if links && before != "#[cfg(feature = \"std\")]" {
                    findings.push(format!("{path}: links std without the feature"));
                }
                before = line;
            }
        }
    }
    findings
}

#[test]
fn libraries_carry_the_lints() {
    holds(lints);
}

#[test]
fn a_library_that_does_not_forbid_unsafe_code_is_noticed() {
    notices(
        lints,
        |tree| tree.replace("jwks/src/lib.rs", "#![forbid(unsafe_code)]\n", ""),
        "jwks: unsafe code is not forbidden",
    );
}

#[test]
fn a_library_without_one_lint_is_noticed() {
    notices(
        lints,
        |tree| tree.replace("jwks/src/lib.rs", "clippy::panic,\n", ""),
        "jwks: clippy::panic is not in #![cfg_attr(not(test),warn(...)",
    );
}

#[test]
fn libraries_depend_on_those_below() {
    holds(layers);
}

#[test]
fn a_library_that_depends_on_one_above_is_noticed() {
    notices(
        layers,
        |tree| {
            tree.replace(
                "jwk-types/Cargo.toml",
                "[lints]",
                "[dependencies]\njwks.workspace = true\n[lints]",
            );
        },
        "jwk-types: jwks is not below it",
    );
}

#[test]
fn a_library_that_depends_on_the_runner_is_noticed() {
    notices(
        layers,
        |tree| {
            tree.replace(
                "jwks/Cargo.toml",
                "[lints]",
                "[dev-dependencies]\nconformance.workspace = true\n[lints]",
            );
        },
        "jwks: conformance is not below it",
    );
}

#[test]
fn libraries_leave_the_world_alone() {
    holds(isolation);
}

#[test]
fn a_library_that_reads_the_clock_is_noticed() {
    notices(
        isolation,
        |tree| {
            tree.write(
                "jwks/src/cache.rs",
                "// SystemTime is fine here.\nuse std::time::SystemTime;\n",
            );
        },
        "jwks/src/cache.rs:2: names SystemTime",
    );
}

#[test]
fn the_clock_of_oidc_tokens_reads_the_clock_and_nothing_else() {
    let path = CLOCK;
    notices(
        isolation,
        |tree| {
            tree.replace("Cargo.toml", "\"jwks\"", "\"jwks\", \"oidc-tokens\"");
            tree.write(path, "use std::time::SystemTime;\nuse std::fs;\n");
        },
        "oidc-tokens/src/clock.rs:2: names std::fs",
    );
}

#[test]
fn oidc_discovery_leaves_the_world_to_its_gates() {
    for (path, text, finding) in [
        (
            "oidc-discovery/src/cache/machine.rs",
            "let now = Instant::now();\n",
            "names Instant::",
        ),
        (
            "oidc-discovery/src/job.rs",
            "let now = SystemTime::now();\n",
            "names SystemTime::now",
        ),
        (
            "oidc-discovery/src/url.rs",
            "use std::net::TcpStream;\n",
            "names std::net",
        ),
    ] {
        let finding = format!("{path}:1: {finding}");
        notices(
            isolation,
            |tree| {
                tree.replace("Cargo.toml", "\"jwks\"", "\"jwks\", \"oidc-discovery\"");
                tree.write(path, text);
            },
            &finding,
        );
    }
}

#[test]
fn libraries_can_do_without_std() {
    holds(alloc_alone);
}

#[test]
fn a_library_that_always_links_std_is_noticed() {
    notices(
        alloc_alone,
        |tree| tree.replace("jwks/src/lib.rs", "#[cfg(feature = \"std\")]\n", "\n"),
        "jwks/src/lib.rs: links std without the feature",
    );
}

#[test]
fn a_library_that_is_not_no_std_is_noticed() {
    notices(
        alloc_alone,
        |tree| tree.replace("jwks/src/lib.rs", "#![no_std]\n", ""),
        "jwks/src/lib.rs: not no_std",
    );
}
