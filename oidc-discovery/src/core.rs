//! What both kinds of `Provider` share: everything but waiting and I/O.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use fastrand::Rng;
use jws_verify::KeyRing;
use oidc_tokens::{NumericDate, TokenError};

use crate::cache::{self, Answer, Outcome, Refusal, Ticket, Wanted};
use crate::fetch::freshness::{Freshness, Stale};
use crate::fetch::{Exchange, Purpose};
use crate::job::{self, Job};
use crate::keys::{self, FetchedMetadata, Keys};
use crate::settings::Place;
use crate::source::{Asked, Source};
use crate::sync::{Listener, Lock};
use crate::{Error, Event, Health, HttpUrl, Issuer, Metadata, Settings, Snapshot, VerifyError};

#[derive(Debug)]
pub(crate) struct Core {
    settings: Arc<Settings>,
    source: Source<Arc<Keys>>,
    last_error: Lock<Option<Arc<Error>>>,
}

/// A caller on its way to the keys.
#[derive(Debug)]
pub(crate) struct Attempt {
    since: u64,
    deadline: Duration,
    generation: u64,
    goal: Goal,
    asked: Option<Asked<Arc<Keys>>>,
}

#[derive(Debug)]
enum Goal {
    Keys,
    Key {
        alg: &'static str,
        kid: Option<Box<str>>,
    },
}

/// What a caller does next.
pub(crate) enum Step {
    /// Verifies with these. A ticket is for a fetch that nobody waits for.
    Ready {
        keys: Arc<Keys>,
        refresh: Option<Ticket>,
    },
    /// Starts a fetch, if it has a ticket, and waits for the end of one, but no longer than this.
    Wait {
        start: Option<Ticket>,
        ended: Listener,
        time: Duration,
    },
    Failed(Error),
}

impl Core {
    pub(crate) fn new(settings: Settings) -> Result<Self, Error> {
        let now = settings.clock.monotonic();
        let restored = settings
            .snapshot
            .as_ref()
            .map(|snapshot| restore(&settings, snapshot, now))
            .transpose()?;
        let source = Source::new(settings.cache, Rng::new(), |machine| {
            if let Some(restored) = restored {
                machine.restore(restored.keys, restored.freshness, restored.age, now);
            }
        });
        Ok(Self {
            settings: Arc::new(settings),
            source,
            last_error: Lock::new(None),
        })
    }

    /// Keys that are never fetched.
    pub(crate) fn fixed(settings: Settings, set: &str) -> Result<Self, Error> {
        let prepared = keys::prepare(&settings, set.as_bytes())?;
        let keys = Keys {
            ring: Arc::new(prepared.ring),
            text: set.as_bytes().into(),
            private: prepared.private,
            url: settings.issuer.url().clone(),
            stored: Default::default(),
            metadata: None,
        };
        let source = Source::new(settings.cache, Rng::new(), |machine| {
            machine.fix(Arc::new(keys));
        });
        Ok(Self {
            settings: Arc::new(settings),
            source,
            last_error: Lock::new(None),
        })
    }

    fn now(&self) -> Duration {
        self.settings.clock.monotonic()
    }

    fn date(&self) -> Result<NumericDate, Error> {
        let since_1970 = self
            .settings
            .clock
            .time_of_day()
            .duration_since(SystemTime::UNIX_EPOCH);
        since_1970
            .map(NumericDate::from_duration)
            .map_err(|_| Error::Configuration {
                fault: "the clock stands before 1970",
            })
    }

    /// Begins to verify something that names `issuer`, if it names one.
    ///
    /// rfc7515-10.3-1: the keys of one issuer are never tried on what another should have signed.
    pub(crate) fn attempt(&self, issuer: Option<&str>) -> Result<Attempt, Error> {
        let own = self.settings.issuer.as_str();
        // oidc-core-16.15-1, oidc-discovery-3-1d, oidc-discovery-4.3-4, rfc8414-6.4-1: with
        // the name that the metadata had to have, a verifier that states an issuer compares `iss`.
        match issuer {
            Some(issuer) if issuer != own => Err(Error::OtherIssuer {
                provider: own.into(),
                verifier: issuer.into(),
            }),
            _ => Ok(Attempt {
                since: self.source.started(),
                deadline: self.now().saturating_add(self.settings.cache.max_wait()),
                generation: 0,
                goal: Goal::Keys,
                asked: None,
            }),
        }
    }

