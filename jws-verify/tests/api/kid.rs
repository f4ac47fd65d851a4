//! Which keys are tried.

use jwk_types::Reason;
use jws_verify::{Algorithms, Error, KeyRing, MissingKid, Policy, Verifier};
use serde_json::{Value, json};

use crate::sign::{Kind, jwk};
use crate::token::*;

fn named(kid: &str, number: u8) -> Value {
    with(jwk(Kind::P256, number), json!({ "kid": kid }))
}

fn nameless(number: u8) -> Value {
    jwk(Kind::P256, number)
}

/// Signed with key 1.
fn token(kid: Option<&str>) -> String {
    let header = match kid {
        None => json!({"alg": "ES256"}),
        Some(kid) => json!({"alg": "ES256", "kid": kid}),
    };
    Parts::signed("ES256", &header).compact()
}

fn ring(keys: &[Value]) -> Verifier {
    verifier(keys, &["ES256"])
}

#[track_caller]
fn verified_by(verifier: &Verifier, text: &str) -> Option<String> {
    let verified = verifier
        .verify_compact(text)
        .unwrap_or_else(|error| panic!("{error}"));
    verified.signatures()[0].kid().map(String::from)
}

#[test]
fn kid_is_compared_octet_for_octet() {
    let ring = ring(&[named("key1", 1), named("other", 2)]);
    assert_eq!(
        verified_by(&ring, &token(Some("key1"))).as_deref(),
        Some("key1")
    );
    for kid in ["KEY1", "key", "key11", "key1 ", " key1", "key1\u{0}", ""] {
        let error = rejects(&ring, &token(Some(kid)), Reason::NoMatchingKey);
        let kid = Some(kid.into());
        assert_eq!(
            error,
            Error::NoMatchingKey {
                alg: "ES256",
                kid,
                skipped: None
            }
        );
    }
    // Another spelling in JSON is the same text.
    let header = r#"{"alg":"ES256","kid":"\u006bey1"}"#;
    accepts(&ring, &Parts::text("ES256", 1, header).compact());
    // A kid that exists points at its own key only.
    rejects(&ring, &token(Some("other")), Reason::SignatureMismatch);
}

#[test]
fn hostile_kids_are_names_and_nothing_else() {
    let ring = ring(&[named("key1", 1)]);
    for kid in [
        "../../dev/null",
        "' OR 1=1 --",
        "https://attacker.example/",
        "\u{202e}",
        "*",
        "key1\n",
    ] {
        let error = rejects(&ring, &token(Some(kid)), Reason::NoMatchingKey);
        let message = error.to_string();
        let text = message.rsplit_once(" [").expect("a rule").0;
        assert!(
            text.bytes().all(|octet| matches!(octet, b' '..=b'~')),
            "{message}"
        );
        accepts(&ring_of(kid), &token(Some(kid)));
    }
}

fn ring_of(kid: &str) -> Verifier {
    ring(&[named(kid, 1)])
}

#[test]
fn decoys_with_the_same_kid_do_no_harm() {
    let decoys = [
        with(jwk(Kind::Rsa, 1), json!({"kid": "k"})),
        with(jwk(Kind::P384, 1), json!({"kid": "k"})),
        with(jwk(Kind::Oct, 1), json!({"kid": "k"})),
        with(named("k", 2), json!({"use": "enc"})),
        named("k", 2),
    ];
    let text = token(Some("k"));
    for count in 0..=decoys.len() {
        let mut keys = decoys[..count].to_vec();
        keys.push(named("k", 1));
        accepts(&ring(&keys), &text);
        keys.rotate_right(1);
        accepts(&ring(&keys), &text);
    }
    rejects(&ring(&decoys), &text, Reason::SignatureMismatch);
    rejects(&ring(&decoys[..3]), &text, Reason::AlgorithmMismatch);
}

#[test]
fn a_kid_that_no_key_bears_may_mean_a_key_without_one() {
    let text = token(Some("k"));
    accepts(&ring(&[nameless(1)]), &text);
    accepts(&ring(&[named("other", 2), nameless(1)]), &text);
    rejects(&ring(&[named("other", 1)]), &text, Reason::NoMatchingKey);
    // Where a key bears it, the others are not asked.
    rejects(
        &ring(&[named("k", 2), nameless(1)]),
        &text,
        Reason::SignatureMismatch,
    );
}

