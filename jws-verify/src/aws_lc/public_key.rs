//! Public keys, parsed once.

use alloc::boxed::Box;

use aws_lc_rs::error::KeyRejected;
use aws_lc_rs::signature::{
    ParsedPublicKey, RsaParameters, RsaPublicKeyComponents, VerificationAlgorithm,
};
use jwk_types::RsaPublicKey;

use crate::backend::{PrepareError, PreparedKey, SignatureMismatch};

struct Parsed(ParsedPublicKey);

impl PreparedKey for Parsed {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let verified = self.0.verify_sig(signing_input, signature);
        verified.map_err(|_| SignatureMismatch)
    }
}

/// A point in the form of SEC 1, or the octets of an Ed25519 or ML-DSA key.
pub(super) fn parse(
    algorithm: &'static dyn VerificationAlgorithm,
    octets: &[u8],
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    boxed(ParsedPublicKey::new(algorithm, octets))
}

/// The size is compared here: AWS-LC does so with every signature, and would refuse them all.
pub(super) fn parse_rsa(
    algorithm: &'static RsaParameters,
    key: &RsaPublicKey,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    let sizes = algorithm.min_modulus_len()..=algorithm.max_modulus_len();
    if !sizes.contains(&key.modulus_bits()) {
        return Err(PrepareError::Unsupported);
    }
    let (n, e) = (key.n(), key.e());
    boxed(RsaPublicKeyComponents { n, e }.to_parsed_public_key(algorithm))
}

fn boxed(key: Result<ParsedPublicKey, KeyRejected>) -> Result<Box<dyn PreparedKey>, PrepareError> {
    match key {
        Ok(key) => Ok(Box::new(Parsed(key))),
        Err(_) => Err(PrepareError::Invalid),
    }
}
