//! Octet key pairs ([RFC 8037 §2]).
//!
//! [RFC 8037 §2]: https://www.rfc-editor.org/rfc/rfc8037#section-2

use alloc::boxed::Box;

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed448_goldilocks_plus::{CompressedEdwardsY as CompressedEd448, SecretKey, SigningKey, x448};
use sha2::{Digest, Sha512};

use super::members::KeyMembers;
use super::unknown::UnknownKey;
use super::{Key, PrivateMembers, PublicKey, encoded};
use crate::secret::SecretOctets;
use crate::{Error, Rule};

/// A subtype of `kty` `OKP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OkpCurve {
    /// `Ed25519`, for signatures.
    Ed25519,
    /// `Ed448`, for signatures.
    Ed448,
    /// `X25519`, for key agreement.
    X25519,
    /// `X448`, for key agreement.
    X448,
}

/// The public half of an octet key pair.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OkpPublicKey {
    curve: OkpCurve,
    x: Box<[u8]>,
}

impl OkpCurve {
    /// Every subtype that this crate knows.
    pub const ALL: &'static [Self] = &[Self::Ed25519, Self::Ed448, Self::X25519, Self::X448];

    /// The value of `crv`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::X25519 => "X25519",
            Self::X448 => "X448",
        }
    }

    /// The subtype of this name, compared with regard to case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|curve| curve.name() == name)
    }

    /// Octets of the public key, and of the private one.
    #[must_use]
    pub const fn key_octets(self) -> usize {
        match self {
            Self::Ed25519 | Self::X25519 => 32,
            Self::Ed448 => 57,
            Self::X448 => 56,
        }
    }
}

impl OkpPublicKey {
    /// The public key with these octets.
    ///
    /// Ed25519: the octets are the canonical encoding of a point whose order is not small. Ed448:
    /// the same, and the point is one of the group of prime order. X25519 and X448: the length.
    ///
    /// # Errors
    ///
    /// [`Error::WrongLength`], [`Error::NotOnCurve`], [`Error::NotCanonicalPoint`],
    /// [`Error::SmallOrderPoint`].
    pub fn new(curve: OkpCurve, x: &[u8]) -> Result<Self, Error> {
        let expected = curve.key_octets();
        if x.len() != expected {
            // rfc8037-2-8
            return Err(Error::WrongLength {
                member: "x",
                expected,
                found: x.len(),
                rule: Rule::new("RFC 8037", "2"),
            });
        }
        match curve {
            OkpCurve::Ed25519 => check_ed25519(x)?,
            OkpCurve::Ed448 => check_ed448(x)?,
            // rfc8037-3.2-2
            OkpCurve::X25519 | OkpCurve::X448 => {}
        }
        Ok(Self { curve, x: x.into() })
    }

    /// The subtype.
    #[must_use]
    pub const fn curve(&self) -> OkpCurve {
        self.curve
    }

    /// The octets of the public key.
    #[must_use]
    pub const fn x(&self) -> &[u8] {
        &self.x
    }

    /// `d` gives `x`.
    pub(crate) fn check_private(&self, d: &[u8]) -> Result<(), Error> {
        if derive_public(self.curve, d).as_ref() == Some(&self.x) {
            return Ok(());
        }
        Err(Error::PrivateMismatch {
            member: "d",
            rule: Rule::new("RFC 8037", "2"),
        })
    }

    pub(super) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        each("crv", self.curve.name());
        each("x", &encoded(&self.x));
    }
}

impl core::fmt::Debug for OkpPublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("OkpPublicKey")
            .field("crv", &self.curve.name())
            .field("x", &encoded(&self.x))
            .finish()
    }
}

fn check_ed25519(x: &[u8]) -> Result<(), Error> {
    let crv = OkpCurve::Ed25519.name();
    let point = CompressedEdwardsY::from_slice(x)
        .ok()
        .and_then(|compressed| compressed.decompress())
        .ok_or(Error::NotOnCurve { crv })?;
    // rfc8037-3.1.2-4, rfc8037-3.1.2-5
    if point.is_small_order() {
        return Err(Error::SmallOrderPoint { crv });
    }
    if point.compress().as_bytes() != x {
        return Err(Error::NotCanonicalPoint { crv });
    }
    Ok(())
}

