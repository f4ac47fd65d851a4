//! Any other JWT: what the caller states is required, and nothing else.

use std::time::Duration;

use jwk_types::Reason;
use oidc_tokens::{Error, ExpectedAudience, ExpectedIssuer, Jwt, JwtError, JwtVerifier};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::purposes::{Options, Purpose, jwts};

fn verifier(issuer: ExpectedIssuer, audience: ExpectedAudience) -> JwtVerifier {
    JwtVerifier::new(issuer, audience).expect("a verifier")
}

fn verify(verifier: &JwtVerifier, token: &Token) -> Result<Jwt, JwtError> {
    verifier.verify_at(&KEYS, &token.text(), now())
}

#[track_caller]
fn accepts(verifier: &JwtVerifier, token: &Token) -> Jwt {
    verify(verifier, token).unwrap_or_else(|refused| panic!("{refused}: {}", token.claims))
}

#[track_caller]
fn rejects(verifier: &JwtVerifier, token: &Token, check: &str, reason: Reason) -> Error {
    let refused = verify(verifier, token).expect_err("a defect");
    assert_eq!(
        (refused.check().name(), refused.reason()),
        (check, reason),
        "{refused}"
    );
    refused.error().clone()
}

#[test]
fn any_issuer_may_be_none() {
    let any = verifier(ExpectedIssuer::Any, ExpectedAudience::is(API));
    assert_eq!(accepts(&any, &Token::jwt()).issuer(), Some(ISSUER));
    assert_eq!(accepts(&any, &Token::jwt().without("iss")).issuer(), None);
    let bad = Token::jwt().with("iss", 1);
    rejects(&any, &bad, "claims_set", Reason::MalformedClaims);
    let is = verifier(ExpectedIssuer::is(ISSUER), ExpectedAudience::is(API));
    let none = Token::jwt().without("iss");
    rejects(&is, &none, "issuer", Reason::MissingClaim);
}

#[test]
fn an_audience_is_one_of_the_tokens_or_none_or_left_to_the_caller() {
    let with = |aud: Value| Token::jwt().with("aud", aud);
    let without = Token::jwt().without("aud");
    let is = verifier(ExpectedIssuer::Any, ExpectedAudience::is(API));
    accepts(&is, &with(json!(API)));
    accepts(&is, &with(json!(["other", API])));
    rejects(
        &is,
        &with(json!(["other"])),
        "audience",
        Reason::WrongAudience,
    );
    rejects(&is, &with(json!([])), "audience", Reason::WrongAudience);
    rejects(&is, &without, "audience", Reason::MissingClaim);
    let none = verifier(ExpectedIssuer::Any, ExpectedAudience::None);
    accepts(&none, &without);
    let error = rejects(&none, &with(json!(API)), "audience", Reason::WrongAudience);
    let found = Some(API.into());
    assert_eq!(error, Error::AudienceUnexpected { found });
    let error = rejects(&none, &with(json!([])), "audience", Reason::WrongAudience);
    assert_eq!(error, Error::AudienceUnexpected { found: None });
    let caller = verifier(ExpectedIssuer::Any, ExpectedAudience::CheckedByCaller);
    let token = accepts(&caller, &with(json!(["a", "b"])));
    assert_eq!(token.audiences().collect::<Vec<_>>(), ["a", "b"]);
    accepts(&caller, &without);
    let bad = with(json!(["a", 1]));
    for verifier in [&is, &none, &caller] {
        rejects(verifier, &bad, "claims_set", Reason::MalformedClaims);
    }
}

#[test]
fn the_subject_that_is_stated_is_required() {
    let verifier = jwts(&Options::usual()).with_subject(SUBJECT);
    assert_eq!(accepts(&verifier, &Token::jwt()).subject(), Some(SUBJECT));
    let other = Token::jwt().with("sub", "another");
    let error = rejects(&verifier, &other, "subject", Reason::WrongSubject);
    assert_eq!(error, Error::Subject);
    let none = Token::jwt().without("sub");
    rejects(&verifier, &none, "subject", Reason::MissingClaim);
    Purpose::Jwt.accepts(&none);
    Purpose::Jwt.accepts(&other);
}

