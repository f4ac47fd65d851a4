//! Any other JWT, for purposes of the caller's own ([RFC 7519]).
//!
//! [RFC 7519]: https://www.rfc-editor.org/rfc/rfc7519

mod checks;
mod verifier;

use crate::Error;
use crate::believed::{Believed, believed};
use crate::error::purpose_error;
use crate::replay::{self, ReplayGuard};

pub use self::verifier::{ExpectedAudience, ExpectedIssuer, JwtVerifier};

purpose_error! {
    /// Why a JWT is not believed.
    JwtError
}

/// A verified JWT. What it may be used for is what the caller stated to its verifier: it is no ID
/// token and no access token.
///
/// Only a [`JwtVerifier`] makes one.
#[derive(Clone, Debug)]
pub struct Jwt {
    believed: Believed,
}

impl Jwt {
    pub(super) const fn new(believed: Believed) -> Self {
        Self { believed }
    }

    /// `iss`.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.believed.claims().iss()
    }

    /// `sub`.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.believed.claims().sub()
    }

    /// `nbf`.
    #[must_use]
    pub fn not_before(&self) -> Option<crate::NumericDate> {
        self.believed.claims().nbf()
    }

    /// Refuses a token whose `jti` was seen before.
    ///
    /// # Errors
    ///
    /// [`Error::Replayed`], and [`Error::Missing`] for a token without `jti`.
    pub fn refuse_replay(&self, guard: &(impl ReplayGuard + ?Sized)) -> Result<(), Error> {
        let claims = self.believed.claims();
        let until = claims.exp();
        replay::refuse(guard, claims.iss(), "jti", claims.jti(), until)
    }

    believed!();
}
