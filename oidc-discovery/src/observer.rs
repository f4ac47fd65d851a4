//! What operators see.

use std::fmt;
use std::time::Duration;

use crate::Error;

/// Is told what happens to an issuer's keys, by the thread or task to which it happens: an
/// implementation counts or logs, and returns soon.
pub trait Observer: Send + Sync + fmt::Debug {
    /// Something happened to the keys of `issuer`.
    fn observe(&self, issuer: &str, event: &Event<'_>);
}

/// What happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// There are no keys that may be used, and none could be fetched.
    Closed,
    /// An answer came too late: after a later one, or after the keys were revoked.
    Dropped,
    /// A fetch failed; the keys stay as they are.
    Failed {
        /// Why.
        error: &'e Error,
        /// How many failed in a row.
        failures: u32,
        /// For how long nothing is fetched now.
        retry_after: Duration,
    },
    /// A key is new in the set.
    KeyAdded {
        /// Its `kid`.
        kid: Option<&'e str>,
    },
    /// A key is gone from the set.
    KeyRemoved {
        /// Its `kid`.
        kid: Option<&'e str>,
    },
    /// A `kid` stands for another key than before, which is bad practice or an attack.
    KeyReplaced {
        /// The `kid`.
        kid: Option<&'e str>,
    },
    /// The set is at another place than before.
    KeySetMoved {
        /// Where it was.
        from: &'e str,
        /// Where it is.
        to: &'e str,
    },
    /// A token asked for a key that is not in the set, and the set was not fetched for it.
    Limited {
        /// After how long it may be.
        retry_after: Duration,
    },
    /// A security finding: the set publishes a private or a symmetric key. It is not used; whoever
    /// read the set can sign with it, so the issuer has to be told.
    PrivateKeyPublished {
        /// Its `kid`.
        kid: Option<&'e str>,
    },
    /// The keys were fetched, or confirmed.
    Refreshed {
        /// Counts the sets: it grows when the keys change.
        generation: u64,
        /// How many keys can be used.
        keys: usize,
        /// How many members of the set were skipped.
        skipped: usize,
        /// For how long they are fresh.
        fresh_for: Duration,
    },
    /// Keys are used beyond their lifetime, because they cannot be fetched.
    Stale {
        /// For how long still.
        remaining: Duration,
    },
}

impl Event<'_> {
    /// A name that does not change between releases, for a counter.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Dropped => "dropped",
            Self::Failed { .. } => "failed",
            Self::KeyAdded { .. } => "key_added",
            Self::KeyRemoved { .. } => "key_removed",
            Self::KeyReplaced { .. } => "key_replaced",
            Self::KeySetMoved { .. } => "key_set_moved",
            Self::Limited { .. } => "limited",
            Self::PrivateKeyPublished { .. } => "private_key_published",
            Self::Refreshed { .. } => "refreshed",
            Self::Stale { .. } => "stale",
        }
    }
}

/// Text from an issuer goes through `Debug`, which escapes control characters.
#[cfg(feature = "tracing")]
pub(crate) fn trace(issuer: &str, event: &Event<'_>) {
    let name = event.name();
    match event {
        Event::Dropped
        | Event::KeyAdded { .. }
        | Event::KeyRemoved { .. }
        | Event::Refreshed { .. } => tracing::info!(issuer, ?event, "{name}"),
        // By `Display`, which cuts short what a server says: `Debug` has all of it.
        Event::Failed {
            error,
            failures,
            retry_after,
        } => tracing::warn!(issuer, %error, failures, ?retry_after, "{name}"),
        Event::KeySetMoved { .. } | Event::Limited { .. } | Event::Stale { .. } => {
            tracing::warn!(issuer, ?event, "{name}");
        }
        Event::Closed | Event::KeyReplaced { .. } | Event::PrivateKeyPublished { .. } => {
            tracing::error!(issuer, ?event, "{name}");
        }
    }
}
