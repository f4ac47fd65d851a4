//! What changed between two sets.

use jwk_types::HashAlgorithm::Sha256;
use jwk_types::Jwk;
use jwks::{Comparison, JwkSet};
use serde_json::{Value, json};

use crate::data::*;

/// What a comparison tells, in words: sign and `kid`.
fn told(comparison: &Comparison<'_>) -> Vec<String> {
    let kid = |key: &Jwk| key.kid().unwrap_or("-").to_string();
    let kids = |keys: &[&Jwk]| {
        keys.iter()
            .map(|key| kid(key))
            .collect::<Vec<_>>()
            .join(",")
    };
    let mut told: Vec<String> = Vec::new();
    told.extend(
        comparison
            .added()
            .iter()
            .map(|key| format!("+{}", kid(key))),
    );
    told.extend(
        comparison
            .removed()
            .iter()
            .map(|key| format!("-{}", kid(key))),
    );
    for replaced in comparison.replaced() {
        assert_eq!(replaced.older.kid(), replaced.newer.kid());
        let [older, newer] = [replaced.older, replaced.newer].map(|key| key.thumbprint(Sha256));
        assert_ne!(older, newer);
        told.push(format!("!{}", kid(replaced.older)));
    }
    for relabelled in comparison.relabelled() {
        told.push(format!(
            "{}>{}",
            kids(&relabelled.older),
            kids(&relabelled.newer)
        ));
    }
    told
}

