//! The configuration of an API.

use alloc::boxed::Box;

use jws_verify::Algorithms;

use super::checks::{AccessTokens, Question};
use super::{Access, AccessToken, AccessTokenError};
use crate::Error;
use crate::check::entry_points;
use crate::settings::{Settings, common_settings, not_empty};

/// Verifies the access tokens that one authorization server makes for one API
/// ([RFC 9068 §4](https://www.rfc-editor.org/rfc/rfc9068#section-4)).
#[derive(Clone, Debug)]
pub struct AccessTokenVerifier {
    pub(super) settings: Settings,
    pub(super) audience: Box<str>,
    pub(super) profile: Profile,
}

/// Which form access tokens have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Profile {
    /// `typ` is `at+jwt`, and `iss`, `exp`, `aud`, `sub`, `client_id`, `iat` and `jti` are there.
    #[default]
    Rfc9068,
    /// For issuers that know no `at+jwt`. `typ` says nothing, so a token has to have `client_id` or
    /// `scope`, as an ID token has not, and must have nothing that an ID token, a logout token, a
    /// proof or a request has: `nonce`, `at_hash`, `c_hash`, `s_hash`, `events`, `htm`, `htu`,
    /// `response_type`, `redirect_uri`. Where an issuer makes ID tokens with `client_id` or `scope` in
    /// them and without `nonce`, for audiences that are APIs, nobody can tell the two apart.
    Plain,
}

impl AccessTokenVerifier {
    /// For the API that `issuer` calls `audience`; both are compared octet for octet. The audience
    /// should be a URL that no other API has, never a client.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where either is empty.
    pub fn new(issuer: impl Into<Box<str>>, audience: impl Into<Box<str>>) -> Result<Self, Error> {
        let issuer = not_empty(issuer, "the issuer is empty")?;
        Ok(Self {
            settings: Settings::new(Some(issuer), Algorithms::asymmetric()),
            audience: not_empty(audience, "the audience is empty")?,
            profile: Profile::default(),
        })
    }

    common_settings!(
        "[`Algorithms::asymmetric`](jws_verify::Algorithms::asymmetric): no MAC ([RFC 9068 §2.1](https://www.rfc-editor.org/rfc/rfc9068#section-2.1))."
    );

    /// Another form than that of RFC 9068.
    #[must_use]
    pub const fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.settings.issuer().unwrap_or_default()
    }

    /// The audience.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.audience
    }

    entry_points!(AccessTokens, AccessToken, AccessTokenError, access: &Access<'_>);

    const fn question<'q>(&'q self, access: &'q Access<'q>) -> Question<'q> {
        Question {
            verifier: self,
            access,
        }
    }
}
