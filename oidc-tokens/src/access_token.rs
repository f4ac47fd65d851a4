//! Access tokens, as the API sees them ([RFC 9068]).
//!
//! [RFC 9068]: https://www.rfc-editor.org/rfc/rfc9068

mod access;
mod checks;
mod verifier;

use crate::believed::{Believed, believed};
use crate::error::purpose_error;
use crate::replay::{self, ReplayGuard};
use crate::{Error, NumericDate};

pub use self::access::{Access, Presentation};
pub use self::verifier::{AccessTokenVerifier, Profile};

purpose_error! {
    /// Why an access token does not open the API.
    AccessTokenError
}

/// A verified access token: what its holder may do. It says nothing about who is logged in where,
/// and there is no [`Identity`](crate::Identity) in it.
///
/// Only an [`AccessTokenVerifier`] makes one.
#[derive(Clone, Debug)]
pub struct AccessToken {
    believed: Believed,
}

impl AccessToken {
    pub(super) const fn new(believed: Believed) -> Self {
        Self { believed }
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.believed.claims().iss().unwrap_or_default()
    }

    /// The client that the token was issued to; always there in the profile of RFC 9068.
    #[must_use]
    pub fn client_id(&self) -> Option<&str> {
        self.believed.claims().client_id()
    }

    /// On whose behalf the client acts: a user, or the client itself, which
    /// [`AccessToken::is_for_client_itself`] tells apart. Always there in the profile of RFC 9068.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.believed.claims().sub()
    }

    /// Whether `sub` is the client, as in the client credentials grant
    /// ([RFC 9068 §5](https://www.rfc-editor.org/rfc/rfc9068#section-5)). Issuers that give users and
    /// clients the same names cannot be helped.
    #[must_use]
    pub fn is_for_client_itself(&self) -> bool {
        // rfc9068-5-3, rfc9700-4.15-1
        self.subject().is_some() && self.subject() == self.client_id()
    }

    /// The scope values, in the order of the token; each may stand there more than once.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        access::values(self.believed.claims().scope().unwrap_or_default())
    }

    /// Whether the token grants this scope value, compared with regard to case.
    #[must_use]
    pub fn has_scope(&self, value: &str) -> bool {
        self.scopes().any(|scope| scope == value)
    }

    /// When the user logged in.
    #[must_use]
    pub fn auth_time(&self) -> Option<NumericDate> {
        self.believed.claims().auth_time()
    }

    /// How the user logged in, in the issuer's words.
    #[must_use]
    pub fn acr(&self) -> Option<&str> {
        self.believed.claims().acr()
    }

    /// By which means the user logged in.
    pub fn amr(&self) -> impl Iterator<Item = &str> {
        self.believed.claims().amr().into_iter().flatten()
    }

    /// `cnf` as JSON: the key that the sender has to prove
    /// ([RFC 9700 §2.2.1](https://www.rfc-editor.org/rfc/rfc9700#section-2.2.1)).
    #[must_use]
    pub fn confirmation(&self) -> Option<&str> {
        self.believed.claims().cnf()
    }

    /// Refuses a token whose `jti` was seen before, for tokens that are good for one use.
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
