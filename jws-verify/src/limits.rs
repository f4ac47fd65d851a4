//! How much work a stranger's JWS may cause.

/// Bounds on what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    octets: usize,
    header_octets: usize,
    header_octets_with_x5c: usize,
    depth: usize,
    signatures: usize,
}

impl Limits {
    /// The defaults:
    ///
    /// - a JWS has at most 1 MiB: ML-DSA-87 tokens have 6.5 KiB, signed documents more;
    /// - a header has at most 4 KiB, or 8 KiB with an `x5c` chain: registered parameters need some
    ///   hundred octets, and the header is parsed before anything is verified;
    /// - JSON is nested at most 32 deep;
    /// - a general JWS has at most 16 signatures, each of which may cost
    ///   [`jwks::MAX_CANDIDATES`] verifications.
    pub const DEFAULT: Self = Self {
        octets: 1024 * 1024,
        header_octets: 4 * 1024,
        header_octets_with_x5c: 8 * 1024,
        depth: 32,
        signatures: 16,
    };

    /// The longest JWS, in octets.
    #[must_use]
    pub const fn with_octets(mut self, octets: usize) -> Self {
        self.octets = octets;
        self
    }

    /// The longest header, in octets after decoding: without and with `x5c`.
    #[must_use]
    pub const fn with_header_octets(mut self, without_x5c: usize, with_x5c: usize) -> Self {
        self.header_octets = without_x5c;
        self.header_octets_with_x5c = with_x5c;
        self
    }

    /// The deepest nesting, clamped to 1 to 128.
    #[must_use]
    pub const fn with_depth(mut self, depth: usize) -> Self {
        self.depth = match depth {
            0 => 1,
            1..=128 => depth,
            _ => 128,
        };
        self
    }

    /// The most signatures of a general JWS, clamped to 1 to 256.
    #[must_use]
    pub const fn with_signatures(mut self, signatures: usize) -> Self {
        self.signatures = match signatures {
            0 => 1,
            1..=256 => signatures,
            _ => 256,
        };
        self
    }

    /// The longest JWS, in octets.
    #[must_use]
    pub const fn octets(&self) -> usize {
        self.octets
    }

    /// The longest header without `x5c`, in octets after decoding.
    #[must_use]
    pub const fn header_octets(&self) -> usize {
        self.header_octets
    }

    /// The longest header with `x5c`, in octets after decoding.
    #[must_use]
    pub const fn header_octets_with_x5c(&self) -> usize {
        self.header_octets_with_x5c
    }

    /// The deepest nesting.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// The most signatures.
    #[must_use]
    pub const fn signatures(&self) -> usize {
        self.signatures
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
