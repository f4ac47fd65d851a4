//! What is in an object or an array, one after the other and none of it kept.

use alloc::borrow::Cow;
use core::ops::Range;

use super::document::text;
use super::reader::{Reader, Sink};
use super::span::Span;
use super::value::Kind;
use crate::Error;

/// A member of an object, or an element of an array.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    text: &'a str,
    name: Option<Span>,
    kind: Kind,
    value: Span,
}

/// Reads one JSON text as [`Document::parse`](super::Document::parse) does, with the same limits and to its end, and calls
/// `each` with every member of the outermost object or every element of the outermost array, in the order of the text. Gives
/// out the text, and what kind of value it is.
///
/// `each` is called before the rest is read: where an error is returned, what it was called with is to be forgotten.
///
/// ```
/// use jwk_types::json::{Kind, read_items};
///
/// let mut numbers = Vec::new();
/// let (_, kind) = read_items(br#"{"a":1,"b":{"c":2},"d":3}"#, "text", 1_000, 8, |item| {
///     if item.kind() == Kind::Number {
///         numbers.push(item.raw());
///     }
/// })?;
/// assert_eq!((kind, numbers), (Kind::Object, vec!["1", "3"]));
/// # Ok::<(), jwk_types::Error>(())
/// ```
///
/// # Errors
///
/// As [`Document::parse`](super::Document::parse), for the same texts.
pub fn read_items<'a>(
    input: &'a [u8],
    what: &'static str,
    max_octets: usize,
    max_depth: usize,
    each: impl FnMut(Item<'a>),
) -> Result<(&'a str, Kind), Error> {
    let text = text(input, what, max_octets)?;
    let items = Items {
        text,
        each,
        depth: 0,
        outermost: Kind::Null,
        name: None,
        kind: Kind::Null,
        start: 0,
    };
    let read = Reader::new(text, max_depth, items).read()?;
    Ok((text, read.outermost))
}

impl<'a> Item<'a> {
    /// The name of a member, with its escapes undone.
    #[inline]
    #[must_use]
    pub fn name(&self) -> Option<Cow<'a, str>> {
        self.name.map(|name| name.unescaped(self.text))
    }

    /// What the value is.
    #[inline]
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The value as it was received, without white space around it: a JSON text of its own.
    #[inline]
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.value.raw(self.text)
    }

    /// Where [`raw`](Self::raw) stands in the text, in octets.
    #[inline]
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.value.range()
    }

    /// The string with its escapes undone, if the value is a string.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> Option<Cow<'a, str>> {
        (self.kind == Kind::String).then(|| self.value.unescaped(self.text))
    }

    /// Where the string stands in the text, in octets and without its quotation marks, if the value is a string that has no
    /// escape.
    #[inline]
    #[must_use]
    pub fn plain_range(&self) -> Option<Range<usize>> {
        let is_plain = self.kind == Kind::String && !self.value.escaped;
        is_plain.then(|| self.value.inside())
    }
}

struct Items<'a, E> {
    text: &'a str,
    each: E,
    /// How many containers are open.
    depth: usize,
    outermost: Kind,
    /// Of the item that is being read.
    name: Option<Span>,
    kind: Kind,
    start: u32,
}

impl<'a, E: FnMut(Item<'a>)> Items<'a, E> {
    #[inline]
    fn value(&mut self, kind: Kind, value: Span) {
        (self.each)(Item {
            text: self.text,
            name: self.name,
            kind,
            value,
        });
    }
}

impl<'a, E: FnMut(Item<'a>)> Sink for Items<'a, E> {
    #[inline]
    fn name(&mut self, name: Span) {
        if self.depth == 1 {
            self.name = Some(name);
        }
    }

    #[inline]
    fn scalar(&mut self, kind: Kind, value: Span) {
        match self.depth {
            0 => self.outermost = kind,
            1 => self.value(kind, value),
            _ => {}
        }
    }

    #[inline]
    fn open(&mut self, kind: Kind, start: u32) {
        match self.depth {
            0 => self.outermost = kind,
            1 => (self.kind, self.start) = (kind, start),
            _ => {}
        }
        self.depth = self.depth.wrapping_add(1);
    }

    #[inline]
    fn close(&mut self, end: u32) {
        self.depth = self.depth.wrapping_sub(1);
        if self.depth == 1 {
            let value = Span {
                start: self.start,
                end,
                escaped: false,
            };
            self.value(self.kind, value);
        }
    }
}
