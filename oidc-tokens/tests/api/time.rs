//! `exp`, `nbf`, `iat`, the leeway, and dates that mean nothing.

use std::time::Duration;

use jwk_types::Reason;
use oidc_tokens::{Error, NumericDate};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::Token;
use crate::purposes::{Options, PURPOSES, Purpose};

fn with_leeway(seconds: u64) -> Options {
    Options {
        leeway: Some(Duration::from_secs(seconds)),
        ..Options::usual()
    }
}

/// A token is good until `exp` and so much longer; `now` is the first second at which it is not.
#[track_caller]
fn expires(options: &Options, leeway: u64) {
    for purpose in PURPOSES {
        let token = purpose.good().with("exp", NOW);
        purpose.accepts_with(options, &token, at(NOW + leeway - 1));
        let end = at(NOW + leeway);
        let refused = purpose.rejects_with(options, &token, end, Reason::Expired);
        assert_eq!(refused.check.name(), "expiration");
        let (exp, now) = (at(NOW), end);
        assert_eq!(refused.error, Error::Expired { exp, now });
    }
}

/// A token is good from `nbf`, or so much earlier.
#[track_caller]
fn begins(options: &Options, leeway: u64) {
    for purpose in PURPOSES {
        let token = purpose.good().with("nbf", NOW + leeway);
        purpose.accepts_with(options, &token, now());
        let token = purpose.good().with("nbf", NOW + leeway + 1);
        let refused = purpose.rejects_with(options, &token, now(), Reason::NotYetValid);
        assert_eq!(refused.check.name(), "not_before");
    }
}

#[test]
fn clocks_may_differ_by_thirty_seconds() {
    expires(&Options::usual(), 30);
    begins(&Options::usual(), 30);
}

#[test]
fn the_leeway_is_what_the_caller_states() {
    expires(&with_leeway(60), 60);
    begins(&with_leeway(60), 60);
    begins(&with_leeway(0), 0);
    let exact = with_leeway(0);
    let token = Token::id_token().with("exp", NOW);
    let before = NumericDate::from_duration(Duration::new(NOW - 1, 999_999_999));
    Purpose::IdToken.accepts_with(&exact, &token, before);
    Purpose::IdToken.rejects_with(&exact, &token, now(), Reason::Expired);
}

#[test]
fn the_leeway_is_at_most_five_minutes() {
    for stated in [300, 301, 86_400, u64::MAX] {
        expires(&with_leeway(stated), 300);
        begins(&with_leeway(stated), 300);
    }
}

#[test]
fn tokens_of_the_future_are_refused_where_their_issue_is_told() {
    for purpose in PURPOSES {
        let token = |iat: u64| purpose.good().with("iat", iat);
        purpose.accepts(&token(NOW + 30));
        let ahead = token(NOW + 31);
        if purpose == Purpose::Jwt {
            purpose.accepts(&ahead);
            continue;
        }
        let refused = purpose.rejects(&ahead, Reason::IssuedInFuture);
        assert_eq!(refused.check.name(), "issued_at");
    }
}

#[test]
fn a_bound_on_the_age_needs_iat_and_is_kept() {
    let options = Options {
        max_age: Some(Duration::from_secs(600)),
        ..Options::usual()
    };
    for purpose in PURPOSES {
        let token = |iat: u64| purpose.good().with("iat", iat);
        purpose.accepts_with(&options, &token(NOW - 630), now());
        let old = token(NOW - 631);
        purpose.accepts(&old);
        let refused = purpose.rejects_with(&options, &old, now(), Reason::TooOld);
        assert_eq!(refused.check.name(), "token_age");
        let (iat, max_age) = (at(NOW - 631), 600);
        assert_eq!(refused.error, Error::TooOld { iat, max_age });
        let none = token(NOW).without("iat");
        purpose.rejects_with(&options, &none, now(), Reason::MissingClaim);
        let ahead = token(NOW + 31);
        purpose.rejects_with(&options, &ahead, now(), Reason::IssuedInFuture);
    }
}

#[test]
fn expiry_is_required_but_of_userinfo_responses() {
    for purpose in PURPOSES {
        let token = purpose.good().with("exp", NOW + 1).without("exp");
        if purpose == Purpose::UserInfo {
            purpose.accepts(&token);
            continue;
        }
        let refused = purpose.rejects(&token, Reason::MissingClaim);
        assert_eq!(refused.check.name(), "expiration");
    }
}

