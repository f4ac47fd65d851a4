//! HMAC ([RFC 7518 §3.2]).
//!
//! [RFC 7518 §3.2]: https://www.rfc-editor.org/rfc/rfc7518#section-3.2

use alloc::boxed::Box;

use aws_lc_rs::hmac::{self, Algorithm, Key};
use jwk_types::SymmetricKey;

use crate::backend::{PreparedKey, SignatureMismatch};

/// The state after the key has been absorbed; wiped by AWS-LC when dropped.
struct Keyed(Key);

impl PreparedKey for Keyed {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        // rfc7518-3.2-2, rfc7518-3.2-4, rfc7515-10.9-1: in full and in constant time.
        hmac::verify(&self.0, signing_input, signature).map_err(|_| SignatureMismatch)
    }
}

/// rfc7518-3.2-3
pub(super) fn prepare(secret: &SymmetricKey, algorithm: Algorithm) -> Box<dyn PreparedKey> {
    Box::new(Keyed(Key::new(algorithm, secret.k().expose_secret())))
}
