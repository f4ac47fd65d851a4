//! What a key is called, in a log for example.

use alloc::boxed::Box;

use jwk_types::{HashAlgorithm, Jwk, Key, Thumbprint};

/// The names of a key, without the key: computed once for a ring, and shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyIdentity {
    kid: Option<Box<str>>,
    thumbprint: Option<Thumbprint>,
}

impl KeyIdentity {
    /// Of any key.
    #[must_use]
    pub fn of(key: &Jwk) -> Self {
        let thumbprint = match key.key() {
            // It would let others test guesses (rfc7638-7-2).
            Key::Symmetric(_) => None,
            _ => key.thumbprint(HashAlgorithm::Sha256).ok(),
        };
        Self {
            kid: key.kid().map(Box::from),
            thumbprint,
        }
    }

    /// Its `kid`.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Its SHA-256 thumbprint ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)); none for a
    /// secret.
    #[must_use]
    pub const fn thumbprint(&self) -> Option<&Thumbprint> {
        self.thumbprint.as_ref()
    }
}
