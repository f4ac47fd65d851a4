//! Limits are checked first.

use jwk_types::{Error, Jwk, Limits, PrivateKey, PublicKey, Reason};

use crate::data::*;

fn padded(text: &str, octets: usize) -> String {
    let text = text.trim_end();
    let body = text.strip_suffix('}').expect("an object");
    let used = body.len() + r#","x":""}"#.len() + 4;
    let padded = format!("{body},\"x-pad\":\"{}\"}}", "a".repeat(octets - used));
    assert_eq!(padded.len(), octets);
    padded
}

#[test]
fn a_jwk_has_8_kib_at_most_and_16_with_certificates() {
    let limit = 8 * 1024;
    assert!(Jwk::parse(&padded(RSA, limit)).is_ok());
    let error = Jwk::parse(&padded(RSA, limit + 1)).unwrap_err();
    let what = "JWK without x5c";
    assert_eq!(
        error,
        Error::TooLarge {
            what,
            limit,
            found: limit + 1
        }
    );
    assert_eq!(error.reason(), Reason::TooLarge);

    let limit = 16 * 1024;
    // Without looking for `x5c` in it.
    let what = "JWK";
    let with_x5c = changed(RSA, with("x5c", vec!["AA=="]));
    assert!(Jwk::parse(&padded(&with_x5c, limit)).is_ok());
    let error = Jwk::parse(&padded(&with_x5c, limit + 1)).unwrap_err();
    assert_eq!(
        error,
        Error::TooLarge {
            what,
            limit,
            found: limit + 1
        }
    );
}

#[test]
fn white_space_around_the_key_counts_once_it_exceeds_both_limits() {
    let text = format!("{}{P256}", " ".repeat(8 * 1024));
    assert!(Jwk::parse(&text).is_ok());
    let text = format!("{}{P256}", " ".repeat(16 * 1024));
    assert_eq!(Jwk::parse(&text).unwrap_err().reason(), Reason::TooLarge);
}

#[test]
fn limits_are_the_callers() {
    let limits = Limits::DEFAULT.with_octets(100, 100);
    let error = Jwk::parse_with(P256.as_bytes(), &limits).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 100, .. }));
    let larger = Limits::DEFAULT.with_octets(1 << 20, 1 << 20);
    assert!(Jwk::parse_with(padded(RSA, 1 << 20).as_bytes(), &larger).is_ok());
    assert_eq!(Limits::default(), Limits::DEFAULT);
    assert_eq!((limits.octets(), limits.octets_with_x5c()), (100, 100));
}

#[test]
fn depth_is_clamped_and_checked() {
    for (asked, given) in [
        (0, 1),
        (1, 1),
        (32, 32),
        (128, 128),
        (129, 128),
        (usize::MAX, 128),
    ] {
        let limits = Limits::DEFAULT
            .with_depth(asked)
            .with_octets(1 << 20, 1 << 20);
        assert_eq!(limits.depth(), given);
        let nested = |depth: usize| {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            format!(r#"{{"kty":"XYZ","a":{open}{close}}}"#)
        };
        // The object is the first level.
        assert!(
            Jwk::parse_with(
                nested(given - 1).replace("\"a\":}", "\"a\":0}").as_bytes(),
                &limits
            )
            .is_ok()
        );
        for depth in [given, 5_000] {
            let error = Jwk::parse_with(nested(depth).as_bytes(), &limits).unwrap_err();
            assert!(
                matches!(error, Error::JsonTooDeep { limit, .. } if limit == given),
                "{error}"
            );
        }
    }
}

#[test]
fn der_and_pem_are_bounded_before_they_are_read() {
    let limits = Limits::DEFAULT;
    let der = vec![0x30; 8 * 1024 + 1];
    let pem = "-".repeat(8 * 1024 + 1);
    let errors = [
        PublicKey::from_spki_der(&der, &limits).unwrap_err(),
        PublicKey::from_spki_pem(&pem, &limits).unwrap_err(),
        PublicKey::from_pkcs1_der(&der, &limits).unwrap_err(),
        PublicKey::from_pkcs1_pem(&pem, &limits).unwrap_err(),
        PrivateKey::from_pkcs8_der(&der, &limits).unwrap_err(),
        PrivateKey::from_pkcs8_pem(&pem, &limits).unwrap_err(),
        PrivateKey::from_pkcs1_der(&der, &limits).unwrap_err(),
        PrivateKey::from_pkcs1_pem(&pem, &limits).unwrap_err(),
        PrivateKey::from_sec1_der(&der, &limits).unwrap_err(),
        PrivateKey::from_sec1_pem(&pem, &limits).unwrap_err(),
    ];
    for error in errors {
        assert!(
            matches!(
                error,
                Error::TooLarge {
                    limit: 8192,
                    found: 8193,
                    ..
                }
            ),
            "{error}"
        );
        // One octet less is read, and is not a key.
    }
    let error = PublicKey::from_spki_der(&der[1..], &limits).unwrap_err();
    assert!(matches!(error, Error::Encoding { .. }), "{error}");
}