#[track_caller]
fn changes(older: &[Value], newer: &[Value], expected: &[&str]) {
    let (left, right) = (set(older), set(newer));
    let comparison = left.compare(&right);
    assert_eq!(told(&comparison), expected);
    assert_eq!(comparison.is_empty(), expected.is_empty());
    // rfc7517-5.1-1
    let reversed = |keys: &[Value]| set(&keys.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(told(&reversed(older).compare(&reversed(newer))), expected);
}

fn kid(scalar: u32, kid: &str) -> Value {
    with(&ec(scalar), json!({"kid": kid}))
}

#[test]
fn equal_sets_do_not_differ() {
    let keys: Vec<Value> = SECRET.iter().map(|text| members(text).into()).collect();
    changes(&keys, &keys, &[]);
    changes(&[], &[], &[]);
    changes(&[good(1), good(1)], &[good(1)], &[]);
}

#[test]
fn spelling_does_not_count() {
    let left = set(&[good(1)]);
    let spelt = text(&[good(1)])
        .replace("\"ES256\"", "\"\\u0045S256\"")
        .replace(':', " :\n");
    let right = JwkSet::parse(&spelt).expect("a set");
    assert!(left.compare(&right).is_empty());
    let extra = |members: &str| {
        let key = ec(1).to_string();
        let body = key.trim_end_matches('}');
        JwkSet::parse(&format!(r#"{{"keys":[{body},{members}}}]}}"#)).expect("a set")
    };
    let (left, right) = (extra(r#""a":1,"b":2"#), extra(r#""b":2,"a":1"#));
    assert!(left.compare(&right).is_empty());
    assert!(!left.compare(&extra(r#""a":2,"b":1"#)).is_empty());
    let operations = |list: Value| with(&ec(1), json!({"key_ops": list}));
    changes(
        &[operations(json!(["sign", "verify"]))],
        &[operations(json!(["verify", "sign"]))],
        &[],
    );
}

#[test]
fn rotation_adds_and_removes() {
    changes(
        &[good(1), good(2)],
        &[good(2), good(3)],
        &["+key-3", "-key-1"],
    );
    changes(&[], &[good(2), good(1)], &["+key-1", "+key-2"]);
    changes(&[good(2), good(1), ec(3)], &[], &["--", "-key-1", "-key-2"]);
    changes(&[ec(1)], &[ec(2)], &["+-", "--"]);
    let symmetric = |k: &str| json!({"kty": "oct", "k": k, "kid": k});
    changes(
        &[symmetric("AAAA")],
        &[symmetric("AQAA")],
        &["+AQAA", "-AAAA"],
    );
}

#[test]
fn another_key_under_the_same_kid_is_told() {
    changes(&[kid(1, "a"), good(9)], &[kid(2, "a"), good(9)], &["!a"]);
    // Of two with that kid, the one that stayed is not replaced.
    changes(
        &[kid(1, "a"), kid(2, "a")],
        &[kid(1, "a"), kid(3, "a")],
        &["!a"],
    );
    changes(&[kid(1, "a")], &[kid(1, "a"), kid(3, "a")], &["+a"]);
    changes(&[kid(1, "a"), kid(2, "a")], &[kid(1, "a")], &["-a"]);
    // A key that stands there with two descriptions is replaced once.
    let twice = [kid(1, "a"), with(&kid(1, "a"), json!({"alg": "ES256"}))];
    changes(&twice, &[kid(2, "a"), kid(3, "a")], &["+a", "!a"]);
    let symmetric = |k: &str| json!({"kty": "oct", "k": k, "kid": "a"});
    changes(&[symmetric("AAAA")], &[symmetric("AQAA")], &["!a"]);
    // rfc7517-4.5-1: a key of another type is an alternative, not a replacement.
    let rsa = with(&public(RSA), json!({"kid": "a"}));
    changes(&[kid(1, "a")], &[rsa], &["+a", "-a"]);
}

#[test]
fn the_same_key_under_another_kid_is_told() {
    changes(&[kid(1, "a")], &[kid(1, "b")], &["a>b"]);
    changes(&[kid(1, "a")], &[ec(1)], &["a>-"]);
    changes(&[kid(1, "a")], &[kid(1, "a"), kid(1, "b")], &["a>a,b"]);
    // Two keys that change their names: both are told twice.
    changes(
        &[kid(1, "a"), kid(2, "b")],
        &[kid(2, "a"), kid(1, "b")],
        &["!a", "!b", "a>b", "b>a"],
    );
    // The old name now stands for a new key.
    changes(&[kid(1, "a")], &[kid(1, "b"), kid(2, "a")], &["!a", "a>b"]);
}

#[test]
fn other_parameters_of_the_same_key_are_told() {
    for change in [
        json!({"alg": "ES256 "}),
        json!({"use": "enc"}),
        json!({"key_ops": ["verify"]}),
        json!({"x5u": "https://example.com"}),
        json!({"x5c": ["AAAA"]}),
        json!({"x5t": "AAAA"}),
        json!({"x5t#S256": "AAAA"}),
        json!({"x-note": 1}),
    ] {
        changes(&[good(1)], &[with(&good(1), change)], &["key-1>key-1"]);
    }
}

#[test]
fn private_members_do_not_count() {
    let private: Value = members(P256).into();
    changes(std::slice::from_ref(&private), &[public(P256)], &[]);
    changes(&[public(P256)], &[public(P256), private], &[]);
    // Where both stand, the public one is shown, wherever it stands.
    for keys in [
        [members(P256).into(), public(P256)],
        [public(P256), members(P256).into()],
    ] {
        let (set, none) = (set(&keys), JwkSet::default());
        let comparison = none.compare(&set);
        let [added] = comparison.added() else {
            panic!("{comparison:?}");
        };
        assert!(!added.is_secret());
    }
}

#[test]
fn keys_whose_name_no_thumbprint_can_hold_are_compared_too() {
    let key = |public: &str| json!({"kty": "AKP", "alg": "a\"b", "pub": public});
    changes(&[key("AAAA")], &[key("AAAA")], &[]);
    changes(&[key("AAAA")], &[key("AAAB")], &["+-", "--"]);
}

#[test]
fn a_thousand_keys_are_compared() {
    let left = JwkSet::parse(&crate::ec::set(1000)).expect("a set");
    assert_eq!(left.keys().len(), 1000);
    assert!(left.compare(&left.clone()).is_empty());
    let none = JwkSet::default();
    assert_eq!(none.compare(&left).added().len(), 1000);
    assert_eq!(left.compare(&none).removed().len(), 1000);
}
