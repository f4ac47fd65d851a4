//! The tables against the crates' own verification: the same verdict, or none.
//!
//! For each curve 16 times as many signatures are compared as `PROPTEST_CASES` says, which is 256:
//! an eighth of it are keys, and each is asked about [`SIGNATURES`]. A campaign over millions wants
//! `--release`.

mod comb;
mod ed25519;
mod hot;
mod nist;
#[cfg(feature = "es256k")]
mod secp256k1;

use std::vec::Vec;

use ecdsa::elliptic_curve::ff::{Field, PrimeField};
use ecdsa::elliptic_curve::group::{Curve, Group};
use ecdsa::elliptic_curve::ops::{Invert, Reduce};
use ecdsa::elliptic_curve::point::AffineCoordinates;
use ecdsa::elliptic_curve::{FieldBytes, ProjectivePoint, Scalar};
use ecdsa::{Signature, VerifyingKey};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sha2::{Digest, Sha512};

use crate::rust_crypto::ecdsa::HashedCurve;

const SIGNATURES: usize = 128;

/// What the two sides said, how often.
#[derive(Debug, Default)]
struct Tally {
    accepted: u32,
    rejected: u32,
    /// The table handed the case on.
    exceptional: u32,
}

impl Tally {
    #[track_caller]
    fn count(&mut self, table: Option<bool>, own: bool) {
        match table {
            None => self.exceptional += 1,
            Some(verdict) => {
                assert_eq!(verdict, own, "the table says {verdict}");
                *(if own {
                    &mut self.accepted
                } else {
                    &mut self.rejected
                }) += 1;
            }
        }
    }
}

/// Runs `check` over random values of `strategy` and adds up what it counts.
#[track_caller]
fn campaign<S: Strategy>(strategy: S, check: impl Fn(S::Value, &mut Tally)) -> Tally {
    let tally = core::cell::RefCell::new(Tally::default());
    let mut config = Config::default();
    config.cases = (config.cases / 8).max(4);
    config.failure_persistence = None;
    TestRunner::new(config)
        .run(&strategy, |value| {
            check(value, &mut tally.borrow_mut());
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    tally.into_inner()
}

/// A scalar: any, or one for which few digits of the comb are not zero.
#[derive(Clone, Copy, Debug)]
enum Number {
    Any(u64),
    /// A digit at a bit, with its sign.
    Digit(u8, usize, bool),
}

fn number() -> impl Strategy<Value = Number> {
    let width = prop::sample::select(&[5_usize, 6, 8][..]);
    let digit = (0..=130_u8, width, 0..45_usize, any::<bool>());
    prop_oneof![
        any::<u64>().prop_map(Number::Any),
        digit.prop_map(|(digit, width, place, minus)| Number::Digit(digit, width * place, minus)),
        (0..4_u8, any::<bool>()).prop_map(|(digit, minus)| Number::Digit(digit, 0, minus)),
    ]
}

impl Number {
    fn scalar<F: PrimeField>(self) -> F {
        match self {
            // The product of two numbers of 256 bits is any number of up to 521.
            Self::Any(seed) => [0_u8, 1, 2, 3].iter().fold(F::ONE, |product, part| {
                let hash = Sha512::new()
                    .chain_update(seed.to_be_bytes())
                    .chain_update([*part]);
                let words = hash.finalize();
                let octets = words.iter().take(17);
                product
                    * octets.fold(F::ONE, |sum, octet| {
                        sum * F::from(256) + F::from(u64::from(*octet))
                    })
            }),
            Self::Digit(digit, bit, minus) => {
                let value = (0..bit).fold(F::from(u64::from(digit)), |value, _| value.double());
                if minus { -value } else { value }
            }
        }
    }
}

/// How a signature by a known key comes to be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Making {
    /// It holds.
    Good,
    /// It holds: minus S goes with the opposite point.
    OtherHalf,
    /// The sum is the same, R is not its x.
    Forged,
    ROff,
    SOff,
    HashOff,
}

/// What generator and key are multiplied with.
#[derive(Clone, Copy, Debug)]
enum Factors {
    Any(Number, Number),
    /// The two products are the same point.
    Equal(Number),
    /// The two products add up to the point at infinity.
    Opposite(Number),
}

impl Factors {
    fn scalars<F: PrimeField>(self, d: F) -> (F, F) {
        match self {
            Self::Any(u1, u2) => (u1.scalar(), u2.scalar()),
            Self::Equal(u2) => (u2.scalar::<F>() * d, u2.scalar()),
            Self::Opposite(u2) => (-(u2.scalar::<F>() * d), u2.scalar()),
        }
    }
}

/// A private key, and the signatures that are to be made with it.
type Asked = (Number, Vec<(Factors, Making)>);

fn asked() -> impl Strategy<Value = Asked> {
    use Making::*;
    let factors = prop_oneof![
        8 => (number(), number()).prop_map(|(u1, u2)| Factors::Any(u1, u2)),
        1 => number().prop_map(Factors::Equal),
        1 => number().prop_map(Factors::Opposite),
    ];
    let making = prop::sample::select(&[Good, OtherHalf, Forged, ROff, SOff, HashOff][..]);
    (
        number(),
        prop::collection::vec((factors, making), SIGNATURES),
    )
}

/// The hash and the signature for which verification adds `u1` times the generator and `u2` times
/// the key `d`; `None` where there is none.
fn make<C: HashedCurve>(
    d: Scalar<C>,
    (u1, u2): (Scalar<C>, Scalar<C>),
    making: Making,
) -> Option<(FieldBytes<C>, Signature<C>)> {
    let sum = ProjectivePoint::<C>::generator() * (u1 + u2 * d);
    let inverse: Option<Scalar<C>> = u2.invert_vartime().into();
    let (mut r, mut s) = match making {
        Making::Forged => (u2.double(), Scalar::<C>::from(2)),
        _ => {
            let r = Scalar::<C>::reduce(&sum.to_affine().x());
            (r, r * inverse?)
        }
    };
    let mut z = u1 * s;
    match making {
        Making::Good | Making::Forged => {}
        Making::OtherHalf => s = -s,
        Making::ROff => r += Scalar::<C>::ONE,
        Making::SOff => s += Scalar::<C>::ONE,
        Making::HashOff => z += Scalar::<C>::ONE,
    }
    let signature = Signature::from_scalars(r, s).ok()?;
    Some((z.to_repr(), signature))
}

/// The key of a private one that is not zero.
fn public<C: HashedCurve>(d: Scalar<C>) -> Option<VerifyingKey<C>> {
    let point = ProjectivePoint::<C>::generator() * d;
    VerifyingKey::from_affine(point.to_affine()).ok()
}

/// What the crate says of a hash as long as a scalar.
fn own<C: HashedCurve>(key: &VerifyingKey<C>, hash: &[u8], signature: &Signature<C>) -> bool {
    let signature = if C::NORMALIZE_S {
        signature.normalize_s()
    } else {
        *signature
    };
    signature::hazmat::PrehashVerifier::verify_prehash(key, hash, &signature).is_ok()
}
