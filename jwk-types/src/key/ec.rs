//! Elliptic curve keys ([RFC 7518 §6.2], [RFC 8812 §3.1]).
//!
//! [RFC 7518 §6.2]: https://www.rfc-editor.org/rfc/rfc7518#section-6.2
//! [RFC 8812 §3.1]: https://www.rfc-editor.org/rfc/rfc8812#section-3.1

use alloc::boxed::Box;
use alloc::vec::Vec;

use p256::elliptic_curve::SecretKey;
use p256::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use p256::elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytesSize, PublicKey as Point};

use super::members::KeyMembers;
use super::unknown::UnknownKey;
use super::{Key, PrivateMembers, PublicKey, encoded};
use crate::secret::SecretOctets;
use crate::{Error, Rule};

/// A curve of `kty` `EC`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EcCurve {
    /// `P-256`
    P256,
    /// `P-384`
    P384,
    /// `P-521`
    P521,
    /// `secp256k1`
    Secp256k1,
}

/// A point on its curve, other than infinity.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EcPublicKey {
    curve: EcCurve,
    x: Box<[u8]>,
    y: Box<[u8]>,
}

pub(crate) const D_OF_ANOTHER_KEY: Error = Error::PrivateMismatch {
    member: "d",
    rule: Rule::new("RFC 7518", "6.2.2.1"),
};

impl EcCurve {
    /// Every curve that this crate knows.
    pub const ALL: &'static [Self] = &[Self::P256, Self::P384, Self::P521, Self::Secp256k1];

    /// The value of `crv`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
        }
    }

    /// The curve of this name, compared with regard to case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|curve| curve.name() == name)
    }

    /// Octets of a coordinate, and of a private key.
    #[must_use]
    pub const fn coordinate_octets(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

impl EcPublicKey {
    /// The point with these big-endian coordinates.
    ///
    /// # Errors
    ///
    /// [`Error::WrongLength`] unless both have [`EcCurve::coordinate_octets`], and
    /// [`Error::NotOnCurve`].
    pub fn new(curve: EcCurve, x: &[u8], y: &[u8]) -> Result<Self, Error> {
        let expected = curve.coordinate_octets();
        for (member, octets, section) in [("x", x, "6.2.1.2"), ("y", y, "6.2.1.3")] {
            if octets.len() != expected {
                // rfc7518-6.2.1.2-1, rfc7518-6.2.1.3-1, rfc8812-3.1-3
                return Err(Error::WrongLength {
                    member,
                    expected,
                    found: octets.len(),
                    rule: Rule::new("RFC 7518", section),
                });
            }
        }
        let key = Self {
            curve,
            x: x.into(),
            y: y.into(),
        };
        let point = key.to_sec1();
        // rfc7518-6.2.1-3, rfc7518-6.2.1.2-2, rfc8725-3.4-1, rfc8812-3.1-4
        let on_curve = match curve {
            EcCurve::P256 => is_point::<p256::NistP256>(&point),
            EcCurve::P384 => is_point::<p384::NistP384>(&point),
            EcCurve::P521 => is_point::<p521::NistP521>(&point),
            EcCurve::Secp256k1 => is_point::<k256::Secp256k1>(&point),
        };
        if on_curve {
            Ok(key)
        } else {
            Err(Error::NotOnCurve { crv: curve.name() })
        }
    }

    /// The curve.
    #[must_use]
    pub const fn curve(&self) -> EcCurve {
        self.curve
    }

    /// The coordinate `x`, big-endian at full size.
    #[must_use]
    pub const fn x(&self) -> &[u8] {
        &self.x
    }

    /// The coordinate `y`, big-endian at full size.
    #[must_use]
    pub const fn y(&self) -> &[u8] {
        &self.y
    }

    /// The point in the uncompressed form of SEC 1: an octet 4, `x`, `y`.
    #[must_use]
    pub fn to_sec1(&self) -> Vec<u8> {
        let mut point = Vec::with_capacity(self.x.len().saturating_mul(2).saturating_add(1));
        point.push(4);
        point.extend_from_slice(&self.x);
        point.extend_from_slice(&self.y);
        point
    }

    /// rfc7518-6.2.2.1-2: `d` is between 1 and the order, and times the base point is this point.
    pub(crate) fn check_private(&self, d: &[u8]) -> Result<(), Error> {
        let point = self.to_sec1();
        let belongs = match self.curve {
            EcCurve::P256 => has_private::<p256::NistP256>(d, &point),
            EcCurve::P384 => has_private::<p384::NistP384>(d, &point),
            EcCurve::P521 => has_private::<p521::NistP521>(d, &point),
            EcCurve::Secp256k1 => has_private::<k256::Secp256k1>(d, &point),
        };
        if belongs {
            Ok(())
        } else {
            Err(D_OF_ANOTHER_KEY)
        }
    }

    pub(super) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        each("crv", self.curve.name());
        each("x", &encoded(&self.x));
        each("y", &encoded(&self.y));
    }
}

