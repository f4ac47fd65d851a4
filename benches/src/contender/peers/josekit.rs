//! `josekit`, over OpenSSL. Its claims are a map with typed getters, so nothing is read into a struct.

use std::hint::black_box;

use josekit::jwk::Jwk;
use josekit::jws::{self, JwsVerifier};
use josekit::jwt::{self, JwtPayloadValidator};

use crate::contender::Check;
use crate::sample::{AUDIENCE, ISSUER, Sample};

pub(crate) fn prepare(sample: &Sample) -> Option<Check> {
    let verifier = verifier(sample.alg(), &Jwk::from_bytes(sample.jwk()).ok()?)?;
    let mut validator = JwtPayloadValidator::new();
    validator.set_issuer(ISSUER);
    validator.set_audience(AUDIENCE);
    let token = sample.token().to_owned();
    Some(Box::new(move || {
        let Ok((payload, header)) = jwt::decode_with_verifier(black_box(&token), &*verifier) else {
            return false;
        };
        let valid = validator.validate(&payload).is_ok();
        black_box((payload, header));
        valid
    }))
}

fn verifier(alg: &str, key: &Jwk) -> Option<Box<dyn JwsVerifier>> {
    macro_rules! of {
        ($algorithm:expr) => {
            Box::new($algorithm.verifier_from_jwk(key).ok()?)
        };
    }
    Some(match alg {
        "HS256" => of!(jws::HS256),
        "HS384" => of!(jws::HS384),
        "HS512" => of!(jws::HS512),
        "RS256" => of!(jws::RS256),
        "RS384" => of!(jws::RS384),
        "RS512" => of!(jws::RS512),
        "PS256" => of!(jws::PS256),
        "PS384" => of!(jws::PS384),
        "PS512" => of!(jws::PS512),
        "ES256" => of!(jws::ES256),
        "ES384" => of!(jws::ES384),
        "ES512" => of!(jws::ES512),
        "ES256K" => of!(jws::ES256K),
        "EdDSA" => of!(jws::EdDSA),
        _ => return None,
    })
}
