//! One strict JSON reader for everything that comes from a stranger ([RFC 8259], [RFC 7493]).
//!
//! [`Document::parse`] reads a text once, without recursion, and refuses what two readers could
//! understand differently: repeated member names at any depth (compared after unescaping), anything
//! after the value, a byte order mark, octets that are not UTF-8, lone surrogates, too deep and too
//! large. What it accepts is walked with [`Value`], [`Object`] and [`Array`], which borrow from the
//! text. [`read_items`] reads in the same way, and keeps nothing of what it reads.
//!
//! Memory, next to the text itself: 16 octets for each value and each member name. The list of them
//! doubles when it is full, so that a text of nothing but digits and commas, which has the most
//! values for its length, takes up to 24 octets for each of its own while the list grows. Beyond
//! that, the names of the objects that are open take 16 octets each, and those of one object at a time
//! are sorted, for 32 octets a name, where there are many.
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
