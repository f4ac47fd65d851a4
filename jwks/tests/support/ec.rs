//! Any number of P-256 keys, the same in every run.

use p256::SecretKey;
use p256::elliptic_curve::sec1::ToSec1Point;

/// The coordinates of `scalar` times the base point, as base64url.
pub(crate) fn coordinates(scalar: u32) -> (String, String) {
    let mut octets = [0; 32];
    octets[28..].copy_from_slice(&scalar.to_be_bytes());
    let secret = SecretKey::from_slice(&octets).expect("not zero");
    let point = secret.public_key().as_affine().to_sec1_point(false);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    let text = jwk_types::base64url::encode;
    (text(x), text(y))
}

/// A public key with `kid`, `use` and `alg`, as providers publish it.
pub(crate) fn key(scalar: u32) -> String {
    let (x, y) = coordinates(scalar);
    format!(
        r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}","kid":"key-{scalar}","use":"sig","alg":"ES256"}}"#
    )
}

/// A set of the keys with the scalars 1 to `count`.
pub(crate) fn set(count: u32) -> String {
    let keys: Vec<String> = (1..=count).map(key).collect();
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}
