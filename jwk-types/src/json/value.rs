//! Walking a document.

use alloc::borrow::Cow;
use core::ops::Range;

use super::document::{Document, Node};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "JSON has these kinds and no others"
)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number, kept as its text.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The kind in the words of error messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::True | Self::False => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// One value of a document. Strings borrow from the text where they hold no escape.
#[derive(Clone, Copy, Debug)]
pub struct Value<'d, 'a> {
    document: &'d Document<'a>,
    index: u32,
}

impl<'d, 'a> Value<'d, 'a> {
    pub(super) const fn new(document: &'d Document<'a>, index: u32) -> Self {
        Self { document, index }
    }

    #[inline]
    fn node(self) -> Node {
        let node = self.document.node(self.index);
        node.copied().unwrap_or(Node::NONE)
    }

    /// What this value is.
    #[inline]
    #[must_use]
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// The text of this value as it was received, without white space around it.
    #[inline]
    #[must_use]
    pub fn raw(self) -> &'a str {
        self.node().span().raw(self.document.text)
    }

    /// Where [`raw`](Self::raw) stands in the text of the document, in octets.
    #[inline]
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.node().span().range()
    }

    /// The string with its escapes undone, if this is a string.
    #[inline]
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let node = self.node();
        (node.kind == Kind::String).then(|| node.span().unescaped(self.document.text))
    }

    /// The text of the number, if this is a number: its range is for the caller to judge.
    #[inline]
    #[must_use]
    pub fn as_number(self) -> Option<&'a str> {
        // rfc7493-2.2-1, rfc7493-2.2-2, rfc8259-6-3, rfc8259-6-4: as text nothing is lost.
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// The boolean, if this is one.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// The array, if this is one.
    #[must_use]
    pub fn as_array(self) -> Option<Array<'d, 'a>> {
        (self.kind() == Kind::Array).then_some(Array(self))
    }

    /// The object, if this is one.
    #[must_use]
    pub fn as_object(self) -> Option<Object<'d, 'a>> {
        (self.kind() == Kind::Object).then_some(Object(self))
    }
}

/// An object of a document. Member names are unique.
#[derive(Clone, Copy, Debug)]
pub struct Object<'d, 'a>(Value<'d, 'a>);

impl<'d, 'a> Object<'d, 'a> {
    /// The member of this name, compared after unescaping, octet for octet ([RFC 7515 §5.3]).
    ///
    /// [RFC 7515 §5.3]: https://www.rfc-editor.org/rfc/rfc7515#section-5.3
    #[must_use]
    pub fn get(self, name: &str) -> Option<Value<'d, 'a>> {
        // rfc7515-5.3-1, rfc7515-5.3-2, rfc7515-10.13-1, rfc7517-6-1, rfc7519-7.3-1, rfc8259-8.3-1,
        // oidc-core-14-1, oidc-core-14-2, oidc-core-14-3; the order is nothing to go by:
        // rfc7493-2.3-2, rfc8259-4-3.
        self.members()
            .find_map(|(found, value)| (found == name).then_some(value))
    }

    /// The text of the object as it was received.
    #[must_use]
    pub fn raw(self) -> &'a str {
        self.0.raw()
    }

    /// The members in the order of the text.
    #[must_use]
    pub fn members(self) -> Members<'d, 'a> {
        Members(self.elements())
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.members().next().is_none()
    }

    fn elements(self) -> Elements<'d, 'a> {
        Elements::inside(self.0)
    }
}

/// An array of a document.
#[derive(Clone, Copy, Debug)]
pub struct Array<'d, 'a>(Value<'d, 'a>);

impl<'d, 'a> Array<'d, 'a> {
    /// The elements in order.
    #[must_use]
    pub fn elements(self) -> Elements<'d, 'a> {
        Elements::inside(self.0)
    }

    /// Whether there is no element.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.elements().next().is_none()
    }
}

/// Iterates over the elements of an [`Array`].
#[derive(Clone, Debug)]
pub struct Elements<'d, 'a> {
    document: &'d Document<'a>,
    next: u32,
    end: u32,
}

impl<'d, 'a> Elements<'d, 'a> {
    fn inside(value: Value<'d, 'a>) -> Self {
        Self {
            document: value.document,
            next: value.index.saturating_add(1),
            end: value.node().next,
        }
    }
}

impl<'d, 'a> Iterator for Elements<'d, 'a> {
    type Item = Value<'d, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let value = Value::new(self.document, self.next);
        self.next = value.node().next;
        Some(value)
    }
}

/// Iterates over the members of an [`Object`]: names with their escapes undone, and values.
#[derive(Clone, Debug)]
pub struct Members<'d, 'a>(Elements<'d, 'a>);

impl<'d, 'a> Iterator for Members<'d, 'a> {
    type Item = (Cow<'a, str>, Value<'d, 'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let name = self.0.next()?.as_str()?;
        Some((name, self.0.next()?))
    }
}
