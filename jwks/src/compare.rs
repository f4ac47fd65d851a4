//! What changed between two sets.

mod label;
mod side;

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use jwk_types::Jwk;

use self::side::Side;
use crate::JwkSet;

/// What one set has and another has not.
///
/// A key is what its thumbprint says ([RFC 7638]), so that neither the order nor the spelling of a
/// set counts, and neither does whether private members are there. What is listed is sorted by
/// `kid`, then by `kty`.
///
/// [RFC 7638]: https://www.rfc-editor.org/rfc/rfc7638
#[derive(Clone, Debug, Default)]
pub struct Comparison<'s> {
    added: Vec<&'s Jwk>,
    removed: Vec<&'s Jwk>,
    replaced: Vec<Replaced<'s>>,
    relabelled: Vec<Relabelled<'s>>,
}

/// A `kid` that stands for another key of the same type than before.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Replaced<'s> {
    /// The key that bore the `kid`.
    pub older: &'s Jwk,
    /// The key that bears it now.
    pub newer: &'s Jwk,
}

/// A key of both sets of which they say different things: another `kid`, `alg`, `use` or `key_ops`,
/// other certificates or other extra members.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Relabelled<'s> {
    /// The key in the older set: once for each different description.
    pub older: Vec<&'s Jwk>,
    /// The key in the newer set, likewise.
    pub newer: Vec<&'s Jwk>,
}

impl<'s> Comparison<'s> {
    /// Keys that only the newer set has, other than those in [`Comparison::replaced`].
    #[must_use]
    pub fn added(&self) -> &[&'s Jwk] {
        &self.added
    }

    /// Keys that only the older set has, other than those in [`Comparison::replaced`].
    #[must_use]
    pub fn removed(&self) -> &[&'s Jwk] {
        &self.removed
    }

    /// Where a `kid` stands for another key of the same type. Rotation gives a new key a new `kid`,
    /// so this is a mistake, or worse.
    #[must_use]
    pub fn replaced(&self) -> &[Replaced<'s>] {
        &self.replaced
    }

    /// Keys of both sets that are described differently.
    #[must_use]
    pub fn relabelled(&self) -> &[Relabelled<'s>] {
        &self.relabelled
    }

    /// Whether there is no difference.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.replaced.is_empty()
            && self.relabelled.is_empty()
    }
}

impl JwkSet {
    /// What changed from this set to `newer`. Keys that were skipped take no part.
    ///
    /// The work grows with the number of keys, times its logarithm.
    #[must_use]
    pub fn compare<'s>(&'s self, newer: &'s Self) -> Comparison<'s> {
        let (older, newer) = (Side::of(self), Side::of(newer));
        let (mut was, mut is) = (BTreeSet::new(), BTreeSet::new());
        let mut replaced = Vec::new();
        let mut came = newer.named_without(&older);
        for (name, left) in older.named_without(&newer) {
            let came = came.remove(&name).unwrap_or_default();
            for (left, came) in left.into_iter().zip(came) {
                was.insert(left.material);
                is.insert(came.material);
                replaced.push(Replaced {
                    older: left.key,
                    newer: came.key,
                });
            }
        }
        Comparison {
            added: newer.without(&older, &is),
            removed: older.without(&newer, &was),
            replaced,
            relabelled: older.relabelled(&newer),
        }
    }
}