/// rfc7515-4.1.4-3, rfc7515-6-2
#[test]
fn without_a_kid_up_to_four_keys_are_tried() {
    let text = token(None);
    let key = |number: u8| {
        // Key 1 signed; the others have secrets of their own.
        if number == 1 {
            named("k1", 1)
        } else {
            named(&format!("k{number}"), number)
        }
    };
    for count in 1..=4 {
        let mut keys: Vec<_> = (1..=count).map(key).collect();
        for _ in 0..count {
            keys.rotate_left(1);
            assert_eq!(verified_by(&ring(&keys), &text).as_deref(), Some("k1"));
        }
    }
    let five: Vec<_> = (1..=5).map(key).collect();
    let error = rejects(&ring(&five), &text, Reason::AmbiguousKey);
    assert_eq!(error, Error::AmbiguousKey { found: 5 });
    accepts(&ring(&five), &token(Some("k1")));
    // Keys that do not fit do not count.
    let mut keys = five[..4].to_vec();
    keys.extend([Kind::Rsa, Kind::P384, Kind::Oct, Kind::Ed25519].map(|kind| jwk(kind, 1)));
    keys.push(with(nameless(7), json!({"use": "enc"})));
    accepts(&ring(&keys), &text);
    // None of four.
    let others: Vec<_> = (2..=5).map(key).collect();
    rejects(&ring(&others), &text, Reason::SignatureMismatch);
}

#[test]
fn a_kid_shared_by_five_keys_is_ambiguous() {
    let keys: Vec<_> = (1..=5).map(|number| named("k", number)).collect();
    accepts(&ring(&keys[..4]), &token(Some("k")));
    let error = rejects(&ring(&keys), &token(Some("k")), Reason::AmbiguousKey);
    assert_eq!(error, Error::AmbiguousKey { found: 5 });
}

#[test]
fn equal_keys_count_once() {
    let twice: Vec<_> = (0..9).map(|copy| named(&format!("k{copy}"), 1)).collect();
    accepts(&ring(&twice), &token(None));
}

#[test]
fn a_caller_can_insist_on_a_kid() {
    let policy = Policy::new().with_missing_kid(MissingKid::Refuse);
    let refusing = |keys: &[Value]| ring(keys).with_policy(policy.clone());
    let two = [named("k1", 1), named("k2", 2)];
    accepts(&ring(&two), &token(None));
    let error = rejects(&refusing(&two), &token(None), Reason::AmbiguousKey);
    assert_eq!(error, Error::AmbiguousKey { found: 2 });
    accepts(&refusing(&two), &token(Some("k1")));
    // One key leaves no doubt.
    accepts(&refusing(&two[..1]), &token(None));
    accepts(&refusing(&[nameless(1)]), &token(None));
}

#[test]
fn a_key_that_was_skipped_is_told() {
    let weak = json!({"kty": "RSA", "kid": "key1", "n": "AQ", "e": "AQAB"});
    let text = json!({"keys": [weak, named("other", 2)]}).to_string();
    let set = jwks::JwkSet::parse(&text).expect("a set");
    let ring = Verifier::new(KeyRing::new(set, only(&["ES256"])).expect("a key"));
    let error = rejects(&ring, &token(Some("key1")), Reason::NoMatchingKey);
    let text = error.to_string();
    assert!(
        text.contains("one that has it cannot be used: RSA modulus"),
        "{text}"
    );
    let error = rejects(&ring, &token(Some("key2")), Reason::NoMatchingKey);
    assert!(!error.to_string().contains("cannot be used"), "{error}");
}

#[test]
fn a_ring_has_keys() {
    let empty = KeyRing::new(set(&[]), Algorithms::default());
    assert_eq!(
        empty.expect_err("no key"),
        Error::NoUsableKey { skipped: 0 }
    );
    let text = json!({"keys": [{"kty": "unheard-of"}, {"kty": "EC"}, 5]}).to_string();
    let skipped = jwks::JwkSet::parse(&text).expect("a set");
    assert_eq!(skipped.skipped().len(), 3);
    let ring = KeyRing::new(skipped, Algorithms::default());
    assert_eq!(ring.expect_err("no key"), Error::NoUsableKey { skipped: 3 });
    // Keys that the list does not fit are kept, for the sake of a message that says so.
    let ring = verifier(&[jwk(Kind::Rsa, 1)], &["ES256"]);
    rejects(&ring, &token(None), Reason::AlgorithmMismatch);
    assert_eq!(ring.keys().set().keys().len(), 1);
    assert_eq!(*ring.keys().algorithms(), only(&["ES256"]));
}
