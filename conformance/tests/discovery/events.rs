//! What an operator sees of an outage, in order.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use conformance::provider::{AUDIENCE, Behaviour, Endpoint, Loopback, Span};
use oidc_discovery::{CachePolicy, Event, Observer, State};

use crate::client::{BOTH, Client, NOW};
use crate::sets::Notes;
use crate::started;

fn token_at(op: &Loopback, passed: Duration) -> String {
    let now = NOW + i64::try_from(passed.as_secs()).expect("a date");
    let token = op.access_token(AUDIENCE, now).expect("a draft");
    token.text().expect("a token")
}

#[test]
fn an_outage_is_seen_from_its_beginning_to_its_end() {
    let policy = CachePolicy::DEFAULT;
    for kind in BOTH {
        let op = started("good");
        let notes = Arc::new(Notes::default());
        let client = Client::with(kind, &op.issuer(), |settings| {
            settings.with_observer(notes.clone())
        });
        let mut passed = Duration::ZERO;
        let mut pass = |time| {
            client.pass(time);
            passed += time;
            token_at(&op, passed)
        };
        client
            .access(&pass(Duration::ZERO))
            .expect("an access token");
        assert_eq!(notes.until("refreshed"), ["refreshed"]);

        op.behave(Endpoint::Keys, Behaviour::Status(500), Span::Ever);
        client
            .access(&pass(policy.default_lifetime()))
            .expect("stale keys");
        assert_eq!(notes.until("stale"), ["failed", "stale"], "{kind:?}");
        assert_eq!(client.health().state, State::Stale);

        client.refuses(&pass(policy.stale_if_error()));
        assert_eq!(notes.until("closed"), ["failed", "closed"], "{kind:?}");
        assert_eq!(client.health().state, State::Closed);

        // Once is enough: an alarm that repeats itself is switched off.
        client.refuses(&pass(policy.backoff().1));
        assert_eq!(notes.until("failed"), ["failed"], "{kind:?}");

        op.behave(Endpoint::Keys, Behaviour::Normal, Span::Ever);
        client
            .access(&pass(policy.backoff().1))
            .expect("an access token");
        assert_eq!(notes.until("refreshed"), ["refreshed"], "{kind:?}");
        let health = client.health();
        assert_eq!((health.state, health.failures), (State::Fresh, 0));
        assert!(health.last_error.is_none(), "{kind:?}");

        // And what follows is another outage.
        op.behave(Endpoint::Keys, Behaviour::Status(500), Span::Ever);
        client
            .access(&pass(policy.default_lifetime()))
            .expect("stale keys");
        client.refuses(&pass(policy.stale_if_error()));
        let seen = notes.until("closed");
        assert_eq!(seen, ["failed", "stale", "failed", "closed"], "{kind:?}");
    }
}

/// Notes numbers, and whom they are about.
#[derive(Debug, Default)]
struct Numbers(Mutex<Vec<(String, u32, Duration)>>);

impl Observer for Numbers {
    fn observe(&self, issuer: &str, event: &Event<'_>) {
        let (number, time) = match event {
            Event::Failed {
                failures,
                retry_after,
                ..
            } => (*failures, *retry_after),
            Event::Limited { retry_after } => (0, *retry_after),
            _ => return,
        };
        let mut numbers = self.0.lock().expect("no panic");
        numbers.push((issuer.to_owned(), number, time));
    }
}

/// Attack row 105: each failure in a row makes the pause longer, up to a bound, and the operator is told how long it is.
#[test]
fn failures_are_counted_and_the_pause_is_told() {
    let (_, longest) = CachePolicy::DEFAULT.backoff();
    for kind in BOTH {
        let op = started("status-500");
        let numbers = Arc::new(Numbers::default());
        let client = Client::with(kind, &op.issuer(), |settings| {
            settings.with_observer(numbers.clone())
        });
        for expected in 1..=4 {
            let failed = client.warm_up().expect_err("500");
            // Nothing is sent while the pause lasts.
            client.warm_up().expect_err("the pause");
            assert_eq!(op.fetches(Endpoint::Keys), expected, "{kind:?}");
            let pause = failed.retry_after().expect("a pause");
            assert!(!pause.is_zero() && pause <= longest, "{kind:?}: {pause:?}");
            client.pass(pause);
        }
        // Who waits is woken before the observer is told; the next fetch waits for neither.
        let mut patience = 200;
        while numbers.0.lock().expect("no panic").len() < 4 && patience > 0 {
            std::thread::sleep(Duration::from_millis(10));
            patience -= 1;
        }
        let seen = numbers.0.lock().expect("no panic").clone();
        let mut counts: Vec<_> = seen.iter().map(|(_, failures, _)| *failures).collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 2, 3, 4], "{kind:?}");
        assert!(seen.iter().all(|(issuer, ..)| *issuer == op.issuer()));
        assert!(seen.iter().all(|(.., pause)| *pause <= longest));
    }
}
