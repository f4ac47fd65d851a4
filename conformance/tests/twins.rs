//! Every rejection has a twin: a case that is accepted, by our own subject too, and that lacks the one defect.
//!
//! What a recipe makes differs from its twin in one edit; `tests/recipes/` plants a second one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use conformance::case::{self, Case, Expect};
use conformance::divergence::Divergences;
use conformance::protocol::Verdict;
use conformance::subject::ops;

/// Examples of others and what they are refused for, where nothing that is accepted is one defect away.
const ALONE: [(&str, &str); 8] = [
    (
        "oidc-discovery-5-unicode-decomposed",
        "an issuer with letters beyond ASCII is no URL, composed or not",
    ),
    (
        "rfc7515-a.5-unsecured-no-keys",
        "an example: nothing is signed, and there is no key",
    ),
    (
        "rfc7515-e",
        "the example of the appendix: not secured, and an extension that nobody knows",
    ),
    (
        "rfc7516-a.1-not-a-jws",
        "an example of a JWE, as it is printed",
    ),
    (
        "rfc7516-a.2-not-a-jws",
        "an example of a JWE, as it is printed",
    ),
    (
        "rfc7516-a.3-not-a-jws",
        "an example of a JWE, as it is printed",
    ),
    (
        "rfc7516-a.4-not-a-jws",
        "an example of a JWE, as it is printed",
    ),
    (
        "rfc7797-7-not-in-a-jwt",
        "a payload that is not encoded changes the whole token",
    ),
];

fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn all() -> Vec<Case> {
    case::load(&own("cases")).expect("readable cases")
}

/// Rejections without a twin that are not listed, and entries of the list that are not true.
fn findings(cases: &[Case], alone: &[(&str, &str)]) -> Vec<String> {
    let mut listed: BTreeMap<&str, &str> = alone.iter().copied().collect();
    let mut findings = Vec::new();
    for case in cases.iter().filter(|case| case.expect == Expect::Reject) {
        match (case::twin(case, cases), listed.remove(&*case.id)) {
            (None, None) => findings.push(format!("{} has no twin", case.id)),
            (Some(twin), Some(_)) => {
                findings.push(format!("{} has {} for a twin", case.id, twin.id));
            }
            (None, Some(reason)) if reason.trim().is_empty() => {
                findings.push(format!("{} is listed without a reason", case.id));
            }
            _ => {}
        }
    }
    findings.extend(listed.keys().map(|id| format!("{id} is no rejection")));
    findings
}

/// What our own subject answers otherwise among the twins.
fn refused(cases: &[Case]) -> Vec<&str> {
    let twins = cases.iter().filter_map(|case| case::twin(case, cases));
    let twins: BTreeMap<&str, &Case> = twins.map(|twin| (&*twin.id, twin)).collect();
    let refused = twins.into_values().filter(|twin| {
        let staged = twin.provider.as_ref().map(|live| {
            let staged = live.stage(&twin.request);
            staged.expect("a provider that starts")
        });
        let request = staged
            .as_ref()
            .map_or(&twin.request, |staged| &staged.request);
        !matches!(ops::answer(request), Verdict::Accept { .. })
    });
    refused.map(|twin| &*twin.id).collect()
}

#[test]
fn every_rejection_has_a_twin() {
    assert_eq!(findings(&all(), &ALONE), [""; 0]);
}

#[test]
fn our_subject_accepts_every_twin_but_those_it_is_known_not_to() {
    let cases = all();
    let known = Divergences::load(&own("divergences.jsonl"), &cases).expect("divergences");
    let known: BTreeSet<&str> = known.ids().collect();
    let mut refused = refused(&cases);
    refused.retain(|id| !known.contains(id));
    assert_eq!(refused, [""; 0]);
}

fn case(id: &str, expect: &str, op: &str, twin: &str) -> Case {
    let twin = match twin {
        "" => String::new(),
        twin => format!(r#","twin":"{twin}""#),
    };
    let member = match op {
        "jwk.parse" => r#""jwk":"{}""#,
        _ => r#""jwks":"{}""#,
    };
    let line = format!(
        r#"{{"id":"{id}","source":"","requirement":[],"request":{{"op":"{op}",{member}}},"expect":"{expect}"{twin},"level":"must"}}"#
    );
    Case::parse(&line, "rfc0/1-a").expect("a case")
}

#[test]
fn a_rejection_without_a_twin_is_noticed() {
    let bad = |twin| {
        let cases = [
            case("a", "accept", "jwk.parse", ""),
            case("b", "accept", "jwk_set.parse", ""),
            case("z-bad", "reject", "jwk.parse", twin),
            case("z-worse", "reject", "jwk.parse", "a"),
        ];
        findings(&cases, &[])
    };
    assert_eq!(bad("a"), [""; 0], "sound without the fault");
    // None, one of another op, one that is rejected itself, one that is not there.
    for twin in ["", "b", "z-worse", "c"] {
        assert_eq!(bad(twin), ["z-bad has no twin"], "{twin}");
    }
}

#[test]
fn an_entry_that_is_not_true_is_noticed() {
    let cases = [
        case("a", "accept", "jwk.parse", ""),
        case("a-bad", "reject", "jwk.parse", ""),
        case("b", "reject", "jwk.parse", ""),
    ];
    let found = |alone: &[(&str, &str)]| findings(&cases, alone);
    assert_eq!(found(&[("b", "why")]), [""; 0], "sound without the fault");
    assert_eq!(found(&[]), ["b has no twin"]);
    assert_eq!(found(&[("b", " ")]), ["b is listed without a reason"]);
    let stale = |id| found(&[("b", "why"), (id, "why")]);
    assert_eq!(stale("a-bad"), ["a-bad has a for a twin"]);
    assert_eq!(stale("a"), ["a is no rejection"]);
    assert_eq!(stale("c"), ["c is no rejection"]);
}

#[test]
fn a_twin_that_our_subject_refuses_is_noticed() {
    // Neither `{}` is a key, nor is it a key set.
    let cases = [
        case("a", "accept", "jwk.parse", ""),
        case("a-bad", "reject", "jwk.parse", ""),
        case("b", "accept", "jwk_set.parse", ""),
    ];
    assert_eq!(refused(&cases), ["a"]);
}
