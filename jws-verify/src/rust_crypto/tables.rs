//! Tables for hot keys: a backend that verifies with multiples computed beforehand.
//!
//! | module | has |
//! |---|---|
//! | `budget` | how much memory the tables of a backend have together |
//! | `hot` | a key that counts its successes, and its table when it has one |
//! | `comb` | the table: multiples of a point, and the summands of any other multiple |
//! | `nist` | ECDSA with two combs, P-256, P-384 and P-521 |
//! | `secp256k1` | the same over the additions of the crate |
//! | `ed25519` | Ed25519 with two combs |
//!
//! Nothing here is secret, so time may depend on all of it. A table decides where the sum is one of
//! the generic case; all the rest is handed to the crate that verifies without tables.

mod budget;
mod comb;
mod ed25519;
mod hot;
mod nist;
#[cfg(feature = "es256k")]
mod secp256k1;
#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;

use jwk_types::{EcCurve, OkpCurve, PublicKey};

use self::budget::Budget;
use self::hot::{Hot, Tabled};
use super::{RustCrypto, ecdsa, eddsa};
use crate::backend::{Backend, PrepareError, PreparedKey, VerificationKey};
use crate::{Algorithm, Scheme};

/// [`RustCrypto`] with tables for the keys that verify again and again.
///
/// A key on an elliptic curve (P-256, P-384, P-521, secp256k1, Ed25519) gets its table when it has
/// verified some signatures, and verifies several times faster from then on. Other keys are as
/// [`RustCrypto`] prepares them. The verdicts are the same, with a table and without.
///
/// A table takes 87 to 237 KiB and 0.3 to 4 ms to build; the
/// [crate's page](crate#tables-for-hot-keys) tells both for each algorithm. The first table of a
/// curve takes that of its generator along, 264 to 1,188 KiB, which has three to five times as many
/// points to compute, is kept for the life of the process and does not count towards
/// [`RustCryptoTables::with_octets`]. A table lives as long as its key, that is, as the
/// [`KeyRing`](crate::KeyRing).
pub struct RustCryptoTables {
    successes: u32,
    budget: Arc<Budget>,
    run: Option<Arc<Run>>,
}

/// The building of a table, for a thread that has time for it.
pub type TableJob = Box<dyn FnOnce() + Send>;

type Run = dyn Fn(TableJob) + Send + Sync;

impl RustCryptoTables {
    /// Tables after 32 signatures, 16 MiB of them, built by the thread that verified the last of the
    /// 32.
    #[must_use]
    pub fn new() -> Self {
        Self {
            successes: 32,
            budget: Arc::new(Budget::new(16 << 20)),
            run: None,
        }
    }

    /// A key gets its table after so many signatures that held; with 0, when it is prepared.
    #[must_use]
    pub fn with_successes(mut self, successes: u32) -> Self {
        self.successes = successes;
        self
    }

    /// How many octets the tables of all keys that this backend prepares have together. A key that
    /// finds no room verifies without, and asks again after as many signatures.
    #[must_use]
    pub fn with_octets(mut self, octets: usize) -> Self {
        self.budget = Arc::new(Budget::new(octets));
        self
    }

    /// Who builds the tables: `run` is handed the job and may do it on another thread. Until it is
    /// done the key verifies without.
    ///
    /// ```
    /// # use jws_verify::RustCryptoTables;
    /// let backend = RustCryptoTables::new().with_builder(|job| drop(std::thread::spawn(job)));
    /// ```
    #[must_use]
    pub fn with_builder(mut self, run: impl Fn(TableJob) + Send + Sync + 'static) -> Self {
        self.run = Some(Arc::new(run));
        self
    }

    /// How many octets the tables have now.
    #[must_use]
    pub fn octets(&self) -> usize {
        self.budget.used()
    }

    fn hot<K: Tabled>(
        &self,
        key: Result<K, PrepareError>,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        let hot = Hot::new(key?, self.successes, &self.budget, self.run.as_ref());
        Ok(Box::new(hot))
    }
}

impl Backend for RustCryptoTables {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        match (algorithm.scheme(), key) {
            (Scheme::Ecdsa(EcCurve::P256, _), _) => self.hot(ecdsa::parse::<p256::NistP256>(key)),
            (Scheme::Ecdsa(EcCurve::P384, _), _) => self.hot(ecdsa::parse::<p384::NistP384>(key)),
            (Scheme::Ecdsa(EcCurve::P521, _), _) => self.hot(ecdsa::parse::<p521::NistP521>(key)),
            #[cfg(feature = "es256k")]
            (Scheme::Ecdsa(EcCurve::Secp256k1, _), _) => {
                self.hot(ecdsa::parse::<k256::Secp256k1>(key))
            }
            (Scheme::EdDsa, VerificationKey::Public(PublicKey::Okp(okp)))
                if okp.curve() == OkpCurve::Ed25519 =>
            {
                self.hot(eddsa::parse_ed25519(okp))
            }
            _ => RustCrypto.prepare(key, algorithm),
        }
    }
}

impl Default for RustCryptoTables {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RustCryptoTables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RustCryptoTables")
            .field("successes", &self.successes)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}
