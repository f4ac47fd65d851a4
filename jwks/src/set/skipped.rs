//! What cannot be used, and why.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use jwk_types::json::Value;
use jwk_types::{Quoted, UnknownKey};
use zeroize::Zeroizing;

/// A member of `keys` that cannot be used.
#[derive(Clone)]
pub struct SkippedKey {
    index: usize,
    kid: Option<Box<str>>,
    error: jwk_types::Error,
    json: Zeroizing<String>,
}

impl SkippedKey {
    pub(super) fn new(index: usize, value: Value<'_, '_>, error: jwk_types::Error) -> Self {
        let kid = value.as_object().and_then(|object| object.get("kid"));
        Self {
            index,
            kid: kid.and_then(Value::as_str).map(Box::from),
            error,
            json: Zeroizing::new(value.raw().into()),
        }
    }

    pub(super) fn unknown(index: usize, kid: Option<&str>, key: &UnknownKey) -> Self {
        Self {
            index,
            kid: kid.map(Box::from),
            error: key.error(),
            json: Zeroizing::new(key.expose_json().into()),
        }
    }

    /// Its position in `keys`.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Its `kid`, where it has one that is a string.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Why it was skipped.
    #[must_use]
    pub const fn error(&self) -> &jwk_types::Error {
        &self.error
    }

    /// The member as it was received, private members included.
    #[must_use]
    pub fn expose_json(&self) -> &str {
        &self.json
    }
}

impl fmt::Debug for SkippedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SkippedKey(keys[{}]", self.index)?;
        if let Some(kid) = &self.kid {
            write!(f, ", kid {}", Quoted::new(kid))?;
        }
        write!(f, ", {})", self.error)
    }
}
