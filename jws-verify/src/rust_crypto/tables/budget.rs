//! How much memory the tables of a backend have together.

use alloc::sync::Arc;
use core::sync::atomic::{AtomicUsize, Ordering};

#[derive(Debug)]
pub(super) struct Budget {
    octets: usize,
    used: AtomicUsize,
}

/// A part of a budget, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    budget: Arc<Budget>,
    octets: usize,
}

impl Budget {
    pub(super) const fn new(octets: usize) -> Self {
        Self {
            octets,
            used: AtomicUsize::new(0),
        }
    }

    pub(super) fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    /// `None` where too little is left.
    pub(super) fn share(self: &Arc<Self>, octets: usize) -> Option<Share> {
        let more = |used: usize| {
            let used = used.checked_add(octets)?;
            (used <= self.octets).then_some(used)
        };
        self.used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more)
            .ok()?;
        Some(Share {
            budget: Arc::clone(self),
            octets,
        })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.used.fetch_sub(self.octets, Ordering::Relaxed);
    }
}
