//! Sets for everybody to read ([RFC 7517 §9.2]).
//!
//! [RFC 7517 §9.2]: https://www.rfc-editor.org/rfc/rfc7517#section-9.2

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use jwk_types::{Jwk, Key, PublicJwk};

use crate::{Error, JwkSet};

/// A JWK Set to publish: it holds public keys, and nothing else can be put into it.
// rfc7517-7-1, rfc7517-9.2-1
#[derive(Clone, Debug, Default)]
pub struct PublicJwkSet {
    keys: Vec<PublicJwk>,
}

impl PublicJwkSet {
    /// The media type of [`PublicJwkSet::to_json`]
    /// ([RFC 7517 §8.5.1](https://www.rfc-editor.org/rfc/rfc7517#section-8.5.1)).
    // rfc7517-8.5.1-1
    pub const MEDIA_TYPE: &'static str = "application/jwk-set+json";

    /// A set of these keys, in this order.
    ///
    /// # Errors
    ///
    /// [`Error::RepeatedKid`] where two keys of one type have the same `kid`: readers that look for
    /// a `kid` would find one of them.
    pub fn new(keys: impl IntoIterator<Item = PublicJwk>) -> Result<Self, Error> {
        let keys: Vec<PublicJwk> = keys.into_iter().collect();
        let mut names = BTreeSet::new();
        for key in keys.iter().map(PublicJwk::as_jwk) {
            // rfc7517-4.5-1
            if let Some(kid) = key.kid()
                && !names.insert((kid, key.kty()))
            {
                return Err(Error::RepeatedKid { kid: kid.into() });
            }
        }
        Ok(Self { keys })
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &[PublicJwk] {
        &self.keys
    }

    /// The set as JSON: one object with the one member `keys`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::from("{\"keys\":[");
        for (index, key) in self.keys.iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            json.push_str(&key.to_json());
        }
        json.push_str("]}");
        json
    }
}

impl JwkSet {
    /// The set to publish: every key without its private members
    /// ([`Jwk::to_public`]), and private keys without their extra members. Members that were skipped are not in it.
    ///
    /// # Errors
    ///
    /// [`Error::SymmetricKey`], for nothing of such a key is public, and [`Error::RepeatedKid`].
    pub fn to_public(&self) -> Result<PublicJwkSet, Error> {
        let mut keys = Vec::with_capacity(self.keys().len());
        for (position, key) in self.keys().iter().enumerate() {
            match key.to_public() {
                Some(public) => keys.push(public),
                None if matches!(key.key(), Key::Unknown(_)) => {}
                None => return Err(Error::SymmetricKey { position }),
            }
        }
        PublicJwkSet::new(keys)
    }
}

impl From<PublicJwkSet> for JwkSet {
    fn from(set: PublicJwkSet) -> Self {
        set.keys.into_iter().map(Jwk::from).collect()
    }
}
