//! Private keys outside JSON.

use jwk_types::{Error, Jwk, Limits, PrivateKey, Reason};

use crate::data::*;
use crate::der_tlv::{self as tlv, from_pem, sequence};

const LIMITS: Limits = Limits::DEFAULT;

const PKCS8: [(&str, &str); 9] = [
    (ED25519, include_str!("../data/ed25519.pkcs8.pem")),
    (ED448, include_str!("../data/ed448.pkcs8.pem")),
    (P256, include_str!("../data/p256.pkcs8.pem")),
    (P384, include_str!("../data/p384.pkcs8.pem")),
    (P521, include_str!("../data/p521.pkcs8.pem")),
    (RSA, include_str!("../data/rsa.pkcs8.pem")),
    (SECP256K1, include_str!("../data/secp256k1.pkcs8.pem")),
    (X25519, include_str!("../data/x25519.pkcs8.pem")),
    (X448, include_str!("../data/x448.pkcs8.pem")),
];
/// Whose public half is not derived here.
const PKCS8_WITHOUT_PUBLIC: [(&str, &str); 3] = [
    (ML_DSA_44, include_str!("../data/ml-dsa-44.pkcs8.pem")),
    (ML_DSA_65, include_str!("../data/ml-dsa-65.pkcs8.pem")),
    (ML_DSA_87, include_str!("../data/ml-dsa-87.pkcs8.pem")),
];
const SEC1: [(&str, &str); 4] = [
    (P256, include_str!("../data/p256.sec1.pem")),
    (P384, include_str!("../data/p384.sec1.pem")),
    (P521, include_str!("../data/p521.sec1.pem")),
    (SECP256K1, include_str!("../data/secp256k1.sec1.pem")),
];
const PKCS1: &str = include_str!("../data/rsa.pkcs1.pem");

#[track_caller]
pub(crate) fn is_the_key_of(text: &str, key: Result<PrivateKey, Error>) {
    let key = key.unwrap_or_else(|error| panic!("{error}: {text}"));
    let written = Jwk::from(key).expose_json();
    assert_eq!(members(&written), members(text));
}

#[test]
fn what_others_write_is_the_key_of_the_jwk() {
    for (text, pem) in PKCS8 {
        is_the_key_of(text, PrivateKey::from_pkcs8_pem(pem, &LIMITS));
        is_the_key_of(text, PrivateKey::from_pkcs8_der(&from_pem(pem), &LIMITS));
    }
    for (text, pem) in SEC1 {
        is_the_key_of(text, PrivateKey::from_sec1_pem(pem, &LIMITS));
        is_the_key_of(text, PrivateKey::from_sec1_der(&from_pem(pem), &LIMITS));
    }
    is_the_key_of(RSA, PrivateKey::from_pkcs1_pem(PKCS1, &LIMITS));
    is_the_key_of(RSA, PrivateKey::from_pkcs1_der(&from_pem(PKCS1), &LIMITS));
}

/// Version 2 of the form of version 1, with the public key that version 2 has room for.
pub(crate) fn with_public(version_1: &[u8], public: &[u8]) -> Vec<u8> {
    let header = match version_1[1] {
        0x81 => 3,
        0x82 => 4,
        _ => 2,
    };
    let fields = &version_1[header..];
    assert_eq!(fields[..3], [tlv::INTEGER, 1, 0]);
    let public = tlv::tlv(0x81, &[&[0], public].concat());
    sequence(&[&[tlv::INTEGER, 1, 1], &fields[3..], &public])
}

#[test]
fn a_public_key_that_cannot_be_derived_has_to_be_there() {
    for (text, pem) in PKCS8_WITHOUT_PUBLIC {
        let error = PrivateKey::from_pkcs8_pem(pem, &LIMITS).unwrap_err();
        assert!(
            matches!(error, Error::UnsupportedEncoding { .. }),
            "{error}"
        );
        assert_eq!(error.reason(), Reason::UnsupportedKeyType);
        let public = decoded(&members(text), "pub");
        let der = with_public(&from_pem(pem), &public);
        is_the_key_of(text, PrivateKey::from_pkcs8_der(&der, &LIMITS));
        let short = with_public(&from_pem(pem), &public[1..]);
        let error = PrivateKey::from_pkcs8_der(&short, &LIMITS).unwrap_err();
        assert!(matches!(error, Error::WrongLength { .. }), "{error}");
    }
}

