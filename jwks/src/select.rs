//! Choosing keys for a header ([RFC 7515 §6], [RFC 7515 Appendix D]).
//!
//! [RFC 7515 §6]: https://www.rfc-editor.org/rfc/rfc7515#section-6
//! [RFC 7515 Appendix D]: https://www.rfc-editor.org/rfc/rfc7515#appendix-D

mod fitting;
mod unfit;

use arrayvec::ArrayVec;
use jwk_types::{Jwk, KeyOperation, KeyUse, RegisteredAlgorithm};

pub use self::fitting::{Fitting, FittingKeys};
pub use self::unfit::Unfit;
use crate::JwkSet;
use crate::material::same_key;

/// How many keys are tried for one signature: enough for a rotation with an overlap, and a bound on
/// the work that one token causes.
pub const MAX_CANDIDATES: usize = 4;

/// What a header asks for: it never decides, the keys and the caller do.
#[derive(Clone, Copy, Debug)]
pub struct Selector<'a> {
    kid: Option<&'a str>,
    algorithm: &'static RegisteredAlgorithm,
}

/// A key that fits, with its position in [`JwkSet::keys`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Candidate<'s> {
    /// Its position in [`JwkSet::keys`].
    pub position: usize,
    /// The key.
    pub key: &'s Jwk,
}

/// The outcome of choosing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Candidates<'s> {
    /// One to [`MAX_CANDIDATES`] keys.
    Fit(Fitting<'s>),
    /// Keys were considered for their `kid`, or for want of one, and none fits. They all failed
    /// for the same reason, which is told of the first.
    Unfit {
        /// A key that was considered.
        key: &'s Jwk,
        /// Why it was not used.
        unfit: Unfit,
    },
    /// No key fits.
    None {
        /// How many were considered.
        considered: usize,
    },
    /// More than [`MAX_CANDIDATES`] keys fit. The order of a set means nothing, so none is tried.
    TooMany {
        /// How many fit, equal ones each counted.
        found: usize,
    },
}

impl<'a> Selector<'a> {
    /// For a header that names `algorithm` and, perhaps, `kid`.
    #[must_use]
    pub const fn new(algorithm: &'static RegisteredAlgorithm, kid: Option<&'a str>) -> Self {
        Self { kid, algorithm }
    }

    /// Whether `key` may verify under this header, whatever its `kid`.
    ///
    /// # Errors
    ///
    /// Why it may not.
    pub fn judge(&self, key: &Jwk) -> Result<(), Unfit> {
        // rfc8037-3.2-1, rfc8037-4-1, rfc8812-2-2, rfc8812-3.2-1, rfc7518-3.4-6
        let fits = key.key().shape().is_some_and(|s| self.algorithm.fits(&s));
        if !fits {
            return Err(Unfit::KeyType);
        }
        // rfc7517-4.4-1, rfc8725-3.1-4, rfc9864-7-1, rfc9964-3-5
        if key.alg().is_some_and(|alg| alg != self.algorithm.name) {
            return Err(Unfit::Algorithm);
        }
        // rfc7517-4.2-1, rfc7517-4.2-2, rfc7517-4.2-3, rfc8812-3.2-8, rfc8414-2-4c
        if key.key_use().is_some_and(|u| *u != KeyUse::Signature) {
            return Err(Unfit::Use);
        }
        // rfc7517-4.3-4, rfc8812-3.2-7
        if key
            .key_ops()
            .is_some_and(|operations| !operations.contains(&KeyOperation::Verify))
        {
            return Err(Unfit::KeyOps);
        }
        Ok(())
    }
}

impl JwkSet {
    /// The keys that a header's `kid` points at: those that bear it; where none does, those that
    /// bear no `kid`, for nothing is said against them; without a `kid` in the header, all. Only
    /// [`JwkSet::keys`] count: a key that was skipped bears no `kid` here, and does not keep those
    /// without `kid` from being considered.
    pub fn considered<'s>(
        &'s self,
        kid: Option<&str>,
    ) -> impl Iterator<Item = Candidate<'s>> + use<'s> {
        let all = kid.is_none();
        // rfc7515-4.1.4-2, rfc7517-4.5-1, rfc7517-4.5-3, rfc7517-4.5-4
        let named = kid.map(|kid| self.with_kid(kid));
        let positions = match named {
            Some([]) => self.without_kid(),
            Some(positions) => positions,
            None => &[],
        };
        let every = if all { 0..self.keys().len() } else { 0..0 };
        positions
            .iter()
            .copied()
            .chain(every)
            .filter_map(|position| {
                let key = self.keys().get(position)?;
                Some(Candidate { position, key })
            })
    }

    /// Chooses the keys that may verify a signature under a header: those that are
    /// [considered](JwkSet::considered) and whose `kty`, `crv`, `alg`, `use` and `key_ops` all
    /// agree with the algorithm. Equal keys count once. The outcome does not depend on the order
    /// of the set.
    #[must_use]
    pub fn candidates<'s>(&'s self, selector: &Selector<'_>) -> Candidates<'s> {
        let mut fit = ArrayVec::new();
        let mut found = 0_usize;
        let mut too_many = false;
        let mut unfit: Option<(&'s Jwk, Unfit)> = None;
        let mut same_reason = true;
        let mut considered = 0_usize;
        // rfc7515-D-1
        for candidate in self.considered(selector.kid) {
            considered = considered.saturating_add(1);
            match selector.judge(candidate.key) {
                Ok(()) => {
                    found = found.saturating_add(1);
                    let mut others = fit.iter();
                    let is_new =
                        !others.any(|other: &Candidate<'_>| same_key(other.key, candidate.key));
                    too_many |= is_new && fit.try_push(candidate).is_err();
                }
                Err(reason) => match unfit {
                    None => unfit = Some((candidate.key, reason)),
                    Some((_, first)) => same_reason &= first == reason,
                },
            }
        }
        match unfit {
            // rfc7515-D-2, rfc7517-5.1-1
            _ if too_many => Candidates::TooMany { found },
            _ if !fit.is_empty() => Candidates::Fit(Fitting(fit)),
            Some((key, unfit)) if same_reason => Candidates::Unfit { key, unfit },
            _ => Candidates::None { considered },
        }
    }
}
