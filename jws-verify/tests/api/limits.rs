//! Every limit: at its edge, and one beyond.

use jwk_types::Reason;
use jwk_types::base64url::encode;
use jws_verify::{Error, Limits, Policy, Verifier};
use serde_json::{Value, json};

use crate::token::*;

const ALG: &str = "HS256";

fn verifier(limits: Limits) -> Verifier {
    verifier_for(ALG).with_policy(Policy::new().with_limits(limits))
}

#[track_caller]
fn too_large(error: &Error, limit: usize, found: usize) {
    let same =
        matches!(error, Error::TooLarge { limit: l, found: f, .. } if (*l, *f) == (limit, found));
    assert!(same, "{error:?}");
}

#[track_caller]
fn too_deep(error: &Error) {
    let Error::Malformed { error: json, .. } = error else {
        panic!("{error:?}");
    };
    assert!(
        matches!(json, jwk_types::Error::JsonTooDeep { limit: 32, .. }),
        "{json:?}"
    );
}

/// A header of exactly this many octets.
fn header(octets: usize, members: &Value) -> String {
    let empty = with(members.clone(), json!({"alg": ALG, "x": ""})).to_string();
    let padding = "x".repeat(octets - empty.len());
    let text = with(members.clone(), json!({"alg": ALG, "x": padding})).to_string();
    assert_eq!(text.len(), octets);
    text
}

#[test]
fn the_defaults_are_as_documented() {
    let limits = Limits::default();
    assert_eq!(limits, Limits::DEFAULT);
    assert_eq!(limits.octets(), 1024 * 1024);
    assert_eq!(limits.header_octets(), 4096);
    assert_eq!(limits.header_octets_with_x5c(), 8192);
    assert_eq!(limits.depth(), 32);
    assert_eq!(limits.with_depth(0).depth(), 1);
    assert_eq!(limits.with_depth(129).depth(), 128);
    assert_eq!(limits.signatures(), 16);
    assert_eq!(*verifier_for(ALG).policy().limits(), limits);
}

#[test]
fn the_length_of_the_text_is_limited() {
    let parts = plain(ALG);
    let text = parts.compact();
    let at = |octets| verifier(Limits::DEFAULT.with_octets(octets));
    accepts(&at(text.len()), &text);
    let error = rejects(&at(text.len() - 1), &text, Reason::TooLarge);
    too_large(&error, text.len() - 1, text.len());
    for jws in [parts.flattened(), parts.general()] {
        let length = jws.to_string().len();
        accepts_json(&at(length), &jws);
        let error = rejects_json(&at(length - 1), &jws, Reason::TooLarge);
        too_large(&error, length - 1, length);
    }
    let detached = text.replace(&encode(PAYLOAD), "");
    let result = at(detached.len() - 1);
    let result = result.verify_compact_detached(&detached, PAYLOAD);
    refused(result, Reason::TooLarge, &detached);
}

#[test]
fn the_length_of_the_header_is_limited() {
    let x5c = json!({"x5c": ["MIIB"]});
    for (limits, members, limit) in [
        (Limits::DEFAULT, json!({}), 4096),
        (Limits::DEFAULT, x5c.clone(), 8192),
        (Limits::DEFAULT.with_header_octets(100, 200), json!({}), 100),
        (
            Limits::DEFAULT.with_header_octets(100, 200),
            x5c.clone(),
            200,
        ),
        (Limits::DEFAULT.with_header_octets(200, 100), json!({}), 200),
        (Limits::DEFAULT.with_header_octets(200, 100), x5c, 100),
    ] {
        let verifier = verifier(limits);
        let edge = Parts::text(ALG, 1, &header(limit, &members));
        accepts(&verifier, &edge.compact());
        accepts_json(&verifier, &edge.flattened());
        for octets in [limit + 1, limit + 3, limit * 2, limit * 3] {
            let over = Parts::text(ALG, 1, &header(octets, &members));
            let error = rejects(&verifier, &over.compact(), Reason::TooLarge);
            assert!(
                matches!(error, Error::TooLarge { found, .. } if found == octets),
                "{error}"
            );
            rejects_json(&verifier, &over.flattened(), Reason::TooLarge);
        }
    }
}

#[test]
fn the_unprotected_header_is_limited_too() {
    let verifier = verifier(Limits::DEFAULT);
    let protected = json!({"alg": ALG});
    let unprotected = |octets: usize| json!({"y": "y".repeat(octets - 8)});
    assert_eq!(unprotected(4096).to_string().len(), 4096);
    let jws = flattened(ALG, Some(&protected), Some(&unprotected(4096)));
    accepts_json(&verifier, &jws);
    let jws = flattened(ALG, Some(&protected), Some(&unprotected(4097)));
    let error = rejects_json(&verifier, &jws, Reason::TooLarge);
    too_large(&error, 4096, 4097);
}

#[test]
fn the_depth_is_limited() {
    let verifier = verifier(Limits::DEFAULT);
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    // The header is a level, and so is the JWS around the unprotected one.
    let header = |depth: usize| format!(r#"{{"alg":"HS256","x":{}}}"#, nested(depth - 1));
    accepts(&verifier, &Parts::text(ALG, 1, &header(32)).compact());
    for depth in [33, 40, 1000] {
        let bad = Parts::text(ALG, 1, &header(depth));
        too_deep(&rejects(&verifier, &bad.compact(), Reason::TooLarge));
        too_deep(&rejects_json(&verifier, &bad.flattened(), Reason::TooLarge));
    }
    let shallow = self::verifier(Limits::DEFAULT.with_depth(2));
    accepts(&shallow, &Parts::text(ALG, 1, &header(2)).compact());
    let bad = Parts::text(ALG, 1, &header(3)).compact();
    rejects(&shallow, &bad, Reason::TooLarge);
    let good = plain(ALG).flattened().to_string();
    let body = &good[..good.len() - 1];
    let jws = |depth: usize| format!("{body},\"x\":{}}}", nested(depth - 1));
    assert!(verifier.verify_json(&jws(32)).is_ok());
    too_deep(&refused(
        verifier.verify_json(&jws(33)),
        Reason::TooLarge,
        "33 levels",
    ));
}

#[test]
fn the_number_of_signatures_is_limited() {
    let entry = plain(ALG).flattened();
    let jws = |count: usize| general(&vec![entry.clone(); count]);
    for (limits, limit) in [
        (Limits::DEFAULT, 16),
        (Limits::DEFAULT.with_signatures(2), 2),
        (Limits::DEFAULT.with_signatures(0), 1),
        (Limits::DEFAULT.with_signatures(256), 256),
        (Limits::DEFAULT.with_signatures(usize::MAX), 256),
    ] {
        assert_eq!(limits.signatures(), limit);
        accepts_json(&verifier(limits), &jws(limit));
        let error = rejects_json(&verifier(limits), &jws(limit + 1), Reason::TooLarge);
        too_large(&error, limit, limit + 1);
    }
}

/// A bound is checked before what it is to protect against.
#[test]
fn length_comes_before_form() {
    let verifier = verifier(Limits::DEFAULT.with_octets(100));
    for text in [".".repeat(101), "!".repeat(101), "[".repeat(101)] {
        rejects(&verifier, &text, Reason::TooLarge);
        refused(verifier.verify_json(&text), Reason::TooLarge, &text);
    }
    // Not even base64url: it is refused for its length all the same.
    let verifier = self::verifier(Limits::DEFAULT);
    let long = format!("{}.e30.AA", "!".repeat(20_000));
    rejects(&verifier, &long, Reason::TooLarge);
}
