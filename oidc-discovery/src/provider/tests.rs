//! The provider over a client that says what a test wants.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Waker};
use std::time::SystemTime;

use http::{HeaderMap, HeaderValue, StatusCode};
use oidc_tokens::{IdTokenVerifier, Identity, Login, Nonce, OpaqueAccessToken, UserInfoVerifier};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::*;
use crate::{ManualClock, Settings, State, VerifyError};

const ISSUER: &str = "https://op.example";
const ONE: &str =
    r#"{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
const TWO: &str =
    r#"{"kty":"OKP","crv":"Ed25519","kid":"2","x":"PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw"}"#;
const SECRET: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

type Answer = Result<Response, TransportError>;

fn set(keys: &[&str]) -> String {
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

fn answer(status: u16, fields: &[(&'static str, &'static str)], body: &str) -> Answer {
    let mut headers = HeaderMap::new();
    for (name, value) in [("content-type", "application/json")].iter().chain(fields) {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    let status = StatusCode::from_u16(status).expect("a status");
    Ok(Response::new(status, headers, body.into()))
}

/// Answers at once.
struct Told<F>(F);

impl<F> std::fmt::Debug for Told<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Told")
    }
}

impl<F: Fn(&Request) -> Answer + Send + Sync> HttpClient for Told<F> {
    fn get(&self, request: Request) -> Answering<'_> {
        let answer = (self.0)(&request);
        Box::pin(async move { answer })
    }
}

/// Hands each request to the test, which answers when it likes.
#[derive(Debug)]
struct Asking(Sender<oneshot::Sender<Answer>>);

impl Asking {
    fn new() -> (Arc<Self>, Receiver<oneshot::Sender<Answer>>) {
        let (sender, requests) = channel();
        (Arc::new(Self(sender)), requests)
    }
}

impl HttpClient for Asking {
    fn get(&self, _: Request) -> Answering<'_> {
        let (sender, answer) = oneshot::channel();
        self.0.send(sender).expect("the test runs");
        Box::pin(async move { answer.await.expect("the test answers") })
    }
}

fn settings() -> Settings {
    let settings = Settings::new(ISSUER).expect("an issuer");
    let settings = settings.with_jwks_uri("https://op.example/jwks");
    settings.expect("a URL")
}

fn provider(settings: Settings, client: Arc<dyn HttpClient>) -> Provider {
    Provider::new(settings, client).expect("a provider")
}

fn runtime() -> Runtime {
    Runtime::new().expect("a runtime")
}

