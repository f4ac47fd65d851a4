//! Odd key sets, and several issuers.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use conformance::provider::{AUDIENCE, Contents, Endpoint, Loopback, Mutation};
use jwk_types::Reason;
use oidc_discovery::{CachePolicy, Event, Observer};

use crate::client::{BOTH, Client, NOW};
use crate::started;

fn token(op: &Loopback) -> String {
    let token = op.access_token(AUDIENCE, NOW).expect("a draft");
    token.text().expect("a token")
}

/// Notes the names of events, and their kids.
#[derive(Debug, Default)]
pub(crate) struct Notes(Mutex<Vec<String>>);

impl Observer for Notes {
    fn observe(&self, _: &str, event: &Event<'_>) {
        let kid = match event {
            Event::KeyAdded { kid }
            | Event::KeyRemoved { kid }
            | Event::KeyReplaced { kid }
            | Event::PrivateKeyPublished { kid } => kid.map(|kid| format!(" {kid}")),
            _ => None,
        };
        let mut notes = self.0.lock().expect("no panic");
        notes.push(format!("{}{}", event.name(), kid.unwrap_or_default()));
    }
}

impl Notes {
    /// What was noted since the last time, once `last` is among it: who waits for keys is woken before the observer is
    /// told.
    #[track_caller]
    pub(crate) fn until(&self, last: &str) -> Vec<String> {
        let begun = Instant::now();
        loop {
            let mut notes = self.0.lock().expect("no panic");
            if notes.iter().any(|note| note == last) {
                return std::mem::take(&mut *notes);
            }
            assert!(
                begun.elapsed() < Duration::from_secs(5),
                "no {last}: {notes:?}"
            );
            drop(notes);
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// oidcc-client-test-kid-absent-single-jwks and oidcc-client-test-kid-absent-multiple-jwks; FAPI
/// AugmentRealJwksWithDecoys.
/// Attack rows 101 (go-jose 276, joserfc 104 and others), 102 (keycloak 14794 and others) and 103.
#[test]
fn odd_neighbours_do_not_keep_the_good_key_from_being_found() {
    for kind in BOTH {
        for (set, skipped) in [
            ("odd-entries", 3),
            ("decoys", 0),
            ("enc-and-sig", 0),
            ("no-kid-one", 0),
            ("no-kid-several", 0),
            ("oct", 0),
        ] {
            let op = started(set);
            let client = Client::new(kind, &op.issuer());
            let verified = client.access(&token(&op));
            verified.unwrap_or_else(|error| panic!("{kind:?}, {set}: {error}"));
            assert_eq!(client.health().skipped, skipped, "{set}");
            let broken = op.access_token(AUDIENCE, NOW).expect("a draft");
            let broken = broken.mutated(Mutation::BrokenSignature);
            client.refuses(&broken.text().expect("a token"));
        }
    }
}

/// A key that is nothing but a certificate has no public members, so it is no key.
#[test]
fn a_set_without_a_usable_key_is_no_set() {
    for kind in BOTH {
        for set in ["x5c-without-n", "empty"] {
            let op = started(set);
            let client = Client::new(kind, &op.issuer());
            client.refuses(&token(&op));
            assert_eq!(client.health().generation, 0, "{kind:?}, {set}");
        }
    }
}

/// Attack row 100: sets that nobody needs are not read.
#[test]
fn a_set_of_fifty_thousand_keys_is_refused() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let good = token(&op);
        client.access(&good).expect("an access token");
        op.root().fill(Contents::FiftyThousandKeys).expect("a set");
        client.reload().expect_err("too large");
        client.access(&good).expect("the keys at hand");
    }
}

/// Attack row 103 (hyprstream 1234, jwx 522): a kid that names no key is not a token without kid.
#[test]
fn a_token_that_names_a_key_is_tried_with_that_key_alone() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.access(&token(&op)).expect("an access token");
        let draft = op.access_token(AUDIENCE, NOW).expect("a draft");
        let unknown = draft.mutated(Mutation::UnknownKid).text().expect("a token");
        assert_eq!(client.refuses(&unknown), Reason::NoMatchingKey);
    }
}

