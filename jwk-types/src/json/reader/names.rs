//! Member names: no object has one twice.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Reader;
use crate::Error;
use crate::json::string::unescape;

/// Below this, comparing each name with the others needs no memory and no sorting.
const FEW_MEMBERS: usize = 12;

impl Reader<'_> {
    /// rfc7515-4-1, rfc7515-10.12-2, rfc7493-2.3-1, rfc8259-4-1: compared after unescaping, in every object.
    pub(super) fn refuse_repeated_names(&self, first: usize) -> Result<(), Error> {
        let names = || Names {
            reader: self,
            index: first,
        };
        let count = names().count();
        let repeated = if count <= FEW_MEMBERS {
            names()
                .enumerate()
                .find(|(index, (name, _))| names().take(*index).any(|(other, _)| other == *name))
                .map(|(_, found)| found)
        } else {
            let mut sorted: Vec<_> = names().collect();
            sorted.sort_unstable();
            let pairs = sorted.iter().zip(sorted.iter().skip(1));
            pairs
                .filter(|((first, _), (second, _))| first == second)
                .map(|(_, (name, at))| (name.clone(), *at))
                .min_by_key(|(_, at)| *at)
        };
        match repeated {
            None => Ok(()),
            Some((name, at)) => Err(Error::JsonDuplicateMember {
                name: Box::from(name.as_ref()),
                at,
            }),
        }
    }
}

/// The names of one object's members with their positions.
struct Names<'r, 'a> {
    reader: &'r Reader<'a>,
    index: usize,
}

impl<'a> Iterator for Names<'_, 'a> {
    type Item = (Cow<'a, str>, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let nodes = &self.reader.nodes;
        let name = nodes.get(self.index)?;
        let start = usize::try_from(name.start).ok()?;
        let inside = start.checked_add(1)?..usize::try_from(name.end).ok()?.checked_sub(1)?;
        let value = nodes.get(self.index.checked_add(1)?)?;
        self.index = usize::try_from(value.next).ok()?;
        let raw = self.reader.text.get(inside)?;
        Some((unescape(raw, name.escaped), start))
    }
}
