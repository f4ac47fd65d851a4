//! How often memory is allocated for one token, once the keys are prepared and the header has been seen.

use allocation_counter::measure;
use jws_verify::jwks::JwkSet;
use jws_verify::{Algorithms, KeyRing, Verifier};
use oidc_tokens::{Access, AccessTokenVerifier, NumericDate};

const KEYS: &str = include_str!("../examples/jwks.json");
const TOKEN: &str = include_str!("../examples/access_token.jwt");
const NOW: NumericDate = NumericDate::from_seconds(1_795_651_260);

fn keys() -> KeyRing {
    let set = JwkSet::parse(KEYS).expect("a set");
    KeyRing::new(set, Algorithms::asymmetric()).expect("a key")
}

/// Of one call, when another has gone before.
fn allocations(mut call: impl FnMut()) -> u64 {
    call();
    measure(call).count_total
}

fn for_api(api: &str, token: &str, now: NumericDate) -> (u64, bool) {
    let keys = keys();
    let verifier = AccessTokenVerifier::new("https://op.example", api).expect("a verifier");
    let access = Access::with_scopes(&["orders:read"]);
    let mut accepted = false;
    let count = allocations(|| {
        let outcome = verifier.verify_at(&keys, token, &access, now);
        accepted = outcome.is_ok();
    });
    (count, accepted)
}

/// The arithmetic of RSA allocates by itself: what that takes is measured and taken off.
fn of_the_signature(token: &str) -> u64 {
    use jws_verify::{Algorithm, Backend, RustCrypto, VerificationKey};
    let set = JwkSet::parse(KEYS).expect("a set");
    let key = set.keys()[0].key().public().expect("a public key");
    let algorithm = Algorithm::named("RS256").expect("an algorithm");
    let prepared = RustCrypto.prepare(VerificationKey::Public(key), algorithm);
    let prepared = prepared.expect("a key");
    let (input, signature) = token.rsplit_once('.').expect("three parts");
    let signature = jwk_types::base64url::decode(signature, "signature").expect("base64url");
    allocations(|| {
        prepared
            .verify(input.as_bytes(), &signature)
            .expect("signed");
    })
}

#[test]
fn a_token_that_is_believed_takes_one() {
    let token = TOKEN.trim();
    let (count, accepted) = for_api("https://api.example", token, NOW);
    assert!(accepted);
    assert_eq!(count - of_the_signature(token), 1);
}

#[test]
fn a_jws_takes_one() {
    let token = TOKEN.trim();
    let verifier = Verifier::new(keys());
    let count = allocations(|| {
        verifier.verify_compact(token).expect("signed");
    });
    assert_eq!(count - of_the_signature(token), 1);
}

/// What is refused for its claims has been decoded; the error is in a box.
#[test]
fn a_refusal_by_the_claims_takes_two() {
    let token = TOKEN.trim();
    // The header of a token that is believed is remembered.
    assert!(for_api("https://api.example", token, NOW).1);
    let expired = NumericDate::from_seconds(2_840_150_000);
    let (count, accepted) = for_api("https://api.example", token, expired);
    assert!(!accepted);
    assert_eq!(count - of_the_signature(token), 2);
}

/// Too long, of four parts, with a header that is no base64url.
#[test]
fn a_refusal_by_the_form_takes_none_and_a_box_for_the_error_of_a_token() {
    let long = "A".repeat(2 << 20);
    let four = format!("{}.", TOKEN.trim());
    let verifier = Verifier::new(keys());
    for token in [long.as_str(), four.as_str(), "", "a.b"] {
        let jws = allocations(|| {
            verifier.verify_compact(token).expect_err("no JWS");
        });
        assert_eq!(jws, 0);
        assert_eq!(for_api("https://api.example", token, NOW), (1, false));
    }
}
