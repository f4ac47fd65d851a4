//! The fast backend: AWS-LC, C and assembly behind the safe interface of `aws-lc-rs`.

mod hmac;
mod public_key;

use alloc::boxed::Box;

use aws_lc_rs::{hmac as mac, signature};
use jwk_types::{EcCurve, OkpCurve, PublicKey};

use self::public_key::{parse, parse_rsa};
use crate::backend::{Backend, PrepareError, PreparedKey, VerificationKey};
use crate::{Algorithm, Hash, MlDsa, Scheme};

/// The backend of the feature `aws-lc-rs`: several times as fast as
/// [`RustCrypto`](crate::RustCrypto), for the price of a C compiler.
///
/// It verifies with every algorithm, but has no Ed448, and no RSA key beyond 8,192 bits, which this
/// crate refuses by default. `AwsLc.or(RustCrypto)` has both: [`Backend::or`].
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "it has no state")]
pub struct AwsLc;

impl Backend for AwsLc {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        match (algorithm.scheme(), key) {
            (Scheme::Ecdsa(curve, hash), VerificationKey::Public(PublicKey::Ec(key)))
                if key.curve() == curve =>
            {
                parse(ecdsa(curve, hash)?, &key.to_sec1())
            }
            // rfc8037-3.1-4: the variant follows from the key.
            (Scheme::EdDsa, VerificationKey::Public(PublicKey::Okp(key)))
                if key.curve() == OkpCurve::Ed25519 =>
            {
                parse(&signature::ED25519, key.x())
            }
            (Scheme::Hmac(hash), VerificationKey::Symmetric(secret)) => {
                Ok(hmac::prepare(secret, hmac(hash)))
            }
            (Scheme::MlDsa(set), VerificationKey::Public(PublicKey::Akp(key))) => {
                parse(ml_dsa(set), key.public())
            }
            (Scheme::RsaPkcs1(hash), VerificationKey::Public(PublicKey::Rsa(key))) => {
                parse_rsa(pkcs1(hash), key)
            }
            (Scheme::RsaPss(hash), VerificationKey::Public(PublicKey::Rsa(key))) => {
                parse_rsa(pss(hash), key)
            }
            // rfc8037-4-2, rfc8725-2.1-2: a public key is no secret, nor is a secret a public key.
            _ => Err(PrepareError::Unsupported),
        }
    }
}

/// rfc7518-3.4-4, rfc7518-3.4-7: R then S at full size, both between 1 and the order minus 1.
fn ecdsa(
    curve: EcCurve,
    hash: Hash,
) -> Result<&'static signature::EcdsaVerificationAlgorithm, PrepareError> {
    match (curve, hash) {
        (EcCurve::P256, Hash::Sha256) => Ok(&signature::ECDSA_P256_SHA256_FIXED),
        (EcCurve::P384, Hash::Sha384) => Ok(&signature::ECDSA_P384_SHA384_FIXED),
        (EcCurve::P521, Hash::Sha512) => Ok(&signature::ECDSA_P521_SHA512_FIXED),
        (EcCurve::Secp256k1, Hash::Sha256) => Ok(&signature::ECDSA_P256K1_SHA256_FIXED),
        _ => Err(PrepareError::Unsupported),
    }
}

const fn hmac(hash: Hash) -> mac::Algorithm {
    match hash {
        Hash::Sha256 => mac::HMAC_SHA256,
        Hash::Sha384 => mac::HMAC_SHA384,
        Hash::Sha512 => mac::HMAC_SHA512,
    }
}

/// rfc9964-5-3, rfc9964-5-4, rfc9964-7.2-1: pure, with the empty context.
const fn ml_dsa(set: MlDsa) -> &'static signature::PqdsaVerificationAlgorithm {
    match set {
        MlDsa::MlDsa44 => &signature::ML_DSA_44,
        MlDsa::MlDsa65 => &signature::ML_DSA_65,
        MlDsa::MlDsa87 => &signature::ML_DSA_87,
    }
}

/// rfc7518-3.3-3, rfc7518-3.3-4, rfc7518-3.3-5, rfc7515-10.6-1: the whole encoded block is compared,
/// and its prefix names the hash that `alg` names.
const fn pkcs1(hash: Hash) -> &'static signature::RsaParameters {
    match hash {
        Hash::Sha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
        Hash::Sha384 => &signature::RSA_PKCS1_2048_8192_SHA384,
        Hash::Sha512 => &signature::RSA_PKCS1_2048_8192_SHA512,
    }
}

/// rfc7518-3.5-2, rfc7518-3.5-3, rfc7518-3.5-4, rfc7518-3.5-5: a salt as long as the hash, the same
/// hash in MGF1.
const fn pss(hash: Hash) -> &'static signature::RsaParameters {
    match hash {
        Hash::Sha256 => &signature::RSA_PSS_2048_8192_SHA256,
        Hash::Sha384 => &signature::RSA_PSS_2048_8192_SHA384,
        Hash::Sha512 => &signature::RSA_PSS_2048_8192_SHA512,
    }
}
