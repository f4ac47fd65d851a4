//! The parsed text: a flat list of nodes, each knowing where its subtree ends.

use alloc::vec::Vec;

use smallvec::SmallVec;

use super::reader::{Reader, Sink};
use super::span::{Span, octets, position};
use super::value::{Kind, Value};
use crate::Error;

/// A JSON text that has been read completely and found well-formed.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub(super) text: &'a str,
    nodes: Vec<Node>,
}

/// One value or member name. An object's members follow it as name, value, name, value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    start: u32,
    end: u32,
    /// The index after the last node of this subtree.
    pub(super) next: u32,
    pub(super) kind: Kind,
    escaped: bool,
}

impl Node {
    pub(super) const NONE: Self = Self {
        start: 0,
        end: 0,
        next: u32::MAX,
        kind: Kind::Null,
        escaped: false,
    };

    #[inline]
    pub(super) const fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.end,
            escaped: self.escaped,
        }
    }
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
        let text = text(input, what, max_octets)?;
        let tape = Reader::new(text, max_depth, Tape::for_text(text)).read()?;
        let nodes = tape.nodes;
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
        self.nodes.get(octets(index))
    }
}

/// What is looked at before anything is read.
pub(super) fn text<'a>(
    input: &'a [u8],
    what: &'static str,
    max_octets: usize,
) -> Result<&'a str, Error> {
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
    core::str::from_utf8(input).map_err(|error| Error::JsonNotUtf8 {
        at: error.valid_up_to(),
    })
}

struct Tape {
    nodes: Vec<Node>,
    /// Indices of the containers that are open.
    open: SmallVec<[usize; 8]>,
}

impl Tape {
    fn for_text(text: &str) -> Self {
        Self {
            // A member takes a name, a value, and mostly more than sixteen octets.
            nodes: Vec::with_capacity((text.len() / 8).clamp(1, 64)),
            open: SmallVec::new(),
        }
    }

    #[inline]
    fn push(&mut self, kind: Kind, span: Span) {
        let next = position(self.nodes.len().wrapping_add(1));
        self.nodes.push(Node {
            start: span.start,
            end: span.end,
            next,
            kind,
            escaped: span.escaped,
        });
    }
}

impl Sink for Tape {
    #[inline]
    fn name(&mut self, name: Span) {
        self.push(Kind::String, name);
    }

    #[inline]
    fn scalar(&mut self, kind: Kind, value: Span) {
        self.push(kind, value);
    }

    fn open(&mut self, kind: Kind, start: u32) {
        self.open.push(self.nodes.len());
        let span = Span {
            start,
            ..Span::default()
        };
        self.push(kind, span);
    }

    fn close(&mut self, end: u32) {
        let next = position(self.nodes.len());
        let index = self.open.pop();
        if let Some(node) = index.and_then(|index| self.nodes.get_mut(index)) {
            node.end = end;
            node.next = next;
        }
    }
}
