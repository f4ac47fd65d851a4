//! A fetch under way, and what becomes of it if it is stopped.

use std::sync::Arc;

use crate::cache::Ticket;
use crate::core::Core;
use crate::job::Job;

/// The duty to end a fetch. Where it is dropped before, by a runtime that shuts down or a client
/// that panics, the fetch has failed, and those who wait for it are told.
pub(crate) struct Flight {
    core: Arc<Core>,
    ticket: Ticket,
    landed: bool,
}

impl Flight {
    pub(crate) fn new(core: &Arc<Core>, ticket: Ticket) -> Self {
        Self {
            core: Arc::clone(core),
            ticket,
            landed: false,
        }
    }

    pub(crate) fn job(&self) -> Job {
        self.core.job(self.ticket)
    }

    /// The fetch came to its end, whichever.
    pub(crate) fn land(mut self, job: Job) {
        self.landed = true;
        self.core.conclude(job);
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if !self.landed {
            self.core.abandon(self.ticket);
        }
    }
}
