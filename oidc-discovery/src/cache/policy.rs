//! The numbers, each with its bounds.

use std::time::Duration;

/// How long keys are believed and how often they are fetched. Every number has a floor and a
/// ceiling; what lies outside is clamped.
///
/// # What is promised
///
/// With the default numbers, for one issuer and whatever tokens, server and clock do:
///
/// 1. **Fetches.** At most [`CachePolicy::most_fetches_within`] fetches start in any window: 14 in
///    a minute, most of them only if a server fails and recovers in turn; 6 in a minute where it
///    answers, 8 in the first minute of an outage and 2 in each minute after. A fetch is one
///    exchange for the key set, and one for the metadata where these are due; each is tried twice
///    at most.
/// 2. **No waiting.** A set that is within its lifetime is served without waiting and without a
///    lock.
/// 3. **Removed keys.** A key that the issuer removes is refused after at most
///    [`CachePolicy::max_trust`] (2 hours), and after [the longest lifetime](Self::max_lifetime)
///    (1 hour) and one fetch where the issuer answers.
/// 4. **New keys.** A token that names a newly published key is accepted at once, after one fetch,
///    if the budget for unknown `kid`s has not been spent, no back-off runs and the `kid` was not
///    found absent just before; else within [`CachePolicy::arrival_bound`] (60 s) and one fetch
///    of the first token that names it, if the issuer answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CachePolicy {
    default_lifetime: Duration,
    min_lifetime: Duration,
    max_lifetime: Duration,
    refresh_ahead_percent: u32,
    unknown_kid: UnknownKid,
    absent_kids: usize,
    absent_lifetime: Duration,
    backoff_first: Duration,
    backoff_longest: Duration,
    stale_if_error: Duration,
    max_trust: Duration,
    max_wait: Duration,
}

/// What a token does that names a key which is not in the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnknownKid {
    /// It is refused.
    Refuse,
    /// The set is fetched, within a budget that such tokens share.
    Fetch {
        /// How many fetches may follow each other at once.
        burst: u32,
        /// After how long one more is allowed.
        refill: Duration,
    },
}

