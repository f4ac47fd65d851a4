//! `jwt-simple`, with its pure Rust backend. Its options are taken by value, so they are cloned for each token.

use std::collections::HashSet;
use std::hint::black_box;

use jwt_simple::algorithms::{
    ECDSAP256PublicKeyLike, ECDSAP256kPublicKeyLike, ECDSAP384PublicKeyLike, ES256PublicKey,
    ES256kPublicKey, ES384PublicKey, Ed25519PublicKey, EdDSAPublicKeyLike, HS256Key, HS384Key,
    HS512Key, MACLike, MLDSA44PublicKey, MLDSA65PublicKey, MLDSA87PublicKey, MLDSAPublicKeyLike,
    PS256PublicKey, PS384PublicKey, PS512PublicKey, RS256PublicKey, RS384PublicKey, RS512PublicKey,
    RSAPublicKeyLike,
};
use jwt_simple::common::VerificationOptions;

use crate::contender::Check;
use crate::sample::{AUDIENCE, ISSUER, Sample};

/// Beside those that the library reads itself.
#[derive(serde::Serialize, serde::Deserialize)]
struct Claims {
    client_id: String,
    scope: String,
    auth_time: Option<u64>,
    acr: Option<String>,
}

pub(crate) fn prepare(sample: &Sample) -> Option<Check> {
    let options = VerificationOptions {
        allowed_issuers: Some(HashSet::from([ISSUER.to_owned()])),
        allowed_audiences: Some(HashSet::from([AUDIENCE.to_owned()])),
        ..VerificationOptions::default()
    };
    let (token, jwk) = (sample.token().to_owned(), sample.jwk());
    macro_rules! with {
        ($key:expr) => {{
            let key = $key;
            Some(Box::new(move || {
                let options = Some(options.clone());
                let claims = key.verify_token::<Claims>(black_box(&token), options);
                black_box(claims).is_ok()
            }))
        }};
    }
    match sample.alg() {
        "HS256" => with!(HS256Key::from_bytes(&sample.member("k"))),
        "HS384" => with!(HS384Key::from_bytes(&sample.member("k"))),
        "HS512" => with!(HS512Key::from_bytes(&sample.member("k"))),
        "RS256" => with!(RS256PublicKey::from_jwk(&jwk).ok()?),
        "RS384" => with!(RS384PublicKey::from_jwk(&jwk).ok()?),
        "RS512" => with!(RS512PublicKey::from_jwk(&jwk).ok()?),
        "PS256" => with!(PS256PublicKey::from_jwk(&jwk).ok()?),
        "PS384" => with!(PS384PublicKey::from_jwk(&jwk).ok()?),
        "PS512" => with!(PS512PublicKey::from_jwk(&jwk).ok()?),
        "ES256" => with!(ES256PublicKey::from_jwk(&jwk).ok()?),
        "ES384" => with!(ES384PublicKey::from_jwk(&jwk).ok()?),
        "ES256K" => with!(ES256kPublicKey::from_jwk(&jwk).ok()?),
        "EdDSA" => with!(Ed25519PublicKey::from_jwk(&jwk).ok()?),
        "ML-DSA-44" => with!(MLDSA44PublicKey::from_jwk(&jwk).ok()?),
        "ML-DSA-65" => with!(MLDSA65PublicKey::from_jwk(&jwk).ok()?),
        "ML-DSA-87" => with!(MLDSA87PublicKey::from_jwk(&jwk).ok()?),
        _ => None,
    }
}
