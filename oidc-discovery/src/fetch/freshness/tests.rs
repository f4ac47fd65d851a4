use std::time::UNIX_EPOCH;

use http::HeaderValue;
use proptest::prelude::*;

use super::*;

const DATE_VALUE: &str = "Thu, 01 Dec 1994 16:00:00 GMT";

fn asked() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(786_297_600)
}

fn headers(fields: &[(&str, &str)]) -> HeaderMap {
    fields
        .iter()
        .map(|(name, value)| {
            let name: HeaderName = name.parse().expect("a name");
            (name, HeaderValue::from_str(value).expect("a value"))
        })
        .fold(HeaderMap::new(), |mut map, (name, value)| {
            map.append(name, value);
            map
        })
}

fn lifetime(fields: &[(&str, &str)]) -> Option<u64> {
    let freshness = Freshness::of(&headers(fields), asked());
    freshness.lifetime.map(|lifetime| lifetime.as_secs())
}

fn cache_control(value: &str) -> Option<u64> {
    lifetime(&[("cache-control", value)])
}

/// rfc9111-4.2.1-1, rfc9111-4.2.2-1, rfc9111-4.2.2-2, rfc9111-5.3-2
#[test]
fn max_age_counts_before_expires_and_nothing_is_made_up() {
    let expires = ("expires", "Thu, 01 Dec 1994 16:10:00 GMT");
    assert_eq!(cache_control("max-age=60"), Some(60));
    assert_eq!(cache_control("s-maxage=600, max-age=60"), Some(60));
    assert_eq!(cache_control("s-maxage=600"), None);
    assert_eq!(lifetime(&[("date", DATE_VALUE), expires]), Some(600));
    assert_eq!(lifetime(&[expires]), Some(600));
    assert_eq!(
        lifetime(&[("cache-control", "max-age=60"), ("expires", "0")]),
        Some(60)
    );
    assert_eq!(lifetime(&[("cache-control", "public"), expires]), Some(600));
    assert_eq!(lifetime(&[]), None);
}

/// rfc9111-1.2.2-1
#[test]
fn seconds_beyond_all_bounds_are_a_long_time() {
    assert_eq!(cache_control("max-age=2147483647"), Some(2_147_483_647));
    for seconds in ["2147483648", "99999999999999999999", "18446744073709551616"] {
        let found = cache_control(&format!("max-age={seconds}"));
        assert_eq!(found, Some(2_147_483_648), "{seconds}");
    }
}

/// rfc9111-5.2-1, rfc9111-5.2.3-1, rfc9111-5.2.2.7-1
#[test]
fn directives_are_read_in_any_case_as_tokens_and_as_quoted_strings() {
    for value in [
        "MAX-AGE=60",
        "max-age=\"60\"",
        "private, max-age=60",
        "max-age=60, community=\"UCI\"",
        "community=\"a,max-age=5\\\",no-store\", max-age=60",
        ",, max-age=60 ,",
    ] {
        assert_eq!(cache_control(value), Some(60), "{value}");
    }
}

/// rfc9111-4.2.1-2
#[test]
fn of_repeated_directives_the_first_counts_and_of_conflicting_ones_the_stricter() {
    assert_eq!(cache_control("max-age=60, max-age=600"), Some(60));
    assert_eq!(cache_control("max-age=60, no-cache"), Some(0));
    assert_eq!(
        lifetime(&[
            ("cache-control", "max-age=60"),
            ("cache-control", "no-store")
        ]),
        Some(0)
    );
    for unreadable in [
        "max-age=abc",
        "max-age",
        "max-age=",
        "max-age=-1",
        "max-age=1.5",
        "max-age=+60",
    ] {
        assert_eq!(cache_control(unreadable), Some(0), "{unreadable}");
    }
}

/// rfc9111-3-1, rfc9111-4-2, rfc9111-5.2.2.2-1, rfc9111-5.2.2.4-1, rfc9111-5.2.2.5-1
#[test]
fn what_a_server_forbids_to_reuse_is_never_used_stale() {
    let stale = |value| Freshness::of(&headers(&[("cache-control", value)]), asked()).stale;
    assert_eq!(stale("max-age=60"), Stale::Usable);
    assert_eq!(stale("public, stale-if-error=60"), Stale::Usable);
    for value in [
        "must-revalidate",
        "no-cache",
        "no-store",
        "no-cache=\"set-cookie\"",
    ] {
        assert_eq!(stale(value), Stale::Forbidden, "{value}");
    }
}

