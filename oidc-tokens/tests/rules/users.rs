//! Claims about a user ([OpenID Connect Core §5]).
//!
//! [OpenID Connect Core §5]: https://openid.net/specs/openid-connect-core-1_0.html#Claims

use jwk_types::Reason;
use oidc_tokens::{IdToken, Login, Nonce, NumericDate};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::given::{NONCE, id_token};

fn claimed(changes: Value) -> IdToken {
    id_token(changes, &Login::code(Nonce::Sent(NONCE))).expect("an ID token")
}

#[test]
fn claims_have_their_types() {
    let token = claimed(json!({
        "email": "jane@example.org", "email_verified": true, "phone_number_verified": false,
        "updated_at": 1_311_280_970, "locale": "en_US", "name": "Jane",
        "address": {"locality": "Paris"},
    }));
    let user = token.standard_claims();
    assert_eq!(
        user.email().expect("a string").as_deref(),
        Some("jane@example.org")
    );
    assert_eq!(user.email_verified(), Ok(Some(true)));
    assert_eq!(user.phone_number_verified(), Ok(Some(false)));
    let updated = user.updated_at().expect("a date").map(NumericDate::seconds);
    assert_eq!(updated, Some(1_311_280_970));
    assert_eq!(
        user.address("locality").expect("a string").as_deref(),
        Some("Paris")
    );
    assert_eq!(user.address("country"), Ok(None));
    assert_eq!(user.nickname(), Ok(None));
}

// Attack row 75: "true" was taken for true.
#[test]
fn claims_of_another_type_are_errors_and_never_values() {
    let token = claimed(json!({
        "email": 5, "email_verified": "true", "phone_number_verified": 1, "updated_at": "2011",
        "name": [], "address": "x",
    }));
    let user = token.standard_claims();
    for error in [
        user.email().map(drop),
        user.email_verified().map(drop),
        user.phone_number_verified().map(drop),
        user.updated_at().map(drop),
        user.name().map(drop),
        user.address("locality").map(drop),
    ] {
        assert_eq!(
            error.expect_err("another type").reason(),
            Reason::MalformedClaims
        );
    }
}

#[test]
fn a_member_of_the_address_of_another_type_is_an_error() {
    let token = claimed(json!({"address": {"locality": 5}}));
    let error = token
        .standard_claims()
        .address("locality")
        .expect_err("a number");
    assert_eq!(error.reason(), Reason::MalformedClaims);
}

#[test]
fn an_odd_locale_is_kept_as_it_is() {
    let token = claimed(json!({"locale": "en_US"}));
    let locale = token.standard_claims().locale().expect("a string");
    assert_eq!(locale.as_deref(), Some("en_US"));
}

#[test]
fn languages_are_found_without_regard_to_case() {
    let token = claimed(json!({
        "website": "https://a.example", "website#de": "https://de.example",
        "family_name#ja-Kana-JP": "\u{30af}",
    }));
    let user = token.standard_claims();
    let found = |claim, tag| user.localized(claim, tag).expect("a string");
    assert_eq!(
        found("family_name", "ja-kana-jp").as_deref(),
        Some("\u{30af}")
    );
    assert_eq!(
        found("website", "DE").as_deref(),
        Some("https://de.example")
    );
    assert_eq!(found("website", "fr"), None);
    assert_eq!(
        user.website().expect("a string").as_deref(),
        Some("https://a.example")
    );
}

#[test]
fn a_language_of_another_type_is_an_error() {
    let token = claimed(json!({"website#de": 5}));
    let error = token
        .standard_claims()
        .localized("website", "de")
        .expect_err("a number");
    assert_eq!(error.reason(), Reason::MalformedClaims);
}

/// Claims that others assert are claims like any other, and assert nothing.
#[test]
fn claims_of_other_providers_yield_no_values() {
    let token = claimed(json!({
        "_claim_names": {"email": "src1", "phone_number": "src2"},
        "_claim_sources": {"src1": {"JWT": "eyJ.eyJ.x"}, "src2": {"endpoint": "https://c.example"}},
    }));
    assert_eq!(token.standard_claims().email(), Ok(None));
    assert_eq!(token.subject(), "24400320");
}

#[test]
fn the_callers_own_type_is_read_from_what_was_signed() {
    #[derive(Deserialize)]
    struct Own<'a> {
        tenant: &'a str,
    }
    let token = claimed(json!({"tenant": "t1"}));
    assert_eq!(token.claims::<Own<'_>>().expect("the type").tenant, "t1");
    let error = claimed(json!({"tenant": 1}))
        .claims::<Own<'_>>()
        .map(|own| own.tenant.len());
    assert_eq!(
        error.expect_err("another type").reason(),
        Reason::MalformedClaims
    );
}

#[test]
fn a_user_is_an_issuer_and_a_subject() {
    let token = claimed(json!({"email": "jane@example.org"}));
    let same = claimed(json!({"email": "other@example.org"}));
    assert_eq!(token.identity(), same.identity());
    let other = claimed(json!({"sub": "5", "email": "jane@example.org"}));
    assert_ne!(token.identity(), other.identity());
}
