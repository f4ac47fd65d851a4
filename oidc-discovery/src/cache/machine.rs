//! The state machine. It is generic over what is kept, and told the time.

use std::time::Duration;

use fastrand::Rng;

use super::absent::{Absent, Wanted};
use super::backoff::Backoff;
use super::bucket::Bucket;
use super::{CachePolicy, UnknownKid};
use crate::fetch::freshness::{Freshness, Stale};
use crate::sync::Flag;

/// Longer than any fetch takes by its own deadlines: one that is older counts as failed.
const LONGEST_FLIGHT: Duration = Duration::from_secs(30);

/// Times are counted from any fixed moment, by a clock that does not go back.
#[derive(Debug)]
pub(crate) struct Machine<K> {
    policy: CachePolicy,
    rng: Rng,
    held: Option<Held<K>>,
    generation: u64,
    flight: Option<Ticket>,
    /// Of the last fetch that was started, the last that was heard of, and the last whose keys
    /// were taken.
    started: u64,
    finished: u64,
    applied: u64,
    bucket: Bucket,
    backoff: Backoff,
    absent: Absent,
    closed: bool,
}

#[derive(Clone, Debug)]
struct Held<K> {
    keys: K,
    /// When the fetch began that brought or confirmed them.
    confirmed: Duration,
    /// How much older they are than that, where the clock did not run yet.
    older: Duration,
    freshness: Freshness,
    refresh_at: Duration,
    fresh_until: Duration,
    stale_until: Duration,
}

/// The right, and the duty, to run one fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub(crate) sequence: u64,
    pub(crate) started: Duration,
    /// How many fetches failed in a row before it.
    pub(crate) failures: u32,
}

/// What readers look at, until the next one is published.
#[derive(Debug)]
pub(crate) struct View<K> {
    pub(crate) keys: Option<K>,
    pub(crate) generation: u64,
    /// Of the last fetch that was started: what a caller notes when it begins.
    pub(crate) started: u64,
    /// Until when the keys are served to whoever asks.
    pub(crate) serve_until: Duration,
    /// From when on a reader reports that a refresh is due.
    pub(crate) report_at: Duration,
    /// Whether a reader did.
    pub(crate) reported: Flag,
}

/// What a caller does who needs keys.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer<K> {
    /// Uses these. A ticket is for a fetch that nobody waits for.
    Serve {
        keys: K,
        generation: u64,
        refresh: Option<Ticket>,
    },
    /// Waits until a fetch ends, and asks again. A ticket is for the fetch.
    Wait { start: Option<Ticket> },
    /// Gives up.
    Refuse(Refusal),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A fetch that began after the caller asked did not find the key.
    Absent,
    /// A fetch did not find it a short time ago.
    AbsentBefore { retry_after: Duration },
    /// The budget for unknown `kid`s is spent, or fetches fail.
    Limited { retry_after: Duration },
    /// Unknown `kid`s are not fetched.
    Off,
    /// There are no keys that may be used.
    Unavailable { retry_after: Duration },
}

/// How a fetch ended.
#[derive(Debug)]
pub(crate) enum Outcome<K> {
    Fetched(Fetched<K>),
    Failed { retry_after: Option<Duration> },
}

#[derive(Debug)]
pub(crate) struct Fetched<K> {
    pub(crate) keys: K,
    pub(crate) change: Change,
    pub(crate) freshness: Freshness,
}

/// Whether the keys that were fetched are others than those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    None,
    Some,
}

/// What happened, apart from what became of the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Refreshed {
        generation: u64,
        fresh_for: Duration,
    },
    Failed {
        failures: u32,
        retry_after: Duration,
    },
    /// Keys beyond their lifetime are used.
    Stale { remaining: Duration },
    /// Keys are too old to be used.
    Closed,
    /// A response came after a later one, or after the keys were revoked.
    Dropped,
}

