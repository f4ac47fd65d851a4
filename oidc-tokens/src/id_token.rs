//! ID tokens: who logged in ([OpenID Connect Core §2]).
//!
//! [OpenID Connect Core §2]: https://openid.net/specs/openid-connect-core-1_0.html#IDToken

mod checks;
mod login;
mod original;
mod verifier;

use crate::believed::{Believed, believed};
use crate::error::purpose_error;
use crate::replay::{self, ReplayGuard};
use crate::{Error, Identity, NumericDate, StandardClaims};

pub use self::login::{Login, Nonce, StateHash};
pub use self::original::Original;
pub use self::verifier::IdTokenVerifier;

purpose_error! {
    /// Why an ID token is not believed.
    IdTokenError
}

/// A verified ID token: it says who logged in, and opens nothing.
///
/// Only an [`IdTokenVerifier`] makes one.
#[derive(Clone, Debug)]
pub struct IdToken {
    believed: Believed,
}

impl IdToken {
    pub(super) const fn new(believed: Believed) -> Self {
        Self { believed }
    }

    /// Who logged in: the one thing to know a user by.
    #[must_use]
    pub fn identity(&self) -> Identity<'_> {
        Identity::new(self.issuer(), self.subject())
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.believed.claims().iss().unwrap_or_default()
    }

    /// `sub`, which identifies nobody without the issuer: see [`IdToken::identity`].
    #[must_use]
    pub fn subject(&self) -> &str {
        self.believed.claims().sub().unwrap_or_default()
    }

    /// `azp`: the client, where it is there at all.
    #[must_use]
    pub fn authorized_party(&self) -> Option<&str> {
        self.believed.claims().azp()
    }

    /// When the user logged in.
    #[must_use]
    pub fn auth_time(&self) -> Option<NumericDate> {
        self.believed.claims().auth_time()
    }

    /// How the user logged in, in the issuer's words. `0` is not to open anything of value
    /// ([OpenID Connect Core §2](https://openid.net/specs/openid-connect-core-1_0.html#IDToken)).
    #[must_use]
    pub fn acr(&self) -> Option<&str> {
        // oidc-core-2-18
        self.believed.claims().acr()
    }

    /// By which means the user logged in.
    pub fn amr(&self) -> impl Iterator<Item = &str> {
        self.believed.claims().amr().into_iter().flatten()
    }

    /// `sid`: the session at the issuer, for [logout](crate::LogoutTokenVerifier).
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.believed.claims().sid()
    }

    /// What the user is called and how to reach them, typed.
    #[must_use]
    pub fn standard_claims(&self) -> StandardClaims<'_> {
        StandardClaims::of_token(self.believed.json())
    }

    /// What a refreshed ID token has to agree with, to be kept.
    #[must_use]
    pub fn original(&self) -> Original {
        Original::of(self.believed.claims())
    }

    /// Refuses a token whose `nonce` was seen before.
    ///
    /// # Errors
    ///
    /// [`Error::Replayed`], and [`Error::Missing`] for a token without `nonce`.
    pub fn refuse_replay(&self, guard: &(impl ReplayGuard + ?Sized)) -> Result<(), Error> {
        let claims = self.believed.claims();
        let until = claims.exp();
        replay::refuse(guard, claims.iss(), "nonce", claims.nonce(), until)
    }

    believed!();
}
