//! What an API answers to a request that it refuses.

use oidc_tokens::jwk_types::Reason;
use oidc_tokens::{AccessTokenError, Challenge, CredentialsError, Fault};

use crate::given::{ISSUED, refused, refused_mac};
use crate::header::{parameter, read};

fn expired() -> AccessTokenError {
    refused(|request| request.seconds = 3_000_000_000)
}

fn without_scope(scopes: &'static [&'static str]) -> AccessTokenError {
    refused(|request| request.scopes = scopes)
}

/// One refusal for each kind of step that fails, but the scope.
fn failed_steps() -> [(AccessTokenError, Reason); 6] {
    let id_token = include_str!("../../examples/id_token.jwt").trim();
    [
        (expired(), Reason::Expired),
        (
            refused(|request| request.seconds = ISSUED - 600),
            Reason::IssuedInFuture,
        ),
        (
            refused(|request| request.audience = "https://other.example"),
            Reason::WrongAudience,
        ),
        (
            refused(|request| request.token = id_token.to_owned()),
            Reason::WrongType,
        ),
        (
            refused(|request| request.token = request.token.replacen("eyJpc3Mi", "eyJpc3Nh", 1)),
            Reason::SignatureMismatch,
        ),
        (
            refused(|request| request.token.clear()),
            Reason::MalformedJws,
        ),
    ]
}

#[track_caller]
fn printed(error: &AccessTokenError) -> String {
    error.challenge().to_string()
}

#[test]
fn an_expired_token_is_answered_with_invalid_token() {
    // rfc6750-3-6
    assert_eq!(
        printed(&expired()),
        r#"Bearer error="invalid_token", error_description="the access token expired""#
    );
}

#[test]
fn every_failed_step_is_invalid_token_with_401() {
    // rfc6750-3.1-2, rfc9068-4-7b
    for (error, reason) in failed_steps() {
        assert_eq!(error.reason(), reason, "{error}");
        assert_eq!(error.status(), 401, "{error}");
        let code = parameter(&printed(&error), "error");
        assert_eq!(code.as_deref(), Some("invalid_token"), "{error}");
    }
}

#[test]
fn a_missing_scope_is_insufficient_scope_with_403() {
    // rfc6750-3.1-3, rfc9068-4-7
    let error = without_scope(&["orders:read", "orders:delete"]);
    assert_eq!(error.status(), 403);
    let challenge = printed(&error);
    let code = parameter(&challenge, "error");
    assert_eq!(code.as_deref(), Some("insufficient_scope"));
    let scope = parameter(&challenge, "scope");
    assert_eq!(scope.as_deref(), Some("orders:read orders:delete"));
}

#[test]
fn the_page_shows_the_answer() {
    let challenge = printed(&without_scope(&["orders:delete"]));
    let page = include_str!("../../README.md");
    assert!(
        page.contains(&format!("\n403: {challenge}\n")),
        "{challenge}"
    );
}

#[test]
fn scope_values_that_no_challenge_can_carry_are_not_told_in_part() {
    // rfc6750-3-7
    let odd: [&[&str]; 6] = [
        &["a\"b", "orders:delete"],
        &["a\\b", "orders:delete"],
        &["a\r\nb", "orders:delete"],
        &["é", "orders:delete"],
        &["", "orders:delete"],
        &["orders:delete", "a\tb"],
    ];
    for scopes in odd {
        let error = without_scope(scopes);
        assert_eq!(parameter(&printed(&error), "scope"), None, "{scopes:?}");
        assert_eq!(error.status(), 403);
    }
    let error = without_scope(&["orders:read", "orders:delete"]);
    let told = parameter(&printed(&error), "scope");
    assert_eq!(told.as_deref(), Some("orders:read orders:delete"));
}

#[test]
fn nothing_of_a_token_reaches_the_header() {
    // rfc6750-3-7
    let claims = r#"{"iss":"x\"\r\nSet-Cookie: a=b, é\\","aud":"https://api.example"}"#;
    let error = refused_mac(claims, 32);
    assert_eq!(error.reason(), Reason::WrongIssuer, "{error}");
    assert!(error.to_string().contains("Cookie"), "the words name it");
    assert_eq!(
        printed(&error),
        r#"Bearer error="invalid_token", error_description="the access token is from another issuer""#
    );
}

#[test]
fn a_fault_of_this_side_is_503_and_blames_no_token() {
    let error = refused_mac("{}", 8);
    assert_eq!(error.fault(), Fault::Infrastructure, "{error}");
    assert_eq!(error.status(), 503);
    let challenge = printed(&error);
    assert_eq!(parameter(&challenge, "error"), None);
    assert!(parameter(&challenge, "error_description").is_some());
}

#[test]
fn every_refusal_has_a_challenge_of_the_scheme_bearer() {
    // rfc6750-3-1, rfc6750-3-2, rfc6750-3-3, rfc6750-3-5
    let tokens = failed_steps().map(|(error, _)| printed(&error));
    let requests = [
        CredentialsError::Absent,
        CredentialsError::Malformed,
        CredentialsError::Repeated,
    ]
    .map(|error| error.challenge("api").expect("a realm").to_string());
    for challenge in tokens.iter().chain(&requests) {
        assert!(challenge.starts_with("Bearer "), "{challenge}");
        let mut parameters = read(challenge).expect("parameters");
        assert!(!parameters.is_empty());
        let count = parameters.len();
        parameters.sort();
        parameters.dedup_by(|one, two| one.0 == two.0);
        assert_eq!(parameters.len(), count, "{challenge}");
    }
}

#[test]
fn a_request_without_credentials_is_told_no_error() {
    // rfc6750-3.1-4, rfc6750-3-3
    let challenge = CredentialsError::Absent.challenge("api").expect("a realm");
    assert_eq!(challenge.to_string(), r#"Bearer realm="api""#);
    assert_eq!(challenge, Challenge::new("api").expect("a realm"));
}

#[test]
fn a_request_that_is_wrong_in_form_is_invalid_request_with_400() {
    // rfc6750-3.1-1, rfc6750-2-1
    for error in [CredentialsError::Malformed, CredentialsError::Repeated] {
        assert_eq!(error.status(), 400);
        let challenge = error.challenge("api").expect("a realm").to_string();
        assert_eq!(parameter(&challenge, "realm").as_deref(), Some("api"));
        assert_eq!(
            parameter(&challenge, "error").as_deref(),
            Some("invalid_request")
        );
        assert_eq!(
            parameter(&challenge, "error_description"),
            Some(error.to_string())
        );
    }
}
