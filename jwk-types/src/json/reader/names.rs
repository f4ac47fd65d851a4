//! Member names: no object has one twice.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Reader;
use crate::Error;
use crate::json::document::Node;
use crate::json::string::unescape;

/// Up to here, names are compared without memory and without sorting.
const FEW_MEMBERS: usize = 16;

impl Reader<'_> {
    /// rfc7515-4-1, rfc7515-10.12-2, rfc7493-2.3-1, rfc8259-4-1: compared after unescaping, in every object.
    pub(super) fn refuse_repeated_names(&self, first: usize) -> Result<(), Error> {
        let names = Names {
            nodes: &self.nodes,
            index: first,
        };
        let is_simple = names.clone().take(FEW_MEMBERS + 1).count() <= FEW_MEMBERS
            && names.clone().all(|name| !name.escaped);
        let repeated = if is_simple {
            self.repeated_of_few(names)
        } else {
            self.repeated_of_any(names)
        };
        match repeated {
            None => Ok(()),
            Some((name, at)) => Err(Error::JsonDuplicateMember {
                name: Box::from(name.as_ref()),
                at: usize::try_from(at).unwrap_or(usize::MAX),
            }),
        }
    }

    fn repeated_of_any<'n>(&'n self, names: Names<'n>) -> Option<(Cow<'n, str>, u32)> {
        let mut sorted: Vec<_> = names.map(|name| (self.text_of(name), name.start)).collect();
        sorted.sort_unstable();
        let pairs = sorted.iter().zip(sorted.iter().skip(1));
        pairs
            .filter(|((first, _), (second, _))| first == second)
            .map(|(_, (name, at))| (name.clone(), *at))
            .min_by_key(|(_, at)| *at)
    }

    /// Of at most [`FEW_MEMBERS`] names without escapes. Only those of one mark are compared.
    fn repeated_of_few<'n>(&'n self, names: Names<'n>) -> Option<(Cow<'n, str>, u32)> {
        let mut marks = [0_u32; FEW_MEMBERS];
        names.clone().enumerate().find_map(|(index, name)| {
            let mark = self.mark(name);
            let is_new = !marks.get(..index).unwrap_or_default().contains(&mark);
            if let Some(place) = marks.get_mut(index) {
                *place = mark;
            }
            if is_new {
                return None;
            }
            let text = self.text_of(name);
            let mut others = names.clone().take(index);
            let again = others.any(|other| self.text_of(other) == text);
            again.then_some((text, name.start))
        })
    }

    /// Length, first, middle and last character: the same for equal names, and nearly always another for others.
    fn mark(&self, name: &Node) -> u32 {
        let octet = |at: u32| {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            self.bytes.get(at).copied().unwrap_or_default()
        };
        let length = name.end.wrapping_sub(name.start);
        u32::from_le_bytes([
            length.to_le_bytes()[0],
            octet(name.start.wrapping_add(1)),
            octet(name.start.wrapping_add(length / 2)),
            octet(name.end.wrapping_sub(2)),
        ])
    }

    fn text_of(&self, name: &Node) -> Cow<'_, str> {
        let at = |position: u32| usize::try_from(position).unwrap_or(usize::MAX);
        let inside = at(name.start.saturating_add(1))..at(name.end.saturating_sub(1));
        unescape(self.text.get(inside).unwrap_or_default(), name.escaped)
    }
}

/// The names of one object's members.
#[derive(Clone)]
struct Names<'r> {
    nodes: &'r [Node],
    index: usize,
}

impl<'r> Iterator for Names<'r> {
    type Item = &'r Node;

    fn next(&mut self) -> Option<&'r Node> {
        let name = self.nodes.get(self.index)?;
        let value = self.nodes.get(self.index.checked_add(1)?)?;
        self.index = usize::try_from(value.next).ok()?;
        Some(name)
    }
}
