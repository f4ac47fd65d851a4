//! `x5c`, `x5t` and `x5t#S256`.

mod certificate;

use jwk_types::{Error, Jwk, Reason, x509};
use serde_json::{Value, json};

use self::certificate::{Certificate, base64};
use crate::data::*;
use crate::der_tlv::{from_pem, sequence, tlv};

const CERTIFICATE: &str = include_str!("../data/rsa.certificate.pem");
/// Of the certificate in that file.
const SHA1: &str = "UtDCuqyO8EWOPLN-ITcV4pJ8zxQ";
const SHA256: &str = "lirhWcUR3qvbSdSkQNQONmMcR1f4phiSRXG6AMHT2Qg";

fn with_x5c(key: &str, chain: &[&[u8]]) -> String {
    let chain: Vec<_> = chain.iter().map(|der| base64(der)).collect();
    changed(&public(key), with("x5c", chain))
}

#[track_caller]
fn passes(text: &str) {
    x509::check(&jwk(text)).unwrap_or_else(|error| panic!("{error}: {text}"));
}

/// Passes as it is, and fails with the one defect. Being a JWK it is with the defect as well.
#[track_caller]
fn fails(good: &str, defect: impl FnOnce(&mut Members)) -> Error {
    passes(good);
    let bad = changed(good, defect);
    x509::check(&jwk(&bad)).expect_err("a defect")
}

#[track_caller]
fn fails_in_x5c(good: &str, value: impl Into<Value>) {
    let error = fails(good, with("x5c", value));
    assert!(
        matches!(error, Error::Certificate { member: "x5c", .. }),
        "{error}"
    );
    assert_eq!(error.reason(), Reason::MalformedJwk);
}

#[test]
fn keys_without_certificates_pass() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        passes(text);
    }
}

/// rfc7517-4.7-3
#[test]
fn certificates_of_every_key_type_are_compared_with_the_key() {
    for text in PRIVATE {
        let own = Certificate::new().over(text);
        let good = with_x5c(text, &[&own]);
        passes(&good);
        passes(&changed(text, with("x5c", vec![base64(&own)])));
        for other in PRIVATE.iter().filter(|other| **other != text) {
            let other = Certificate::new().over(other);
            fails_in_x5c(&good, vec![base64(&other)]);
            // rfc7517-4.7-2: the key is that of the first one.
            passes(&with_x5c(text, &[&own, &other]));
            fails_in_x5c(&good, vec![base64(&other), base64(&own)]);
        }
    }
}

#[test]
fn keys_that_no_certificate_holds_fail() {
    let own = Certificate::new().over(P256);
    let good = with_x5c(P256, &[&own]);
    passes(&good);
    for (text, change) in [(OCT, "oct"), (P256, "XYZ")] {
        let text = changed(text, with("x5c", vec![base64(&own)]));
        let text = changed(&text, with("kty", change));
        let error = x509::check(&jwk(&text)).unwrap_err();
        assert!(matches!(error, Error::Certificate { .. }), "{error}");
    }
    let composite = changed(&with_x5c(ML_DSA_44, &[&own]), with("alg", "other"));
    assert!(x509::check(&jwk(&composite)).is_err());
}

/// Nothing is said about validity: expired, signed with SHA-1, dates that no calendar has.
#[test]
fn odd_certificates_pass() {
    passes(&with_x5c(RSA, &[&from_pem(CERTIFICATE)]));
    for [before, after] in [
        [&b"00010101000000Z"[..], b"99991231235959Z"],
        [b"00000000000000Z", b"x"],
        [b"", b"99999999999999Z"],
    ] {
        let mut certificate = Certificate::new();
        certificate.validity = sequence(&[&tlv(0x18, before), &tlv(0x18, after)]);
        passes(&with_x5c(P256, &[&certificate.over(P256)]));
    }
    // Version 1 is the default and not written.
    let mut certificate = Certificate::new();
    certificate.version = Vec::new();
    passes(&with_x5c(P256, &[&certificate.over(P256)]));
}

/// rfc7517-4.7-1, rfc4648-3.1-1, rfc4648-3.2-1, rfc4648-4-1
#[test]
fn elements_are_base64_with_padding_and_nothing_else() {
    let der = from_pem(CERTIFICATE);
    let good = with_x5c(RSA, &[&der]);
    let text = base64(&der);
    assert!(
        text.contains('+') && text.contains('/') && text.ends_with('='),
        "{text}"
    );
    for bad in [
        text.replace('+', "-").replace('/', "_"),
        text.trim_end_matches('=').to_string(),
        format!("{text}="),
        format!("{text}\n"),
        format!(" {text}"),
        format!("{}\n{}", &text[..64], &text[64..]),
        format!("{}\r\n{}", &text[..64], &text[64..]),
        CERTIFICATE.to_string(),
        text.replacen('M', "\u{41c}", 1),
        String::new(),
    ] {
        fails_in_x5c(&good, vec![bad.clone()]);
        // Wherever it stands in the chain.
        fails_in_x5c(&good, vec![text.clone(), bad]);
    }
}

