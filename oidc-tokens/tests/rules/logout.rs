//! Logout tokens and the sessions that they end.

use jwk_types::Reason;
use jws_verify::Algorithms;
use oidc_tokens::{
    IdToken, Login, LogoutTarget, LogoutToken, LogoutTokenError, LogoutTokenVerifier, Nonce,
    NumericDate, ReplayGuard, Session, Sight,
};
use serde_json::{Value, json};

use crate::given::{CLIENT, ISSUER, KEYS, NONCE, NOW, id_token, sign, with};

fn verifier(issuer: &str) -> LogoutTokenVerifier {
    let verifier = LogoutTokenVerifier::new(issuer, CLIENT).expect("a verifier");
    verifier.with_algorithms(Algorithms::hmac())
}

fn offer(changes: Value, session: Session<'_>) -> Result<LogoutToken, LogoutTokenError> {
    let claims = json!({
        "iss": ISSUER, "sub": "24400320", "aud": CLIENT, "iat": 1_699_999_990, "exp": 1_700_000_600,
        "jti": "a1", "sid": "s1",
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    });
    let claims = with(claims, changes);
    let issuer = claims["iss"].as_str().unwrap_or(ISSUER).to_owned();
    verifier(&issuer).verify_at(&KEYS, &sign("logout+jwt", &claims), session, NOW)
}

fn session() -> IdToken {
    let login = Login::code(Nonce::Sent(NONCE));
    id_token(json!({"sid": "s1"}), &login).expect("an ID token")
}

#[track_caller]
fn refused(changes: Value, check: &str, reason: Reason) {
    let session = session();
    offer(json!({}), Session::Of(&session)).expect("accepted without the defect");
    let error = offer(changes, Session::Of(&session)).expect_err("a defect");
    assert_eq!(
        (error.check().name(), error.reason()),
        (check, reason),
        "{error}"
    );
}

#[test]
fn a_logout_of_the_session_is_accepted() {
    let session = session();
    for changes in [json!({}), json!({"sub": null}), json!({"sid": null})] {
        offer(changes, Session::Of(&session)).expect("the session");
    }
}

#[test]
fn a_logout_at_another_issuer_is_refused() {
    refused(
        json!({"iss": "https://other.example"}),
        "session_issuer",
        Reason::WrongIssuer,
    );
}

#[test]
fn a_logout_of_another_user_is_refused() {
    refused(
        json!({"sub": "another"}),
        "session_subject",
        Reason::WrongSubject,
    );
}

#[test]
fn a_logout_of_another_session_is_refused() {
    refused(json!({"sid": "s2"}), "session_id", Reason::Other);
}

#[test]
fn an_empty_identifier_is_refused() {
    for changes in [json!({"sid": ""}), json!({"jti": ""}), json!({"sub": ""})] {
        let error = offer(changes, Session::Any).expect_err("it identifies nothing");
        assert_eq!(error.reason(), Reason::MalformedClaims);
    }
}

#[test]
fn a_logout_that_shares_nothing_with_the_session_is_refused() {
    let login = Login::code(Nonce::Sent(NONCE));
    let session = id_token(json!({}), &login).expect("an ID token without sid");
    offer(json!({}), Session::Of(&session)).expect("the same sub");
    let error = offer(json!({"sub": null}), Session::Of(&session)).expect_err("nothing in common");
    assert_eq!(
        (error.check().name(), error.reason()),
        ("session_id", Reason::Other)
    );
}

#[test]
fn a_token_says_which_sessions_end() {
    let one = offer(json!({}), Session::Any).expect("a token");
    assert_eq!(one.target(), LogoutTarget::Session("s1"));
    let all = offer(json!({"sid": null}), Session::Any).expect("a token");
    assert_eq!(all.target(), LogoutTarget::AllSessionsOf("24400320"));
}

struct Store(Sight);

impl ReplayGuard for Store {
    fn sight(&self, issuer: &str, claim: &str, value: &str, _: NumericDate) -> Sight {
        assert_eq!((issuer, claim, value), (ISSUER, "jti", "a1"));
        self.0
    }
}

#[test]
fn a_logout_token_is_good_once() {
    let token = offer(json!({}), Session::Any).expect("a token");
    token
        .refuse_replay(&Store(Sight::First))
        .expect("for the first time");
}

#[test]
fn a_logout_token_that_was_seen_is_refused() {
    let token = offer(json!({}), Session::Any).expect("a token");
    let error = token
        .refuse_replay(&Store(Sight::Repeated))
        .expect_err("seen before");
    assert_eq!(error.reason(), Reason::Other);
}
