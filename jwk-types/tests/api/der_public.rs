//! Public keys outside JSON.

use jwk_types::{Error, HashAlgorithm, Limits, PublicJwk, PublicKey, Reason};

use crate::data::*;
use crate::der_tlv::{self as tlv, from_pem, sequence, spki};

const LIMITS: Limits = Limits::DEFAULT;

/// SubjectPublicKeyInfo as OpenSSL writes it.
pub(crate) const SPKI: [(&str, &str); 12] = [
    (ED25519, include_str!("../data/ed25519.spki.pem")),
    (ED448, include_str!("../data/ed448.spki.pem")),
    (ML_DSA_44, include_str!("../data/ml-dsa-44.spki.pem")),
    (ML_DSA_65, include_str!("../data/ml-dsa-65.spki.pem")),
    (ML_DSA_87, include_str!("../data/ml-dsa-87.spki.pem")),
    (P256, include_str!("../data/p256.spki.pem")),
    (P384, include_str!("../data/p384.spki.pem")),
    (P521, include_str!("../data/p521.spki.pem")),
    (RSA, include_str!("../data/rsa.spki.pem")),
    (SECP256K1, include_str!("../data/secp256k1.spki.pem")),
    (X25519, include_str!("../data/x25519.spki.pem")),
    (X448, include_str!("../data/x448.spki.pem")),
];
pub(crate) const PKCS1: &str = include_str!("../data/rsa-public.pkcs1.pem");

#[test]
fn what_others_write_is_the_key_of_the_jwk_and_the_reverse() {
    for (text, pem) in SPKI {
        let key = public_key(text);
        assert_eq!(PublicKey::from_spki_pem(pem, &LIMITS), Ok(key.clone()));
        assert_eq!(
            PublicKey::from_spki_der(&from_pem(pem), &LIMITS),
            Ok(key.clone())
        );
        assert_eq!(key.to_spki_pem().as_deref(), Ok(pem));
        assert_eq!(key.to_spki_der(), Ok(from_pem(pem)));
    }
    let key = public_key(RSA);
    assert_eq!(PublicKey::from_pkcs1_pem(PKCS1, &LIMITS), Ok(key.clone()));
    assert_eq!(
        PublicKey::from_pkcs1_der(&from_pem(PKCS1), &LIMITS),
        Ok(key)
    );
}

/// rfc7638-3.5-1
#[test]
fn a_key_that_never_was_json_has_the_thumbprint_of_its_jwk() {
    for (text, pem) in SPKI {
        let key = PublicKey::from_spki_pem(pem, &LIMITS).expect("a key");
        let from_pem = PublicJwk::new(key)
            .as_jwk()
            .thumbprint(HashAlgorithm::Sha256);
        assert_eq!(from_pem, jwk(text).thumbprint(HashAlgorithm::Sha256));
    }
}

#[test]
fn akp_keys_for_other_algorithms_have_no_spki() {
    let other = r#"{"kty":"AKP","alg":"ML-DSA-44-ES256","pub":"AAEC"}"#;
    let error = public_key(other).to_spki_der().unwrap_err();
    assert!(
        matches!(error, Error::UnsupportedEncoding { .. }),
        "{error}"
    );
    assert_eq!(error.reason(), Reason::UnsupportedKeyType);
    assert_eq!(public_key(other).to_spki_pem().unwrap_err(), error);
}

#[track_caller]
fn rejects_der(good: &[u8], bad: &[u8]) -> Error {
    PublicKey::from_spki_der(good, &LIMITS).expect("accepted without the defect");
    PublicKey::from_spki_der(bad, &LIMITS).expect_err("a defect")
}

#[track_caller]
fn is_no_spki(good: &[u8], bad: &[u8]) {
    let error = rejects_der(good, bad);
    assert!(matches!(error, Error::Encoding { .. }), "{error}");
    assert_eq!(error.reason(), Reason::MalformedJwk);
}

