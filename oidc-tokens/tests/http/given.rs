//! Tokens, and an API that refuses them.

use hmac::{Hmac, KeyInit, Mac};
use oidc_tokens::jwk_types::base64url::encode;
use oidc_tokens::jwks::JwkSet;
use oidc_tokens::jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{Access, AccessTokenError, AccessTokenVerifier, NumericDate};
use sha2::Sha256;

pub(crate) const ISSUER: &str = "https://op.example";
pub(crate) const AUDIENCE: &str = "https://api.example";
pub(crate) const ISSUED: u64 = 1_795_651_200;

/// A request to an API: good as it stands, and changed by one defect.
pub(crate) struct Request<'a> {
    pub(crate) audience: &'a str,
    pub(crate) token: String,
    pub(crate) scopes: &'a [&'a str],
    pub(crate) seconds: u64,
}

impl Request<'_> {
    pub(crate) fn good() -> Self {
        Self {
            audience: AUDIENCE,
            token: include_str!("../../examples/access_token.jwt")
                .trim()
                .to_owned(),
            scopes: &["orders:read"],
            seconds: ISSUED + 60,
        }
    }

    fn verify(&self) -> Result<(), AccessTokenError> {
        let set = JwkSet::parse(include_str!("../../examples/jwks.json")).expect("a set");
        let keys = KeyRing::new(set, Algorithms::asymmetric()).expect("a key");
        let api = AccessTokenVerifier::new(ISSUER, self.audience).expect("a verifier");
        let access = Access::with_scopes(self.scopes);
        let now = NumericDate::from_seconds(self.seconds);
        api.verify_at(&keys, &self.token, &access, now).map(|_| ())
    }
}

/// What a request is refused with that has one defect.
#[track_caller]
pub(crate) fn refused<'a>(defect: impl FnOnce(&mut Request<'a>)) -> AccessTokenError {
    let mut request = Request::good();
    request.verify().expect("accepted without the defect");
    defect(&mut request);
    request.verify().expect_err("refused with the defect")
}

/// What a token with these claims and a MAC is refused with, under a secret of so many octets.
pub(crate) fn refused_mac(claims: &str, octets: usize) -> AccessTokenError {
    let secret = vec![b's'; octets];
    let header = br#"{"alg":"HS256","typ":"at+jwt"}"#;
    let input = format!("{}.{}", encode(header), encode(claims.as_bytes()));
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).expect("any length");
    mac.update(input.as_bytes());
    let token = format!("{input}.{}", encode(&mac.finalize().into_bytes()));
    let set = format!(r#"{{"keys":[{{"kty":"oct","k":"{}"}}]}}"#, encode(&secret));
    let algorithms = Algorithms::named(["HS256"]).expect("an algorithm");
    let set = JwkSet::parse(&set).expect("a set");
    let keys = KeyRing::new(set, algorithms.clone()).expect("a key");
    let api = AccessTokenVerifier::new(ISSUER, AUDIENCE).expect("a verifier");
    let api = api.with_algorithms(algorithms);
    let now = NumericDate::from_seconds(ISSUED + 60);
    let verified = api.verify_at(&keys, &token, &Access::without_scope(), now);
    verified.expect_err("a defect")
}
