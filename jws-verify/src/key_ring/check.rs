//! From one signature to the key that holds it.

use alloc::boxed::Box;
use alloc::vec::Vec;

use jwk_types::Jwk;
use jwks::{Candidates, Selector};

use super::KeyRing;
use super::prepared::Prepared;
use crate::{Algorithm, Error, Header, MissingKid, Policy, UnverifiedJws};

/// The key under which a signature holds, and the algorithm.
#[derive(Clone, Copy, Debug)]
pub struct HoldingKey<'k> {
    algorithm: &'static Algorithm,
    key: &'k Jwk,
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
}

/// The keys that may verify one signature.
struct Chosen<'r> {
    algorithm: &'static Algorithm,
    keys: Vec<ChosenKey<'r>>,
}

struct ChosenKey<'r> {
    jwk: &'r Jwk,
    prepared: &'r Prepared,
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
        let no_signature = Error::NoSuchSignature { index };
        let signature = jws.signatures().get(index).ok_or(no_signature)?;
        let header = signature.unverified_header();
        // rfc7515-4-2, rfc7515-4.1.11-8: whatever the caller configured.
        policy.check_extensions(header)?;
        policy.check_alg_location(header)?;
        let chosen = self.choose(header, policy.missing_kid)?;
        let signing_input = jws.signing_input(signature);
        let mut first_error = None;
        for ChosenKey { jwk, prepared } in &chosen.keys {
            // rfc7515-5.2-8
            match prepared.verify(&signing_input, signature.signature()) {
                Ok(()) => {
                    return Ok(HoldingKey {
                        algorithm: chosen.algorithm,
                        key: jwk,
                    });
                }
                // A wrong signature says more than a key that could not be prepared.
                Err(Error::SignatureMismatch) => first_error = Some(Error::SignatureMismatch),
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        Err(first_error.unwrap_or(Error::SignatureMismatch))
    }

    /// From a header to the keys that may verify under it. The header chooses among what the keys
    /// and the caller allow, and decides nothing.
    fn choose(&self, header: &Header, missing_kid: MissingKid) -> Result<Chosen<'_>, Error> {
        let algorithm = self.algorithms.accept(header.alg())?;
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
                        prepared: prepared.iter().find(|each| each.is_for(algorithm))?,
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
}
