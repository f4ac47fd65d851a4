//! Subjects that lack one check: the runner names what they lack, by the cases that fail.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{conformance, subject};
use conformance::case::{self, Case, Expect};

fn cases() -> BTreeMap<String, Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let cases = case::load(&folder).expect("cases");
    let named = cases.into_iter().map(|case| (case.id.clone(), case));
    named.collect()
}

/// Runs the cases of a few ops. Those named fail, and nothing fails but what is wrong in the way of the fault.
#[track_caller]
fn is_found_out(mode: &str, ops: &str, reasons: &[&str], named: &[&str]) {
    let subject = subject(mode);
    let ran = conformance(&[
        "run",
        "--subject",
        &subject,
        "--op",
        ops,
        "--level",
        "must,should",
    ]);
    assert_eq!(ran.status, 1, "{ran}");
    let cases = cases();
    let failed = ran.output.lines().filter_map(|line| {
        let (id, rest) = line.split_once(" (")?;
        rest.contains("): expected ")
            .then(|| cases.get(id))
            .flatten()
    });
    let failed: Vec<&Case> = failed.collect();
    for case in &failed {
        assert_eq!(case.expect, Expect::Reject, "{}", case.id);
        let wrong_so = |reason: &String| reasons.contains(&reason.as_str());
        assert!(case.reason.iter().any(wrong_so), "{} fails: {ran}", case.id);
    }
    for id in named {
        assert!(
            failed.iter().any(|case| case.id == *id),
            "{id} passes: {ran}"
        );
    }
    let told = ran
        .output
        .lines()
        .find_map(|line| line.strip_prefix("wrongly accepted, by what is wrong: "));
    let told = told.unwrap_or_default();
    let first = told.split(' ').next().unwrap_or_default();
    assert!(reasons.contains(&first), "{told}");
}

#[test]
fn one_that_ignores_crit_is_found_out() {
    is_found_out(
        "ignores-crit",
        "jws.verify,jwt.verify",
        &["unknown_crit"],
        &["rfc7515-e", "jwt-crit-unknown"],
    );
}

#[test]
fn one_that_ignores_what_a_key_is_for_is_found_out() {
    is_found_out(
        "ignores-alg-of-the-key",
        "id_token.verify,jwt.verify",
        &["algorithm_mismatch", "key_use_mismatch"],
        &[
            "id-token-key-for-another-alg",
            "id-token-key-for-encryption-use",
            "jwt-public-key-as-secret-certificate-pem",
        ],
    );
}

#[test]
fn one_that_lets_the_last_member_win_is_found_out() {
    is_found_out(
        "last-duplicate-wins",
        "jwk.parse,jwk_set.parse,jwt.verify",
        &["duplicate_member"],
        &["jwt-repeats-exp", "rfc7517-3-member-duplicated-last-wrong"],
    );
}

#[test]
fn one_that_reads_any_base64_is_found_out() {
    is_found_out(
        "lenient-base64",
        "jws.verify",
        &["malformed_base64"],
        &[
            "rfc7520-4.1-compact-padded-base64",
            "rfc7520-4.1-compact-whitespace-in-base64",
        ],
    );
}

#[test]
fn one_that_asks_for_no_audience_is_found_out() {
    is_found_out(
        "no-audience",
        "id_token.verify,access_token.verify,logout_token.verify",
        &["wrong_audience"],
        &["access-token-aud-prefix", "logout-token-aud-another"],
    );
}

#[test]
fn one_that_takes_access_tokens_for_id_tokens_is_found_out() {
    is_found_out(
        "access-token-as-id-token",
        "id_token.verify",
        &["wrong_type"],
        &[],
    );
}

/// Two seconds of answers that come late, each in time.
#[test]
fn one_that_is_slow_passes_as_long_as_each_answer_is_in_time() {
    let ran = conformance(&[
        "run",
        "--subject",
        &subject("slow"),
        "--timeout",
        "2",
        "--op",
        "jwk.to_spki",
    ]);
    assert_eq!(ran.count("broken"), 0, "{ran}");
}
