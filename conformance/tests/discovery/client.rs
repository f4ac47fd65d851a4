//! One interface to both kinds of `Provider`, by a clock that is moved by hand.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, UNIX_EPOCH};

use conformance::provider::{AUDIENCE, CLIENT_ID};
use jwk_types::Reason;
use oidc_discovery::{
    Error, Health, HyperClient, ManualClock, Provider, Settings, Snapshot, UreqClient, VerifyError,
    blocking,
};
use oidc_tokens::{
    Access, AccessToken, AccessTokenError, AccessTokenVerifier, Identity, Login, Nonce,
    OpaqueAccessToken, UserInfo, UserInfoError, UserInfoVerifier, Verify,
};
use tokio::runtime::{Builder, Runtime};

/// When the tests begin.
pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const NONCE: &str = "n-0S6_WzA2Mj";

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut runtime = Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build();
    runtime.expect("a runtime")
});

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Async,
    Blocking,
}

pub(crate) const BOTH: [Kind; 2] = [Kind::Async, Kind::Blocking];

#[derive(Clone, Debug)]
enum Inner {
    Async(Provider),
    Blocking(blocking::Provider),
}

/// A provider and its clock.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    inner: Inner,
    clock: Arc<ManualClock>,
}

impl Client {
    /// For an issuer on loopback, with the default settings.
    pub(crate) fn new(kind: Kind, issuer: &str) -> Self {
        Self::with(kind, issuer, |settings| settings)
    }

    pub(crate) fn with(
        kind: Kind,
        issuer: &str,
        change: impl FnOnce(Settings) -> Settings,
    ) -> Self {
        let begun = UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs());
        let clock = Arc::new(ManualClock::new(begun));
        Self::at(kind, issuer, clock, change).expect("a provider")
    }

    pub(crate) fn at(
        kind: Kind,
        issuer: &str,
        clock: Arc<ManualClock>,
        change: impl FnOnce(Settings) -> Settings,
    ) -> Result<Self, Error> {
        let settings = Settings::allowing_insecure_loopback(issuer)?;
        let settings = change(settings.with_clock(clock.clone()));
        let inner = match kind {
            Kind::Async => Inner::Async(Provider::new(settings, Arc::new(HyperClient::new()?))?),
            Kind::Blocking => {
                let client = Arc::new(UreqClient::new()?);
                Inner::Blocking(blocking::Provider::new(settings, client)?)
            }
        };
        Ok(Self { inner, clock })
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    pub(crate) fn warm_up(&self) -> Result<(), Error> {
        match &self.inner {
            Inner::Async(provider) => RUNTIME.block_on(provider.warm_up()),
            Inner::Blocking(provider) => provider.warm_up(),
        }
    }

    pub(crate) fn reload(&self) -> Result<(), Error> {
        match &self.inner {
            Inner::Async(provider) => RUNTIME.block_on(provider.reload()),
            Inner::Blocking(provider) => provider.reload(),
        }
    }

    pub(crate) fn verify<V: Verify>(
        &self,
        verifier: &V,
        token: &str,
        question: V::Question<'_>,
    ) -> Result<V::Verified, VerifyError<V::Error>> {
        match &self.inner {
            Inner::Async(provider) => RUNTIME.block_on(provider.verify(verifier, token, question)),
            Inner::Blocking(provider) => provider.verify(verifier, token, question),
        }
    }

    pub(crate) fn userinfo(
        &self,
        verifier: &UserInfoVerifier,
        token: &OpaqueAccessToken,
        user: Identity<'_>,
    ) -> Result<UserInfo, VerifyError<UserInfoError>> {
        match &self.inner {
            Inner::Async(provider) => RUNTIME.block_on(provider.userinfo(verifier, token, user)),
            Inner::Blocking(provider) => provider.userinfo(verifier, token, user),
        }
    }

    pub(crate) fn issuer(&self) -> &str {
        match &self.inner {
            Inner::Async(provider) => provider.issuer().as_str(),
            Inner::Blocking(provider) => provider.issuer().as_str(),
        }
    }

    pub(crate) fn health(&self) -> Health {
        match &self.inner {
            Inner::Async(provider) => provider.health(),
            Inner::Blocking(provider) => provider.health(),
        }
    }

    pub(crate) fn snapshot(&self) -> Option<Snapshot> {
        match &self.inner {
            Inner::Async(provider) => provider.snapshot(),
            Inner::Blocking(provider) => provider.snapshot(),
        }
    }

    pub(crate) fn revoke_now(&self) {
        match &self.inner {
            Inner::Async(provider) => provider.revoke_now(),
            Inner::Blocking(provider) => provider.revoke_now(),
        }
    }

    /// Verifies an access token for the API of the loopback provider.
    pub(crate) fn access(&self, token: &str) -> Result<AccessToken, VerifyError<AccessTokenError>> {
        let verifier = AccessTokenVerifier::new(self.issuer(), AUDIENCE).expect("a verifier");
        self.verify(&verifier, token, &Access::without_scope())
    }

    /// Why an access token is refused.
    #[track_caller]
    pub(crate) fn refuses(&self, token: &str) -> Reason {
        self.access(token).expect_err("refused").reason()
    }

    /// Verifies an ID token for the client of the loopback provider.
    pub(crate) fn login(
        &self,
        token: &str,
    ) -> Result<oidc_tokens::IdToken, VerifyError<oidc_tokens::IdTokenError>> {
        let verifier = oidc_tokens::IdTokenVerifier::new(self.issuer(), CLIENT_ID);
        let verifier = verifier.expect("a verifier");
        self.verify(&verifier, token, &Login::code(Nonce::Sent(NONCE)))
    }
}
