//! One signature of a JWS, checked without giving out the payload.

use jwk_types::Reason;
use jws_verify::{Error, HoldingKey, Limits, MissingKid, Policy, UnverifiedJws, Verifier};
use serde_json::json;

use crate::sign::{Kind, jwk};
use crate::token::*;

fn read(text: &str) -> UnverifiedJws<'_> {
    UnverifiedJws::parse_json(text, &Limits::DEFAULT).expect("a JWS")
}

#[track_caller]
fn check<'k>(
    verifier: &'k Verifier,
    jws: &UnverifiedJws<'_>,
    index: usize,
) -> Result<HoldingKey<'k>, Error> {
    let keys = verifier.keys();
    keys.check_signature(verifier.policy(), jws, index)
}

#[test]
fn the_holding_key_is_told_with_its_algorithm() {
    let keys = [
        with(jwk(Kind::P256, 2), json!({"kid": "2"})),
        with(jwk(Kind::P256, 1), json!({"kid": "1"})),
    ];
    let verifier = verifier(&keys, &["ES256"]);
    let text = plain("ES256").flattened().to_string();
    let holding = check(&verifier, &read(&text), 0).expect("a good signature");
    assert_eq!(holding.algorithm().name(), "ES256");
    assert_eq!(holding.key().kid(), Some("1"));
    // It borrows the ring and not the JWS.
    drop(text);
    assert!(format!("{holding:?}").contains("ES256"));
}

#[test]
fn each_signature_is_checked_by_itself() {
    let jws = general(&[plain("ES256").flattened(), plain("HS256").flattened()]);
    let text = jws.to_string();
    let jws = read(&text);
    let only_mac = verifier_for("HS256");
    let refused = check(&only_mac, &jws, 0).expect_err("no such algorithm");
    assert_eq!(refused.reason(), Reason::AlgorithmNotAllowed);
    check(&only_mac, &jws, 1).expect("a good signature");
}

#[test]
fn a_signature_that_is_not_there_does_not_hold() {
    let verifier = verifier_for("HS256");
    let text = plain("HS256").flattened().to_string();
    let jws = read(&text);
    check(&verifier, &jws, 0).expect("a good signature");
    for index in [1, usize::MAX] {
        let refused = check(&verifier, &jws, index).expect_err("no signature");
        assert_eq!(refused, Error::NoSuchSignature { index });
        assert_eq!(refused.reason(), Reason::SignatureMismatch);
    }
}

#[test]
fn the_policy_of_the_call_counts() {
    let keys = [jwk(Kind::P256, 1), jwk(Kind::P256, 2)];
    let verifier = verifier(&keys, &["ES256"]);
    let text = plain("ES256").flattened().to_string();
    let jws = read(&text);
    check(&verifier, &jws, 0).expect("a good signature");
    let refusing = Policy::new().with_missing_kid(MissingKid::Refuse);
    let refused = verifier.keys().check_signature(&refusing, &jws, 0);
    assert_eq!(refused.unwrap_err(), Error::AmbiguousKey { found: 2 });
}

#[test]
fn extensions_can_be_checked_without_a_key() {
    let header = json!({"alg": "HS256", "crit": ["urn:x"], "urn:x": 1});
    let text = Parts::signed("HS256", &header).flattened().to_string();
    let jws = read(&text);
    let header = jws.signatures()[0].unverified_header();
    let understanding = Policy::new().understanding(["urn:x"]);
    assert_eq!(understanding.check_extensions(header), Ok(()));
    let name = "urn:x".into();
    let refused = Policy::new().check_extensions(header);
    assert_eq!(refused, Err(Error::UnknownCritical { name }));
}
