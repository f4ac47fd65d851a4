//! The keys that a fetch did not find.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// What a token asks for: the key for an algorithm, by its `kid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Wanted<'w> {
    pub(crate) alg: &'w str,
    pub(crate) kid: Option<&'w str>,
}

/// A bounded memory. It keeps keyed hashes, so a stranger's `kid` costs eight octets and cannot be
/// made to collide with a good one.
#[derive(Clone, Debug, Default)]
pub(super) struct Absent {
    /// Oldest first.
    entries: VecDeque<(u64, Duration)>,
    hasher: RandomState,
}

impl Absent {
    pub(super) fn remember(&mut self, wanted: Wanted<'_>, until: Duration, limit: usize) {
        let hash = self.hasher.hash_one(wanted);
        self.entries.retain(|(known, _)| *known != hash);
        self.entries.push_back((hash, until));
        while self.entries.len() > limit {
            self.entries.pop_front();
        }
    }

    /// Until when it is taken for absent.
    pub(super) fn until(&mut self, wanted: Wanted<'_>, now: Duration) -> Option<Duration> {
        self.entries.retain(|(_, until)| *until > now);
        let hash = self.hasher.hash_one(wanted);
        let found = self.entries.iter().find(|(known, _)| *known == hash);
        found.map(|(_, until)| *until)
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }
}