#[test]
fn fifty_years_ahead_are_milliseconds() {
    const FAR: u64 = 50 * 31_557_600;
    for purpose in PURPOSES {
        purpose.accepts(&purpose.good().with("exp", NOW + FAR));
        for exp in [NOW + FAR + 1, (NOW + 600) * 1000] {
            let refused =
                purpose.rejects(&purpose.good().with("exp", exp), Reason::MalformedClaims);
            assert_eq!(refused.check.name(), "plausible_dates");
            let (claim, value) = ("exp", at(exp));
            assert_eq!(refused.error, Error::FarFuture { claim, value });
            let words = "is over 50 years ahead: milliseconds instead of seconds?";
            let rule = "[policy: no date over 50 years ahead]";
            assert_eq!(refused.message, format!("exp {exp} {words} {rule}"));
        }
    }
}

#[test]
fn dates_are_numbers() {
    for purpose in PURPOSES {
        for claim in ["exp", "nbf", "iat"] {
            for value in [json!("9"), Value::Null, json!(true), json!([1]), json!({})] {
                let token = purpose.good().with(claim, value);
                let refused = purpose.rejects(&token, Reason::MalformedClaims);
                assert_eq!(refused.check.name(), "claims_set");
            }
        }
    }
}

/// rfc7519-4.1.4-5: neither overflow nor wrap-around, and never accepted by it.
#[test]
fn extreme_numbers_are_refused_and_do_not_wrap() {
    for purpose in PURPOSES {
        for claim in ["exp", "nbf", "iat"] {
            for number in [
                "-1",
                "-0",
                "-1e400",
                "1e18",
                "1e400",
                "1e308",
                "9007199254740992",
                "18446744073709551615",
                "18446744073709551616",
                "340282366920938463463374607431768211456",
                "1e99999999999999999999",
            ] {
                let token = purpose.good();
                let token = match token.claims.get(claim) {
                    Some(_) => token.without(claim),
                    None => token,
                };
                let token = token.with_raw(&format!(r#""{claim}":{number}"#));
                let refused = purpose.rejects(&token, Reason::MalformedClaims);
                assert_eq!(refused.check.name(), "claims_set", "{claim} {number}");
            }
        }
    }
}

/// rfc7519-4.1.4-5
#[test]
fn the_largest_and_the_smallest_dates_are_compared_as_they_are() {
    let exact = with_leeway(0);
    for purpose in PURPOSES {
        let dates = |exp: &str, nbf: &str| {
            let token = purpose.good();
            let token = match token.claims.get("exp") {
                Some(_) => token.without("exp"),
                None => token,
            };
            token.with_raw(&format!(r#""exp":{exp},"nbf":{nbf}"#))
        };
        purpose.accepts_with(&exact, &dates("1.7000000001e9", "0.0e9"), now());
        purpose.rejects_with(&exact, &dates("0", "0"), now(), Reason::Expired);
        let far = dates("9007199254740991", "0");
        purpose.rejects_with(&exact, &far, now(), Reason::MalformedClaims);
        let late = dates("1700000600", "9007199254740991");
        purpose.rejects_with(&exact, &late, now(), Reason::NotYetValid);
        purpose.rejects_with(&exact, &late, NumericDate::MAX, Reason::Expired);
    }
}

/// rfc7519-2-4: the seconds around the leap second at the end of 2016 are neighbours.
#[test]
fn leap_seconds_do_not_count() {
    const BEFORE: u64 = 1_483_228_799;
    let exact = with_leeway(0);
    let token = Token::jwt().with("exp", BEFORE + 1);
    Purpose::Jwt.accepts_with(&exact, &token, at(BEFORE));
    Purpose::Jwt.rejects_with(&exact, &token, at(BEFORE + 1), Reason::Expired);
    let one_second = at(BEFORE).saturating_add(Duration::from_secs(1));
    assert_eq!(one_second, at(BEFORE + 1));
    assert_eq!(
        at(BEFORE + 1).since_1970(),
        Duration::from_secs(17_167 * 86_400)
    );
}

#[test]
fn fractions_count() {
    let exact = with_leeway(0);
    let token = Token::id_token()
        .without("exp")
        .with_raw(r#""exp":1700000000.5"#);
    Purpose::IdToken.accepts_with(&exact, &token, now());
    let half = NumericDate::from_duration(Duration::from_millis(NOW * 1000 + 500));
    Purpose::IdToken.rejects_with(&exact, &token, half, Reason::Expired);
}
