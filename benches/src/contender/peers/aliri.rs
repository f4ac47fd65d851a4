//! `aliri`, over `ring`. Of ES512 it has the name alone.

use std::hint::black_box;

use aliri::jwt::{
    Audience, Audiences, BasicHeaders, CoreClaims, CoreValidator, Issuer, IssuerRef, Subject,
    SubjectRef, Validated,
};
use aliri::{Jwk, JwtRef, jwa};
use aliri_clock::UnixTime;

use crate::contender::Check;
use crate::sample::{AUDIENCE, ISSUER, Sample};

#[derive(serde::Deserialize)]
#[expect(dead_code, reason = "what a program would want to read")]
struct Claims {
    iss: Option<Issuer>,
    sub: Option<Subject>,
    aud: Audiences,
    exp: Option<UnixTime>,
    nbf: Option<UnixTime>,
    iat: u64,
    jti: String,
    client_id: String,
    scope: String,
    auth_time: Option<u64>,
    acr: Option<String>,
}

impl CoreClaims for Claims {
    fn nbf(&self) -> Option<UnixTime> {
        self.nbf
    }

    fn exp(&self) -> Option<UnixTime> {
        self.exp
    }

    fn aud(&self) -> &Audiences {
        &self.aud
    }

    fn iss(&self) -> Option<&IssuerRef> {
        self.iss.as_deref()
    }

    fn sub(&self) -> Option<&SubjectRef> {
        self.sub.as_deref()
    }
}

pub(crate) fn prepare(sample: &Sample) -> Option<Check> {
    let algorithm = algorithm(sample.alg())?;
    let key: Jwk = serde_json::from_str(&sample.jwk()).ok()?;
    let validator = CoreValidator::default()
        .add_approved_algorithm(algorithm)
        .add_allowed_audience(Audience::from_static(AUDIENCE))
        .require_issuer(Issuer::from_static(ISSUER))
        .check_expiration()
        .check_not_before();
    let token = sample.token().to_owned();
    Some(Box::new(move || {
        let token = JwtRef::from_str(black_box(&token));
        let verified = token.verify::<Claims, BasicHeaders, _>(&key, &validator);
        let verified: Result<Validated<Claims>, _> = verified;
        black_box(verified).is_ok()
    }))
}

fn algorithm(alg: &str) -> Option<jwa::Algorithm> {
    Some(match alg {
        "HS256" => jwa::Algorithm::HS256,
        "HS384" => jwa::Algorithm::HS384,
        "HS512" => jwa::Algorithm::HS512,
        "RS256" => jwa::Algorithm::RS256,
        "RS384" => jwa::Algorithm::RS384,
        "RS512" => jwa::Algorithm::RS512,
        "PS256" => jwa::Algorithm::PS256,
        "PS384" => jwa::Algorithm::PS384,
        "PS512" => jwa::Algorithm::PS512,
        "ES256" => jwa::Algorithm::ES256,
        "ES384" => jwa::Algorithm::ES384,
        _ => return None,
    })
}
