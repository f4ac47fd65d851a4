//! What is remembered is one verdict of one key over the exact octets, and nothing else comes of it.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jwk_types::{Jwk, Reason};
use jws_verify::{Algorithms, Backend, ES256, KeyRing, SignatureCache, VerificationKey, Verifier};
use serde_json::{Value, json};

use crate::backends::{Counts, Credulous};
use crate::sign::{Kind, jwk, sign};
use crate::token::*;

struct Cached {
    cache: SignatureCache<Counts>,
    /// How often the arithmetic was done.
    computed: Arc<AtomicUsize>,
}

impl Cached {
    fn with_room_for(capacity: usize) -> Self {
        let counts = Counts::default();
        let computed = counts.verified.clone();
        let capacity = NonZeroUsize::new(capacity).expect("room");
        Self {
            cache: SignatureCache::new(counts, capacity),
            computed,
        }
    }

    #[track_caller]
    fn verifier(&self, keys: &[Value], names: &[&str]) -> Verifier {
        let ring = KeyRing::with_backend(set(keys), only(names), &self.cache);
        Verifier::new(ring.expect("a usable key"))
    }

    #[track_caller]
    fn computes(&self, times: usize, what: impl FnOnce()) {
        let before = self.computed.load(Ordering::Relaxed);
        what();
        let after = self.computed.load(Ordering::Relaxed);
        assert_eq!(after - before, times);
    }
}

fn with_kid(kid: &str, kind: Kind, number: u8) -> Value {
    let mut key = jwk(kind, number);
    key["kid"] = kid.into();
    key
}

#[track_caller]
fn refuses(verifier: &Verifier, text: &str, reason: Reason) {
    assert_eq!(verifier.verify_compact(text).unwrap_err().reason(), reason);
}

#[test]
fn the_same_token_is_computed_once() {
    for alg in ["RS256", "PS256", "ES256", "ES384", "ES512", "Ed25519"] {
        let cached = Cached::with_room_for(100);
        let verifier = cached.verifier(&[jwk(Kind::of(alg), 1)], &[alg]);
        let text = plain(alg).compact();
        cached.computes(1, || accepts(&verifier, &text));
        cached.computes(0, || (0..10).for_each(|_| accepts(&verifier, &text)));
        assert_eq!(cached.cache.len(), 1, "{alg}");
        cached.cache.clear();
        assert!(cached.cache.is_empty());
        cached.computes(1, || accepts(&verifier, &text));
    }
}

/// One more claim, another header, another signature: each is another token.
#[test]
fn a_token_with_one_difference_is_computed_anew() {
    let cached = Cached::with_room_for(100);
    let verifier = cached.verifier(&[jwk(Kind::P256, 1)], &["ES256"]);
    let good = plain("ES256");
    cached.computes(1, || accepts(&verifier, &good.compact()));

    let mut payload = good.clone();
    payload.payload.push(b' ');
    let mut header = good.clone();
    header.header.push(' ');
    let mut signature = good.clone();
    signature.signature[0] ^= 1;
    for bad in [payload, header, signature] {
        for _ in 0..2 {
            cached.computes(1, || {
                refuses(&verifier, &bad.compact(), Reason::SignatureMismatch);
            });
        }
    }
    assert_eq!(
        cached.cache.len(),
        1,
        "what does not hold is not remembered"
    );
}

