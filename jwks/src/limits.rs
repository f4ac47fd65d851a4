//! How much work a stranger's key set may cause.

/// Bounds on what [`JwkSet::parse`](crate::JwkSet::parse) accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    octets: usize,
    keys: usize,
    key: jwk_types::Limits,
}

impl Limits {
    /// The defaults:
    ///
    /// - a set has at most 256 KiB: real ones have up to 32, with chains and in mid-rotation;
    /// - and at most 1,000 keys, which Microsoft's largest sets approach;
    /// - each key within [`jwk_types::Limits::DEFAULT`].
    pub const DEFAULT: Self = Self {
        octets: 256 * 1024,
        keys: 1000,
        key: jwk_types::Limits::DEFAULT,
    };

    /// The most keys that [`Limits::with_keys`] allows.
    pub const MAX_KEYS: usize = 10_000;

    /// The longest set, in octets.
    #[must_use]
    pub const fn with_octets(mut self, octets: usize) -> Self {
        self.octets = octets;
        self
    }

    /// The most keys, clamped to 1 to 10,000.
    #[must_use]
    pub const fn with_keys(mut self, keys: usize) -> Self {
        self.keys = match keys {
            0 => 1,
            1..=Self::MAX_KEYS => keys,
            _ => Self::MAX_KEYS,
        };
        self
    }

    /// The limits of each key.
    #[must_use]
    pub const fn with_key(mut self, key: jwk_types::Limits) -> Self {
        self.key = key;
        self
    }

    /// The longest set, in octets.
    #[must_use]
    pub const fn octets(&self) -> usize {
        self.octets
    }

    /// The most keys.
    #[must_use]
    pub const fn keys(&self) -> usize {
        self.keys
    }

    /// The limits of each key.
    #[must_use]
    pub const fn key(&self) -> &jwk_types::Limits {
        &self.key
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
