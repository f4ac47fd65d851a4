//! Keys, prepared once for the algorithms that the caller accepts.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use jwk_types::{Jwk, Key};
use jwks::{Candidates, JwkSet, Selector};

use crate::backend::{Backend, PrepareError, PreparedKey, SignatureMismatch, VerificationKey};
use crate::header::Header;
use crate::policy::MissingKid;
use crate::{Algorithm, Algorithms, Error, RustCrypto};

/// A key set, a list of accepted algorithms, and the keys prepared for them.
///
/// Immutable: to change keys, build another ring. A key without `alg` is prepared for each accepted
/// algorithm that its `kty` and `crv` fit; a key with `alg` for that one.
pub struct KeyRing {
    set: JwkSet,
    algorithms: Algorithms,
    /// One list for each key of the set.
    prepared: Vec<Vec<Prepared>>,
}

struct Prepared {
    /// Several names of one computation, as `EdDSA` and `Ed25519` are.
    algorithms: Vec<&'static Algorithm>,
    outcome: Result<Ready, Error>,
}

struct Ready {
    key: Box<dyn PreparedKey>,
    /// The one length that a signature has.
    signature_octets: usize,
}

/// The keys that may verify one signature.
pub(crate) struct Chosen<'r> {
    pub(crate) algorithm: &'static Algorithm,
    pub(crate) keys: Vec<ChosenKey<'r>>,
}

pub(crate) struct ChosenKey<'r> {
    pub(crate) jwk: &'r Jwk,
    prepared: &'r Prepared,
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
        let prepared: Vec<Vec<Prepared>> = set
            .keys()
            .iter()
            .map(|key| prepare(key, &algorithms, backend))
            .collect();
        if set.keys().is_empty() {
            return Err(Error::NoUsableKey {
                skipped: set.skipped().len(),
            });
        }
        Ok(Self {
            set,
            algorithms,
            prepared,
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

    /// From a header to the keys that may verify under it. The header chooses among what the keys
    /// and the caller allow, and decides nothing.
    pub(crate) fn choose(
        &self,
        header: &Header,
        missing_kid: MissingKid,
    ) -> Result<Chosen<'_>, Error> {
        let algorithm = self.allowed(header.alg())?;
        let no_key = || Error::NoMatchingKey {
            alg: algorithm.name(),
            kid: header.kid().map(Box::from),
            skipped: self.skipped(header.kid()),
        };
        let registered = algorithm.registered().ok_or_else(no_key)?;
        let selector = Selector::new(registered, header.kid());
        let keys: Vec<ChosenKey<'_>> = match self.set.candidates(&selector) {
            Candidates::Fit(candidates) => candidates
                .into_iter()
                .filter_map(|candidate| {
                    let prepared = self.prepared.get(candidate.position)?;
                    Some(ChosenKey {
                        jwk: candidate.key,
                        prepared: prepared
                            .iter()
                            .find(|p| p.algorithms.contains(&algorithm))?,
                    })
                })
                .collect(),
            Candidates::Unfit { unfit, .. } => {
                return Err(Error::KeyUnfit {
                    alg: algorithm.name(),
                    unfit,
                });
            }
            Candidates::TooMany { found } => return Err(Error::AmbiguousKey { found }),
            _ => return Err(no_key()),
        };
        match keys.len() {
            0 => Err(no_key()),
            found @ 2.. if header.kid().is_none() && missing_kid == MissingKid::Refuse => {
                Err(Error::AmbiguousKey { found })
            }
            _ => Ok(Chosen { algorithm, keys }),
        }
    }

    /// Why a key that bears this `kid` could not be read.
    fn skipped(&self, kid: Option<&str>) -> Option<Box<jwk_types::Error>> {
        let mut skipped = self.set.skipped().iter();
        let key = skipped.find(|key| kid.is_some() && key.kid() == kid)?;
        Some(Box::new(key.error().clone()))
    }

    /// rfc8725-3.1-2, rfc7515-5.2-13
    fn allowed(&self, alg: &str) -> Result<&'static Algorithm, Error> {
        match self.algorithms.get(alg) {
            Some(algorithm) => Ok(algorithm),
            // rfc7518-3.6-2, rfc7518-3.6-3, rfc7518-3.6-4, rfc8725-2.1-1
            None if alg == "none" => Err(Error::Unsecured),
            None => Err(Error::AlgorithmNotAllowed { alg: alg.into() }),
        }
    }
}

impl ChosenKey<'_> {
    /// One key, one signature.
    pub(crate) fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), Error> {
        let ready = self.prepared.outcome.as_ref().map_err(Error::clone)?;
        if signature.len() != ready.signature_octets {
            return Err(Error::SignatureMismatch);
        }
        ready
            .key
            .verify(signing_input, signature)
            .map_err(|SignatureMismatch| Error::SignatureMismatch)
    }
}

/// For every accepted algorithm that the key fits.
fn prepare(key: &Jwk, algorithms: &Algorithms, backend: &dyn Backend) -> Vec<Prepared> {
    algorithms
        .iter()
        .filter(|algorithm| {
            algorithm
                .registered()
                .is_some_and(|registered| Selector::new(registered, None).judge(key).is_ok())
        })
        .fold(Vec::new(), |mut all: Vec<Prepared>, algorithm| {
            let same = all.iter_mut().find(|other| {
                let mut names = other.algorithms.iter();
                other.outcome.is_ok() && names.any(|name| name.scheme() == algorithm.scheme())
            });
            match same {
                Some(prepared) => prepared.algorithms.push(algorithm),
                None => all.push(Prepared {
                    algorithms: vec![algorithm],
                    outcome: prepare_for(key, algorithm, backend),
                }),
            }
            all
        })
}

fn prepare_for(
    key: &Jwk,
    algorithm: &'static Algorithm,
    backend: &dyn Backend,
) -> Result<Ready, Error> {
    let unsupported = Error::UnsupportedByBackend {
        alg: algorithm.name(),
    };
    let material = match key.key() {
        Key::Symmetric(secret) => VerificationKey::Symmetric(secret),
        other => VerificationKey::Public(other.public().ok_or_else(|| unsupported.clone())?),
    };
    algorithm.check_strength(&material)?;
    let signature_octets = algorithm
        .signature_octets(&material)
        .ok_or_else(|| unsupported.clone())?;
    match backend.prepare(material, algorithm) {
        Ok(key) => Ok(Ready {
            key,
            signature_octets,
        }),
        Err(PrepareError::Unsupported) => Err(unsupported),
        Err(PrepareError::Invalid) => Err(Error::InvalidKey {
            alg: algorithm.name(),
        }),
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
