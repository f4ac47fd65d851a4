//! UserInfo responses, plain and signed (OpenID Connect Core §5.3).

use jwk_types::Reason;
use oidc_tokens::{Identity, Login, Nonce, UserInfo, UserInfoError, UserInfoResponse};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::{FAST, KEYS, Token};
use crate::login;
use crate::purposes::{Options, Purpose, plain_userinfo, userinfo};

const JSON: &str = "application/json";

fn plain(content_type: &str, body: &str) -> Result<UserInfo, UserInfoError> {
    let response = UserInfoResponse::new(content_type, body);
    let verifier = if response.is_signed() {
        userinfo(&Options::usual())
    } else {
        plain_userinfo()
    };
    verifier.verify_at(&KEYS, &response, USER, now())
}

fn body() -> Value {
    json!({"sub": SUBJECT, "name": "Jane Doe"})
}

#[track_caller]
fn accepts(body: &Value) -> UserInfo {
    let verified = plain(JSON, &body.to_string());
    verified.unwrap_or_else(|refused| panic!("{refused}: {body}"))
}

#[track_caller]
fn rejects(body: &str, check: &str, reason: Reason) {
    accepts(&self::body());
    let refused = plain(JSON, body).expect_err("a defect");
    assert_eq!((refused.check().name(), refused.reason()), (check, reason));
}

/// oidc-core-5.3.2-3, oidc-core-5.3.2-4
#[test]
fn a_response_about_the_user_is_accepted() {
    let user = accepts(&body());
    assert_eq!(user.identity(), USER);
    assert_eq!(user.standard_claims().name().unwrap().unwrap(), "Jane Doe");
    assert_eq!(user.json(), body().to_string());
    assert!(user.provenance().is_none());
    Purpose::UserInfo.accepts(&Token::userinfo());
}

