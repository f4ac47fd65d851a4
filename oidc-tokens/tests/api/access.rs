//! Access tokens: their profiles, their scope, and how they are presented.

use std::time::Duration;

use jwk_types::Reason;
use oidc_tokens::{Access, AccessToken, AccessTokenError, Error, Fault, Presentation, Profile};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::purposes::{Options, Purpose, access_tokens};

fn verify(token: &Token, access: &Access<'_>) -> Result<AccessToken, AccessTokenError> {
    access_tokens(&Options::usual()).verify_at(&KEYS, &token.text(), access, now())
}

#[track_caller]
fn accepts(token: &Token, access: &Access<'_>) -> AccessToken {
    verify(token, access).unwrap_or_else(|refused| panic!("{refused}: {}", token.claims))
}

#[track_caller]
fn rejects(token: &Token, access: &Access<'_>, check: &str, reason: Reason) -> Error {
    let refused = verify(token, access).expect_err("a defect");
    assert_eq!(
        (refused.check().name(), refused.reason()),
        (check, reason),
        "{refused}"
    );
    refused.error().clone()
}

fn bound(cnf: Value) -> Token {
    Token::access_token().with("cnf", cnf)
}

fn presented(presentation: Presentation<'static>) -> Access<'static> {
    Access::without_scope().presented_by(presentation)
}

const JKT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
const X5T: &str = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2";
const DPOP: Presentation<'_> = Presentation::Dpop { jkt: JKT };
const CERTIFICATE: Presentation<'_> = Presentation::Certificate { x5t_s256: X5T };

/// rfc9700-2.2.1-1, rfc9700-4.9.3-3
#[test]
fn a_token_presented_with_the_key_that_it_is_bound_to_is_accepted() {
    accepts(&bound(json!({ "jkt": JKT })), &presented(DPOP));
    accepts(&bound(json!({ "x5t#S256": X5T })), &presented(CERTIFICATE));
    accepts(&bound(json!({"jkt": JKT, "kid": "1"})), &presented(DPOP));
    accepts(&Token::access_token(), &presented(Presentation::Bearer));
}

#[test]
fn a_bound_token_is_refused_as_a_bearer_token() {
    for cnf in [
        json!({ "jkt": JKT }),
        json!({ "x5t#S256": X5T }),
        json!({"jwk": {}}),
        json!({}),
    ] {
        let token = bound(cnf);
        let error = rejects(
            &token,
            &Access::without_scope(),
            "sender_constraint",
            Reason::Other,
        );
        let fault = "the token is bound to a key, and was presented as a bearer token";
        assert_eq!(error, Error::SenderConstraint { fault });
    }
}

#[test]
fn a_token_presented_with_another_key_is_refused() {
    let token = bound(json!({"jkt": JKT}));
    let other = Presentation::Dpop { jkt: X5T };
    let error = rejects(
        &token,
        &presented(other),
        "sender_constraint",
        Reason::Other,
    );
    let words = "the token is not bound to the key of the DPoP proof";
    assert_eq!(error.to_string(), words);
    let token = bound(json!({ "x5t#S256": X5T }));
    let other = Presentation::Certificate { x5t_s256: JKT };
    let error = rejects(
        &token,
        &presented(other),
        "sender_constraint",
        Reason::Other,
    );
    let words = "the token is not bound to the certificate of the client";
    assert_eq!(error.to_string(), words);
}

#[test]
fn a_proof_of_another_kind_proves_nothing() {
    for (cnf, presentation) in [
        (json!({"jkt": JKT}), CERTIFICATE),
        (json!({"x5t#S256": X5T}), DPOP),
        // Both bindings have to be proved.
        (json!({"jkt": JKT, "x5t#S256": X5T}), DPOP),
        (json!({"jkt": JKT, "x5t#S256": X5T}), CERTIFICATE),
        (json!({"jwk": {"kty": "EC"}}), DPOP),
        (json!({}), CERTIFICATE),
    ] {
        rejects(
            &bound(cnf),
            &presented(presentation),
            "sender_constraint",
            Reason::Other,
        );
    }
}

/// Else a proof would turn a stolen bearer token into a bound one.
#[test]
fn a_token_without_a_binding_is_refused_with_a_proof() {
    for presentation in [DPOP, CERTIFICATE] {
        let token = Token::access_token();
        rejects(
            &token,
            &presented(presentation),
            "sender_constraint",
            Reason::Other,
        );
    }
}

/// rfc9700-2.2.1-1: `cnf` is handed to the caller.
#[test]
fn the_caller_may_check_the_binding() {
    let access = presented(Presentation::CheckedByCaller);
    let token = accepts(&bound(json!({"jwk": {"kty": "EC"}})), &access);
    assert_eq!(token.confirmation(), Some(r#"{"jwk":{"kty":"EC"}}"#));
    let token = accepts(&Token::access_token(), &access);
    assert_eq!(token.confirmation(), None);
}

#[test]
fn a_binding_of_the_wrong_type_is_never_taken_for_none() {
    for cnf in [
        Value::Null,
        json!("x"),
        json!([]),
        json!({"jkt": 1}),
        json!({"x5t#S256": null}),
    ] {
        for presentation in [Presentation::Bearer, Presentation::CheckedByCaller, DPOP] {
            let token = bound(cnf.clone());
            rejects(
                &token,
                &presented(presentation),
                "claims_set",
                Reason::MalformedClaims,
            );
        }
    }
}

#[test]
fn every_scope_value_that_is_asked_for_has_to_be_granted() {
    let token = |scope: &str| Token::access_token().with("scope", scope);
    let access = Access::with_scopes(&["read", "write"]);
    for scope in [
        "read write",
        "write read",
        " write  x read ",
        "read read write",
    ] {
        accepts(&token(scope), &access);
    }
    for scope in [
        "read",
        "write",
        "",
        "READ write",
        "read\twrite",
        "read,write",
        "readwrite",
    ] {
        let error = rejects(&token(scope), &access, "scope", Reason::InsufficientScope);
        let required = "read write".into();
        assert_eq!(error, Error::Scope { required });
    }
    let none = Token::access_token().without("scope");
    rejects(&none, &access, "scope", Reason::InsufficientScope);
    accepts(&none, &Access::without_scope());
    let list = Token::access_token().with("scope", json!(["read", "write"]));
    rejects(&list, &access, "claims_set", Reason::MalformedClaims);
}

/// It does not mean "any".
#[test]
fn an_empty_list_of_scope_values_refuses_every_token() {
    let refused = verify(&Token::access_token(), &Access::with_scopes(&[]));
    let refused = refused.expect_err("an empty list");
    assert_eq!(refused.check().name(), "scope");
    assert_eq!(refused.fault(), Fault::Infrastructure);
    assert!(matches!(refused.error(), Error::Configuration { .. }));
}

#[test]
fn what_a_token_grants_is_listed() {
    let token = Token::access_token().with("scope", "read  write read");
    let token = accepts(&token, &Access::without_scope());
    assert_eq!(
        token.scopes().collect::<Vec<_>>(),
        ["read", "write", "read"]
    );
    assert!(token.has_scope("write"));
    assert!(!token.has_scope("Write") && !token.has_scope("") && !token.has_scope("read  write"));
}

#[test]
fn the_login_of_the_user_may_be_asked_for() {
    let login = |auth_time: u64| {
        Token::access_token()
            .with("auth_time", auth_time)
            .with("acr", "gold")
    };
    let access = Access::without_scope().with_max_age(Duration::from_secs(60));
    let check = "authentication_time";
    accepts(&login(NOW - 90), &access);
    rejects(&login(NOW - 91), &access, check, Reason::TooOld);
    rejects(&Token::access_token(), &access, check, Reason::MissingClaim);
    let access = Access::without_scope().with_acr_values(&["silver", "gold"]);
    let token = accepts(&login(NOW), &access);
    assert_eq!(
        (token.acr(), token.auth_time()),
        (Some("gold"), Some(now()))
    );
    let check = "authentication_context";
    rejects(&Token::access_token(), &access, check, Reason::WrongAcr);
    rejects(
        &login(NOW).with("acr", "bronze"),
        &access,
        check,
        Reason::WrongAcr,
    );
}

/// The table of RFC 9068 §2.2.
#[test]
fn the_profile_of_rfc_9068_wants_seven_claims_and_the_plain_one_fewer() {
    for claim in ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"] {
        let token = Token::access_token().without(claim);
        Purpose::AccessToken.rejects(&token, Reason::MissingClaim);
        let plain = Purpose::PlainAccessToken;
        if ["iss", "exp", "aud"].contains(&claim) {
            plain.rejects(&token, Reason::MissingClaim);
        } else {
            plain.accepts(&token);
        }
    }
    let token = Token::new(None, access_token_claims());
    Purpose::AccessToken.rejects(&token, Reason::WrongType);
    Purpose::PlainAccessToken.accepts(&token);
    Purpose::PlainAccessToken.accepts(&token.clone().without("client_id"));
    let neither = token.without("client_id").without("scope").text();
    let verifier = access_tokens(&Options::usual()).with_profile(Profile::Plain);
    let refused = verifier.verify_at(&KEYS, &neither, &Access::without_scope(), now());
    let refused = refused.expect_err("nothing tells it from an ID token");
    assert_eq!(
        (refused.check().name(), refused.reason()),
        ("client_id", Reason::MissingClaim)
    );
}

#[test]
fn plain_tokens_have_nothing_that_other_kinds_have() {
    for claim in [
        "nonce",
        "at_hash",
        "c_hash",
        "s_hash",
        "events",
        "htm",
        "htu",
        "response_type",
        "redirect_uri",
    ] {
        let plain = Purpose::PlainAccessToken;
        for value in [json!("x"), Value::Null] {
            let token = plain.good().with(claim, value);
            let refused = plain.rejects(&token, Reason::WrongType);
            assert_eq!(refused.check.name(), "no_likeness", "{claim}");
        }
        Purpose::AccessToken.accepts(&Token::access_token().with(claim, "x"));
    }
}

#[test]
fn a_token_for_the_client_itself_is_told_from_one_for_a_user() {
    let access = Access::without_scope();
    assert!(!accepts(&Token::access_token(), &access).is_for_client_itself());
    let token = Token::access_token().with("sub", CLIENT);
    assert!(accepts(&token, &access).is_for_client_itself());
    let verifier = access_tokens(&Options::usual()).with_profile(Profile::Plain);
    let nobody = Token::access_token().without("sub").without("client_id");
    let token = verifier.verify_at(&KEYS, &nobody.text(), &access, now());
    assert!(!token.expect("plain").is_for_client_itself());
}
