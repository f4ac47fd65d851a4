//! Verifying while another thread fetches the keys anew.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue, StatusCode, header};
use oidc_discovery::blocking::{HttpClient, Provider};
use oidc_discovery::{Request, Response, Settings, TransportError};
use oidc_tokens::{Access, AccessTokenVerifier};

use crate::measure::Runner;
use crate::sample::{AUDIENCE, ISSUER, SCOPE, Sample};

/// How the other thread goes on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reloads {
    Never,
    /// With a pause after each.
    Always(Duration),
}

/// The usual token, verified by a provider.
pub(super) struct UnderLoad {
    provider: Provider,
    verifier: AccessTokenVerifier,
    token: String,
    reloads: Reloads,
}

impl UnderLoad {
    pub(super) fn new(alg: &str, reloads: Reloads) -> Self {
        let sample = Sample::usual(alg);
        let client = Arc::new(AtHand(sample.key_set(2)));
        let settings = Settings::new(ISSUER)
            .and_then(|settings| settings.with_jwks_uri("https://login.example.com/jwks.json"));
        let provider = Provider::new(settings.expect("settings"), client).expect("a provider");
        provider.warm_up().expect("keys");
        let verifier = AccessTokenVerifier::new(provider.issuer(), AUDIENCE).expect("a verifier");
        Self {
            provider,
            verifier,
            token: sample.token().to_owned(),
            reloads,
        }
    }

    fn verify(&self, times: u64) -> Duration {
        let start = Instant::now();
        for _ in 0..times {
            let access = Access::with_scopes(&[SCOPE]);
            let token = black_box(&self.token);
            let verified = self.provider.verify(&self.verifier, token, &access);
            assert!(black_box(verified).is_ok(), "a good token");
        }
        start.elapsed()
    }
}

impl Runner for UnderLoad {
    fn run(&mut self, times: u64) -> Duration {
        let Reloads::Always(pause) = self.reloads else {
            return self.verify(times);
        };
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    self.provider.reload().expect("keys");
                    thread::sleep(pause);
                }
            });
            let taken = self.verify(times);
            done.store(true, Ordering::Relaxed);
            taken
        })
    }
}

/// A key set that needs no network.
#[derive(Debug)]
struct AtHand(String);

impl HttpClient for AtHand {
    fn get(&self, _: &Request) -> Result<Response, TransportError> {
        let mut headers = HeaderMap::new();
        let media_type = HeaderValue::from_static("application/jwk-set+json");
        headers.insert(header::CONTENT_TYPE, media_type);
        Ok(Response::new(
            StatusCode::OK,
            headers,
            self.0.clone().into_bytes(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_verifies_while_its_keys_are_fetched_anew() {
        for reloads in [Reloads::Never, Reloads::Always(Duration::ZERO)] {
            let taken = UnderLoad::new("EdDSA", reloads).run(100);
            assert!(taken > Duration::ZERO);
        }
    }
}
