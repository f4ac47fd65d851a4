//! A store that remembers what was seen, and what is refused with it.

use std::cell::RefCell;
use std::collections::HashMap;

use jwk_types::Reason;
use oidc_tokens::{
    Access, Error, Login, LogoutTokenVerifier, Nonce, NumericDate, Profile, ReplayGuard, Session,
    Sight,
};

use crate::data::*;
use crate::factory::{FAST, KEYS, Token, only};
use crate::login;
use crate::logout;
use crate::purposes::{Options, access_tokens, jwts};

/// Keeps everything, and until when it was asked to: as long as any verifier takes the token.
#[derive(Default)]
struct Memory(RefCell<HashMap<[String; 3], NumericDate>>);

impl ReplayGuard for Memory {
    fn sight(&self, issuer: &str, claim: &str, value: &str, until: NumericDate) -> Sight {
        let key = [issuer, claim, value].map(str::to_owned);
        match self.0.borrow_mut().insert(key, until) {
            None => Sight::First,
            Some(_) => Sight::Repeated,
        }
    }
}

impl Memory {
    #[track_caller]
    fn kept(&self, claim: &str, value: &str) -> NumericDate {
        self.0.borrow()[&[ISSUER, claim, value].map(str::to_owned)]
    }
}

/// A store that cannot be reached.
struct Broken;

impl ReplayGuard for Broken {
    fn sight(&self, _: &str, _: &str, _: &str, _: NumericDate) -> Sight {
        Sight::Repeated
    }
}

#[track_caller]
fn replayed(result: Result<(), Error>, claim: &'static str, reason: Reason) {
    let error = result.expect_err("seen before");
    assert_eq!(error, Error::Replayed { claim });
    assert_eq!(error.reason(), reason);
    assert_eq!(error.to_string(), format!("this {claim} was used before"));
}

/// oidc-core-3.1.3.7-11b, oidc-core-3.2.2.11-2b
#[test]
fn a_nonce_that_is_seen_for_the_first_time_is_good() {
    let guard = Memory::default();
    let token = login::accepts(&Token::id_token(), &Login::code(Nonce::Sent(NONCE)));
    assert_eq!(token.refuse_replay(&guard), Ok(()));
    assert_eq!(guard.kept("nonce", NONCE), at(NOW + 600 + 300));
    let next = Token::id_token().with("nonce", "another");
    let token = login::accepts(&next, &Login::id_token("another"));
    assert_eq!(token.refuse_replay(&guard), Ok(()));
}

#[test]
fn a_nonce_that_was_seen_before_is_refused() {
    let guard = Memory::default();
    let sent = Login::code(Nonce::Sent(NONCE));
    let token = login::accepts(&Token::id_token(), &sent);
    assert_eq!(token.refuse_replay(&guard), Ok(()));
    replayed(token.refuse_replay(&guard), "nonce", Reason::WrongNonce);
    let implicit = login::accepts(&Token::id_token().with("jti", "x"), &Login::id_token(NONCE));
    replayed(implicit.refuse_replay(&guard), "nonce", Reason::WrongNonce);
}

/// oidc-backchannel-2.6-8
#[test]
fn a_logout_token_that_is_seen_for_the_first_time_is_good() {
    let guard = Memory::default();
    let token = logout::accepts(&Token::logout_token(), Session::Any);
    assert_eq!(token.refuse_replay(&guard), Ok(()));
    assert_eq!(guard.kept("jti", "logout-1"), at(NOW + 120 + 300));
    let next = Token::logout_token().with("jti", "logout-2");
    let next = logout::accepts(&next, Session::Any);
    assert_eq!(next.refuse_replay(&guard), Ok(()));
}

#[test]
fn a_logout_token_that_was_seen_before_is_refused() {
    let guard = Memory::default();
    let token = logout::accepts(&Token::logout_token(), Session::Any);
    assert_eq!(token.refuse_replay(&guard), Ok(()));
    replayed(token.refuse_replay(&guard), "jti", Reason::Other);
}

/// rfc7519-4.1.7-2, rfc7515-10.10-1: names are unique within an issuer.
#[test]
fn the_same_jti_of_another_issuer_is_another() {
    let guard = Memory::default();
    let token = logout::accepts(&Token::logout_token(), Session::Any);
    assert_eq!(token.refuse_replay(&guard), Ok(()));
    let other = "https://other.example";
    let verifier = LogoutTokenVerifier::new(other, CLIENT).expect("a verifier");
    let verifier = verifier.with_algorithms(only(&[FAST]));
    let text = Token::logout_token().with("iss", other).text();
    let token = verifier.verify_at(&KEYS, &text, Session::Any, now());
    assert_eq!(token.expect("good").refuse_replay(&guard), Ok(()));
}

#[test]
fn a_jwt_or_an_access_token_that_was_seen_before_is_refused() {
    let guard = Memory::default();
    let jwt = jwts(&Options::usual()).verify_at(&KEYS, &Token::jwt().text(), now());
    let jwt = jwt.expect("good");
    assert_eq!(jwt.refuse_replay(&guard), Ok(()));
    replayed(jwt.refuse_replay(&guard), "jti", Reason::Other);
    let verifier = access_tokens(&Options::usual()).with_profile(Profile::Plain);
    let access = Access::without_scope();
    let token = verifier.verify_at(&KEYS, &Token::access_token().text(), &access, now());
    let token = token.expect("good");
    assert_eq!(token.refuse_replay(&guard), Ok(()));
    replayed(token.refuse_replay(&guard), "jti", Reason::Other);
}

#[test]
fn a_token_without_a_name_cannot_be_remembered() {
    let guard = Memory::default();
    let missing = |claim: &str| {
        Err(Error::Missing {
            claim: claim.into(),
        })
    };
    let jwt = Token::jwt().without("jti").text();
    let jwt = jwts(&Options::usual()).verify_at(&KEYS, &jwt, now());
    assert_eq!(jwt.expect("good").refuse_replay(&guard), missing("jti"));
    let token = Token::id_token().without("nonce");
    let token = login::accepts(&token, &Login::code(Nonce::NotSent));
    assert_eq!(token.refuse_replay(&guard), missing("nonce"));
    assert!(guard.0.borrow().is_empty());
}

#[test]
fn a_token_without_an_end_is_remembered_for_ever() {
    let guard = Memory::default();
    let verifier = jwts(&Options::usual()).allowing_no_expiration();
    let token = Token::jwt().without("exp").text();
    let jwt = verifier.verify_at(&KEYS, &token, now()).expect("good");
    assert_eq!(jwt.refuse_replay(&guard), Ok(()));
    assert_eq!(guard.kept("jti", "jwt-1"), NumericDate::MAX);
}

#[test]
fn a_store_that_cannot_be_reached_refuses() {
    let token = logout::accepts(&Token::logout_token(), Session::Any);
    let store: &dyn ReplayGuard = &Broken;
    replayed(token.refuse_replay(store), "jti", Reason::Other);
}
