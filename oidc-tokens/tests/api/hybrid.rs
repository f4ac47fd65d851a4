//! The two ID tokens of a hybrid flow (OpenID Connect Core §3.3.3.6).

use jwk_types::Reason;
use oidc_tokens::{Error, IdToken, IdTokenVerifier, Login, Nonce};

use crate::data::*;
use crate::factory::{FAST, KEYS, Token, only};
use crate::hashes::half_hash;
use crate::login::{accepts, verify};

const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";

/// From the authorization endpoint.
fn front() -> IdToken {
    let token = Token::id_token()
        .with("c_hash", half_hash(FAST, CODE))
        .with("acr", "gold");
    accepts(&token, &Login::code_id_token(NONCE, CODE))
}

/// From the token endpoint: without a hash.
fn back() -> Token {
    Token::id_token().with("acr", "gold")
}

#[track_caller]
fn rejects(defect: impl FnOnce(Token) -> Token, check: &str, reason: Reason) -> Error {
    let front = front();
    let login = Login::code(Nonce::Sent(NONCE)).after_front_channel(&front);
    accepts(&back(), &login);
    let refused = verify(&defect(back()), &login).expect_err("a defect");
    assert_eq!((refused.check().name(), refused.reason()), (check, reason));
    refused.error().clone()
}

const CHECK: &str = "both_channels_agree";

/// oidc-core-3.3.3.6-1
#[test]
fn two_tokens_about_one_user_are_accepted() {
    let front = front();
    let login = Login::code_token(Nonce::Sent(NONCE)).after_front_channel(&front);
    let token = accepts(&back(), &login);
    assert_eq!(token.identity(), front.identity());
}

#[test]
fn a_second_token_about_another_user_is_refused() {
    let error = rejects(|t| t.with("sub", "another"), CHECK, Reason::WrongSubject);
    assert_eq!(error, Error::Subject);
}

/// Two verifiers, two issuers, and the same keys.
#[test]
fn a_second_token_of_another_issuer_is_refused() {
    let other = "https://other.example";
    let front = front();
    let verifier = IdTokenVerifier::new(other, CLIENT).expect("a verifier");
    let verifier = verifier.with_algorithms(only(&[FAST]));
    let token = back().with("iss", other).text();
    let login = Login::code(Nonce::Sent(NONCE));
    let verified = verifier.verify_at(&KEYS, &token, &login, now());
    verified.expect("alone it is good");
    let login = login.after_front_channel(&front);
    let refused = verifier.verify_at(&KEYS, &token, &login, now());
    let refused = refused.expect_err("another issuer");
    assert_eq!(refused.check().name(), CHECK);
    assert_eq!(refused.reason(), Reason::WrongIssuer);
    assert_eq!(refused.error().expected().as_deref(), Some(ISSUER));
    assert_eq!(refused.error().found().as_deref(), Some(other));
}

/// oidc-core-3.3.3.6-2
#[test]
fn claims_about_the_login_agree_or_are_in_one_token_only() {
    let front = front();
    let login = Login::code(Nonce::Sent(NONCE)).after_front_channel(&front);
    accepts(&back().without("auth_time"), &login);
    accepts(&back().without("acr"), &login);
}

#[test]
fn claims_about_the_login_that_differ_are_refused() {
    let error = rejects(|t| t.with("auth_time", NOW - 10), CHECK, Reason::Other);
    assert_eq!(error, Error::Changed { claim: "auth_time" });
    let error = rejects(|t| t.with("acr", "silver"), CHECK, Reason::Other);
    assert_eq!(error, Error::Changed { claim: "acr" });
}

/// rfc9700-4.5.3.2-1: the nonce is compared again, whatever was compared before.
#[test]
fn the_second_token_needs_the_nonce_too() {
    rejects(|t| t.with("nonce", "another"), "nonce", Reason::WrongNonce);
    rejects(|t| t.without("nonce"), "nonce", Reason::MissingClaim);
}
