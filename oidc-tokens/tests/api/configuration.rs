//! What no verifier is built from, and what a verifier tells of itself.

use jwk_types::Reason;
use oidc_tokens::{
    AccessTokenVerifier, Error, ExpectedAudience, ExpectedIssuer, Fault, IdTokenVerifier,
    JwtVerifier, LogoutTokenVerifier, OpaqueAccessToken, UserInfoVerifier,
};

use crate::data::*;

#[track_caller]
fn refuses<T>(built: Result<T, Error>, fault: &str) {
    let Err(error) = built else {
        panic!("built without {fault}");
    };
    assert_eq!(error.to_string(), format!("configuration: {fault}"));
    assert_eq!(error.reason(), Reason::Other);
    assert_eq!(error.fault(), Fault::Infrastructure);
    assert!(matches!(error, Error::Configuration { .. }));
}

#[test]
fn an_empty_issuer_builds_no_verifier() {
    let fault = "the issuer is empty";
    refuses(IdTokenVerifier::new("", CLIENT), fault);
    refuses(AccessTokenVerifier::new("", API), fault);
    refuses(LogoutTokenVerifier::new("", CLIENT), fault);
    refuses(UserInfoVerifier::new("", CLIENT), fault);
    let audience = ExpectedAudience::is(API);
    refuses(JwtVerifier::new(ExpectedIssuer::is(""), audience), fault);
}

#[test]
fn an_empty_client_or_audience_builds_no_verifier() {
    let fault = "the client_id is empty";
    refuses(IdTokenVerifier::new(ISSUER, ""), fault);
    refuses(LogoutTokenVerifier::new(ISSUER, ""), fault);
    refuses(UserInfoVerifier::new(ISSUER, ""), fault);
    let fault = "the audience is empty";
    refuses(AccessTokenVerifier::new(ISSUER, ""), fault);
    for issuer in [ExpectedIssuer::is(ISSUER), ExpectedIssuer::Any] {
        refuses(JwtVerifier::new(issuer, ExpectedAudience::is("")), fault);
    }
}

/// oidc-core-7.5-1: they bring their own keys.
#[test]
fn self_issued_tokens_have_no_verifier() {
    for issuer in ["https://self-issued.me", "https://self-issued.me/v2"] {
        let fault = "self-issued tokens are not supported";
        refuses(IdTokenVerifier::new(issuer, CLIENT), fault);
    }
    IdTokenVerifier::new("https://self-issued.me.example", CLIENT).expect("another issuer");
}

#[test]
fn verifiers_tell_whom_they_are_for() {
    let verifier = IdTokenVerifier::new(ISSUER, CLIENT).expect("a verifier");
    assert_eq!((verifier.issuer(), verifier.client_id()), (ISSUER, CLIENT));
    let verifier = AccessTokenVerifier::new(ISSUER, API).expect("a verifier");
    assert_eq!((verifier.issuer(), verifier.audience()), (ISSUER, API));
    let verifier = LogoutTokenVerifier::new(ISSUER, CLIENT).expect("a verifier");
    assert_eq!((verifier.issuer(), verifier.client_id()), (ISSUER, CLIENT));
    let verifier = UserInfoVerifier::new(ISSUER, CLIENT).expect("a verifier");
    assert_eq!(verifier.issuer(), ISSUER);
}

#[test]
fn verifiers_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<IdTokenVerifier>();
    shared::<AccessTokenVerifier>();
    shared::<LogoutTokenVerifier>();
    shared::<UserInfoVerifier>();
    shared::<JwtVerifier>();
    shared::<oidc_tokens::IdToken>();
    shared::<oidc_tokens::AccessToken>();
    shared::<oidc_tokens::Report>();
    shared::<Error>();
}

#[test]
fn an_opaque_access_token_is_visible_ascii() {
    for text in ["", "a b", "a\r\nX: y", "a\u{7f}", "a\t", "\u{e9}", " a"] {
        let fault = "the access token has characters that no Authorization header can carry";
        refuses(OpaqueAccessToken::new(text), fault);
    }
    let token = OpaqueAccessToken::new("mF_9.B5f-4.1JqM").expect("a token");
    assert_eq!(token.authorization(), "Bearer mF_9.B5f-4.1JqM");
}

/// What has no rule in a table is a question of the whole token: every name of a check is used once.
#[test]
fn the_checks_of_a_verifier_have_names_and_rules_of_their_own() {
    for purpose in crate::purposes::PURPOSES {
        let checks = purpose.checks();
        let mut names: Vec<_> = checks.iter().map(|check| check.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), checks.len(), "{purpose:?}");
        for check in checks {
            let word = |octet: u8| octet.is_ascii_lowercase() || octet == b'_';
            assert!(check.name().bytes().all(word), "{check:?}");
            assert!(!check.rule().section.is_empty(), "{check:?}");
            for id in check.requirements() {
                assert!(id.contains('-'), "{check:?}");
            }
        }
    }
    let plain: Vec<_> = UserInfoVerifier::plain_checks()
        .map(oidc_tokens::Check::name)
        .collect();
    assert_eq!(plain, ["form", "claims_set", "same_user"]);
}
