//! What a client registered ([OpenID Connect Registration §2]).
//!
//! [OpenID Connect Registration §2]: https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata

use std::time::Duration;

use jwk_types::Reason;
use oidc_tokens::{Login, Nonce};
use serde_json::json;

use crate::given::{NONCE, id_token_by, id_verifier, refused};

const LOGIN: Login<'static> = Login::code(Nonce::Sent(NONCE));

#[test]
fn a_required_auth_time_is_there() {
    let verifier = id_verifier().requiring_auth_time();
    id_token_by(&verifier, json!({}), &LOGIN).expect("auth_time");
    id_token_by(&id_verifier(), json!({"auth_time": null}), &LOGIN).expect("it is not required");
}

#[test]
fn a_required_auth_time_that_is_absent_is_refused() {
    let verifier = id_verifier().requiring_auth_time();
    let said = id_token_by(&verifier, json!({"auth_time": null}), &LOGIN);
    refused(said, "authentication_time", Reason::MissingClaim);
}

#[test]
fn default_acr_values_count_where_the_login_names_none() {
    let verifier = id_verifier().with_default_acr_values(["silver", "gold"]);
    id_token_by(&verifier, json!({"acr": "gold"}), &LOGIN).expect("one of the defaults");
    let named = LOGIN.with_acr_values(&["bronze"]);
    id_token_by(&verifier, json!({"acr": "bronze"}), &named).expect("the one that was asked for");
}

#[test]
fn an_acr_that_is_no_default_is_refused() {
    let verifier = id_verifier().with_default_acr_values(["silver", "gold"]);
    let said = id_token_by(&verifier, json!({"acr": "bronze"}), &LOGIN);
    refused(said, "authentication_context", Reason::WrongAcr);
}

#[test]
fn an_empty_list_of_acr_values_opens_nothing() {
    let named = LOGIN.with_acr_values(&[]);
    let said = id_token_by(&id_verifier(), json!({"acr": "gold"}), &named);
    refused(said, "authentication_context", Reason::WrongAcr);
}

#[test]
fn default_max_age_counts_where_the_login_names_none() {
    let verifier = id_verifier()
        .with_default_max_age(Duration::from_secs(60))
        .with_leeway(Duration::ZERO);
    let said = id_token_by(&verifier, json!({}), &LOGIN);
    refused(said, "authentication_time", Reason::TooOld);
    let longer = LOGIN.with_max_age(Duration::from_secs(100));
    id_token_by(&verifier, json!({}), &longer).expect("the one that was sent");
}

#[test]
fn a_leeway_of_hours_is_five_minutes() {
    let verifier = id_verifier().with_leeway(Duration::from_secs(7200));
    id_token_by(&verifier, json!({"exp": 1_699_999_701}), &LOGIN).expect("within five minutes");
    let said = id_token_by(&verifier, json!({"exp": 1_699_999_700}), &LOGIN);
    refused(said, "expiration", Reason::Expired);
}

/// FAPI module iat-is-week-in-past
#[test]
fn the_age_of_a_token_is_bounded_where_the_caller_says_so() {
    let verifier = id_verifier()
        .with_max_token_age(Duration::from_secs(600))
        .with_leeway(Duration::ZERO);
    id_token_by(&verifier, json!({"iat": 1_699_999_400}), &LOGIN).expect("ten minutes old");
    let said = id_token_by(&verifier, json!({"iat": 1_699_999_399}), &LOGIN);
    refused(said, "token_age", Reason::TooOld);
}
