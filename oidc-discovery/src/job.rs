//! What one fetch of the keys consists of: the metadata where they are due, then the set. No I/O.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::cache::{Change, Fetched, Outcome, Ticket};
use crate::fetch::freshness::{Freshness, Stored};
use crate::fetch::{Arrived, Exchange, Purpose};
use crate::keys::{self, FetchedMetadata, Keys};
use crate::settings::Standard;
use crate::{
    AuthorizationServerMetadata, Error, FetchError, HttpUrl, Metadata, MetadataLimits,
    ProviderMetadata, Settings,
};

/// Between these a server's word on the lifetime of its metadata is heeded.
const METADATA_LIFETIME: (Duration, Duration) =
    (Duration::from_secs(3600), Duration::from_secs(86_400));
/// For how long metadata that cannot be fetched anew is used: keys decide security, and theirs is
/// shorter.
const METADATA_STALE: Duration = Duration::from_secs(7 * 86_400);
/// After so many failures the set may have moved.
const FAILURES_BEFORE_METADATA: u32 = 2;

/// One fetch under way.
pub(crate) struct Job {
    settings: Arc<Settings>,
    base: Option<Arc<Keys>>,
    ticket: Ticket,
    asked: SystemTime,
    stage: Stage,
}

enum Stage {
    Metadata {
        standard: Standard,
        url: HttpUrl,
    },
    KeySet {
        url: HttpUrl,
        metadata: Option<Arc<FetchedMetadata>>,
        /// The stored set, where it is of this URL.
        base: Option<Arc<Keys>>,
        /// Whether the stored set is validated.
        validated: bool,
    },
    Done(Result<Fetched<Arc<Keys>>, Error>),
}

impl Job {
    /// `base` are the keys at hand.
    pub(crate) fn new(
        settings: Arc<Settings>,
        base: Option<Arc<Keys>>,
        ticket: Ticket,
        asked: SystemTime,
    ) -> Self {
        let mut job = Self {
            settings,
            base,
            ticket,
            asked,
            stage: Stage::Done(Err(Error::NoJwksUri)),
        };
        job.stage = job.begin().unwrap_or_else(|error| Stage::Done(Err(error)));
        job
    }

    fn begin(&self) -> Result<Stage, Error> {
        let metadata_url = self.settings.metadata_url()?;
        let known = self.base.as_ref().and_then(|base| base.metadata.clone());
        match (metadata_url, known) {
            (Some((standard, url)), None) => Ok(Stage::Metadata { standard, url }),
            (Some((standard, url)), Some(known)) => {
                let due = self.ticket.started >= known.fresh_until
                    || self.ticket.failures >= FAILURES_BEFORE_METADATA;
                if due {
                    Ok(Stage::Metadata { standard, url })
                } else {
                    self.key_set(Some(known))
                }
            }
            (None, _) => self.key_set(None),
        }
    }

    fn key_set(&self, metadata: Option<Arc<FetchedMetadata>>) -> Result<Stage, Error> {
        let url = match (&metadata, &self.settings.place) {
            // rfc9068-4-9, rfc9700-2.6-1
            (Some(fetched), _) => fetched.metadata.jwks_uri()?.clone(),
            (None, crate::settings::Place::At(url)) => url.clone(),
            (None, crate::settings::Place::Metadata(_)) => return Err(Error::NoJwksUri),
        };
        // rfc9111-4-1: a stored set is validated at the URL that it came from and at no other.
        let base = self.base.clone().filter(|base| base.url == url);
        Ok(Stage::KeySet {
            url,
            metadata,
            base,
            validated: true,
        })
    }

    /// The next exchange, or `None` at the end.
    pub(crate) fn exchange(&self) -> Option<Exchange> {
        let policy = self.settings.fetch;
        match &self.stage {
            Stage::Metadata { url, .. } => {
                Some(Exchange::new(policy, Purpose::Metadata, url.clone()))
            }
            Stage::KeySet {
                url,
                base,
                validated,
                ..
            } => {
                let exchange = Exchange::new(policy, Purpose::KeySet, url.clone());
                Some(match base {
                    Some(base) if *validated => exchange.validating(&base.stored),
                    _ => exchange,
                })
            }
            Stage::Done(_) => None,
        }
    }

    /// The exchange ended.
    pub(crate) fn arrived(&mut self, arrived: Result<Arrived, FetchError>) {
        let stage = std::mem::replace(&mut self.stage, Stage::Done(Err(Error::NoJwksUri)));
        let next = match stage {
            Stage::Metadata { standard, url } => self.metadata_arrived(standard, &url, arrived),
            Stage::KeySet {
                url,
                metadata,
                base: Some(base),
                validated: true,
            } if is_of_another(&base, &arrived) => Ok(Stage::KeySet {
                url,
                metadata,
                base: Some(base),
                validated: false,
            }),
            Stage::KeySet {
                url,
                metadata,
                base,
                ..
            } => Ok(Stage::Done(self.set_arrived(url, metadata, base, arrived))),
            Stage::Done(outcome) => Ok(Stage::Done(outcome)),
        };
        self.stage = next.unwrap_or_else(|error| Stage::Done(Err(error)));
    }

