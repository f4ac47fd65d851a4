//! What the caller states of its API.

use oidc_tokens::{Challenge, CredentialsError, Error};

use crate::given::refused;
use crate::header::parameter;

const METADATA: &str = "https://api.example/.well-known/oauth-protected-resource";

#[test]
fn what_the_caller_states_is_added_to_an_error() {
    // rfc6750-3-7
    let expired = refused(|request| request.seconds = 3_000_000_000);
    let challenge = expired.challenge();
    let challenge = challenge.with_realm("api").expect("a realm");
    let challenge = challenge.with_resource_metadata(METADATA).expect("a URL");
    let printed = challenge.to_string();
    assert_eq!(parameter(&printed, "realm").as_deref(), Some("api"));
    assert_eq!(
        parameter(&printed, "error").as_deref(),
        Some("invalid_token")
    );
    assert_eq!(
        parameter(&printed, "resource_metadata").as_deref(),
        Some(METADATA)
    );
}

#[test]
fn a_parameter_that_is_stated_twice_is_printed_once() {
    // rfc6750-3-5
    let challenge = Challenge::new("first").expect("a realm");
    let challenge = challenge.with_realm("second").expect("a realm");
    assert_eq!(challenge.to_string(), r#"Bearer realm="second""#);
}

#[test]
fn what_could_end_the_header_is_refused() {
    // rfc6750-3-7
    let good = Challenge::new("a realm").expect("accepted without the defect");
    for text in [
        "",
        "a\"b",
        "a\\b",
        "a\r\nX-Other: 1",
        "a\nb",
        "a\tb",
        "a\0b",
        "a\x7fb",
        "é",
    ] {
        let results = [
            Challenge::new(text),
            good.clone().with_realm(text),
            good.clone().with_resource_metadata(text),
            CredentialsError::Absent.challenge(text),
        ];
        for result in results {
            let error = result.expect_err("a defect");
            assert!(matches!(error, Error::Configuration { .. }), "{text:?}");
        }
    }
}
