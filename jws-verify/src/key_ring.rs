//! Keys, prepared once for the algorithms that the caller accepts.

mod check;
mod identity;
mod prepared;
mod report;

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use jwks::JwkSet;

pub use self::check::HoldingKey;
pub use self::identity::KeyIdentity;
use self::prepared::{Prepared, prepare};
pub use self::report::{ConsideredKey, KeyReport, KeyVerdict};
use crate::backend::Backend;
use crate::{Algorithms, Error, RustCrypto};

/// A key set, a list of accepted algorithms, and the keys prepared for them.
///
/// Immutable: to change keys, build another ring. A key without `alg` is prepared for each accepted
/// algorithm that its `kty` and `crv` fit; a key with `alg` for that one.
pub struct KeyRing {
    set: JwkSet,
    algorithms: Algorithms,
    /// One for each key of the set.
    entries: Vec<Entry>,
}

/// What the ring has of one key of the set.
struct Entry {
    identity: Arc<KeyIdentity>,
    prepared: Vec<Prepared>,
}

impl KeyRing {
    /// Prepares the keys of `set` with [`RustCrypto`].
    ///
    /// # Errors
    ///
    /// [`Error::NoUsableKey`] where the set has no key: nothing could ever be verified, and no
    /// signature is no reason to believe. Keys that fit no accepted algorithm are kept, so that
    /// verification can say what is wrong with them.
    pub fn new(set: JwkSet, algorithms: Algorithms) -> Result<Self, Error> {
        Self::with_backend(set, algorithms, &RustCrypto)
    }

    /// Prepares the keys of `set` with `backend`.
    ///
    /// # Errors
    ///
    /// As [`KeyRing::new`].
    pub fn with_backend(
        set: JwkSet,
        algorithms: Algorithms,
        backend: &dyn Backend,
    ) -> Result<Self, Error> {
        let entries = set.keys().iter().map(|key| Entry {
            identity: Arc::new(KeyIdentity::of(key)),
            prepared: prepare(key, &algorithms, backend),
        });
        let entries = entries.collect();
        if set.keys().is_empty() {
            return Err(Error::NoUsableKey {
                skipped: set.skipped().len(),
            });
        }
        Ok(Self {
            set,
            algorithms,
            entries,
        })
    }

    /// The keys.
    #[must_use]
    pub const fn set(&self) -> &JwkSet {
        &self.set
    }

    /// The accepted algorithms.
    #[must_use]
    pub const fn algorithms(&self) -> &Algorithms {
        &self.algorithms
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing")
            .field("set", &self.set)
            .field("algorithms", &self.algorithms)
            .finish_non_exhaustive()
    }
}