#[test]
fn nothing_may_be_cut_off_or_added() {
    for (_, pem) in SPKI {
        let good = from_pem(pem);
        for end in (0..good.len()).rev().step_by(good.len().div_ceil(100)) {
            is_no_spki(&good, &good[..end]);
        }
        is_no_spki(&good, &[&good[..], &[0]].concat());
        is_no_spki(&good, &[&good[..], &good].concat());
    }
}

/// DER has one encoding of each value; these are others.
#[test]
fn only_the_distinguished_encoding_is_read() {
    let key = decoded(&members(ED25519), "x");
    let good = spki(tlv::ED25519, &[], &key);
    // A length in more octets than it needs.
    let mut long = vec![tlv::SEQUENCE, 0x81];
    long.extend(&good[1..]);
    is_no_spki(&good, &long);
    // BER's indefinite length.
    let indefinite = [&[tlv::SEQUENCE, 0x80], &good[2..], &[0, 0]].concat();
    is_no_spki(&good, &indefinite);
    // Bits that are not there.
    for unused in [1, 7, 8] {
        let octets = tlv::tlv(tlv::BIT_STRING, &[&[unused], &key[..]].concat());
        is_no_spki(&good, &sequence(&[&sequence(&[tlv::ED25519]), &octets]));
    }
    // Something after the two fields, or within the first one.
    let (algorithm, octets) = (sequence(&[tlv::ED25519]), tlv::bits(&key));
    let null = [tlv::NULL, 0];
    is_no_spki(&good, &sequence(&[&algorithm, &octets, &null]));
    is_no_spki(
        &good,
        &sequence(&[&sequence(&[tlv::ED25519, &null, &null]), &octets]),
    );
    is_no_spki(&good, &sequence(&[&octets, &algorithm]));
    is_no_spki(&good, &tlv::tlv(0x31, &good[2..]));
}

#[test]
fn parameters_are_the_ones_that_belong_there() {
    let null = [tlv::NULL, 0];
    for (text, oid, member) in [
        (ED25519, tlv::ED25519, "x"),
        (ML_DSA_44, tlv::ML_DSA_44, "pub"),
    ] {
        let octets = decoded(&members(text), member);
        is_no_spki(&spki(oid, &[], &octets), &spki(oid, &null, &octets));
    }
    let rsa = from_pem(PKCS1);
    let good = spki(tlv::RSA_ENCRYPTION, &null, &rsa);
    is_no_spki(&good, &spki(tlv::RSA_ENCRYPTION, &[], &rsa));
    is_no_spki(&good, &spki(tlv::RSA_ENCRYPTION, &[tlv::NULL, 1, 0], &rsa));
    is_no_spki(&good, &spki(tlv::RSA_ENCRYPTION, tlv::P256, &rsa));

    let point = point(P256);
    let good = spki(tlv::EC_PUBLIC_KEY, tlv::P256, &point);
    is_no_spki(&good, &spki(tlv::EC_PUBLIC_KEY, &[], &point));
    for parameters in [&null[..], &sequence(&[]), &[tlv::OID, 3, 0x2b, 0x65, 0x70]] {
        let error = rejects_der(&good, &spki(tlv::EC_PUBLIC_KEY, parameters, &point));
        assert!(
            matches!(error, Error::UnsupportedEncoding { .. }),
            "{error}"
        );
    }
    let error = rejects_der(&good, &spki(tlv::EC_PUBLIC_KEY, tlv::P384, &point));
    assert!(matches!(error, Error::WrongLength { .. }), "{error}");
}

#[test]
fn other_algorithms_are_not_supported() {
    let octets = decoded(&members(ED25519), "x");
    let good = spki(tlv::ED25519, &[], &octets);
    // DSA, RSASSA-PSS, ML-DSA beyond 87, an arc of our own.
    for oid in [
        &[tlv::OID, 7, 0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1][..],
        &[tlv::OID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0a],
        &[tlv::OID, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x14],
        &[tlv::OID, 3, 0x2b, 0x65, 0x72],
    ] {
        let error = rejects_der(&good, &spki(oid, &[], &octets));
        assert!(
            matches!(error, Error::UnsupportedEncoding { .. }),
            "{error}"
        );
    }
}