    /// Where keys would have to be fetched first, the checks that need none come before that: what
    /// is no token, or for somebody else, neither costs a fetch nor waits for one.
    pub(crate) fn check_before_a_fetch<E>(
        &self,
        check_without_keys: impl FnOnce(NumericDate) -> Result<(), E>,
    ) -> Result<(), VerifyError<E>> {
        if self.source.serves(self.now()) {
            return Ok(());
        }
        let now = self.date().map_err(VerifyError::Keys)?;
        check_without_keys(now).map_err(VerifyError::Token)
    }

    pub(crate) fn step(&self, attempt: &mut Attempt) -> Step {
        let now = self.now();
        let asked = match attempt.asked.take() {
            Some(asked) => asked,
            None => self.ask(attempt, now),
        };
        match asked.answer {
            Answer::Serve {
                keys,
                generation,
                refresh,
            } => {
                attempt.generation = generation;
                Step::Ready { keys, refresh }
            }
            Answer::Wait { start } => match asked.ended {
                Some(ended) => Step::Wait {
                    start,
                    ended,
                    time: attempt.deadline.saturating_sub(now),
                },
                None => Step::Failed(Error::Abandoned),
            },
            Answer::Refuse(refusal) => Step::Failed(self.refused(attempt, refusal)),
        }
    }

    fn ask(&self, attempt: &Attempt, now: Duration) -> Asked<Arc<Keys>> {
        match &attempt.goal {
            Goal::Keys => self.source.ask(now),
            Goal::Key { alg, kid } => {
                let kid = kid.as_deref();
                let wanted = Wanted { alg, kid };
                self.source
                    .unknown(wanted, attempt.generation, attempt.since, now)
            }
        }
    }

    /// The caller waited, and heard nothing.
    pub(crate) fn waited(&self, attempt: &mut Attempt) {
        let answer = match attempt.goal {
            Goal::Keys => self.source.waited(self.now()),
            Goal::Key { .. } => Answer::Refuse(Refusal::Limited {
                retry_after: Duration::ZERO,
            }),
        };
        attempt.asked = Some(Asked {
            answer,
            ended: None,
        });
    }

    /// Verifies with the keys at hand. `None` where a key is missing for which it is worth asking:
    /// then `attempt` asks for it.
    pub(crate) fn verify<T, E: TokenError>(
        &self,
        attempt: &mut Attempt,
        keys: &KeyRing,
        verify: impl FnOnce(&KeyRing, NumericDate) -> Result<T, E>,
        check_without_keys: impl FnOnce(NumericDate) -> Result<(), E>,
    ) -> Option<Result<T, VerifyError<E>>> {
        let now = match self.date() {
            Ok(now) => now,
            Err(error) => return Some(Err(VerifyError::Keys(error))),
        };
        let error = match verify(keys, now) {
            Ok(verified) => return Some(Ok(verified)),
            Err(error) => error,
        };
        let Some(missing) = error.missing_key() else {
            return Some(Err(VerifyError::Token(error)));
        };
        // Only a token that is right in all else may cause a fetch.
        if check_without_keys(now).is_err() {
            return Some(Err(VerifyError::Token(error)));
        }
        // oidc-core-10.1.1-1
        attempt.goal = Goal::Key {
            alg: missing.alg,
            kid: missing.kid.map(Box::from),
        };
        let asked = self.ask(attempt, self.now());
        if let Answer::Refuse(Refusal::Off) = asked.answer {
            return Some(Err(VerifyError::Token(error)));
        }
        attempt.asked = Some(asked);
        None
    }

