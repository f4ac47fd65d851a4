//! Rules that a whole fetch shows, and no single document.

use std::time::Duration;

use conformance::mint::Key;
use conformance::provider::{AUDIENCE, CLIENT_ID, Draft, Endpoint, Kind, Loopback, Mutation};
use conformance::provider::{Published, Rotation};
use jwk_types::Reason;
use serde_json::json;

use crate::client::{BOTH, Client, NONCE, NOW};
use crate::guards::issuer_that_lists;
use crate::started;

fn token(op: &Loopback) -> String {
    let token = op.access_token(AUDIENCE, NOW).expect("a draft");
    token.text().expect("a token")
}

/// rfc8414-2-4c: beside a key that does not say what it is for.
#[test]
fn a_key_for_encryption_verifies_nothing() {
    for kind in BOTH {
        let op = started("good");
        let published = |name: &str, kid: &str| {
            let mut key = Key::named(name).expect("a key").public();
            key.insert("kid".to_owned(), kid.into());
            key
        };
        let mut enc = published("rsa-2", "enc");
        enc.insert("use".to_owned(), "enc".into());
        let set = json!({"keys": [enc, published("rsa", "unsaid")]}).to_string();
        op.root().set_keys_document(&set);
        let client = Client::new(kind, &op.issuer());
        let by = |name: &str, kid: &str| {
            let signer = Published::new(name, kid).expect("a key");
            let draft = Draft::new(Kind::AccessToken, signer, &op.issuer(), AUDIENCE, NOW);
            draft.text().expect("a token")
        };
        client.access(&by("rsa", "unsaid")).expect("a token");
        let refused = client.refuses(&by("rsa-2", "enc"));
        assert_eq!(refused, Reason::KeyUseMismatch, "{kind:?}");
    }
}

/// oidc-discovery-3-16
#[test]
fn none_in_the_metadata_opens_nothing() {
    for kind in BOTH {
        let op = started("good");
        let issuer = issuer_that_lists(&["RS256", "none"], &op.root().jwks_uri());
        let client = Client::new(kind, &issuer);
        let draft = || {
            let draft = op.id_token(CLIENT_ID, NOW).expect("a draft");
            draft.with_nonce(NONCE).with("iss", issuer.as_str())
        };
        let good = draft().text().expect("a token");
        client.login(&good).expect("an ID token");
        let unsecured = draft().mutated(Mutation::AlgNone).text().expect("a token");
        let error = client.login(&unsecured).expect_err("unsecured");
        assert_eq!(error.reason(), Reason::Unsecured, "{kind:?}: {error}");
    }
}

/// oidc-core-10.1.1-2
#[test]
fn a_retired_key_verifies_while_it_is_published() {
    for kind in BOTH {
        let op = started("good");
        let old = token(&op);
        op.rotate(Rotation::KeepOld).expect("a key");
        let client = Client::new(kind, &op.issuer());
        client.access(&token(&op)).expect("the new key");
        client.access(&old).expect("the old key");
        assert_eq!(op.fetches(Endpoint::Keys), 1, "{kind:?}");
    }
}

/// rfc9728-7.10-1
#[test]
fn metadata_are_kept_for_as_long_as_the_server_says() {
    for kind in BOTH {
        let op = started("good");
        let stated = ("Cache-Control", "max-age=7200");
        op.root().set_header(Endpoint::Metadata, stated.0, stated.1);
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        for (seconds, fetches) in [(7_199, 1), (1, 2)] {
            client.pass(Duration::from_secs(seconds));
            client.reload().expect("keys");
            assert_eq!(op.fetches(Endpoint::Metadata), fetches, "{kind:?}");
        }
    }
}
