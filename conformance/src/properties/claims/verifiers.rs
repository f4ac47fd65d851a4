//! One verifier for each purpose, all of one issuer with one audience.

use std::sync::LazyLock;
use std::time::Duration;

use jws_verify::{Algorithms, ED25519, KeyRing};
use oidc_tokens::{
    Access, AccessTokenVerifier, ExpectedAudience, ExpectedIssuer, IdTokenVerifier, Identity,
    JwtVerifier, Login, LogoutTokenVerifier, Nonce, NumericDate, Profile, Report, Session,
    UserInfo, UserInfoError, UserInfoResponse, UserInfoVerifier,
};

use super::{Error, is_the_strangers};
use crate::properties::keys::SIGNERS;
use crate::properties::refusal;

/// The types that tokens are given: none, and one for each purpose.
pub(super) const TYPES: [Option<&str>; 5] = [
    None,
    Some("JWT"),
    Some("at+jwt"),
    Some("logout+jwt"),
    Some("example+jwt"),
];

/// What one purpose said, and what was told about it.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) purpose: &'static str,
    pub(super) failure: Option<(&'static str, Error)>,
    pub(super) report: Report,
}

const ISSUER: &str = "https://op.example";
/// Of the client and of the API, so that the audience tells nothing.
const AUDIENCE: &str = "s6BhdRkqt3";
const NONCE: &str = "n-0S6_WzA2Mj";
/// That of the cases.
const SUBJECT: &str = "248289761001";
const NOW: NumericDate = NumericDate::from_seconds(1_700_000_000);

struct Verifiers {
    id_token: IdTokenVerifier,
    access_token: AccessTokenVerifier,
    plain_access_token: AccessTokenVerifier,
    logout_token: LogoutTokenVerifier,
    jwt: JwtVerifier,
    userinfo: UserInfoVerifier,
}

static VERIFIERS: LazyLock<Verifiers> = LazyLock::new(|| {
    let ed25519 = || Algorithms::only(&[&ED25519]).expect("an algorithm");
    let issuer = ExpectedIssuer::is(ISSUER);
    let audience = ExpectedAudience::is(AUDIENCE);
    let access_token = AccessTokenVerifier::new(ISSUER, AUDIENCE).expect("a verifier");
    Verifiers {
        id_token: IdTokenVerifier::new(ISSUER, AUDIENCE)
            .expect("a verifier")
            .with_algorithms(ed25519())
            .with_default_max_age(Duration::from_secs(3600)),
        plain_access_token: access_token.clone().with_profile(Profile::Plain),
        access_token,
        logout_token: LogoutTokenVerifier::new(ISSUER, AUDIENCE)
            .expect("a verifier")
            .with_algorithms(ed25519()),
        jwt: JwtVerifier::new(issuer, audience)
            .expect("a verifier")
            .with_type("example+jwt"),
        userinfo: UserInfoVerifier::new(ISSUER, AUDIENCE).expect("a verifier"),
    }
});

fn keys() -> &'static KeyRing {
    SIGNERS.keys()
}

macro_rules! judged {
    ($purpose:literal, $verifier:expr, $token:expr $(, $asked:expr)?) => {{
        let verifier = $verifier;
        let verified = verifier.verify_at(keys(), $token, $($asked,)? NOW);
        let failure = verified.err().map(|error| {
            refusal::check(&error);
            assert!(is_the_strangers(error.error()), "{error}");
            (error.check().name(), error.error().clone())
        });
        let report = verifier.explain_at(keys(), $token, $($asked,)? NOW);
        Verdict {
            purpose: $purpose,
            failure,
            report,
        }
    }};
}

/// What each purpose says of a token.
pub(super) fn judge(token: &str) -> Vec<Verdict> {
    let all = &*VERIFIERS;
    let login = Login::code(Nonce::Sent(NONCE));
    let access = Access::with_scopes(&["read"]);
    vec![
        judged!("ID token", &all.id_token, token, &login),
        judged!("access token", &all.access_token, token, &access),
        judged!("access token", &all.plain_access_token, token, &access),
        judged!("logout token", &all.logout_token, token, Session::Any),
        judged!("JWT", &all.jwt, token),
    ]
}

/// The payload as a UserInfo response in plain JSON.
pub(super) fn read_userinfo(body: &str) -> Result<UserInfo, UserInfoError> {
    let response = UserInfoResponse::new("application/json", body);
    let user = Identity::new(ISSUER, SUBJECT);
    VERIFIERS.userinfo.verify_plain(&response, user)
}

/// What is read of it is typed, or an error that can be told.
pub(super) fn judge_userinfo(body: &str) {
    match read_userinfo(body) {
        Ok(userinfo) => {
            assert_eq!(userinfo.identity(), Identity::new(ISSUER, SUBJECT));
            let standard = userinfo.standard_claims();
            for told in [
                standard.email_verified().map(drop),
                standard.name().map(drop),
                standard.updated_at().map(drop),
                standard.address("locality").map(drop),
                standard.localized("name", "de").map(drop),
            ] {
                if let Err(error) = told {
                    refusal::check_text(&error.to_string());
                }
            }
        }
        Err(error) => refusal::check(&error),
    }
}