    fn refused(&self, attempt: &Attempt, refusal: Refusal) -> Error {
        let (alg, kid) = match &attempt.goal {
            Goal::Keys => ("", None),
            Goal::Key { alg, kid } => (*alg, kid.clone()),
        };
        match refusal {
            Refusal::Absent | Refusal::Off => Error::KeyNotFound {
                alg,
                kid,
                retry_after: None,
            },
            Refusal::AbsentBefore { retry_after } => Error::KeyNotFound {
                alg,
                kid,
                retry_after: Some(retry_after),
            },
            Refusal::Limited { retry_after } => {
                self.tell(&Event::Limited { retry_after });
                Error::RefreshLimited {
                    alg,
                    kid,
                    retry_after,
                }
            }
            Refusal::Unavailable { retry_after } => Error::KeysUnavailable {
                retry_after,
                cause: self.last_error(),
            },
        }
    }

    pub(crate) fn job(&self, ticket: Ticket) -> Job {
        let asked = self.settings.clock.time_of_day();
        Job::new(Arc::clone(&self.settings), self.at_hand(), ticket, asked)
    }

    /// A fetch ended: the state machine is told, then those who wait, then the observer.
    pub(crate) fn conclude(&self, job: Job) {
        let (ticket, outcome, error) = job.end();
        self.finish(ticket, outcome, error);
    }

    /// A fetch that nobody runs any more.
    pub(crate) fn abandon(&self, ticket: Ticket) {
        let outcome = Outcome::Failed { retry_after: None };
        self.finish(ticket, outcome, Some(Error::Abandoned));
    }

    fn finish(&self, ticket: Ticket, outcome: Outcome<Arc<Keys>>, error: Option<Error>) {
        let older = self.at_hand();
        let error = error.map(Arc::new);
        // Before those who wait are told, for they read it.
        if self.source.look(|machine| machine.is_in_order(ticket)) {
            self.last_error.lock().clone_from(&error);
        }
        let events = self.source.finish(ticket, outcome, self.now());
        let newer = self.at_hand();
        for event in events {
            match event {
                cache::Event::Refreshed {
                    generation,
                    fresh_for,
                } => {
                    let Some(newer) = &newer else { continue };
                    for change in keys::changes(older.as_deref(), newer) {
                        self.tell(&change);
                    }
                    self.tell(&Event::Refreshed {
                        generation,
                        keys: newer.ring.set().keys().len(),
                        skipped: newer.ring.set().skipped().len(),
                        fresh_for,
                    });
                }
                cache::Event::Failed {
                    failures,
                    retry_after,
                } => {
                    let error = error.as_deref().unwrap_or(&Error::Abandoned);
                    if let Error::SecretKeys { kids } = error {
                        for kid in kids {
                            let kid = kid.as_deref();
                            self.tell(&Event::PrivateKeyPublished { kid });
                        }
                    }
                    self.tell(&Event::Failed {
                        error,
                        failures,
                        retry_after,
                    });
                }
                cache::Event::Stale { remaining } => self.tell(&Event::Stale { remaining }),
                cache::Event::Closed => self.tell(&Event::Closed),
                cache::Event::Dropped => self.tell(&Event::Dropped),
            }
        }
    }

    fn tell(&self, event: &Event<'_>) {
        let issuer = self.settings.issuer.as_str();
        #[cfg(feature = "tracing")]
        crate::observer::trace(issuer, event);
        if let Some(observer) = &self.settings.observer {
            observer.observe(issuer, event);
        }
    }

    /// The keys, whether or not they may still be used.
    fn at_hand(&self) -> Option<Arc<Keys>> {
        self.source.look(|machine| machine.view().keys)
    }

    pub(crate) fn metadata(&self) -> Option<Metadata> {
        let keys = self.at_hand()?;
        let fetched = keys.metadata.as_ref()?;
        Some(fetched.metadata.clone())
    }

    pub(crate) fn userinfo_endpoint(keys: &Keys) -> Result<HttpUrl, Error> {
        let metadata = keys.metadata.as_ref();
        let endpoint = metadata.and_then(|fetched| fetched.metadata.userinfo_endpoint());
        endpoint.cloned().ok_or(Error::NoUserInfoEndpoint)
    }

