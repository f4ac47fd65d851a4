//! What manifests and pages say about this repository, compared with what is there.
//!
//! A gate takes a tree of files and returns its findings. Each is held against the repository and, beside that,
//! against a small sound workspace with one fault planted, so that a gate that sees nothing is seen itself.

mod commands;
mod fuzzing;
mod libraries;
mod links;
mod manifests;
mod markdown;
mod no_std;
mod pages;
mod sample;
mod text;
mod tree;

use tree::Tree;

type Gate = fn(&Tree) -> Vec<String>;

#[track_caller]
fn holds(gate: Gate) {
    let findings = gate(&Tree::repository());
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[track_caller]
fn notices(gate: Gate, fault: impl FnOnce(&mut Tree), finding: &str) {
    let mut tree = sample::workspace();
    assert_eq!(gate(&tree), [""; 0], "accepted without the fault");
    fault(&mut tree);
    assert_eq!(gate(&tree), [finding]);
}
