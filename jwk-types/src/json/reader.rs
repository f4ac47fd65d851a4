//! The grammar, read once from left to right with an explicit stack.

mod names;
mod scalar;

use alloc::vec::Vec;

use super::document::Node;
use super::value::Kind;
use crate::Error;

pub(super) struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    max_depth: usize,
    nodes: Vec<Node>,
    /// Indices of the containers that are open.
    open: Vec<usize>,
}

/// What the grammar wants next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    /// After `[`: a value or `]`.
    FirstElement,
    /// After `{`: a name or `}`.
    FirstName,
    /// After a comma in an object.
    Name,
    /// After a value: a comma, a closing bracket, or the end of the text.
    AfterValue,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, max_depth: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            max_depth,
            // A member takes a name, a value, and mostly more than sixteen octets.
            nodes: Vec::with_capacity((text.len() / 8).clamp(1, 64)),
            open: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> Result<Vec<Node>, Error> {
        // rfc8259-2-3, rfc8259-4-2, rfc8259-5-1, rfc8259-9-1, rfc8259-9-2, rfc7515-10.12-1, rfc7493-3-1
        let mut expect = Expect::Value;
        loop {
            self.skip_white_space();
            let byte = self.peek();
            expect = match (expect, byte) {
                (Expect::FirstElement, Some(b']')) | (Expect::FirstName, Some(b'}')) => {
                    self.close()?
                }
                (Expect::Value | Expect::FirstElement, _) => self.value()?,
                (Expect::FirstName | Expect::Name, _) => self.name()?,
                (Expect::AfterValue, _) => match (self.innermost(), byte) {
                    (None, None) => return Ok(self.nodes),
                    // rfc7515-10.12-3, rfc8259-2-2: nothing follows the value.
                    (None, Some(_)) => return Err(self.syntax("the end of the text")),
                    (Some(Kind::Object), Some(b'}')) | (Some(Kind::Array), Some(b']')) => {
                        self.close()?
                    }
                    (Some(kind), Some(b',')) => {
                        self.advance();
                        if kind == Kind::Object {
                            Expect::Name
                        } else {
                            Expect::Value
                        }
                    }
                    (Some(Kind::Object), _) => return Err(self.syntax("a comma or }")),
                    (Some(_), _) => return Err(self.syntax("a comma or ]")),
                },
            };
        }
    }

    fn value(&mut self) -> Result<Expect, Error> {
        let start = self.at;
        // rfc8259-3-1, rfc8259-3-2
        let (kind, escaped) = match self.peek() {
            Some(b'{') => return self.open(Kind::Object, Expect::FirstName),
            Some(b'[') => return self.open(Kind::Array, Expect::FirstElement),
            Some(b'"') => (Kind::String, self.string()?),
            Some(b'-' | b'0'..=b'9') => (self.number()?, false),
            Some(b't') => (self.literal("true", Kind::True)?, false),
            Some(b'f') => (self.literal("false", Kind::False)?, false),
            Some(b'n') => (self.literal("null", Kind::Null)?, false),
            _ => return Err(self.syntax("a value")),
        };
        self.push(kind, escaped, start);
        Ok(Expect::AfterValue)
    }

    fn name(&mut self) -> Result<Expect, Error> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.syntax("a member name"));
        }
        let escaped = self.string()?;
        self.push(Kind::String, escaped, start);
        self.skip_white_space();
        if self.peek() != Some(b':') {
            return Err(self.syntax("a colon"));
        }
        self.advance();
        Ok(Expect::Value)
    }

    fn open(&mut self, kind: Kind, then: Expect) -> Result<Expect, Error> {
        if self.open.len() >= self.max_depth {
            // rfc8259-9-4
            return Err(Error::JsonTooDeep {
                limit: self.max_depth,
                at: self.at,
            });
        }
        self.open.push(self.nodes.len());
        self.push(kind, false, self.at);
        self.advance();
        Ok(then)
    }

    fn close(&mut self) -> Result<Expect, Error> {
        self.advance();
        let end = position(self.at);
        let next = position(self.nodes.len());
        if let Some(index) = self.open.pop()
            && let Some(node) = self.nodes.get_mut(index)
        {
            node.end = end;
            node.next = next;
            if node.kind == Kind::Object {
                self.refuse_repeated_names(index.saturating_add(1))?;
            }
        }
        Ok(Expect::AfterValue)
    }

    fn push(&mut self, kind: Kind, escaped: bool, start: usize) {
        let next = position(self.nodes.len().saturating_add(1));
        self.nodes.push(Node {
            kind,
            escaped,
            start: position(start),
            end: position(self.at),
            next,
        });
    }

    fn innermost(&self) -> Option<Kind> {
        let index = *self.open.last()?;
        self.nodes.get(index).map(|node| node.kind)
    }

    fn skip_white_space(&mut self) {
        // rfc8259-2-1
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.advance();
        }
    }

    fn bytes_from(&self, at: usize) -> &'a [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn advance(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn syntax(&self, expected: &'static str) -> Error {
        Error::JsonSyntax {
            at: self.at,
            expected,
        }
    }
}

/// The document's length has been checked against 2^31 before reading begins.
fn position(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
