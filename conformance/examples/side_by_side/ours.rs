//! This workspace, with its defaults. Time passes by hand.

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use conformance::provider::{AUDIENCE, Loopback};
use oidc_discovery::{
    CachePolicy, HyperClient, ManualClock, Provider, Settings, UreqClient, blocking,
};
use oidc_tokens::{Access, AccessTokenVerifier};
use tokio::runtime::Runtime;

use crate::contestant::{Contestant, Expiry, Order, Outcome};

fn settings(op: &Loopback, now: i64) -> Outcome<(Settings, Arc<ManualClock>)> {
    let since_1970 = Duration::from_secs(u64::try_from(now)?);
    let clock = Arc::new(ManualClock::new(UNIX_EPOCH + since_1970));
    let settings = Settings::allowing_insecure_loopback(&op.issuer())?.with_clock(clock.clone());
    Ok((settings, clock))
}

fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

const LIFETIME: Duration = CachePolicy::DEFAULT.default_lifetime();

struct Begun<P> {
    provider: P,
    verifier: AccessTokenVerifier,
    clock: Arc<ManualClock>,
}

/// Over hyper and tokio.
pub(crate) struct Async {
    runtime: Runtime,
    begun: Option<Begun<Provider>>,
}

impl Async {
    pub(crate) fn new() -> Outcome<Self> {
        Ok(Self {
            runtime: Runtime::new()?,
            begun: None,
        })
    }
}

impl Contestant for Async {
    fn name(&self) -> String {
        "oidc-discovery, async".to_owned()
    }

    fn version(&self) -> String {
        version()
    }

    fn begin(&mut self, op: &Loopback, now: i64, _: Expiry) -> Outcome<()> {
        let (settings, clock) = settings(op, now)?;
        self.begun = Some(Begun {
            provider: Provider::new(settings, Arc::new(HyperClient::new()?))?,
            verifier: AccessTokenVerifier::new(op.issuer(), AUDIENCE)?,
            clock,
        });
        Ok(())
    }

    fn accepts(&mut self, tokens: &[String], order: Order) -> Outcome<usize> {
        let Begun {
            provider, verifier, ..
        } = self.begun.as_ref().ok_or("not begun")?;
        let accepted = self.runtime.block_on(async {
            let mut accepted = 0;
            let mut tasks = tokio::task::JoinSet::new();
            for token in tokens {
                let (provider, verifier) = (provider.clone(), verifier.clone());
                let token = token.clone();
                tasks.spawn(async move {
                    let access = Access::without_scope();
                    provider.verify(&verifier, &token, &access).await.is_ok()
                });
                if order == Order::OneByOne {
                    accepted += usize::from(matches!(tasks.join_next().await, Some(Ok(true))));
                }
            }
            while let Some(verified) = tasks.join_next().await {
                accepted += usize::from(matches!(verified, Ok(true)));
            }
            accepted
        });
        Ok(accepted)
    }

    fn outlive(&mut self) {
        if let Some(begun) = &self.begun {
            begun.clock.advance(LIFETIME);
        }
    }
}

/// Over ureq, without a runtime.
#[derive(Default)]
pub(crate) struct Blocking {
    begun: Option<Begun<blocking::Provider>>,
}

impl Contestant for Blocking {
    fn name(&self) -> String {
        "oidc-discovery, blocking".to_owned()
    }

    fn version(&self) -> String {
        version()
    }

    fn begin(&mut self, op: &Loopback, now: i64, _: Expiry) -> Outcome<()> {
        let (settings, clock) = settings(op, now)?;
        self.begun = Some(Begun {
            provider: blocking::Provider::new(settings, Arc::new(UreqClient::new()?))?,
            verifier: AccessTokenVerifier::new(op.issuer(), AUDIENCE)?,
            clock,
        });
        Ok(())
    }

    fn accepts(&mut self, tokens: &[String], order: Order) -> Outcome<usize> {
        let Begun {
            provider, verifier, ..
        } = self.begun.as_ref().ok_or("not begun")?;
        let accepts = |token: &String| {
            let access = Access::without_scope();
            provider.verify(verifier, token, &access).is_ok()
        };
        if order == Order::OneByOne {
            return Ok(tokens.iter().filter(|token| accepts(token)).count());
        }
        let barrier = Barrier::new(tokens.len());
        let (barrier, accepts) = (&barrier, &accepts);
        thread::scope(|scope| {
            let threads: Vec<_> = tokens
                .iter()
                .map(|token| {
                    scope.spawn(move || {
                        barrier.wait();
                        accepts(token)
                    })
                })
                .collect();
            let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
            Ok(joined
                .filter(|verified| matches!(verified, Ok(true)))
                .count())
        })
    }

    fn outlive(&mut self) {
        if let Some(begun) = &self.begun {
            begun.clock.advance(LIFETIME);
        }
    }
}
