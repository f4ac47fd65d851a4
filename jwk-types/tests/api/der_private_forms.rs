//! What stands inside PKCS #8, a form for each key type.

use jwk_types::{Error, Limits, PrivateKey};

use crate::data::*;
use crate::der_private::{is_the_key_of, with_public};
use crate::der_tlv::{self as tlv, sequence};

const LIMITS: Limits = Limits::DEFAULT;

fn ec_private_key(d: &[u8], parameters: &[u8], public: &[u8]) -> Vec<u8> {
    sequence(&[
        &[tlv::INTEGER, 1, 1],
        &tlv::tlv(tlv::OCTET_STRING, d),
        parameters,
        public,
    ])
}

#[test]
fn ec_keys_name_their_curve_and_keep_to_it() {
    let (d, other_curve) = (decoded(&members(P256), "d"), tlv::tlv(0xa0, tlv::P384));
    let curve = tlv::tlv(0xa0, tlv::P256);
    let point = [
        vec![4],
        decoded(&members(P256), "x"),
        decoded(&members(P256), "y"),
    ]
    .concat();
    let public = |point: &[u8]| tlv::tlv(0xa1, &tlv::bits(point));
    let read = |der: Vec<u8>| PrivateKey::from_sec1_der(&der, &LIMITS);
    is_the_key_of(P256, read(ec_private_key(&d, &curve, &public(&point))));
    is_the_key_of(P256, read(ec_private_key(&d, &curve, &[])));

    let error = read(ec_private_key(&d, &[], &public(&point))).unwrap_err();
    assert!(matches!(error, Error::Encoding { .. }), "{error}");
    let error = read(ec_private_key(&d, &other_curve, &[])).unwrap_err();
    assert!(
        matches!(
            error,
            Error::WrongLength {
                member: "privateKey",
                ..
            }
        ),
        "{error}"
    );
    let unknown = tlv::tlv(0xa0, tlv::ED25519);
    let error = read(ec_private_key(&d, &unknown, &[])).unwrap_err();
    assert!(
        matches!(error, Error::UnsupportedEncoding { .. }),
        "{error}"
    );
    for short in [&d[1..], &[&[0], &d[..]].concat()] {
        let error = read(ec_private_key(short, &curve, &[])).unwrap_err();
        assert!(matches!(error, Error::WrongLength { .. }), "{error}");
    }
    for d in [[0; 32], [0xff; 32]] {
        let error = read(ec_private_key(&d, &curve, &[])).unwrap_err();
        assert!(
            matches!(error, Error::PrivateMismatch { member: "d", .. }),
            "{error}"
        );
    }
    // Another point, one off the curve, a compressed one.
    let mut changed = d.clone();
    changed[31] ^= 1;
    let error = read(ec_private_key(&changed, &curve, &public(&point))).unwrap_err();
    assert!(
        matches!(error, Error::PrivateMismatch { member: "d", .. }),
        "{error}"
    );
    let mut off = point.clone();
    off[64] ^= 1;
    let error = read(ec_private_key(&d, &curve, &public(&off))).unwrap_err();
    assert!(matches!(error, Error::NotOnCurve { .. }), "{error}");
    let compressed = [&[2 + (point[64] & 1)], &point[1..33]].concat();
    let error = read(ec_private_key(&d, &curve, &public(&compressed))).unwrap_err();
    assert!(
        matches!(error, Error::UnsupportedEncoding { .. }),
        "{error}"
    );

    // Within PKCS #8 the curve may be named once or twice, but not differently.
    let pkcs8 = |inner: &[u8]| {
        let algorithm = sequence(&[tlv::EC_PUBLIC_KEY, tlv::P256]);
        let inner = tlv::tlv(tlv::OCTET_STRING, inner);
        let der = sequence(&[&[tlv::INTEGER, 1, 0], &algorithm, &inner]);
        PrivateKey::from_pkcs8_der(&der, &LIMITS)
    };
    is_the_key_of(P256, pkcs8(&ec_private_key(&d, &[], &[])));
    is_the_key_of(P256, pkcs8(&ec_private_key(&d, &curve, &[])));
    let error = pkcs8(&ec_private_key(&d, &other_curve, &[])).unwrap_err();
    assert!(matches!(error, Error::Encoding { .. }), "{error}");
}

/// RFC 9881 §6 has three forms; only the seed is what a JWK holds.
#[test]
fn ml_dsa_keys_without_a_lone_seed_are_not_supported() {
    let (public, seed) = (
        decoded(&members(ML_DSA_44), "pub"),
        decoded(&members(ML_DSA_44), "priv"),
    );
    let read = |choice: &[u8]| {
        let inner = tlv::tlv(tlv::OCTET_STRING, choice);
        let algorithm = sequence(&[tlv::ML_DSA_44]);
        let version_1 = sequence(&[&[tlv::INTEGER, 1, 0], &algorithm, &inner]);
        PrivateKey::from_pkcs8_der(&with_public(&version_1, &public), &LIMITS)
    };
    is_the_key_of(ML_DSA_44, read(&tlv::tlv(0x80, &seed)));
    let expanded = tlv::tlv(tlv::OCTET_STRING, &[7; 2560]);
    let both = sequence(&[&tlv::tlv(tlv::OCTET_STRING, &seed), &expanded]);
    for choice in [&expanded[..], &both, &seed, &[]] {
        let error = read(choice).unwrap_err();
        assert!(
            matches!(error, Error::UnsupportedEncoding { .. }),
            "{error}"
        );
    }
    let error = read(&tlv::tlv(0x80, &seed[1..])).unwrap_err();
    assert!(matches!(error, Error::WrongLength { .. }), "{error}");
}

#[test]
fn octet_key_pairs_hold_one_octet_string() {
    let d = decoded(&members(ED25519), "d");
    let read = |inner: &[u8]| {
        let inner = tlv::tlv(tlv::OCTET_STRING, inner);
        let algorithm = sequence(&[tlv::ED25519]);
        let der = sequence(&[&[tlv::INTEGER, 1, 0], &algorithm, &inner]);
        PrivateKey::from_pkcs8_der(&der, &LIMITS)
    };
    is_the_key_of(ED25519, read(&tlv::tlv(tlv::OCTET_STRING, &d)));
    assert!(matches!(read(&d), Err(Error::Encoding { .. })));
    assert!(matches!(
        read(&tlv::tlv(tlv::OCTET_STRING, &d[1..])),
        Err(Error::WrongLength { .. })
    ));
    let twice = [tlv::tlv(tlv::OCTET_STRING, &d), vec![0]].concat();
    assert!(matches!(read(&twice), Err(Error::Encoding { .. })));
}