    fn metadata_arrived(
        &self,
        standard: Standard,
        url: &HttpUrl,
        arrived: Result<Arrived, FetchError>,
    ) -> Result<Stage, Error> {
        let fetched = self.read_metadata(standard, url, arrived);
        let known = self.base.as_ref().and_then(|base| base.metadata.clone());
        let within = |known: &FetchedMetadata| {
            self.ticket.started.saturating_sub(known.fetched) < METADATA_STALE
        };
        match (fetched, known) {
            (Ok(fetched), _) => self.key_set(Some(Arc::new(fetched))),
            // A server that does not answer says nothing about its metadata; one that names another
            // issuer does. oidc-discovery-4.3-1
            (Err(Error::Fetch { .. }), Some(known)) if within(&known) => self.key_set(Some(known)),
            (Err(error), _) => Err(error),
        }
    }

    fn read_metadata(
        &self,
        standard: Standard,
        url: &HttpUrl,
        arrived: Result<Arrived, FetchError>,
    ) -> Result<FetchedMetadata, Error> {
        let (headers, body) = match arrived.map_err(Error::fetch)? {
            Arrived::Body { headers, body } => (headers, body),
            Arrived::NotModified { .. } => return Err(Error::fetch(FetchError::not_modified(url))),
        };
        let (shortest, longest) = METADATA_LIFETIME;
        let stated = Freshness::of(&headers, self.asked).lifetime;
        let lifetime = stated.unwrap_or(longest).clamp(shortest, longest);
        Ok(FetchedMetadata {
            metadata: read_metadata(&self.settings, standard, &body)?,
            text: body,
            fetched: self.ticket.started,
            fresh_until: self.ticket.started.saturating_add(lifetime),
        })
    }

    fn set_arrived(
        &self,
        url: HttpUrl,
        metadata: Option<Arc<FetchedMetadata>>,
        base: Option<Arc<Keys>>,
        arrived: Result<Arrived, FetchError>,
    ) -> Result<Fetched<Arc<Keys>>, Error> {
        match (arrived.map_err(Error::fetch)?, base) {
            (Arrived::NotModified { headers }, Some(base)) if base.stored.fits(&headers) => {
                // rfc9111-4.3.3-1
                let stored = base.stored.renewed_by(&headers);
                let freshness = stored.freshness(&headers, self.asked);
                Ok(unchanged(&base, metadata, stored, freshness))
            }
            (Arrived::NotModified { .. }, _) => Err(Error::fetch(FetchError::not_modified(&url))),
            (Arrived::Body { headers, body }, base) => {
                // rfc9111-4.3.3-2
                let stored = Stored::of(&headers);
                let freshness = Freshness::of(&headers, self.asked);
                if let Some(base) = base.filter(|base| *base.text == *body) {
                    return Ok(unchanged(&base, metadata, stored, freshness));
                }
                let prepared = keys::prepare(&self.settings, &body)?;
                Ok(Fetched {
                    keys: Arc::new(Keys {
                        ring: Arc::new(prepared.ring),
                        text: body.into(),
                        private: prepared.private,
                        url,
                        stored,
                        metadata,
                    }),
                    change: Change::Some,
                    freshness,
                })
            }
        }
    }

    /// What became of it, and why it failed if it did.
    pub(crate) fn end(self) -> (Ticket, Outcome<Arc<Keys>>, Option<Error>) {
        let result = match self.stage {
            Stage::Done(result) => result,
            Stage::Metadata { .. } | Stage::KeySet { .. } => Err(Error::Abandoned),
        };
        match result {
            Ok(fetched) => (self.ticket, Outcome::Fetched(fetched), None),
            Err(error) => {
                let retry_after = error.retry_after();
                (self.ticket, Outcome::Failed { retry_after }, Some(error))
            }
        }
    }
}

/// rfc9111-4.3.4-1: a 304 about another response than the stored one. The set is asked for anew
/// without a condition: with the same one the server would say the same for ever.
fn is_of_another(base: &Keys, arrived: &Result<Arrived, FetchError>) -> bool {
    matches!(arrived, Ok(Arrived::NotModified { headers }) if !base.stored.fits(headers))
}

/// The set is the same; what is known of its freshness and of the metadata is new.
fn unchanged(
    base: &Keys,
    metadata: Option<Arc<FetchedMetadata>>,
    stored: Stored,
    freshness: Freshness,
) -> Fetched<Arc<Keys>> {
    Fetched {
        keys: Arc::new(Keys {
            ring: Arc::clone(&base.ring),
            text: Arc::clone(&base.text),
            private: base.private.clone(),
            url: base.url.clone(),
            stored,
            metadata,
        }),
        change: Change::None,
        freshness,
    }
}

/// Reads the metadata of the issuer.
pub(crate) fn read_metadata(
    settings: &Settings,
    standard: Standard,
    text: &[u8],
) -> Result<Metadata, Error> {
    let (issuer, schemes) = (&settings.issuer, settings.fetch.schemes());
    let limits = MetadataLimits::DEFAULT.with_octets(settings.fetch.max_octets());
    Ok(match standard {
        Standard::OpenId => Metadata::OpenId(Box::new(ProviderMetadata::parse_with(
            text, issuer, schemes, &limits,
        )?)),
        Standard::OAuth => Metadata::OAuth(Box::new(AuthorizationServerMetadata::parse_with(
            text, issuer, schemes, &limits,
        )?)),
    })
}
