//! What everybody does.

use std::time::Duration;

use conformance::provider::{AUDIENCE, CLIENT_ID, Endpoint, Rotation};
use jwk_types::Reason;

use crate::client::{BOTH, Client, NONCE, NOW};
use crate::started;

/// oidcc-client-test-discovery-openid-config and oidcc-client-test-discovery-jwks-uri-keys
#[test]
fn from_an_issuers_name_to_verified_tokens() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let id_token = op.id_token(CLIENT_ID, NOW).expect("a draft");
        let id_token = id_token.with_nonce(NONCE).text().expect("a token");
        let access_token = op.access_token(AUDIENCE, NOW).expect("a draft");
        let access_token = access_token.text().expect("a token");
        client.login(&id_token).expect("an ID token");
        client.access(&access_token).expect("an access token");
        assert_eq!(client.refuses(&id_token), Reason::WrongType);
        assert_eq!(op.fetches(Endpoint::Keys), 1, "{kind:?}");
        assert_eq!(op.fetches(Endpoint::Metadata), 1, "{kind:?}");
    }
}

/// oidcc-client-test-signing-key-rotation-just-before-signing
#[test]
fn keys_that_rotate_just_before_signing_cost_one_fetch() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        client.pass(Duration::from_secs(1));
        op.rotate(Rotation::DropOld).expect("a key");
        let token = op.access_token(AUDIENCE, NOW).expect("a draft");
        let token = token.text().expect("a token");
        client.access(&token).expect("an access token");
        assert_eq!(op.fetches(Endpoint::Keys), 2, "{kind:?}");
    }
}
