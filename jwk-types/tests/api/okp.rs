//! Octet key pairs ([RFC 8037 §2](https://www.rfc-editor.org/rfc/rfc8037#section-2)).

use jwk_types::{Error, Key, OkpCurve, OkpPublicKey, PublicKey, Reason, base64url};

use crate::data::*;

const CURVES: [(&str, OkpCurve, usize); 4] = [
    (ED25519, OkpCurve::Ed25519, 32),
    (ED448, OkpCurve::Ed448, 57),
    (X25519, OkpCurve::X25519, 32),
    (X448, OkpCurve::X448, 56),
];

/// Every encoding that a lenient decoder takes for a point of order 1, 2, 4 or 8: the eight points,
/// with `y` reduced or not and with either sign of `x` = 0.
const SMALL_ORDER_ED25519: [&str; 14] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

/// First octets of the remaining `y` between p and 2^255 with which there is a point.
const NOT_REDUCED_ED25519: [u8; 10] = [0xf0, 0xf1, 0xf2, 0xf3, 0xf6, 0xf7, 0xfb, 0xfc, 0xfd, 0xff];

#[test]
fn octets_are_the_members_of_the_jwk() {
    for (text, curve, size) in CURVES {
        let PublicKey::Okp(key) = public_key(text) else {
            panic!("{text}");
        };
        assert_eq!(key.curve(), curve);
        assert_eq!(key.x(), decoded(&members(text), "x"));
        assert_eq!((key.x().len(), curve.key_octets()), (size, size));
    }
}

/// rfc8037-2-8
#[test]
fn public_and_private_keys_have_the_length_of_the_subtype() {
    for (text, _, size) in CURVES {
        for member in ["x", "d"] {
            for change in [
                truncate as fn(&mut Vec<u8>),
                behead,
                |o| o.push(0),
                |o| o.insert(0, 0),
                Vec::clear,
            ] {
                let error = rejects(text, Reason::MalformedJwk, octets(member, change));
                assert!(
                    matches!(error, Error::WrongLength { member: m, expected, .. }
                        if m == member && expected == size),
                    "{error}"
                );
            }
        }
    }
}

#[test]
fn ed25519_points_of_small_order_are_refused() {
    for encoding in SMALL_ORDER_ED25519 {
        let error = rejects(
            &public(ED25519),
            Reason::WeakKey,
            with("x", base64url::encode(&hex(encoding))),
        );
        assert_eq!(
            error,
            Error::SmallOrderPoint { crv: "Ed25519" },
            "{encoding}"
        );
    }
}

/// rfc8037-3.1.2-4: the same point has a canonical encoding.
#[test]
fn ed25519_points_that_are_not_reduced_are_refused() {
    for first in NOT_REDUCED_ED25519 {
        for last in [0x7f, 0xff] {
            let mut x = [0xff; 32];
            (x[0], x[31]) = (first, last);
            let x = base64url::encode(&x);
            let error = rejects(&public(ED25519), Reason::MalformedJwk, with("x", x));
            assert_eq!(
                error,
                Error::NotCanonicalPoint { crv: "Ed25519" },
                "{first:x}"
            );
        }
    }
    // No octets with y of p or more are accepted at all.
    for first in 0xed..=0xff {
        for last in [0x7f, 0xff] {
            let mut x = [0xff; 32];
            (x[0], x[31]) = (first, last);
            assert!(
                OkpPublicKey::new(OkpCurve::Ed25519, &x).is_err(),
                "{first:x}"
            );
        }
    }
}

#[test]
fn ed25519_octets_that_are_no_point_are_refused() {
    let mut x = [0; 32];
    x[0] = 2;
    let x = base64url::encode(&x);
    let error = rejects(&public(ED25519), Reason::MalformedJwk, with("x", x));
    assert_eq!(error, Error::NotOnCurve { crv: "Ed25519" });
}

#[test]
fn ed448_octets_that_are_no_point_are_refused() {
    // Half of all y have no x; 2 is the first of them.
    let mut x = [0; 57];
    x[0] = 2;
    let x = base64url::encode(&x);
    let error = rejects(&public(ED448), Reason::MalformedJwk, with("x", x));
    assert_eq!(error, Error::NotOnCurve { crv: "Ed448" });
}

