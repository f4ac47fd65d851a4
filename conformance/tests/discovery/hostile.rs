//! Tokens that nobody would write by accident.

use conformance::mint::Compact;
use conformance::provider::{AUDIENCE, Endpoint, Loopback};
use serde_json::json;

use crate::client::{BOTH, Client, NOW};
use crate::started;

/// An access token that is right in all but its signature, by the key of this name.
fn naming(op: &Loopback, kid: &str) -> String {
    let header = json!({"alg": "RS256", "typ": "at+jwt", "kid": kid}).to_string();
    let claims = json!({
        "iss": op.issuer(), "aud": AUDIENCE, "sub": "user-1", "client_id": "client", "jti": "1",
        "iat": NOW, "exp": NOW + 600,
    })
    .to_string();
    let token = Compact::new(header.as_bytes(), claims.as_bytes(), |_| Ok(vec![7; 256]));
    token.expect("a token").text()
}

/// Attack rows 109 and 110.
#[test]
fn a_hostile_kid_is_compared_and_shown_in_one_line() {
    let hostile = [
        "../../dev/null",
        "'; drop table keys; --",
        "$(reboot)",
        "a\r\nrefused: everything is fine",
        "\u{1b}[2J\u{202e}\u{0}",
        &"k".repeat(2_000),
    ];
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        for kid in hostile {
            let error = client.access(&naming(&op, kid)).expect_err("refused");
            let shown = error.to_string();
            let printable = |c| matches!(c, ' '..='~' | '§');
            assert!(shown.chars().all(printable), "{shown}");
            assert!(shown.len() < 600, "{shown}");
        }
        assert!(op.fetches(Endpoint::Keys) <= 3, "{kind:?}");
    }
}

/// Attack rows 87 (CVE-2026-48524 and others) and 88 (jwks-rsa-java 173).
#[test]
fn a_flood_of_unknown_kids_costs_two_fetches_and_shuts_nobody_out() {
    use conformance::provider::Rotation;
    use oidc_discovery::CachePolicy;

    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let good = op.access_token(AUDIENCE, NOW).expect("a draft");
        let good = good.text().expect("a token");
        client.access(&good).expect("an access token");
        for stranger in 0..200 {
            client.refuses(&naming(&op, &format!("stranger-{stranger}")));
        }
        assert_eq!(op.fetches(Endpoint::Keys), 3, "{kind:?}");
        client.access(&good).expect("an access token");
        assert_eq!(op.fetches(Endpoint::Keys), 3, "{kind:?}");

        op.rotate(Rotation::KeepOld).expect("a key");
        let new = op.access_token(AUDIENCE, NOW).expect("a draft");
        let new = new.text().expect("a token");
        client.refuses(&new);
        client.pass(CachePolicy::DEFAULT.arrival_bound());
        client.access(&new).expect("the new key");
        assert_eq!(op.fetches(Endpoint::Keys), 4, "{kind:?}");
    }
}
