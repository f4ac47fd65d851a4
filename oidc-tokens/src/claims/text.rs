//! Strings within a JSON text.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use core::ops::Range;

use jwk_types::json::Value;

/// A string: where it stands in the text, or its own where escapes had to be undone.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Place(Range<usize>),
    Own(Box<str>),
}

impl Text {
    /// `None` for what is no string.
    pub(super) fn string(value: Value<'_, '_>) -> Option<Self> {
        Some(match value.as_str()? {
            Cow::Borrowed(_) => {
                let Range { start, end } = value.range();
                // Within the quotation marks.
                Self::Place(start.saturating_add(1)..end.saturating_sub(1))
            }
            Cow::Owned(text) => Self::Own(text.into()),
        })
    }

    /// Any value as it stands in the text.
    pub(super) fn raw(value: Value<'_, '_>) -> Self {
        Self::Place(value.range())
    }

    /// In the text that it was read from.
    pub(crate) fn of<'t>(&'t self, json: &'t str) -> &'t str {
        match self {
            Self::Place(place) => json.get(place.clone()).unwrap_or_default(),
            Self::Own(text) => text,
        }
    }
}
