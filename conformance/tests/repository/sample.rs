//! The smallest workspace in which no gate finds anything.

use crate::tree::Tree;

const ROOT: &str = r#"[workspace]
members = ["conformance", "jwk-types", "jwks"]
exclude = ["fuzz"]

[workspace.package]
version = "0.1.0"
rust-version = "1.88"

[workspace.dependencies]
# The layers.
jwk-types = { path = "jwk-types" }
jwks = { path = "jwks" }

[profile.release]
"#;

const LIBRARY: &str = r#"#![no_std]
#![forbid(unsafe_code)]
#![warn(
missing_docs,
clippy::exhaustive_enums,
clippy::exhaustive_structs,
clippy::missing_errors_doc,
clippy::missing_panics_doc,
)]
#![cfg_attr(
not(test),
warn(
clippy::arithmetic_side_effects,
clippy::as_conversions,
clippy::expect_used,
clippy::indexing_slicing,
clippy::panic,
clippy::print_stderr,
clippy::print_stdout,
clippy::unwrap_used,
)
)]

#[cfg(feature = "std")]
extern crate std;
"#;

const README: &str = "# A workspace

It needs Rust 1.88.

## The crates

| crate | what it is |
|---|---|
| [`conformance`](conformance) | the runner |
| jwk-types | keys |
| [`jwks`](jwks) | key sets |
| fuzz | fuzzing |

## How to run

```sh
cargo test --workspace --locked
```
";

const CONTRIBUTING: &str = "# Contributing

```sh
cargo test --workspace --locked   # all of them
cargo fmt --all --check
cargo +1.88 check
cargo +nightly fuzz run json -- -max_total_time=60
```
";

const CHECKS: &str = "
step test cargo test --workspace --locked
step fmt cargo fmt --all --check
step rust-version cargo +1.88 check
    step fuzz cargo +nightly fuzz run \"$target\"
";

fn manifest(name: &str, dependency: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion.workspace = true\nedition.workspace = true\n\
         rust-version.workspace = true\nlicense.workspace = true\n\n{dependency}[lints]\nworkspace = true\n"
    )
}

pub(crate) fn workspace() -> Tree {
    let below = "[dependencies]\njwk-types.workspace = true\n\n";
    Tree::of(&[
        (".ci/run", CHECKS),
        ("CHANGELOG.md", "# Changelog\n\n## 0.1.0 (unreleased)\n"),
        ("CONTRIBUTING.md", CONTRIBUTING),
        ("Cargo.lock", ""),
        ("Cargo.toml", ROOT),
        ("LICENSE-APACHE", ""),
        ("LICENSE-MIT", ""),
        ("README.md", README),
        ("SECURITY.md", ""),
        ("conformance/Cargo.toml", &manifest("conformance", "")),
        ("conformance/README.md", ""),
        ("conformance/src/main.rs", "use std::fs;\n"),
        ("deny.toml", ""),
        (
            "fuzz/Cargo.toml",
            "[workspace]\n\n[[bin]]\nname = \"json\"\npath = \"fuzz_targets/json.rs\"\n",
        ),
        (
            "fuzz/README.md",
            "## The targets\n\n| target | what |\n|---|---|\n| `json` | reads |\n",
        ),
        ("fuzz/fuzz_targets/json.rs", "#![no_main]\n"),
        ("jwk-types/Cargo.toml", &manifest("jwk-types", "")),
        ("jwk-types/README.md", ""),
        ("jwk-types/src/lib.rs", LIBRARY),
        ("jwks/Cargo.toml", &manifest("jwks", below)),
        ("jwks/README.md", "# jwks\n\n## What it is\n"),
        ("jwks/src/lib.rs", LIBRARY),
    ])
}