fn point(text: &str) -> Vec<u8> {
    let members = members(text);
    [vec![4], decoded(&members, "x"), decoded(&members, "y")].concat()
}

#[test]
fn points_are_uncompressed() {
    let uncompressed = point(P256);
    let of = |octets: &[u8]| spki(tlv::EC_PUBLIC_KEY, tlv::P256, octets);
    let good = of(&uncompressed);
    let parity = 2 + (uncompressed[64] & 1);
    let compressed = [&[parity], &uncompressed[1..33]].concat();
    let error = rejects_der(&good, &of(&compressed));
    assert!(
        matches!(error, Error::UnsupportedEncoding { .. }),
        "{error}"
    );
    // The hybrid form, the point at infinity, nothing at all.
    let hybrid = [&[4 + parity], &uncompressed[1..]].concat();
    for octets in [&hybrid[..], &[0], &[]] {
        is_no_spki(&good, &of(octets));
    }
    for octets in [
        &uncompressed[..64],
        &uncompressed[..33],
        &uncompressed[..2],
        &[4],
    ] {
        let error = rejects_der(&good, &of(octets));
        assert!(matches!(error, Error::WrongLength { .. }), "{error}");
    }
    let error = rejects_der(&good, &of(&[&uncompressed[..], &[0]].concat()));
    assert!(
        matches!(error, Error::WrongLength { member: "y", .. }),
        "{error}"
    );
}

/// The same constructors, the same refusals as in a JWK.
#[test]
fn keys_that_no_jwk_could_hold_are_refused() {
    let mut off = point(P256);
    off[64] ^= 1;
    let good = spki(tlv::EC_PUBLIC_KEY, tlv::P256, &point(P256));
    let error = rejects_der(&good, &spki(tlv::EC_PUBLIC_KEY, tlv::P256, &off));
    assert_eq!(error, Error::NotOnCurve { crv: "P-256" });

    let good = spki(tlv::ED25519, &[], &decoded(&members(ED25519), "x"));
    let error = rejects_der(&good, &spki(tlv::ED25519, &[], &[0; 32]));
    assert_eq!(error, Error::SmallOrderPoint { crv: "Ed25519" });
    let error = rejects_der(&good, &spki(tlv::ED25519, &[], &[0; 31]));
    assert!(matches!(error, Error::WrongLength { .. }), "{error}");

    let null = [tlv::NULL, 0];
    let good = spki(tlv::RSA_ENCRYPTION, &null, &from_pem(PKCS1));
    let of = |n: &[u8], e: &[u8]| {
        let integers = [tlv::tlv(tlv::INTEGER, n), tlv::tlv(tlv::INTEGER, e)];
        let rsa = sequence(&[&integers[0], &integers[1]]);
        let both = [
            rejects_der(&good, &spki(tlv::RSA_ENCRYPTION, &null, &rsa)),
            PublicKey::from_pkcs1_der(&rsa, &LIMITS).expect_err("a defect"),
        ];
        assert_eq!(both[0].reason(), both[1].reason());
        both[0].clone()
    };
    let n = [&[0], &*decoded(&members(RSA), "n")].concat();
    assert!(matches!(of(&n, &[1]), Error::RsaExponent { .. }));
    assert!(matches!(of(&n, &[4]), Error::RsaExponent { .. }));
    assert!(matches!(
        of(&[0x7f; 128], &[1, 0, 1]),
        Error::RsaModulusTooSmall { .. }
    ));
    assert!(matches!(
        of(&[0x7f; 1025], &[1, 0, 1]),
        Error::RsaModulusTooLarge { .. }
    ));
    // Negative, and with a superfluous octet.
    assert!(matches!(of(&n[1..], &[1, 0, 1]), Error::Encoding { .. }));
    assert!(matches!(of(&n, &[0, 1, 0, 1]), Error::Encoding { .. }));
    assert!(matches!(of(&n, &[]), Error::Encoding { .. }));
}
