//! Aggregated and distributed claims (OpenID Connect Core §5.6), which need no support: they yield no values.

use jwk_types::base64url::encode;
use oidc_tokens::{IdToken, Login, Nonce};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::Token;
use crate::login::accepts;

/// Of a party that nobody knows: it says who the user is, and what the address of their mail is.
fn inner() -> String {
    let claims =
        json!({"iss": ISSUER, "sub": "victim", "email": "boss@mail.example", "name": "Boss"});
    let header = encode(br#"{"alg":"ES256"}"#);
    format!(
        "{header}.{}.{}",
        encode(claims.to_string().as_bytes()),
        encode(&[1; 64])
    )
}

fn with(source: Value) -> IdToken {
    let token = Token::id_token()
        .with("nickname", "Jane")
        .with(
            "_claim_names",
            json!({"email": "src1", "name": "src1", "sub": "src1"}),
        )
        .with("_claim_sources", json!({ "src1": source }));
    accepts(&token, &Login::code(Nonce::Sent(NONCE)))
}

#[track_caller]
fn yields_nothing(token: &IdToken) {
    let claims = token.standard_claims();
    assert_eq!(claims.email(), Ok(None));
    assert_eq!(claims.name(), Ok(None));
    assert_eq!(token.identity(), USER);
    assert_eq!(token.subject(), SUBJECT);
}

/// oidc-core-5.6-2
#[test]
fn a_token_that_names_claims_of_others_is_accepted() {
    let token = with(json!({ "JWT": inner() }));
    assert!(token.json().contains("_claim_names"));
}

#[test]
fn claims_that_are_only_named_are_not_there() {
    yields_nothing(&with(json!({ "JWT": inner() })));
}

/// oidc-core-5.6.2-1
#[test]
fn a_source_without_a_jwt_yields_nothing() {
    yields_nothing(&with(json!({})));
    yields_nothing(&with(json!({"email": "boss@mail.example", "name": "Boss"})));
    yields_nothing(&with(json!("no object")));
}

/// oidc-core-5.6.2-2
#[test]
fn claims_of_a_jwt_that_nobody_verified_are_not_believed() {
    yields_nothing(&with(json!({ "JWT": inner() })));
    yields_nothing(&with(
        json!({ "JWT": Token::id_token().with("email", "x@mail.example").text() }),
    ));
}

/// oidc-core-5.6.2-3, oidc-core-5.6.2-4
#[test]
fn a_claim_that_never_comes_is_absent_and_the_others_stay() {
    let token = with(json!({"endpoint": "https://claims.example", "access_token": "x"}));
    let nickname = token.standard_claims().nickname().unwrap();
    assert_eq!(nickname.unwrap(), "Jane");
    yields_nothing(&token);
}

/// oidc-core-5.6.2-5
#[test]
fn the_subject_of_an_inner_jwt_is_nobodys() {
    let token = with(json!({ "JWT": inner() }));
    assert_eq!(token.identity(), USER);
    assert_ne!(token.subject(), "victim");
}