#[test]
fn the_type_that_is_stated_is_required() {
    for stated in ["example+jwt", "application/example+jwt", "EXAMPLE+jwt"] {
        let verifier = jwts(&Options::usual()).with_type(stated);
        for typ in ["example+jwt", "application/example+jwt", "Example+JWT"] {
            let token = Token::jwt().with_header("typ", typ);
            assert_eq!(accepts(&verifier, &token).provenance().typ(), Some(typ));
        }
        for typ in ["JWT", "at+jwt", "x/example+jwt", "example", ""] {
            let token = Token::jwt().with_header("typ", typ);
            rejects(&verifier, &token, "type", Reason::WrongType);
        }
        let none = Token::jwt().without_header("typ");
        rejects(&verifier, &none, "type", Reason::WrongType);
    }
    let any = verifier(ExpectedIssuer::Any, ExpectedAudience::is(API));
    accepts(&any, &Token::jwt().with_header("typ", "JWT"));
    accepts(&any, &Token::jwt().without_header("typ"));
}

#[test]
fn claims_that_are_stated_have_to_be_there() {
    let verifier = jwts(&Options::usual()).requiring(["jti", "https://claims.example/x"]);
    let good = Token::jwt().with("https://claims.example/x", Value::Null);
    accepts(&verifier, &good);
    let error = rejects(
        &verifier,
        &Token::jwt(),
        "required_claims",
        Reason::MissingClaim,
    );
    let words = "claim \"https://claims.example/x\" is missing";
    assert_eq!(error.to_string(), words);
    let none = good.without("jti");
    let error = rejects(&verifier, &none, "required_claims", Reason::MissingClaim);
    assert_eq!(error.to_string(), "claim jti is missing");
}

#[test]
fn a_token_may_lack_an_end_where_that_is_stated() {
    let none = Token::jwt().without("exp");
    Purpose::Jwt.rejects(&none, Reason::MissingClaim);
    let verifier = jwts(&Options::usual()).allowing_no_expiration();
    assert_eq!(accepts(&verifier, &none).expires_at(), None);
    accepts(&verifier, &Token::jwt());
    let expired = Token::jwt().with("exp", NOW - 30);
    rejects(&verifier, &expired, "expiration", Reason::Expired);
}

/// oidc-core-2-22, rfc7519-4-2: other claims are left as they are.
/// Other kinds of token are refused for it anyway.
#[test]
fn a_token_from_far_ahead_is_never_young_enough() {
    let any_age = jwts(&Options::usual());
    let verifier = any_age.clone().with_max_token_age(Duration::from_secs(600));
    accepts(&verifier, &Token::jwt().with("iat", NOW + 30));
    for iat in [NOW + 31, NOW + 86_400, NOW * 1000] {
        let ahead = Token::jwt().with("iat", iat);
        accepts(&any_age, &ahead);
        rejects(&verifier, &ahead, "token_age", Reason::IssuedInFuture);
    }
}

#[test]
fn claims_are_read_into_the_callers_own_type() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Own {
        sub: String,
        level: u8,
    }
    let token = accepts(&jwts(&Options::usual()), &Token::jwt().with("level", 3));
    let own: Own = token.claims().expect("fits");
    let sub = SUBJECT.to_owned();
    assert_eq!(own, Own { sub, level: 3 });
    let token = accepts(
        &jwts(&Options::usual()),
        &Token::jwt().with("level", "secret"),
    );
    let error = token.claims::<Own>().expect_err("a string");
    assert_eq!(error.reason(), Reason::MalformedClaims);
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("secret"), "{shown}");
    assert!(
        error
            .to_string()
            .starts_with("the claims do not fit the type asked for, at line 1")
    );
    let borrowed: std::collections::HashMap<&str, Value> = token.claims().expect("an object");
    assert_eq!(borrowed["jti"], "jwt-1");
}
