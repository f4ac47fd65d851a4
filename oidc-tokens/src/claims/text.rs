//! Strings within a JSON text.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use jwk_types::json::Value;

/// A string: where it stands in the text, or its own where escapes had to be undone.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// Its first octet and the one behind the last. No document that is read is longer than they can tell.
    Place(u32, u32),
    Own(Box<str>),
}

impl Text {
    /// `None` for what is no string.
    pub(super) fn string(value: Value<'_, '_>) -> Option<Self> {
        Some(match value.as_str()? {
            Cow::Borrowed(_) => {
                // Within the quotation marks.
                let range = value.range();
                Self::place(range.start.saturating_add(1), range.end.saturating_sub(1))
            }
            Cow::Owned(text) => Self::Own(text.into()),
        })
    }

    /// Any value as it stands in the text.
    pub(super) fn raw(value: Value<'_, '_>) -> Self {
        let range = value.range();
        Self::place(range.start, range.end)
    }

    fn place(start: usize, end: usize) -> Self {
        let position = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Self::Place(position(start), position(end))
    }

    /// In the text that it was read from.
    pub(crate) fn of<'t>(&'t self, json: &'t str) -> &'t str {
        match self {
            Self::Place(start, end) => {
                let position = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
                let place = position(*start)..position(*end);
                json.get(place).unwrap_or_default()
            }
            Self::Own(text) => text,
        }
    }
}
