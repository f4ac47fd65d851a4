//! Octets that must not leak: wiped when dropped, never printed.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::json::escape_into;

/// Private or symmetric key octets. Wiped when dropped; `Debug` shows nothing of them.
// rfc7515-10.2-1, rfc7517-9.2-1
#[derive(Clone)]
pub struct SecretOctets(Zeroizing<Vec<u8>>);

impl SecretOctets {
    pub(crate) fn new(octets: Vec<u8>) -> Self {
        Self(Zeroizing::new(octets))
    }

    /// The octets themselves. The name is long so that its uses are easy to find.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8] {
        &self.0
    }

    /// How many octets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SecretOctets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// Text that may hold secrets. A buffer that is outgrown is wiped before it is given back.
pub(crate) struct SecretText(Zeroizing<String>);

impl SecretText {
    pub(crate) fn new() -> Self {
        Self(Zeroizing::new(String::with_capacity(1024)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push_str(&mut self, text: &str) {
        self.reserve(text.len());
        self.0.push_str(text);
    }

    /// Appends a JSON string.
    pub(crate) fn push_json_string(&mut self, text: &str) {
        // The longest escape has six characters.
        let longest = text.len().saturating_mul(6).saturating_add(2);
        self.reserve(longest);
        escape_into(&mut self.0, text);
    }

    pub(crate) fn into_inner(self) -> Zeroizing<String> {
        self.0
    }

    fn reserve(&mut self, more: usize) {
        let needed = self.0.len().saturating_add(more);
        if needed > self.0.capacity() {
            let room = needed.max(self.0.capacity().saturating_mul(2));
            let mut larger = Zeroizing::new(String::with_capacity(room));
            larger.push_str(&self.0);
            self.0 = larger;
        }
    }
}
