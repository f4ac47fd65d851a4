//! Every variant is produced by some input.
//!
//! These tests stand here and not with those of the public interface, because only within the crate
//! can a match name every variant of a non-exhaustive enum.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::*;
use crate::{
    EcCurve, EcPublicKey, HashAlgorithm, Jwk, Limits, PublicKey, Reason, SymmetricKey, Thumbprint,
};

macro_rules! data {
    ($file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/", $file))
    };
}

const ED25519: &str = data!("ed25519.json");
const ED448: &str = data!("ed448.json");
const P256: &str = data!("p256.json");
const RSA: &str = data!("rsa.json");
const THREE_PRIMES: &str = data!("rsa-three-primes.json");

/// A variant that is not in the list does not compile, and one in the list needs an input.
macro_rules! produced {
    ($($variant:ident => $input:expr,)*) => {
        fn name(error: &Error) -> &'static str {
            match error {
                $(Error::$variant { .. } => stringify!($variant),)*
            }
        }

        fn all() -> Vec<(&'static str, Error)> {
            Vec::from([$((stringify!($variant), $input),)*])
        }
    };
}

produced! {
    JsonSyntax => parse("{"),
    JsonDuplicateMember => parse(r#"{"a\n":1,"a\u000a":2}"#),
    JsonTooDeep => parse(&"[".repeat(40)),
    JsonNotUtf8 => Jwk::parse_with(b"\xff", &Limits::DEFAULT).unwrap_err(),
    JsonSurrogate => parse(r#""\udead""#),
    JsonByteOrderMark => parse("\u{feff}{}"),
    TooLarge => parse(&" ".repeat(20_000)),
    Base64 => parse(r#"{"kty":"oct","k":"A="}"#),
    NotAnObject => parse("[]"),
    MissingMember => parse("{}"),
    MemberType => parse(r#"{"kty":null}"#),
    UnsupportedKeyType => thumbprint(r#"{"kty":"a\u202eb\n"}"#),
    UnsupportedCurve => thumbprint(r#"{"kty":"EC","crv":"P-999"}"#),
    UnsupportedEncoding => spki(r#"{"kty":"AKP","alg":"other","pub":"AA"}"#),
    WrongLength => parse(&ED25519.replace(r#""x":""#, r#""x":"AAAA"#)),
    NotMinimalInteger => parse(&RSA.replace("AQAB", "AAEAAQ")),
    NotOnCurve => EcPublicKey::new(EcCurve::P256, &[1; 32], &[1; 32]).unwrap_err(),
    NotCanonicalPoint => parse(&with_x(ED448, &"_".repeat(76))),
    SmallOrderPoint => parse(&with_x(ED25519, &"A".repeat(43))),
    RsaModulusTooSmall => parse(r#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#),
    RsaModulusTooLarge => parse(&modulus(1032, '_')),
    RsaModulusEven => parse(&modulus(258, 'A')),
    RsaExponent => parse(&RSA.replace("AQAB", "AQ")),
    RsaIncomplete => parse(&RSA.replace("\"qi\"", "\"x\"")),
    RsaNoOtherPrimes => parse(&format!("{},\"oth\":[]}}", RSA.trim_end().trim_end_matches('}'))),
    PrivateMismatch => parse(&THREE_PRIMES.replace("\"oth\"", "\"x\"")),
    DuplicateKeyOperation => parse(r#"{"kty":"X","key_ops":["\u0000","\u0000"]}"#),
    UseContradictsKeyOps => parse(r#"{"kty":"X","use":"sig","key_ops":["encrypt"]}"#),
    AlgorithmDoesNotFit => parse(r#"{"kty":"oct","k":"AA","alg":"RS256"}"#),
    EmptySecret => parse(r#"{"kty":"oct","k":""}"#),
    PublicKeyAsSecret => SymmetricKey::new(P256.into()).unwrap_err(),
    NoCertificates => parse(r#"{"kty":"X","x5c":[]}"#),
    Certificate => certificate(),
    Encoding => PublicKey::from_spki_der(&[], &Limits::DEFAULT).unwrap_err(),
    ThumbprintUri => Thumbprint::from_uri("").unwrap_err(),
    ThumbprintEscape => thumbprint(r#"{"kty":"AKP","alg":"\"","pub":"AA"}"#),
}

#[track_caller]
fn parse(text: &str) -> Error {
    Jwk::parse(text).unwrap_err()
}

#[track_caller]
fn thumbprint(text: &str) -> Error {
    let jwk = Jwk::parse(text).unwrap();
    jwk.thumbprint(HashAlgorithm::Sha256).unwrap_err()
}

#[track_caller]
fn spki(text: &str) -> Error {
    let jwk = Jwk::parse(text).unwrap();
    jwk.key().public().unwrap().to_spki_der().unwrap_err()
}

fn with_x(text: &str, x: &str) -> String {
    let (before, after) = text.split_once(r#""x":""#).unwrap();
    let (_, after) = after.split_once('"').unwrap();
    format!(r#"{before}"x":"{x}"{after}"#)
}

fn modulus(groups: usize, last: char) -> String {
    let n = format!("{}AAA{last}", "_".repeat(4 * groups));
    format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#)
}

#[cfg(feature = "x509")]
fn certificate() -> Error {
    let text = format!("{},\"x5c\":[\"\"]}}", P256.trim_end().trim_end_matches('}'));
    crate::x509::check(&Jwk::parse(&text).unwrap()).unwrap_err()
}

/// Only the feature `x509` produces it.
#[cfg(not(feature = "x509"))]
fn certificate() -> Error {
    Error::Certificate {
        member: "x5c",
        fault: "an element is not a certificate",
    }
}

#[test]
fn every_variant_is_produced_by_some_input() {
    for (expected, error) in all() {
        assert_eq!(name(&error), expected, "{error}");
    }
}

#[test]
fn every_variant_has_a_reason_and_a_rule() {
    for (name, error) in all() {
        assert!(Reason::ALL.contains(&error.reason()), "{name}");
        assert_ne!(error.reason(), Reason::Other, "{name}");
        let rule = error.rule();
        assert!(!rule.section.is_empty(), "{name}");
        let known = rule.specification == "policy" || rule.specification.starts_with("RFC ");
        assert!(known, "{name}: {rule}");
        assert!(
            error.to_string().ends_with(&format!(" [{rule}]")),
            "{error}"
        );
    }
}

/// Lower case but for abbreviations, no full stop, one line of printable ASCII, not too long.
#[test]
fn messages_read_as_parts_of_a_sentence() {
    for (name, error) in all() {
        let message = error.to_string();
        let text = message.rsplit_once(" [").unwrap().0;
        let first_word = text.split(' ').next().unwrap();
        let capitals = first_word.chars().filter(char::is_ascii_uppercase).count();
        let lower = first_word.starts_with(|first: char| first.is_ascii_lowercase());
        assert!(lower || capitals > 1, "{name}: {message}");
        assert!(!text.ends_with(['.', '!', ' ']), "{name}: {message}");
        assert!(
            text.bytes().all(|octet| matches!(octet, b' '..=b'~')),
            "{name}: {message}"
        );
        assert!(message.len() < 1000, "{name}: {message}");
    }
}

/// A crowd of hostile characters, wherever a message repeats what it was given.
#[test]
fn hostile_text_is_quoted_and_cut() {
    let hostile = "\u{202e}\u{0}\r\n\u{1b}[2J\"".repeat(120);
    let text = |members: serde_json::Value| members.to_string();
    use serde_json::json;
    let errors = [
        thumbprint(&text(json!({"kty": hostile}))),
        thumbprint(&text(json!({"kty": "OKP", "crv": hostile}))),
        parse(&text(json!({"kty": "X", "key_ops": [hostile, hostile]}))),
        parse(&format!("{{{0}:1,{0}:2}}", json!(hostile))),
        crate::PublicJwk::new(PublicKey::Akp(crate::AkpPublicKey::new("x", &[0]).unwrap()))
            .with_alg(&hostile)
            .unwrap_err(),
        crate::PublicJwk::new(PublicKey::Akp(
            crate::AkpPublicKey::new(&hostile, &[0]).unwrap(),
        ))
        .with_alg("x")
        .unwrap_err(),
    ];
    for error in errors {
        let message = error.to_string();
        let text = message.rsplit_once(" [").unwrap().0;
        assert!(
            text.bytes().all(|octet| matches!(octet, b' '..=b'~')),
            "{message}"
        );
        assert!(message.len() < 2000, "{message}");
    }
}

#[test]
fn rules_and_words_are_those_of_the_defect() {
    let leading_zeros = "(the producer may have dropped leading zero octets)";
    let no_point = |curve: &str| format!("x is not a point on {curve} ");
    let message = |error: Error| error.to_string();
    let even = |last| RSA.replace("AQAB", last);
    let two = |size: usize| with_x(ED448, &format!("Ag{}", "A".repeat(size)));
    for (message, expected) in [
        (
            message(parse(r#"{"a":1,"a":2}"#)),
            "member \"a\" stands again at offset 7 [RFC 7493 §2.3]".into(),
        ),
        (
            message(EcPublicKey::new(EcCurve::P256, &[1; 32], &[1; 32]).unwrap_err()),
            "x and y are not a point on P-256 [RFC 7518 §6.2.1]".into(),
        ),
        (
            message(parse(&with_x(ED25519, &format!("Ag{}", "A".repeat(41))))),
            no_point("Ed25519") + "[RFC 8032 §5.1.3]",
        ),
        (
            message(parse(&two(74))),
            no_point("Ed448") + "[RFC 8032 §5.2.3]",
        ),
        (
            message(parse(&with_x(ED448, &"_".repeat(76)))),
            "x is not the canonical encoding of a point on Ed448 [RFC 8032 §5.2.3]".into(),
        ),
        (
            message(parse(&with_x(ED448, &"A".repeat(76)))),
            "x is a point of small order on Ed448, or has a part of small order \
             [policy: no keys of small order]"
                .into(),
        ),
        (
            message(parse(&with_x(ED25519, &"A".repeat(43)))),
            "x is a point of small order on Ed25519 [policy: no keys of small order]".into(),
        ),
        (
            message(parse(&with_x(ED25519, "AAAA"))),
            "member x has 3 octets instead of 32 [RFC 8037 §2]".into(),
        ),
        (
            message(EcPublicKey::new(EcCurve::P256, &[1; 31], &[1; 32]).unwrap_err()),
            format!("member x has 31 octets instead of 32 {leading_zeros} [RFC 7518 §6.2.1.2]"),
        ),
        (
            message(EcPublicKey::new(EcCurve::P256, &[1; 32], &[1; 31]).unwrap_err()),
            format!("member y has 31 octets instead of 32 {leading_zeros} [RFC 7518 §6.2.1.3]"),
        ),
        (
            message(parse(&even("AQAA"))),
            "RSA public exponent is even [RFC 8017 §3.1]".into(),
        ),
        (
            message(parse(&even("AQ"))),
            "RSA public exponent is 1, so that every message is its own signature \
             [RFC 8017 §3.1]"
                .into(),
        ),
        (
            message(parse(&even("BAAAAAE"))),
            "RSA public exponent is larger than 2^33 [policy: size of RSA exponents]".into(),
        ),
        (
            message(PublicKey::from_spki_pem("", &Limits::DEFAULT).unwrap_err()),
            "not one PEM block with the label PUBLIC KEY [RFC 7468 §2]".into(),
        ),
        (
            message(parse(r#"{"kty":"AKP","alg":"x","pub":""}"#)),
            "member pub: expected octets, found none [RFC 9964 §3]".into(),
        ),
        (
            message(parse(r#"{"kty":"AKP","alg":"ML-DSA-44","pub":"AA"}"#)),
            "member pub has 1 octets instead of 1312 [RFC 9964 §5]".into(),
        ),
        (
            message(parse(r#"{"kty":"oct","k":"AA","alg":"none"}"#)),
            "alg \"none\" takes no key at all [RFC 7517 §4.4]".into(),
        ),
    ] {
        assert_eq!(message, expected);
    }
}