/// Where there is no runtime.
fn poll_once<F: Future>(future: F) -> Option<F::Output> {
    let mut context = Context::from_waker(Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

#[test]
fn a_reload_ends_with_its_own_fetch_and_not_with_an_earlier_one() {
    let (client, requests) = Asking::new();
    let provider = provider(settings(), client);
    let runtime = runtime();
    let begin = |reload: bool| {
        let provider = provider.clone();
        let task = runtime.spawn(async move {
            match reload {
                true => provider.reload().await,
                false => provider.warm_up().await,
            }
        });
        (task, requests.recv().expect("a request"))
    };
    let (warm_up, earlier) = begin(false);
    let (reload, later) = begin(true);
    earlier
        .send(answer(200, &[], &set(&[ONE])))
        .expect("it waits");
    runtime.block_on(warm_up).expect("no panic").expect("keys");
    std::thread::sleep(Duration::from_millis(100));
    assert!(!reload.is_finished());
    later
        .send(answer(200, &[], &set(&[TWO])))
        .expect("it waits");
    runtime.block_on(reload).expect("no panic").expect("keys");
    assert_eq!(provider.health().generation, 2);
}

#[test]
fn a_failure_that_a_later_fetch_has_overtaken_is_not_the_last_error() {
    let (client, _requests) = Asking::new();
    let provider = provider(settings(), client);
    let (earlier, later) = (provider.core.reload(), provider.core.reload());
    let mut job = provider.core.job(later);
    let exchange = job.exchange().expect("a request");
    let told = Told(|_: &Request| answer(200, &[], &set(&[ONE])));
    job.arrived(runtime().block_on(send(&told, exchange)));
    provider.core.conclude(job);
    provider.core.abandon(earlier);
    let health = provider.health();
    assert_eq!((health.state, health.last_error), (State::Fresh, None));
}

#[test]
fn what_is_no_token_causes_no_fetch_even_where_there_are_no_keys() {
    let (client, requests) = Asking::new();
    let provider = provider(settings(), client);
    let verifier = IdTokenVerifier::new(ISSUER, "client").expect("a verifier");
    let login = Login::code(Nonce::Sent("n"));
    let verified = poll_once(provider.verify(&verifier, "no.to.ken", &login));
    let error = verified.expect("no waiting").expect_err("no token");
    assert!(matches!(error, VerifyError::Token(_)), "{error:?}");
    assert!(requests.try_recv().is_err());
    assert_eq!(provider.health().state, State::Empty);
}

/// rfc9111-4.3.4-1
#[test]
fn a_304_about_another_set_is_followed_by_a_request_without_condition() {
    let clock = Arc::new(ManualClock::new(SystemTime::now()));
    let client = Told(
        |request: &Request| match request.headers.get("if-none-match") {
            Some(_) => answer(304, &[("etag", "\"b\"")], ""),
            None => answer(200, &[("etag", "\"a\"")], &set(&[ONE])),
        },
    );
    let provider = provider(settings().with_clock(clock.clone()), Arc::new(client));
    let runtime = runtime();
    runtime.block_on(provider.warm_up()).expect("keys");
    clock.advance(Duration::from_secs(240));
    runtime.block_on(provider.reload()).expect("keys");
    assert!(provider.health().fresh_for > Duration::from_secs(240));
    assert_eq!(provider.health().generation, 1);
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let metadata = format!(
        r#"{{"issuer":"{ISSUER}","jwks_uri":"{ISSUER}/jwks","userinfo_endpoint":"{ISSUER}/me"}}"#
    );
    let client = Told(
        move |request: &Request| match request.url.as_str().ends_with("/jwks") {
            true => answer(200, &[], &set(&[ONE])),
            false => answer(200, &[], &metadata),
        },
    );
    let settings_of_metadata = Settings::new(ISSUER).expect("an issuer");
    let known = provider(settings_of_metadata, Arc::new(client));
    runtime().block_on(known.warm_up()).expect("keys");
    let verifier = UserInfoVerifier::new(ISSUER, "client").expect("a verifier");
    let token = OpaqueAccessToken::new("token").expect("a token");
    let asked = known.userinfo(&verifier, &token, Identity::new(ISSUER, "user"));
    let error = poll_once(asked)
        .expect("no waiting")
        .expect_err("no runtime");
    assert_eq!(error, VerifyError::Keys(Error::NoRuntime));

    // The fetch of another caller, who has one.
    let (client, requests) = Asking::new();
    let unknown = provider(settings(), client);
    let (runtime, other) = (runtime(), unknown.clone());
    let waiting = runtime.spawn(async move { other.warm_up().await });
    let request = requests.recv().expect("a request");
    assert_eq!(poll_once(unknown.warm_up()), Some(Err(Error::NoRuntime)));
    request
        .send(answer(200, &[], &set(&[ONE])))
        .expect("it waits");
    runtime.block_on(waiting).expect("no panic").expect("keys");
}

#[test]
fn a_private_key_that_was_published_is_neither_kept_nor_shown() {
    let private = ONE.replace('}', &format!(r#","d":"{SECRET}"}}"#));
    // One that is wrong is skipped, and as little to be passed on.
    let wrong = private.replace("11qY", "11q");
    let settings = Settings::new(ISSUER).expect("an issuer");
    let text = set(&[&private, &wrong, TWO]);
    let provider = Provider::with_static_keys(settings.clone(), &text).expect("keys");
    let snapshot = provider.snapshot().expect("keys");
    assert!(!snapshot.to_json().contains(SECRET));
    let octets = format!("{:?}", SECRET.as_bytes());
    let shown = format!("{provider:?}");
    assert!(!shown.contains(SECRET) && !shown.contains(octets.trim_matches(['[', ']'])));

    let settings = settings.with_jwks_uri("https://op.example/jwks");
    let settings = settings.expect("a URL").with_snapshot(snapshot);
    let client = Arc::new(Told(|_: &Request| answer(500, &[], "")));
    let again = Provider::new(settings.expect("of this issuer"), client).expect("keys");
    assert_eq!(again.health().keys, 1);
}

#[test]
fn a_retry_after_can_be_added_to_a_time() {
    let client = Told(|_: &Request| answer(429, &[("retry-after", "18446744073709551615")], ""));
    let provider = provider(settings(), Arc::new(client));
    let error = runtime().block_on(provider.reload()).expect_err("429");
    let Error::Reload { cause } = error else {
        panic!("{error:?}");
    };
    let time = cause.retry_after().expect("it is told");
    assert_eq!(time, Duration::from_secs(86_400));
}
