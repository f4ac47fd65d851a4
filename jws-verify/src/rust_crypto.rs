//! The default backend: the RustCrypto and dalek crates, pure Rust.

#[cfg(any(feature = "ecdsa", feature = "es256k"))]
mod ecdsa;
#[cfg(any(feature = "ed25519", feature = "ed448"))]
mod eddsa;
#[cfg(feature = "hmac")]
mod hmac;
#[cfg(feature = "ml-dsa")]
mod ml_dsa;
#[cfg(feature = "rsa")]
mod rsa;
#[cfg(feature = "tables")]
mod tables;

use alloc::boxed::Box;

#[cfg(feature = "tables")]
pub use self::tables::{RustCryptoTables, TableJob};
use crate::Algorithm;
use crate::backend::{Backend, PrepareError, PreparedKey, VerificationKey};

/// The default backend. What it can verify depends on the features of this crate: `rsa`, `ecdsa`,
/// `ed25519`, `hmac` (all on by default), `es256k`, `ed448` and `ml-dsa`.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "it has no state")]
pub struct RustCrypto;

impl Backend for RustCrypto {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        match (algorithm.scheme(), key) {
            #[cfg(any(feature = "ecdsa", feature = "es256k"))]
            (crate::Scheme::Ecdsa(curve, _), key) => ecdsa::prepare(key, curve),
            #[cfg(any(feature = "ed25519", feature = "ed448"))]
            (crate::Scheme::EdDsa, key) => eddsa::prepare(key),
            #[cfg(feature = "hmac")]
            (crate::Scheme::Hmac(hash), key) => hmac::prepare(key, hash),
            #[cfg(feature = "ml-dsa")]
            (crate::Scheme::MlDsa(set), key) => ml_dsa::prepare(key, set),
            #[cfg(feature = "rsa")]
            (crate::Scheme::RsaPkcs1(hash), key) => rsa::prepare_pkcs1(key, hash),
            #[cfg(feature = "rsa")]
            (crate::Scheme::RsaPss(hash), key) => rsa::prepare_pss(key, hash),
            #[cfg(not(all(
                any(feature = "ecdsa", feature = "es256k"),
                any(feature = "ed25519", feature = "ed448"),
                feature = "hmac",
                feature = "ml-dsa",
                feature = "rsa",
            )))]
            _ => Err(PrepareError::Unsupported),
        }
    }
}
