//! RSA keys ([RFC 7518 §6.3](https://www.rfc-editor.org/rfc/rfc7518#section-6.3)).

use jwk_types::{Error, Jwk, Limits, PublicKey, Reason, RsaPublicKey, base64url};
use serde_json::json;

use crate::data::{self, *};

fn public() -> String {
    data::public(RSA)
}

/// A public key with a modulus of this many bits that starts and ends as given.
fn modulus_of(bits: u32, last: u8) -> Vec<u8> {
    let mut n = vec![0; bits.div_ceil(8) as usize];
    n[0] = 1 << ((bits - 1) % 8);
    *n.last_mut().expect("octets") |= last;
    n
}

fn parse_modulus(n: &[u8], limits: &Limits) -> Result<Jwk, Error> {
    let text = json!({"kty": "RSA", "n": base64url::encode(n), "e": "AQAB"}).to_string();
    Jwk::parse_with(text.as_bytes(), limits)
}

/// rfc7518-3.3-1, rfc7518-8.6-1
#[test]
fn moduli_have_2048_bits_at_least_and_no_more_than_the_limit() {
    let limits = Limits::DEFAULT;
    for bits in [2048, 2049, 3072, 4096, 8191, 8192] {
        let jwk = parse_modulus(&modulus_of(bits, 1), &limits).expect("a modulus in bounds");
        let Some(PublicKey::Rsa(key)) = jwk.key().public() else {
            panic!("{jwk:?}");
        };
        assert_eq!(key.modulus_bits(), bits);
    }
    for bits in [1, 8, 512, 1024, 2047] {
        let error = parse_modulus(&modulus_of(bits, 1), &limits).unwrap_err();
        assert_eq!(error, Error::RsaModulusTooSmall { bits });
        assert_eq!(error.reason(), Reason::WeakKey);
    }
    for bits in [8193, 16_384, 20_000] {
        let error = parse_modulus(&modulus_of(bits, 1), &limits).unwrap_err();
        assert_eq!(error, Error::RsaModulusTooLarge { bits, limit: 8192 });
        assert_eq!(error.reason(), Reason::TooLarge);
    }
    let raised = limits.with_rsa_modulus_bits(u32::MAX);
    assert!(parse_modulus(&modulus_of(16_384, 1), &raised).is_ok());
    let error = parse_modulus(&modulus_of(16_385, 1), &raised).unwrap_err();
    assert!(matches!(
        error,
        Error::RsaModulusTooLarge { limit: 16_384, .. }
    ));
    let lowered = limits.with_rsa_modulus_bits(0);
    assert!(parse_modulus(&modulus_of(2048, 1), &lowered).is_ok());
    assert!(parse_modulus(&modulus_of(2049, 1), &lowered).is_err());
}

#[test]
fn an_even_modulus_is_refused() {
    let error = rejects(
        &public(),
        Reason::MalformedJwk,
        octets("n", |n| n[255] &= 0xfe),
    );
    assert_eq!(error, Error::RsaModulusEven);
}

/// rfc7518-6.3.1.1-1, rfc7518-6.3.1.2-1, rfc7518-2-2
#[test]
fn integers_have_no_superfluous_zero_octet() {
    for member in ["n", "e"] {
        let error = rejects(
            &public(),
            Reason::MalformedJwk,
            octets(member, |o| o.insert(0, 0)),
        );
        assert_eq!(error, Error::NotMinimalInteger { member });
        let error = rejects(&public(), Reason::MalformedJwk, with(member, ""));
        assert_eq!(error, Error::NotMinimalInteger { member });
    }
    for member in ["d", "p", "q", "dp", "dq", "qi"] {
        let error = rejects(
            RSA,
            Reason::MalformedJwk,
            octets(member, |o| o.insert(0, 0)),
        );
        assert_eq!(error, Error::NotMinimalInteger { member });
        rejects(RSA, Reason::MalformedJwk, with(member, ""));
    }
}

/// rfc7518-8.3-1, rfc7518-6.3.1.2-2
#[test]
fn exponents_are_odd_and_between_3_and_two_to_the_33rd() {
    for e in [3_u64, 5, 17, 65_537, (1 << 33) - 1] {
        let e = e.to_be_bytes();
        let first = e.iter().position(|octet| *octet != 0).expect("not zero");
        accepts(&public(), with("e", base64url::encode(&e[first..])));
    }
    for e in [
        &[0][..],
        &[1],
        &[2],
        &[4],
        &[1, 0, 0],
        &[2, 0, 0, 0, 0],
        &[2, 0, 0, 0, 1],
        &[1, 0, 0, 0, 0, 0, 0, 0, 1],
    ] {
        let error = rejects(&public(), Reason::WeakKey, with("e", base64url::encode(e)));
        assert!(matches!(error, Error::RsaExponent { .. }), "{error}");
    }
    // e = n - 2
    rejects(&public(), Reason::WeakKey, |members| {
        let mut n = decoded(members, "n");
        n[255] ^= 2;
        members.insert("e".into(), base64url::encode(&n).into());
    });
}

#[test]
fn keys_are_made_from_numbers_under_the_same_rules() {
    let (n, e) = (decoded(&members(RSA), "n"), decoded(&members(RSA), "e"));
    let key = RsaPublicKey::new(&n, &e, &Limits::DEFAULT).expect("the same key");
    assert_eq!(PublicKey::Rsa(key), public_key(RSA));
    assert!(RsaPublicKey::new(&[&[0], &*n].concat(), &e, &Limits::DEFAULT).is_err());
    assert!(RsaPublicKey::new(&n, &[1], &Limits::DEFAULT).is_err());
    assert!(RsaPublicKey::new(&[], &[], &Limits::DEFAULT).is_err());
}