#[test]
fn a_public_key_that_is_there_is_the_derived_one() {
    for (text, pem) in PKCS8 {
        let der = from_pem(pem);
        let spki = public_key(text).to_spki_der().expect("an SPKI");
        let public: Vec<u8> = match members(text)["kty"].as_str() {
            Some("RSA") => from_pem(include_str!("../data/rsa-public.pkcs1.pem")),
            Some("OKP") => decoded(&members(text), "x"),
            _ => {
                let size = decoded(&members(text), "x").len();
                spki[spki.len() - 2 * size - 1..].to_vec()
            }
        };
        is_the_key_of(
            text,
            PrivateKey::from_pkcs8_der(&with_public(&der, &public), &LIMITS),
        );
    }
    let ed25519 = from_pem(PKCS8[0].1);
    let other =
        jwk(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
    let other = decoded(&members(&other.expose_json()), "x");
    let error = PrivateKey::from_pkcs8_der(&with_public(&ed25519, &other), &LIMITS).unwrap_err();
    assert!(
        matches!(
            error,
            Error::PrivateMismatch {
                member: "publicKey",
                ..
            }
        ),
        "{error}"
    );
    let error = PrivateKey::from_pkcs8_der(&with_public(&ed25519, &[0; 32]), &LIMITS).unwrap_err();
    assert_eq!(error, Error::SmallOrderPoint { crv: "Ed25519" });
    // Version 1 with a public key, and version 2 without one.
    let mut version_1 = with_public(&ed25519, &decoded(&members(ED25519), "x"));
    version_1[4] = 0;
    let mut version_2 = ed25519;
    version_2[4] = 1;
    for der in [version_1, version_2] {
        let error = PrivateKey::from_pkcs8_der(&der, &LIMITS).unwrap_err();
        assert!(matches!(error, Error::Encoding { .. }), "{error}");
    }
}

#[test]
fn nothing_may_be_cut_off_or_added() {
    type Read = fn(&[u8], &Limits) -> Result<PrivateKey, Error>;
    let pkcs8 = PKCS8.map(|(_, pem)| (pem, PrivateKey::from_pkcs8_der as Read));
    let sec1 = SEC1.map(|(_, pem)| (pem, PrivateKey::from_sec1_der as Read));
    let pkcs1 = [(PKCS1, PrivateKey::from_pkcs1_der as Read)];
    for (pem, read) in pkcs8.into_iter().chain(sec1).chain(pkcs1) {
        let good = from_pem(pem);
        read(&good, &LIMITS).expect("accepted without the defect");
        for end in (0..good.len()).rev().step_by(good.len().div_ceil(50)) {
            let error = read(&good[..end], &LIMITS).unwrap_err();
            assert!(matches!(error, Error::Encoding { .. }), "{error}");
        }
        for more in [&[0][..], &good] {
            let error = read(&[&good, more].concat(), &LIMITS).unwrap_err();
            assert!(matches!(error, Error::Encoding { .. }), "{error}");
        }
    }
}

/// One private key for each algorithm, and one form for each key: nothing is tried out.
#[test]
fn pem_has_the_label_that_was_asked_for() {
    type Read = fn(&str, &Limits) -> Result<PrivateKey, Error>;
    let readers: [(Read, &str); 3] = [
        (PrivateKey::from_pkcs8_pem, PKCS8[4].1),
        (PrivateKey::from_pkcs1_pem, PKCS1),
        (PrivateKey::from_sec1_pem, SEC1[0].1),
    ];
    for (index, (read, own)) in readers.iter().enumerate() {
        read(own, &LIMITS).expect("its own form");
        for (other, (_, pem)) in readers.iter().enumerate() {
            assert_eq!(read(pem, &LIMITS).is_ok(), index == other);
        }
        for public in [
            include_str!("../data/rsa.spki.pem"),
            include_str!("../data/p256.spki.pem"),
        ] {
            let error = read(public, &LIMITS).unwrap_err();
            assert!(matches!(error, Error::Encoding { .. }), "{error}");
        }
        let encrypted = own.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        let error = read(&encrypted, &LIMITS).unwrap_err();
        assert!(matches!(error, Error::Encoding { .. }), "{error}");
    }
    let relabelled = PKCS1.replace("RSA PRIVATE", "PRIVATE");
    assert!(PrivateKey::from_pkcs8_pem(&relabelled, &LIMITS).is_err());
}

#[test]
fn rsa_keys_of_three_primes_are_not_supported() {
    let pkcs1 = include_str!("../data/rsa-three-primes.pkcs1.pem");
    let pkcs8 = include_str!("../data/rsa-three-primes.pkcs8.pem");
    for refused in [
        PrivateKey::from_pkcs1_pem(pkcs1, &LIMITS),
        PrivateKey::from_pkcs8_pem(pkcs8, &LIMITS),
    ] {
        let error = refused.unwrap_err();
        assert!(
            matches!(error, Error::UnsupportedEncoding { .. }),
            "{error}"
        );
    }
}

#[test]
fn rsa_keys_whose_numbers_do_not_belong_together_are_refused() {
    let good = from_pem(PKCS1);
    PrivateKey::from_pkcs1_der(&good, &LIMITS).expect("accepted without the defect");
    let prime = decoded(&members(RSA), "p");
    let at = good.windows(prime.len()).position(|window| window == prime);
    let mut bad = good.clone();
    bad[at.expect("the prime") + 64] ^= 1;
    let error = PrivateKey::from_pkcs1_der(&bad, &LIMITS).unwrap_err();
    assert!(
        matches!(error, Error::PrivateMismatch { member: "p", .. }),
        "{error}"
    );
}

/// Some tools add what the key is for.
#[test]
fn attributes_are_not_looked_at() {
    for (text, pem) in PKCS8 {
        let der = from_pem(pem);
        PrivateKey::from_pkcs8_der(&der, &LIMITS).expect("a key");
        let mut with_attributes = with_public(&der, &[]);
        let public = [0x81, 1, 0];
        assert!(with_attributes.ends_with(&public));
        let end = with_attributes.len() - public.len();
        let header = if with_attributes[1] & 0x80 == 0 {
            2
        } else {
            2 + usize::from(with_attributes[1] & 0x7f)
        };
        with_attributes[header + 2] = 0;
        let attributes = tlv::tlv(
            0xa0,
            &sequence(&[tlv::P256, &tlv::tlv(0x31, &[tlv::NULL, 0])]),
        );
        let der = sequence(&[&with_attributes[header..end], &attributes]);
        is_the_key_of(text, PrivateKey::from_pkcs8_der(&der, &LIMITS));
    }
}
