//! A key of the ring, parsed once for each computation that it fits.

// Like the other tests, from the default features on.
#[cfg(all(
    test,
    feature = "ecdsa",
    feature = "ed25519",
    feature = "hmac",
    feature = "rsa"
))]
mod wycheproof;

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use jwk_types::{Jwk, Key};
use jwks::Selector;

use super::KeyVerdict;
use crate::algorithm::SignatureForm;
use crate::backend::{Backend, PrepareError, PreparedKey, SignatureMismatch, VerificationKey};
use crate::{Algorithm, Algorithms, Error};

/// For every accepted algorithm that the key fits.
pub(super) fn prepare(key: &Jwk, algorithms: &Algorithms, backend: &dyn Backend) -> Vec<Prepared> {
    algorithms
        .iter()
        .filter(|algorithm| {
            algorithm
                .registered()
                .is_some_and(|registered| Selector::new(registered, None).judge(key).is_ok())
        })
        .fold(Vec::new(), |mut all: Vec<Prepared>, algorithm| {
            let same = all.iter_mut().find(|other| {
                let mut names = other.algorithms.iter();
                other.outcome.is_ok() && names.any(|name| name.scheme() == algorithm.scheme())
            });
            match same {
                Some(prepared) => prepared.algorithms.push(algorithm),
                None => all.push(Prepared {
                    algorithms: vec![algorithm],
                    outcome: prepare_for(key, algorithm, backend),
                }),
            }
            all
        })
}

/// A key, ready for one computation.
pub(super) struct Prepared {
    /// Several names of one computation, as `EdDSA` and `Ed25519` are.
    algorithms: Vec<&'static Algorithm>,
    outcome: Result<Ready, Error>,
}

struct Ready {
    key: Box<dyn PreparedKey>,
    signatures: SignatureForm,
}

impl Prepared {
    pub(super) fn is_for(&self, algorithm: &Algorithm) -> bool {
        self.algorithms.contains(&algorithm)
    }

    /// One key, one signature.
    pub(super) fn verify(&self, signing_input: &[u8], signature: &[u8]) -> KeyVerdict {
        let ready = match &self.outcome {
            Ok(ready) => ready,
            Err(error) => return KeyVerdict::NotPrepared(error.clone()),
        };
        if !ready.signatures.fits(signature) {
            return KeyVerdict::SignatureMismatch;
        }
        match ready.key.verify(signing_input, signature) {
            Ok(()) => KeyVerdict::Holds,
            Err(SignatureMismatch) => KeyVerdict::SignatureMismatch,
        }
    }
}

fn prepare_for(
    key: &Jwk,
    algorithm: &'static Algorithm,
    backend: &dyn Backend,
) -> Result<Ready, Error> {
    let unsupported = Error::UnsupportedByBackend {
        alg: algorithm.name(),
    };
    let material = match key.key() {
        Key::Symmetric(secret) => VerificationKey::Symmetric(secret),
        other => VerificationKey::Public(other.public().ok_or_else(|| unsupported.clone())?),
    };
    algorithm.check_strength(&material)?;
    let signatures = SignatureForm::new(algorithm, &material).ok_or_else(|| unsupported.clone())?;
    match backend.prepare(material, algorithm) {
        Ok(key) => Ok(Ready { key, signatures }),
        Err(PrepareError::Unsupported) => Err(unsupported),
        Err(PrepareError::Invalid) => Err(Error::InvalidKey {
            alg: algorithm.name(),
        }),
    }
}
