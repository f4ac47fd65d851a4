//! The budget for unknown `kid`s: a token bucket, kept as the time at which it is full again.

use std::time::Duration;

use super::UnknownKid;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bucket {
    full_at: Duration,
}

impl Bucket {
    /// Takes one, or says after how long there is one.
    pub(super) fn take(
        &mut self,
        policy: UnknownKid,
        now: Duration,
    ) -> Result<(), Option<Duration>> {
        let UnknownKid::Fetch { burst, refill } = policy else {
            return Err(None);
        };
        let from = self.full_at.max(now);
        let debt = from.saturating_sub(now);
        let credit = refill.saturating_mul(burst.saturating_sub(1));
        if debt > credit {
            return Err(Some(debt.saturating_sub(credit)));
        }
        self.full_at = from.saturating_add(refill);
        Ok(())
    }
}
