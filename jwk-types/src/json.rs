//! One strict JSON reader for everything that comes from a stranger ([RFC 8259], [RFC 7493]).
//!
//! [`Document::parse`] reads a text once, without recursion, and refuses what two readers could
//! understand differently: repeated member names at any depth (compared after unescaping), anything
//! after the value, a byte order mark, octets that are not UTF-8, lone surrogates, too deep and too
//! large. What it accepts is walked with [`Value`], [`Object`] and [`Array`], which borrow from the
//! text. [`read_items`] reads in the same way, and gives out what is in the outermost value instead of
//! keeping it.
//!
//! Memory of a [`Document`], next to the text itself: 16 octets for each value and each member name. The
//! list of them doubles when it is full, so that a text of nothing but digits and commas, which has the
//! most values for its length, takes up to 24 octets for each of its own while the list grows. Beyond
//! that, and for [`read_items`] alone: 16 octets for each name of the objects that are open, and 24 for
//! each object and array that is, in lists that double in the same way; so `max_depth` bounds what deep
//! nesting takes. Where an object has many names, or one with an escape, they are sorted, for 32 octets a
//! name, and those with escapes are copied.
//!
//! [RFC 8259]: https://www.rfc-editor.org/rfc/rfc8259
//! [RFC 7493]: https://www.rfc-editor.org/rfc/rfc7493

mod document;
mod item;
mod reader;
mod span;
mod string;
mod value;

#[cfg(test)]
mod tests;

pub use document::Document;
pub use item::{Item, read_items};
pub use string::escape_into;
pub use value::{Array, Elements, Kind, Members, Object, Value};
