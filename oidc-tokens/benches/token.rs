//! A whole token next to its signature alone, in one run.
//!
//! `signature` is [`Verifier::verify_compact`] of `jws-verify`: base64url, the header, the choice of the key, and the
//! arithmetic. `token` is that and the claims: read, judged, and kept. The difference is what this crate adds.
//!
//! `cargo bench -p oidc-tokens --bench token`

use divan::{Bencher, black_box};
use hmac::{Hmac, KeyInit, Mac};
use jwk_types::base64url::encode;
use jws_verify::{Algorithms, KeyRing, Verifier};
use oidc_tokens::{Access, AccessTokenVerifier, NumericDate};
use sha2::Sha256;

fn main() {
    divan::main();
}

const SECRET: &[u8; 32] = b"thirty-two octets of a secret...";
const NOW: NumericDate = NumericDate::from_seconds(1_795_651_260);
const ALGORITHMS: [&str; 2] = ["HS256", "RS256"];

struct Sample {
    keys: &'static str,
    token: String,
}

impl Sample {
    /// The token of the examples, or one with the same claims and a MAC.
    fn new(alg: &str) -> Self {
        let signed = include_str!("../examples/access_token.jwt").trim();
        if alg == "RS256" {
            return Self {
                keys: include_str!("../examples/jwks.json"),
                token: signed.to_owned(),
            };
        }
        let payload = signed.split('.').nth(1).expect("three parts");
        let header = br#"{"alg":"HS256","kid":"2026-11","typ":"at+jwt"}"#;
        let input = format!("{}.{payload}", encode(header));
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("any length");
        mac.update(input.as_bytes());
        let signature = encode(&mac.finalize().into_bytes());
        Self {
            keys: r#"{"keys":[{"kty":"oct","kid":"2026-11","k":"dGhpcnR5LXR3byBvY3RldHMgb2YgYSBzZWNyZXQuLi4"}]}"#,
            token: format!("{input}.{signature}"),
        }
    }

    fn ring(&self, algorithms: Algorithms) -> KeyRing {
        let set = jwks::JwkSet::parse(self.keys).expect("a set");
        KeyRing::new(set, algorithms).expect("a key")
    }
}

#[divan::bench(args = ALGORITHMS)]
fn signature(bencher: Bencher<'_, '_>, alg: &str) {
    let sample = Sample::new(alg);
    let algorithms = Algorithms::named([alg]).expect("an algorithm");
    let verifier = Verifier::new(sample.ring(algorithms));
    bencher.bench(|| {
        verifier
            .verify_compact(black_box(&sample.token))
            .expect("signed")
    });
}

#[divan::bench(args = ALGORITHMS)]
fn token(bencher: Bencher<'_, '_>, alg: &str) {
    let sample = Sample::new(alg);
    let algorithms = Algorithms::named([alg]).expect("an algorithm");
    let keys = sample.ring(algorithms.clone());
    let verifier = AccessTokenVerifier::new("https://op.example", "https://api.example")
        .expect("a verifier")
        .with_algorithms(algorithms);
    let access = Access::with_scopes(&["orders:read"]);
    bencher.bench(|| {
        let token = black_box(&sample.token);
        verifier
            .verify_at(&keys, token, &access, NOW)
            .expect("good")
    });
}
