//! The bounds that a policy implies.

use std::time::Duration;

use super::{CachePolicy, UnknownKid};

impl CachePolicy {
    /// The most fetches that start in any window of this length, for one issuer, whatever tokens,
    /// server and clock do. Those that an operator asks for are not counted.
    ///
    /// Each fetch has one of three causes: keys are due, which after a success they are not for
    /// half of the shortest lifetime or more; a token named an unknown `kid` and the budget was not
    /// spent; the fetch before failed and the back-off is over.
    #[must_use]
    pub fn most_fetches_within(&self, window: Duration) -> u64 {
        let due = within(window, self.shortest_refresh()).saturating_add(1);
        let unknown = match self.unknown_kid() {
            UnknownKid::Refuse => 0,
            UnknownKid::Fetch { burst, refill } => {
                within(window, refill).saturating_add(u64::from(burst))
            }
        };
        // Each failure is followed by one fetch at most that is neither due nor asked for, and the
        // last failure before the window by one in it.
        let after_failures = self.most_failures_within(window).saturating_add(1);
        due.saturating_add(unknown).saturating_add(after_failures)
    }

    /// After how long a token that names a newly published key is accepted at the latest, counted
    /// from the first token that names it, where the issuer answers; one fetch comes on top of it.
    #[must_use]
    pub fn arrival_bound(&self) -> Duration {
        match self.unknown_kid() {
            UnknownKid::Refuse => self.longest_lifetime(),
            UnknownKid::Fetch { refill, .. } => refill.max(self.absent_lifetime()),
        }
    }

    /// The lifetime of a set of which the server says nothing is not between the other two by itself.
    fn shortest_lifetime(&self) -> Duration {
        let shortest = self.min_lifetime().min(self.default_lifetime());
        shortest.min(self.max_trust())
    }

    fn longest_lifetime(&self) -> Duration {
        let longest = self.max_lifetime().max(self.default_lifetime());
        longest.min(self.max_trust())
    }

    /// The shortest time between a success and the refresh that is due after it.
    fn shortest_refresh(&self) -> Duration {
        let percent = self
            .refresh_ahead()
            .saturating_mul(100_u32.saturating_sub(Self::JITTER_PERCENT));
        let scaled = self.shortest_lifetime().saturating_mul(percent);
        scaled.checked_div(10_000).unwrap_or_default()
    }

    /// In any stretch as long as the longest back-off the count starts anew once at most, and the
    /// delays from there on are no shorter than the halves of 1, 2, 4 ... times the first.
    fn most_failures_within(&self, window: Duration) -> u64 {
        let (first, longest) = self.backoff();
        let (mut failures, mut at, mut delay) = (0_u64, Duration::ZERO, first);
        while at <= longest {
            failures = failures.saturating_add(1);
            at = at.saturating_add(delay.checked_div(2).unwrap_or_default());
            delay = delay.saturating_mul(2).min(longest);
        }
        let stretches = within(window.saturating_sub(Duration::from_nanos(1)), longest);
        failures.saturating_mul(stretches.saturating_add(1))
    }
}

/// How many whole times one goes into the other.
fn within(window: Duration, length: Duration) -> u64 {
    let whole = window.as_nanos().checked_div(length.as_nanos());
    u64::try_from(whole.unwrap_or_default()).unwrap_or(u64::MAX)
}