impl core::fmt::Debug for EcPublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("EcPublicKey")
            .field("crv", &self.curve.name())
            .field("x", &encoded(&self.x))
            .field("y", &encoded(&self.y))
            .finish()
    }
}

fn is_point<C>(point: &[u8]) -> bool
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    Point::<C>::from_sec1_bytes(point).is_ok()
}

fn has_private<C>(d: &[u8], point: &[u8]) -> bool
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let public = Point::<C>::from_sec1_bytes(point);
    let private = SecretKey::<C>::from_slice(d);
    matches!((public, private), (Ok(public), Ok(private)) if private.public_key() == public)
}

/// The public key that belongs to the private octets, at full size.
pub(crate) fn public_of(curve: EcCurve, d: &[u8]) -> Result<EcPublicKey, Error> {
    let point = match curve {
        EcCurve::P256 => derive::<p256::NistP256>(d),
        EcCurve::P384 => derive::<p384::NistP384>(d),
        EcCurve::P521 => derive::<p521::NistP521>(d),
        EcCurve::Secp256k1 => derive::<k256::Secp256k1>(d),
    };
    let point = point.ok_or(D_OF_ANOTHER_KEY)?;
    let coordinates = point.get(1..).unwrap_or_default();
    let (x, y) = coordinates
        .split_at_checked(curve.coordinate_octets())
        .ok_or(D_OF_ANOTHER_KEY)?;
    EcPublicKey::new(curve, x, y)
}

fn derive<C>(d: &[u8]) -> Option<Vec<u8>>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let private = SecretKey::<C>::from_slice(d).ok()?;
    let point = private.public_key().as_affine().to_sec1_point(false);
    Some(point.as_bytes().to_vec())
}

pub(super) fn read(members: &KeyMembers<'_, '_>) -> Result<Key, Error> {
    let members = members.under(Rule::new("RFC 7518", "6.2.1"));
    // rfc7518-6.2.1-1, rfc7518-6.2.1.1-1, rfc8812-3.1-1, rfc8812-3.2-4
    let crv = members.string("crv")?;
    let Some(curve) = EcCurve::named(&crv) else {
        return Ok(Key::Unknown(UnknownKey::new("EC", Some(&crv), &members)));
    };
    let size = curve.coordinate_octets();
    // rfc7518-6.2.1-2, rfc7518-6.2.1.1-2, rfc8812-3.1-2
    let public = EcPublicKey::new(curve, &members.octets("x")?, &members.octets("y")?)?;
    let private = if members.has("d") {
        // rfc7518-6.2.2-1, rfc7518-6.2.2.1-1
        let d: SecretOctets = members
            .under(Rule::new("RFC 7518", "6.2.2.1"))
            .secret_exactly("d", size)?;
        public.check_private(d.expose_secret())?;
        Some(PrivateMembers::Ec(d))
    } else {
        None
    };
    Ok(Key::public_or_private(PublicKey::Ec(public), private))
}
