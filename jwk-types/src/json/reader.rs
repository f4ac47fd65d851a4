//! The grammar, read once from left to right with an explicit stack.

mod names;
mod scalar;

use alloc::vec::Vec;

use super::document::{Node, octets};
use super::value::Kind;
use crate::Error;

pub(super) struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: u32,
    max_depth: usize,
    nodes: Vec<Node>,
    /// What the innermost open container is.
    inside: Option<Container>,
    /// Those around it, from the outermost on.
    around: Vec<Container>,
}

/// One that is open.
#[derive(Clone, Copy)]
struct Container {
    /// Of its node.
    index: usize,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Object,
    Array,
}

/// What follows a value.
enum After {
    Value,
    Nothing,
}

impl<'a> Reader<'a> {
    /// Of a text that is shorter than 2^31.
    pub(super) fn new(text: &'a str, max_depth: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            max_depth,
            // A member takes a name, a value, and mostly more than sixteen octets.
            nodes: Vec::with_capacity((text.len() / 8).clamp(1, 64)),
            inside: None,
            around: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> Result<Vec<Node>, Error> {
        // rfc8259-2-3, rfc8259-4-2, rfc8259-5-1, rfc8259-9-1, rfc8259-9-2, rfc7515-10.12-1, rfc7493-3-1
        self.skip_white_space();
        loop {
            self.value()?;
            if let After::Nothing = self.after_value()? {
                return Ok(self.nodes);
            }
        }
    }

    /// The root, an element or a member: a scalar, or containers up to the first scalar in them, or up to the bracket of one
    /// that is empty.
    #[inline]
    fn value(&mut self) -> Result<(), Error> {
        loop {
            if let Some(Container {
                form: Form::Object, ..
            }) = self.inside
            {
                self.name()?;
            }
            let start = self.at;
            // rfc8259-3-1, rfc8259-3-2
            let (kind, escaped) = match self.peek() {
                Some(b'"') => (Kind::String, self.string()?),
                Some(b'-' | b'0'..=b'9') => (self.number()?, false),
                Some(b't') => (self.literal("true", Kind::True)?, false),
                Some(b'f') => (self.literal("false", Kind::False)?, false),
                Some(b'n') => (self.literal("null", Kind::Null)?, false),
                Some(bracket @ (b'{' | b'[')) => {
                    let closing = self.open(bracket)?;
                    if self.peek() == Some(closing) {
                        return Ok(());
                    }
                    continue;
                }
                _ => return Err(self.syntax("a value")),
            };
            self.push(kind, escaped, start, 0);
            return Ok(());
        }
    }

    /// Closing brackets, and the comma before the next value.
    #[inline]
    fn after_value(&mut self) -> Result<After, Error> {
        loop {
            self.skip_white_space();
            let byte = self.peek();
            let Some(container) = self.inside else {
                return match byte {
                    None => Ok(After::Nothing),
                    // rfc7515-10.12-3, rfc8259-2-2: nothing follows the value.
                    Some(_) => Err(self.syntax("the end of the text")),
                };
            };
            match (container.form, byte) {
                (_, Some(b',')) => {
                    self.advance();
                    self.skip_white_space();
                    return Ok(After::Value);
                }
                (Form::Object, Some(b'}')) | (Form::Array, Some(b']')) => self.close(container)?,
                (Form::Object, _) => return Err(self.syntax("a comma or }")),
                (Form::Array, _) => return Err(self.syntax("a comma or ]")),
            }
        }
    }

    /// A member's name, and all that comes before its value.
    #[inline]
    fn name(&mut self) -> Result<(), Error> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.syntax("a member name"));
        }
        let escaped = self.string()?;
        self.push(Kind::String, escaped, start, self.mark(start));
        self.skip_white_space();
        if self.peek() != Some(b':') {
            return Err(self.syntax("a colon"));
        }
        self.advance();
        self.skip_white_space();
        Ok(())
    }

    /// A container, and all that comes before what is in it. Says what closes it.
    fn open(&mut self, bracket: u8) -> Result<u8, Error> {
        let before = self.inside;
        if self
            .around
            .len()
            .saturating_add(usize::from(before.is_some()))
            >= self.max_depth
        {
            // rfc8259-9-4
            return Err(Error::JsonTooDeep {
                limit: self.max_depth,
                at: octets(self.at),
            });
        }
        self.around.extend(before);
        let index = self.nodes.len();
        let (form, kind, closing) = match bracket {
            b'{' => (Form::Object, Kind::Object, b'}'),
            _ => (Form::Array, Kind::Array, b']'),
        };
        self.inside = Some(Container { index, form });
        self.push(kind, false, self.at, 0);
        self.advance();
        self.skip_white_space();
        Ok(closing)
    }

    fn close(&mut self, container: Container) -> Result<(), Error> {
        self.advance();
        let next = position(self.nodes.len());
        self.inside = self.around.pop();
        if let Some(node) = self.nodes.get_mut(container.index) {
            node.end = self.at;
            node.next = next;
        }
        match container.form {
            Form::Object => self.refuse_repeated_names(container.index.saturating_add(1)),
            Form::Array => Ok(()),
        }
    }

    #[inline]
    fn push(&mut self, kind: Kind, escaped: bool, start: u32, mark: u16) {
        let next = position(self.nodes.len().wrapping_add(1));
        self.nodes.push(Node {
            kind,
            escaped,
            mark,
            start,
            end: self.at,
            next,
        });
    }

    #[inline]
    fn skip_white_space(&mut self) {
        // rfc8259-2-1
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.advance();
        }
    }

    fn bytes_from(&self, at: u32) -> &'a [u8] {
        self.bytes.get(octets(at)..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(octets(self.at)).copied()
    }

    /// Never beyond the end by more than one.
    fn advance(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    #[cold]
    fn syntax(&self, expected: &'static str) -> Error {
        Error::JsonSyntax {
            at: octets(self.at),
            expected,
        }
    }
}

/// There are no more nodes than octets.
fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
