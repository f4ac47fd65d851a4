//! What a provider knows, over restarts.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use conformance::provider::{AUDIENCE, Behaviour, Endpoint, Loopback, Span};
use oidc_discovery::{CachePolicy, Error, ManualClock, Snapshot, State, VerifyError};

use crate::client::{BOTH, Client, Kind, NOW};
use crate::started;

fn token_at(op: &Loopback, passed: Duration) -> String {
    let now = NOW + i64::try_from(passed.as_secs()).expect("a date");
    let token = op.access_token(AUDIENCE, now).expect("a draft");
    token.text().expect("a token")
}

/// A program that starts so long after the tests began: its monotonic clock counts from zero.
fn restarted(kind: Kind, op: &Loopback, passed: Duration, snapshot: Snapshot) -> Client {
    let begun = UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()) + passed;
    let clock = Arc::new(ManualClock::new(begun));
    let client = Client::at(kind, &op.issuer(), clock, |settings| {
        settings.with_snapshot(snapshot).expect("of this issuer")
    });
    client.expect("a provider")
}

fn go_down(op: &Loopback) {
    for endpoint in [Endpoint::Metadata, Endpoint::Keys] {
        op.behave(endpoint, Behaviour::Status(500), Span::Ever);
    }
}

/// Attack row 91: what was known of one issuer says nothing about another.
#[test]
fn a_snapshot_of_another_issuer_is_refused() {
    for kind in BOTH {
        let (op, other) = (started("good"), started("good"));
        let client = Client::new(kind, &other.issuer());
        client.warm_up().expect("keys");
        let snapshot = client.snapshot().expect("keys");
        for issuer in [op.issuer(), format!("{}/", other.issuer())] {
            let settings = oidc_discovery::Settings::allowing_insecure_loopback(&issuer);
            let settings = settings.expect("an issuer");
            let refused = settings.with_snapshot(snapshot.clone());
            let error = refused.expect_err("another issuer");
            assert!(matches!(error, Error::Configuration { .. }), "{error:?}");
        }
        restarted(kind, &other, Duration::ZERO, snapshot);
    }
}

#[test]
fn a_snapshot_is_the_same_after_it_was_written_and_read() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        let snapshot = client.snapshot().expect("keys");
        let read = Snapshot::parse(&snapshot.to_json()).expect("a snapshot");
        assert_eq!(read, snapshot);
        go_down(&op);
        let next = restarted(kind, &op, Duration::ZERO, read);
        next.access(&token_at(&op, Duration::ZERO))
            .expect("an access token");
    }
}

/// Attack row 90 (CVE-2025-22149): a program that is started again and again does not make keys younger.
#[test]
fn keys_age_over_restarts() {
    let run = Duration::from_secs(600);
    let policy = CachePolicy::DEFAULT;
    let serves = policy.default_lifetime() + policy.stale_if_error();
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        let mut snapshot = client.snapshot().expect("keys");
        go_down(&op);
        let mut passed = Duration::ZERO;
        while passed + run < serves {
            passed += run;
            let client = restarted(kind, &op, passed, snapshot);
            let usable = client.health().usable_for;
            assert_eq!(usable, serves - passed, "{kind:?}");
            client
                .access(&token_at(&op, passed))
                .expect("keys that are stale");
            snapshot = client.snapshot().expect("keys");
        }
        passed += run;
        let client = restarted(kind, &op, passed, snapshot);
        let error = client.access(&token_at(&op, passed)).expect_err("too old");
        assert!(
            matches!(error, VerifyError::Keys(Error::KeysUnavailable { .. })),
            "{kind:?}: {error}"
        );
        assert_eq!(client.health().state, State::Closed, "{kind:?}");
    }
}
