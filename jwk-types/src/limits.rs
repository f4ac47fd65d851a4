//! How much work a stranger's key may cause.

/// Bounds on the keys that are read, as JSON, DER or PEM. Each has a default that real keys fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    octets: usize,
    octets_with_x5c: usize,
    depth: usize,
    rsa_modulus_bits: u32,
}

impl Limits {
    /// The defaults:
    ///
    /// - a key has at most 8 KiB, or 16 KiB as a JWK with an `x5c` chain: the largest registered
    ///   public keys (RSA with 16,384 bits, ML-DSA-87) need 3.6 KiB, a private RSA key of 8,192 bits
    ///   6.3 KiB, and a chain of three certificates 6;
    /// - 32 levels of nesting: registered members need 3;
    /// - RSA moduli of at most 8,192 bits: verification time grows with the square of the size.
    pub const DEFAULT: Self = Self {
        octets: 8 * 1024,
        octets_with_x5c: 16 * 1024,
        depth: 32,
        rsa_modulus_bits: 8192,
    };

    /// The smallest RSA modulus; not adjustable ([RFC 7518 §3.3]).
    ///
    /// [RFC 7518 §3.3]: https://www.rfc-editor.org/rfc/rfc7518#section-3.3
    pub const MIN_RSA_MODULUS_BITS: u32 = 2048;
    /// The largest RSA modulus that [`Limits::with_rsa_modulus_bits`] allows.
    pub const MAX_RSA_MODULUS_BITS: u32 = 16_384;

    /// The longest key, in octets: in DER, in PEM or as a JWK without `x5c`, and as a JWK with `x5c`.
    #[must_use]
    pub const fn with_octets(mut self, without_x5c: usize, with_x5c: usize) -> Self {
        self.octets = without_x5c;
        self.octets_with_x5c = with_x5c;
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

    /// The largest RSA modulus, clamped to 2,048 to 16,384 bits.
    #[must_use]
    pub const fn with_rsa_modulus_bits(mut self, bits: u32) -> Self {
        self.rsa_modulus_bits = if bits < Self::MIN_RSA_MODULUS_BITS {
            Self::MIN_RSA_MODULUS_BITS
        } else if bits > Self::MAX_RSA_MODULUS_BITS {
            Self::MAX_RSA_MODULUS_BITS
        } else {
            bits
        };
        self
    }

    /// The longest key in DER, in PEM or as a JWK without `x5c`, in octets.
    #[must_use]
    pub const fn octets(&self) -> usize {
        self.octets
    }

    /// The longest JWK with `x5c`, in octets.
    #[must_use]
    pub const fn octets_with_x5c(&self) -> usize {
        self.octets_with_x5c
    }

    /// The deepest nesting.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// The largest RSA modulus in bits.
    #[must_use]
    pub const fn rsa_modulus_bits(&self) -> u32 {
        self.rsa_modulus_bits
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
