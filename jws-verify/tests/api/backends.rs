//! Backends that count, believe, refuse and compare.

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

/// Two backends at once, which have to agree on everything.
#[cfg(feature = "aws-lc-rs")]
#[derive(Debug)]
pub(crate) struct Agreeing;

#[cfg(feature = "aws-lc-rs")]
struct Pair([Box<dyn PreparedKey>; 2]);

#[cfg(feature = "aws-lc-rs")]
impl Backend for Agreeing {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        let fast = jws_verify::AwsLc.or(RustCrypto).prepare(key, algorithm);
        match (RustCrypto.prepare(key, algorithm), fast) {
            (Ok(one), Ok(other)) => Ok(Box::new(Pair([one, other]))),
            // By the features of this build.
            (Err(PrepareError::Unsupported), _) => Err(PrepareError::Unsupported),
            (one, other) => {
                let (one, other) = (one.err(), other.err());
                assert_eq!(one, other, "{algorithm}: {key:?}");
                Err(one.expect("an error"))
            }
        }
    }
}

#[cfg(feature = "aws-lc-rs")]
impl PreparedKey for Pair {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let verdicts = self.0.each_ref();
        let [one, other] = verdicts.map(|key| key.verify(signing_input, signature));
        assert_eq!(one, other, "{signature:02x?} over {signing_input:02x?}");
        one
    }
}
