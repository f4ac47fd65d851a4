//! UserInfo responses ([OpenID Connect Core §5.3]).
//!
//! [OpenID Connect Core §5.3]: https://openid.net/specs/openid-connect-core-1_0.html#UserInfo

mod checks;
mod plain;
mod response;
mod verifier;

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use crate::believed::Believed;
use crate::error::purpose_error;
use crate::{Identity, Provenance, StandardClaims};

pub use self::response::UserInfoResponse;
pub use self::verifier::UserInfoVerifier;

purpose_error! {
    /// Why nothing of a UserInfo response is used.
    UserInfoError
}

/// What the issuer says about a user who logged in: it is about the `sub` of the ID token.
///
/// Only a [`UserInfoVerifier`] makes one.
#[derive(Clone)]
pub struct UserInfo {
    issuer: Box<str>,
    subject: Box<str>,
    json: String,
    provenance: Option<Provenance>,
}

impl UserInfo {
    fn signed(believed: &Believed) -> Self {
        let claims = believed.claims();
        Self {
            issuer: claims.iss().unwrap_or_default().into(),
            subject: claims.sub().unwrap_or_default().into(),
            json: believed.json().into(),
            provenance: Some(believed.provenance().clone()),
        }
    }

    fn plain(user: Identity<'_>, json: &str) -> Self {
        Self {
            issuer: user.issuer().into(),
            subject: user.subject().into(),
            json: json.into(),
            provenance: None,
        }
    }

    /// The user.
    #[must_use]
    pub fn identity(&self) -> Identity<'_> {
        Identity::new(&self.issuer, &self.subject)
    }

    /// What the user is called and how to reach them, typed. A value that is null or the empty string
    /// counts as absent
    /// ([§5.3.2](https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse)).
    #[must_use]
    pub fn standard_claims(&self) -> StandardClaims<'_> {
        StandardClaims::of_userinfo(&self.json)
    }

    /// The claims as they were received: a JSON object without repeated members.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The claims as a type of the caller's.
    ///
    /// # Errors
    ///
    /// [`Error::Deserialize`](crate::Error::Deserialize), without the values.
    #[cfg(feature = "serde")]
    pub fn claims<'de, T: serde::Deserialize<'de>>(&'de self) -> Result<T, crate::Error> {
        crate::custom::read(&self.json)
    }

    /// How it was verified, if it was signed.
    #[must_use]
    pub const fn provenance(&self) -> Option<&Provenance> {
        self.provenance.as_ref()
    }
}

impl fmt::Debug for UserInfo {
    /// Without the claims: they are about a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserInfo")
            .field("issuer", &self.issuer)
            .field("provenance", &self.provenance)
            .finish_non_exhaustive()
    }
}
