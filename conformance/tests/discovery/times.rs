//! What servers say about time.

use std::time::Duration;

use conformance::provider::{AUDIENCE, Behaviour, Endpoint, Loopback, Rotation, Span, Validators};
use jwk_types::Reason;
use oidc_discovery::{CachePolicy, State};

use crate::client::{BOTH, Client, NOW};
use crate::started;

fn token_at(op: &Loopback, passed: Duration) -> String {
    let now = NOW + i64::try_from(passed.as_secs()).expect("a date");
    let token = op.access_token(AUDIENCE, now).expect("a draft");
    token.text().expect("a token")
}

fn token(op: &Loopback) -> String {
    token_at(op, Duration::ZERO)
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn lifetimes_are_those_that_servers_state_within_bounds() {
    for kind in BOTH {
        for (scenario, lifetime, usable) in [
            ("good", 300, 3_900),
            ("no-store", 60, 60),
            ("max-age-zero", 60, 3_660),
            ("max-age-years", 3_600, 7_200),
            ("aged", 60, 3_660),
            ("expires-past", 60, 3_660),
        ] {
            let op = started(scenario);
            let client = Client::new(kind, &op.issuer());
            client.access(&token(&op)).expect("an access token");
            let health = client.health();
            let seen = (health.fresh_for, health.usable_for);
            assert_eq!(
                seen,
                (seconds(lifetime), seconds(usable)),
                "{kind:?}, {scenario}"
            );
        }
    }
}

/// Attack row 90, with an issuer that answers.
#[test]
fn a_removed_key_is_refused_when_its_set_expires() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let old = token(&op);
        client.access(&old).expect("an access token");
        op.rotate(Rotation::DropOld).expect("a key");
        client.pass(CachePolicy::DEFAULT.default_lifetime() - seconds(150));
        client.access(&old).expect("the set is fresh");
        client.pass(seconds(150));
        assert_eq!(client.refuses(&old), Reason::NoMatchingKey, "{kind:?}");
    }
}

/// rfc9111-4.3.4-1, rfc9111-4.3.1-2
#[test]
fn a_set_that_has_not_changed_is_confirmed() {
    for kind in BOTH {
        let op = started("revalidation");
        let client = Client::new(kind, &op.issuer());
        client.access(&token(&op)).expect("an access token");
        op.forget();
        let lifetime = CachePolicy::DEFAULT.default_lifetime();
        client.pass(lifetime);
        client
            .access(&token_at(&op, lifetime))
            .expect("an access token");
        let requests = op.requests();
        let asked = requests
            .iter()
            .find(|request| request.endpoint == Some(Endpoint::Keys));
        let asked = asked.expect("a request");
        for expected in ["if-none-match", "if-modified-since"] {
            let mut names = asked.headers.iter().map(|(name, _)| name.as_str());
            assert!(
                names.any(|name| name.eq_ignore_ascii_case(expected)),
                "{kind:?}"
            );
        }
        let health = client.health();
        assert_eq!(
            (health.generation, health.fresh_for),
            (1, lifetime),
            "{kind:?}"
        );
    }
}

/// Whoever does not say so is not asked whether something changed.
#[test]
fn a_set_without_validators_is_fetched_whole() {
    for kind in BOTH {
        let op = started("good");
        op.root().set_validators(Validators::Absent);
        let client = Client::new(kind, &op.issuer());
        client.warm_up().expect("keys");
        client.reload().expect("keys");
        for request in op.requests() {
            let mut names = request.headers.iter().map(|(name, _)| name.as_str());
            assert!(
                !names.any(|name| name.to_lowercase().starts_with("if-")),
                "{kind:?}"
            );
        }
    }
}

/// Traps 8: who is asked to wait waits.
#[test]
fn retry_after_is_heeded() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let behaviour: Behaviour = "retry-after=503,120".parse().expect("it");
        op.behave(Endpoint::Keys, behaviour, Span::Ever);
        client.refuses(&token(&op));
        let error = client.warm_up().expect_err("503");
        assert_eq!(error.retry_after(), Some(seconds(120)), "{kind:?}: {error}");
        assert_eq!(op.fetches(Endpoint::Keys), 1);
        op.behave(Endpoint::Keys, Behaviour::Normal, Span::Ever);
        client.pass(seconds(119));
        client.refuses(&token(&op));
        assert_eq!(op.fetches(Endpoint::Keys), 1);
        client.pass(seconds(1));
        client.access(&token(&op)).expect("an access token");
    }
}

/// Keys that are due are fetched behind the back of whoever finds that out.
#[test]
fn a_refresh_ahead_of_time_keeps_nobody_waiting() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let good = token(&op);
        client.access(&good).expect("an access token");
        // Nobody would get past it in time, if anybody had to.
        op.behave(Endpoint::Keys, Behaviour::Hang, Span::Requests(1));
        client.pass(seconds(280));
        let begun = std::time::Instant::now();
        client.access(&good).expect("an access token");
        assert!(begun.elapsed() < seconds(4), "{kind:?}");
        let mut patience = 200;
        while op.fetches(Endpoint::Keys) < 2 && patience > 0 {
            std::thread::sleep(Duration::from_millis(20));
            patience -= 1;
        }
        assert_eq!(op.fetches(Endpoint::Keys), 2, "{kind:?}");
        assert_eq!(client.health().state, State::Fresh);
    }
}
