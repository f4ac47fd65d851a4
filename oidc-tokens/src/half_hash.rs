//! `at_hash`, `c_hash` and `s_hash` ([OpenID Connect Core §3.1.3.6], [§3.3.2.11]).
//!
//! [OpenID Connect Core §3.1.3.6]: https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken
//! [§3.3.2.11]: https://openid.net/specs/openid-connect-core-1_0.html#HybridIDToken

use alloc::string::String;

use jwk_types::{KeyShape, OkpCurve, base64url};
use jws_verify::{Hash, HoldingKey, Scheme};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The hash that goes with an algorithm.
enum Function {
    Sha2(Hash),
    #[cfg(feature = "ed448")]
    Shake256,
}

/// The left half of the hash of `text`, in base64url. `None` where no hash is defined for the
/// algorithm.
pub(crate) fn of(text: &str, key: &HoldingKey<'_>) -> Option<String> {
    // oidc-core-3.1.3.6-1, oidc-core-3.2.2.9-1, oidc-core-3.2.2.9-2, oidc-core-3.3.2.10-1,
    // oidc-core-3.3.2.10-2
    let octets = text.as_bytes();
    Some(match function(key)? {
        Function::Sha2(Hash::Sha256) => left_half(&Sha256::digest(octets)),
        Function::Sha2(Hash::Sha384) => left_half(&Sha384::digest(octets)),
        Function::Sha2(Hash::Sha512) => left_half(&Sha512::digest(octets)),
        Function::Sha2(_) => return None,
        #[cfg(feature = "ed448")]
        Function::Shake256 => left_half(&shake256(octets)),
    })
}

fn function(key: &HoldingKey<'_>) -> Option<Function> {
    match key.algorithm().scheme() {
        Scheme::Ecdsa(_, hash)
        | Scheme::Hmac(hash)
        | Scheme::RsaPkcs1(hash)
        | Scheme::RsaPss(hash) => Some(Function::Sha2(hash)),
        // What these curves hash with themselves; no standard says so.
        Scheme::EdDsa => match key.key().key().shape()? {
            KeyShape::Okp(OkpCurve::Ed25519) => Some(Function::Sha2(Hash::Sha512)),
            #[cfg(feature = "ed448")]
            KeyShape::Okp(OkpCurve::Ed448) => Some(Function::Shake256),
            _ => None,
        },
        _ => None,
    }
}

fn left_half(digest: &[u8]) -> String {
    let (left, _) = digest
        .split_at_checked(digest.len() / 2)
        .unwrap_or((digest, &[]));
    base64url::encode(left)
}

/// 114 octets, as Ed448 takes them.
#[cfg(feature = "ed448")]
fn shake256(octets: &[u8]) -> [u8; 114] {
    use shake::digest::{ExtendableOutput, Update, XofReader};
    let mut hasher = shake::Shake256::default();
    hasher.update(octets);
    let mut digest = [0; 114];
    hasher.finalize_xof().read(&mut digest);
    digest
}
