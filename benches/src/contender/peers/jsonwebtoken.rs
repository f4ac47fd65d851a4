//! `jsonwebtoken`, with either of its providers. It prepares no key: components are imported for each token.

use std::hint::black_box;
use std::ptr;

use jsonwebtoken::crypto::{CryptoProvider, aws_lc as aws_lc_rs, rust_crypto as pure};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};

use crate::contender::Check;
use crate::sample::{AUDIENCE, ISSUER, Sample};

#[derive(serde::Deserialize)]
#[expect(dead_code, reason = "what a program would want to read")]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: u64,
    nbf: Option<u64>,
    iat: u64,
    jti: String,
    client_id: String,
    scope: String,
    auth_time: Option<u64>,
    acr: Option<String>,
}

pub(crate) fn aws_lc(sample: &Sample) -> Option<Check> {
    with(sample, &aws_lc_rs::DEFAULT_PROVIDER)
}

pub(crate) fn rust_crypto(sample: &Sample) -> Option<Check> {
    with(sample, &pure::DEFAULT_PROVIDER)
}

fn with(sample: &Sample, provider: &'static CryptoProvider) -> Option<Check> {
    // A process has one provider, so the first that is asked for stays.
    let _ = provider.install_default();
    if !CryptoProvider::try_get_default().is_some_and(|installed| ptr::eq(installed, provider)) {
        return None;
    }
    let algorithm: Algorithm = sample.alg().parse().ok()?;
    let jwk: Jwk = serde_json::from_str(&sample.jwk()).ok()?;
    let key = DecodingKey::from_jwk(&jwk).ok()?;
    let mut validation = Validation::new(algorithm);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.validate_nbf = true;
    let token = sample.token().to_owned();
    Some(Box::new(move || {
        let decoded = decode::<Claims>(black_box(&token), &key, &validation);
        black_box(decoded).is_ok()
    }))
}
