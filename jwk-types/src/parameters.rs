//! `use` and `key_ops` ([RFC 7517 §4.2], [RFC 7517 §4.3]).
//!
//! [RFC 7517 §4.2]: https://www.rfc-editor.org/rfc/rfc7517#section-4.2
//! [RFC 7517 §4.3]: https://www.rfc-editor.org/rfc/rfc7517#section-4.3

use alloc::boxed::Box;
use core::fmt;

/// What a public key is for: the JWK member `use`. Compared with regard to case; values beyond the
/// registered two are legal and kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyUse {
    /// `sig`
    Signature,
    /// `enc`
    Encryption,
    /// Any other value.
    Other(Box<str>),
}

impl KeyUse {
    /// The value of the member as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Signature => "sig",
            Self::Encryption => "enc",
            Self::Other(value) => value,
        }
    }
}

impl From<&str> for KeyUse {
    fn from(value: &str) -> Self {
        match value {
            "sig" => Self::Signature,
            "enc" => Self::Encryption,
            other => Self::Other(other.into()),
        }
    }
}

impl fmt::Display for KeyUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One value of the JWK member `key_ops`. Values beyond the registered eight are legal and kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyOperation {
    /// `sign`
    Sign,
    /// `verify`
    Verify,
    /// `encrypt`
    Encrypt,
    /// `decrypt`
    Decrypt,
    /// `wrapKey`
    WrapKey,
    /// `unwrapKey`
    UnwrapKey,
    /// `deriveKey`
    DeriveKey,
    /// `deriveBits`
    DeriveBits,
    /// Any other value.
    Other(Box<str>),
}

impl KeyOperation {
    /// The value as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sign => "sign",
            Self::Verify => "verify",
            Self::Encrypt => "encrypt",
            Self::Decrypt => "decrypt",
            Self::WrapKey => "wrapKey",
            Self::UnwrapKey => "unwrapKey",
            Self::DeriveKey => "deriveKey",
            Self::DeriveBits => "deriveBits",
            Self::Other(value) => value,
        }
    }

    /// The `use` that this operation belongs to, where the registry settles it.
    #[must_use]
    pub const fn key_use(&self) -> Option<KeyUse> {
        match self {
            Self::Sign | Self::Verify => Some(KeyUse::Signature),
            Self::Encrypt
            | Self::Decrypt
            | Self::WrapKey
            | Self::UnwrapKey
            | Self::DeriveKey
            | Self::DeriveBits => Some(KeyUse::Encryption),
            Self::Other(_) => None,
        }
    }
}

impl From<&str> for KeyOperation {
    fn from(value: &str) -> Self {
        match value {
            "sign" => Self::Sign,
            "verify" => Self::Verify,
            "encrypt" => Self::Encrypt,
            "decrypt" => Self::Decrypt,
            "wrapKey" => Self::WrapKey,
            "unwrapKey" => Self::UnwrapKey,
            "deriveKey" => Self::DeriveKey,
            "deriveBits" => Self::DeriveBits,
            other => Self::Other(other.into()),
        }
    }
}

impl fmt::Display for KeyOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
