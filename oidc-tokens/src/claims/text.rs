//! Strings within a JSON text.

use alloc::string::String;
use core::num::NonZeroU32;

use jwk_types::json::Value;

/// A string, as a place: in the JSON text, or, where escapes had to be undone, in the [`Unescaped`] that is thought to
/// follow it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    start: u32,
    /// Behind its last octet; something precedes every string. No document that is read is longer than this can tell.
    end: NonZeroU32,
}

/// The strings of one text whose escapes were undone, one behind the other.
#[derive(Clone, Default)]
pub(crate) struct Unescaped {
    /// How long the text is that they follow.
    length: usize,
    strings: String,
}

impl Text {
    /// Any value as it stands in the text.
    pub(super) fn raw(value: Value<'_, '_>) -> Option<Self> {
        let range = value.range();
        Self::place(range.start, range.end)
    }

    fn place(start: usize, end: usize) -> Option<Self> {
        Some(Self {
            start: u32::try_from(start).ok()?,
            end: NonZeroU32::new(u32::try_from(end).ok()?)?,
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
    pub(super) const fn behind(json: &str) -> Self {
        Self {
            length: json.len(),
            strings: String::new(),
        }
    }

    /// The place of a string. `None` for what is no string.
    #[inline]
    pub(super) fn text(&mut self, value: Value<'_, '_>) -> Option<Text> {
        if let Some(range) = value.plain_range() {
            return Text::place(range.start, range.end);
        }
        let string = value.as_str()?;
        let start = self.end();
        self.strings.push_str(&string);
        Text::place(start, self.end())
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
