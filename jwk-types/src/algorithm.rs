//! The registered `alg` names and the keys that each one fits ([RFC 7518 §3.1], [RFC 7518 §4.1],
//! [RFC 8037 §3], [RFC 8812 §3], [RFC 9864 §2], [RFC 9964 §3]).
//!
//! This is the one table: a JWK's own `alg` is checked against it when the key is read, and
//! `jws-verify` asks it again whenever a key is used.
//!
//! [RFC 7518 §3.1]: https://www.rfc-editor.org/rfc/rfc7518#section-3.1
//! [RFC 7518 §4.1]: https://www.rfc-editor.org/rfc/rfc7518#section-4.1
//! [RFC 8037 §3]: https://www.rfc-editor.org/rfc/rfc8037#section-3
//! [RFC 8812 §3]: https://www.rfc-editor.org/rfc/rfc8812#section-3
//! [RFC 9864 §2]: https://www.rfc-editor.org/rfc/rfc9864#section-2
//! [RFC 9964 §3]: https://www.rfc-editor.org/rfc/rfc9964#section-3

mod fit;

use core::fmt;

pub(crate) use self::fit::check;
use crate::{EcCurve, KeyShape, OkpCurve};

/// What a key must be to go with an algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyRequirement {
    /// `kty` `RSA`.
    Rsa,
    /// `kty` `EC` on one curve.
    Ec(EcCurve),
    /// `kty` `OKP` of one of these subtypes.
    Okp(&'static [OkpCurve]),
    /// `kty` `oct`.
    Oct,
    /// `kty` `AKP` whose `alg` is this one.
    Akp,
    /// ECDH: `EC` on a NIST curve, or `OKP` with a Montgomery curve.
    Agreement,
}

/// One row of the "JSON Web Signature and Encryption Algorithms" registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisteredAlgorithm {
    /// The `alg` value.
    pub name: &'static str,
    /// The keys it goes with.
    pub key: KeyRequirement,
    /// Whether it signs; the others encrypt.
    pub purpose: Purpose,
}

/// What an algorithm does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Purpose {
    /// Digital signature or MAC.
    Signature,
    /// Key management or content encryption.
    Encryption,
}

const fn signs(name: &'static str, key: KeyRequirement) -> RegisteredAlgorithm {
    RegisteredAlgorithm {
        name,
        key,
        purpose: Purpose::Signature,
    }
}

const fn encrypts(name: &'static str, key: KeyRequirement) -> RegisteredAlgorithm {
    RegisteredAlgorithm {
        name,
        key,
        purpose: Purpose::Encryption,
    }
}

