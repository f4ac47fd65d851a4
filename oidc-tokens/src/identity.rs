//! Who a user is: an issuer and a subject, and nothing else ([OpenID Connect Core §5.7]).
//!
//! [OpenID Connect Core §5.7]: https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability

use core::fmt;

/// A user at an issuer. Two are equal if both agree, octet for octet; `email` and names change and
/// are given to others.
// oidc-core-5.7-1, oidc-core-5.1-2, oidc-core-8-1
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity<'a> {
    issuer: &'a str,
    subject: &'a str,
}

impl<'a> Identity<'a> {
    /// As it was stored from an earlier [`IdToken`](crate::IdToken).
    #[must_use]
    pub const fn new(issuer: &'a str, subject: &'a str) -> Self {
        Self { issuer, subject }
    }

    /// The issuer.
    #[must_use]
    pub const fn issuer(&self) -> &'a str {
        self.issuer
    }

    /// The subject, which means nothing at another issuer.
    #[must_use]
    pub const fn subject(&self) -> &'a str {
        self.subject
    }
}

impl fmt::Debug for Identity<'_> {
    /// Without the subject, which is personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}
