//! Logout tokens (OpenID Connect Back-Channel Logout §2.6, §2.7).

use jwk_types::Reason;
use oidc_tokens::{
    Error, IdToken, IdTokenVerifier, Login, LogoutTarget, LogoutToken, LogoutTokenError, Nonce,
    Session,
};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::{FAST, KEYS, Token, only};
use crate::login;
use crate::purposes::{Options, Purpose, logout_tokens};

fn verify(token: &Token, session: Session<'_>) -> Result<LogoutToken, LogoutTokenError> {
    logout_tokens(&Options::usual()).verify_at(&KEYS, &token.text(), session, now())
}

#[track_caller]
pub(crate) fn accepts(token: &Token, session: Session<'_>) -> LogoutToken {
    verify(token, session).unwrap_or_else(|refused| panic!("{refused}: {}", token.claims))
}

fn logged_in(token: &Token) -> IdToken {
    login::accepts(token, &Login::code(Nonce::Sent(NONCE)))
}

#[track_caller]
fn rejects(session: &IdToken, bad: &Token, check: &str, reason: Reason) -> Error {
    accepts(&Token::logout_token(), Session::Of(session));
    let refused = verify(bad, Session::Of(session)).expect_err("a defect");
    assert_eq!((refused.check().name(), refused.reason()), (check, reason));
    refused.error().clone()
}

/// oidc-backchannel-2.6-9, oidc-backchannel-2.6-10, oidc-backchannel-2.6-11
#[test]
fn a_logout_of_a_known_session_is_accepted() {
    let session = logged_in(&Token::id_token());
    let token = accepts(&Token::logout_token(), Session::Of(&session));
    assert_eq!(token.issuer(), session.issuer());
    assert_eq!(token.subject(), Some(session.subject()));
    assert_eq!(token.session_id(), session.session_id());
}

/// What one of the two does not state is not compared.
#[test]
fn a_logout_that_says_less_than_the_session_is_accepted() {
    let session = logged_in(&Token::id_token());
    accepts(&Token::logout_token().without("sub"), Session::Of(&session));
    accepts(&Token::logout_token().without("sid"), Session::Of(&session));
    let session = logged_in(&Token::id_token().without("sid"));
    accepts(&Token::logout_token(), Session::Of(&session));
}

#[test]
fn a_logout_of_a_session_at_another_issuer_is_refused() {
    let session = logged_in(&Token::id_token());
    accepts(&Token::logout_token(), Session::Of(&session));
    let other = "https://other.example";
    let verifier = IdTokenVerifier::new(other, CLIENT).expect("a verifier");
    let verifier = verifier.with_algorithms(only(&[FAST]));
    let token = Token::id_token().with("iss", other).text();
    let login = Login::code(Nonce::Sent(NONCE));
    let session = verifier.verify_at(&KEYS, &token, &login, now());
    let session = session.expect("good at its issuer");
    let refused = verify(&Token::logout_token(), Session::Of(&session));
    let refused = refused.expect_err("another issuer");
    assert_eq!(refused.check().name(), "session_issuer");
    assert_eq!(refused.reason(), Reason::WrongIssuer);
}

#[test]
fn a_logout_of_another_user_is_refused() {
    let session = logged_in(&Token::id_token());
    let token = Token::logout_token().with("sub", "another");
    let error = rejects(&session, &token, "session_subject", Reason::WrongSubject);
    assert_eq!(error, Error::Subject);
    accepts(&token, Session::Any);
}

#[test]
fn a_logout_of_another_session_is_refused() {
    let session = logged_in(&Token::id_token());
    let token = Token::logout_token().with("sid", "session-2");
    let error = rejects(&session, &token, "session_id", Reason::Other);
    assert_eq!(error, Error::Changed { claim: "sid" });
    accepts(&token, Session::Any);
}

/// oidc-backchannel-2.7-1
#[test]
fn a_token_with_sid_ends_one_session_and_one_without_all() {
    let both = accepts(&Token::logout_token(), Session::Any);
    assert_eq!(both.target(), LogoutTarget::Session("session-1"));
    let sid = accepts(&Token::logout_token().without("sub"), Session::Any);
    assert_eq!(sid.target(), LogoutTarget::Session("session-1"));
    let sub = accepts(&Token::logout_token().without("sid"), Session::Any);
    assert_eq!(sub.target(), LogoutTarget::AllSessionsOf(SUBJECT));
}

#[test]
fn a_token_about_nobody_ends_nothing() {
    let token = Token::logout_token().without("sid").without("sub");
    let refused = Purpose::LogoutToken.rejects(&token, Reason::MissingClaim);
    assert_eq!(refused.check.name(), "subject_or_session");
    assert!(refused.message.starts_with("claim sub or sid is missing"));
    let token = Token::logout_token().without("sub").with("sid", "");
    Purpose::LogoutToken.rejects(&token, Reason::MalformedClaims);
    let token = Token::logout_token().without("sid").with("sub", "");
    Purpose::LogoutToken.rejects(&token, Reason::MalformedClaims);
}

/// oidc-backchannel-2.4-12: `typ` may be absent or say nothing.
#[test]
fn the_type_of_a_logout_token_is_its_own_or_none() {
    for typ in [
        "logout+jwt",
        "LOGOUT+JWT",
        "application/logout+jwt",
        "JWT",
        "jwt",
    ] {
        Purpose::LogoutToken.accepts(&Token::logout_token().with_header("typ", typ));
    }
    Purpose::LogoutToken.accepts(&Token::logout_token().without_header("typ"));
    for typ in [
        "at+jwt",
        "secevent+jwt",
        "logout+jwt ",
        "text/logout+jwt",
        "",
        "JOSE",
    ] {
        let token = Token::logout_token().with_header("typ", typ);
        Purpose::LogoutToken.rejects(&token, Reason::WrongType);
    }
}

#[test]
fn the_event_is_an_object_among_others_perhaps() {
    let events = |events: Value| Token::logout_token().with("events", events);
    Purpose::LogoutToken.accepts(&events(json!({LOGOUT: {}, "urn:example:other": 1})));
    Purpose::LogoutToken.accepts(&events(json!({LOGOUT: {"x": 1}})));
    for missing in [
        json!({}),
        json!({"http://schemas.openid.net/event/other": {}}),
    ] {
        Purpose::LogoutToken.rejects(&events(missing), Reason::MissingClaim);
    }
    for bad in [
        json!([LOGOUT]),
        json!(LOGOUT),
        Value::Null,
        json!({LOGOUT: null}),
        json!({LOGOUT: 1}),
    ] {
        Purpose::LogoutToken.rejects(&events(bad), Reason::MalformedClaims);
    }
}

#[test]
fn a_nonce_of_any_value_is_forbidden() {
    for nonce in [json!(NONCE), Value::Null, json!(1)] {
        let token = Token::logout_token().with("nonce", nonce);
        let refused = Purpose::LogoutToken.rejects(&token, Reason::Other);
        assert_eq!(refused.error, Error::Forbidden { claim: "nonce" });
    }
}

#[test]
fn audiences_beside_the_client_are_trusted_by_name() {
    let token = Token::logout_token().with("aud", json!([CLIENT, "other"]));
    let refused = Purpose::LogoutToken.rejects(&token, Reason::WrongAudience);
    let audience = "other".into();
    assert_eq!(refused.error, Error::AudienceUntrusted { audience });
    let verifier = logout_tokens(&Options::usual()).with_trusted_audiences(["other"]);
    let verified = verifier.verify_at(&KEYS, &token.text(), Session::Any, now());
    verified.expect("trusted");
}
