//! The payload before anything is verified: the octets that a verified one has.

use std::borrow::Cow;

use jwk_types::base64url::encode;
use jws_verify::dangerous::{into_unverified_payload, unverified_payload};
use jws_verify::{Limits, UnverifiedJws};
use serde_json::json;

use crate::sign::sign;
use crate::token::*;

const ALG: &str = "HS256";

/// Seen before, and equal to what the verifier gives out.
#[track_caller]
fn same_payload(jws: UnverifiedJws<'_>, expected: &[u8]) {
    assert_eq!(unverified_payload(&jws), expected);
    assert_eq!(into_unverified_payload(jws.clone()), expected);
    let verifier = verifier_for(ALG);
    let verified = verifier.verify(jws).expect("a good signature");
    assert_eq!(verified.payload(), expected);
}

#[test]
fn the_unverified_payload_is_the_one_that_was_signed() {
    let parts = plain(ALG);
    let limits = &Limits::DEFAULT;
    let compact = parts.compact();
    same_payload(
        UnverifiedJws::parse_compact(&compact, limits).unwrap(),
        PAYLOAD,
    );
    for jws in [parts.flattened(), parts.general()] {
        let text = jws.to_string();
        same_payload(UnverifiedJws::parse_json(&text, limits).unwrap(), PAYLOAD);
    }
    let detached = compact.replace(&encode(PAYLOAD), "");
    let jws = UnverifiedJws::parse_compact_detached(&detached, PAYLOAD, limits);
    same_payload(jws.unwrap(), PAYLOAD);
}

#[test]
fn an_unencoded_payload_is_seen_as_it_stands() {
    let protected = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let signature = encode(&sign(ALG, 1, format!("{protected}.text").as_bytes()));
    let text = format!("{protected}.text.{signature}");
    let jws = UnverifiedJws::parse_compact(&text, &Limits::DEFAULT).unwrap();
    same_payload(jws.clone(), b"text");
    assert!(matches!(
        into_unverified_payload(jws),
        Cow::Borrowed(b"text")
    ));
}

/// It is not refused, for that is the verifier's business: this is why the module has its name.
#[test]
fn a_payload_that_nobody_signed_is_seen_all_the_same() {
    let mut forged = Parts::signed(ALG, &json!({"alg": ALG}));
    forged.payload = b"forged".to_vec();
    let text = forged.compact();
    let jws = UnverifiedJws::parse_compact(&text, &Limits::DEFAULT).unwrap();
    assert_eq!(unverified_payload(&jws), b"forged");
    rejects(
        &verifier_for(ALG),
        &text,
        jwk_types::Reason::SignatureMismatch,
    );
}
