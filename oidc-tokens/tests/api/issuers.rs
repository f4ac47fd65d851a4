//! Several issuers, each with keys of its own, against mix-up and key confusion.

use jwk_types::Reason;
use jws_verify::KeyRing;
use oidc_tokens::{IdTokenError, IdTokenVerifier, Login, Nonce, UnverifiedToken};
use serde_json::Value;

use crate::data::*;
use crate::factory::{FAST, Token, named, only, ring};

const OTHER: &str = "https://attacker.example";

/// Both name their key alike.
fn keys(number: u8) -> KeyRing {
    ring(&[named(FAST, number)], only(&[FAST]))
}

fn verify(issuer: &str, keys: &KeyRing, token: &Token) -> Result<(), IdTokenError> {
    let verifier = IdTokenVerifier::new(issuer, CLIENT).expect("a verifier");
    let verifier = verifier.with_algorithms(only(&[FAST]));
    let login = Login::code(Nonce::Sent(NONCE));
    verifier
        .verify_at(keys, &token.text(), &login, now())
        .map(drop)
}

#[track_caller]
fn refused(result: Result<(), IdTokenError>, reason: Reason) {
    assert_eq!(result.expect_err("a defect").reason(), reason);
}

/// rfc8725-3.8-2: the token is judged by its issuer's keys and by no other's.
#[test]
fn keys_of_two_issuers_with_one_name_are_not_mixed_up() {
    let ours = Token::id_token();
    let theirs = Token::id_token().with("iss", OTHER).signed_by_another();
    assert_eq!(verify(ISSUER, &keys(1), &ours), Ok(()));
    assert_eq!(verify(OTHER, &keys(2), &theirs), Ok(()));
    let forged = Token::id_token().signed_by_another();
    refused(verify(ISSUER, &keys(1), &forged), Reason::SignatureMismatch);
    refused(verify(ISSUER, &keys(1), &theirs), Reason::SignatureMismatch);
    refused(verify(OTHER, &keys(2), &ours), Reason::SignatureMismatch);
}

/// rfc9700-2.1-1: the issuer is the one that was stored with the request.
#[test]
fn a_token_of_the_server_that_was_asked_is_accepted() {
    assert_eq!(verify(ISSUER, &keys(1), &Token::id_token()), Ok(()));
}

#[test]
fn a_token_of_another_server_is_refused() {
    let theirs = Token::id_token().with("iss", OTHER);
    refused(verify(ISSUER, &keys(1), &theirs), Reason::WrongIssuer);
    for iss in [
        "https://op.example/",
        "https://op.example1",
        "https://op.exampl",
        "HTTPS://op.example",
        "https://OP.example",
        "https://op.example:443",
        "http://op.example",
        " https://op.example",
        "https://\u{43e}p.example",
        "",
    ] {
        let theirs = Token::id_token().with("iss", iss);
        refused(verify(ISSUER, &keys(1), &theirs), Reason::WrongIssuer);
    }
    for iss in [Value::Null, vec![ISSUER].into(), 1.into()] {
        let theirs = Token::id_token().with("iss", iss);
        refused(verify(ISSUER, &keys(1), &theirs), Reason::MalformedClaims);
    }
    let nobodys = Token::id_token().without("iss");
    refused(verify(ISSUER, &keys(1), &nobodys), Reason::MissingClaim);
}

/// rfc9700-2.1-2: that of a front-channel ID token, with the issuer that was stored.
#[test]
fn the_issuer_of_a_front_channel_token_is_that_of_the_request() {
    let verifier = IdTokenVerifier::new(ISSUER, CLIENT).expect("a verifier");
    let verifier = verifier.with_algorithms(only(&[FAST]));
    let login = Login::id_token(NONCE);
    let verify = |token: Token| {
        let verified = verifier.verify_at(&keys(1), &token.text(), &login, now());
        verified.map(drop)
    };
    assert_eq!(verify(Token::id_token()), Ok(()));
    let theirs = Token::id_token().with("iss", OTHER);
    refused(verify(theirs), Reason::WrongIssuer);
}

/// What is read before a token is verified chooses among verifiers that there are already.
#[test]
fn a_verifier_is_chosen_by_the_issuer_and_still_checks_it() {
    let trusted = [(ISSUER, keys(1)), ("https://second.example", keys(2))];
    let choose = |token: &Token| {
        let text = token.text();
        let unverified = UnverifiedToken::parse(&text).expect("a JWS");
        let claims = unverified.unverified_claims().expect("claims");
        let iss = claims.unverified_string("iss").expect("an issuer");
        let found = trusted.iter().find(|(issuer, _)| *issuer == iss);
        found.map(|(issuer, keys)| verify(issuer, keys, token))
    };
    assert_eq!(choose(&Token::id_token()), Some(Ok(())));
    let second = Token::id_token().with("iss", "https://second.example");
    assert_eq!(choose(&second.clone().signed_by_another()), Some(Ok(())));
    refused(choose(&second).expect("known"), Reason::SignatureMismatch);
    assert_eq!(choose(&Token::id_token().with("iss", OTHER)), None);
}
