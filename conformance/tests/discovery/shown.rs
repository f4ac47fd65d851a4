//! Attack row 110: whatever a stranger or an issuer writes, an error is one line of what can be printed.

use std::fmt::Display;
use std::sync::Arc;

use conformance::mint::Compact;
use conformance::provider::{AUDIENCE, Endpoint, Loopback};
use jwk_types::Reason;
use serde_json::json;

use crate::client::{BOTH, Client, NOW};
use crate::guards::issuer_with_keys_at;
use crate::sets::Notes;
use crate::started;

const HOSTILE: &str = "a\r\nrefused: everything is fine\u{1b}[2J\u{202e}\u{2028}";

#[track_caller]
fn is_one_line(error: impl Display) -> String {
    let shown = error.to_string();
    let printable = |c| matches!(c, ' '..='~' | '§');
    assert!(shown.chars().all(printable), "{shown:?}");
    assert!(shown.len() < 1_000, "{} octets", shown.len());
    shown
}

fn good(op: &Loopback) -> String {
    let token = op.access_token(AUDIENCE, NOW).expect("a draft");
    token.text().expect("a token")
}

/// Attack row 109: a name of a megabyte is not compared with anything.
#[test]
fn a_kid_of_a_megabyte_is_refused_and_not_repeated() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.access(&good(&op)).expect("an access token");
        for kid in ["k".repeat(1 << 20), HOSTILE.repeat(1 << 15)] {
            let header = json!({"alg": "RS256", "typ": "at+jwt", "kid": kid}).to_string();
            let claims = json!({"iss": op.issuer(), "aud": AUDIENCE, "exp": NOW + 600}).to_string();
            let token = Compact::new(header.as_bytes(), claims.as_bytes(), |_| Ok(vec![7; 256]));
            let token = token.expect("a token").text();
            let error = client.access(&token).expect_err("refused");
            assert_eq!(error.reason(), Reason::TooLarge, "{kind:?}");
            is_one_line(error);
        }
        assert_eq!(op.fetches(Endpoint::Keys), 1, "{kind:?}");
        client.access(&good(&op)).expect("an access token");
    }
}

/// Attack row 108, with a name that is meant for whoever reads the log.
#[test]
fn names_of_published_secrets_are_shown_in_one_line() {
    for kind in BOTH {
        let op = started("good");
        let notes = Arc::new(Notes::default());
        let client = Client::with(kind, &op.issuer(), |settings| {
            settings.with_observer(notes.clone())
        });
        client.access(&good(&op)).expect("an access token");
        notes.until("refreshed");
        let secret = json!({"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQ", "kid": HOSTILE});
        let set = json!({"keys": [secret]}).to_string();
        op.root().set_keys_document(&set);
        let error = client.reload().expect_err("no key is left");
        let shown = is_one_line(&error);
        assert!(!shown.contains("c2VjcmV0"), "{shown}");
        notes.until("failed");
        let health = client.health();
        is_one_line(health.last_error.expect("the set"));
        client.access(&good(&op)).expect("the keys at hand");
    }
}

#[test]
fn what_a_server_says_of_its_answer_is_shown_in_one_line() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.access(&good(&op)).expect("an access token");
        // Of control characters, a header field may hold a tab.
        op.root().set_header(
            Endpoint::Keys,
            "Content-Type",
            "text/\trefused: all is fine",
        );
        let shown = is_one_line(client.reload().expect_err("no keys"));
        assert!(shown.contains("all is fine"), "{shown}");
        client.access(&good(&op)).expect("the keys at hand");
    }
}

#[test]
fn what_metadata_say_is_shown_in_one_line() {
    for kind in BOTH {
        for jwks_uri in [
            HOSTILE.to_owned(),
            format!("https://op.example/{HOSTILE}"),
            "k".repeat(1 << 16),
        ] {
            let issuer = issuer_with_keys_at(&jwks_uri);
            let error = Client::new(kind, &issuer).warm_up().expect_err("no URL");
            is_one_line(error);
        }
    }
}
