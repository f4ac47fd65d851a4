//! Ed25519 over the point additions of curve25519-dalek, which know no exception.

use std::sync::OnceLock;

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::{EdwardsPoint, Scalar};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha512};

use super::comb::{self, Comb};
use super::hot::Tabled;
use crate::backend::SignatureMismatch;

const BITS: usize = 253;
/// The widths of the digits for a key and for the base point.
const WIDTH: usize = 6;
const BASE_WIDTH: usize = 8;

type Table = Comb<EdwardsPoint>;

static BASE: OnceLock<Option<Table>> = OnceLock::new();
/// What the points of small order are encoded to.
static SMALL_ORDER: OnceLock<[CompressedEdwardsY; 8]> = OnceLock::new();

impl Tabled for VerifyingKey {
    /// The base point's, and that of the key.
    type Table = (&'static Table, Table);

    const OCTETS: usize = comb::octets::<EdwardsPoint>(WIDTH, BITS);

    /// `None` for a key of small order, by which nothing holds.
    fn table(&self) -> Option<Self::Table> {
        let base = BASE.get_or_init(|| table(BASE_WIDTH, ED25519_BASEPOINT_POINT));
        let key = table(WIDTH, self.to_edwards()).filter(|_| !self.is_weak());
        Some((base.as_ref()?, key?))
    }

    fn verify_with(
        &self,
        (base, key): &Self::Table,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<Result<(), SignatureMismatch>> {
        let holds = Signature::from_slice(signature)
            .is_ok_and(|signature| holds(base, key, self, signing_input, &signature));
        Some(holds.then_some(()).ok_or(SignatureMismatch))
    }
}

fn table(width: usize, point: EdwardsPoint) -> Option<Table> {
    Comb::new(width, BITS, point, |points| points)
}

/// As [`VerifyingKey::verify_strict`], for a key that is not of small order.
pub(super) fn holds(
    base: &Table,
    key: &Table,
    octets: &VerifyingKey,
    message: &[u8],
    signature: &Signature,
) -> bool {
    // rfc8037-3.1.2-3: S is less than the order.
    let s = Scalar::from_canonical_bytes(*signature.s_bytes());
    let Some(s) = Option::<Scalar>::from(s) else {
        return false;
    };
    let hash = Sha512::new()
        .chain_update(signature.r_bytes())
        .chain_update(octets.as_bytes())
        .chain_update(message);
    let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    let (k, s) = (k.to_bytes(), s.to_bytes());
    // S·B - k·A
    let minus = key.terms(&k).map(|(point, negative)| (point, !negative));
    let r = base
        .terms(&s)
        .chain(minus)
        .fold(EdwardsPoint::default(), add);
    // The strict rules want an R that decodes and is not of small order. Octets that are what a
    // point is encoded to decode to that point, and no two points are encoded alike.
    let r = r.compress();
    let small = SMALL_ORDER.get_or_init(|| EIGHT_TORSION.map(|point| point.compress()));
    r.as_bytes() == signature.r_bytes() && !small.contains(&r)
}

#[expect(clippy::arithmetic_side_effects, reason = "of a group")]
fn add(sum: EdwardsPoint, (point, negative): (&EdwardsPoint, bool)) -> EdwardsPoint {
    if negative { sum - point } else { sum + point }
}
