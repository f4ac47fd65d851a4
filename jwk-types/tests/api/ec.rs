//! Elliptic curve keys ([RFC 7518 §6.2](https://www.rfc-editor.org/rfc/rfc7518#section-6.2)).

use jwk_types::{EcCurve, EcPublicKey, Error, Key, PublicKey, Reason, base64url};

use crate::data::*;

const CURVES: [(&str, EcCurve); 4] = [
    (P256, EcCurve::P256),
    (P384, EcCurve::P384),
    (P521, EcCurve::P521),
    (SECP256K1, EcCurve::Secp256k1),
];

#[test]
fn coordinates_keep_their_leading_zero_octets() {
    assert_eq!(decoded(&members(P256), "y")[0], 0);
    assert_eq!(decoded(&members(P521), "x")[0], 0);
    for (text, curve) in CURVES {
        let PublicKey::Ec(key) = public_key(text) else {
            panic!("{text}");
        };
        assert_eq!(key.curve(), curve);
        assert_eq!(key.x(), decoded(&members(text), "x"));
        assert_eq!(key.y(), decoded(&members(text), "y"));
        assert_eq!(key.x().len(), curve.coordinate_octets());
        let sec1 = [&[4], key.x(), key.y()].concat();
        assert_eq!(key.to_sec1(), sec1);
    }
}

/// rfc7518-6.2.1.2-1, rfc7518-6.2.1.3-1, rfc7518-6.2.2.1-1, rfc8812-3.1-3
#[test]
fn coordinates_and_private_keys_have_the_size_of_the_curve() {
    for (text, curve) in CURVES {
        let expected = curve.coordinate_octets();
        for member in ["x", "y", "d"] {
            for (found, change) in [
                (expected - 1, behead as fn(&mut Vec<u8>)),
                (expected - 1, truncate),
                (expected + 1, |o| o.insert(0, 0)),
                (expected + 1, |o| o.push(0)),
                (0, Vec::clear),
            ] {
                let error = rejects(text, Reason::MalformedJwk, octets(member, change));
                assert!(
                    matches!(error, Error::WrongLength { member: m, expected: e, found: f, .. }
                        if (m, e, f) == (member, expected, found)),
                    "{error}"
                );
            }
        }
    }
}

#[test]
fn a_dropped_zero_octet_is_guessed_at() {
    let error = rejects(P256, Reason::MalformedJwk, octets("y", behead));
    assert!(error.to_string().contains("leading zero"), "{error}");
    let error = rejects(P256, Reason::MalformedJwk, octets("y", |y| y.insert(0, 0)));
    assert!(!error.to_string().contains("leading zero"), "{error}");
}

/// rfc7518-6.2.1-3, rfc8725-3.4-1
#[test]
fn points_off_the_curve_are_refused() {
    for (text, curve) in CURVES {
        let public = public(text);
        let off = Error::NotOnCurve { crv: curve.name() };
        for member in ["x", "y"] {
            for (place, bit) in [(0, 1), (8, 0x10), (31, 1), (31, 0x80)] {
                let error = rejects(
                    &public,
                    Reason::MalformedJwk,
                    octets(member, |o| {
                        let place = if place == 31 { o.len() - 1 } else { place };
                        o[place] ^= bit;
                    }),
                );
                assert_eq!(error, off);
            }
        }
        let zero = base64url::encode(&vec![0; curve.coordinate_octets()]);
        let error = rejects(&public, Reason::MalformedJwk, |members| {
            members.insert("x".into(), zero.clone().into());
            members.insert("y".into(), zero.into());
        });
        assert_eq!(error, off);
        let error = rejects(&public, Reason::MalformedJwk, |members| {
            let x = members["x"].clone();
            let y = members.insert("y".into(), x);
            members.insert("x".into(), y.expect("y"));
        });
        assert_eq!(error, off);
    }
}

