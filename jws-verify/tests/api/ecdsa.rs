//! ECDSA: the integers of a signature, and their one encoding.

use jwk_types::{Reason, base64url};
use jws_verify::Verifier;
use serde_json::json;

use crate::sign::{Kind, jwk};
use crate::token::*;

/// Algorithm, order of the group.
const CURVES: [(&str, &str); 4] = [
    (
        "ES256",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    ),
    (
        "ES384",
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    ),
    (
        "ES512",
        "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
    ),
    (
        "ES256K",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    ),
];

struct Case {
    verifier: Verifier,
    good: Parts,
    order: Vec<u8>,
    r: Vec<u8>,
    s: Vec<u8>,
}

impl Case {
    #[track_caller]
    fn accepts(&self, r: &[u8], s: &[u8]) {
        accepts(&self.verifier, &self.with([r, s].concat()));
    }

    #[track_caller]
    fn refuses(&self, r: &[u8], s: &[u8]) {
        let bad = self.with([r, s].concat());
        rejects(&self.verifier, &bad, Reason::SignatureMismatch);
    }

    fn with(&self, signature: Vec<u8>) -> String {
        let good = self.good.clone();
        Parts { signature, ..good }.compact()
    }
}

fn cases() -> impl Iterator<Item = Case> {
    CURVES
        .into_iter()
        .filter(|(alg, _)| supported(alg))
        .map(|(alg, order)| {
            let good = plain(alg);
            let (r, s) = good.signature.split_at(good.signature.len() / 2);
            Case {
                verifier: verifier_for(alg),
                order: hex(order),
                r: r.into(),
                s: s.into(),
                good,
            }
        })
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    let octet = |place| u8::from_str_radix(&text[place..place + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(octet).collect()
}

/// `left + right`, of the same length, and what does not fit.
pub(crate) fn add(left: &[u8], right: &[u8]) -> (Vec<u8>, u8) {
    let mut carry = 0_u16;
    let mut sum = vec![0; left.len()];
    for place in (0..left.len()).rev() {
        carry += u16::from(left[place]) + u16::from(right[place]);
        sum[place] = carry as u8;
        carry >>= 8;
    }
    (sum, carry as u8)
}

/// `left - right`, of the same length.
pub(crate) fn subtract(left: &[u8], right: &[u8]) -> Vec<u8> {
    let complement: Vec<u8> = right.iter().map(|octet| !octet).collect();
    let mut one = vec![0; left.len()];
    *one.last_mut().expect("not empty") = 1;
    add(&add(left, &complement).0, &one).0
}

fn small(octets: usize, value: u8) -> Vec<u8> {
    let mut integer = vec![0; octets];
    integer[octets - 1] = value;
    integer
}

/// CVE-2022-21449: "psychic signatures".
#[test]
fn r_and_s_lie_between_one_and_the_order() {
    for case in cases() {
        let octets = case.order.len();
        case.accepts(&case.r, &case.s);
        let zero = small(octets, 0);
        let one = small(octets, 1);
        let order = case.order.clone();
        let beyond = add(&order, &one).0;
        let greatest = vec![0xff; octets];
        for odd in [&zero, &order, &beyond, &greatest] {
            case.refuses(odd, odd);
            case.refuses(odd, &case.s);
            case.refuses(&case.r, odd);
            case.refuses(odd, &one);
            case.refuses(&one, odd);
        }
        case.refuses(&one, &one);
        case.refuses(&case.s, &case.r);
    }
}

/// S and the order minus S verify alike (RFC 8812 §3.2 asks for no low S either).
#[test]
fn both_halves_of_s_are_accepted() {
    for case in cases() {
        let other = subtract(&case.order, &case.s);
        assert_ne!(other, case.s);
        case.accepts(&case.r, &other);
        // Not so for R.
        case.refuses(&subtract(&case.order, &case.r), &case.s);
    }
}

/// Where there is room for it: the 521 bits of P-521 in 66 octets.
#[test]
fn integers_are_not_reduced() {
    let mut tried = 0;
    for case in cases() {
        let (s, s_carry) = add(&case.s, &case.order);
        let (r, r_carry) = add(&case.r, &case.order);
        if (s_carry, r_carry) == (0, 0) {
            case.refuses(&case.r, &s);
            case.refuses(&r, &case.s);
            tried += 1;
        } else {
            // An octet more is another length.
            case.refuses(
                &[&[0][..], &case.r].concat(),
                &[&[s_carry][..], &s].concat(),
            );
        }
    }
    assert_eq!(tried, 1);
}

/// rfc7518-3.4-1: R then S at full size and nothing around them.
#[test]
fn der_is_another_encoding() {
    let integer = |octets: &[u8]| {
        let start = octets.iter().position(|octet| *octet != 0).unwrap_or(0);
        let zero: &[u8] = if octets[start] >= 0x80 { &[0] } else { &[] };
        let content = [zero, &octets[start..]].concat();
        [
            &[2, u8::try_from(content.len()).expect("short")],
            &content[..],
        ]
        .concat()
    };
    for case in cases() {
        let both = [integer(&case.r), integer(&case.s)].concat();
        let length = u8::try_from(both.len()).expect("short");
        let header = if length < 0x80 {
            vec![0x30, length]
        } else {
            vec![0x30, 0x81, length]
        };
        let der = [header, both].concat();
        case.refuses(&der, &[]);
        // Cut or filled up to the right length.
        let octets = case.good.signature.len();
        let mut fitted = der.clone();
        fitted.resize(octets, 0);
        case.refuses(&fitted, &[]);
        case.refuses(&der[der.len() - octets..], &[]);
        // Each integer with a zero in front, as where they are read as signed.
        case.refuses(&[&[0][..], &case.r].concat(), &[&[0][..], &case.s].concat());
        // Each without what could be left out.
        case.refuses(&case.r[1..], &case.s[1..]);
        // Least octet first.
        let reversed = |octets: &[u8]| octets.iter().rev().copied().collect::<Vec<_>>();
        case.refuses(&reversed(&case.r), &reversed(&case.s));
    }
}

/// Leading zeros belong to the encoding: about one signature in 128 has one.
#[test]
fn leading_zeros_are_kept() {
    let verifier = verifier_for("ES256");
    let signed = |number: u32| Parts::signed("ES256", &json!({"alg": "ES256", "x": number}));
    let found = (0..2000)
        .map(signed)
        .find(|parts| [0, 32].iter().any(|place| parts.signature[*place] == 0));
    let good = found.expect("one of two thousand");
    accepts(&verifier, &good.compact());
    let place = if good.signature[0] == 0 { 0 } else { 32 };
    let mut bad = good;
    bad.signature.remove(place);
    rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
}

/// A point off the curve never becomes a key.
#[test]
fn a_key_whose_point_is_not_on_the_curve_is_none() {
    for kind in [Kind::P256, Kind::P384, Kind::P521, Kind::Secp256k1] {
        let good = jwk(kind, 1);
        set(std::slice::from_ref(&good));
        for member in ["x", "y"] {
            let mut octets = decoded(good[member].as_str().expect("a string"));
            let last = octets.len() - 1;
            octets[last] ^= 1;
            let bad = with(good.clone(), json!({ member: base64url::encode(&octets) }));
            let set = jwks::JwkSet::parse(&json!({"keys": [bad]}).to_string()).expect("a set");
            assert!(set.keys().is_empty());
        }
    }
}
