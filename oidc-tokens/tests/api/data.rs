//! What good tokens hold, each of its kind, and what is asked of them.

use oidc_tokens::{Identity, NumericDate};
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://op.example";
pub(crate) const CLIENT: &str = "s6BhdRkqt3";
pub(crate) const API: &str = "https://api.example";
pub(crate) const SUBJECT: &str = "subject-24400320";
pub(crate) const NONCE: &str = "n-0S6_WzA2Mj";
pub(crate) const NOW: u64 = 1_700_000_000;
pub(crate) const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

pub(crate) const USER: Identity<'_> = Identity::new(ISSUER, SUBJECT);

pub(crate) const fn now() -> NumericDate {
    at(NOW)
}

pub(crate) const fn at(seconds: u64) -> NumericDate {
    NumericDate::from_seconds(seconds)
}

pub(crate) fn id_token_claims() -> Value {
    json!({
        "iss": ISSUER,
        "sub": SUBJECT,
        "aud": CLIENT,
        "exp": NOW + 600,
        "iat": NOW - 10,
        "auth_time": NOW - 20,
        "nonce": NONCE,
        "sid": "session-1",
    })
}

pub(crate) fn access_token_claims() -> Value {
    json!({
        "iss": ISSUER,
        "sub": SUBJECT,
        "aud": API,
        "exp": NOW + 600,
        "iat": NOW - 10,
        "jti": "token-1",
        "client_id": CLIENT,
        "scope": "read write",
    })
}

pub(crate) fn logout_token_claims() -> Value {
    json!({
        "iss": ISSUER,
        "sub": SUBJECT,
        "aud": CLIENT,
        "exp": NOW + 120,
        "iat": NOW - 10,
        "jti": "logout-1",
        "sid": "session-1",
        "events": {LOGOUT: {}},
    })
}

pub(crate) fn userinfo_claims() -> Value {
    json!({
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": SUBJECT,
        "name": "Jane Doe",
        "email": "jane.doe@mail.example",
    })
}

pub(crate) fn jwt_claims() -> Value {
    json!({
        "iss": ISSUER,
        "sub": SUBJECT,
        "aud": API,
        "exp": NOW + 600,
        "jti": "jwt-1",
    })
}
