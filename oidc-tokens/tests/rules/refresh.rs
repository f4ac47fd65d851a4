//! Refreshed ID tokens ([OpenID Connect Core §12.2]).
//!
//! [OpenID Connect Core §12.2]: https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse

use jwk_types::Reason;
use oidc_tokens::{Login, Nonce, NumericDate, Original};
use serde_json::json;

use crate::given::{CLIENT, NONCE, id_token, id_token_by, id_verifier, refused};

fn original() -> Original {
    let first = id_token(json!({}), &Login::code(Nonce::Sent(NONCE)));
    first.expect("a first token").original()
}

#[test]
fn a_refreshed_token_continues_the_login() {
    let original = original();
    let login = Login::refresh(&original);
    // Issued later, with the nonce or without, and for a party that an extension names.
    for changes in [
        json!({"iat": 1_700_000_000}),
        json!({"nonce": null}),
        json!({"azp": CLIENT}),
        json!({"auth_time": null}),
        json!({"aud": [CLIENT]}),
    ] {
        id_token(changes, &login).expect("a refreshed token");
    }
}

#[test]
fn a_refreshed_token_about_another_user_is_refused() {
    let said = id_token(json!({"sub": "another"}), &Login::refresh(&original()));
    refused(said, "refreshed_subject", Reason::WrongSubject);
}

#[test]
fn a_refreshed_token_of_another_issuer_is_refused() {
    let kept = |issuer: &str| {
        Original::new("24400320")
            .with_nonce(NONCE)
            .with_issuer(issuer)
    };
    id_token(json!({}), &Login::refresh(&kept("https://op.example"))).expect("the same issuer");
    let said = id_token(json!({}), &Login::refresh(&kept("https://other.example")));
    refused(said, "refreshed_subject", Reason::WrongIssuer);
}

#[test]
fn a_refreshed_token_that_is_older_than_the_first_is_refused() {
    let original = original();
    let login = Login::refresh(&original);
    id_token(json!({"iat": 1_699_999_960}), &login).expect("older by no more than the leeway");
    let said = id_token(json!({"iat": 1_699_999_959}), &login);
    refused(said, "refreshed_issue", Reason::Other);
}

#[test]
fn a_refreshed_token_for_others_too_is_refused() {
    let original = original();
    let verifier = id_verifier().with_trusted_audiences(["api"]);
    // A MAC for several would be refused for that reason, so the original had more.
    let wider = Original::new("24400320")
        .with_audience([CLIENT, "api"])
        .with_nonce(NONCE);
    id_token_by(&verifier, json!({}), &Login::refresh(&original)).expect("the same audience");
    let said = id_token_by(&verifier, json!({}), &Login::refresh(&wider));
    refused(said, "refreshed_audience", Reason::WrongAudience);
}

#[test]
fn a_refreshed_token_of_another_login_time_is_refused() {
    let said = id_token(
        json!({"auth_time": 1_700_000_000}),
        &Login::refresh(&original()),
    );
    refused(said, "refreshed_authentication_time", Reason::Other);
    let kept = Original::new("24400320").with_auth_time(NumericDate::from_seconds(1_699_999_900));
    id_token(json!({"nonce": null}), &Login::refresh(&kept)).expect("the same time");
}

#[test]
fn a_refreshed_token_is_verified_like_the_first() {
    let original = original();
    let login = Login::refresh(&original);
    for (changes, check, reason) in [
        (json!({"exp": 1_699_999_970}), "expiration", Reason::Expired),
        (json!({"aud": "another"}), "audience", Reason::WrongAudience),
        (
            json!({"iss": "https://other.example"}),
            "issuer",
            Reason::WrongIssuer,
        ),
        (json!({"nonce": "another"}), "nonce", Reason::WrongNonce),
        (
            json!({"iat": 1_700_000_031}),
            "issued_at",
            Reason::IssuedInFuture,
        ),
    ] {
        refused(id_token(changes, &login), check, reason);
    }
}

#[test]
fn a_nonce_in_a_refreshed_token_that_never_had_one_is_refused() {
    let kept = Original::new("24400320");
    refused(
        id_token(json!({}), &Login::refresh(&kept)),
        "nonce",
        Reason::WrongNonce,
    );
}
