//! The page of checks of oidc-tokens is true: its tables are what the library and the cases make of them.

use std::path::Path;

use conformance::case::{self, Case};
use conformance::checks_page;
use conformance::traceability::Showings;

const PAGE: &str = include_str!("../../oidc-tokens/CHECKS.md");
const SHOWN: &str = include_str!("../requirements/shown/oidc-tokens.toml");

fn renewed(page: &str, cases: &[Case]) -> Result<String, String> {
    let showings = Showings::parse(SHOWN).expect("readable showings");
    checks_page::renew(page, cases, &showings)
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    case::load(&folder).expect("cases")
}

#[test]
fn the_page_is_what_the_library_makes_of_it() {
    let renewed = renewed(PAGE, &cases()).expect("a page with its marks");
    assert!(
        renewed == PAGE,
        "cargo run --release -p conformance -- checks oidc-tokens/CHECKS.md makes it anew"
    );
}

#[test]
fn a_row_that_is_not_true_is_noticed() {
    let planted = PAGE.replacen("| `issuer` | OpenID", "| `issuer` | RFC 0", 1);
    assert_ne!(planted, PAGE);
    assert_eq!(renewed(&planted, &cases()).as_deref(), Ok(PAGE));
}

#[test]
fn a_check_that_nothing_shows_is_noticed() {
    let none = renewed(PAGE, &[]).expect_err("there is no case");
    assert_eq!(none, "id_token.verify: nothing shows the check structure");
}

#[test]
fn a_page_without_a_verifier_is_noticed() {
    let planted = PAGE.replacen("<!-- checks of JwtVerifier -->", "", 1);
    let error = renewed(&planted, &cases()).expect_err("a mark is missing");
    assert_eq!(error, "the page has no <!-- checks of JwtVerifier -->");
}

/// Tests that a page names, as `file::name`, and that are not there.
fn absent(page: &str) -> Vec<&str> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let named = page.split('`').filter(|words| words.contains(".rs::"));
    let is_absent = |words: &&str| {
        let (path, name) = words.split_once("::").unwrap_or_default();
        let text = std::fs::read_to_string(root.join(path)).unwrap_or_default();
        !text.contains(&format!("fn {name}("))
    };
    named.filter(is_absent).collect()
}

#[test]
fn the_tests_that_the_page_names_are_there() {
    assert!(PAGE.contains(".rs::"));
    assert_eq!(absent(PAGE), [""; 0]);
}

#[test]
fn a_test_that_is_gone_is_noticed() {
    let name = "the_hash_of_the_state_is_compared";
    let planted = PAGE.replacen(name, "nothing_is_compared", 1);
    assert_eq!(
        absent(&planted),
        ["oidc-tokens/tests/rules/flows.rs::nothing_is_compared"]
    );
}
