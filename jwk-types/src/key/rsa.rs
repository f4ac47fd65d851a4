//! RSA keys ([RFC 7518 §6.3]).
//!
//! [RFC 7518 §6.3]: https://www.rfc-editor.org/rfc/rfc7518#section-6.3

mod private;

use alloc::boxed::Box;

pub use self::private::{OtherPrime, RsaPrivateMembers};
use super::members::{KeyMembers, check_minimal};
use super::{Key, PrivateMembers, PublicKey, encoded};
use crate::{Error, Limits, Rule};

/// An RSA public key of reasonable size: an odd modulus within the limits, and an odd public
/// exponent of at least 3 and at most 2^33.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RsaPublicKey {
    n: Box<[u8]>,
    e: Box<[u8]>,
}

impl RsaPublicKey {
    /// The key with this modulus and public exponent, big-endian in the fewest octets.
    ///
    /// # Errors
    ///
    /// [`Error::NotMinimalInteger`], [`Error::RsaModulusTooSmall`], [`Error::RsaModulusTooLarge`],
    /// [`Error::RsaModulusEven`], [`Error::RsaExponent`].
    pub fn new(n: &[u8], e: &[u8], limits: &Limits) -> Result<Self, Error> {
        check_minimal(n, "n")?;
        check_minimal(e, "e")?;
        check_modulus(n, limits)?;
        check_exponent(e)?;
        Ok(Self {
            n: n.into(),
            e: e.into(),
        })
    }

    /// The modulus, big-endian in the fewest octets.
    #[must_use]
    pub const fn n(&self) -> &[u8] {
        &self.n
    }

    /// The public exponent, big-endian in the fewest octets.
    #[must_use]
    pub const fn e(&self) -> &[u8] {
        &self.e
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn modulus_bits(&self) -> u32 {
        bits(&self.n)
    }

    pub(super) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        each("n", &encoded(&self.n));
        each("e", &encoded(&self.e));
    }
}

impl core::fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RsaPublicKey")
            .field("n", &encoded(&self.n))
            .field("e", &encoded(&self.e))
            .finish()
    }
}

/// The size of a minimal big-endian integer.
fn bits(octets: &[u8]) -> u32 {
    let Some((first, rest)) = octets.split_first() else {
        return 0;
    };
    let below = u32::try_from(rest.len()).unwrap_or(u32::MAX);
    let top = u8::BITS.saturating_sub(first.leading_zeros());
    below.saturating_mul(8).saturating_add(top)
}

/// rfc7518-3.3-1, rfc7518-3.5-1, rfc7518-8.6-1, rfc8812-2-1: judged before any arithmetic.
fn check_modulus(n: &[u8], limits: &Limits) -> Result<(), Error> {
    let bits = bits(n);
    if bits < Limits::MIN_RSA_MODULUS_BITS {
        return Err(Error::RsaModulusTooSmall { bits });
    }
    let limit = limits.rsa_modulus_bits();
    if bits > limit {
        return Err(Error::RsaModulusTooLarge { bits, limit });
    }
    if n.last().is_none_or(|octet| octet & 1 == 0) {
        return Err(Error::RsaModulusEven);
    }
    Ok(())
}

/// The one fault of an exponent that is a matter of policy.
pub(crate) const EXPONENT_TOO_LARGE: &str = "is larger than 2^33";

/// rfc7518-6.3.1.2-2, rfc7518-8.3-1, rfc8812-5.2-1
fn check_exponent(e: &[u8]) -> Result<(), Error> {
    let fault = |fault| Err(Error::RsaExponent { fault });
    if e.last().is_none_or(|octet| octet & 1 == 0) {
        return fault("is even");
    }
    if e == [1] {
        return fault("is 1, so that every message is its own signature");
    }
    // 2^33 itself is even.
    if bits(e) > 33 {
        return fault(EXPONENT_TOO_LARGE);
    }
    Ok(())
}

pub(super) fn read(members: &KeyMembers<'_, '_>, limits: &Limits) -> Result<Key, Error> {
    let of_public = members.under(Rule::new("RFC 7518", "6.3.1"));
    // rfc7518-6.3.1-1, rfc7518-6.3.1.1-1, rfc7518-6.3.1.2-1
    let public = RsaPublicKey::new(&of_public.octets("n")?, &of_public.octets("e")?, limits)?;
    let private = private::read(members, &public)?.map(PrivateMembers::Rsa);
    Ok(Key::public_or_private(PublicKey::Rsa(public), private))
}
