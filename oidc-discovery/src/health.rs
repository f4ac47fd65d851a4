//! How the keys of an issuer are.

use std::sync::Arc;
use std::time::Duration;

use crate::Error;
use crate::keys::Keys;

/// A look at the keys of an issuer, for an operator's page or a readiness probe.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Health {
    /// In a word.
    pub state: State,
    /// Counts the sets: it grows when the keys change, and is 0 before the first.
    pub generation: u64,
    /// How many keys can be used.
    pub keys: usize,
    /// How many members of the set were skipped.
    pub skipped: usize,
    /// How long the keys are fresh.
    pub fresh_for: Duration,
    /// How long they are used at most if they cannot be fetched any more.
    pub usable_for: Duration,
    /// How many fetches failed in a row.
    pub failures: u32,
    /// Why the last fetch failed, if it did.
    pub last_error: Option<Arc<Error>>,
}

/// How the keys are, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// There are none that may be used.
    Closed,
    /// None were fetched yet.
    Empty,
    /// They are within their lifetime.
    Fresh,
    /// They are beyond it, and serve only while fetches fail.
    Stale,
}

impl Health {
    pub(crate) fn new(
        generation: u64,
        keys: Option<&Keys>,
        remaining: Option<(Duration, Duration)>,
        failures: u32,
        last_error: Option<Arc<Error>>,
    ) -> Self {
        let (fresh_for, usable_for) = remaining.unwrap_or_default();
        let state = match (keys, fresh_for.is_zero(), usable_for.is_zero()) {
            (None, _, _) if generation == 0 => State::Empty,
            (None, _, _) | (Some(_), true, true) => State::Closed,
            (Some(_), true, false) => State::Stale,
            (Some(_), false, _) => State::Fresh,
        };
        let set = keys.map(|keys| keys.ring.set());
        Self {
            state,
            generation,
            keys: set.map_or(0, |set| set.keys().len()),
            skipped: set.map_or(0, |set| set.skipped().len()),
            fresh_for,
            usable_for,
            failures,
            last_error,
        }
    }
}
