//! Member names: no object has one twice.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::Error;
use crate::json::span::{Span, octets};

/// Up to here, names without escapes are compared without memory and without sorting.
const FEW_MEMBERS: usize = 24;

/// One name, and what tells it from most others.
#[derive(Clone, Copy)]
pub(super) struct Name {
    span: Span,
    mark: u16,
}

impl Name {
    #[inline]
    pub(super) fn new(span: Span, text: &[u8]) -> Self {
        let mark = mark(span, text);
        Self { span, mark }
    }
}

/// Of names without escapes: the same for equal ones, mostly another for others.
#[inline]
fn mark(span: Span, text: &[u8]) -> u16 {
    let rest = text.get(octets(span.start)..).unwrap_or_default();
    let first = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
        let mut last = [0; 8];
        let places = last.iter_mut().zip(rest);
        places.for_each(|(place, octet)| *place = *octet);
        last
    });
    // Of the first octets, which are the lowest, those before the second quotation mark: at least one.
    let length = span.end.wrapping_sub(span.start).wrapping_sub(1);
    let others = 8_u32.saturating_sub(length).wrapping_mul(8);
    let own = u64::from_le_bytes(first).wrapping_shl(others);
    let mixed = (own ^ u64::from(length)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The highest bits of a product depend on all octets.
    let [.., low, high] = mixed.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// rfc7515-4-1, rfc7515-10.12-2, rfc7493-2.3-1, rfc8259-4-1: compared after unescaping, in every object.
pub(super) fn refuse_repeated(names: &[Name], text: &str) -> Result<(), Error> {
    if names.len() < 2 {
        return Ok(());
    }
    let mut marks = Marks::default();
    for (index, name) in names.iter().enumerate() {
        if name.span.escaped || index >= FEW_MEMBERS {
            return refuse_repeated_of_any(names, text);
        }
        if marks.insert(name.mark) {
            continue;
        }
        let again = name.span.unescaped(text);
        let mut others = names.iter().take(index);
        if others.any(|other| other.span.unescaped(text) == again) {
            return Err(repeated(&again, name.span.start));
        }
    }
    Ok(())
}

fn refuse_repeated_of_any(names: &[Name], text: &str) -> Result<(), Error> {
    let name = |name: &Name| (name.span.unescaped(text), name.span.start);
    let mut sorted: Vec<(Cow<'_, str>, u32)> = names.iter().map(name).collect();
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
