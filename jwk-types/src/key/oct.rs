//! Symmetric keys ([RFC 7518 §6.4]).
//!
//! [RFC 7518 §6.4]: https://www.rfc-editor.org/rfc/rfc7518#section-6.4

mod public;

use alloc::vec::Vec;
use core::fmt;

use super::members::KeyMembers;
use super::{Key, write_secret};
use crate::secret::SecretOctets;
use crate::{Error, Rule};

/// A symmetric key: whoever can verify with it can also sign with it.
#[derive(Clone)]
pub struct SymmetricKey {
    k: SecretOctets,
}

impl SymmetricKey {
    /// A key of these octets, taken as they are: no text form is looked for in them.
    ///
    /// # Errors
    ///
    /// [`Error::EmptySecret`], and [`Error::PublicKeyAsSecret`] where the octets hold PEM, or are a
    /// public key or certificate in DER, an OpenSSH public key, or the JSON text of a JWK, of several
    /// or of a JWK Set, also where that is encoded in base64 or hexadecimal or has white space, zero
    /// octets or a byte order mark around it: using a public key as a MAC key is how algorithm
    /// confusion works ([RFC 8725 §2.1]). Other forms of public keys are not recognised.
    ///
    /// [RFC 8725 §2.1]: https://www.rfc-editor.org/rfc/rfc8725#section-2.1
    pub fn new(octets: Vec<u8>) -> Result<Self, Error> {
        Self::from_secret(SecretOctets::new(octets))
    }

    fn from_secret(k: SecretOctets) -> Result<Self, Error> {
        if k.is_empty() {
            return Err(Error::EmptySecret);
        }
        if public::is_public_key(k.expose_secret()) {
            return Err(Error::PublicKeyAsSecret);
        }
        Ok(Self { k })
    }

    /// The octets.
    #[must_use]
    pub const fn k(&self) -> &SecretOctets {
        &self.k
    }

    pub(super) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        write_secret(each, "k", &self.k);
    }
}

impl fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SymmetricKey(<redacted>)")
    }
}

pub(super) fn read(members: &KeyMembers<'_, '_>) -> Result<Key, Error> {
    // rfc7518-6.4.1-1
    let k = members.under(Rule::new("RFC 7518", "6.4.1")).secret("k")?;
    Ok(Key::Symmetric(SymmetricKey::from_secret(k)?))
}
