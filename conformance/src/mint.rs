//! Signs tokens for cases and tests, with keys that protect nothing.
//!
//! Equal input gives equal output: ECDSA signs as RFC 6979 says, ML-DSA without hedging, and RSASSA-PSS with a salt
//! that never changes. So what was minted can be minted again and compared.
//!
//! Header and payload are octets and not JSON: repeated members, wrong escapes and odd numbers are what many cases
//! are about.

mod fault;
mod fixed_rng;
mod half_hash;
mod key;
mod sign;

use jwk_types::base64url;

pub use fault::sign_wrongly;
pub use half_hash::{Half, hash_of};
pub use key::{Key, NAMES};
pub use sign::{default_algorithm, mac, sign, sign_salted};

/// A JWS in compact serialization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compact {
    /// The first segment.
    pub header: String,
    /// The second.
    pub payload: String,
    /// The third.
    pub signature: String,
}

impl Compact {
    /// Signs header and payload as they stand, with whatever makes a signature of the signing input.
    pub fn new(
        header: &[u8],
        payload: &[u8],
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, String>,
    ) -> Result<Self, String> {
        let payload = base64url::encode(payload);
        Self::of_segments(base64url::encode(header), payload, sign)
    }

    /// The same with a payload that stands in the token as it is (RFC 7797).
    pub fn unencoded(
        header: &[u8],
        payload: &str,
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, String>,
    ) -> Result<Self, String> {
        Self::of_segments(base64url::encode(header), payload.to_owned(), sign)
    }

    /// Signs two segments as they are written, whatever they are.
    pub fn of_segments(
        header: String,
        payload: String,
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, String>,
    ) -> Result<Self, String> {
        let signature = sign(format!("{header}.{payload}").as_bytes())?;
        Ok(Self {
            header,
            payload,
            signature: base64url::encode(&signature),
        })
    }

    /// The three segments with periods between them.
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.header, self.payload, self.signature)
    }
}
