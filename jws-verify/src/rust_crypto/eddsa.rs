//! EdDSA ([RFC 8037 §3.1], [RFC 8032]): without the cofactor, in one way for all backends.
//!
//! [RFC 8037 §3.1]: https://www.rfc-editor.org/rfc/rfc8037#section-3.1
//! [RFC 8032]: https://www.rfc-editor.org/rfc/rfc8032

use alloc::boxed::Box;

use jwk_types::{OkpCurve, PublicKey};

use crate::backend::{PrepareError, PreparedKey, SignatureMismatch, VerificationKey};

#[cfg(feature = "ed25519")]
impl PreparedKey for ed25519_dalek::VerifyingKey {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        // rfc8037-3.1.2-1, rfc8037-3.1.2-3, rfc8037-3.1.2-4, rfc8037-3.1.2-5
        let signature =
            ed25519_dalek::Signature::from_slice(signature).map_err(|_| SignatureMismatch)?;
        self.verify_strict(signing_input, &signature)
            .map_err(|_| SignatureMismatch)
    }
}

#[cfg(feature = "ed448")]
impl PreparedKey for ed448_goldilocks_plus::VerifyingKey {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let signature = ed448_goldilocks_plus::Signature::from_slice(signature)
            .map_err(|_| SignatureMismatch)?;
        self.verify_raw(&signature, signing_input)
            .map_err(|_| SignatureMismatch)
    }
}

pub(super) fn prepare(key: VerificationKey<'_>) -> Result<Box<dyn PreparedKey>, PrepareError> {
    let VerificationKey::Public(PublicKey::Okp(key)) = key else {
        return Err(PrepareError::Unsupported);
    };
    // rfc8037-3.1-4: the variant follows from the key.
    match key.curve() {
        #[cfg(feature = "ed25519")]
        OkpCurve::Ed25519 => Ok(Box::new(parse_ed25519(key)?)),
        #[cfg(feature = "ed448")]
        OkpCurve::Ed448 => {
            let octets = key.x().try_into().map_err(|_| PrepareError::Invalid)?;
            let key = ed448_goldilocks_plus::VerifyingKey::from_bytes(octets)
                .map_err(|_| PrepareError::Invalid)?;
            Ok(Box::new(key))
        }
        _ => Err(PrepareError::Unsupported),
    }
}

#[cfg(feature = "ed25519")]
pub(super) fn parse_ed25519(
    key: &jwk_types::OkpPublicKey,
) -> Result<ed25519_dalek::VerifyingKey, PrepareError> {
    let octets = key.x().try_into().map_err(|_| PrepareError::Invalid)?;
    ed25519_dalek::VerifyingKey::from_bytes(octets).map_err(|_| PrepareError::Invalid)
}
