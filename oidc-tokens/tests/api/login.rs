//! Logins by each response type: the nonce, the hashes, and what came with the token.

use jwk_types::Reason;
use oidc_tokens::{Error, IdToken, IdTokenError, Login, Nonce, OpaqueAccessToken, StateHash};

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::hashes::half_hash;
use crate::purposes::{Options, id_tokens};

const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
const STATE: &str = "af0ifjsldkj";

pub(crate) fn opaque() -> OpaqueAccessToken {
    OpaqueAccessToken::new("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y").expect("a token")
}

/// The hashes of what is given, as the algorithm of the tests wants them.
fn hashed(text: &str) -> String {
    half_hash(crate::factory::FAST, text)
}

fn access_token_hash() -> String {
    let header = opaque().authorization();
    hashed(header.strip_prefix("Bearer ").expect("a bearer token"))
}

#[track_caller]
pub(crate) fn verify(token: &Token, login: &Login<'_>) -> Result<IdToken, IdTokenError> {
    id_tokens(&Options::usual()).verify_at(&KEYS, &token.text(), login, now())
}

#[track_caller]
pub(crate) fn accepts(token: &Token, login: &Login<'_>) -> IdToken {
    verify(token, login).unwrap_or_else(|refused| panic!("{refused}: {}", token.claims))
}

/// The good one is accepted; the bad one differs in the defect.
#[track_caller]
fn rejects(
    good: &Token,
    login: &Login<'_>,
    defect: impl FnOnce(Token) -> Token,
    check: &str,
    reason: Reason,
) -> Error {
    accepts(good, login);
    let refused = verify(&defect(good.clone()), login).expect_err("a defect");
    assert_eq!((refused.check().name(), refused.reason()), (check, reason));
    refused.error().clone()
}

/// A front-channel token with everything that can come with it.
fn full() -> Token {
    Token::id_token()
        .with("at_hash", access_token_hash())
        .with("c_hash", hashed(CODE))
        .with("s_hash", hashed(STATE))
}

#[test]
fn the_nonce_that_was_sent_has_to_come_back() {
    let sent = Login::code(Nonce::Sent(NONCE));
    let good = Token::id_token();
    let error = rejects(
        &good,
        &sent,
        |t| t.with("nonce", "n-0S6_WzA2MJ"),
        "nonce",
        Reason::WrongNonce,
    );
    assert_eq!(error, Error::Nonce);
    rejects(
        &good,
        &sent,
        |t| t.without("nonce"),
        "nonce",
        Reason::MissingClaim,
    );
    rejects(
        &good,
        &sent,
        |t| t.with("nonce", ""),
        "nonce",
        Reason::WrongNonce,
    );
}

/// It would tie the token to nothing.
#[test]
fn an_empty_nonce_is_none() {
    let empty = Token::id_token().with("nonce", "");
    for login in [Login::code(Nonce::Sent("")), Login::id_token("")] {
        let refused = verify(&empty, &login).expect_err("an empty nonce");
        assert_eq!(refused.reason(), Reason::WrongNonce);
    }
}

/// oidc-core-2-15
#[test]
fn a_nonce_that_was_not_sent_is_refused() {
    let none = Login::code(Nonce::NotSent);
    let good = Token::id_token().without("nonce");
    let error = rejects(
        &good,
        &none,
        |t| t.with("nonce", NONCE),
        "nonce",
        Reason::WrongNonce,
    );
    assert_eq!(error, Error::NonceUnexpected);
}

/// oidc-core-15.5.2-1: the value to compare is whatever the caller passes, the hash of a cookie for instance.
#[test]
fn a_nonce_may_be_the_hash_of_a_session_secret() {
    use jwk_types::base64url::encode;
    use sha2::{Digest, Sha256};
    let hash = |cookie: &str| encode(&Sha256::digest(cookie));
    let (own, other) = (
        hash("cookie of this browser"),
        hash("cookie of another browser"),
    );
    let good = Token::id_token().with("nonce", own.as_str());
    let login = Login::code(Nonce::Sent(&own));
    rejects(
        &good,
        &login,
        |t| t.with("nonce", other),
        "nonce",
        Reason::WrongNonce,
    );
}

/// oidc-core-3.2.2.10-2
#[test]
fn an_implicit_login_with_an_access_token_needs_its_hash() {
    let access_token = opaque();
    let login = Login::id_token_token(NONCE, &access_token);
    let good = Token::id_token().with("at_hash", access_token_hash());
    let check = "access_token_hash";
    rejects(
        &good,
        &login,
        |t| t.without("at_hash"),
        check,
        Reason::MissingClaim,
    );
    let error = rejects(
        &good,
        &login,
        |t| t.with("at_hash", hashed("another")),
        check,
        Reason::WrongHash,
    );
    assert_eq!(error, Error::Hash { claim: "at_hash" });
}

