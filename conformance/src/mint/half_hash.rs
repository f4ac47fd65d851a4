//! `at_hash`, `c_hash` and `s_hash` (OpenID Connect Core 3.1.3.6, 3.3.2.11).

use jwk_types::base64url;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Which part of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// The one that the standard asks for.
    Left,
    /// The wrong one.
    Right,
    /// Both.
    Whole,
}

impl Half {
    /// That part of the hash of `text`, where `hash` is `sha-256`, `sha-384` or `sha-512`.
    pub fn of(self, hash: &str, text: &str) -> Result<Vec<u8>, String> {
        let whole = match hash {
            "sha-256" => Sha256::digest(text).to_vec(),
            "sha-384" => Sha384::digest(text).to_vec(),
            "sha-512" => Sha512::digest(text).to_vec(),
            other => return Err(format!("`{other}` is no hash")),
        };
        let (left, right) = whole.split_at(whole.len() / 2);
        Ok(match self {
            Self::Left => left.to_vec(),
            Self::Right => right.to_vec(),
            Self::Whole => whole,
        })
    }
}

/// What `at_hash`, `c_hash` or `s_hash` holds for `text` in a token whose header names `alg`.
pub fn hash_of(alg: &str, text: &str) -> Result<String, String> {
    let hash = match alg {
        "EdDSA" | "Ed25519" => "sha-512",
        _ if alg.ends_with("256") || alg == "ES256K" => "sha-256",
        _ if alg.ends_with("384") => "sha-384",
        _ if alg.ends_with("512") => "sha-512",
        other => return Err(format!("no hash belongs to `{other}`")),
    };
    Half::Left
        .of(hash, text)
        .map(|octets| base64url::encode(&octets))
}