#[test]
fn ed448_points_of_small_order_are_refused() {
    let zero = [0; 56];
    let mut one = zero;
    one[0] = 1;
    let mut minus_one = [0xff; 56];
    (minus_one[0], minus_one[28]) = (0xfe, 0xfe);
    for y in [zero, one, minus_one] {
        for sign in [0, 0x80] {
            let x = base64url::encode(&[&y[..], &[sign]].concat());
            let error = rejects(&public(ED448), Reason::WeakKey, with("x", x));
            assert_eq!(error, Error::SmallOrderPoint { crv: "Ed448" });
        }
    }
}

/// The base point, to which each of the points of small order has been added in turn.
#[test]
fn ed448_points_with_a_part_of_small_order_are_refused() {
    // (x, y) + (0, -1) = (-x, -y), (x, y) + (1, 0) = (y, -x) and (x, y) + (-1, 0) = (-y, x).
    const BASE: &str = "14fa30f25b790898adc8d74e2c13bdfdc4397ce61cffd33ad7c2a0051e9c78874098a36c7373ea4b62c7c9563720768824bcb66e71463f6900";
    const OTHERS: [&str; 3] = [
        "eb05cf0da486f767523728b1d3ec42023bc68319e3002cc5283d5ffae0638778bf675c938c8c15b49d3836a9c8df8977db4349918eb9c09680",
        "a13ff338d457d9d9716cff741e7fc4bcee9a49d508e551ed9b5b2c5cda1c921598e8f0b88f9aeb6125c940dd59eae2dd12f21294398fe6b000",
        "5ec00cc72ba826268e93008be1803b431165b62af71aae1264a4d3a324e36dea67170f477065149eda36bf22a6151d22ed0ded6bc670194f80",
    ];
    assert!(OkpPublicKey::new(OkpCurve::Ed448, &hex(BASE)).is_ok());
    for other in OTHERS {
        let error = OkpPublicKey::new(OkpCurve::Ed448, &hex(other)).unwrap_err();
        assert_eq!(error, Error::SmallOrderPoint { crv: "Ed448" });
        assert_eq!(error.reason(), Reason::WeakKey);
    }
}

#[test]
fn ed448_points_that_are_not_reduced_are_refused() {
    let not_canonical = Error::NotCanonicalPoint { crv: "Ed448" };
    let mut p = [0xff; 56];
    p[28] = 0xfe;
    let mut more = [0xff; 56];
    (more[0], more[28]) = (0x12, 0xff);
    for y in [p, more, [0xff; 56]] {
        for sign in [0, 0x80] {
            let x = base64url::encode(&[&y[..], &[sign]].concat());
            let error = rejects(&public(ED448), Reason::MalformedJwk, with("x", x));
            assert_eq!(error, not_canonical);
        }
    }
    // The last octet holds the sign and nothing else.
    for bit in 0..7 {
        let change = octets("x", |x| x[56] |= 1 << bit);
        let error = rejects(&public(ED448), Reason::MalformedJwk, change);
        assert_eq!(error, not_canonical);
    }
}

#[test]
fn d_belongs_to_x() {
    for text in [ED25519, ED448, X25519, X448] {
        for place in [0, 16, 31] {
            let error = rejects(
                text,
                Reason::MalformedJwk,
                octets("d", |d| d[place] ^= 0x10),
            );
            assert!(
                matches!(error, Error::PrivateMismatch { member: "d", .. }),
                "{error}"
            );
        }
    }
    for text in [X25519, X448] {
        let error = rejects(text, Reason::MalformedJwk, octets("x", |x| x[0] ^= 1));
        assert!(
            matches!(error, Error::PrivateMismatch { member: "d", .. }),
            "{error}"
        );
    }
}

/// rfc8037-2-2
#[test]
fn other_subtypes_are_unknown() {
    for name in ["ed25519", "P-256", "Ed25519 ", "X25519\0", "secp256k1", ""] {
        let unknown = accepts(ED25519, with("crv", name));
        let Key::Unknown(key) = unknown.key() else {
            panic!("{unknown:?}");
        };
        assert_eq!((key.kty(), key.crv()), ("OKP", Some(name)));
        assert!(matches!(
            key.error(),
            Error::UnsupportedCurve { kty: "OKP", .. }
        ));
        assert_eq!(key.error().rule().specification, "RFC 8037");
    }
}
