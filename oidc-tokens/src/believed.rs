//! What may be believed: claims of which the signature holds and every check passed.

use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use jwk_types::Thumbprint;
use jws_verify::{Algorithm, Header, HoldingKey, KeyIdentity};

use crate::NumericDate;
use crate::claims::{Claims, Registered};
use crate::presented::Signed;

/// The claims of a verified token, and how they were verified.
// rfc7519-11.1-1, rfc9700-4.5.3.2-2: made where every check has passed, and nowhere else.
#[derive(Clone)]
pub(crate) struct Believed {
    json: String,
    registered: Registered,
    provenance: Provenance,
}

/// How a token was verified: what to write into a log beside it.
#[derive(Clone, Debug)]
pub struct Provenance {
    algorithm: &'static Algorithm,
    key: Arc<KeyIdentity>,
    header: Header,
    verified_at: NumericDate,
}

impl Believed {
    #[inline]
    pub(crate) fn new(json: String, signed: Signed) -> Self {
        let Signed {
            registered,
            provenance,
        } = signed;
        Self {
            json,
            registered,
            provenance,
        }
    }

    pub(crate) fn json(&self) -> &str {
        &self.json
    }

    pub(crate) fn claims(&self) -> Claims<'_> {
        Claims::new(&self.json, &self.registered)
    }

    pub(crate) const fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

impl Provenance {
    pub(crate) fn new(held: &HoldingKey<'_>, header: &Header, verified_at: NumericDate) -> Self {
        Self {
            algorithm: held.algorithm(),
            key: Arc::clone(held.identity()),
            header: header.clone(),
            verified_at,
        }
    }

    /// The algorithm of the signature.
    #[must_use]
    pub const fn algorithm(&self) -> &'static Algorithm {
        self.algorithm
    }

    /// The `kid` of the key that verified it.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.key.kid()
    }

    /// The SHA-256 thumbprint of the key that verified it
    /// ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)); none for a secret.
    #[must_use]
    pub fn key(&self) -> Option<&Thumbprint> {
        self.key.thumbprint()
    }

    /// The `typ` of the token.
    #[must_use]
    pub fn typ(&self) -> Option<&str> {
        self.header.typ()
    }

    /// The time for which it was verified.
    #[must_use]
    pub const fn verified_at(&self) -> NumericDate {
        self.verified_at
    }
}

impl fmt::Debug for Believed {
    /// rfc7519-12-1: without the claims, for they are about a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Believed")
            .field("issuer", &self.claims().iss())
            .field("provenance", &self.provenance)
            .finish_non_exhaustive()
    }
}

/// What every verified token offers; each kind adds its own.
macro_rules! believed {
    () => {
        /// When it expires.
        #[must_use]
        pub fn expires_at(&self) -> Option<crate::NumericDate> {
            self.believed.claims().exp()
        }

        /// When it was issued.
        #[must_use]
        pub fn issued_at(&self) -> Option<crate::NumericDate> {
            self.believed.claims().iat()
        }

        /// `jti`.
        #[must_use]
        pub fn token_id(&self) -> Option<&str> {
            self.believed.claims().jti()
        }

        /// The audiences, in the order of the token.
        pub fn audiences(&self) -> impl Iterator<Item = &str> {
            self.believed.claims().aud().into_iter().flatten()
        }

        /// The claims as they were signed: a JSON object without repeated members.
        #[must_use]
        pub fn json(&self) -> &str {
            self.believed.json()
        }

        /// The claims as a type of the caller's, read from the octets that were signed.
        ///
        /// # Errors
        ///
        /// [`Error::Deserialize`](crate::Error::Deserialize), without the values.
        #[cfg(feature = "serde")]
        pub fn claims<'de, T: serde::Deserialize<'de>>(&'de self) -> Result<T, crate::Error> {
            crate::custom::read(self.believed.json())
        }

        /// How it was verified.
        #[must_use]
        pub const fn provenance(&self) -> &crate::Provenance {
            self.believed.provenance()
        }
    };
}
pub(crate) use believed;
