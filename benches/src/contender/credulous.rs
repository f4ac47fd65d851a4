//! What is left when no signature is computed.

use jws_verify::{
    Algorithm, Backend, PrepareError, PreparedKey, SignatureMismatch, VerificationKey,
};

/// A backend for measuring that takes every signature for good.
#[derive(Clone, Copy, Debug)]
pub struct Credulous;

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