/// The two have one claim set; whoever holds the second is not whoever holds the first.
#[test]
fn two_tokens_with_one_claim_set_are_two() {
    let cached = Cached::with_room_for(100);
    let keys = [with_kid("a", Kind::P256, 1), with_kid("b", Kind::P256, 2)];
    let verifier = cached.verifier(&keys, &["ES256"]);
    let first = Parts::text("ES256", 1, r#"{"alg":"ES256","kid":"a"}"#);
    let second = Parts::text("ES256", 2, r#"{"alg":"ES256","kid":"b"}"#);
    cached.computes(1, || accepts(&verifier, &first.compact()));
    cached.computes(1, || accepts(&verifier, &second.compact()));

    // The signature of the one under the name of the other's key.
    let mut swapped = second.clone();
    swapped.signature = first.signature.clone();
    cached.computes(1, || {
        refuses(&verifier, &swapped.compact(), Reason::SignatureMismatch);
    });
}

/// Another key of the same set has nothing to do with what this one has verified.
#[test]
fn another_key_does_not_remember() {
    let cached = Cached::with_room_for(100);
    let text = plain("ES256").compact();
    let right = cached.verifier(&[jwk(Kind::P256, 1)], &["ES256"]);
    cached.computes(1, || accepts(&right, &text));
    let wrong = cached.verifier(&[jwk(Kind::P256, 2)], &["ES256"]);
    cached.computes(1, || refuses(&wrong, &text, Reason::SignatureMismatch));
}

#[test]
fn another_verifier_of_the_same_keys_does_not_remember() {
    let cached = Cached::with_room_for(100);
    let text = plain("ES256").compact();
    for _ in 0..3 {
        let verifier = cached.verifier(&[jwk(Kind::P256, 1)], &["ES256"]);
        cached.computes(1, || accepts(&verifier, &text));
    }
}

#[test]
fn a_key_that_left_the_set_takes_its_memories_along() {
    let cached = Cached::with_room_for(100);
    let old = with_kid("old", Kind::P256, 1);
    let new = with_kid("new", Kind::P256, 2);
    let token = Parts::text("ES256", 1, r#"{"alg":"ES256","kid":"old"}"#).compact();
    let before = cached.verifier(&[old.clone(), new.clone()], &["ES256"]);
    cached.computes(1, || accepts(&before, &token));
    cached.computes(0, || accepts(&before, &token));
    let after = cached.verifier(std::slice::from_ref(&new), &["ES256"]);
    cached.computes(0, || refuses(&after, &token, Reason::NoMatchingKey));

    // Another key under the same name.
    let mut other = new;
    other["kid"] = "old".into();
    let replaced = cached.verifier(&[other], &["ES256"]);
    cached.computes(1, || refuses(&replaced, &token, Reason::SignatureMismatch));
}

/// Every check above the arithmetic is made for a token that is remembered.
#[test]
fn what_is_remembered_is_judged_again() {
    let cached = Cached::with_room_for(100);
    let keys = set(&[jwk(Kind::P256, 1)]);
    let ring = || KeyRing::with_backend(keys.clone(), only(&["ES256"]), &cached.cache);
    let text = Parts::text("ES256", 1, r#"{"alg":"ES256","crit":["x"],"x":1}"#).compact();
    let understands = jws_verify::Policy::new().understanding(["x"]);
    let tolerant = Verifier::new(ring().expect("keys")).with_policy(understands);
    cached.computes(1, || accepts(&tolerant, &text));
    let ring = tolerant.keys();
    let jws = jws_verify::UnverifiedJws::parse_compact(&text, &jws_verify::Limits::DEFAULT);
    let error = ring
        .check_signature(&jws_verify::Policy::new(), &jws.expect("a JWS"), 0)
        .unwrap_err();
    assert_eq!(error.reason(), Reason::UnknownCrit);
}

#[test]
fn macs_are_not_remembered() {
    let cached = Cached::with_room_for(100);
    let verifier = cached.verifier(&[jwk(Kind::Oct, 1)], &["HS256"]);
    let text = plain("HS256").compact();
    cached.computes(3, || (0..3).for_each(|_| accepts(&verifier, &text)));
    assert!(cached.cache.is_empty());
}

#[test]
fn a_flood_of_distinct_tokens_stays_within_the_capacity() {
    let cached = Cached::with_room_for(64);
    let ring = KeyRing::with_backend(
        set(&[jwk(Kind::Ed25519, 1)]),
        Algorithms::asymmetric(),
        &cached.cache,
    );
    let verifier = Verifier::new(ring.expect("a usable key"));
    let header = json!({"alg": "Ed25519"}).to_string();
    for number in 0..1_000 {
        let payload = format!("{number}");
        let input = signing_input(&header, payload.as_bytes());
        let signature = sign("Ed25519", 1, input.as_bytes());
        let text = format!("{input}.{}", jwk_types::base64url::encode(&signature));
        let jws = verifier.verify_compact(&text).expect("signed");
        assert_eq!(jws.payload(), payload.as_bytes());
        assert!(cached.cache.len() <= 64, "{}", cached.cache.len());
    }
    assert!(!cached.cache.is_empty());
}

/// Whatever parts the memory has on this machine.
#[test]
fn no_capacity_is_exceeded_and_none_is_wasted() {
    let p256 = Jwk::parse(&jwk(Kind::P256, 1).to_string()).expect("a JWK");
    let public = p256.key().public().expect("a public key");
    for capacity in (1..300_usize).chain([1_000, 1_025, 4_099]) {
        let room = NonZeroUsize::new(capacity).expect("room");
        let cache = SignatureCache::new(Credulous, room);
        let key = cache.prepare(VerificationKey::Public(public), &ES256);
        let key = key.expect("prepared");
        for number in 0..capacity * 4 {
            let verdict = key.verify(&number.to_be_bytes(), b"");
            assert_eq!(verdict, Ok(()));
        }
        let len = cache.len();
        assert!(len <= capacity, "{len} of {capacity}");
        assert!(len > capacity / 2, "{len} of {capacity}");
    }
}

#[test]
fn clones_share_their_memory_and_threads_their_clones() {
    let cached = Cached::with_room_for(100);
    let verifier = cached.verifier(&[jwk(Kind::P256, 1)], &["ES256"]);
    let text = plain("ES256").compact();
    accepts(&verifier, &text);
    cached.computes(0, || {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| accepts(&verifier, &text)));
            }
        });
    });
}
