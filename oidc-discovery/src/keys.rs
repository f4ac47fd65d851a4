//! The keys of an issuer, as they were fetched.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jwk_types::Jwk;
use jwks::JwkSet;
use jws_verify::KeyRing;

use crate::fetch::freshness::Stored;
use crate::{AuthorizationServerMetadata, Error, Event, HttpUrl, ProviderMetadata, Settings};

/// One fetched set and all that belongs to it. It is never changed.
pub(crate) struct Keys {
    pub(crate) ring: Arc<KeyRing>,
    /// The octets of the set, to notice that they are the same, and for a snapshot.
    pub(crate) text: Arc<[u8]>,
    /// Keys that the issuer published and should not have.
    pub(crate) private: Vec<Option<Box<str>>>,
    pub(crate) url: HttpUrl,
    pub(crate) stored: Stored,
    pub(crate) metadata: Option<Arc<FetchedMetadata>>,
}

impl Keys {
    /// The set as text, without what the issuer should have kept to itself.
    pub(crate) fn public_text(&self) -> String {
        let set = self.ring.set();
        // What was skipped may be a private key as well.
        if self.private.is_empty() && set.skipped().is_empty() {
            return String::from_utf8_lossy(&self.text).into_owned();
        }
        let keys = set.keys().iter().filter_map(Jwk::to_public);
        let keys: Vec<String> = keys.map(|key| key.to_json()).collect();
        format!("{{\"keys\":[{}]}}", keys.join(","))
    }
}

/// Without the text, which is long and may hold what the issuer should have kept to itself.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("url", &self.url)
            .field("ring", &self.ring)
            .field("private", &self.private)
            .finish_non_exhaustive()
    }
}

/// The metadata, and when it was fetched.
#[derive(Debug)]
pub(crate) struct FetchedMetadata {
    pub(crate) metadata: Metadata,
    pub(crate) text: Vec<u8>,
    pub(crate) fetched: Duration,
    pub(crate) fresh_until: Duration,
}

/// The metadata of an issuer, by the standard that was asked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Metadata {
    /// That of an OpenID provider.
    OpenId(Box<ProviderMetadata>),
    /// That of an authorization server.
    OAuth(Box<AuthorizationServerMetadata>),
}

impl Metadata {
    pub(crate) fn jwks_uri(&self) -> Result<&HttpUrl, Error> {
        match self {
            Self::OpenId(metadata) => Ok(metadata.jwks_uri()),
            // rfc8414-2-4: without keys nothing is verified, rather than everything.
            Self::OAuth(metadata) => metadata.jwks_uri().ok_or(Error::NoJwksUri),
        }
    }

    pub(crate) fn userinfo_endpoint(&self) -> Option<&HttpUrl> {
        match self {
            Self::OpenId(metadata) => metadata.userinfo_endpoint(),
            Self::OAuth(_) => None,
        }
    }
}

/// Reads a set and prepares its keys, of which private and symmetric ones are left out.
pub(crate) fn prepare(settings: &Settings, text: &[u8]) -> Result<Prepared, Error> {
    let set = JwkSet::parse_with(text, &settings.keys).map_err(|error| Error::KeySet { error })?;
    // oidc-discovery-3-10, oidc-core-10.1-6
    let is_private = |key: &Jwk| key.is_secret();
    let private = set.keys().iter().filter(|key| is_private(key));
    let private: Vec<Option<Box<str>>> = private.map(|key| key.kid().map(Box::from)).collect();
    let set = set.without(is_private);
    if set.keys().is_empty() && !private.is_empty() {
        let kids = private.into();
        return Err(Error::SecretKeys { kids });
    }
    let ring = KeyRing::with_backend(set, settings.algorithms.clone(), &*settings.backend);
    Ok(Prepared {
        ring: ring.map_err(|error| Error::Keys { error })?,
        private,
    })
}

pub(crate) struct Prepared {
    pub(crate) ring: KeyRing,
    pub(crate) private: Vec<Option<Box<str>>>,
}

/// What differs between two sets, as events.
pub(crate) fn changes<'k>(older: Option<&'k Keys>, newer: &'k Keys) -> Vec<Event<'k>> {
    let mut events = Vec::new();
    if let Some(older) = older {
        if older.url != newer.url {
            events.push(Event::KeySetMoved {
                from: older.url.as_str(),
                to: newer.url.as_str(),
            });
        }
        let comparison = older.ring.set().compare(newer.ring.set());
        let added = comparison.added().iter();
        events.extend(added.map(|key| Event::KeyAdded { kid: key.kid() }));
        let removed = comparison.removed().iter();
        events.extend(removed.map(|key| Event::KeyRemoved { kid: key.kid() }));
        let replaced = comparison.replaced().iter();
        events.extend(replaced.map(|key| Event::KeyReplaced {
            kid: key.newer.kid(),
        }));
    }
    let known = older.map(|older| older.private.as_slice());
    let private = newer.private.iter();
    let private = private.filter(|kid| known.is_none_or(|known| !known.contains(kid)));
    events.extend(private.map(|kid| Event::PrivateKeyPublished {
        kid: kid.as_deref(),
    }));
    events
}