/// Attack row 108: whoever read the set can sign with it.
#[test]
fn published_secrets_are_not_used_and_are_reported() {
    for kind in BOTH {
        for (set, kid) in [("private-key", "1"), ("oct", "mac")] {
            let op = started("good");
            let notes = Arc::new(Notes::default());
            let client = Client::with(kind, &op.issuer(), |settings| {
                settings.with_observer(notes.clone())
            });
            let good = token(&op);
            client.access(&good).expect("an access token");
            notes.until("refreshed");
            let set = conformance::provider::Scenario::named(set).expect("a scenario");
            op.root().fill(set.contents).expect("a set");
            let reloaded = client.reload();
            let seen = if set.contents == Contents::Oct {
                reloaded.expect("the good key is there");
                notes.until("refreshed")
            } else {
                reloaded.expect_err("no key is left");
                client.access(&good).expect("the keys at hand");
                notes.until("failed")
            };
            let event = format!("private_key_published {kid}");
            assert!(seen.contains(&event), "{kind:?}: {seen:?}");
        }
    }
}

/// Attack row 91 (CVE-2025-59936, CVE-2026-49998): keys belong to their issuer, not to their kid.
#[test]
fn issuers_with_one_kid_do_not_share_keys() {
    for kind in BOTH {
        let op = started("same-kid-issuers");
        let issuers = ["/t1", "/t2"].map(|path| op.issuer_at(path).expect("an issuer"));
        let clients = issuers.each_ref().map(|issuer| Client::new(kind, issuer));
        let tokens = ["/t1", "/t2"].map(|path| {
            let tenant = op.at(path).expect("an issuer");
            let token = tenant.access_token(AUDIENCE, NOW).expect("a draft");
            token.text().expect("a token")
        });
        for (own, client) in clients.iter().enumerate() {
            client.access(&tokens[own]).expect("its own token");
            client.refuses(&tokens[1 - own]);
            let tenant = op.at(["/t1", "/t2"][own]).expect("an issuer");
            assert_eq!(tenant.fetches(Endpoint::Keys), 1, "{kind:?}");
        }
        // The same claims, signed by the other's key of the same kid.
        let forged = op.at("/t1").expect("an issuer").access_token(AUDIENCE, NOW);
        let forged = forged.expect("a draft").mutated(Mutation::OtherKey);
        let forged = forged.text().expect("a token");
        assert_eq!(clients[0].refuses(&forged), Reason::SignatureMismatch);
    }
}

/// Attack row 104 stands in the tests of the key source; row 107 in `first`. Here is what an operator sees of a rotation.
#[test]
fn an_observer_sees_keys_come_and_go() {
    use conformance::provider::{Behaviour, Rotation, Span};
    for kind in BOTH {
        let op = started("good");
        let notes = Arc::new(Notes::default());
        let client = Client::with(kind, &op.issuer(), |settings| {
            settings.with_observer(notes.clone())
        });
        client.access(&token(&op)).expect("an access token");
        assert_eq!(notes.until("refreshed"), ["refreshed"]);
        op.rotate(Rotation::KeepOld).expect("a key");
        client.access(&token(&op)).expect("the new key");
        assert_eq!(notes.until("refreshed"), ["key_added 2", "refreshed"]);
        op.rotate(Rotation::DropOld).expect("a key");
        client.access(&token(&op)).expect("the new key");
        let seen = ["key_added 3", "key_removed 1", "key_removed 2", "refreshed"];
        assert_eq!(notes.until("refreshed"), seen);
        op.rotate(Rotation::SameKid).expect("a key");
        client.reload().expect("keys");
        assert_eq!(notes.until("refreshed"), ["key_replaced 3", "refreshed"]);

        op.behave(Endpoint::Keys, Behaviour::Status(500), Span::Ever);
        client.reload().expect_err("500");
        assert_eq!(notes.until("failed"), ["failed"]);
        client.pass(CachePolicy::DEFAULT.default_lifetime());
        client.access(&token(&op)).expect("stale keys");
        assert_eq!(notes.until("stale"), ["failed", "stale"]);
        client.pass(CachePolicy::DEFAULT.stale_if_error());
        client.reload().expect_err("500");
        assert_eq!(notes.until("closed"), ["failed", "closed"]);
    }
}
