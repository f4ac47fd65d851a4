//! ECDSA ([RFC 7518 §3.4], [RFC 8812 §3.2]).
//!
//! [RFC 7518 §3.4]: https://www.rfc-editor.org/rfc/rfc7518#section-3.4
//! [RFC 8812 §3.2]: https://www.rfc-editor.org/rfc/rfc8812#section-3.2

use alloc::boxed::Box;

use jwk_types::{EcCurve, PublicKey};
use sha2::Digest;
use signature::hazmat::PrehashVerifier;

use crate::backend::{PrepareError, PreparedKey, SignatureMismatch, VerificationKey};

macro_rules! curve {
    ($module:ident, $feature:literal, $digest:ty, $normalize:expr) => {
        #[cfg(feature = $feature)]
        impl PreparedKey for $module::ecdsa::VerifyingKey {
            fn verify(
                &self,
                signing_input: &[u8],
                signature: &[u8],
            ) -> Result<(), SignatureMismatch> {
                // rfc7518-3.4-4, rfc7518-3.4-7: R then S, both between 1 and the order minus 1.
                let signature = $module::ecdsa::Signature::from_slice(signature)
                    .map_err(|_| SignatureMismatch)?;
                let normalize: fn($module::ecdsa::Signature) -> $module::ecdsa::Signature =
                    $normalize;
                self.verify_prehash(&<$digest>::digest(signing_input), &normalize(signature))
                    .map_err(|_| SignatureMismatch)
            }
        }
    };
}

curve!(p256, "ecdsa", sha2::Sha256, |signature| signature);
curve!(p384, "ecdsa", sha2::Sha384, |signature| signature);
curve!(p521, "ecdsa", sha2::Sha512, |signature| signature);
// The crate insists on the low half of S, as Bitcoin does; JOSE does not (RFC 8812 §3.2).
curve!(k256, "es256k", sha2::Sha256, |signature| signature
    .normalize_s());

pub(super) fn prepare(
    key: VerificationKey<'_>,
    curve: EcCurve,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    let VerificationKey::Public(PublicKey::Ec(key)) = key else {
        return Err(PrepareError::Unsupported);
    };
    let point = key.to_sec1();
    match curve {
        #[cfg(feature = "ecdsa")]
        EcCurve::P256 => boxed(p256::ecdsa::VerifyingKey::from_sec1_bytes(&point)),
        #[cfg(feature = "ecdsa")]
        EcCurve::P384 => boxed(p384::ecdsa::VerifyingKey::from_sec1_bytes(&point)),
        #[cfg(feature = "ecdsa")]
        EcCurve::P521 => boxed(p521::ecdsa::VerifyingKey::from_sec1_bytes(&point)),
        #[cfg(feature = "es256k")]
        EcCurve::Secp256k1 => boxed(k256::ecdsa::VerifyingKey::from_sec1_bytes(&point)),
        _ => Err(PrepareError::Unsupported),
    }
}

fn boxed<K: PreparedKey + 'static>(
    key: Result<K, signature::Error>,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    match key {
        Ok(key) => Ok(Box::new(key)),
        Err(_) => Err(PrepareError::Invalid),
    }
}
