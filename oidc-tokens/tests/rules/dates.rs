//! Dates at their edges ([RFC 7519 §2]).
//!
//! [RFC 7519 §2]: https://www.rfc-editor.org/rfc/rfc7519#section-2

use jwk_types::Reason;
use jws_verify::Algorithms;
use oidc_tokens::{ExpectedAudience, ExpectedIssuer, JwtError, JwtVerifier, NumericDate};
use serde_json::{Value, json};

use crate::given::{KEYS, sign};

fn offer(claims: &Value, now: u64) -> Result<(), JwtError> {
    let verifier = JwtVerifier::new(ExpectedIssuer::Any, ExpectedAudience::None);
    let verifier = verifier
        .expect("a verifier")
        .with_algorithms(Algorithms::hmac())
        .with_leeway(std::time::Duration::ZERO)
        .allowing_no_expiration();
    let now = NumericDate::from_seconds(now);
    verifier
        .verify_at(&KEYS, &sign("JWT", claims), now)
        .map(drop)
}

#[test]
fn leap_seconds_do_not_count() {
    // The second before and the second after the leap second of 2016.
    offer(&json!({"exp": 1_483_228_800}), 1_483_228_799).expect("one second before");
    let error = offer(&json!({"exp": 1_483_228_800}), 1_483_228_800).expect_err("the next second");
    assert_eq!(error.reason(), Reason::Expired);
}

#[test]
fn the_latest_dates_are_dates() {
    offer(&json!({"nbf": 0, "iat": 9_007_199_254_740_991_u64}), 0).expect("within the bounds");
    let fifty_years = 50 * 31_557_600;
    offer(&json!({"exp": 1_000 + fifty_years}), 1_000).expect("fifty years ahead");
}

#[test]
fn dates_beyond_reason_are_refused() {
    for (claims, reason) in [
        (json!({"exp": -1}), Reason::MalformedClaims),
        (json!({"exp": 1e308}), Reason::MalformedClaims),
        (json!({"nbf": 1e308}), Reason::MalformedClaims),
        (
            json!({"exp": 9_007_199_254_740_992_u64}),
            Reason::MalformedClaims,
        ),
        (json!({"exp": u64::MAX}), Reason::MalformedClaims),
        (
            json!({"exp": 1_000_u64 + 50 * 31_557_600 + 1}),
            Reason::MalformedClaims,
        ),
        (
            json!({"nbf": 9_007_199_254_740_991_u64}),
            Reason::NotYetValid,
        ),
    ] {
        let error = offer(&claims, 1_000).expect_err("beyond reason");
        assert_eq!(error.reason(), reason, "{claims}: {error}");
    }
}