/// oidc-core-3.2.2.10-3
#[test]
fn a_hash_of_an_access_token_that_did_not_come_is_ignored() {
    let login = Login::id_token(NONCE);
    accepts(&Token::id_token(), &login);
    accepts(
        &Token::id_token().with("at_hash", access_token_hash()),
        &login,
    );
    accepts(
        &Token::id_token().with("at_hash", "of something else"),
        &login,
    );
}

/// oidc-core-3.3.2.11-2
#[test]
fn a_hybrid_login_with_an_access_token_needs_its_hash() {
    let access_token = opaque();
    let login = Login::code_id_token_token(NONCE, CODE, &access_token);
    let check = "access_token_hash";
    rejects(
        &full(),
        &login,
        |t| t.without("at_hash"),
        check,
        Reason::MissingClaim,
    );
    rejects(
        &full(),
        &login,
        |t| t.with("at_hash", hashed(CODE)),
        check,
        Reason::WrongHash,
    );
}

/// oidc-core-3.3.2.11-4
#[test]
fn a_hybrid_login_needs_the_hash_of_the_code() {
    let access_token = opaque();
    for login in [
        Login::code_id_token(NONCE, CODE),
        Login::code_id_token_token(NONCE, CODE, &access_token),
    ] {
        let check = "code_hash";
        rejects(
            &full(),
            &login,
            |t| t.without("c_hash"),
            check,
            Reason::MissingClaim,
        );
        let other = hashed("another code");
        let error = rejects(
            &full(),
            &login,
            |t| t.with("c_hash", other),
            check,
            Reason::WrongHash,
        );
        assert_eq!(error, Error::Hash { claim: "c_hash" });
    }
}

#[test]
fn implicit_and_hybrid_logins_need_the_nonce() {
    let access_token = opaque();
    for login in [
        Login::id_token(NONCE),
        Login::id_token_token(NONCE, &access_token),
        Login::code_id_token(NONCE, CODE),
        Login::code_id_token_token(NONCE, CODE, &access_token),
    ] {
        rejects(
            &full(),
            &login,
            |t| t.without("nonce"),
            "nonce",
            Reason::MissingClaim,
        );
        rejects(
            &full(),
            &login,
            |t| t.with("nonce", "x"),
            "nonce",
            Reason::WrongNonce,
        );
    }
}

/// oidc-core-3.3.3.6-3
#[test]
fn from_the_token_endpoint_the_hashes_may_be_left_out_and_are_right_if_they_are_there() {
    let access_token = opaque();
    let sent = Nonce::Sent(NONCE);
    for login in [Login::code(sent), Login::code_token(sent)] {
        let login = login.with_access_token(&access_token).with_code(CODE);
        accepts(&Token::id_token(), &login);
        let other = hashed("another");
        let (at, code) = ("access_token_hash", "code_hash");
        rejects(
            &full(),
            &login,
            |t| t.with("at_hash", &*other),
            at,
            Reason::WrongHash,
        );
        rejects(
            &full(),
            &login,
            |t| t.with("c_hash", &*other),
            code,
            Reason::WrongHash,
        );
    }
}

#[test]
fn the_hash_of_the_state_is_demanded_or_checked_if_it_is_there() {
    let login = |hash| Login::code_id_token(NONCE, CODE).with_state(STATE, hash);
    let check = "state_hash";
    let required = login(StateHash::Required);
    rejects(
        &full(),
        &required,
        |t| t.without("s_hash"),
        check,
        Reason::MissingClaim,
    );
    let if_present = login(StateHash::IfPresent);
    accepts(&full().without("s_hash"), &if_present);
    for login in [required, if_present] {
        let other = hashed("another state");
        let error = rejects(
            &full(),
            &login,
            |t| t.with("s_hash", other),
            check,
            Reason::WrongHash,
        );
        assert_eq!(error, Error::Hash { claim: "s_hash" });
    }
}

#[test]
fn a_hash_is_a_string_even_where_it_is_not_compared() {
    let login = Login::id_token(NONCE);
    for claim in ["at_hash", "c_hash", "s_hash"] {
        rejects(
            &full(),
            &login,
            |t| t.with(claim, 1),
            "claims_set",
            Reason::MalformedClaims,
        );
    }
}
