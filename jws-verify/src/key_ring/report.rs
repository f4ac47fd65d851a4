//! Which keys were considered for a signature, and what came of each: for operators.

use alloc::vec::Vec;
use core::fmt;

use jwk_types::Jwk;
use jwks::{Candidate, SkippedKey, Unfit};

use super::KeyRing;
use super::check::{Course, HoldingKey};
use crate::{Error, Header, Policy, UnverifiedJws, UnverifiedSignature};

/// What [`KeyRing::check_signature`] did with the keys of the ring for one signature.
#[derive(Clone, Debug)]
pub struct KeyReport<'k> {
    outcome: Result<HoldingKey<'k>, Error>,
    considered: Vec<ConsideredKey<'k>>,
    others: usize,
    skipped: Vec<&'k SkippedKey>,
}

/// A key that the header points at.
#[derive(Clone, Debug)]
pub struct ConsideredKey<'k> {
    position: usize,
    key: &'k Jwk,
    verdict: KeyVerdict,
}

/// What came of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyVerdict {
    /// The signature holds under it.
    Holds,
    /// The signature is not by it.
    SignatureMismatch,
    /// What it says of itself, or its type, bars it.
    Unfit(Unfit),
    /// It fits, and nothing can be verified with it: a weak secret, or a key that the backend does
    /// not take.
    NotPrepared(Error),
    /// It is the same key as one before it, and counts once.
    Equal,
    /// The signature holds under one before it.
    NotNeeded,
    /// The signature was refused before any key was tried, as [`KeyReport::outcome`] says: for its
    /// header, or because nothing says which of several keys is meant.
    NotTried,
}

impl KeyRing {
    /// Checks a signature as [`KeyRing::check_signature`] does, and tells what came of each key on
    /// the way.
    #[must_use]
    pub fn explain<'k>(
        &'k self,
        policy: &Policy,
        jws: &UnverifiedJws<'_>,
        index: usize,
    ) -> KeyReport<'k> {
        let mut course = Course::default();
        let outcome = self.check(policy, jws, index, &mut course);
        let signature = jws.signatures().get(index);
        let header = signature.map(UnverifiedSignature::unverified_header);
        let candidates = header.map(|header| self.set.considered(header.kid()));
        let considered: Vec<_> = candidates
            .into_iter()
            .flatten()
            .map(|candidate| ConsideredKey {
                position: candidate.position,
                key: candidate.key,
                verdict: course.verdict(&candidate),
            })
            .collect();
        KeyReport {
            outcome,
            others: self.set.keys().len().saturating_sub(considered.len()),
            considered,
            skipped: self.skipped(header.and_then(Header::kid)).collect(),
        }
    }
}

impl Course<'_, '_> {
    fn verdict(&self, candidate: &Candidate<'_>) -> KeyVerdict {
        let Some(selector) = &self.selector else {
            return KeyVerdict::NotTried;
        };
        if let Err(unfit) = selector.judge(candidate.key) {
            return KeyVerdict::Unfit(unfit);
        }
        let mut trials = self.trials.iter();
        match trials.find(|trial| trial.position == candidate.position) {
            Some(trial) => trial.verdict.clone(),
            None if self.trials.is_empty() => KeyVerdict::NotTried,
            // Of the keys that fit, only such are left out.
            None => KeyVerdict::Equal,
        }
    }
}

impl<'k> KeyReport<'k> {
    /// What [`KeyRing::check_signature`] says.
    ///
    /// # Errors
    ///
    /// Why the signature does not hold.
    pub fn outcome(&self) -> Result<HoldingKey<'k>, &Error> {
        self.outcome.as_ref().copied()
    }

    /// The keys that the header's `kid` points at, or all where it has none, in the order of the
    /// set: see [`jwks::JwkSet::considered`].
    #[must_use]
    pub fn considered(&self) -> &[ConsideredKey<'k>] {
        &self.considered
    }

    /// How many keys of the set were not considered.
    #[must_use]
    pub const fn others(&self) -> usize {
        self.others
    }

    /// The keys that bear the header's `kid` and could not be read, each with the reason.
    #[must_use]
    pub fn skipped(&self) -> &[&'k SkippedKey] {
        &self.skipped
    }
}

impl<'k> ConsideredKey<'k> {
    /// Its position in [`jwks::JwkSet::keys`].
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> &'k Jwk {
        self.key
    }

    /// What came of it.
    #[must_use]
    pub const fn verdict(&self) -> &KeyVerdict {
        &self.verdict
    }
}

impl fmt::Display for KeyVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holds => f.write_str("the signature holds"),
            Self::SignatureMismatch => f.write_str("the signature is not by this key"),
            Self::Unfit(unfit) => write!(f, "not used: {unfit} [{}]", unfit.rule()),
            Self::NotPrepared(error) => write!(f, "cannot be used: {error}"),
            Self::Equal => f.write_str("the same key as one before it"),
            Self::NotNeeded => f.write_str("not needed: the signature holds under one before it"),
            Self::NotTried => {
                f.write_str("not tried: the signature was refused before any key was")
            }
        }
    }
}
