//! How long nothing is fetched after a failure.

use std::time::Duration;

use fastrand::Rng;

use super::CachePolicy;

/// The longest `Retry-After` that is heeded.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(300);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Backoff {
    /// Counted since the last calm.
    failures: u32,
    last_failure: Duration,
    until: Duration,
    succeeded_since: bool,
}

impl Backoff {
    pub(super) fn failed(
        &mut self,
        policy: &CachePolicy,
        now: Duration,
        retry_after: Option<Duration>,
        rng: &mut Rng,
    ) {
        let (first, longest) = policy.backoff();
        let calm = now.saturating_sub(self.last_failure) >= longest;
        if self.succeeded_since && calm {
            self.failures = 0;
        }
        let doubled = first.saturating_mul(2_u32.saturating_pow(self.failures));
        let delay = half_to_whole(doubled.min(longest), rng);
        let asked = retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
        self.failures = self.failures.saturating_add(1);
        self.last_failure = now;
        self.until = now.saturating_add(delay.max(asked));
        self.succeeded_since = false;
    }

    pub(super) const fn succeeded(&mut self) {
        self.succeeded_since = true;
        self.until = Duration::ZERO;
    }

    /// Until when nothing is fetched.
    pub(super) const fn until(&self) -> Duration {
        self.until
    }

    /// Whether the last fetch failed.
    pub(super) const fn is_failing(&self) -> bool {
        self.failures > 0 && !self.succeeded_since
    }

    pub(super) const fn failures(&self) -> u32 {
        if self.is_failing() { self.failures } else { 0 }
    }
}

fn half_to_whole(delay: Duration, rng: &mut Rng) -> Duration {
    let half = delay.checked_div(2).unwrap_or_default();
    let chance = u64::try_from(half.as_nanos()).unwrap_or(u64::MAX);
    delay
        .saturating_sub(half)
        .saturating_add(Duration::from_nanos(rng.u64(0..=chance)))
}
