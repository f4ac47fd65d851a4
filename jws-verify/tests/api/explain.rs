//! Which keys were considered for a signature, and what came of each.

use jwk_types::base64url::encode;
use jwks::{JwkSet, Unfit};
use jws_verify::{
    Algorithms, Error, KeyReport, KeyRing, KeyVerdict, Limits, MissingKid, Policy, UnverifiedJws,
    Verifier,
};
use serde_json::{Value, json};

use KeyVerdict::{Equal, Holds, NotNeeded, NotPrepared, NotTried, SignatureMismatch};

use crate::forbidden::Forbidden;
use crate::sign::{Kind, jwk, private_octets};
use crate::token::*;

const USE: KeyVerdict = KeyVerdict::Unfit(Unfit::Use);
const TYPE: KeyVerdict = KeyVerdict::Unfit(Unfit::KeyType);
const ALGORITHM: KeyVerdict = KeyVerdict::Unfit(Unfit::Algorithm);

fn named(kid: &str, number: u8) -> Value {
    with(jwk(Kind::P256, number), json!({ "kid": kid }))
}

/// Signed with key 1.
fn token(members: Value) -> String {
    Parts::signed("ES256", &with(json!({"alg": "ES256"}), members)).compact()
}

fn read(text: &str) -> UnverifiedJws<'_> {
    UnverifiedJws::parse_compact(text, &Limits::DEFAULT).expect("well-formed")
}

/// What is told is what was done, whatever that was.
#[track_caller]
fn explain<'k>(verifier: &'k Verifier, text: &str) -> KeyReport<'k> {
    let (keys, policy, jws) = (verifier.keys(), verifier.policy(), read(text));
    let report = keys.explain(policy, &jws, 0);
    let holding = report
        .considered()
        .iter()
        .find(|each| *each.verdict() == Holds);
    match (keys.check_signature(policy, &jws, 0), report.outcome()) {
        (Ok(checked), Ok(told)) => {
            let holding = holding.expect("a key").key();
            assert!(std::ptr::eq(holding, checked.key()));
            assert!(std::ptr::eq(holding, told.key()));
            assert_eq!(told.algorithm(), checked.algorithm());
        }
        (Err(checked), Err(told)) => {
            assert_eq!(*told, checked);
            assert!(holding.is_none(), "{report:?}");
        }
        _ => panic!("{report:?}"),
    }
    let all = keys.set().keys();
    assert_eq!(report.considered().len() + report.others(), all.len());
    for each in report.considered() {
        assert!(std::ptr::eq(&all[each.position()], each.key()));
    }
    report
}

#[track_caller]
fn tells(verifier: &Verifier, text: &str, expected: &[KeyVerdict]) {
    let report = explain(verifier, text);
    let verdicts: Vec<_> = report
        .considered()
        .iter()
        .map(|each| each.verdict().clone())
        .collect();
    assert_eq!(verdicts, expected);
}

fn ring(keys: &[Value]) -> Verifier {
    verifier(keys, &["ES256"])
}

#[test]
fn keys_before_the_holding_one_were_tried_and_those_after_it_not() {
    let keys = [named("2", 2), named("1", 1), named("3", 3)];
    let text = token(json!({}));
    tells(&ring(&keys), &text, &[SignatureMismatch, Holds, NotNeeded]);
    tells(
        &ring(&[named("2", 2), named("3", 3)]),
        &text,
        &[SignatureMismatch, SignatureMismatch],
    );
}

#[test]
fn only_keys_that_the_kid_points_at_are_considered() {
    let keys = [named("2", 2), named("1", 1), jwk(Kind::P256, 3)];
    let report = |kid: &str| token(json!({ "kid": kid }));
    let verifier = ring(&keys);
    let text = report("1");
    let told = explain(&verifier, &text);
    assert_eq!(told.considered().len(), 1);
    assert_eq!(told.considered()[0].position(), 1);
    assert_eq!(told.considered()[0].key().kid(), Some("1"));
    assert_eq!(told.others(), 2);
    tells(&verifier, &text, &[Holds]);
    tells(&verifier, &report("2"), &[SignatureMismatch]);
    // Nobody bears it: the key without one is meant, if any.
    tells(&verifier, &report("4"), &[SignatureMismatch]);
    assert_eq!(
        explain(&verifier, &report("4")).considered()[0].position(),
        2
    );
    let verifier = ring(&keys[..2]);
    tells(&verifier, &report("4"), &[]);
    assert_eq!(explain(&verifier, &report("4")).others(), 2);
}

#[test]
fn keys_that_do_not_fit_are_told_with_the_reason() {
    let keys = [
        with(named("k", 1), json!({"use": "enc"})),
        with(jwk(Kind::Rsa, 1), json!({"kid": "k"})),
        with(jwk(Kind::Rsa, 2), json!({"kid": "k", "alg": "RS256"})),
        named("k", 1),
    ];
    let text = token(json!({"kid": "k"}));
    tells(&ring(&keys), &text, &[USE, TYPE, TYPE, Holds]);
    tells(&ring(&keys[..1]), &text, &[USE]);
    tells(&ring(&keys[..3]), &text, &[USE, TYPE, TYPE]);
    let other = with(jwk(Kind::Rsa, 1), json!({"alg": "PS256"}));
    let verifier = verifier(&[other], &["RS256", "PS256"]);
    tells(&verifier, &plain("RS256").compact(), &[ALGORITHM]);
}

