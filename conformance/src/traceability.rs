//! Ties cases to rules, and rules to each other.
//!
//! Each gate returns its findings, one a line; none means that it holds.

mod citation;
mod coverage;
mod evidence;
mod showing;

use std::collections::HashSet;

use crate::case::Case;
use crate::requirement::{Catalogue, Requirement};

pub use citation::{Citation, citations};
pub use coverage::{Coverage, Covered, How, Source};
pub use evidence::{Evidence, groups};
pub use showing::{Gate, NotEnforced, NotShown, Showings, Shown, Side};

const LEVELS: [&str; 12] = [
    "MUST",
    "MUST NOT",
    "REQUIRED",
    "must",
    "SHOULD",
    "SHOULD NOT",
    "RECOMMENDED",
    "NOT RECOMMENDED",
    "should",
    "MAY",
    "OPTIONAL",
    "may",
];
/// The crates that rules bind.
pub const CRATES: [&str; 5] = [
    "jwk-types",
    "jwks",
    "jws-verify",
    "oidc-tokens",
    "oidc-discovery",
];
const TESTS: [&str; 5] = ["case", "property", "network", "type", "review"];

/// Every rule has an id of its own that begins with its file and section.
pub fn ids(catalogue: &Catalogue) -> Vec<String> {
    let mut findings = Vec::new();
    let mut seen = HashSet::new();
    for Requirement {
        id, section, file, ..
    } in &catalogue.requirements
    {
        if !seen.insert(id) {
            findings.push(format!("{id}: listed twice"));
        }
        let ordinal = id.strip_prefix(&format!("{file}-{section}-"));
        if !ordinal.is_some_and(|ordinal| ordinal.starts_with(|c: char| c.is_ascii_digit())) {
            findings.push(format!(
                "{id}: does not begin with {file}-{section} and a number"
            ));
        }
    }
    findings
}

/// Every rule has a summary, and words that the catalogue explains.
pub fn words(catalogue: &Catalogue) -> Vec<String> {
    let mut findings = Vec::new();
    for rule in &catalogue.requirements {
        let id = &rule.id;
        if rule.summary.trim().is_empty() {
            findings.push(format!("{id}: no summary"));
        }
        if !LEVELS.contains(&&*rule.level) {
            findings.push(format!("{id}: no level `{}`", rule.level));
        }
        if !CRATES.contains(&&*rule.binds) {
            findings.push(format!("{id}: binds no crate `{}`", rule.binds));
        }
        if !TESTS.contains(&&*rule.test) {
            findings.push(format!("{id}: no kind of test `{}`", rule.test));
        }
    }
    findings
}

/// `same_as` and `related` lead to other rules.
pub fn references(catalogue: &Catalogue) -> Vec<String> {
    let known = known(catalogue);
    let mut findings = Vec::new();
    for rule in &catalogue.requirements {
        for other in rule.same_as.iter().chain(&rule.related) {
            if *other == rule.id {
                findings.push(format!("{other}: refers to itself"));
            } else if !known.contains(other.as_str()) {
                findings.push(format!("{}: there is no {other}", rule.id));
            }
        }
    }
    findings
}

/// Every case names rules, each of them in the catalogue and once.
pub fn cases(cases: &[Case], catalogue: &Catalogue) -> Vec<String> {
    let known = known(catalogue);
    let mut findings = Vec::new();
    for case in cases {
        let mut seen = HashSet::new();
        if case.requirement.is_empty() {
            findings.push(format!("{}: names no rule", case.id));
        }
        for rule in &case.requirement {
            if !known.contains(rule.as_str()) {
                findings.push(format!("{}: there is no {rule}", case.id));
            }
            if !seen.insert(rule) {
                findings.push(format!("{}: names {rule} twice", case.id));
            }
        }
    }
    findings
}

fn known(catalogue: &Catalogue) -> HashSet<&str> {
    let ids = catalogue.requirements.iter().map(|rule| rule.id.as_str());
    ids.collect()
}
