//! The signature algorithms: one static value each ([RFC 7518 §3.1], [RFC 8037 §3.1],
//! [RFC 8812 §3], [RFC 9864 §2.2], [RFC 9964 §3]).
//!
//! `none` is not among them and cannot be expressed.
//!
//! [RFC 7518 §3.1]: https://www.rfc-editor.org/rfc/rfc7518#section-3.1
//! [RFC 8037 §3.1]: https://www.rfc-editor.org/rfc/rfc8037#section-3.1
//! [RFC 8812 §3]: https://www.rfc-editor.org/rfc/rfc8812#section-3
//! [RFC 9864 §2.2]: https://www.rfc-editor.org/rfc/rfc9864#section-2.2
//! [RFC 9964 §3]: https://www.rfc-editor.org/rfc/rfc9964#section-3

mod signature_form;

use core::fmt;

use jwk_types::{EcCurve, RegisteredAlgorithm};

pub(crate) use self::signature_form::SignatureForm;

use crate::backend::VerificationKey;
use crate::error::Error;

/// A signature algorithm: its name, and what is computed. The keys that fit it stand in
/// [`RegisteredAlgorithm`]; [`RustCrypto`](crate::RustCrypto) and other backends compute.
// rfc7518-8.5-1: there is no value for what is not secured.
#[derive(Debug)]
pub struct Algorithm {
    name: &'static str,
    scheme: Scheme,
    registered: Option<&'static RegisteredAlgorithm>,
}

/// What is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// ECDSA with this curve and hash; the signature is R then S at full size.
    Ecdsa(EcCurve, Hash),
    /// Ed25519 or Ed448, as the key says.
    EdDsa,
    /// HMAC with this hash.
    Hmac(Hash),
    /// ML-DSA, pure, with the empty context.
    MlDsa(MlDsa),
    /// RSASSA-PKCS1-v1_5 with this hash.
    RsaPkcs1(Hash),
    /// RSASSA-PSS with this hash in all places and a salt of its length.
    RsaPss(Hash),
}

/// A member of the SHA-2 family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

/// A parameter set of ML-DSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MlDsa {
    /// ML-DSA-44
    MlDsa44,
    /// ML-DSA-65
    MlDsa65,
    /// ML-DSA-87
    MlDsa87,
}

impl Hash {
    /// Octets of a digest.
    #[must_use]
    pub const fn octets(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

macro_rules! algorithms {
    ($($constant:ident = $name:literal, $scheme:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $constant: Algorithm = Algorithm {
                name: $name,
                scheme: $scheme,
                registered: RegisteredAlgorithm::named($name),
            };
        )*

        static ALL: &[&Algorithm] = &[$(&$constant),*];
    };
}

algorithms! {
    RS256 = "RS256", Scheme::RsaPkcs1(Hash::Sha256);
    RS384 = "RS384", Scheme::RsaPkcs1(Hash::Sha384);
    RS512 = "RS512", Scheme::RsaPkcs1(Hash::Sha512);
    PS256 = "PS256", Scheme::RsaPss(Hash::Sha256);
    PS384 = "PS384", Scheme::RsaPss(Hash::Sha384);
    PS512 = "PS512", Scheme::RsaPss(Hash::Sha512);
    ES256 = "ES256", Scheme::Ecdsa(EcCurve::P256, Hash::Sha256);
    ES384 = "ES384", Scheme::Ecdsa(EcCurve::P384, Hash::Sha384);
    ES512 = "ES512", Scheme::Ecdsa(EcCurve::P521, Hash::Sha512);
    ES256K = "ES256K", Scheme::Ecdsa(EcCurve::Secp256k1, Hash::Sha256);
    EDDSA = "EdDSA", Scheme::EdDsa;
    ED25519 = "Ed25519", Scheme::EdDsa;
    ED448 = "Ed448", Scheme::EdDsa;
    HS256 = "HS256", Scheme::Hmac(Hash::Sha256);
    HS384 = "HS384", Scheme::Hmac(Hash::Sha384);
    HS512 = "HS512", Scheme::Hmac(Hash::Sha512);
    ML_DSA_44 = "ML-DSA-44", Scheme::MlDsa(MlDsa::MlDsa44);
    ML_DSA_65 = "ML-DSA-65", Scheme::MlDsa(MlDsa::MlDsa65);
    ML_DSA_87 = "ML-DSA-87", Scheme::MlDsa(MlDsa::MlDsa87);
}

impl Algorithm {
    /// Every algorithm.
    #[must_use]
    pub fn all() -> &'static [&'static Self] {
        ALL
    }

    /// The algorithm of this name, compared with regard to case; `none` names none.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        // rfc7515-4.1.1-2, rfc7515-10.13-1, rfc9864-2.1-1, rfc9864-4.4-2
        ALL.iter().copied().find(|algorithm| algorithm.name == name)
    }

    /// The value of `alg`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What is computed.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The row of the registry that says which keys fit.
    #[must_use]
    pub const fn registered(&self) -> Option<&'static RegisteredAlgorithm> {
        self.registered
    }

    /// rfc7518-3.2-1, rfc7518-3.2-1b, rfc7518-3.2-1c, rfc7515-10.1-1, rfc8725-3.5-1,
    /// rfc8725-3.5-2, oidc-core-16.19-1: checked above the backends, so that all agree.
    pub(crate) fn check_strength(&self, key: &VerificationKey<'_>) -> Result<(), Error> {
        match (self.scheme, key) {
            (Scheme::Hmac(hash), VerificationKey::Symmetric(secret))
                if secret.k().len() < hash.octets() =>
            {
                Err(Error::WeakSecret {
                    alg: self.name,
                    required: hash.octets(),
                })
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Algorithm {
    /// There is one value of each.
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Eq for Algorithm {}
