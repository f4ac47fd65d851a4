//! Why a request has no access token that could be verified.

use core::fmt;

use jwk_types::Reason;

/// Why a request has no access token that could be verified. Nothing of the request is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialsError {
    /// There is no `Authorization` header, or it is empty or of another scheme than `Bearer` and
    /// `DPoP`: the request is not authenticated, and nothing is wrong with it.
    Absent,
    /// The header is not a scheme, spaces, and one token.
    Malformed,
    /// There is more than one header, or a token in more than one place.
    Repeated,
}

impl CredentialsError {
    /// The HTTP status of the answer: 401 where there are no credentials, 400 where they are wrong in
    /// form ([RFC 6750 §3.1](https://www.rfc-editor.org/rfc/rfc6750#section-3.1)).
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            // rfc6750-3.1-4
            Self::Absent => 401,
            // rfc6750-3.1-1
            Self::Malformed | Self::Repeated => 400,
        }
    }

    /// A stable code, the same in every release.
    #[must_use]
    pub const fn reason(self) -> Reason {
        Reason::Other
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Absent => "the request has no access token in an Authorization header",
            Self::Malformed => "the Authorization header is not a scheme and one access token",
            Self::Repeated => "the request has more than one access token or Authorization header",
        }
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl core::error::Error for CredentialsError {}