#[test]
fn the_same_key_counts_once() {
    let keys = [named("a", 2), named("b", 2), named("c", 1), named("d", 1)];
    let expected = [SignatureMismatch, Equal, Holds, Equal];
    tells(&ring(&keys), &token(json!({})), &expected);
}

#[test]
fn a_key_with_which_nothing_can_be_verified_is_told() {
    let weak = json!({"kty": "oct", "k": encode(b"short")});
    let keys = [weak, jwk(Kind::Oct, 1)];
    let error = Error::WeakSecret {
        alg: "HS256",
        required: 32,
    };
    let text = plain("HS256").compact();
    let not_prepared = NotPrepared(error);
    let two = verifier(&keys, &["HS256"]);
    tells(&two, &text, &[not_prepared.clone(), Holds]);
    let one = verifier(&keys[..1], &["HS256"]);
    tells(&one, &text, &[not_prepared]);
}

#[test]
fn where_nothing_says_which_key_is_meant_none_is_tried() {
    let text = token(json!({}));
    let keys: Vec<_> = (1..=5).map(|number| jwk(Kind::P256, number)).collect();
    let mut five = keys.clone();
    five.push(with(jwk(Kind::P256, 6), json!({"use": "enc"})));
    tells(&ring(&keys[..1]), &text, &[Holds]);
    let none = [NotTried, NotTried, NotTried, NotTried, NotTried, USE];
    tells(&ring(&five), &text, &none);
    let policy = Policy::new().with_missing_kid(MissingKid::Refuse);
    let refusing = |keys| ring(keys).with_policy(policy.clone());
    tells(&refusing(&keys[..1]), &text, &[Holds]);
    tells(&refusing(&keys[..2]), &text, &[NotTried, NotTried]);
}

#[test]
fn where_the_header_is_refused_no_key_is_tried() {
    let keys = [named("k", 1), with(named("k", 2), json!({"use": "enc"}))];
    let kid = json!({"kid": "k"});
    let verifier = ring(&keys);
    tells(&verifier, &token(kid.clone()), &[Holds, USE]);
    let header = |members| Parts::signed("ES256", &with(members, kid.clone())).compact();
    for text in [
        header(json!({"alg": "ES256", "crit": ["x"], "x": 1})),
        header(json!({"alg": "ES384"})),
        header(json!({"alg": "none"})),
        header(json!({"alg": "of the future"})),
    ] {
        tells(&verifier, &text, &[NotTried, NotTried]);
    }
}

#[test]
fn of_a_signature_that_is_not_there_no_key_is_considered() {
    let verifier = ring(&[named("k", 1)]);
    let text = token(json!({}));
    let jws = read(&text);
    let report = verifier.keys().explain(verifier.policy(), &jws, 1);
    let error = Error::NoSuchSignature { index: 1 };
    assert_eq!(report.outcome().unwrap_err(), &error);
    assert!(report.considered().is_empty() && report.skipped().is_empty());
    assert_eq!(report.others(), 1);
}

#[test]
fn keys_with_the_kid_that_could_not_be_read_are_told() {
    let weak = |kid: &str| json!({"kty": "RSA", "kid": kid, "n": "AQ", "e": "AQAB"});
    let keys = json!({"keys": [weak("k"), weak("other"), named("own", 1), 5]});
    let set = JwkSet::parse(&keys.to_string()).expect("a set");
    let verifier = Verifier::new(KeyRing::new(set, only(&["ES256"])).expect("a key"));
    let told = |members| {
        let report = explain(&verifier, &token(members));
        let skipped = report.skipped().iter();
        skipped.map(|key| key.index()).collect::<Vec<_>>()
    };
    assert_eq!(told(json!({"kid": "k"})), [0]);
    assert_eq!(told(json!({"kid": "own"})), [0; 0]);
    assert_eq!(told(json!({})), [0; 0]);
}

#[test]
fn verdicts_are_told_in_words() {
    let weak = Error::WeakSecret {
        alg: "HS256",
        required: 32,
    };
    for (verdict, words) in [
        (Holds, "the signature holds"),
        (SignatureMismatch, "the signature is not by this key"),
        (USE, "not used: the key's use is not sig [RFC 7517 §4.2]"),
        (
            NotPrepared(weak),
            "cannot be used: the key for HS256 has fewer than 32 octets [RFC 7518 §3.2]",
        ),
        (Equal, "the same key as one before it"),
        (
            NotNeeded,
            "not needed: the signature holds under one before it",
        ),
        (
            NotTried,
            "not tried: the signature was refused before any key was",
        ),
    ] {
        assert_eq!(verdict.to_string(), words);
    }
}

#[test]
fn reports_do_not_print_secrets() {
    let secret = private_octets(Kind::Oct, 1);
    let forbidden = Forbidden::new().with(&secret).with(PAYLOAD);
    let ring = KeyRing::new(set(&[jwk(Kind::Oct, 1)]), Algorithms::hmac());
    let verifier = Verifier::new(ring.expect("a key"));
    let text = plain("HS256").compact();
    forbidden.absent_from_debug(&explain(&verifier, &text));
}