impl<K: Clone> Machine<K> {
    pub(crate) fn new(policy: CachePolicy, rng: Rng) -> Self {
        Self {
            policy,
            rng,
            held: None,
            generation: 0,
            flight: None,
            started: 0,
            finished: 0,
            applied: 0,
            bucket: Bucket::default(),
            backoff: Backoff::default(),
            absent: Absent::default(),
            closed: false,
        }
    }

    /// Keys from an earlier run: `age` is how long ago they were confirmed.
    pub(crate) fn restore(&mut self, keys: K, freshness: Freshness, age: Duration, now: Duration) {
        self.generation = self.generation.saturating_add(1);
        let mut held = self.hold(keys, freshness, now);
        held.older = age.saturating_sub(now);
        for moment in [
            &mut held.confirmed,
            &mut held.refresh_at,
            &mut held.fresh_until,
            &mut held.stale_until,
        ] {
            *moment = moment.saturating_sub(age);
        }
        self.held = Some(held);
    }

    /// Keys that never change.
    pub(crate) fn fix(&mut self, keys: K) {
        self.policy = self.policy.with_unknown_kid(UnknownKid::Refuse);
        self.generation = 1;
        self.held = Some(Held {
            keys,
            confirmed: Duration::ZERO,
            older: Duration::ZERO,
            freshness: Freshness {
                lifetime: None,
                stale: Stale::Usable,
            },
            refresh_at: Duration::MAX,
            fresh_until: Duration::MAX,
            stale_until: Duration::MAX,
        });
    }

    pub(crate) fn view(&self) -> View<K> {
        let held = self.held.as_ref();
        let flight_over = self
            .flight
            .map(|flight| flight.started.saturating_add(LONGEST_FLIGHT));
        let due = held.map_or(Duration::ZERO, |held| held.refresh_at);
        View {
            keys: held.map(|held| held.keys.clone()),
            generation: self.generation,
            started: self.started,
            serve_until: held.map_or(Duration::ZERO, |held| self.serve_until(held)),
            report_at: flight_over.unwrap_or_else(|| due.max(self.backoff.until())),
            reported: Flag::default(),
        }
    }

    /// How long the keys may still be used: within their lifetime, and if fetches fail.
    pub(crate) fn remaining(&self, now: Duration) -> Option<(Duration, Duration)> {
        let held = self.held.as_ref()?;
        Some((
            held.fresh_until.saturating_sub(now),
            held.stale_until.saturating_sub(now),
        ))
    }

    /// The keys, how long ago they were confirmed, and what the server said of them.
    pub(crate) fn kept(&self, now: Duration) -> Option<(K, Duration, Freshness)> {
        let held = self.held.as_ref()?;
        let age = now
            .saturating_sub(held.confirmed)
            .saturating_add(held.older);
        Some((held.keys.clone(), age, held.freshness))
    }

    pub(crate) const fn failures(&self) -> u32 {
        self.backoff.failures()
    }

    /// A caller needs keys. rfc9111-4-3: no answer without a time.
    pub(crate) fn need(&mut self, now: Duration) -> Answer<K> {
        self.give_up_on_a_lost_flight(now);
        let served = self.held.as_ref().and_then(|held| {
            // rfc9111-4.2-1
            (now < self.serve_until(held)).then(|| (held.keys.clone(), held.refresh_at))
        });
        let at_rest = self.flight.is_none() && now >= self.backoff.until();
        match served {
            Some((keys, refresh_at)) => Answer::Serve {
                keys,
                generation: self.generation,
                refresh: (at_rest && now >= refresh_at).then(|| self.start(now)),
            },
            None if at_rest => Answer::Wait {
                start: Some(self.start(now)),
            },
            None if self.flight.is_some() => Answer::Wait { start: None },
            None => Answer::Refuse(self.unavailable(now)),
        }
    }

