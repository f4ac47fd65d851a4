//! These libraries, from the token's text to an access token that may be believed.

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use jws_verify::jwks::{JwkSet, Limits};
use jws_verify::{
    Algorithms, AwsLc, Backend, KeyRing, RustCrypto, RustCryptoTables, SignatureCache,
};
use oidc_tokens::{Access, AccessTokenVerifier};

use super::Check;
use crate::sample::{AUDIENCE, ISSUER, SCOPE, Sample};

pub(super) fn rust_crypto(sample: &Sample) -> Option<Check> {
    Some(with(sample, &RustCrypto))
}

/// Only keys on these curves get a table; all others are as with [`RustCrypto`].
pub(super) fn tables(sample: &Sample) -> Option<Check> {
    let on_a_curve = ["ES256", "ES384", "ES512", "ES256K", "EdDSA"].contains(&sample.alg());
    on_a_curve.then(|| with(sample, &RustCryptoTables::new()))
}

/// Every algorithm but Ed448.
pub(super) fn aws_lc(sample: &Sample) -> Option<Check> {
    (sample.alg() != "Ed448").then(|| with(sample, &AwsLc))
}

/// MACs are not remembered.
pub(super) fn remembered(sample: &Sample) -> Option<Check> {
    let room = NonZeroUsize::new(1000)?;
    let is_mac = sample.alg().starts_with("HS");
    (!is_mac).then(|| with(sample, &SignatureCache::new(RustCrypto, room)))
}

fn with(sample: &Sample, backend: &dyn Backend) -> Check {
    with_keys(sample, 1, backend)
}

/// The whole verification with a set of so many keys.
#[must_use]
pub fn with_keys(sample: &Sample, keys: usize, backend: &dyn Backend) -> Check {
    let (verifier, ring) = verifier(sample, keys, backend);
    let token = sample.token().to_owned();
    Box::new(move || {
        let verified = verifier.verify(&ring, black_box(&token), &access());
        black_box(verified).is_ok()
    })
}

/// The whole verification of one token after the other, all by the key of the first.
#[must_use]
pub fn with_tokens(samples: &[Sample], backend: &dyn Backend) -> Check {
    let (verifier, ring) = verifier(&samples[0], 1, backend);
    let tokens: Vec<String> = samples.iter().map(|one| one.token().to_owned()).collect();
    let next = AtomicUsize::new(0);
    Box::new(move || {
        let token = &tokens[next.fetch_add(1, Ordering::Relaxed) % tokens.len()];
        let verified = verifier.verify(&ring, black_box(token), &access());
        black_box(verified).is_ok()
    })
}

/// A key set, be it beyond the usual limit of 256 KiB.
///
/// # Panics
///
/// Where it is none.
#[must_use]
pub fn read(text: &str) -> JwkSet {
    let limits = Limits::DEFAULT.with_octets(1 << 20);
    JwkSet::parse_with(text.as_bytes(), &limits).expect("a set")
}

fn verifier(sample: &Sample, keys: usize, backend: &dyn Backend) -> (AccessTokenVerifier, KeyRing) {
    let set = read(&sample.key_set(keys));
    let algorithms = Algorithms::named([sample.alg()]).expect("an algorithm");
    let ring = KeyRing::with_backend(set, algorithms.clone(), backend).expect("a key");
    let verifier = AccessTokenVerifier::new(ISSUER, AUDIENCE).expect("a verifier");
    (verifier.with_algorithms(algorithms), ring)
}

const fn access() -> Access<'static> {
    Access::with_scopes(&[SCOPE])
}
