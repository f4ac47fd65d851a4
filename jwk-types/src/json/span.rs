//! Places in a text.

use alloc::borrow::Cow;
use core::ops::Range;

use super::string::unescape;

/// Where a value or a name stands, quotation marks included.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    /// A string that holds a reverse solidus has to be unescaped before it is compared.
    pub(super) escaped: bool,
}

impl Span {
    #[inline]
    pub(super) fn range(self) -> Range<usize> {
        octets(self.start)..octets(self.end)
    }

    /// Of a string, what is between its quotation marks.
    #[inline]
    pub(super) fn inside(self) -> Range<usize> {
        octets(self.start).wrapping_add(1)..octets(self.end).wrapping_sub(1)
    }

    #[inline]
    pub(super) fn raw(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Of a string, with its escapes undone.
    #[inline]
    pub(super) fn unescaped(self, text: &str) -> Cow<'_, str> {
        unescape(text.get(self.inside()).unwrap_or_default(), self.escaped)
    }
}

/// A position in the text, which is shorter than 2^31.
#[inline]
pub(super) fn octets(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// The same the other way.
#[inline]
pub(super) fn position(octets: usize) -> u32 {
    u32::try_from(octets).unwrap_or(u32::MAX)
}
