//! Symmetric keys ([RFC 7518 §6.4]).
//!
//! [RFC 7518 §6.4]: https://www.rfc-editor.org/rfc/rfc7518#section-6.4

use alloc::vec::Vec;
use core::fmt;

use der::Decode;
use pkcs1::RsaPublicKeyRef;
use spki::SubjectPublicKeyInfoRef;

use super::members::KeyMembers;
use super::{Key, write_secret};
use crate::der_key::certificate::Certificate;
use crate::json::Document;
use crate::secret::SecretOctets;
use crate::{Error, Limits, Rule};

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
    /// public key or certificate in DER, an OpenSSH public key, or the JSON text of a JWK or a JWK
    /// Set: using a public key as a MAC key is how algorithm confusion works ([RFC 8725 §2.1]).
    ///
    /// [RFC 8725 §2.1]: https://www.rfc-editor.org/rfc/rfc8725#section-2.1
    pub fn new(octets: Vec<u8>) -> Result<Self, Error> {
        Self::from_secret(SecretOctets::new(octets))
    }

    fn from_secret(k: SecretOctets) -> Result<Self, Error> {
        if k.is_empty() {
            return Err(Error::EmptySecret);
        }
        if is_asymmetric_key(k.expose_secret()) {
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

/// A second line of defence: the type system already keeps public keys out of MACs.
fn is_asymmetric_key(octets: &[u8]) -> bool {
    // White space and a byte order mark before a text change nothing about what it is.
    let text = octets.trim_ascii_start();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    octets.windows(11).any(|window| window == b"-----BEGIN ")
        || OPENSSH.iter().any(|name| text.starts_with(name))
        || SubjectPublicKeyInfoRef::from_der(octets).is_ok()
        || RsaPublicKeyRef::from_der(octets).is_ok()
        || Certificate::read(octets).is_ok()
        || is_jwk(text)
}

/// What lines of OpenSSH public keys start with.
const OPENSSH: [&[u8]; 4] = [b"ssh-rsa ", b"ssh-ed25519 ", b"ssh-ed448 ", b"ecdsa-sha2-"];

fn is_jwk(text: &[u8]) -> bool {
    let depth = Limits::DEFAULT.depth();
    Document::parse(text, "symmetric key", text.len(), depth).is_ok_and(|document| {
        let object = document.root().as_object();
        object.is_some_and(|object| object.get("kty").is_some() || object.get("keys").is_some())
    })
}

pub(super) fn read(members: &KeyMembers<'_, '_>) -> Result<Key, Error> {
    // rfc7518-6.4.1-1
    let k = members.under(Rule::new("RFC 7518", "6.4.1")).secret("k")?;
    Ok(Key::Symmetric(SymmetricKey::from_secret(k)?))
}
