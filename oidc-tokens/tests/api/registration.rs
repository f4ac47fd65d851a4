//! What a client registered, and what follows for its tokens (OpenID Connect Registration §2).

use std::time::Duration;

use jwk_types::Reason;
use jws_verify::Algorithms;
use oidc_tokens::{IdTokenVerifier, Login, Nonce, UserInfoResponse};

use crate::data::*;
use crate::factory::{KEYS, Token, only};
use crate::purposes::{Options, id_tokens, plain_userinfo, userinfo};

#[track_caller]
fn verify(verifier: &IdTokenVerifier, token: &Token, login: &Login<'_>) -> Result<(), Reason> {
    let verified = verifier.verify_at(&KEYS, &token.text(), login, now());
    verified.map(drop).map_err(|refused| refused.reason())
}

fn login() -> Login<'static> {
    Login::code(Nonce::Sent(NONCE))
}

/// oidc-registration-2-6
#[test]
fn a_registered_algorithm_takes_responses_signed_with_it() {
    let options = Options {
        algorithms: Some(only(&["RS256"])),
        ..Options::default()
    };
    let verifier = userinfo(&options).requiring_signature();
    let verify = |content_type, body: &str| {
        let response = UserInfoResponse::new(content_type, body);
        let verified = verifier.verify_at(&KEYS, &response, USER, now());
        verified.map(drop).map_err(|refused| refused.reason())
    };
    let signed = Token::userinfo().signed_with("RS256").text();
    assert_eq!(verify("application/jwt", &signed), Ok(()));
    let other = Token::userinfo().signed_with("ES256").text();
    let refused = Err(Reason::AlgorithmNotAllowed);
    assert_eq!(verify("application/jwt", &other), refused);
}

#[test]
fn plain_json_is_refused_where_a_signature_was_registered() {
    let body = userinfo_claims().to_string();
    let response = UserInfoResponse::new("application/json", &body);
    let verified = plain_userinfo().verify_at(&KEYS, &response, USER, now());
    verified.expect("nothing was registered");
    let by_name = plain_userinfo().with_algorithms(Algorithms::asymmetric());
    for verifier in [plain_userinfo().requiring_signature(), by_name] {
        for refused in [
            verifier.verify_at(&KEYS, &response, USER, now()),
            verifier.verify_plain(&response, USER),
        ] {
            let refused = refused.expect_err("plain");
            assert_eq!(
                (refused.check().name(), refused.reason()),
                ("form", Reason::Other)
            );
        }
    }
}

/// oidc-registration-2-7, oidc-core-3.1.2.1-2
#[test]
fn a_default_max_age_counts_for_logins_that_state_none() {
    let verifier = id_tokens(&Options::usual()).with_default_max_age(Duration::from_secs(60));
    let token = |auth_time: u64| Token::id_token().with("auth_time", auth_time);
    assert_eq!(verify(&verifier, &token(NOW - 90), &login()), Ok(()));
    let old = token(NOW - 91);
    assert_eq!(verify(&verifier, &old, &login()), Err(Reason::TooOld));
    let longer = login().with_max_age(Duration::from_secs(61));
    assert_eq!(verify(&verifier, &old, &longer), Ok(()));
    let zero = login().with_max_age(Duration::ZERO);
    assert_eq!(verify(&verifier, &token(NOW - 30), &zero), Ok(()));
    assert_eq!(
        verify(&verifier, &token(NOW - 31), &zero),
        Err(Reason::TooOld)
    );
    let none = Token::id_token().without("auth_time");
    assert_eq!(
        verify(&verifier, &none, &login()),
        Err(Reason::MissingClaim)
    );
    assert_eq!(
        verify(&verifier, &token(NOW + 31), &login()),
        Err(Reason::IssuedInFuture)
    );
}

/// oidc-registration-2-8
#[test]
fn auth_time_is_there_where_it_was_registered() {
    let verifier = id_tokens(&Options::usual()).requiring_auth_time();
    assert_eq!(verify(&verifier, &Token::id_token(), &login()), Ok(()));
}

#[test]
fn a_token_without_auth_time_is_refused_where_it_was_registered() {
    let none = Token::id_token().without("auth_time");
    let verifier = id_tokens(&Options::usual());
    assert_eq!(verify(&verifier, &none, &login()), Ok(()));
    let verifier = verifier.requiring_auth_time();
    assert_eq!(
        verify(&verifier, &none, &login()),
        Err(Reason::MissingClaim)
    );
}

fn in_context(acr: &str) -> Token {
    Token::id_token().with("acr", acr)
}

/// oidc-registration-2-9
#[test]
fn default_acr_values_count_for_logins_that_state_none() {
    let verifier = id_tokens(&Options::usual()).with_default_acr_values(["silver", "gold"]);
    for acr in ["silver", "gold"] {
        assert_eq!(verify(&verifier, &in_context(acr), &login()), Ok(()));
    }
    let own = login().with_acr_values(&["bronze"]);
    assert_eq!(verify(&verifier, &in_context("bronze"), &own), Ok(()));
}

#[test]
fn another_acr_than_the_registered_ones_is_refused() {
    let verifier = id_tokens(&Options::usual()).with_default_acr_values(["silver", "gold"]);
    for acr in ["bronze", "Gold", "0", ""] {
        let refused = verify(&verifier, &in_context(acr), &login());
        assert_eq!(refused, Err(Reason::WrongAcr));
    }
    let none = Token::id_token();
    assert_eq!(verify(&verifier, &none, &login()), Err(Reason::WrongAcr));
    let own = login().with_acr_values(&["bronze"]);
    assert_eq!(
        verify(&verifier, &in_context("gold"), &own),
        Err(Reason::WrongAcr)
    );
}
