//! The parsed text: a flat list of nodes, each knowing where its subtree ends.

use alloc::vec::Vec;
use core::ops::Range;

use super::reader::Reader;
use super::value::{Kind, Value};
use crate::Error;

/// A JSON text that has been read completely and found well-formed.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub(super) text: &'a str,
    pub(super) nodes: Vec<Node>,
}

/// One value or member name. An object's members follow it as name, value, name, value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// A string that holds a reverse solidus has to be unescaped before it is compared.
    pub(super) escaped: bool,
    /// Of a name, for telling it from others.
    pub(super) mark: u16,
    /// Octets of the text, quotation marks included.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The index after the last node of this subtree.
    pub(super) next: u32,
}

impl<'a> Document<'a> {
    /// Reads one JSON text that is not longer than `max_octets` and not nested deeper than
    /// `max_depth` (an empty array has depth 1).
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] before anything is read, [`Error::JsonNotUtf8`],
    /// [`Error::JsonByteOrderMark`], [`Error::JsonSyntax`], [`Error::JsonSurrogate`],
    /// [`Error::JsonTooDeep`] and [`Error::JsonDuplicateMember`], each with the octet where it was
    /// found.
    pub fn parse(
        input: &'a [u8],
        what: &'static str,
        max_octets: usize,
        max_depth: usize,
    ) -> Result<Self, Error> {
        // rfc8259-9-3, rfc8259-9-5. Positions are kept in 32 bits.
        let limit = max_octets.min(0x7fff_ffff);
        if input.len() > limit {
            return Err(Error::TooLarge {
                what,
                limit,
                found: input.len(),
            });
        }
        if input.starts_with(b"\xef\xbb\xbf") {
            // rfc8259-8.1-2: two readers that differ on a byte order mark see different texts.
            return Err(Error::JsonByteOrderMark);
        }
        // rfc7493-2.1-1, rfc8259-8.1-1, rfc8725-3.7-1
        let text = core::str::from_utf8(input).map_err(|error| Error::JsonNotUtf8 {
            at: error.valid_up_to(),
        })?;
        let nodes = Reader::new(text, max_depth).read()?;
        Ok(Self { text, nodes })
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Value<'_, 'a> {
        Value::new(self, 0)
    }

    /// The text that was read.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    #[inline]
    pub(super) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(index).ok()?)
    }

    #[inline]
    pub(super) fn slice(&self, node: &Node) -> &'a str {
        let range = octets(node.start)..octets(node.end);
        self.text.get(range).unwrap_or_default()
    }

    /// A string without its quotation marks.
    #[inline]
    pub(super) fn inside(&self, node: &Node) -> &'a str {
        self.text.get(node.inside()).unwrap_or_default()
    }
}

impl Node {
    /// Of a string, what is between its quotation marks.
    #[inline]
    pub(super) fn inside(&self) -> Range<usize> {
        octets(self.start).wrapping_add(1)..octets(self.end).wrapping_sub(1)
    }
}

/// A position in the text.
#[inline]
pub(super) fn octets(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
