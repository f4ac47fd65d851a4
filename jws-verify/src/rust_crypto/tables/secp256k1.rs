//! ES256K over the point additions of k256, which know no exception.

use alloc::vec;
use std::sync::OnceLock;

use ecdsa::elliptic_curve::group::Curve;
use ecdsa::elliptic_curve::ops::{Invert, Reduce};
use ecdsa::elliptic_curve::point::AffineCoordinates;
use k256::ecdsa::{Signature, VerifyingKey};
use k256::{AffinePoint, ProjectivePoint, Scalar, Secp256k1};

use super::comb::{self, Comb};
use super::hot::Tabled;
use crate::backend::SignatureMismatch;
use crate::rust_crypto::ecdsa::read;

const BITS: usize = 256;
/// The widths of the digits for a key and for the generator.
const WIDTH: usize = 6;
const GENERATOR_WIDTH: usize = 8;

type Table = Comb<AffinePoint>;

static GENERATOR: OnceLock<Option<Table>> = OnceLock::new();

impl Tabled for VerifyingKey {
    /// The generator's, and that of the key.
    type Table = (&'static Table, Table);

    const OCTETS: usize = comb::octets::<AffinePoint>(WIDTH, BITS);

    fn table(&self) -> Option<Self::Table> {
        let generator = || table(GENERATOR_WIDTH, ProjectivePoint::GENERATOR);
        let generator = GENERATOR.get_or_init(generator).as_ref()?;
        Some((generator, table(WIDTH, (*self.as_affine()).into())?))
    }

    fn verify_with(
        &self,
        (generator, key): &Self::Table,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<Result<(), SignatureMismatch>> {
        let holds = read::<Secp256k1>(signing_input, signature)
            .is_ok_and(|(hash, signature)| holds(generator, key, &hash, &signature));
        Some(holds.then_some(()).ok_or(SignatureMismatch))
    }
}

fn table(width: usize, point: ProjectivePoint) -> Option<Table> {
    Comb::new(width, BITS, point, |points| {
        let mut affine = vec![AffinePoint::IDENTITY; points.len()];
        ProjectivePoint::batch_normalize(&points, &mut affine);
        affine
    })
}

/// As the crate does, which asks for the low half of S besides: with the high half the sum below is
/// the opposite point, with the same x.
#[expect(clippy::arithmetic_side_effects, reason = "of a field and of a group")]
pub(super) fn holds(
    generator: &Table,
    key: &Table,
    hash: &k256::FieldBytes,
    signature: &Signature,
) -> bool {
    let (r, s) = signature.split_scalars();
    let inverse = *s.invert_vartime();
    let octets = |scalar: Scalar| {
        let mut octets = scalar.to_bytes();
        octets.reverse();
        octets
    };
    let (u1, u2) = (octets(Scalar::reduce(hash) * inverse), octets(*r * inverse));
    let terms = generator.terms(&u1).chain(key.terms(&u2));
    let sum = terms.fold(ProjectivePoint::IDENTITY, |sum, (point, negative)| {
        if negative { sum - point } else { sum + point }
    });
    <Scalar as Reduce<k256::FieldBytes>>::reduce(&sum.to_affine().x()) == *r
}
