//! The login that a refreshed ID token continues.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use crate::NumericDate;
use crate::claims::Claims;

/// What is kept of the first ID token of a login, to compare those of refreshes with
/// ([OpenID Connect Core §12.2]).
///
/// [OpenID Connect Core §12.2]: https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse
#[derive(Clone, PartialEq, Eq)]
pub struct Original {
    pub(super) issuer: Option<Box<str>>,
    pub(super) subject: Box<str>,
    pub(super) audience: Option<Vec<Box<str>>>,
    pub(super) auth_time: Option<NumericDate>,
    pub(super) issued_at: Option<NumericDate>,
    pub(super) nonce: Option<Box<str>>,
}

impl Original {
    /// From what was stored: at least the subject. What is not stated is not
    /// compared, but for the nonce: a token that has one is refused unless it is stated here.
    #[must_use]
    pub fn new(subject: impl Into<Box<str>>) -> Self {
        Self {
            issuer: None,
            subject: subject.into(),
            audience: None,
            auth_time: None,
            issued_at: None,
            nonce: None,
        }
    }

    pub(super) fn of(claims: Claims<'_>) -> Self {
        Self {
            issuer: claims.iss().map(Box::from),
            subject: claims.sub().unwrap_or_default().into(),
            audience: claims.aud().map(|all| all.map(Box::from).collect()),
            auth_time: claims.auth_time(),
            issued_at: claims.iat(),
            nonce: claims.nonce().map(Box::from),
        }
    }

    /// The issuer. Store it with the subject, which means nothing without it.
    #[must_use]
    pub fn with_issuer(mut self, issuer: impl Into<Box<str>>) -> Self {
        self.issuer = Some(issuer.into());
        self
    }

    /// The audiences, in any order.
    #[must_use]
    pub fn with_audience<'n>(mut self, audience: impl IntoIterator<Item = &'n str>) -> Self {
        self.audience = Some(audience.into_iter().map(Box::from).collect());
        self
    }

    /// When the user logged in.
    #[must_use]
    pub const fn with_auth_time(mut self, auth_time: NumericDate) -> Self {
        self.auth_time = Some(auth_time);
        self
    }

    /// When the first token was issued: a refreshed one is not older.
    #[must_use]
    pub const fn with_issued_at(mut self, issued_at: NumericDate) -> Self {
        self.issued_at = Some(issued_at);
        self
    }

    /// The nonce, which a refreshed token may repeat.
    #[must_use]
    pub fn with_nonce(mut self, nonce: impl Into<Box<str>>) -> Self {
        self.nonce = Some(nonce.into());
        self
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The audiences, if they are known.
    #[must_use]
    pub fn audience(&self) -> Option<impl Iterator<Item = &str>> {
        Some(self.audience.as_ref()?.iter().map(|name| &**name))
    }

    /// When the user logged in, if it is known.
    #[must_use]
    pub const fn auth_time(&self) -> Option<NumericDate> {
        self.auth_time
    }

    /// The nonce, if there was one.
    #[must_use]
    pub fn nonce(&self) -> Option<&str> {
        self.nonce.as_deref()
    }
}

impl fmt::Debug for Original {
    /// Without subject and nonce.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Original")
            .field("audience", &self.audience)
            .field("auth_time", &self.auth_time)
            .finish_non_exhaustive()
    }
}