    /// A caller has waited as long as it may. Keys that are used while fetches fail are used now:
    /// the server cannot be reached in time.
    pub(crate) fn waited(&self, now: Duration) -> Answer<K> {
        match self.held.as_ref().filter(|held| now < held.stale_until) {
            Some(held) => Answer::Serve {
                keys: held.keys.clone(),
                generation: self.generation,
                refresh: None,
            },
            None => Answer::Refuse(self.unavailable(now)),
        }
    }

    /// A caller's token passed every check that needs no key, and no key of `generation` matches.
    /// `since` is what [`View::started`] said when the caller began.
    pub(crate) fn unknown(
        &mut self,
        wanted: Wanted<'_>,
        generation: u64,
        since: u64,
        now: Duration,
    ) -> Answer<K> {
        self.give_up_on_a_lost_flight(now);
        // Revoked since: what the caller looked in is gone, and says nothing of its key.
        let Some(held) = &self.held else {
            return self.need(now);
        };
        if self.generation > generation {
            return Answer::Serve {
                keys: held.keys.clone(),
                generation: self.generation,
                refresh: None,
            };
        }
        if self.applied > since {
            let until = now.saturating_add(self.policy.absent_lifetime());
            self.absent
                .remember(wanted, until, self.policy.absent_kids());
            return Answer::Refuse(Refusal::Absent);
        }
        if let Some(until) = self.absent.until(wanted, now) {
            let retry_after = until.saturating_sub(now);
            return Answer::Refuse(Refusal::AbsentBefore { retry_after });
        }
        if self.policy.unknown_kid() == UnknownKid::Refuse {
            return Answer::Refuse(Refusal::Off);
        }
        if self.flight.is_some() {
            return Answer::Wait { start: None };
        }
        let backoff = self.backoff.until().saturating_sub(now);
        if !backoff.is_zero() || self.finished > since {
            return Answer::Refuse(Refusal::Limited {
                retry_after: backoff,
            });
        }
        match self.bucket.take(self.policy.unknown_kid(), now) {
            Ok(()) => Answer::Wait {
                start: Some(self.start(now)),
            },
            Err(Some(retry_after)) => Answer::Refuse(Refusal::Limited { retry_after }),
            Err(None) => Answer::Refuse(Refusal::Off),
        }
    }

    /// An operator asks for a fetch, whatever budget and back-off say.
    pub(crate) fn reload(&mut self, now: Duration) -> Ticket {
        self.start(now)
    }

    /// Whether neither this fetch nor a later one ended.
    pub(crate) const fn is_under_way(&self, ticket: Ticket) -> bool {
        ticket.sequence > self.finished
    }

    /// Whether the end of this fetch would count: none that began later was taken.
    pub(crate) const fn is_in_order(&self, ticket: Ticket) -> bool {
        ticket.sequence > self.applied
    }

    /// An operator trusts the keys no longer. A fetch that is under way may bring them again.
    pub(crate) fn revoke(&mut self) {
        self.held = None;
        self.generation = self.generation.saturating_add(1);
        self.applied = self.started;
        self.flight = None;
        self.absent.clear();
    }

    /// A fetch ended.
    pub(crate) fn finish(
        &mut self,
        ticket: Ticket,
        outcome: Outcome<K>,
        now: Duration,
    ) -> Vec<Event> {
        if self
            .flight
            .is_some_and(|flight| flight.sequence == ticket.sequence)
        {
            self.flight = None;
        }
        // rfc9111-4-4
        let in_order = self.is_in_order(ticket);
        self.finished = self.finished.max(ticket.sequence);
        match outcome {
            Outcome::Fetched(fetched) if in_order => self.take(ticket, fetched, now),
            Outcome::Fetched(_) => vec![Event::Dropped],
            Outcome::Failed { retry_after } if in_order => self.fail(retry_after, now),
            Outcome::Failed { .. } => vec![Event::Dropped],
        }
    }