static TABLE: &[RegisteredAlgorithm] = &[
    signs("HS256", KeyRequirement::Oct),
    signs("HS384", KeyRequirement::Oct),
    signs("HS512", KeyRequirement::Oct),
    signs("RS256", KeyRequirement::Rsa),
    signs("RS384", KeyRequirement::Rsa),
    signs("RS512", KeyRequirement::Rsa),
    signs("PS256", KeyRequirement::Rsa),
    signs("PS384", KeyRequirement::Rsa),
    signs("PS512", KeyRequirement::Rsa),
    // rfc7518-3.4-6, rfc8812-3.2-1, rfc8812-3.2-3, rfc8812-3.3-1
    signs("ES256", KeyRequirement::Ec(EcCurve::P256)),
    signs("ES384", KeyRequirement::Ec(EcCurve::P384)),
    signs("ES512", KeyRequirement::Ec(EcCurve::P521)),
    signs("ES256K", KeyRequirement::Ec(EcCurve::Secp256k1)),
    // rfc8037-3.1-1, rfc8037-3.1-2, rfc9864-2.2-1, rfc9864-2.2-2
    signs(
        "EdDSA",
        KeyRequirement::Okp(&[OkpCurve::Ed25519, OkpCurve::Ed448]),
    ),
    signs("Ed25519", KeyRequirement::Okp(&[OkpCurve::Ed25519])),
    signs("Ed448", KeyRequirement::Okp(&[OkpCurve::Ed448])),
    // rfc9964-3-5
    signs("ML-DSA-44", KeyRequirement::Akp),
    signs("ML-DSA-65", KeyRequirement::Akp),
    signs("ML-DSA-87", KeyRequirement::Akp),
    encrypts("RSA1_5", KeyRequirement::Rsa),
    encrypts("RSA-OAEP", KeyRequirement::Rsa),
    encrypts("RSA-OAEP-256", KeyRequirement::Rsa),
    encrypts("RSA-OAEP-384", KeyRequirement::Rsa),
    encrypts("RSA-OAEP-512", KeyRequirement::Rsa),
    encrypts("A128KW", KeyRequirement::Oct),
    encrypts("A192KW", KeyRequirement::Oct),
    encrypts("A256KW", KeyRequirement::Oct),
    encrypts("dir", KeyRequirement::Oct),
    encrypts("A128GCMKW", KeyRequirement::Oct),
    encrypts("A192GCMKW", KeyRequirement::Oct),
    encrypts("A256GCMKW", KeyRequirement::Oct),
    encrypts("PBES2-HS256+A128KW", KeyRequirement::Oct),
    encrypts("PBES2-HS384+A192KW", KeyRequirement::Oct),
    encrypts("PBES2-HS512+A256KW", KeyRequirement::Oct),
    encrypts("A128CBC-HS256", KeyRequirement::Oct),
    encrypts("A192CBC-HS384", KeyRequirement::Oct),
    encrypts("A256CBC-HS512", KeyRequirement::Oct),
    encrypts("A128GCM", KeyRequirement::Oct),
    encrypts("A192GCM", KeyRequirement::Oct),
    encrypts("A256GCM", KeyRequirement::Oct),
    encrypts("ECDH-ES", KeyRequirement::Agreement),
    encrypts("ECDH-ES+A128KW", KeyRequirement::Agreement),
    encrypts("ECDH-ES+A192KW", KeyRequirement::Agreement),
    encrypts("ECDH-ES+A256KW", KeyRequirement::Agreement),
];

/// As `==`, which no constant can use.
const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, others @ ..], [same, rest @ ..]) = (one, other) {
        if *first != *same {
            return false;
        }
        (one, other) = (others, rest);
    }
    one.is_empty() && other.is_empty()
}

impl RegisteredAlgorithm {
    /// Every row that this crate knows.
    #[must_use]
    pub fn all() -> &'static [Self] {
        TABLE
    }

    /// The row of this name, compared with regard to case.
    #[must_use]
    pub const fn named(name: &str) -> Option<&'static Self> {
        let mut rest = TABLE;
        while let [row, others @ ..] = rest {
            if is_same(row.name.as_bytes(), name.as_bytes()) {
                return Some(row);
            }
            rest = others;
        }
        None
    }

    /// Whether a key of this shape goes with the algorithm.
    #[must_use]
    pub fn fits(&self, shape: &KeyShape<'_>) -> bool {
        match (self.key, shape) {
            (KeyRequirement::Rsa, KeyShape::Rsa) | (KeyRequirement::Oct, KeyShape::Oct) => true,
            (KeyRequirement::Ec(wanted), KeyShape::Ec(curve)) => wanted == *curve,
            (KeyRequirement::Okp(wanted), KeyShape::Okp(curve)) => wanted.contains(curve),
            (KeyRequirement::Akp, KeyShape::Akp(name)) => self.name == *name,
            (KeyRequirement::Agreement, KeyShape::Ec(curve)) => *curve != EcCurve::Secp256k1,
            (KeyRequirement::Agreement, KeyShape::Okp(curve)) => {
                matches!(curve, OkpCurve::X25519 | OkpCurve::X448)
            }
            _ => false,
        }
    }
}

impl fmt::Display for KeyRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa => f.write_str("an RSA key"),
            Self::Ec(curve) => write!(f, "an EC key on {}", curve.name()),
            Self::Okp(curves) => {
                f.write_str("an OKP key of subtype")?;
                for (index, curve) in curves.iter().enumerate() {
                    let before = if index == 0 { " " } else { " or " };
                    write!(f, "{before}{}", curve.name())?;
                }
                Ok(())
            }
            Self::Oct => f.write_str("an oct key"),
            Self::Akp => f.write_str("an AKP key that names it"),
            Self::Agreement => f.write_str("a key agreement key"),
        }
    }
}
