//! Public sets.

use jwk_types::{Jwk, PublicJwk};
use jwks::{Error, JwkSet, PublicJwkSet};
use serde_json::{Value, json};

use crate::data::*;

fn private_keys() -> Vec<Value> {
    let keys = SECRET.into_iter().filter(|text| *text != OCT);
    keys.zip(0..)
        .map(|(text, index)| with(&members(text).into(), json!({"kid": index.to_string()})))
        .collect()
}

fn json(set: &PublicJwkSet) -> Value {
    serde_json::from_str(&set.to_json()).expect("JSON")
}

/// rfc7517-7-1, rfc7517-9.2-1
#[test]
fn nothing_private_is_published() {
    let keys = private_keys();
    let published = set(&keys).to_public().expect("a public set");
    assert_eq!(published.keys().len(), keys.len());
    let json = json(&published);
    for (key, private) in json["keys"].as_array().expect("an array").iter().zip(&keys) {
        for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"] {
            assert!(key.get(name).is_none(), "{name} in {key}");
        }
        assert_eq!(key["kid"], private["kid"]);
    }
}

#[test]
fn what_is_published_reads_as_the_same_keys() {
    let set = set(&private_keys());
    let published = set.to_public().expect("a public set");
    let read = JwkSet::parse(&published.to_json()).expect("a set");
    assert!(read.skipped().is_empty());
    assert!(set.compare(&read).is_empty());
    assert_eq!(
        read.to_public().expect("a public set").to_json(),
        published.to_json()
    );
    let back = JwkSet::from(published);
    assert!(back.compare(&read).is_empty());
    assert!(back.keys().iter().all(|key| !key.is_secret()));
}

#[test]
fn parameters_stay_and_private_operations_become_public() {
    let key = with(
        &members(P256).into(),
        json!({"kid": "a\"\n", "key_ops": ["sign"]}),
    );
    let published = json(&set(&[key]).to_public().expect("a public set"));
    let expected = with(
        &public(P256),
        json!({"kid": "a\"\n", "key_ops": ["verify"]}),
    );
    assert_eq!(published, json!({"keys": [expected]}));
}

/// rfc7517-7-1
#[test]
fn extra_members_of_public_keys_stay_and_those_of_private_keys_do_not() {
    let note = json!({"x-note": {"a": [1]}});
    let stray = with(&note, json!({"k": "stray"}));
    let published = |key: Value| json(&set(&[key]).to_public().expect("a public set"));
    let of_public = published(with(&public(P256), stray.clone()));
    assert_eq!(of_public, json!({"keys": [with(&public(P256), note)]}));
    let of_private = published(with(&members(P256).into(), stray));
    assert_eq!(of_private, json!({"keys": [public(P256)]}));
}

#[test]
fn an_empty_set_is_published_as_such() {
    let empty = JwkSet::default().to_public().expect("a public set");
    assert_eq!(empty.to_json(), r#"{"keys":[]}"#);
    assert_eq!(PublicJwkSet::default().to_json(), r#"{"keys":[]}"#);
    assert_eq!(PublicJwkSet::MEDIA_TYPE, "application/jwk-set+json");
}

/// rfc7517-9.2-1
#[test]
fn a_symmetric_key_is_refused() {
    let good = [good(1), good(2)];
    assert!(set(&good).to_public().is_ok());
    let bad = set(&[&good[..], &[members(OCT).into()]].concat());
    assert_eq!(
        bad.to_public().unwrap_err(),
        Error::SymmetricKey { position: 2 }
    );
}

/// rfc7517-4.5-1
#[test]
fn a_kid_that_repeats_within_a_type_is_refused() {
    let named = |key: &Value, kid: &str| with(key, json!({"kid": kid}));
    let different = [
        named(&ec(1), "a"),
        named(&ec(2), "A"),
        named(&public(RSA), "a"),
        ec(3),
        ec(4),
    ];
    assert!(set(&different).to_public().is_ok());
    for again in [
        named(&ec(5), "a"),
        named(&ec(1), "a"),
        named(&public(P384), "a"),
    ] {
        let set = set(&[&different[..], &[again]].concat());
        let error = set.to_public().unwrap_err();
        assert_eq!(error, Error::RepeatedKid { kid: "a".into() });
        assert_eq!(error.rule().section, "4.5");
    }
}

#[test]
fn skipped_keys_are_not_published() {
    let set =
        JwkSet::parse(&text(&[json!({"kty": "XYZ", "d": "secret"}), good(1)])).expect("a set");
    assert_eq!(
        json(&set.to_public().expect("a public set")),
        json!({"keys": [good(1)]})
    );
}

#[test]
fn a_set_is_made_of_public_keys_in_their_order() {
    let keys = [good(2), good(1)].map(|key| Jwk::parse(&key.to_string()).expect("a key"));
    let keys: Vec<PublicJwk> = keys.iter().filter_map(Jwk::to_public).collect();
    let set = PublicJwkSet::new(keys.clone()).expect("distinct");
    assert_eq!(json(&set), json!({"keys": [good(2), good(1)]}));
    let error = PublicJwkSet::new(keys.iter().chain(&keys).cloned()).unwrap_err();
    assert_eq!(
        error,
        Error::RepeatedKid {
            kid: "key-2".into()
        }
    );
}
