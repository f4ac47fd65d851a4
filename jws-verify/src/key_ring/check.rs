//! From one signature to the key that holds it.

use alloc::boxed::Box;
use alloc::sync::Arc;

use jwk_types::Jwk;
use jwks::{Candidates, Selector, SkippedKey};

use super::prepared::Prepared;
use super::{KeyIdentity, KeyRing, KeyVerdict};
use crate::one_or_more::OneOrMore;
use crate::{Algorithm, Error, MissingKid, Policy, UnverifiedJws};

/// The key under which a signature holds, and the algorithm.
#[derive(Clone, Copy, Debug)]
pub struct HoldingKey<'k> {
    algorithm: &'static Algorithm,
    key: &'k Jwk,
    identity: &'k Arc<KeyIdentity>,
}

impl<'k> HoldingKey<'k> {
    /// The algorithm that was used.
    #[must_use]
    pub const fn algorithm(&self) -> &'static Algorithm {
        self.algorithm
    }

    /// The key that verified the signature.
    #[must_use]
    pub const fn key(&self) -> &'k Jwk {
        self.key
    }

    /// What to call the key where it is not at hand.
    #[must_use]
    pub const fn identity(&self) -> &'k Arc<KeyIdentity> {
        self.identity
    }
}

/// How far a check came.
#[derive(Default)]
pub(super) struct Course<'k, 'h> {
    /// Set where the header was not refused.
    pub(super) selector: Option<Selector<'h>>,
    /// Empty where no key was chosen.
    pub(super) trials: Trials<'k>,
}

/// Nearly always one.
type Trials<'k> = OneOrMore<Trial<'k>>;

/// A key that may verify the signature, and what came of it.
pub(super) struct Trial<'k> {
    pub(super) position: usize,
    pub(super) verdict: KeyVerdict,
    key: &'k Jwk,
    identity: &'k Arc<KeyIdentity>,
    prepared: &'k Prepared,
}

impl KeyRing {
    /// Checks the signature at `index` of [`UnverifiedJws::signatures`], and says which key it holds
    /// under. [`Verifier`](crate::Verifier) does this for every signature, and gives out the payload.
    ///
    /// # Errors
    ///
    /// Why the signature does not hold; [`Error::NoSuchSignature`] where there is none.
    pub fn check_signature<'k>(
        &'k self,
        policy: &Policy,
        jws: &UnverifiedJws<'_>,
        index: usize,
    ) -> Result<HoldingKey<'k>, Error> {
        self.check(policy, jws, index, &mut Course::default())
    }

    /// Leaves in `course` what was done on the way.
    pub(super) fn check<'k, 'h>(
        &'k self,
        policy: &Policy,
        jws: &'h UnverifiedJws<'_>,
        index: usize,
        course: &mut Course<'k, 'h>,
    ) -> Result<HoldingKey<'k>, Error> {
        let no_signature = Error::NoSuchSignature { index };
        let signature = jws.signatures().get(index).ok_or(no_signature)?;
        let header = signature.unverified_header();
        // rfc7515-4-2, rfc7515-4.1.11-8: whatever the caller configured.
        policy.check_extensions(header)?;
        policy.check_alg_location(header)?;
        // rfc7515-4.1.1-1
        let algorithm = self.algorithms.accept_header(header)?;
        let kid = header.kid();
        let registered = algorithm.registered();
        let registered = registered.ok_or_else(|| self.no_key(algorithm, kid))?;
        let selector = course.selector.insert(Selector::new(registered, kid));
        course.trials = self.choose(algorithm, selector, kid, policy.missing_kid)?;
        let signing_input = jws.signing_input(signature);
        for trial in course.trials.iter_mut() {
            // rfc7515-5.2-8, rfc7515-5.2-8b: as `alg` says, for each key is prepared for it alone.
            let prepared = trial.prepared;
            trial.verdict = prepared.verify(&signing_input, jws.signature(signature));
            if trial.verdict == KeyVerdict::Holds {
                jws.remember_header(signature);
                return Ok(HoldingKey {
                    algorithm,
                    key: trial.key,
                    identity: trial.identity,
                });
            }
        }
        Err(most_telling(&course.trials))
    }

    /// From a header to the keys that may verify under it. The header chooses among what the keys
    /// and the caller allow, and decides nothing.
    fn choose(
        &self,
        algorithm: &'static Algorithm,
        selector: &Selector<'_>,
        kid: Option<&str>,
        missing_kid: MissingKid,
    ) -> Result<Trials<'_>, Error> {
        let trials: Trials<'_> = match self.set.candidates(selector) {
            Candidates::Fit(candidates) => candidates
                .into_iter()
                .filter_map(|candidate| {
                    let entry = self.entries.get(candidate.position)?;
                    let mut prepared = entry.prepared.iter();
                    Some(Trial {
                        position: candidate.position,
                        verdict: KeyVerdict::NotNeeded,
                        key: candidate.key,
                        identity: &entry.identity,
                        prepared: prepared.find(|each| each.is_for(algorithm))?,
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
            // rfc7515-6-2
            _ => return Err(self.no_key(algorithm, kid)),
        };
        match trials.len() {
            0 => Err(self.no_key(algorithm, kid)),
            found @ 2.. if kid.is_none() && missing_kid == MissingKid::Refuse => {
                Err(Error::AmbiguousKey { found })
            }
            _ => Ok(trials),
        }
    }

    fn no_key(&self, algorithm: &'static Algorithm, kid: Option<&str>) -> Error {
        let mut skipped = self.skipped(kid);
        Error::NoMatchingKey {
            alg: algorithm.name(),
            kid: kid.map(Box::from),
            skipped: skipped.next().map(|key| Box::new(key.error().clone())),
        }
    }

    /// The keys that bear this `kid` and could not be read.
    pub(super) fn skipped(&self, kid: Option<&str>) -> impl Iterator<Item = &SkippedKey> {
        let skipped = self.set.skipped().iter();
        skipped.filter(move |key| kid.is_some() && key.kid() == kid)
    }
}

/// A wrong signature says more than a key that could not be prepared.
fn most_telling(trials: &[Trial<'_>]) -> Error {
    let mut unprepared = None;
    for trial in trials {
        match &trial.verdict {
            KeyVerdict::NotPrepared(error) => unprepared = unprepared.or(Some(error)),
            _ => return Error::SignatureMismatch,
        }
    }
    unprepared.cloned().unwrap_or(Error::SignatureMismatch)
}
