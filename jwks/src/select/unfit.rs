//! Why a key is passed over.

use core::fmt;

use jwk_types::{Reason, Rule};

/// Why a key is not used for a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unfit {
    /// The key's own `alg` is another one.
    Algorithm,
    /// `key_ops` is there and lacks `verify`.
    KeyOps,
    /// The key's type or curve does not go with the algorithm.
    KeyType,
    /// `use` is there and is not `sig`.
    Use,
}

impl Unfit {
    /// A stable code.
    #[must_use]
    pub const fn reason(self) -> Reason {
        match self {
            Self::Algorithm | Self::KeyType => Reason::AlgorithmMismatch,
            Self::KeyOps | Self::Use => Reason::KeyUseMismatch,
        }
    }

    /// The rule that bars the key.
    #[must_use]
    pub const fn rule(self) -> Rule {
        match self {
            Self::Algorithm => Rule::new("RFC 7517", "4.4"),
            Self::KeyOps => Rule::new("RFC 7517", "4.3"),
            Self::KeyType => Rule::new("RFC 7518", "3.1"),
            Self::Use => Rule::new("RFC 7517", "4.2"),
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Algorithm => "the key's own alg is another",
            Self::KeyOps => "the key's key_ops lacks verify",
            Self::KeyType => "the key's type or curve does not go with the algorithm",
            Self::Use => "the key's use is not sig",
        })
    }
}
