//! The documents, complete and right.

use serde_json::{Value, json};

use super::issuer::Issuer;
use super::token::SUBJECT;

/// OpenID Connect Discovery 1.0 section 3, which goes for RFC 8414 section 2 too.
pub(super) fn metadata(issuer: &Issuer, url: impl Fn(&str) -> String) -> Value {
    let under = |path: &str| url(&format!("{}{path}", issuer.path));
    json!({
        "issuer": under(""),
        "authorization_endpoint": under("/authorize"),
        "token_endpoint": under("/token"),
        "userinfo_endpoint": under("/userinfo"),
        "jwks_uri": url(&issuer.keys_path),
        "end_session_endpoint": under("/logout"),
        "scopes_supported": ["openid", "profile", "email"],
        "response_types_supported": ["code", "id_token", "id_token token", "code id_token"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "grant_types_supported": ["authorization_code", "implicit", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", issuer.signer().alg],
        "userinfo_signing_alg_values_supported": [issuer.signer().alg],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "tls_client_auth"],
        "claims_supported": ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "name"],
        "code_challenge_methods_supported": ["S256"],
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "authorization_response_iss_parameter_supported": true,
        "mtls_endpoint_aliases": {
            "token_endpoint": under("/mtls/token"),
            "userinfo_endpoint": under("/mtls/userinfo"),
        },
    })
}

/// RFC 9728 section 2: the API beside the issuer, under the same name.
pub(super) fn resource(issuer: &str) -> Value {
    json!({
        "resource": issuer,
        "authorization_servers": [issuer],
        "scopes_supported": ["openid", "orders:read"],
        "bearer_methods_supported": ["header"],
        "resource_name": "Orders",
    })
}

/// RFC 7033 section 4.4, with the link of OpenID Connect Discovery 1.0 section 2. `rel` filters.
pub(super) fn web_finger(subject: &str, rel: Option<&str>, issuer: &str) -> Value {
    const ISSUER: &str = "http://openid.net/specs/connect/1.0/issuer";
    let link = json!({"rel": ISSUER, "href": issuer});
    let links = match rel {
        None | Some(ISSUER) => vec![link],
        Some(_) => Vec::new(),
    };
    json!({"subject": subject, "links": links})
}

/// OpenID Connect Core 1.0 section 5.3.2.
pub(super) fn claims_about_the_user() -> Value {
    json!({
        "sub": SUBJECT,
        "name": "Jane Doe",
        "email": "janedoe@example.com",
        "email_verified": true,
    })
}
