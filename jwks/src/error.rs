//! Why a set was refused as a whole.

#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use core::fmt;

use jwk_types::{Quoted, Reason, Rule};

/// Why a JWK Set was not accepted, or not published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text is not JSON that everybody reads alike, or too large.
    Document(jwk_types::Error),
    /// A key cannot be used, and reading is strict.
    Key {
        /// Its position in `keys`.
        index: usize,
        /// What is wrong with it.
        error: jwk_types::Error,
    },
    /// `keys` is not an array ([RFC 7517 §5.1](https://www.rfc-editor.org/rfc/rfc7517#section-5.1)).
    KeysNotAnArray {
        /// What it is.
        found: &'static str,
    },
    /// There is no member `keys` ([RFC 7517 §5](https://www.rfc-editor.org/rfc/rfc7517#section-5)).
    MissingKeys,
    /// The set is not a JSON object ([RFC 7517 §5](https://www.rfc-editor.org/rfc/rfc7517#section-5)).
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// Two keys of one type have the same `kid` ([RFC 7517 §4.5](https://www.rfc-editor.org/rfc/rfc7517#section-4.5)).
    RepeatedKid {
        /// The `kid`.
        kid: Box<str>,
    },
    /// A symmetric key, of which nothing is public, was to be published
    /// ([RFC 7517 §9.2](https://www.rfc-editor.org/rfc/rfc7517#section-9.2)).
    SymmetricKey {
        /// Its position in [`JwkSet::keys`](crate::JwkSet::keys).
        position: usize,
    },
    /// More keys than the limit.
    TooManyKeys {
        /// The limit.
        limit: usize,
    },
}

impl Error {
    /// A stable code, the same in every release.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        match self {
            Self::Document(error) | Self::Key { error, .. } => error.reason(),
            Self::KeysNotAnArray { .. }
            | Self::MissingKeys
            | Self::NotAnObject { .. }
            | Self::RepeatedKid { .. }
            | Self::SymmetricKey { .. } => Reason::MalformedJwkSet,
            Self::TooManyKeys { .. } => Reason::TooLarge,
        }
    }

    /// The rule that was broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Document(error) | Self::Key { error, .. } => error.rule(),
            Self::KeysNotAnArray { .. } => Rule::new("RFC 7517", "5.1"),
            Self::MissingKeys | Self::NotAnObject { .. } => Rule::new("RFC 7517", "5"),
            Self::RepeatedKid { .. } => Rule::new("RFC 7517", "4.5"),
            Self::SymmetricKey { .. } => Rule::new("RFC 7517", "9.2"),
            Self::TooManyKeys { .. } => Rule::new("policy", "keys in a set"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // These print their rule themselves.
            Self::Document(error) => return write!(f, "JWK Set: {error}"),
            Self::Key { index, error } => return write!(f, "keys[{index}]: {error}"),
            Self::KeysNotAnArray { found } => {
                write!(f, "member keys: expected an array, found {found}")?;
            }
            Self::MissingKeys => f.write_str("member keys is missing")?,
            Self::NotAnObject { found } => {
                write!(f, "JWK Set: expected an object, found {found}")?;
            }
            Self::RepeatedKid { kid } => {
                write!(f, "two keys of one type have kid {}", Quoted::new(kid))?;
            }
            Self::SymmetricKey { position } => {
                write!(f, "key {position} is symmetric and cannot be published")?;
            }
            Self::TooManyKeys { limit } => write!(f, "more than {limit} keys")?,
        }
        write!(f, " [{}]", self.rule())
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Document(error) | Self::Key { error, .. } => Some(error),
            _ => None,
        }
    }
}