/// rfc9111-4.2-2, rfc9111-5.3-1
#[test]
fn a_date_in_any_case_counts_and_one_of_another_zone_has_expired() {
    let expires = |value| lifetime(&[("date", DATE_VALUE), ("expires", value)]);
    assert_eq!(expires("thu, 01 dec 1994 16:10:00 gmt"), Some(600));
    assert_eq!(expires("THU, 01 DEC 1994 16:10:00 GMT"), Some(600));
    for expired in [
        "Thu, 01 Dec 1994 16:10:00 EST",
        "Thu, 01 Dec 1994 16:10:00",
        "0",
        "-1",
        "",
        "tomorrow",
        "Thu, 01 Dec 1994 15:10:00 GMT",
    ] {
        assert_eq!(expires(expired), Some(0), "{expired}");
    }
}

/// rfc9111-4.2.3-1, rfc9111-5.1-1
#[test]
fn age_is_subtracted_and_an_invalid_one_ignored() {
    let aged = |fields: &[&str]| {
        let mut all = vec![("cache-control", "max-age=60")];
        all.extend(fields.iter().map(|value| ("age", *value)));
        lifetime(&all)
    };
    assert_eq!(aged(&["50"]), Some(10));
    assert_eq!(aged(&["60"]), Some(0));
    assert_eq!(aged(&["99999999999999999999"]), Some(0));
    assert_eq!(aged(&["50", "10"]), Some(10));
    for ignored in ["-5", "x", "", "1.5"] {
        assert_eq!(aged(&[ignored]), Some(60), "{ignored}");
    }
}

/// rfc9111-4.3.4-1, rfc9111-4.3.4-2
#[test]
fn a_304_renews_what_it_is_about_and_its_fields_take_the_place_of_the_stored() {
    let stored = Stored::of(&headers(&[
        ("cache-control", "max-age=60"),
        ("etag", "\"a\""),
        ("set-cookie", "x=y"),
    ]));
    assert_eq!(stored.headers().len(), 2);
    assert!(stored.fits(&headers(&[])));
    assert!(stored.fits(&headers(&[("etag", "\"a\"")])));
    assert!(stored.fits(&headers(&[("etag", "W/\"b\"")])));
    assert!(!stored.fits(&headers(&[("etag", "\"b\"")])));
    let answer = headers(&[("cache-control", "max-age=600"), ("age", "100")]);
    let renewed = stored.renewed_by(&answer);
    let lifetime = renewed.freshness(&answer, asked()).lifetime;
    assert_eq!(lifetime, Some(Duration::from_secs(500)));
    assert_eq!(renewed.headers().get(ETAG), stored.headers().get(ETAG));
    let unsaid = stored.renewed_by(&headers(&[]));
    let lifetime = unsaid.freshness(&headers(&[]), asked()).lifetime;
    assert_eq!(lifetime, Some(Duration::from_secs(60)));
}

proptest! {
    /// rfc9111-4.2-1, rfc9111-4.2-4, rfc9111-1.2.2-1: never fresh for longer than was said.
    #[test]
    fn a_response_is_never_fresh_for_longer_than_the_server_said(max_age: u64, age: u64) {
        let fields = headers(&[
            ("cache-control", &format!("max-age={max_age}")),
            ("age", &age.to_string()),
        ]);
        let lifetime = Freshness::of(&fields, asked()).lifetime.expect("a lifetime");
        prop_assert!(lifetime <= Duration::from_secs(max_age));
        prop_assert!(age < max_age || lifetime.is_zero());
    }

    /// rfc9111-4.2-3, rfc9111-4-3: the same fields give the same answer; nothing else is looked at.
    #[test]
    fn any_field_is_read_without_a_panic(values in prop::collection::vec("[ -~]{0,40}", 0..4)) {
        let mut fields = HeaderMap::new();
        for (value, name) in values.iter().zip([CACHE_CONTROL, EXPIRES, AGE, DATE]) {
            fields.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        let first = Freshness::of(&fields, asked());
        prop_assert_eq!(first, Freshness::of(&fields, asked()));
    }
}