    pub(crate) fn userinfo_exchange(
        &self,
        keys: &Keys,
        token: &oidc_tokens::OpaqueAccessToken,
    ) -> Result<Exchange, Error> {
        let url = Self::userinfo_endpoint(keys)?;
        let credentials = http::HeaderValue::from_str(&token.authorization());
        let credentials = credentials.map_err(|_| Error::Configuration {
            fault: "the access token has characters that no header field may have",
        })?;
        let exchange = Exchange::new(self.settings.fetch, Purpose::UserInfo, url);
        Ok(exchange.bearing(credentials))
    }

    pub(crate) fn reload(&self) -> Ticket {
        self.source.reload(self.now()).0
    }

    /// What hears the next end of a fetch, as long as neither this one ended nor a later one.
    pub(crate) fn end_of(&self, ticket: Ticket) -> Option<Listener> {
        self.source.end_of(ticket)
    }

    pub(crate) fn revoke(&self) {
        self.source.revoke();
    }

    /// How the fetch ended that an operator asked for.
    pub(crate) fn reloaded(&self) -> Result<(), Error> {
        match self.last_error() {
            Some(cause) => Err(Error::Reload { cause }),
            None => Ok(()),
        }
    }

    pub(crate) fn issuer(&self) -> &Issuer {
        &self.settings.issuer
    }

    fn last_error(&self) -> Option<Arc<Error>> {
        self.last_error.lock().clone()
    }

    pub(crate) fn health(&self) -> Health {
        let now = self.now();
        let (view, remaining, failures) = self
            .source
            .look(|machine| (machine.view(), machine.remaining(now), machine.failures()));
        Health::new(
            view.generation,
            view.keys.as_deref(),
            remaining,
            failures,
            self.last_error(),
        )
    }

    pub(crate) fn snapshot(&self) -> Option<Snapshot> {
        let now = self.now();
        let (keys, age, freshness) = self.source.look(|machine| machine.kept(now))?;
        let confirmed = self.settings.clock.time_of_day().checked_sub(age)?;
        Some(Snapshot::new(
            self.settings.issuer.as_str(),
            &keys,
            confirmed,
            freshness,
        ))
    }
}

struct Restored {
    keys: Arc<Keys>,
    freshness: Freshness,
    age: Duration,
}

/// What was kept is read as if it had just been fetched, by the same rules.
fn restore(settings: &Settings, snapshot: &Snapshot, now: Duration) -> Result<Restored, Error> {
    let time = settings.clock.time_of_day();
    // A clock that went back says nothing about the age: the keys serve only while fetches fail.
    let age = time
        .duration_since(snapshot.confirmed())
        .unwrap_or_else(|_| settings.cache.max_lifetime());
    let prepared = keys::prepare(settings, snapshot.jwks().as_bytes())?;
    let metadata = match (&settings.place, snapshot.metadata()) {
        (Place::Metadata(standard), Some(text)) => Some(Arc::new(FetchedMetadata {
            metadata: job::read_metadata(settings, *standard, text.as_bytes())?,
            text: text.as_bytes().to_vec(),
            fetched: now,
            // Fetched anew with the next refresh.
            fresh_until: now,
        })),
        _ => None,
    };
    let url = match (&settings.place, &metadata) {
        (Place::At(url), _) => url.clone(),
        (Place::Metadata(_), Some(fetched)) => fetched.metadata.jwks_uri()?.clone(),
        (Place::Metadata(_), None) => return Err(Error::NoJwksUri),
    };
    Ok(Restored {
        keys: Arc::new(Keys {
            ring: Arc::new(prepared.ring),
            text: snapshot.jwks().as_bytes().into(),
            private: prepared.private,
            url,
            stored: Default::default(),
            metadata,
        }),
        freshness: Freshness {
            lifetime: snapshot.lifetime(),
            stale: if snapshot.may_be_stale() {
                Stale::Usable
            } else {
                Stale::Forbidden
            },
        },
        age,
    })
}
