//! The grammar, read once from left to right with an explicit stack.

mod names;
mod scalar;

use smallvec::SmallVec;

use self::names::Name;
use super::span::{Span, octets};
use super::value::Kind;
use crate::Error;

/// What becomes of what is read. Of a text that turns out to be wrong, some was given to it already.
pub(super) trait Sink {
    /// A member's name; its value is next.
    fn name(&mut self, name: Span);
    /// A string, a number or a literal.
    fn scalar(&mut self, kind: Kind, value: Span);
    /// The opening bracket of an object or an array.
    fn open(&mut self, kind: Kind, start: u32);
    /// Behind the closing bracket of the last one that is open.
    fn close(&mut self, end: u32);
}

pub(super) struct Reader<'a, S> {
    text: &'a str,
    bytes: &'a [u8],
    max_depth: usize,
    /// What the innermost open container is.
    inside: Option<Container>,
    /// Those around it, from the outermost on.
    around: SmallVec<[Container; 4]>,
    /// Of the members of all open objects. Most have few, which need no memory of their own.
    names: SmallVec<[Name; 16]>,
    sink: S,
}

/// One that is open.
#[derive(Clone, Copy)]
struct Container {
    form: Form,
    /// Of an object, where its names begin.
    names: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Object,
    Array,
}

impl<'a, S: Sink> Reader<'a, S> {
    /// Of a text that is shorter than 2^31.
    pub(super) fn new(text: &'a str, max_depth: usize, sink: S) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            max_depth,
            inside: None,
            around: SmallVec::new(),
            names: SmallVec::new(),
            sink,
        }
    }

    pub(super) fn read(mut self) -> Result<S, Error> {
        // rfc8259-2-3, rfc8259-4-2, rfc8259-5-1, rfc8259-9-1, rfc8259-9-2, rfc7515-10.12-1, rfc7493-3-1
        let mut at = self.behind_white_space(0);
        loop {
            at = self.value(at)?;
            match self.after_value(at)? {
                Some(next) => at = next,
                None => return Ok(self.sink),
            }
        }
    }

    /// The root, an element or a member: a scalar, or containers up to the first scalar in them, or up to the bracket of one
    /// that is empty.
    #[inline]
    fn value(&mut self, mut at: u32) -> Result<u32, Error> {
        loop {
            if let Some(Container {
                form: Form::Object, ..
            }) = self.inside
            {
                at = self.name(at)?;
            }
            // rfc8259-3-1, rfc8259-3-2
            let (kind, end, escaped) = match self.peek(at) {
                Some(b'"') => {
                    let (end, escaped) = self.string(at)?;
                    (Kind::String, end, escaped)
                }
                Some(b'-' | b'0'..=b'9') => (Kind::Number, self.number(at)?, false),
                Some(b't') => (Kind::True, self.literal(at, "true")?, false),
                Some(b'f') => (Kind::False, self.literal(at, "false")?, false),
                Some(b'n') => (Kind::Null, self.literal(at, "null")?, false),
                Some(bracket @ (b'{' | b'[')) => {
                    let closing = self.open(at, bracket)?;
                    at = self.behind_white_space(next(at));
                    if self.peek(at) == Some(closing) {
                        return Ok(at);
                    }
                    continue;
                }
                _ => return Err(syntax(at, "a value")),
            };
            let span = Span {
                start: at,
                end,
                escaped,
            };
            self.sink.scalar(kind, span);
            return Ok(end);
        }
    }

    /// Closing brackets, and the comma before the next value. `None` where the text ends.
    #[inline]
    fn after_value(&mut self, mut at: u32) -> Result<Option<u32>, Error> {
        loop {
            at = self.behind_white_space(at);
            let byte = self.peek(at);
            let Some(container) = self.inside else {
                return match byte {
                    None => Ok(None),
                    // rfc7515-10.12-3, rfc8259-2-2: nothing follows the value.
                    Some(_) => Err(syntax(at, "the end of the text")),
                };
            };
            match (container.form, byte) {
                (_, Some(b',')) => return Ok(Some(self.behind_white_space(next(at)))),
                (Form::Object, Some(b'}')) | (Form::Array, Some(b']')) => {
                    at = next(at);
                    self.close(at, container)?;
                }
                (Form::Object, _) => return Err(syntax(at, "a comma or }")),
                (Form::Array, _) => return Err(syntax(at, "a comma or ]")),
            }
        }
    }

    /// A member's name, and all that comes before its value.
    #[inline]
    fn name(&mut self, at: u32) -> Result<u32, Error> {
        if self.peek(at) != Some(b'"') {
            return Err(syntax(at, "a member name"));
        }
        let (end, escaped) = self.string(at)?;
        let name = Span {
            start: at,
            end,
            escaped,
        };
        self.names.push(Name::new(name, self.bytes));
        self.sink.name(name);
        let colon = self.behind_white_space(end);
        if self.peek(colon) != Some(b':') {
            return Err(syntax(colon, "a colon"));
        }
        Ok(self.behind_white_space(next(colon)))
    }

    /// Says what closes it.
    fn open(&mut self, at: u32, bracket: u8) -> Result<u8, Error> {
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
                at: octets(at),
            });
        }
        if let Some(before) = before {
            self.around.push(before);
        }
        let (form, kind, closing) = match bracket {
            b'{' => (Form::Object, Kind::Object, b'}'),
            _ => (Form::Array, Kind::Array, b']'),
        };
        let names = self.names.len();
        self.inside = Some(Container { form, names });
        self.sink.open(kind, at);
        Ok(closing)
    }

    fn close(&mut self, end: u32, container: Container) -> Result<(), Error> {
        self.inside = self.around.pop();
        self.sink.close(end);
        let names = self.names.get(container.names..).unwrap_or_default();
        names::refuse_repeated(names, self.text)?;
        self.names.truncate(container.names);
        Ok(())
    }

    #[inline]
    fn behind_white_space(&self, mut at: u32) -> u32 {
        // rfc8259-2-1
        while matches!(self.peek(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            at = next(at);
        }
        at
    }

    #[inline]
    fn bytes_from(&self, at: u32) -> &'a [u8] {
        self.bytes.get(octets(at)..).unwrap_or_default()
    }

    #[inline]
    fn peek(&self, at: u32) -> Option<u8> {
        self.bytes.get(octets(at)).copied()
    }
}

/// Never beyond the end by more than one.
#[inline]
const fn next(at: u32) -> u32 {
    at.wrapping_add(1)
}

#[cold]
fn syntax(at: u32, expected: &'static str) -> Error {
    Error::JsonSyntax {
        at: octets(at),
        expected,
    }
}
