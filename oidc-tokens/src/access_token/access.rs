//! What a request to an API needs, and how its token was presented.

use core::time::Duration;

/// What one request needs of the token that came with it.
#[derive(Clone, Copy)]
pub struct Access<'a> {
    /// None where any will do.
    pub(super) scopes: Option<&'a [&'a str]>,
    pub(super) presentation: Presentation<'a>,
    pub(super) max_age: Option<Duration>,
    pub(super) acr_values: Option<&'a [&'a str]>,
}

/// How a token was presented, and what the sender proved with it
/// ([RFC 9700 §2.2.1](https://www.rfc-editor.org/rfc/rfc9700#section-2.2.1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presentation<'a> {
    /// `Authorization: Bearer`: whoever holds it may use it. A token that is bound to a key is
    /// refused.
    Bearer,
    /// Over mutual TLS; the SHA-256 thumbprint of the client's certificate, in base64url, has to be
    /// that of the token.
    Certificate {
        /// `x5t#S256` of the certificate that the client showed.
        x5t_s256: &'a str,
    },
    /// `Authorization: DPoP` with a proof, which the caller has verified; the token has to be bound to
    /// the key of the proof.
    Dpop {
        /// The SHA-256 thumbprint of the key of the proof, in base64url.
        jkt: &'a str,
    },
    /// The caller compares [`AccessToken::confirmation`](super::AccessToken::confirmation) itself.
    CheckedByCaller,
}

impl<'a> Access<'a> {
    /// A token that grants all of `scopes`, each compared with regard to case, sent as a bearer token.
    /// An empty list does not mean "any": a token that is good otherwise is refused, as a fault of
    /// this side.
    #[must_use]
    pub const fn with_scopes(scopes: &'a [&'a str]) -> Self {
        Self::new(Some(scopes))
    }

    /// Any good token, whatever it grants: the caller looks at
    /// [`AccessToken::scopes`](super::AccessToken::scopes) or needs none.
    #[must_use]
    pub const fn without_scope() -> Self {
        Self::new(None)
    }

    const fn new(scopes: Option<&'a [&'a str]>) -> Self {
        Self {
            scopes,
            presentation: Presentation::Bearer,
            max_age: None,
            acr_values: None,
        }
    }

    /// How the token was presented; as a bearer token without this.
    #[must_use]
    pub const fn presented_by(mut self, presentation: Presentation<'a>) -> Self {
        self.presentation = presentation;
        self
    }

    /// The user's login is no longer ago than this, by `auth_time`.
    #[must_use]
    pub const fn with_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// The user logged in in one of these ways, by `acr`. An empty list refuses every token.
    #[must_use]
    pub const fn with_acr_values(mut self, acr_values: &'a [&'a str]) -> Self {
        self.acr_values = Some(acr_values);
        self
    }
}

/// The values of a `scope` claim ([RFC 6749 §3.3](https://www.rfc-editor.org/rfc/rfc6749#section-3.3)):
/// split at spaces and at nothing else.
pub(super) fn values(scope: &str) -> impl Iterator<Item = &str> {
    // oidc-core-14-4, rfc6750-3-4, rfc9068-2.2.3-1
    let mut rest = Some(scope);
    let values = core::iter::from_fn(move || {
        let octets = rest?.as_bytes();
        let space = octets.iter().position(|octet| *octet == b' ');
        let (value, behind) = match space {
            Some(space) => rest?.split_at_checked(space)?,
            None => (rest?, ""),
        };
        rest = behind.get(1..);
        Some(value)
    });
    values.filter(|value| !value.is_empty())
}

impl core::fmt::Debug for Access<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Access")
            .field("scopes", &self.scopes)
            .field("presentation", &self.presentation)
            .field("max_age", &self.max_age)
            .field("acr_values", &self.acr_values)
            .finish()
    }
}