/// p - 1 in little-endian octets, where p = 2^448 - 2^224 - 1.
const ED448_MINUS_ONE: [u8; 56] = {
    let mut octets = [0xff; 56];
    octets[0] = 0xfe;
    octets[28] = 0xfe;
    octets
};

/// The points of order 1, 2 and 4 have y = 1, y = -1 and y = 0.
fn check_ed448(x: &[u8]) -> Result<(), Error> {
    let crv = OkpCurve::Ed448.name();
    let (Some(y), Some(last)) = (x.get(..56), x.get(56)) else {
        return Err(Error::NotCanonicalPoint { crv });
    };
    let below = |bound: &[u8; 56]| y.iter().rev().le(bound.iter().rev());
    if last & 0x7f != 0 || !below(&ED448_MINUS_ONE) {
        return Err(Error::NotCanonicalPoint { crv });
    }
    let small =
        y == ED448_MINUS_ONE || (y.first() <= Some(&1) && y.iter().skip(1).all(|o| *o == 0));
    if small {
        return Err(Error::SmallOrderPoint { crv });
    }
    let point = <[u8; 57]>::try_from(x)
        .ok()
        .and_then(|octets| CompressedEd448(octets).decompress_unchecked().into_option())
        .filter(|point| bool::from(point.is_on_curve()))
        .ok_or(Error::NotOnCurve { crv })?;
    // Of the group of prime order, without a component of small order.
    if bool::from(point.is_torsion_free()) {
        Ok(())
    } else {
        Err(Error::SmallOrderPoint { crv })
    }
}

/// The public key of a private one; `None` where the length is wrong.
pub(crate) fn derive_public(curve: OkpCurve, d: &[u8]) -> Option<Box<[u8]>> {
    match curve {
        OkpCurve::Ed25519 => {
            // The first half of the digest is the scalar ([RFC 8032 §5.1.5]).
            let digest = zeroize::Zeroizing::new(<[u8; 64]>::from(Sha512::digest(d)));
            let (scalar, _) = digest.split_first_chunk::<32>()?;
            let point = EdwardsPoint::mul_base_clamped(*scalar);
            Some(Box::from(point.compress().to_bytes()))
        }
        OkpCurve::X25519 => {
            let scalar = zeroize::Zeroizing::new(<[u8; 32]>::try_from(d).ok()?);
            let point = MontgomeryPoint::mul_base_clamped(*scalar);
            Some(Box::from(point.to_bytes()))
        }
        OkpCurve::Ed448 => {
            let seed = zeroize::Zeroizing::new(SecretKey::try_from(d).ok()?);
            let key = SigningKey::from_bytes(&seed).verifying_key();
            Some(Box::from(key.as_bytes().as_slice()))
        }
        OkpCurve::X448 => {
            let scalar = zeroize::Zeroizing::new(<[u8; 56]>::try_from(d).ok()?);
            Some(Box::from(x448::x448(*scalar, x448::X448_BASEPOINT_BYTES)))
        }
    }
}

pub(super) fn read(members: &KeyMembers<'_, '_>) -> Result<Key, Error> {
    let members = members.under(Rule::new("RFC 8037", "2"));
    // rfc8037-2-2, rfc8037-2-7
    let crv = members.string("crv")?;
    let Some(curve) = OkpCurve::named(&crv) else {
        return Ok(Key::Unknown(UnknownKey::new("OKP", Some(&crv), &members)));
    };
    // rfc8037-2-3, rfc8037-2-5
    let public = OkpPublicKey::new(curve, &members.octets("x")?)?;
    // rfc8037-2-4
    let private = if members.has("d") {
        let d: SecretOctets = members.secret_exactly("d", curve.key_octets())?;
        public.check_private(d.expose_secret())?;
        Some(PrivateMembers::Okp(d))
    } else {
        None
    };
    Ok(Key::public_or_private(PublicKey::Okp(public), private))
}
