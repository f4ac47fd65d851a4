//! The few keys that fit.

use core::ops::Deref;

use arrayvec::ArrayVec;

use super::{Candidate, MAX_CANDIDATES};

/// One to [`MAX_CANDIDATES`] keys, each another one, in the order of the set, which means nothing.
#[derive(Clone, Debug)]
pub struct Fitting<'s>(pub(super) ArrayVec<Candidate<'s>, MAX_CANDIDATES>);

impl<'s> Deref for Fitting<'s> {
    type Target = [Candidate<'s>];

    fn deref(&self) -> &[Candidate<'s>] {
        &self.0
    }
}

impl<'s> IntoIterator for Fitting<'s> {
    type Item = Candidate<'s>;
    type IntoIter = FittingKeys<'s>;

    fn into_iter(self) -> FittingKeys<'s> {
        FittingKeys(self.0.into_iter())
    }
}

/// The keys of a [`Fitting`].
#[derive(Clone, Debug)]
pub struct FittingKeys<'s>(arrayvec::IntoIter<Candidate<'s>, MAX_CANDIDATES>);

impl<'s> Iterator for FittingKeys<'s> {
    type Item = Candidate<'s>;

    fn next(&mut self) -> Option<Candidate<'s>> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<'f, 's> IntoIterator for &'f Fitting<'s> {
    type Item = &'f Candidate<'s>;
    type IntoIter = core::slice::Iter<'f, Candidate<'s>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
