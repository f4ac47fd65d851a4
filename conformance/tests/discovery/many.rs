//! Many callers at once.

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use conformance::provider::{AUDIENCE, Behaviour, CLIENT_ID, Endpoint, Span};
use oidc_discovery::{HyperClient, Provider, Settings};
use oidc_tokens::{Access, AccessTokenVerifier, UserInfoVerifier};

use crate::client::{BOTH, Client, NOW};
use crate::started;

#[test]
fn a_hundred_cold_callers_share_one_fetch() {
    for kind in BOTH {
        let op = started("good");
        op.behave(
            Endpoint::Keys,
            "slow-drip=64,5".parse().expect("it"),
            Span::Requests(1),
        );
        let client = Client::new(kind, &op.issuer());
        let token = op.access_token(AUDIENCE, NOW).expect("a draft");
        let token = token.text().expect("a token");
        let barrier = Barrier::new(100);
        thread::scope(|scope| {
            for _ in 0..100 {
                scope.spawn(|| {
                    barrier.wait();
                    client.access(&token).expect("an access token");
                });
            }
        });
        assert_eq!(op.fetches(Endpoint::Keys), 1, "{kind:?}");
        assert_eq!(op.fetches(Endpoint::Metadata), 1, "{kind:?}");
    }
}

/// The issuer on loopback by the system's clock.
fn provider(issuer: &str) -> Provider {
    let settings = Settings::allowing_insecure_loopback(issuer).expect("an issuer");
    Provider::new(settings, Arc::new(HyperClient::new().expect("a client"))).expect("a provider")
}

fn runtime() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().expect("a runtime")
}

#[test]
fn a_caller_that_goes_away_does_not_take_the_fetch_along() {
    let op = started("good");
    op.behave(
        Endpoint::Keys,
        "slow-drip=64,5".parse().expect("it"),
        Span::Requests(1),
    );
    let provider = provider(&op.issuer());
    runtime().block_on(async {
        let impatient = tokio::time::timeout(Duration::from_millis(5), provider.warm_up()).await;
        impatient.expect_err("it goes away");
        provider.warm_up().await.expect("keys");
    });
    assert_eq!(op.fetches(Endpoint::Keys), 1);
}

#[test]
fn a_runtime_that_ends_does_not_leave_others_waiting() {
    let op = started("good");
    op.behave(Endpoint::Keys, Behaviour::Hang, Span::Requests(1));
    let provider = provider(&op.issuer());
    runtime().block_on(async {
        let waiting = tokio::time::timeout(Duration::from_millis(100), provider.warm_up()).await;
        waiting.expect_err("it hangs");
    });
    // The first runtime is gone, and its task with it: that was a failure, and the back-off is short.
    runtime().block_on(async {
        let error = provider.warm_up().await.expect_err("the back-off runs");
        assert!(
            error.to_string().contains("stopped before its end"),
            "{error}"
        );
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        provider.warm_up().await.expect("keys");
    });
}

#[test]
fn outside_a_runtime_the_error_says_so() {
    let op = started("good");
    let provider = provider(&op.issuer());
    let mut waiting = Box::pin(provider.warm_up());
    let context = &mut std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = waiting.as_mut().poll(context) else {
        panic!("it waits");
    };
    assert!(error.to_string().contains("no tokio runtime"), "{error}");
}

/// A mistake of the program, found before anything is sent.
#[test]
fn a_verifier_of_another_issuer_is_refused_unseen() {
    let op = started("good");
    let provider = provider(&op.issuer());
    let verifier = AccessTokenVerifier::new("https://other.example", AUDIENCE).expect("a verifier");
    let error = runtime().block_on(provider.verify(&verifier, "", &Access::without_scope()));
    let error = error.expect_err("another issuer").to_string();
    assert!(error.contains("https://other.example"), "{error}");
    let verifier = UserInfoVerifier::new("https://other.example", CLIENT_ID).expect("a verifier");
    assert_eq!(verifier.issuer(), "https://other.example");
    assert_eq!(op.requests().len(), 0);
}
