//! Keys of types that nobody here knows.

use jwk_types::{Error, Jwk, Key, KeyUse, Reason};
use serde_json::json;

use crate::data::*;

/// rfc7517-4.1-2
#[test]
fn key_types_are_compared_with_regard_to_case() {
    for kty in [
        "rsa",
        "Rsa",
        "RSA ",
        "Ec",
        "OCT",
        "okp",
        "akp",
        "",
        "XYZ",
        "\u{430}KP",
    ] {
        let unknown = accepts(RSA, with("kty", kty));
        let Key::Unknown(key) = unknown.key() else {
            panic!("{unknown:?}");
        };
        assert_eq!((key.kty(), key.crv()), (kty, None));
        assert_eq!(key.error(), Error::UnsupportedKeyType { kty: kty.into() });
        assert_eq!(key.error().reason(), Reason::UnsupportedKeyType);
        assert_eq!(unknown.kty(), kty);
        assert!(unknown.key().shape().is_none());
    }
}

#[test]
fn they_are_kept_as_they_came() {
    let text = "{ \"kty\" : \"XYZ\",\n \"d\":1e0, \"kid\":\"a\\u0062\", \"alg\":\"RS256\", \"use\":\"sig\" }";
    let unknown = jwk(&format!(" {text}\n"));
    let Key::Unknown(key) = unknown.key() else {
        panic!("{unknown:?}");
    };
    assert_eq!(key.expose_json(), text);
    assert_eq!(*unknown.expose_json(), text);
    assert_eq!((unknown.kid(), unknown.alg()), (Some("ab"), Some("RS256")));
    assert!(unknown.extra().is_empty());
}

/// What else may be private nobody here knows.
#[test]
fn they_are_secret_where_a_member_is_private_in_some_key_type() {
    for good in [r#"{"kty":"XYZ","z":1}"#, r#"{"kty":"EC","crv":"x","z":1}"#] {
        assert!(!jwk(good).is_secret());
        for member in Jwk::PRIVATE_MEMBERS {
            assert!(accepts(good, with(member, "AA")).is_secret(), "{member}");
        }
    }
}

#[test]
fn they_are_built_on_in_no_way() {
    let text = r#"{"kty":"XYZ"}"#;
    let unknown = jwk(text).with_kid("1");
    assert_eq!((unknown.kid(), &**unknown.expose_json()), (None, text));
    let refused = Error::UnsupportedKeyType { kty: "XYZ".into() };
    for result in [
        unknown.clone().with_alg("x"),
        unknown.clone().with_use(KeyUse::Signature),
        unknown.with_key_ops([]),
    ] {
        assert_eq!(result.unwrap_err(), refused);
    }
}

/// What is common to all keys has its type in keys of unknown types as well.
#[test]
fn common_members_are_checked_all_the_same() {
    let good = r#"{"kty":"XYZ"}"#;
    rejects(good, Reason::MalformedJwk, with("kid", 1));
    rejects(
        good,
        Reason::MalformedJwk,
        with("key_ops", json!(["sign", "sign"])),
    );
    rejects(good, Reason::MalformedJwk, with("x5c", json!([])));
    rejects(good, Reason::MalformedJwk, |members| {
        members.insert("use".into(), "sig".into());
        members.insert("key_ops".into(), json!(["encrypt"]));
    });
    rejects(good, Reason::AlgorithmMismatch, with("alg", "none"));
    let error = Jwk::parse(r#"{"kty":"XYZ","a":1,"a":2}"#).unwrap_err();
    assert_eq!(error.reason(), Reason::DuplicateMember);
}
