//! Tokens of one issuer, signed with a MAC, and what is claimed in them.

use std::sync::LazyLock;

use hmac::{Hmac, KeyInit, Mac};
use jwk_types::Reason;
use jwk_types::base64url::encode;
use jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{
    Access, AccessToken, AccessTokenError, AccessTokenVerifier, IdToken, IdTokenError,
    IdTokenVerifier, Login, NumericDate,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) const ISSUER: &str = "https://op.example";
pub(crate) const CLIENT: &str = "s6BhdRkqt3";
pub(crate) const API: &str = "https://api.example";
pub(crate) const NONCE: &str = "n-0S6_WzA2Mj";
pub(crate) const NOW: NumericDate = NumericDate::from_seconds(1_700_000_000);
const SECRET: &[u8; 32] = b"the secret of the issuer's MACs.";

pub(crate) static KEYS: LazyLock<KeyRing> = LazyLock::new(|| {
    let key = format!(r#"{{"keys":[{{"kty":"oct","k":"{}"}}]}}"#, encode(SECRET));
    let set = jwks::JwkSet::parse(&key).expect("a set");
    KeyRing::new(set, Algorithms::hmac()).expect("a key")
});

pub(crate) fn sign(typ: &str, claims: &Value) -> String {
    let header = json!({"alg": "HS256", "typ": typ}).to_string();
    let input = format!(
        "{}.{}",
        encode(header.as_bytes()),
        encode(claims.to_string().as_bytes())
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("any length");
    mac.update(input.as_bytes());
    format!("{input}.{}", encode(&mac.finalize().into_bytes()))
}

/// The left half of the hash that goes with HS256.
pub(crate) fn half_hash(text: &str) -> String {
    encode(&Sha256::digest(text)[..16])
}

/// Claims with some set, and those taken out that are set to null.
pub(crate) fn with(mut claims: Value, changes: Value) -> Value {
    let Value::Object(changes) = changes else {
        panic!("an object");
    };
    for (name, value) in changes {
        if value.is_null() {
            claims.as_object_mut().expect("an object").remove(&name);
        } else {
            claims[name] = value;
        }
    }
    claims
}

pub(crate) fn id_claims() -> Value {
    json!({
        "iss": ISSUER, "sub": "24400320", "aud": CLIENT, "iat": 1_699_999_990, "exp": 1_700_000_600,
        "nonce": NONCE, "auth_time": 1_699_999_900,
    })
}

pub(crate) fn id_verifier() -> IdTokenVerifier {
    let verifier = IdTokenVerifier::new(ISSUER, CLIENT).expect("a verifier");
    verifier.with_algorithms(Algorithms::hmac())
}

pub(crate) fn id_token(changes: Value, login: &Login<'_>) -> Result<IdToken, IdTokenError> {
    id_token_by(&id_verifier(), changes, login)
}

pub(crate) fn id_token_by(
    verifier: &IdTokenVerifier,
    changes: Value,
    login: &Login<'_>,
) -> Result<IdToken, IdTokenError> {
    let token = sign("JWT", &with(id_claims(), changes));
    verifier.verify_at(&KEYS, &token, login, NOW)
}

pub(crate) fn access_verifier() -> AccessTokenVerifier {
    let verifier = AccessTokenVerifier::new(ISSUER, API).expect("a verifier");
    verifier.with_algorithms(Algorithms::hmac())
}

pub(crate) fn access_token(
    changes: Value,
    access: &Access<'_>,
) -> Result<AccessToken, AccessTokenError> {
    let claims = json!({
        "iss": ISSUER, "sub": "24400320", "aud": API, "iat": 1_699_999_990, "exp": 1_700_000_600,
        "client_id": CLIENT, "jti": "a1", "scope": "read",
    });
    let token = sign("at+jwt", &with(claims, changes));
    access_verifier().verify_at(&KEYS, &token, access, NOW)
}

/// The check that failed and the reason.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(
    said: Result<T, IdTokenError>,
    check: &str,
    reason: Reason,
) {
    let error = said.expect_err("a defect");
    assert_eq!(
        (error.check().name(), error.reason()),
        (check, reason),
        "{error}"
    );
}
