//! The programs of oidc-discovery: its page shows them as they are, and they do what it says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::tls::Op;

const README: &str = include_str!("../../../oidc-discovery/README.md");
const PROGRAMS: [(&str, &str); 2] = [
    (
        "no_run",
        include_str!("../../../oidc-discovery/examples/log_in.rs"),
    ),
    // It needs a feature that is no default, so the page alone does not compile it.
    (
        "ignore",
        include_str!("../../../oidc-discovery/examples/log_in_blocking.rs"),
    ),
];

#[test]
fn the_readme_shows_the_programs() {
    for (attribute, program) in PROGRAMS {
        let block = format!("```rust,{attribute}\n{program}```\n");
        assert!(README.contains(&block), "{program}");
    }
}

#[test]
fn from_an_issuers_name_to_a_verified_token_are_ten_lines() {
    for (_, program) in PROGRAMS {
        assert!(program.lines().count() <= 10, "{program}");
    }
}

mod log_in {
    include!("../../../oidc-discovery/examples/log_in.rs");

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

mod log_in_blocking {
    include!("../../../oidc-discovery/examples/log_in_blocking.rs");

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

/// Runs a test of this file in a process of its own, whose environment is the program's.
fn runs(test: &str, issuer: &str, token: &str, roots: &Path) -> Output {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "--ignored", "--nocapture", test]);
    command.env("ISSUER", issuer).env("ID_TOKEN", token);
    command
        .env("SSL_CERT_FILE", roots)
        .env_remove("SSL_CERT_DIR");
    command.output().expect("it runs")
}

#[test]
fn they_log_in_who_the_issuer_says_and_nobody_else() {
    let op = Op::good();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let roots = folder.join("roots.pem");
    fs::write(&roots, &op.root_pem).expect("a file");
    for program in ["programs::run_log_in", "programs::run_log_in_blocking"] {
        let good = op.id_token("my-client", "n-1");
        let ran = runs(program, &op.issuer, &good, &roots);
        let said = String::from_utf8_lossy(&ran.stdout);
        assert!(said.contains("user-1 logged in"), "{ran:?}");
        let other = op.id_token("another-client", "n-1");
        let ran = runs(program, &op.issuer, &other, &roots);
        assert!(!ran.status.success(), "{ran:?}");
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(said.contains("another-client"), "{ran:?}");
    }
}

#[test]
#[ignore = "they_log_in_who_the_issuer_says_and_nobody_else runs it"]
fn run_log_in() {
    log_in::run().unwrap_or_else(|error| panic!("{error}"));
}

#[test]
#[ignore = "they_log_in_who_the_issuer_says_and_nobody_else runs it"]
fn run_log_in_blocking() {
    log_in_blocking::run().unwrap_or_else(|error| panic!("{error}"));
}
