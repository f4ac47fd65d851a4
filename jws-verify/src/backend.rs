//! The seam to cryptography: a backend is a value that prepares keys.

mod fallback;

use alloc::boxed::Box;
use core::fmt;

use jwk_types::{PublicKey, SymmetricKey};

pub use self::fallback::Fallback;
use crate::Algorithm;

/// Turns a key and an algorithm into something that verifies, once.
///
/// The key is known to be well-formed, strong enough and of the kind that the algorithm takes; the
/// signature handed to [`PreparedKey::verify`] is known to have the right length, and in Ed25519 an R
/// that is not of small order. A backend does arithmetic and nothing else, so that all backends give
/// the same verdicts.
pub trait Backend: fmt::Debug + Send + Sync {
    /// Prepares `key` for `algorithm`.
    ///
    /// # Errors
    ///
    /// [`PrepareError::Unsupported`] where the backend has no such algorithm, and
    /// [`PrepareError::Invalid`] where the arithmetic shows that the key is none.
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError>;

    /// This backend, and another one for what it does not support.
    fn or<B: Backend>(self, other: B) -> Fallback<Self, B>
    where
        Self: Sized,
    {
        Fallback::new(self, other)
    }
}

/// A key that has been parsed and is ready to verify signatures of one algorithm.
// rfc8037-3.1-3: and for nothing else.
pub trait PreparedKey: Send + Sync {
    /// Verifies `signature` over `signing_input`.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`], without saying why: every way to be wrong looks the same.
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch>;
}

/// What verifies: a public key, or a secret that both sides share. They never stand in for each
/// other.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum VerificationKey<'k> {
    /// For signatures.
    Public(&'k PublicKey),
    /// For MACs.
    Symmetric(&'k SymmetricKey),
}

/// Why a backend did not prepare a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrepareError {
    /// The key is not a valid one, such as octets that are no point.
    Invalid,
    /// The backend lacks the algorithm, or the algorithm with this kind of key.
    Unsupported,
}

/// The signature is not one by this key over these octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "it says all there is to say")]
pub struct SignatureMismatch;

impl fmt::Display for PrepareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid => "the key is not a valid one",
            Self::Unsupported => "the backend lacks the algorithm for this kind of key",
        })
    }
}

impl core::error::Error for PrepareError {}

impl fmt::Display for SignatureMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the signature does not verify")
    }
}

impl core::error::Error for SignatureMismatch {}
