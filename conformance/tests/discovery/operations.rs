//! What operators do and see, and claims about the user.

use std::time::Duration;

use conformance::provider::{
    AUDIENCE, Behaviour, CLIENT_ID, Endpoint, Loopback, Rotation, SUBJECT, Span, UserInfoForm,
};
use jwk_types::Reason;
use oidc_discovery::State;
use oidc_tokens::{Identity, OpaqueAccessToken, UserInfoVerifier};

use crate::client::{BOTH, Client, NOW};
use crate::started;

fn access_token(op: &Loopback) -> String {
    let token = op.access_token(AUDIENCE, NOW).expect("a draft");
    token.text().expect("a token")
}

#[test]
fn health_tells_how_long_keys_serve() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        assert_eq!(client.health().state, State::Empty);
        client.warm_up().expect("keys");
        let health = client.health();
        assert_eq!(health.state, State::Fresh);
        assert_eq!((health.generation, health.keys, health.skipped), (1, 1, 0));
        assert_eq!(health.failures, 0);
        let (fresh_for, usable_for) = (health.fresh_for, health.usable_for);
        client.pass(Duration::from_secs(7));
        let later = client.health();
        assert_eq!(later.fresh_for, fresh_for - Duration::from_secs(7));
        assert_eq!(later.usable_for, usable_for - Duration::from_secs(7));
        client.pass(fresh_for);
        assert_eq!(client.health().state, State::Stale);
        client.pass(usable_for);
        assert_eq!(client.health().state, State::Closed);
    }
}

#[test]
fn a_provider_begins_with_what_an_earlier_one_knew() {
    for kind in BOTH {
        let op = started("good");
        let earlier = Client::new(kind, &op.issuer());
        assert_eq!(earlier.snapshot(), None);
        earlier.warm_up().expect("keys");
        let snapshot = earlier.snapshot().expect("keys");
        let token = access_token(&op);
        op.forget();
        op.behave(Endpoint::Keys, Behaviour::Reset, Span::Ever);
        op.behave(Endpoint::Metadata, Behaviour::Reset, Span::Ever);
        let client = Client::with(kind, &op.issuer(), |settings| {
            settings.with_snapshot(snapshot).expect("of this issuer")
        });
        client.access(&token).expect("an access token");
        assert_eq!(op.requests().len(), 0, "{kind:?}");
    }
}

#[test]
fn an_operator_reloads_within_the_lifetime_of_the_keys() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        let old = access_token(&op);
        client.access(&old).expect("an access token");
        op.rotate(Rotation::DropOld).expect("a key");
        client.access(&old).expect("the set is not expired");
        client.reload().expect("keys");
        assert_eq!(client.refuses(&old), Reason::NoMatchingKey);
        client.access(&access_token(&op)).expect("the new key");
    }
}

#[test]
fn a_reload_that_fails_leaves_the_keys() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        let token = access_token(&op);
        op.behave(Endpoint::Keys, Behaviour::Status(500), Span::Ever);
        let error = client.reload().expect_err("500");
        assert_eq!(error.reason(), Reason::FetchFailed);
        client.access(&token).expect("an access token");
    }
}

#[test]
fn keys_that_an_operator_revokes_serve_no_more() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        let token = access_token(&op);
        client.access(&token).expect("an access token");
        op.rotate(Rotation::DropOld).expect("a key");
        client.revoke_now();
        assert_eq!(client.refuses(&token), Reason::NoMatchingKey);
        assert_eq!(op.fetches(Endpoint::Keys), 2, "{kind:?}");
    }
}

/// oidcc-client-test-userinfo-signed and oidcc-client-test-userinfo-invalid-sub
#[test]
fn claims_about_another_user_are_refused() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let token = OpaqueAccessToken::new(access_token(&op)).expect("a token");
        let verifier = UserInfoVerifier::new(op.issuer(), CLIENT_ID).expect("a verifier");
        let issuer = op.issuer();
        for form in [
            UserInfoForm::Plain,
            UserInfoForm::Signed {
                client_id: CLIENT_ID.to_owned(),
            },
        ] {
            op.root().set_userinfo(form);
            let user = Identity::new(&issuer, SUBJECT);
            client.userinfo(&verifier, &token, user).expect("claims");
            let other = Identity::new(&issuer, "somebody else");
            let error = client.userinfo(&verifier, &token, other);
            assert_eq!(error.expect_err("refused").reason(), Reason::WrongSubject);
        }
    }
}
