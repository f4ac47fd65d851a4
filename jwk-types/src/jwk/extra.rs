//! Members that nobody here knows.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use zeroize::Zeroizing;

use crate::Quoted;
use crate::json::Value;

/// A member that this crate does not know, kept as it came. It might be private: `Debug` shows the
/// name alone, and it is wiped when dropped.
#[derive(Clone)]
pub struct ExtraMember {
    name: Box<str>,
    json: Zeroizing<String>,
}

impl ExtraMember {
    pub(super) fn new(name: &str, value: Value<'_, '_>) -> Self {
        Self {
            name: name.into(),
            json: Zeroizing::new(value.raw().into()),
        }
    }

    /// The name, unescaped.
    #[must_use]
    pub const fn name(&self) -> &str {
        &self.name
    }

    /// The value as it was received: one JSON value.
    #[must_use]
    pub fn expose_json(&self) -> &str {
        &self.json
    }
}

impl fmt::Debug for ExtraMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Quoted::new(&self.name))
    }
}
