//! Choosing keys for a header.

use jwk_types::{Reason, RegisteredAlgorithm};
use jwks::{Candidates, JwkSet, MAX_CANDIDATES, Selector, Unfit};
use serde_json::{Value, json};

use crate::data::*;

#[track_caller]
pub(crate) fn selector<'a>(alg: &str, kid: impl Into<Option<&'a str>>) -> Selector<'a> {
    Selector::new(
        RegisteredAlgorithm::named(alg).expect("registered"),
        kid.into(),
    )
}

/// The positions of the keys that fit.
#[track_caller]
fn fit<'a>(set: &JwkSet, alg: &str, kid: impl Into<Option<&'a str>>) -> Vec<usize> {
    match set.candidates(&selector(alg, kid)) {
        Candidates::Fit(fit) => {
            assert!((1..=MAX_CANDIDATES).contains(&fit.len()));
            for candidate in &fit {
                let key = &set.keys()[candidate.position];
                assert!(std::ptr::eq(candidate.key, key));
            }
            fit.iter().map(|candidate| candidate.position).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn unfit<'a>(set: &JwkSet, alg: &str, kid: impl Into<Option<&'a str>>) -> Unfit {
    match set.candidates(&selector(alg, kid)) {
        Candidates::Unfit { unfit, .. } => unfit,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn none<'a>(set: &JwkSet, alg: &str, kid: impl Into<Option<&'a str>>) -> usize {
    match set.candidates(&selector(alg, kid)) {
        Candidates::None { considered } => considered,
        other => panic!("{other:?}"),
    }
}

fn kid(key: &Value, kid: &str) -> Value {
    with(key, json!({"kid": kid}))
}

/// rfc7517-4.5-3, rfc7515-4.1.4-2
#[test]
fn a_kid_is_compared_octet_for_octet() {
    let names = ["a", "A", "a ", "\u{e4}", "a\u{308}", ""];
    let keys: Vec<Value> = (1..)
        .zip(names)
        .map(|(scalar, name)| kid(&ec(scalar), name))
        .collect();
    let set = set(&keys);
    for (position, name) in names.iter().enumerate() {
        assert_eq!(fit(&set, "ES256", *name), [position]);
    }
    for name in ["aa", "\u{c4}", " ", "a\0"] {
        assert_eq!(none(&set, "ES256", name), 0);
    }
}

/// rfc7517-4.5-1: whatever else bears the `kid`, the one key that fits is found.
#[test]
fn decoys_with_the_same_kid_do_not_count() {
    let genuine = kid(&good(1), "1");
    let decoys = [
        kid(&public(RSA), "1"),
        kid(&public(P384), "1"),
        kid(&public(SECP256K1), "1"),
        kid(&public(ED25519), "1"),
        kid(&members(OCT).into(), "1"),
        with(&ec(2), json!({"kid": "1", "alg": "ECDH-ES"})),
        with(&ec(3), json!({"kid": "1", "use": "enc"})),
        with(&ec(4), json!({"kid": "1", "use": "SIG"})),
        with(&ec(5), json!({"kid": "1", "key_ops": ["sign"]})),
        with(&ec(6), json!({"kid": "1", "key_ops": []})),
        with(&ec(7), json!({"kid": "1", "alg": "es256"})),
    ];
    let decoys = [&decoys[..], &decoys[..]].concat();
    let before = set(&[&decoys[..], std::slice::from_ref(&genuine)].concat());
    assert_eq!(fit(&before, "ES256", "1"), [decoys.len()]);
    let after = set(&[&[genuine][..], &decoys].concat());
    assert_eq!(fit(&after, "ES256", "1"), [0]);
    assert_eq!(none(&set(&decoys), "ES256", "1"), decoys.len());
}

/// rfc7517-4.5-1
#[test]
fn keys_of_one_type_with_the_same_kid_are_all_candidates() {
    let keys: Vec<Value> = (1..=5).map(|scalar| kid(&ec(scalar), "1")).collect();
    assert_eq!(fit(&set(&keys[..2]), "ES256", "1"), [0, 1]);
    assert_eq!(fit(&set(&keys[..4]), "ES256", "1"), [0, 1, 2, 3]);
    let five = set(&keys);
    let chosen = five.candidates(&selector("ES256", "1"));
    assert!(
        matches!(chosen, Candidates::TooMany { found: 5 }),
        "{chosen:?}"
    );
}

/// rfc7515-D-1, rfc7515-D-2
#[test]
fn without_kid_up_to_four_keys_that_fit_are_candidates() {
    let others = [public(RSA), public(P384), public(ED25519)];
    let keys: Vec<Value> = (1..=5).map(good).collect();
    for count in 1..=4 {
        let set = set(&[&others[..], &keys[..count]].concat());
        assert_eq!(fit(&set, "ES256", None), (3..3 + count).collect::<Vec<_>>());
        assert_eq!(fit(&set, "RS256", None), [0]);
        assert_eq!(fit(&set, "ES384", None), [1]);
        assert_eq!(fit(&set, "Ed25519", None), [2]);
    }
    let five = set(&keys);
    let chosen = five.candidates(&selector("ES256", None));
    assert!(
        matches!(chosen, Candidates::TooMany { found: 5 }),
        "{chosen:?}"
    );
    // Any one of them is still found by its name.
    assert_eq!(fit(&five, "ES256", "key-5"), [4]);
}

#[test]
fn equal_keys_count_once() {
    let again: Vec<Value> = (0..9)
        .map(|index| kid(&good(1), &index.to_string()))
        .collect();
    assert_eq!(fit(&set(&again), "ES256", None), [0]);
    let symmetric: Vec<Value> = (0..9)
        .map(|index| kid(&members(OCT).into(), &index.to_string()))
        .collect();
    assert_eq!(fit(&set(&symmetric), "HS256", None), [0]);
    // A private key and its public half verify the same.
    let halves = set(&[members(P256).into(), public(P256)]);
    assert_eq!(fit(&halves, "ES256", None), [0]);
    let other = with(&members(OCT).into(), json!({"k": "AAAAAAAA"}));
    assert_eq!(
        fit(&set(&[members(OCT).into(), other]), "HS256", None),
        [0, 1]
    );
}

/// rfc7517-4.5-4
#[test]
fn keys_without_kid_are_considered_when_no_key_bears_that_of_the_header() {
    let keys = [ec(1), kid(&ec(2), "2"), ec(3), public(RSA)];
    let mixed = set(&keys);
    assert_eq!(fit(&mixed, "ES256", "unknown"), [0, 2]);
    assert_eq!(fit(&mixed, "ES256", "2"), [1]);
    assert_eq!(fit(&mixed, "ES256", None), [0, 1, 2]);
    assert_eq!(fit(&set(&[ec(1)]), "ES256", None), [0]);
    assert_eq!(fit(&set(&[ec(1)]), "ES256", "any"), [0]);
    // One that bears it settles the question, even if it does not fit.
    let named = set(&[ec(1), kid(&public(RSA), "2")]);
    assert_eq!(unfit(&named, "ES256", "2"), Unfit::KeyType);
    assert_eq!(none(&set(&[good(1)]), "ES256", "unknown"), 0);
    assert_eq!(none(&JwkSet::default(), "ES256", None), 0);
}

/// One defect each, and the code and rule that it has.
#[test]
fn a_key_that_does_not_fit_says_why() {
    let key = good(1);
    let bare = without(&without(&key, "use"), "alg");
    assert_eq!(fit(&set(std::slice::from_ref(&key)), "ES256", "key-1"), [0]);
    assert_eq!(
        fit(&set(std::slice::from_ref(&bare)), "ES256", "key-1"),
        [0]
    );
    for (bad, alg, expected) in [
        // rfc7517-4.2-1, rfc7517-4.2-2, rfc7517-4.2-3
        (with(&key, json!({"use": "enc"})), "ES256", Unfit::Use),
        (with(&key, json!({"use": "Sig"})), "ES256", Unfit::Use),
        (with(&key, json!({"use": ""})), "ES256", Unfit::Use),
        // rfc7517-4.3-4
        (
            with(&bare, json!({"key_ops": ["sign"]})),
            "ES256",
            Unfit::KeyOps,
        ),
        (
            with(&bare, json!({"key_ops": ["Verify"]})),
            "ES256",
            Unfit::KeyOps,
        ),
        (with(&bare, json!({"key_ops": []})), "ES256", Unfit::KeyOps),
        // rfc7517-4.4-1
        (
            with(&bare, json!({"alg": "ES256 "})),
            "ES256",
            Unfit::Algorithm,
        ),
        (
            with(&public(RSA), json!({"alg": "PS256"})),
            "RS256",
            Unfit::Algorithm,
        ),
        (
            with(&public(ED25519), json!({"alg": "EdDSA"})),
            "Ed25519",
            Unfit::Algorithm,
        ),
        // The curve and the type.
        (key.clone(), "ES384", Unfit::KeyType),
        (key.clone(), "ES256K", Unfit::KeyType),
        (key.clone(), "RS256", Unfit::KeyType),
        (key.clone(), "HS256", Unfit::KeyType),
        (public(ED448), "Ed25519", Unfit::KeyType),
        (public(X25519), "EdDSA", Unfit::KeyType),
        (public(ML_DSA_44), "ML-DSA-65", Unfit::KeyType),
    ] {
        let found = unfit(&set(std::slice::from_ref(&bad)), alg, None);
        assert_eq!(found, expected, "{bad} {alg}");
        let reason = match expected {
            Unfit::Use | Unfit::KeyOps => Reason::KeyUseMismatch,
            _ => Reason::AlgorithmMismatch,
        };
        assert_eq!(found.reason(), reason);
        assert!(!found.rule().section.is_empty() && !found.to_string().is_empty());
    }
    assert_eq!(
        fit(
            &set(&[with(&bare, json!({"key_ops": ["sign", "verify"]}))]),
            "ES256",
            None
        ),
        [0]
    );
}

#[test]
fn keys_that_fail_for_different_reasons_fail_for_none_in_particular() {
    let by_use = with(&good(1), json!({"use": "enc"}));
    let by_type = public(RSA);
    assert_eq!(
        unfit(
            &set(&[by_use.clone(), with(&good(2), json!({"use": "enc"}))]),
            "ES256",
            None
        ),
        Unfit::Use
    );
    assert_eq!(
        none(&set(&[by_use.clone(), by_type.clone()]), "ES256", None),
        2
    );
    assert_eq!(none(&set(&[by_type, by_use]), "ES256", None), 2);
}

/// A key that was skipped is not there, whatever its `kid`.
#[test]
fn skipped_keys_are_no_candidates() {
    let weak = with(&public(RSA), json!({"kid": "1", "n": of_512_bits()}));
    let set = JwkSet::parse(&text(&[weak, good(1)])).expect("a set");
    assert_eq!(set.skipped().len(), 1);
    assert_eq!(none(&set, "RS256", "1"), 0);
    assert_eq!(fit(&set, "ES256", "key-1"), [0]);
    // It does not bear its `kid` for those without one either.
    let weak = with(&public(RSA), json!({"kid": "1", "n": of_512_bits()}));
    let nameless = JwkSet::parse(&text(&[weak, ec(1)])).expect("a set");
    assert_eq!(nameless.skipped().len(), 1);
    assert_eq!(fit(&nameless, "ES256", "1"), [0]);
}
