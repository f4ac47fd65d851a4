//! HMAC ([RFC 7518 §3.2]).
//!
//! [RFC 7518 §3.2]: https://www.rfc-editor.org/rfc/rfc7518#section-3.2

use alloc::boxed::Box;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};

use crate::Hash;
use crate::backend::{PrepareError, PreparedKey, SignatureMismatch, VerificationKey};

/// The state after the key has been absorbed; wiped by the crate when dropped.
struct Keyed<M>(M);

impl<M: Mac + Clone + Send + Sync> PreparedKey for Keyed<M> {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let mut mac = self.0.clone();
        mac.update(signing_input);
        // rfc7518-3.2-2, rfc7518-3.2-4, rfc7515-10.9-1: in full and in constant time.
        mac.verify_slice(signature).map_err(|_| SignatureMismatch)
    }
}

pub(super) fn prepare(
    key: VerificationKey<'_>,
    hash: Hash,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    let VerificationKey::Symmetric(key) = key else {
        // rfc8037-4-2, rfc8725-2.1-2
        return Err(PrepareError::Unsupported);
    };
    let k = key.k().expose_secret();
    // rfc7518-3.2-3
    match hash {
        Hash::Sha256 => keyed(Hmac::<Sha256>::new_from_slice(k)),
        Hash::Sha384 => keyed(Hmac::<Sha384>::new_from_slice(k)),
        Hash::Sha512 => keyed(Hmac::<Sha512>::new_from_slice(k)),
    }
}

fn keyed<M: Mac + Clone + Send + Sync + 'static, E>(
    mac: Result<M, E>,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    match mac {
        Ok(mac) => Ok(Box::new(Keyed(mac))),
        Err(_) => Err(PrepareError::Invalid),
    }
}
