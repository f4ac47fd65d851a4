use ecdsa::elliptic_curve::ff::{Field, PrimeField};
use ecdsa::elliptic_curve::group::{Curve as _, Group};
use ecdsa::elliptic_curve::ops::{Invert, Reduce};
use ecdsa::elliptic_curve::point::{AffineCoordinates, DecompressPoint};
use ecdsa::elliptic_curve::{ProjectivePoint, Scalar};
use ecdsa::{Signature, VerifyingKey};

use super::{Asked, Making, Tally, asked, campaign, make, own, public};
use crate::rust_crypto::tables::hot::Tabled;
use crate::rust_crypto::tables::nist::{NistCurve, holds};

/// Of a key by its private one, and of one pair of factors.
#[track_caller]
fn decided<C: NistCurve>(
    d: Scalar<C>,
    factors: (Scalar<C>, Scalar<C>),
    making: Making,
) -> Option<bool> {
    let key = public::<C>(d).expect("a key");
    let (hash, signature) = make::<C>(d, factors, making).expect("a signature");
    let (generator, table) = key.table().expect("a table");
    let decided = holds::<C>(generator, &table, &hash, &signature);
    Tally::default().count(decided, own(&key, &hash, &signature));
    decided
}

fn compare<C: NistCurve>((d, signatures): Asked, tally: &mut Tally) {
    let d = d.scalar::<Scalar<C>>();
    let Some(key) = public::<C>(d) else { return };
    let (generator, table) = key.table().expect("a table");
    for (factors, making) in signatures {
        let Some((hash, signature)) = make::<C>(d, factors.scalars(d), making) else {
            continue;
        };
        let own = own(&key, &hash, &signature);
        if matches!(making, Making::Good | Making::OtherHalf) {
            assert!(own, "it was made to hold");
        }
        tally.count(holds::<C>(generator, &table, &hash, &signature), own);
    }
}

#[track_caller]
fn agrees<C: NistCurve>() {
    let tally = campaign(asked(), compare::<C>);
    let Tally {
        accepted,
        rejected,
        exceptional,
    } = tally;
    assert!(accepted > 0 && rejected > 0 && exceptional > 0, "{tally:?}");
}

/// The table hands these on: two equal points, or two opposite ones, meet in the sum.
#[track_caller]
fn hands_on<C: NistCurve>() {
    let n = |value: u64| Scalar::<C>::from(value);
    let big = (0..200).fold(Scalar::<C>::ONE, |value, _| value.double());
    for (what, d, u1, u2) in [
        ("G + G", n(1), n(1), n(1)),
        ("2G + 2G", n(2), n(2), n(1)),
        ("2G + 2G, by the key's digit", n(1), n(2), n(2)),
        (
            "320G + 320G, of two digits and of one",
            n(1),
            n(320),
            n(320),
        ),
        ("in the middle", n(1), n(320), n(320) + big),
        ("at a high place", n(3), big * n(3), big),
        ("with a factor less than zero", -n(1), -n(1), n(1)),
    ] {
        let decided = decided::<C>(d, (u1, u2), Making::Good);
        assert_eq!(decided, None, "{what}");
    }
    for (what, d, u1, u2) in [
        ("G - G", -n(1), n(1), n(1)),
        ("2G - 2G", n(2), -n(2), n(1)),
        ("G - G, and more", -n(1), n(1), n(1) + big),
        ("the last sum", n(7), -(big + n(5)) * n(7), big + n(5)),
    ] {
        let decided = decided::<C>(d, (u1, u2), Making::Forged);
        assert_eq!(decided, None, "{what}");
    }
    // One step beside them is generic.
    for (what, d, u1, u2) in [
        ("G + 2G", n(1), n(1), n(2)),
        ("G - 2G", -n(1), n(1), n(2)),
        ("nothing of the generator", n(5), n(0), n(1)),
        ("a digit that is carried", n(5), n(255), n(63)),
    ] {
        for making in [Making::Good, Making::OtherHalf] {
            assert_eq!(decided::<C>(d, (u1, u2), making), Some(true), "{what}");
        }
        assert_eq!(
            decided::<C>(d, (u1, u2), Making::HashOff),
            Some(false),
            "{what}"
        );
    }
}

/// R is x less the order, where x is not less than the order. By chance this does not happen.
#[track_caller]
fn takes_r_plus_the_order<C: NistCurve>()
where
    C::AffinePoint: DecompressPoint<C>,
{
    let order = (-Scalar::<C>::ONE).to_repr();
    let mut found = 0;
    // x = order + r
    for r in 1..200_u64 {
        let order = C::FieldElement::from_repr(order).expect("less than p") + C::FieldElement::ONE;
        let x = order + C::FieldElement::from(r);
        let Some(point) = C::AffinePoint::decompress(&x.to_repr(), 0.into()).into_option() else {
            continue;
        };
        let r = Scalar::<C>::from(r);
        assert_eq!(Scalar::<C>::reduce(&point.x()), r);
        // Q = (s·R - z·G)/r, which nobody knows the private key of.
        let (s, z) = (Scalar::<C>::from(1_000_003), Scalar::<C>::from(77));
        let inverse = r.invert_vartime().expect("not zero");
        let sum = ProjectivePoint::<C>::from(point) * s - ProjectivePoint::<C>::generator() * z;
        let key = VerifyingKey::<C>::from_affine((sum * inverse).to_affine()).expect("a key");
        let (generator, table) = key.table().expect("a table");
        let good = Signature::from_scalars(r, s).expect("a signature");
        assert!(own(&key, &z.to_repr(), &good));
        assert_eq!(
            holds::<C>(generator, &table, &z.to_repr(), &good),
            Some(true)
        );
        let off = Signature::from_scalars(r + Scalar::<C>::ONE, s).expect("a signature");
        assert!(!own(&key, &z.to_repr(), &off));
        assert_eq!(
            holds::<C>(generator, &table, &z.to_repr(), &off),
            Some(false)
        );
        found += 1;
    }
    assert!(found > 50, "{found}");
}

macro_rules! curves {
    ($($module:ident, $curve:ty;)*) => {
        $(mod $module {
            #[test]
            fn a_table_agrees_with_the_crate() {
                super::agrees::<$curve>();
            }

            #[test]
            fn equal_and_opposite_points_are_handed_to_the_crate() {
                super::hands_on::<$curve>();
            }

            #[test]
            fn an_x_that_is_not_less_than_the_order_is_taken() {
                super::takes_r_plus_the_order::<$curve>();
            }
        })*
    };
}

curves! {
    p256, p256::NistP256;
    p384, p384::NistP384;
    p521, p521::NistP521;
}