#[test]
fn a_response_without_a_subject_is_refused() {
    rejects(r#"{"name":"Jane Doe"}"#, "same_user", Reason::MissingClaim);
    let refused =
        Purpose::UserInfo.rejects(&Token::userinfo().without("sub"), Reason::MissingClaim);
    assert_eq!(refused.check.name(), "same_user");
}

#[test]
fn a_response_about_another_user_is_refused() {
    for sub in [
        "another",
        "Subject-24400320",
        "subject-24400320 ",
        "subject-2440032",
        "",
    ] {
        let body = json!({ "sub": sub }).to_string();
        rejects(&body, "same_user", Reason::WrongSubject);
        let token = Token::userinfo().with("sub", sub);
        Purpose::UserInfo.rejects(&token, Reason::WrongSubject);
    }
    for sub in [json!(24_400_320), Value::Null, json!([SUBJECT])] {
        let body = json!({ "sub": sub }).to_string();
        rejects(&body, "claims_set", Reason::MalformedClaims);
        let token = Token::userinfo().with("sub", sub);
        Purpose::UserInfo.rejects(&token, Reason::MalformedClaims);
    }
}

/// oidc-core-5.3.2-5: there is a result about the user, or none at all.
#[test]
fn nothing_of_a_response_about_another_user_is_used() {
    let token = Token::id_token();
    let id_token = login::accepts(&token, &Login::code(Nonce::Sent(NONCE)));
    let verifier = plain_userinfo();
    let body = body().to_string();
    let response = UserInfoResponse::new(JSON, &body);
    let user = verifier.verify_plain(&response, id_token.identity());
    assert_eq!(user.expect("the same").identity(), id_token.identity());
    let refused = verifier.verify_plain(&response, Identity::new(ISSUER, "another"));
    let refused = refused.expect_err("another user");
    let shown = format!("{refused} {refused:?}");
    assert!(
        !shown.contains("Jane") && !shown.contains(SUBJECT),
        "{shown}"
    );
}

/// The verifier of one issuer says nothing about the users of another.
#[test]
fn a_user_of_another_issuer_is_refused() {
    let verifier = plain_userinfo();
    let body = body().to_string();
    let response = UserInfoResponse::new(JSON, &body);
    let other = Identity::new("https://other.example", SUBJECT);
    let refused = verifier.verify_plain(&response, other);
    assert_eq!(refused.expect_err("another").reason(), Reason::WrongIssuer);
    let empty = Identity::new(ISSUER, "");
    let body = json!({"sub": ""}).to_string();
    let response = UserInfoResponse::new(JSON, &body);
    let refused = verifier.verify_plain(&response, empty);
    assert_eq!(refused.expect_err("nobody").reason(), Reason::WrongSubject);
}

/// oidc-core-5.3.2-2
#[test]
fn claims_that_are_null_or_empty_count_as_absent() {
    let user = accepts(&json!({
        "sub": SUBJECT, "name": null, "email": "", "email_verified": null, "updated_at": null,
        "address": {"country": null, "locality": ""}, "website#de": "",
    }));
    let claims = user.standard_claims();
    assert_eq!(claims.name(), Ok(None));
    assert_eq!(claims.email(), Ok(None));
    assert_eq!(claims.email_verified(), Ok(None));
    assert_eq!(claims.updated_at(), Ok(None));
    assert_eq!(claims.address("country"), Ok(None));
    assert_eq!(claims.address("locality"), Ok(None));
    assert_eq!(claims.localized("website", "de"), Ok(None));
    assert_eq!(claims.nickname(), Ok(None));
}

#[test]
fn claims_of_another_type_are_not_absent() {
    let user = accepts(&json!({"sub": SUBJECT, "name": 1, "email_verified": "true"}));
    let claims = user.standard_claims();
    let error = claims.name().expect_err("a number");
    assert_eq!(error.reason(), Reason::MalformedClaims);
    claims.email_verified().expect_err("a string");
}

/// oidc-core-5.3.2-10, oidc-core-5.3.2-11, oidc-core-5.3.2-12
#[test]
fn a_signed_response_of_the_issuer_to_the_client_is_accepted() {
    for aud in [json!(CLIENT), json!([CLIENT]), json!(["other", CLIENT])] {
        Purpose::UserInfo.accepts(&Token::userinfo().with("aud", aud));
    }
    let text = Token::userinfo().text();
    let response = UserInfoResponse::new("application/jwt", &text);
    assert!(response.is_signed());
    let verifier = plain_userinfo();
    let user = verifier.verify_at(&KEYS, &response, USER, now());
    let user = user.expect("signed");
    let provenance = user.provenance().expect("signed");
    assert_eq!(provenance.algorithm().name(), FAST);
    assert_eq!(provenance.verified_at(), now());
    let email = user.standard_claims().email().unwrap().unwrap();
    assert_eq!(email, "jane.doe@mail.example");
}

#[test]
fn a_signed_response_without_issuer_or_audience_is_refused() {
    for claim in ["iss", "aud"] {
        let token = Token::userinfo().without(claim);
        Purpose::UserInfo.rejects(&token, Reason::MissingClaim);
    }
}

#[test]
fn a_signed_response_of_another_issuer_is_refused() {
    let token = Token::userinfo().with("iss", "https://other.example");
    Purpose::UserInfo.rejects(&token, Reason::WrongIssuer);
}

#[test]
fn a_signed_response_to_another_client_is_refused() {
    for aud in [json!("other"), json!([]), json!(["other", "s6BhdRkqt"])] {
        let token = Token::userinfo().with("aud", aud);
        Purpose::UserInfo.rejects(&token, Reason::WrongAudience);
    }
}

/// oidc-core-5.3.4-3
#[test]
fn the_signature_of_a_signed_response_is_verified() {
    Purpose::UserInfo.accepts(&Token::userinfo());
    let forged = Token::userinfo().signed_by_another();
    let refused = Purpose::UserInfo.rejects(&forged, Reason::SignatureMismatch);
    assert_eq!(refused.check.name(), "signature");
    let unsecured = Token::userinfo().with_header("alg", "none");
    Purpose::UserInfo.rejects(&unsecured, Reason::Unsecured);
    // Without keys nothing signed is taken, whatever it says.
    let text = Token::userinfo().text();
    let response = UserInfoResponse::new("application/jwt", &text);
    let refused = plain_userinfo().verify_plain(&response, USER);
    assert_eq!(refused.expect_err("no keys").check().name(), "form");
}

#[test]
fn the_type_of_the_content_says_what_it_is() {
    let json = body().to_string();
    for content_type in [
        "application/json",
        "Application/JSON; charset=utf-8",
        " application/json ;x",
    ] {
        plain(content_type, &json).expect("JSON");
    }
    for content_type in [
        "",
        "text/html",
        "application/jwt+json",
        "text/plain",
        "json",
    ] {
        let refused = plain(content_type, &json).expect_err("of another type");
        assert_eq!(
            (refused.check().name(), refused.reason()),
            ("form", Reason::Other)
        );
    }
    let signed = Token::userinfo().text();
    plain("APPLICATION/JWT;charset=utf-8", &signed).expect("signed");
    let refused = plain("application/json", &signed).expect_err("no JSON");
    assert_eq!(refused.reason(), Reason::MalformedJson);
    let refused = plain("application/jwt", &json).expect_err("no JWS");
    assert_eq!(refused.check().name(), "structure");
}
