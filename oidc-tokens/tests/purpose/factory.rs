//! One issuer with one key, and a verifier for each purpose. The client and the API have the same name, so that the
//! audience tells nothing apart.

use std::sync::LazyLock;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use jwk_types::base64url::encode;
use jwks::JwkSet;
use jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{
    Access, AccessTokenVerifier, Error, ExpectedAudience, ExpectedIssuer, IdTokenVerifier,
    Identity, JwtVerifier, Login, LogoutTokenVerifier, Nonce, NumericDate, Profile, Report,
    Session, UserInfoResponse, UserInfoVerifier, Verify,
};
use sha2::Sha256;

pub(crate) const ISSUER: &str = "https://op.example";
pub(crate) const NAME: &str = "s6BhdRkqt3";
pub(crate) const NONCE: &str = "n-0S6_WzA2Mj";
pub(crate) const SUBJECT: &str = "24400320";
pub(crate) const NOW: u64 = 1_700_000_000;
const SECRET: &[u8; 32] = b"the secret of the issuer's MACs.";

/// The purposes, in the order of the columns of the matrix.
pub(crate) const PURPOSES: [&str; 6] = [
    "ID token",
    "access token",
    "plain access token",
    "logout token",
    "UserInfo",
    "application",
];

pub(crate) fn sign(header: &str, payload: &[u8]) -> String {
    sign_with(SECRET, header, payload)
}

pub(crate) fn sign_with(secret: &[u8], header: &str, payload: &[u8]) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length");
    mac.update(input.as_bytes());
    format!("{input}.{}", encode(&mac.finalize().into_bytes()))
}

pub(crate) static KEYS: LazyLock<KeyRing> = LazyLock::new(|| {
    let k = encode(SECRET);
    let other = encode(b"another secret of the same issuer");
    let set = format!(
        r#"{{"keys":[{{"kty":"oct","kid":"1","k":"{k}"}},{{"kty":"oct","kid":"2","k":"{other}"}}]}}"#
    );
    let set = JwkSet::parse(&set).expect("a set");
    KeyRing::new(set, Algorithms::hmac()).expect("keys")
});

struct Verifiers {
    id_token: IdTokenVerifier,
    access_token: AccessTokenVerifier,
    plain: AccessTokenVerifier,
    logout_token: LogoutTokenVerifier,
    userinfo: UserInfoVerifier,
    application: JwtVerifier,
}

static VERIFIERS: LazyLock<Verifiers> = LazyLock::new(|| {
    let hmac = Algorithms::hmac;
    let access_token = AccessTokenVerifier::new(ISSUER, NAME).expect("a verifier");
    let access_token = access_token.with_algorithms(hmac());
    let (issuer, audience) = (ExpectedIssuer::is(ISSUER), ExpectedAudience::is(NAME));
    Verifiers {
        id_token: IdTokenVerifier::new(ISSUER, NAME)
            .expect("a verifier")
            .with_algorithms(hmac())
            .with_default_max_age(Duration::from_secs(3600))
            .with_default_acr_values(["silver", "gold"]),
        plain: access_token.clone().with_profile(Profile::Plain),
        access_token,
        logout_token: LogoutTokenVerifier::new(ISSUER, NAME)
            .expect("a verifier")
            .with_algorithms(hmac()),
        userinfo: UserInfoVerifier::new(ISSUER, NAME)
            .expect("a verifier")
            .with_algorithms(hmac()),
        application: JwtVerifier::new(issuer, audience)
            .expect("a verifier")
            .with_algorithms(hmac())
            .with_type("example+jwt")
            .with_subject(SUBJECT)
            .requiring(["jti"]),
    }
});

/// What one purpose says: the check that failed and the error, or that it accepts.
pub(crate) type Said = Result<(), (&'static str, Error)>;

macro_rules! said {
    ($verified:expr) => {
        $verified
            .map(drop)
            .map_err(|error| (error.check().name(), error.error().clone()))
    };
}

/// What each purpose says of a token. The access token is offered as the answer to a request for the scope `read`, the
/// ID token as the answer to a login with a nonce.
pub(crate) fn offer(token: &str, purpose: usize, now: NumericDate) -> Said {
    let all = &*VERIFIERS;
    let access = Access::with_scopes(&["read"]);
    match purpose {
        0 => said!(
            all.id_token
                .verify_at(&KEYS, token, &Login::code(Nonce::Sent(NONCE)), now)
        ),
        1 => said!(all.access_token.verify_at(&KEYS, token, &access, now)),
        2 => said!(all.plain.verify_at(&KEYS, token, &access, now)),
        3 => said!(all.logout_token.verify_at(&KEYS, token, Session::Any, now)),
        4 => {
            let response = UserInfoResponse::new("application/jwt", token);
            let user = Identity::new(ISSUER, SUBJECT);
            said!(all.userinfo.verify_at(&KEYS, &response, user, now))
        }
        _ => said!(all.application.verify_at(&KEYS, token, now)),
    }
}

/// What each purpose says of a token before it has keys.
pub(crate) fn offer_without_keys(token: &str, purpose: usize, now: NumericDate) -> Said {
    let all = &*VERIFIERS;
    let access = Access::with_scopes(&["read"]);
    let login = Login::code(Nonce::Sent(NONCE));
    match purpose {
        0 => said!(all.id_token.check_without_keys(token, &login, now)),
        1 => said!(all.access_token.check_without_keys(token, &access, now)),
        2 => said!(all.plain.check_without_keys(token, &access, now)),
        3 => said!(
            all.logout_token
                .check_without_keys(token, Session::Any, now)
        ),
        4 => {
            let response = UserInfoResponse::new("application/jwt", token);
            let user = Identity::new(ISSUER, SUBJECT);
            said!(all.userinfo.check_without_keys_at(&response, user, now))
        }
        _ => said!(all.application.check_without_keys(token, (), now)),
    }
}

/// The report of the same question; there is none for a UserInfo response.
pub(crate) fn explain(token: &str, purpose: usize, now: NumericDate) -> Option<Report> {
    let all = &*VERIFIERS;
    let access = Access::with_scopes(&["read"]);
    Some(match purpose {
        0 => all
            .id_token
            .explain_at(&KEYS, token, &Login::code(Nonce::Sent(NONCE)), now),
        1 => all.access_token.explain_at(&KEYS, token, &access, now),
        2 => all.plain.explain_at(&KEYS, token, &access, now),
        3 => all.logout_token.explain_at(&KEYS, token, Session::Any, now),
        4 => return None,
        _ => all.application.explain_at(&KEYS, token, now),
    })
}
