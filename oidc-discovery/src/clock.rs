//! The time, for those who do not bring their own.

use std::fmt;
use std::time::{Duration, Instant, SystemTime};

use crate::sync::Lock;

/// A source of time; tests bring one that they move by hand.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time since any fixed moment. It never goes back; freshness is counted by it.
    fn monotonic(&self) -> Duration;

    /// The time of day: tokens are judged by it.
    fn time_of_day(&self) -> SystemTime;
}

/// The system's clocks. While a machine sleeps, some systems' monotonic clock stands still, and keys
/// age by so much less.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock(Instant);

impl SystemClock {
    /// The clock, counting from now.
    #[must_use]
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock that stands still until it is moved, for tests.
#[derive(Debug)]
pub struct ManualClock {
    begun: SystemTime,
    passed: Lock<Duration>,
}

impl ManualClock {
    /// At this time of day.
    #[must_use]
    pub fn new(time_of_day: SystemTime) -> Self {
        Self {
            begun: time_of_day,
            passed: Lock::new(Duration::ZERO),
        }
    }

    /// So much later.
    pub fn advance(&self, time: Duration) {
        let mut passed = self.passed.lock();
        *passed = passed.saturating_add(time);
    }
}

impl Clock for ManualClock {
    fn monotonic(&self) -> Duration {
        *self.passed.lock()
    }

    fn time_of_day(&self) -> SystemTime {
        let passed = self.monotonic();
        self.begun.checked_add(passed).unwrap_or(self.begun)
    }
}
