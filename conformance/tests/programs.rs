//! The programs of oidc-tokens: its page shows them as they are, and they do what it says.

mod log_in {
    include!("../../oidc-tokens/examples/log_in.rs");

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

mod guard_api {
    include!("../../oidc-tokens/examples/guard_api.rs");

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

mod explain_refusal {
    include!("../../oidc-tokens/examples/explain_refusal.rs");

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

use std::fs;
use std::path::{Path, PathBuf};

use oidc_tokens::jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{Access, AccessTokenVerifier, NumericDate, Style, jwks::JwkSet};

const README: &str = include_str!("../../oidc-tokens/README.md");
const PROGRAMS: [&str; 3] = [
    include_str!("../../oidc-tokens/examples/log_in.rs"),
    include_str!("../../oidc-tokens/examples/guard_api.rs"),
    include_str!("../../oidc-tokens/examples/explain_refusal.rs"),
];

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../oidc-tokens/examples")
}

fn example(name: &str) -> String {
    fs::read_to_string(examples().join(name)).expect("a file beside the programs")
}

#[test]
fn the_readme_shows_the_programs() {
    for program in PROGRAMS {
        assert!(
            README.contains(&format!("```rust,no_run\n{program}```\n")),
            "{program}"
        );
        assert!(program.lines().count() <= 15, "{program}");
    }
}

/// One test, since the folder that a program runs in is one for all threads.
#[test]
fn they_accept_what_was_signed_and_nothing_else() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["jwks.json", "access_token.jwt"] {
        fs::write(folder.join(name), example(name)).expect("a file");
    }
    // Somebody else's token in the place of the ID token.
    fs::write(folder.join("id_token.jwt"), example("access_token.jwt")).expect("a file");
    std::env::set_current_dir(&folder).expect("the folder");
    let error = log_in::run().expect_err("an access token").to_string();
    assert!(error.contains("this looks like an access token"), "{error}");

    std::env::set_current_dir(examples()).expect("the folder");
    log_in::run().expect("an ID token");
    guard_api::run().expect("an answer");
    explain_refusal::run().expect("a report");
}

#[test]
fn the_readme_shows_the_report() {
    let set = JwkSet::parse(&example("jwks.json")).expect("a set");
    let keys = KeyRing::new(set, Algorithms::asymmetric()).expect("keys");
    let api = AccessTokenVerifier::new("https://op.example", "https://api.example");
    let api = api.expect("a verifier");
    let access = Access::with_scopes(&["orders:read"]);
    let now = NumericDate::from_seconds(1_795_652_778);
    let token = example("access_token.jwt");
    api.verify_at(&keys, token.trim(), &access, now)
        .expect("an access token");
    let token = example("id_token.jwt");
    let report = api.explain_at(&keys, token.trim(), &access, now);
    let block = format!("```text\n{}```\n", report.shown(Style::Plain));
    assert!(README.contains(&block), "{block}");
}
