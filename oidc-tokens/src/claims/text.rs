//! Strings within a JSON text.

use alloc::string::String;
use core::num::NonZeroU32;
use core::ops::Range;

use jwk_types::json::Item;
use smallvec::SmallVec;

/// A string, as a place: in the JSON text, or, where escapes had to be undone, in the [`Unescaped`] that is thought to
/// follow it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    start: u32,
    /// Behind its last octet; something precedes every string. No document that is read is longer than this can tell.
    end: NonZeroU32,
}

/// Several strings: nearly always one or two.
pub(crate) type Texts = SmallVec<[Text; 2]>;

/// The strings of one text whose escapes were undone, one behind the other.
#[derive(Clone, Default)]
pub(crate) struct Unescaped {
    /// How long the text is that they follow.
    length: usize,
    strings: String,
}

impl Text {
    pub(super) fn place(range: Range<usize>) -> Option<Self> {
        Some(Self {
            start: u32::try_from(range.start).ok()?,
            end: NonZeroU32::new(u32::try_from(range.end).ok()?)?,
        })
    }

    /// In the text that it was read from.
    pub(super) fn of<'t>(self, json: &'t str, unescaped: &'t Unescaped) -> &'t str {
        let place = |position: u32| usize::try_from(position).unwrap_or(usize::MAX);
        let (start, end) = (place(self.start), place(self.end.get()));
        let found = json.get(start..end);
        found.unwrap_or_else(|| unescaped.get(start, end).unwrap_or_default())
    }
}

impl Unescaped {
    /// Of a text of this length.
    pub(super) const fn behind(length: usize) -> Self {
        Self {
            length,
            strings: String::new(),
        }
    }

    /// The place of a string of a text that begins at `start`. `None` for what is no string.
    pub(super) fn text(&mut self, value: Item<'_>, start: usize) -> Option<Text> {
        if let Some(place) = value.plain_range() {
            let (first, behind) = (
                place.start.checked_add(start)?,
                place.end.checked_add(start)?,
            );
            return Text::place(first..behind);
        }
        let string = value.as_str()?;
        let first = self.end();
        self.strings.push_str(&string);
        Text::place(first..self.end())
    }

    fn end(&self) -> usize {
        self.length.saturating_add(self.strings.len())
    }

    fn get(&self, start: usize, end: usize) -> Option<&str> {
        let range = start.checked_sub(self.length)?..end.checked_sub(self.length)?;
        self.strings.get(range)
    }
}

impl core::fmt::Debug for Unescaped {
    /// Without the strings, for they are about a person.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "<{} octets>", self.strings.len())
    }
}
