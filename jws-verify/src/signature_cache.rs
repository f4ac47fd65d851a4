//! Signatures that have held before, remembered.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::num::NonZeroUsize;
use core::sync::atomic::{AtomicU64, Ordering};

use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use crate::Algorithm;
use crate::backend::{Backend, PrepareError, PreparedKey, SignatureMismatch, VerificationKey};

/// A backend that remembers which signatures held, and hands all else to another backend.
///
/// What is remembered is the outcome of the arithmetic and nothing more: that this signature over these octets holds
/// under this prepared key. Every check above the backend is made for every token, each time: form, header, `crit`, the
/// accepted algorithms, the choice of the key, and in `oidc-tokens` times and claims. So a token that has expired is
/// refused whether it is remembered or not.
///
/// - The name of an entry is a SHA-256 hash of the number of the prepared key, the signing input with its length, and the
///   signature. A prepared key gets a number that no other one has, so each [`KeyRing`](crate::KeyRing) starts without
///   memories, though it be of the same keys: a key that leaves a set takes what it verified with it.
/// - A signature that does not hold is not remembered. Forged tokens neither fill the memory nor displace anything.
/// - The number of entries is bounded by the capacity; 100 to 200 octets each. Those that have not been of use for a while
///   make room for others. There is no clock here: an entry whose token has expired is of no use to anyone, and makes room
///   like any other.
/// - MACs are not remembered: computing one costs no more than finding it.
///
/// How long a verification takes tells whether the same token was verified before. Who can measure that and has the token
/// learns that it was used here.
///
/// Clones share their memory.
///
/// ```
/// use core::num::NonZeroUsize;
///
/// use jws_verify::{Algorithms, KeyRing, RustCrypto, SignatureCache};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let keys = jwks::JwkSet::parse(
/// #     r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#,
/// # )?;
/// let cache = SignatureCache::new(RustCrypto, NonZeroUsize::new(10_000).ok_or("none")?);
/// let ring = KeyRing::with_backend(keys, Algorithms::default(), &cache)?;
/// # assert!(cache.is_empty());
/// # drop(ring);
/// # Ok(())
/// # }
/// ```
pub struct SignatureCache<B> {
    backend: B,
    memory: Arc<Memory>,
}

struct Memory {
    held: Cache<Name, ()>,
    prepared: AtomicU64,
}

/// The SHA-256 hash of what was verified, and by what.
type Name = [u8; 32];

impl<B: Backend> SignatureCache<B> {
    /// With room for `capacity` signatures, which is taken up as they come.
    #[must_use]
    pub fn new(backend: B, capacity: NonZeroUsize) -> Self {
        let memory = Memory {
            held: with_room_for(capacity.get()),
            prepared: AtomicU64::new(0),
        };
        Self {
            backend,
            memory: Arc::new(memory),
        }
    }
}

/// The cache has parts, and would round the room of each up.
fn with_room_for(capacity: usize) -> Cache<Name, ()> {
    let cache = Cache::new(capacity);
    match capacity.checked_rem(cache.num_shards()) {
        None | Some(0) => cache,
        Some(rest) => Cache::new(capacity.saturating_sub(rest)),
    }
}

impl<B> SignatureCache<B> {
    /// How many signatures are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.memory.held.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.memory.held.is_empty()
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        self.memory.held.clear();
    }
}

impl<B: Backend> Backend for SignatureCache<B> {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        let prepared = self.backend.prepare(key, algorithm)?;
        Ok(match key {
            VerificationKey::Symmetric(_) => prepared,
            VerificationKey::Public(_) => Box::new(Remembering {
                key: prepared,
                // A number comes again after 2^64 keys.
                number: self.memory.prepared.fetch_add(1, Ordering::Relaxed),
                memory: Arc::clone(&self.memory),
            }),
        })
    }
}

/// A prepared key that looks before it computes.
struct Remembering {
    key: Box<dyn PreparedKey>,
    number: u64,
    memory: Arc<Memory>,
}

impl Remembering {
    /// The length keeps an octet from passing between the signing input and the signature.
    fn name(&self, signing_input: &[u8], signature: &[u8]) -> Name {
        let length = u64::try_from(signing_input.len()).unwrap_or(u64::MAX);
        let mut hash = Sha256::new();
        hash.update(self.number.to_be_bytes());
        hash.update(length.to_be_bytes());
        hash.update(signing_input);
        hash.update(signature);
        hash.finalize().into()
    }
}

impl PreparedKey for Remembering {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let name = self.name(signing_input, signature);
        if self.memory.held.get(&name).is_some() {
            return Ok(());
        }
        self.key.verify(signing_input, signature)?;
        self.memory.held.insert(name, ());
        Ok(())
    }
}

impl<B: Clone> Clone for SignatureCache<B> {
    fn clone(&self) -> Self {
        Self {
            backend: self.backend.clone(),
            memory: Arc::clone(&self.memory),
        }
    }
}

impl<B: fmt::Debug> fmt::Debug for SignatureCache<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureCache")
            .field("backend", &self.backend)
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
