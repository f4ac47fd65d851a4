use std::vec::Vec;

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::{EdwardsPoint, Scalar};
use ed25519_dalek::{Signature, VerifyingKey};
use proptest::prelude::*;
use sha2::{Digest, Sha512};

use super::{SIGNATURES, Tally, campaign};
use crate::rust_crypto::tables::ed25519::holds;
use crate::rust_crypto::tables::hot::Tabled;

/// The order, least significant octet first (RFC 8032 §5.1).
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// A signature with points of small order added to key and R, and one octet changed.
#[derive(Clone, Debug)]
struct Made {
    r: u64,
    torsion: usize,
    message: Vec<u8>,
    /// S is the order too large.
    large: bool,
    /// An octet of the signature, and what it is changed with.
    change: Option<(usize, u8)>,
}

fn made() -> impl Strategy<Value = Made> {
    let message = prop::collection::vec(any::<u8>(), 0..100);
    let r = prop_oneof![any::<u64>(), 0..40_u64];
    let torsion = prop_oneof![3 => Just(0_usize), 2 => 0..8_usize];
    let change = prop::option::weighted(0.3, (0..64_usize, 1..=255_u8));
    (r, torsion, message, prop::bool::weighted(0.1), change).prop_map(
        |(r, torsion, message, large, change)| Made {
            r,
            torsion,
            message,
            large,
            change,
        },
    )
}

fn key() -> impl Strategy<Value = (u64, usize)> {
    let a = prop_oneof![any::<u64>(), 0..40_u64];
    (a, prop_oneof![3 => Just(0_usize), 2 => 0..8_usize])
}

fn scalar(seed: u64) -> Scalar {
    if seed < 40 {
        return Scalar::from(seed);
    }
    Scalar::from_bytes_mod_order_wide(&Sha512::digest(seed.to_le_bytes()).into())
}

fn point(scalar: &Scalar, torsion: usize) -> EdwardsPoint {
    ED25519_BASEPOINT_POINT * scalar + EIGHT_TORSION[torsion]
}

fn sign(a: &Scalar, key: &VerifyingKey, made: &Made) -> [u8; 64] {
    let r = scalar(made.r);
    let encoded = point(&r, made.torsion).compress();
    let hash = Sha512::new()
        .chain_update(encoded.as_bytes())
        .chain_update(key.as_bytes())
        .chain_update(&made.message);
    let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    let mut s = (r + k * a).to_bytes();
    if made.large {
        let mut carry = 0_u16;
        for (octet, order) in s.iter_mut().zip(ORDER) {
            carry += u16::from(*octet) + u16::from(order);
            *octet = carry as u8;
            carry >>= 8;
        }
    }
    let mut octets = [0; 64];
    octets[..32].copy_from_slice(encoded.as_bytes());
    octets[32..].copy_from_slice(&s);
    if let Some((at, with)) = made.change {
        octets[at] ^= with;
    }
    octets
}

fn compare(((a, torsion), signatures): ((u64, usize), Vec<Made>), tally: &mut Tally) {
    let a = scalar(a);
    let encoded = point(&a, torsion).compress();
    let key = VerifyingKey::from_bytes(encoded.as_bytes()).expect("a point");
    let table = key.table();
    assert_eq!(table.is_none(), key.is_weak());
    for made in signatures {
        let signature = Signature::from_bytes(&sign(&a, &key, &made));
        let own = key.verify_strict(&made.message, &signature).is_ok();
        if (torsion, made.torsion, made.large, made.change) == (0, 0, false, None) {
            assert_eq!(own, a != Scalar::ZERO && made.r != 0, "it was made to hold");
        }
        let table = table.as_ref();
        let table = table.map(|(base, table)| holds(base, table, &key, &made.message, &signature));
        tally.count(table, own);
    }
}

#[test]
fn a_table_agrees_with_strict_verification() {
    let strategy = (key(), prop::collection::vec(made(), SIGNATURES));
    let tally = campaign(strategy, compare);
    assert!(tally.accepted > 0 && tally.rejected > 0, "{tally:?}");
}

/// By R of small order and S of zero, anything at all would hold.
#[test]
fn a_key_of_small_order_has_no_table() {
    for torsion in EIGHT_TORSION {
        let encoded = torsion.compress();
        let key = VerifyingKey::from_bytes(encoded.as_bytes()).expect("a point");
        assert!(key.table().is_none());
        let other = (torsion + ED25519_BASEPOINT_POINT).compress();
        let key = VerifyingKey::from_bytes(other.as_bytes()).expect("a point");
        assert!(key.table().is_some());
    }
}