#[test]
fn elements_are_certificates_without_rest() {
    let der = Certificate::new().over(P256);
    let good = with_x5c(P256, &[&der]);
    for end in 0..der.len() {
        fails_in_x5c(&good, vec![base64(&der[..end])]);
    }
    fails_in_x5c(&good, vec![base64(&[&der[..], &[0]].concat())]);
    fails_in_x5c(&good, vec![base64(&der), base64(b"not a certificate")]);
    let spki = public_key(P256).to_spki_der().expect("an SPKI");
    fails_in_x5c(&good, vec![base64(&spki)]);
}

/// rfc7517-4.8-1, rfc7517-4.9-1
#[test]
fn digests_have_their_length() {
    for (member, size, section) in [("x5t", 20, "4.8"), ("x5t#S256", 32, "4.9")] {
        let text = |octets: usize| jwk_types::base64url::encode(&vec![7; octets]);
        let good = changed(P256, with(member, text(size)));
        for other in [0, size - 1, size + 1, 20 + 32 - size, 2 * size] {
            let error = fails(&good, with(member, text(other)));
            assert!(
                matches!(error, Error::WrongLength { member: m, found, .. }
                    if m == member && found == other),
                "{error}"
            );
            assert_eq!(error.rule().section, section);
        }
        // Hexadecimal of the digest is base64url of something longer.
        let error = fails(&good, with(member, "07".repeat(size)));
        assert!(matches!(error, Error::WrongLength { .. }), "{error}");
        let padded = format!("{}=", text(size));
        let error = fails(&good, with(member, padded));
        assert!(
            matches!(error, Error::Base64 { member: m } if m == member),
            "{error}"
        );
    }
}

/// rfc7517-4.8-2, rfc7517-4.9-2
#[test]
fn digests_are_those_of_the_first_certificate() {
    let der = from_pem(CERTIFICATE);
    let good = with_x5c(RSA, &[&der, &Certificate::new().over(P256)]);
    let good = changed(&good, |members| {
        members.insert("x5t".into(), SHA1.into());
        members.insert("x5t#S256".into(), SHA256.into());
    });
    passes(&good);
    for member in ["x5t", "x5t#S256"] {
        let error = fails(&good, octets(member, |digest| digest[7] ^= 1));
        assert!(
            matches!(error, Error::Certificate { member: m, .. } if m == member),
            "{error}"
        );
    }
    let other = with_x5c(RSA, &[&Certificate::new().over(RSA)]);
    passes(&other);
    let error = fails(&other, with("x5t", SHA1));
    assert_eq!(error.rule().section, "4.8");
    let error = fails(&other, with("x5t#S256", SHA256));
    assert_eq!(error.rule().section, "4.9");
}

/// rfc7517-4.7-4
#[test]
fn a_key_usage_allows_what_use_says() {
    let critical = [0x01, 1, 0xff];
    let cases = [
        (7, 0b1000_0000, "sig", true),
        (6, 0b0100_0000, "sig", true),
        (5, 0b0010_0000, "enc", true),
        (4, 0b0001_0000, "enc", true),
        (3, 0b0000_1000, "enc", true),
        (5, 0b1010_0000, "sig", true),
        (5, 0b1010_0000, "enc", true),
        (7, 0b1000_0000, "enc", false),
        (5, 0b0010_0000, "sig", false),
        (1, 0b0000_0110, "sig", false),
        (1, 0b0000_0110, "enc", false),
    ];
    for (unused, bits, key_use, fits) in cases {
        for critical in [&critical[..], &[]] {
            let der = Certificate::new()
                .key_usage(unused, bits, critical)
                .over(P256);
            let without_use = with_x5c(P256, &[&der]);
            passes(&without_use);
            passes(&changed(&without_use, with("use", "other")));
            let text = changed(&without_use, with("use", key_use));
            match x509::check(&jwk(&text)) {
                Ok(()) => assert!(fits, "{bits:b} {key_use}"),
                Err(error) => {
                    assert!(!fits, "{bits:b} {key_use}");
                    assert!(matches!(error, Error::Certificate { .. }), "{error}");
                }
            }
        }
    }
    // Extensions that cannot be read matter once something depends on them.
    let mut certificate = Certificate::new();
    certificate.extensions = tlv(0xa3, &[1, 2, 3]);
    let good = with_x5c(P256, &[&certificate.over(P256)]);
    let error = fails(&good, with("use", "sig"));
    assert!(matches!(error, Error::Certificate { .. }), "{error}");
}

#[test]
fn an_empty_chain_is_refused_when_the_key_is_read() {
    assert_eq!(
        rejects(P256, Reason::MalformedJwk, with("x5c", json!([]))),
        Error::NoCertificates
    );
    assert!(Jwk::parse(P256).is_ok());
}