    fn take(&mut self, ticket: Ticket, fetched: Fetched<K>, now: Duration) -> Vec<Event> {
        self.applied = ticket.sequence;
        self.backoff.succeeded();
        self.closed = false;
        if fetched.change == Change::Some || self.held.is_none() {
            self.generation = self.generation.saturating_add(1);
            self.absent.clear();
        }
        // rfc9111-4.2.3-1: from the moment of asking, for the answer is no newer than that.
        let held = self.hold(fetched.keys, fetched.freshness, ticket.started);
        let fresh_for = held.fresh_until.saturating_sub(now);
        // oidc-core-10.1.1-3: as a whole, so that a key which is gone verifies nothing.
        self.held = Some(held);
        vec![Event::Refreshed {
            generation: self.generation,
            fresh_for,
        }]
    }

    fn fail(&mut self, retry_after: Option<Duration>, now: Duration) -> Vec<Event> {
        self.backoff
            .failed(&self.policy, now, retry_after, &mut self.rng);
        let mut events = vec![Event::Failed {
            failures: self.backoff.failures(),
            retry_after: self.backoff.until().saturating_sub(now),
        }];
        if let Some(held) = self.held.as_ref().filter(|held| now >= held.fresh_until) {
            let remaining = held.stale_until.saturating_sub(now);
            if !remaining.is_zero() {
                events.push(Event::Stale { remaining });
            } else if !self.closed {
                self.closed = true;
                events.push(Event::Closed);
            }
        }
        events
    }

    fn hold(&mut self, keys: K, freshness: Freshness, from: Duration) -> Held<K> {
        let policy = &self.policy;
        let stated = freshness.lifetime.map(|lifetime| {
            lifetime.clamp(
                policy.min_lifetime(),
                policy.max_lifetime().max(policy.min_lifetime()),
            )
        });
        let lifetime = stated
            .unwrap_or_else(|| policy.default_lifetime())
            .min(policy.max_trust());
        let stale = match freshness.stale {
            Stale::Usable => lifetime
                .saturating_add(policy.stale_if_error())
                .min(policy.max_trust()),
            Stale::Forbidden => lifetime,
        };
        let jitter = self
            .rng
            .u32(0..=CachePolicy::JITTER_PERCENT.saturating_mul(2));
        let percent = 100_u32
            .saturating_sub(CachePolicy::JITTER_PERCENT)
            .saturating_add(jitter);
        let ahead = lifetime
            .saturating_mul(policy.refresh_ahead().saturating_mul(percent))
            .checked_div(10_000)
            .unwrap_or_default();
        Held {
            keys,
            confirmed: from,
            older: Duration::ZERO,
            freshness,
            refresh_at: from.saturating_add(ahead),
            fresh_until: from.saturating_add(lifetime),
            stale_until: from.saturating_add(stale),
        }
    }

    /// rfc9111-4.2.4-2: beyond their lifetime only while fetches fail.
    const fn serve_until(&self, held: &Held<K>) -> Duration {
        if self.backoff.is_failing() {
            held.stale_until
        } else {
            held.fresh_until
        }
    }

    const fn start(&mut self, now: Duration) -> Ticket {
        self.started = self.started.saturating_add(1);
        let ticket = Ticket {
            sequence: self.started,
            started: now,
            failures: self.backoff.failures(),
        };
        self.flight = Some(ticket);
        ticket
    }

    fn give_up_on_a_lost_flight(&mut self, now: Duration) {
        let lost = self
            .flight
            .is_some_and(|flight| now >= flight.started.saturating_add(LONGEST_FLIGHT));
        if lost {
            self.flight = None;
            self.finished = self.started;
            self.backoff.failed(&self.policy, now, None, &mut self.rng);
        }
    }

    const fn unavailable(&self, now: Duration) -> Refusal {
        Refusal::Unavailable {
            retry_after: self.backoff.until().saturating_sub(now),
        }
    }
}
