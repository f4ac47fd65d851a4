//! ECDSA over the curves of NIST, with the fields of their crates and the textbook's addition.

use alloc::vec;
use alloc::vec::Vec;
use std::sync::OnceLock;

use ecdsa::elliptic_curve::ff::{Field, PrimeField};
use ecdsa::elliptic_curve::group::{Curve, Group};
use ecdsa::elliptic_curve::hazmat::FieldArithmetic;
use ecdsa::elliptic_curve::ops::{Invert, Reduce};
use ecdsa::elliptic_curve::point::AffineCoordinates;
use ecdsa::elliptic_curve::{FieldBytes, ProjectivePoint, Scalar};
use ecdsa::{Signature, VerifyingKey};

use super::comb::{self, Comb, Term};
use super::hot::Tabled;
use crate::backend::SignatureMismatch;
use crate::rust_crypto::ecdsa::{HashedCurve, read};

/// Bits of a digit of the generator's scalar.
const GENERATOR_WIDTH: usize = 8;

/// A curve whose points this module adds.
pub(super) trait NistCurve: HashedCurve + FieldArithmetic {
    /// Bits of the order.
    const BITS: usize;
    /// Bits of a digit of the key's scalar.
    const WIDTH: usize;

    fn generator() -> &'static OnceLock<Option<Table<Self>>>;
}

type Table<C> = Comb<Affine<<C as FieldArithmetic>::FieldElement>>;

macro_rules! curve {
    ($curve:ty, $bits:literal, $width:literal) => {
        impl NistCurve for $curve {
            const BITS: usize = $bits;
            const WIDTH: usize = $width;

            fn generator() -> &'static OnceLock<Option<Table<Self>>> {
                static GENERATOR: OnceLock<Option<Table<$curve>>> = OnceLock::new();
                &GENERATOR
            }
        }
    };
}

curve!(p256::NistP256, 256, 6);
curve!(p384::NistP384, 384, 6);
curve!(p521::NistP521, 521, 5);

impl<C: NistCurve> Tabled for VerifyingKey<C> {
    /// The generator's, and that of the key.
    type Table = (&'static Table<C>, Table<C>);

    const OCTETS: usize = comb::octets::<Affine<C::FieldElement>>(C::WIDTH, C::BITS);

    fn table(&self) -> Option<Self::Table> {
        let generator = || table::<C>(GENERATOR_WIDTH, ProjectivePoint::<C>::generator());
        let key = ProjectivePoint::<C>::from(*self.as_affine());
        let generator = C::generator().get_or_init(generator).as_ref()?;
        Some((generator, table::<C>(C::WIDTH, key)?))
    }

    fn verify_with(
        &self,
        (generator, key): &Self::Table,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<Result<(), SignatureMismatch>> {
        let (hash, signature) = match read::<C>(signing_input, signature) {
            Ok(read) => read,
            Err(mismatch) => return Some(Err(mismatch)),
        };
        match holds::<C>(generator, key, &hash, &signature)? {
            true => Some(Ok(())),
            false => Some(Err(SignatureMismatch)),
        }
    }
}

fn table<C: NistCurve>(width: usize, point: ProjectivePoint<C>) -> Option<Table<C>> {
    Comb::new(width, C::BITS, point, |points| affine::<C>(&points))
}

/// A point of a table. Never the point at infinity: a comb has multiples by m·2^k with a small m,
/// and the order is a large prime.
#[derive(Clone, Copy)]
pub(super) struct Affine<F> {
    x: F,
    y: F,
}

/// A point with x = X/Z² and y = Y/Z³.
struct Jacobian<F> {
    x: F,
    y: F,
    z: F,
}

/// All points in affine coordinates, as elements of the field.
fn affine<C: NistCurve>(points: &[ProjectivePoint<C>]) -> Vec<Affine<C::FieldElement>> {
    let mut affine = vec![C::AffinePoint::default(); points.len()];
    ProjectivePoint::<C>::batch_normalize(points, &mut affine);
    let element = |octets| Option::from(C::FieldElement::from_repr(octets));
    let coordinates = |point: &C::AffinePoint| {
        Some(Affine {
            x: element(point.x())?,
            y: element(point.y())?,
        })
    };
    let mut elements = Vec::with_capacity(affine.len());
    elements.extend(affine.iter().filter_map(coordinates));
    elements
}

/// Whether `signature` over `hash` holds, by the tables of the generator and of the key.
/// `None` where the sum met a point that it cannot add.
#[expect(clippy::arithmetic_side_effects, reason = "of fields, modulo a prime")]
pub(super) fn holds<C: NistCurve>(
    generator: &Table<C>,
    key: &Table<C>,
    hash: &[u8],
    signature: &Signature<C>,
) -> Option<bool> {
    // As long as a scalar or, for P-521, shorter.
    let mut z = FieldBytes::<C>::default();
    let zeros = z.len().checked_sub(hash.len())?;
    z.get_mut(zeros..)?.copy_from_slice(hash);
    let (r, s) = signature.split_scalars();
    let inverse: Scalar<C> = *s.invert_vartime();
    let u1 = little_endian::<C>(Scalar::<C>::reduce(&z) * inverse);
    let u2 = little_endian::<C>(*r * inverse);
    let sum = sum(generator.terms(u1.as_ref()).chain(key.terms(u2.as_ref())))?;
    // Mostly x is less than the order, and so it is r.
    let zz = sum.z.square();
    let r_as_x = C::FieldElement::from_repr(r.to_repr());
    if Option::from(r_as_x).is_some_and(|x: C::FieldElement| x * zz == sum.x) {
        return Some(true);
    }
    let inverse: Option<C::FieldElement> = zz.invert_vartime().into();
    let x = sum.x * inverse?;
    Some(Scalar::<C>::reduce(&x.to_repr()) == *r)
}

fn little_endian<C: NistCurve>(scalar: Scalar<C>) -> FieldBytes<C> {
    let mut octets = scalar.to_repr();
    octets.reverse();
    octets
}

/// `None` where two points with the same x met on the way: one point twice, or opposite ones. Then
/// Z became zero, and it stays zero, because each Z is a multiple of the one before.
#[expect(clippy::arithmetic_side_effects, reason = "of fields, modulo a prime")]
fn sum<'c, F: Field + 'c>(
    mut terms: impl Iterator<Item = Term<'c, Affine<F>>>,
) -> Option<Jacobian<F>> {
    let (first, negative) = terms.next()?;
    let first = Jacobian {
        x: first.x,
        y: if negative { -first.y } else { first.y },
        z: F::ONE,
    };
    let sum = terms.fold(first, |sum, (point, negative)| add(&sum, point, negative));
    (!bool::from(sum.z.is_zero())).then_some(sum)
}

/// The textbook's mixed addition, for points with different x: otherwise h is zero, and so is Z.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "of fields, modulo a prime")]
fn add<F: Field>(sum: &Jacobian<F>, point: &Affine<F>, negative: bool) -> Jacobian<F> {
    let zz = sum.z.square();
    let zzz = zz * sum.z;
    let y = if negative { -point.y } else { point.y };
    let h = point.x * zz - sum.x;
    let r = y * zzz - sum.y;
    let hh = h.square();
    let hhh = hh * h;
    let v = sum.x * hh;
    let x = r.square() - hhh - v.double();
    Jacobian {
        x,
        y: r * (v - x) - sum.y * hhh,
        z: sum.z * h,
    }
}
