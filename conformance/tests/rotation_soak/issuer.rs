//! An issuer in memory: it rotates when it is told to, and fails by a plan.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use conformance::mint::Compact;
use ed25519_dalek::{Signer, SigningKey};
use jwk_types::base64url;
use oidc_discovery::http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE};
use oidc_discovery::{Answering, HttpClient, Request, Response, TransportError, blocking};
use serde_json::json;

pub(crate) const ISSUER: &str = "https://op.example";
pub(crate) const API: &str = "https://api.example";
pub(crate) const NOW: u64 = 1_800_000_000;
/// How many keys are in the set.
pub(crate) const WIDTH: usize = 12;

/// Whether keys change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rotations {
    None,
    Each,
}

/// Whether fetches fail now and then.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Faults {
    None,
    Some,
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    Status,
    Reset,
    Page,
    NoKeys,
    HalfSet,
    Panic,
}

const FAULTS: [Fault; 6] = [
    Fault::Status,
    Fault::Reset,
    Fault::Page,
    Fault::NoKeys,
    Fault::HalfSet,
    Fault::Panic,
];

#[derive(Debug)]
struct Key {
    kid: String,
    signing: SigningKey,
}

/// The key of number `n` is published from step `n` on, and removed at step `n + WIDTH`.
#[derive(Debug)]
pub(crate) struct Op {
    keys: Vec<Key>,
    step: AtomicUsize,
    fetches: AtomicUsize,
    /// The step of the last set that was served.
    served: AtomicUsize,
    rotates: bool,
    fails: bool,
}

impl Op {
    pub(crate) fn new(steps: usize, rotations: Rotations, faults: Faults) -> Self {
        let key = |number: usize| {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&number.to_be_bytes());
            Key {
                kid: format!("key-{number}"),
                signing: SigningKey::from_bytes(&seed),
            }
        };
        Self {
            keys: (0..steps + 2 * WIDTH).map(key).collect(),
            step: AtomicUsize::new(WIDTH),
            fetches: AtomicUsize::new(0),
            served: AtomicUsize::new(WIDTH),
            rotates: rotations == Rotations::Each,
            fails: faults == Faults::Some,
        }
    }

    pub(crate) fn step(&self) -> usize {
        self.step.load(Ordering::Acquire)
    }

    pub(crate) fn rotate(&self) {
        if self.rotates {
            self.step.fetch_add(1, Ordering::AcqRel);
        }
    }

    pub(crate) fn served(&self) -> usize {
        self.served.load(Ordering::Acquire)
    }

    pub(crate) fn fetches(&self) -> usize {
        self.fetches.load(Ordering::Relaxed)
    }

    /// A fault for three steps of twenty, each time another; and one outage that is longer than any trust.
    fn fault(&self, step: usize) -> Option<Fault> {
        if !self.fails {
            return None;
        }
        let short = step % 20 < 3;
        let long = (500..760).contains(&step);
        (short || long).then(|| FAULTS[step / 20 % FAULTS.len()])
    }

    /// Whether every fetch of these steps is answered.
    pub(crate) fn answers(&self, mut steps: std::ops::RangeInclusive<usize>) -> bool {
        steps.all(|step| self.fault(step).is_none())
    }

    /// An access token that is right in all else, signed with one key under the name of another.
    pub(crate) fn token(&self, kid: &str, signer: usize) -> String {
        let header = json!({"alg": "Ed25519", "typ": "at+jwt", "kid": kid});
        let claims = json!({
            "iss": ISSUER, "aud": API, "sub": "user-1", "client_id": "client", "jti": "1",
            "iat": NOW, "exp": NOW + 1_000_000,
        });
        let signing = &self.keys[signer].signing;
        let (header, claims) = (header.to_string(), claims.to_string());
        let token = Compact::new(header.as_bytes(), claims.as_bytes(), |input| {
            Ok(signing.sign(input).to_bytes().to_vec())
        });
        token.expect("a token").text()
    }

    fn set(&self) -> String {
        let step = self.step();
        let published = &self.keys[step + 1 - WIDTH..=step];
        let keys: Vec<_> = published
            .iter()
            .map(|key| {
                let x = base64url::encode(key.signing.verifying_key().as_bytes());
                json!({"kty": "OKP", "crv": "Ed25519", "kid": key.kid, "x": x})
            })
            .collect();
        json!({"keys": keys}).to_string()
    }

    fn answer(&self, request: &Request) -> Result<Response, TransportError> {
        let json = HeaderValue::from_static("application/json");
        let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, json)]);
        let mut status = StatusCode::OK;
        if request.url.as_str().contains("well-known") {
            let document = json!({"issuer": ISSUER, "jwks_uri": format!("{ISSUER}/jwks")});
            let body = document.to_string().into_bytes();
            return Ok(Response::new(status, headers, body));
        }
        self.fetches.fetch_add(1, Ordering::Relaxed);
        let mut body = self.set();
        match self.fault(self.step()) {
            None => self.served.store(self.step(), Ordering::Release),
            Some(Fault::Status) => status = StatusCode::INTERNAL_SERVER_ERROR,
            Some(Fault::Reset) => {
                return Err(TransportError::Reset {
                    detail: "by plan".into(),
                });
            }
            Some(Fault::Page) => {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            }
            Some(Fault::NoKeys) => body = r#"{"keys":[]}"#.to_owned(),
            Some(Fault::HalfSet) => body.truncate(body.len() / 2),
            Some(Fault::Panic) => panic!("a client that panics"),
        }
        Ok(Response::new(status, headers, body.into_bytes()))
    }
}

impl blocking::HttpClient for Op {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        self.answer(request)
    }
}

impl HttpClient for Op {
    fn get(&self, request: Request) -> Answering<'_> {
        Pin::from(Box::new(async move { self.answer(&request) }))
    }
}

pub(crate) fn silence_panics_of_fetches() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload().downcast_ref() != Some(&"a client that panics") {
            usual(panic);
        }
    }));
}