const fn clamp(value: Duration, floor: Duration, ceiling: Duration) -> Duration {
    let (at, low, high) = (value.as_nanos(), floor.as_nanos(), ceiling.as_nanos());
    if at < low {
        floor
    } else if at > high {
        ceiling
    } else {
        value
    }
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

impl CachePolicy {
    /// The defaults, which the documentation of each method states.
    pub const DEFAULT: Self = Self {
        default_lifetime: seconds(300),
        min_lifetime: seconds(60),
        max_lifetime: seconds(3600),
        refresh_ahead_percent: 75,
        unknown_kid: UnknownKid::Fetch {
            burst: 2,
            refill: seconds(30),
        },
        absent_kids: 256,
        absent_lifetime: seconds(60),
        backoff_first: seconds(1),
        backoff_longest: seconds(60),
        stale_if_error: seconds(3600),
        max_trust: seconds(7200),
        max_wait: seconds(5),
    };

    /// How far a refresh ahead of time varies, in percent of its moment.
    pub(crate) const JITTER_PERCENT: u32 = 10;

    const DAY: Duration = seconds(86_400);

    /// The lifetime of a set of which the server says nothing: 5 minutes; 30 s to 24 h.
    #[must_use]
    pub const fn with_default_lifetime(mut self, lifetime: Duration) -> Self {
        self.default_lifetime = clamp(lifetime, seconds(30), Self::DAY);
        self
    }

    /// Between which the lifetime that a server states is clamped: 1 minute and 1 hour; 30 s to
    /// 24 h. `no-store`, `no-cache` and a lifetime of 0 count as the shortest: no response can mean
    /// a fetch for each token.
    #[must_use]
    pub const fn with_lifetimes(mut self, shortest: Duration, longest: Duration) -> Self {
        self.min_lifetime = clamp(shortest, seconds(30), Self::DAY);
        self.max_lifetime = clamp(longest, self.min_lifetime, Self::DAY);
        self
    }

    /// After which part of its lifetime a set is fetched anew, on use, while it still serves: 75 %,
    /// varied by a tenth so that many hosts do not ask at once; 50 to 90 %.
    #[must_use]
    pub const fn with_refresh_ahead(mut self, percent: u32) -> Self {
        self.refresh_ahead_percent = if percent < 50 {
            50
        } else if percent > 90 {
            90
        } else {
            percent
        };
        self
    }

    /// What a token does that names a key which is not in the set: one fetch each 30 s, and two in a
    /// row (a burst of 1 to 10, and 5 s to 10 minutes).
    ///
    /// Only tokens that pass every check that needs no key spend the budget.
    #[must_use]
    pub const fn with_unknown_kid(mut self, unknown_kid: UnknownKid) -> Self {
        self.unknown_kid = match unknown_kid {
            UnknownKid::Refuse => UnknownKid::Refuse,
            UnknownKid::Fetch { burst, refill } => UnknownKid::Fetch {
                burst: if burst < 1 {
                    1
                } else if burst > 10 {
                    10
                } else {
                    burst
                },
                refill: clamp(refill, seconds(5), seconds(600)),
            },
        };
        self
    }

    /// How many `kid`s that a fetch did not find are remembered, and for how long: 256 for 60 s; at
    /// most 4,096, for at most 10 minutes. Forgotten when the set changes.
    #[must_use]
    pub const fn with_absent_kids(mut self, kids: usize, lifetime: Duration) -> Self {
        self.absent_kids = if kids > 4096 { 4096 } else { kids };
        self.absent_lifetime = clamp(lifetime, Duration::ZERO, seconds(600));
        self
    }

    /// How long nothing is fetched after a failure: 1 s, doubled with each, 60 s at most (100 ms to
    /// 1 minute, and up to 10 minutes). Of each the second half is left to chance. A `Retry-After`
    /// prolongs it, up to 5 minutes.
    ///
    /// Half and not all of it, because only then a bound on fetches can be stated. A success does
    /// not start the count anew while the last failure is less than the longest time ago, so that
    /// a server that fails every other time is not asked more often.
    #[must_use]
    pub const fn with_backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.backoff_first = clamp(first, Duration::from_millis(100), seconds(60));
        self.backoff_longest = clamp(longest, self.backoff_first, seconds(600));
        self
    }

    /// How long a set is used beyond its lifetime while fetches fail: 1 h; up to 24 h. Not where
    /// the server forbids it (`no-store`, `no-cache`, `must-revalidate`).
    #[must_use]
    pub const fn with_stale_if_error(mut self, time: Duration) -> Self {
        self.stale_if_error = clamp(time, Duration::ZERO, Self::DAY);
        self
    }

    /// How long a set is used after it was last confirmed, whatever else is said: 2 h; 1 minute to
    /// 48 h. It bounds the trust in a key that was removed.
    #[must_use]
    pub const fn with_max_trust(mut self, time: Duration) -> Self {
        self.max_trust = clamp(time, seconds(60), seconds(2 * 86_400));
        self
    }

    /// How long a caller waits for keys that it needs: 5 s; 100 ms to 1 minute.
    #[must_use]
    pub const fn with_max_wait(mut self, time: Duration) -> Self {
        self.max_wait = clamp(time, Duration::from_millis(100), seconds(60));
        self
    }

    /// The lifetime of a set of which the server says nothing.
    #[must_use]
    pub const fn default_lifetime(&self) -> Duration {
        self.default_lifetime
    }

    /// The shortest lifetime.
    #[must_use]
    pub const fn min_lifetime(&self) -> Duration {
        self.min_lifetime
    }

    /// The longest lifetime.
    #[must_use]
    pub const fn max_lifetime(&self) -> Duration {
        self.max_lifetime
    }

    /// After how many percent of its lifetime a set is fetched anew.
    #[must_use]
    pub const fn refresh_ahead(&self) -> u32 {
        self.refresh_ahead_percent
    }

    /// What a token does that names a key which is not in the set.
    #[must_use]
    pub const fn unknown_kid(&self) -> UnknownKid {
        self.unknown_kid
    }

    /// How many absent `kid`s are remembered.
    #[must_use]
    pub const fn absent_kids(&self) -> usize {
        self.absent_kids
    }

    /// How long an absent `kid` is remembered.
    #[must_use]
    pub const fn absent_lifetime(&self) -> Duration {
        self.absent_lifetime
    }

    /// The first and the longest time without a fetch after a failure.
    #[must_use]
    pub const fn backoff(&self) -> (Duration, Duration) {
        (self.backoff_first, self.backoff_longest)
    }

    /// How long a set is used beyond its lifetime while fetches fail.
    #[must_use]
    pub const fn stale_if_error(&self) -> Duration {
        self.stale_if_error
    }

    /// How long a set is used after it was last confirmed.
    #[must_use]
    pub const fn max_trust(&self) -> Duration {
        self.max_trust
    }

    /// How long a caller waits.
    #[must_use]
    pub const fn max_wait(&self) -> Duration {
        self.max_wait
    }
}

impl Default for CachePolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}