#[test]
fn a_point_belongs_to_the_curve_that_is_named() {
    for (text, other) in [(P256, "secp256k1"), (SECP256K1, "P-256")] {
        let error = rejects(&public(text), Reason::MalformedJwk, with("crv", other));
        assert!(matches!(error, Error::NotOnCurve { crv } if crv == other));
    }
    for other in ["P-384", "P-521"] {
        let error = rejects(&public(P256), Reason::MalformedJwk, with("crv", other));
        assert!(matches!(error, Error::WrongLength { .. }));
    }
}

/// rfc7518-6.2.1.2-2: the coordinate plus the prime is the same modulo the prime, in as many octets.
#[test]
fn coordinates_are_less_than_the_prime() {
    let sum = |text: &str, prime: &str| -> Vec<u8> {
        let (left, right) = (hex(text), hex(prime));
        let mut carry = 0;
        let mut digits: Vec<u8> = left
            .iter()
            .zip(&right)
            .rev()
            .map(|(left, right)| {
                let digit = u16::from(*left) + u16::from(*right) + carry;
                carry = digit >> 8;
                digit.to_le_bytes()[0]
            })
            .collect();
        assert_eq!(carry, 0);
        digits.reverse();
        digits
    };
    let as_hex = |octets: &[u8]| {
        octets
            .iter()
            .map(|o| format!("{o:02x}"))
            .collect::<String>()
    };

    let prime = format!("01{}", "ff".repeat(65));
    for member in ["x", "y"] {
        let error = rejects(
            &public(P521),
            Reason::MalformedJwk,
            octets(member, |o| {
                *o = sum(&as_hex(o), &prime);
            }),
        );
        assert_eq!(error, Error::NotOnCurve { crv: "P-521" });
    }

    let prime = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
    let one = format!("{}01", "00".repeat(31));
    let y = hex("4218f20ae6c646b363db68605822fb14264ca8d2587fdd6fbc750d587e76a7ee");
    assert!(EcPublicKey::new(EcCurve::Secp256k1, &hex(&one), &y).is_ok());
    let error = EcPublicKey::new(EcCurve::Secp256k1, &sum(&one, prime), &y).unwrap_err();
    assert_eq!(error, Error::NotOnCurve { crv: "secp256k1" });
}

/// rfc7518-6.2.1.1-2
#[test]
fn compressed_points_do_not_occur() {
    rejects(&public(P256), Reason::MalformedJwk, |members| {
        members.remove("y");
        let x = [&[2], &*decoded(members, "x")].concat();
        members.insert("x".into(), base64url::encode(&x).into());
    });
    rejects(&public(P256), Reason::MalformedJwk, with("y", true));
}

/// rfc7518-6.2.2.1-2
#[test]
fn d_is_the_private_key_of_this_point() {
    const ORDERS: [&str; 4] = [
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
        "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    ];
    for ((text, curve), order) in CURVES.into_iter().zip(ORDERS) {
        let size = curve.coordinate_octets();
        for d in [vec![0; size], hex(order), vec![0xff; size]] {
            let error = rejects(text, Reason::MalformedJwk, with("d", base64url::encode(&d)));
            assert!(matches!(error, Error::PrivateMismatch { member: "d", .. }));
        }
        for place in [0, size / 2, size - 1] {
            let error = rejects(text, Reason::MalformedJwk, octets("d", |d| d[place] ^= 1));
            assert!(matches!(error, Error::PrivateMismatch { member: "d", .. }));
        }
    }
}

#[test]
fn names_of_curves_are_compared_with_regard_to_case() {
    for name in [
        "p-256",
        "P256",
        "secp256r1",
        "P-256 ",
        "SECP256K1",
        "secp256K1",
        "K-256",
        "P-256K",
        "Ed25519",
        "",
    ] {
        let unknown = accepts(&public(P256), with("crv", name));
        let Key::Unknown(key) = unknown.key() else {
            panic!("{unknown:?}");
        };
        assert_eq!((key.kty(), key.crv()), ("EC", Some(name)));
        assert_eq!(key.error().reason(), Reason::UnsupportedKeyType);
    }
}
