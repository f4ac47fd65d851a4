//! Proof that the libraries need `alloc` alone, on any machine.
//!
//! A crate that defines the panic handler cannot have `std`, which defines it too, anywhere below it: the compiler
//! finds the same lang item twice. So no target without `std` has to be installed.

use std::fs;
use std::path::Path;
use std::process::Command;

use toml::Value;

use crate::libraries::LAYERS;
use crate::manifests::members;
use crate::tree::Tree;

const HANDLER: &str = "#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
";

/// Checks a crate that depends on `library` with these features and defines the panic handler.
fn check(library: &str, features: &[String]) -> Result<(), String> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let root = root.canonicalize().expect("the workspace");
    let probe = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no_std");
    let manifest = format!(
        "[package]\nname = \"no-std-probe\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n\
         [dependencies]\n{library} = {{ path = {:?}, default-features = false, features = {features:?} }}\n",
        root.join(library),
    );
    let name = library.replace('-', "_");
    fs::create_dir_all(&probe).expect("a folder for the probe");
    fs::copy(root.join("Cargo.lock"), probe.join("Cargo.lock")).expect("the lock file");
    fs::write(probe.join("Cargo.toml"), manifest).expect("a manifest");
    fs::write(
        probe.join("lib.rs"),
        format!("{HANDLER}extern crate {name} as _;\n"),
    )
    .expect("a source file");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--manifest-path"])
        .arg(probe.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", probe.join("target"))
        .output()
        .expect("cargo");
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Every feature of a library but those that bring `std`.
fn features(tree: &Tree, library: &str) -> Vec<String> {
    let manifest = tree.toml(&format!("{library}/Cargo.toml"));
    let features = manifest.get("features").and_then(Value::as_table);
    let brings_std = |enabled: &Value| {
        let enabled = enabled.as_array().into_iter().flatten();
        enabled.filter_map(Value::as_str).any(|name| name == "std")
    };
    let features = features.into_iter().flatten();
    let features = features.filter(|(name, enabled)| *name != "std" && !brings_std(enabled));
    features.map(|(name, _)| name.clone()).collect()
}

#[test]
fn features_that_bring_std_are_left_out() {
    let features = features(&Tree::repository(), "jws-verify");
    for (name, kept) in [
        ("default", false),
        ("std", false),
        ("aws-lc-rs", false),
        ("ecdsa", true),
        ("ml-dsa", true),
    ] {
        assert_eq!(
            features.iter().any(|feature| feature == name),
            kept,
            "{name}"
        );
    }
}

#[test]
#[ignore = "builds the libraries once more; the step `features` of .ci/run runs it"]
fn libraries_link_without_std() {
    let tree = Tree::repository();
    let members = members(&tree);
    for library in LAYERS {
        if library == "oidc-discovery" || !members.iter().any(|member| member == library) {
            continue;
        }
        if let Err(errors) = check(library, &features(&tree, library)) {
            panic!("{library} needs std:\n{errors}");
        }
    }
    // The probe itself: with std it must not pass, and for that reason.
    let errors = check("jwk-types", &["std".to_owned()]).expect_err("std is there");
    assert!(errors.contains("duplicate lang item"), "{errors}");
}
