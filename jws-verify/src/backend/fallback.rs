//! Two backends as one.

use alloc::boxed::Box;

use super::{Backend, PrepareError, PreparedKey, VerificationKey};
use crate::Algorithm;

/// A backend, and another one for what the first does not support; made by [`Backend::or`].
///
/// The second is asked where the first says [`PrepareError::Unsupported`], and in no other case: a
/// key that the first calls invalid stays so. Which of the two verifies is settled when a key is
/// prepared, and never by a signature.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fallback<A, B> {
    first: A,
    second: B,
}

impl<A, B> Fallback<A, B> {
    pub(super) const fn new(first: A, second: B) -> Self {
        Self { first, second }
    }

    /// The backend that is asked first.
    #[must_use]
    pub const fn first(&self) -> &A {
        &self.first
    }

    /// The backend that is asked for what the first does not support.
    #[must_use]
    pub const fn second(&self) -> &B {
        &self.second
    }
}

impl<A: Backend, B: Backend> Backend for Fallback<A, B> {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        match self.first.prepare(key, algorithm) {
            Err(PrepareError::Unsupported) => self.second.prepare(key, algorithm),
            outcome => outcome,
        }
    }
}
