//! The one refusal that new keys may mend.

use oidc_tokens::{JwtVerifier, TokenError, Verify};

use crate::data::*;
use crate::factory::{FAST, KEYS, Token, kid};
use crate::purposes::{Options, jwts};

fn refused(token: &Token) -> <JwtVerifier as Verify>::Error {
    let options = Options::usual();
    let verifier = jwts(&options);
    let good = Token::jwt().text();
    let verified = verifier.verify_with(&KEYS, &good, (), now());
    verified.expect("accepted without the defect");
    let verified = verifier.verify_with(&KEYS, &token.text(), (), now());
    verified.expect_err("refused")
}

#[test]
fn a_token_with_an_unknown_kid_says_which_key_is_missing() {
    let error = refused(&Token::jwt().with_header("kid", "next"));
    let missing = error.missing_key().expect("a key is missing");
    assert_eq!((missing.alg, missing.kid), (FAST, Some("next")));
}

#[test]
fn a_token_that_no_key_could_save_misses_none() {
    for bad in [
        Token::jwt().signed_by_another(),
        Token::jwt().with("iss", "https://other.example"),
        Token::jwt().with_header("alg", "none"),
        Token::jwt()
            .with("exp", NOW - 600)
            .with_header("kid", kid(FAST)),
    ] {
        assert_eq!(refused(&bad).missing_key(), None, "{}", bad.header);
    }
}

#[test]
fn a_verifier_says_whose_tokens_it_accepts() {
    let verifier = jwts(&Options::usual());
    assert_eq!(verifier.expected_issuer(), Some(ISSUER));
}
