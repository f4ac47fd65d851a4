//! Backends that count, believe and refuse.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jws_verify::{
    Algorithm, Backend, PrepareError, PreparedKey, RustCrypto, SignatureMismatch, VerificationKey,
};

/// Counts what reaches the cryptography.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) prepared: AtomicUsize,
    pub(crate) verified: Arc<AtomicUsize>,
}

struct Counted {
    key: Box<dyn PreparedKey>,
    verified: Arc<AtomicUsize>,
}

impl Backend for Counts {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        self.prepared.fetch_add(1, Ordering::Relaxed);
        let verified = self.verified.clone();
        let key = RustCrypto.prepare(key, algorithm)?;
        Ok(Box::new(Counted { key, verified }))
    }
}

impl PreparedKey for Counted {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        self.verified.fetch_add(1, Ordering::Relaxed);
        self.key.verify(signing_input, signature)
    }
}

/// Believes everything; what it still does not see is refused above it.
#[derive(Debug)]
pub(crate) struct Credulous;

impl Backend for Credulous {
    fn prepare(
        &self,
        _: VerificationKey<'_>,
        _: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        Ok(Box::new(Self))
    }
}

impl PreparedKey for Credulous {
    fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureMismatch> {
        Ok(())
    }
}

/// Prepares nothing.
#[derive(Debug)]
pub(crate) struct Refuses(pub(crate) PrepareError);

impl Backend for Refuses {
    fn prepare(
        &self,
        _: VerificationKey<'_>,
        _: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        Err(self.0)
    }
}
