//! Why a provider did not verify a token.

use std::fmt;
use std::time::Duration;

use jwk_types::{Reason, Rule};
use oidc_tokens::{Fault, TokenError};

use crate::Error;

/// Why a token is not believed: it is wrong, or the keys that it takes are not to be had. `E` is the
/// verifier's own error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError<E> {
    /// The keys are not to be had, or not that of the token.
    Keys(Error),
    /// The token was refused.
    Token(E),
}

impl<E: TokenError> VerifyError<E> {
    /// A stable code, the same in every release.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Keys(error) => error.reason(),
            Self::Token(error) => error.reason(),
        }
    }

    /// The rule that was broken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self {
            Self::Keys(error) => error.rule(),
            Self::Token(error) => error.rule(),
        }
    }

    /// After how long it is worth trying again, where that is known: for `Retry-After` of a 503.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Keys(error) => error.retry_after(),
            Self::Token(_) => None,
        }
    }

    /// Whose fault it is.
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::Keys(error) => error.fault(),
            Self::Token(error) => error.fault(),
        }
    }
}

impl<E: fmt::Display> fmt::Display for VerifyError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(error) => error.fmt(f),
            Self::Token(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for VerifyError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Keys(error) => error.source(),
            Self::Token(error) => error.source(),
        }
    }
}
