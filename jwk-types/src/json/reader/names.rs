//! Member names: no object has one twice.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Reader;
use crate::Error;
use crate::json::document::{Node, octets};
use crate::json::string::unescape;

/// Up to here, names are compared without memory and without sorting.
const FEW_MEMBERS: usize = 24;

impl Reader<'_> {
    /// rfc7515-4-1, rfc7515-10.12-2, rfc7493-2.3-1, rfc8259-4-1: compared after unescaping, in every object.
    pub(super) fn refuse_repeated_names(&self, first: usize) -> Result<(), Error> {
        let names = Names {
            nodes: &self.nodes,
            index: first,
        };
        let mut marks = Marks::default();
        for (index, name) in names.clone().enumerate() {
            if name.escaped || index >= FEW_MEMBERS {
                return self.refuse_repeated_of_any(names);
            }
            if marks.insert(name.mark) {
                continue;
            }
            let text = self.text_of(name);
            let mut others = names.clone().take(index);
            if others.any(|other| self.text_of(other) == text) {
                return Err(repeated(&text, name.start));
            }
        }
        Ok(())
    }

    fn refuse_repeated_of_any(&self, names: Names<'_>) -> Result<(), Error> {
        let mut sorted: Vec<_> = names.map(|name| (self.text_of(name), name.start)).collect();
        sorted.sort_unstable();
        let pairs = sorted.iter().zip(sorted.iter().skip(1));
        let repetitions = pairs.filter(|((first, _), (second, _))| first == second);
        match repetitions
            .map(|(_, again)| again)
            .min_by_key(|(_, at)| *at)
        {
            None => Ok(()),
            Some((name, at)) => Err(repeated(name, *at)),
        }
    }

    /// Of the name that was read from its quotation mark at `start` on: the same for equal names without escapes, mostly
    /// another for others.
    #[inline]
    pub(super) fn mark(&self, start: u32) -> u16 {
        let rest = self.bytes_from(start);
        let first = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
            let mut last = [0; 8];
            let places = last.iter_mut().zip(rest);
            places.for_each(|(place, octet)| *place = *octet);
            last
        });
        // Of the first octets, which are the lowest, those before the second quotation mark: at least one.
        let length = self.at.wrapping_sub(start).wrapping_sub(1);
        let others = 8_u32.saturating_sub(length).wrapping_mul(8);
        let own = u64::from_le_bytes(first).wrapping_shl(others);
        let mixed = (own ^ u64::from(length)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // The highest bits of a product depend on all octets.
        let [.., low, high] = mixed.to_le_bytes();
        u16::from_le_bytes([low, high])
    }

    fn text_of(&self, name: &Node) -> Cow<'_, str> {
        unescape(
            self.text.get(name.inside()).unwrap_or_default(),
            name.escaped,
        )
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

/// Which marks were seen. Others may seem to have been.
#[derive(Default)]
struct Marks([u64; 16]);

impl Marks {
    /// Whether it was surely not there.
    #[inline]
    fn insert(&mut self, mark: u16) -> bool {
        let bit = 1_u64 << (mark & 63);
        let Some(word) = self.0.get_mut(usize::from(mark >> 12)) else {
            return false;
        };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}

#[cold]
fn repeated(name: &str, at: u32) -> Error {
    Error::JsonDuplicateMember {
        name: Box::from(name),
        at: octets(at),
    }
}
