//! Looking at tokens that nobody verified.

use jwk_types::Reason;
use oidc_tokens::{Error, UnverifiedToken};

use crate::data::*;
use crate::factory::Token;

#[test]
fn the_text_of_a_token_is_shown_whoever_signed_it() {
    let text = Token::id_token().signed_by_another().text();
    let token = UnverifiedToken::parse(&text).expect("a JWS");
    let header = token.unverified_header().expect("a header");
    assert_eq!((header.alg(), header.typ()), ("Ed25519", None));
    let claims = token.unverified_claims().expect("claims");
    assert_eq!(claims.unverified_string("iss").as_deref(), Some(ISSUER));
    assert_eq!(claims.unverified_string("exp"), None);
    assert_eq!(claims.unverified_string("absent"), None);
    assert_eq!(claims.unverified_json(), id_token_claims().to_string());
}

#[test]
fn what_is_no_token_is_an_error() {
    for text in ["", "a.b", "a.b.c.d.e", &"x".repeat(16 * 1024 + 1)] {
        let error = UnverifiedToken::parse(text).expect_err("no JWS");
        assert!(matches!(error, Error::Jws { .. }), "{error:?}");
    }
    for (payload, reason) in [
        ("{", Reason::MalformedJson),
        (r#"{"a":1,"a":2}"#, Reason::DuplicateMember),
        ("[]", Reason::MalformedClaims),
    ] {
        let text = Token::id_token().with_payload(payload).text();
        let token = UnverifiedToken::parse(&text).expect("a JWS");
        let error = token.unverified_claims().expect_err("no claims");
        assert_eq!(error.reason(), reason);
    }
}
