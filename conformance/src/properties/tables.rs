//! A key with a table gives the verdict that it gives without.
//!
//! The factors with which verification multiplies generator and key are chosen freely, so that equal
//! and opposite points meet in the sum: R = u2·S and S = z/u1, where z is the hash.

use std::cell::RefCell;
use std::collections::HashMap;

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use jwk_types::{Jwk, base64url};
use jws_verify::{Algorithm, Backend, PreparedKey, RustCrypto, RustCryptoTables, VerificationKey};
use p256::elliptic_curve::ff::{Field, PrimeField};
use p256::elliptic_curve::group::{Curve, Group};
use p256::elliptic_curve::ops::Reduce;
use p256::elliptic_curve::point::AffineCoordinates;
use p256::elliptic_curve::{CurveArithmetic, FieldBytes, ProjectivePoint, Scalar};
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::script::Script;

const ALGORITHMS: [&str; 5] = ["ES256", "ES384", "ES512", "ES256K", "Ed25519"];

/// Keys that are kept with their tables; the next one starts anew.
const KEPT: usize = 64;

/// A public key as a JWK, and something that looks like a signature by it.
type Made = (String, Vec<u8>);

/// The same key prepared without and with a table.
type Both = [Box<dyn PreparedKey>; 2];

pub(super) fn check(script: &[u8]) {
    thread_local! {
        static KEYS: RefCell<HashMap<String, Option<Both>>> = RefCell::default();
    }
    let mut script = Script::new(script);
    let alg = script.choose(&ALGORITHMS);
    let message = script.octets();
    let made = match alg {
        "ES256" => ecdsa::<p256::NistP256>("P-256", &Sha256::digest(&message), &mut script),
        "ES384" => ecdsa::<p384::NistP384>("P-384", &Sha384::digest(&message), &mut script),
        "ES512" => ecdsa::<p521::NistP521>("P-521", &Sha512::digest(&message), &mut script),
        "ES256K" => ecdsa::<k256::Secp256k1>("secp256k1", &Sha256::digest(&message), &mut script),
        _ => Some(ed25519(&message, &mut script)),
    };
    let Some((jwk, mut signature)) = made else {
        return;
    };
    if script.octet() % 2 == 1 {
        script.edit().apply(&mut signature, &message);
    }
    KEYS.with_borrow_mut(|keys| {
        if keys.len() >= KEPT {
            keys.clear();
        }
        // The point at infinity is no key, and one of small order neither.
        let Some([without, with]) = keys.entry(jwk).or_insert_with_key(|jwk| prepare(alg, jwk))
        else {
            return;
        };
        let expected = without.verify(&message, &signature);
        assert_eq!(with.verify(&message, &signature), expected, "{alg}");
    });
}

fn prepare(alg: &str, jwk: &str) -> Option<Both> {
    let jwk = Jwk::parse(jwk).ok()?;
    let algorithm = Algorithm::named(alg).expect("an algorithm");
    let key = VerificationKey::Public(jwk.key().public().expect("a public key"));
    let tables = RustCryptoTables::new().with_successes(0);
    let both = [&RustCrypto as &dyn Backend, &tables].map(|backend| {
        let key = backend.prepare(key, algorithm);
        key.expect("a key that was parsed")
    });
    assert_ne!(tables.octets(), 0, "it has a table");
    Some(both)
}

/// Any number, or a small one times a power of two, or that less than zero.
fn number<F: PrimeField>(script: &mut Script<'_>) -> F {
    let (kind, seed) = (script.octet(), script.number());
    if kind % 4 == 0 {
        let hash = Sha512::digest(seed.to_le_bytes());
        return hash.iter().fold(F::ONE, |sum, octet| {
            sum * F::from(256) + F::from(u64::from(*octet))
        });
    }
    let (digit, place) = (seed as u64 % 256, seed / 256 * 2);
    let value = (0..place).fold(F::from(digit), |value, _| value.double());
    if kind % 4 == 1 { -value } else { value }
}

fn ecdsa<C: CurveArithmetic>(crv: &str, hash: &[u8], script: &mut Script<'_>) -> Option<Made> {
    let mut octets = FieldBytes::<C>::default();
    let start = octets.len() - hash.len();
    octets[start..].copy_from_slice(hash);
    let z = Scalar::<C>::reduce(&octets);
    let generator = ProjectivePoint::<C>::generator();
    let way = script.octet() % 6;
    let (u1, u2) = (number::<Scalar<C>>(script), number::<Scalar<C>>(script));
    // Few keys, because each takes a table.
    let one = Scalar::<C>::ONE;
    let d = script.choose(&[one, -one, one.double(), z.double().square()]);
    let over = |value: Scalar<C>, by: Scalar<C>| {
        let inverse: Option<Scalar<C>> = by.invert().into();
        Some(value * inverse?)
    };
    let x_of = |point: ProjectivePoint<C>| Scalar::<C>::reduce(&point.to_affine().x());
    let (key, r, s) = match way {
        // The sum is chosen, and the key follows from it: this holds.
        0 => {
            let (sum, s) = (generator * u2, over(z, u1)?);
            let r = x_of(sum);
            let key = (sum - generator * u1) * over(s, r)?;
            (key, r, s)
        }
        // Signed as anybody signs, and it holds.
        1 => {
            let r = x_of(generator * u1);
            (generator * d, r, over(z + r * d, u1)?)
        }
        // The two products are the same point, opposite ones, or any. Hardly ever does it hold.
        2 => (generator * d, u2 * over(z, u2 * d)?, over(z, u2 * d)?),
        3 => (generator * d, -u2 * over(z, u2 * d)?, -over(z, u2 * d)?),
        _ => (generator * d, u2 * over(z, u1)?, over(z, u1)?),
    };
    let point = key.to_affine();
    let [x, y] = [point.x(), point.y()].map(|octets| base64url::encode(&octets));
    let jwk = format!(r#"{{"kty":"EC","crv":"{crv}","x":"{x}","y":"{y}"}}"#);
    Some((jwk, [r.to_repr(), s.to_repr()].concat()))
}

/// With a point of small order added to the key, to R or to both.
fn ed25519(message: &[u8], script: &mut Script<'_>) -> Made {
    let scalar = |script: &mut Script<'_>| {
        let number = script.number() % 64;
        curve25519_dalek::Scalar::from(number as u64)
    };
    let (way, a, r) = (script.octet(), scalar(script), scalar(script));
    let torsion = |on: bool| EIGHT_TORSION[if on { usize::from(way / 4 % 8) } else { 0 }];
    let key = (ED25519_BASEPOINT_POINT * a + torsion(way % 2 == 1)).compress();
    let encoded = (ED25519_BASEPOINT_POINT * r + torsion(way % 4 > 1)).compress();
    let hash = Sha512::new()
        .chain_update(encoded.as_bytes())
        .chain_update(key.as_bytes())
        .chain_update(message);
    let k = curve25519_dalek::Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    let s = r + k * a;
    let x = base64url::encode(key.as_bytes());
    let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#);
    (jwk, [encoded.to_bytes(), s.to_bytes()].concat())
}
