//! Reading a set: what can be used, what was skipped and why ([RFC 7517 §5]).
//!
//! [RFC 7517 §5]: https://www.rfc-editor.org/rfc/rfc7517#section-5

mod skipped;

use alloc::boxed::Box;
use alloc::vec::Vec;

use jwk_types::json::{Document, Value};
use jwk_types::{Jwk, Key};

pub use self::skipped::SkippedKey;
use crate::{Error, Limits};

/// By hash, with a seed that who writes the set does not know; in order of the names without `std`.
#[cfg(feature = "std")]
type ByKid<T> = std::collections::HashMap<Box<str>, T>;
#[cfg(not(feature = "std"))]
type ByKid<T> = alloc::collections::BTreeMap<Box<str>, T>;

/// A JWK Set: the keys that can be used, and those that were skipped, each with its reason.
#[derive(Clone, Debug, Default)]
pub struct JwkSet {
    keys: Vec<Jwk>,
    skipped: Vec<SkippedKey>,
    /// Positions in `keys`.
    by_kid: ByKid<Vec<usize>>,
    without_kid: Vec<usize>,
}

impl JwkSet {
    /// Reads a set with the default [`Limits`], as [RFC 7517 §5] asks: a member of `keys` that is
    /// no object, lacks what its type requires, is of an unknown type or out of range is skipped
    /// and kept in [`JwkSet::skipped`].
    ///
    /// # Errors
    ///
    /// An [`Error`] where the text as a whole is no JWK Set. A repeated member name anywhere in the
    /// text refuses it all, for two readers would see two sets.
    ///
    /// [RFC 7517 §5]: https://www.rfc-editor.org/rfc/rfc7517#section-5
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text.as_bytes(), &Limits::DEFAULT)
    }

    /// Reads a set within `limits`, skipping what cannot be used.
    ///
    /// # Errors
    ///
    /// As [`JwkSet::parse`].
    pub fn parse_with(text: &[u8], limits: &Limits) -> Result<Self, Error> {
        let mut set = Self::default();
        each_key(&read_text(text, limits)?, limits, |index, value| {
            match read_key(value, limits.key()) {
                Ok(key) => set.insert(key),
                Err(error) => set.skipped.push(SkippedKey::new(index, value, error)),
            }
            Ok(())
        })?;
        Ok(set)
    }

    /// Reads a set in which every key has to be usable.
    ///
    /// # Errors
    ///
    /// As [`JwkSet::parse`], and [`Error::Key`] for the first key that cannot be used.
    pub fn parse_strict(text: &[u8], limits: &Limits) -> Result<Self, Error> {
        let mut set = Self::default();
        each_key(&read_text(text, limits)?, limits, |index, value| {
            let key = read_key(value, limits.key()).map_err(|error| Error::Key { index, error })?;
            set.insert(key);
            Ok(())
        })?;
        Ok(set)
    }

    /// The keys that can be used, in the order of the text, which means nothing
    /// ([RFC 7517 §5.1](https://www.rfc-editor.org/rfc/rfc7517#section-5.1)).
    #[must_use]
    pub fn keys(&self) -> &[Jwk] {
        &self.keys
    }

    /// The keys that were skipped.
    #[must_use]
    pub fn skipped(&self) -> &[SkippedKey] {
        &self.skipped
    }

    /// The same set but for the keys that `unwanted` picks. What was skipped stays so.
    #[must_use]
    pub fn without(mut self, unwanted: impl Fn(&Jwk) -> bool) -> Self {
        let mut set = Self {
            skipped: core::mem::take(&mut self.skipped),
            ..Self::default()
        };
        for key in self.keys {
            if !unwanted(&key) {
                set.insert(key);
            }
        }
        set
    }

    /// Positions in [`JwkSet::keys`] of the keys with this `kid`, compared octet for octet
    /// (rfc7638-3.4-2: also where it looks like a thumbprint).
    pub(crate) fn with_kid(&self, kid: &str) -> &[usize] {
        self.by_kid.get(kid).map(Vec::as_slice).unwrap_or_default()
    }

    /// Positions in [`JwkSet::keys`] of the keys that have no `kid`.
    pub(crate) fn without_kid(&self) -> &[usize] {
        &self.without_kid
    }

    fn insert(&mut self, key: Jwk) {
        let position = self.keys.len();
        match key.kid() {
            Some(kid) => self.by_kid.entry(kid.into()).or_default().push(position),
            None => self.without_kid.push(position),
        }
        self.keys.push(key);
    }
}

impl FromIterator<Jwk> for JwkSet {
    /// A set of these keys. A key of unknown type is left out and told in [`JwkSet::skipped`].
    fn from_iter<I: IntoIterator<Item = Jwk>>(keys: I) -> Self {
        let mut set = Self::default();
        for (index, key) in keys.into_iter().enumerate() {
            match key.key() {
                Key::Unknown(unknown) => {
                    set.skipped
                        .push(SkippedKey::unknown(index, key.kid(), unknown));
                }
                _ => set.insert(key),
            }
        }
        set
    }
}

impl From<Jwk> for JwkSet {
    fn from(key: Jwk) -> Self {
        core::iter::once(key).collect()
    }
}

/// Reads the text of a set as JSON.
pub(crate) fn read_text<'a>(text: &'a [u8], limits: &Limits) -> Result<Document<'a>, Error> {
    // rfc7517-7-2: an encrypted set is no JSON.
    // Two levels above the keys' own. rfc7517-5-3, rfc7517-5-8
    let depth = limits.key().depth().saturating_add(2);
    Document::parse(text, "JWK Set", limits.octets(), depth).map_err(Error::Document)
}

/// Calls `each` with every member of `keys` and its index.
pub(crate) fn each_key(
    document: &Document<'_>,
    limits: &Limits,
    mut each: impl FnMut(usize, Value<'_, '_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let root = document.root();
    let object = root.as_object().ok_or_else(|| Error::NotAnObject {
        found: root.kind().name(),
    })?;
    // rfc7517-5-1, rfc7517-5-2; rfc7517-5-4: other members are not looked at.
    let keys = object.get("keys").ok_or(Error::MissingKeys)?;
    let array = keys.as_array().ok_or_else(|| Error::KeysNotAnArray {
        found: keys.kind().name(),
    })?;
    for (index, value) in array.elements().enumerate() {
        if index >= limits.keys() {
            return Err(Error::TooManyKeys {
                limit: limits.keys(),
            });
        }
        each(index, value)?;
    }
    Ok(())
}

/// rfc7517-5-5, rfc7517-5-6, rfc7517-5-7: each key is judged by itself.
pub(crate) fn read_key(
    value: Value<'_, '_>,
    limits: &jwk_types::Limits,
) -> Result<Jwk, jwk_types::Error> {
    let key = Jwk::from_value(value, limits)?;
    match key.key() {
        Key::Unknown(unknown) => Err(unknown.error()),
        _ => Ok(key),
    }
}
