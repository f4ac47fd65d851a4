//! A list that mostly has one element, which then needs no allocation.

use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

#[derive(Clone, Debug)]
pub(crate) enum OneOrMore<T> {
    One([T; 1]),
    /// None, too.
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    pub(crate) const fn one(element: T) -> Self {
        Self::One([element])
    }
}

impl<T> Default for OneOrMore<T> {
    fn default() -> Self {
        Self::More(Vec::new())
    }
}

impl<T> Deref for OneOrMore<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::One(one) => one,
            Self::More(more) => more,
        }
    }
}

impl<T> DerefMut for OneOrMore<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::One(one) => one,
            Self::More(more) => more,
        }
    }
}

impl<T> FromIterator<T> for OneOrMore<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        let mut elements = elements.into_iter();
        let Some(first) = elements.next() else {
            return Self::default();
        };
        match elements.next() {
            None => Self::one(first),
            Some(second) => Self::More([first, second].into_iter().chain(elements).collect()),
        }
    }
}

impl<T> IntoIterator for OneOrMore<T> {
    type Item = T;
    type IntoIter = core::iter::Chain<core::option::IntoIter<T>, alloc::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, more) = match self {
            Self::One([one]) => (Some(one), Vec::new()),
            Self::More(more) => (None, more),
        };
        one.into_iter().chain(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_keep_their_number_and_their_order() {
        for length in 0..5 {
            let mut list: OneOrMore<usize> = (0..length).collect();
            assert_eq!(matches!(list, OneOrMore::One(_)), length == 1);
            assert_eq!(list.len(), length);
            list.iter_mut().for_each(|element| *element += 7);
            let expected: Vec<usize> = (7..7 + length).collect();
            assert_eq!(&*list, expected);
            assert_eq!(list.into_iter().collect::<Vec<_>>(), expected);
        }
    }
}
