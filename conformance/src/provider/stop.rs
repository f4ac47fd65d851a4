//! Tells threads to end.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

#[derive(Debug, Default)]
pub(super) struct Stop {
    came: Mutex<bool>,
    bell: Condvar,
}

impl Stop {
    pub(super) fn now(&self) {
        *self.came.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }

    pub(super) fn has_come(&self) -> bool {
        *self.came.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for that long, or until it comes.
    pub(super) fn comes_within(&self, time: Duration) -> bool {
        let came = self.came.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.bell.wait_timeout_while(came, time, |came| !*came);
        let (came, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *came
    }
}
