//! How the keys of one issuer are obtained.

use std::sync::Arc;

use jws_verify::{Algorithms, Backend};

use crate::clock::{Clock, SystemClock};
use crate::{
    AddressRule, CachePolicy, Error, FetchPolicy, HttpUrl, Issuer, Observer, Schemes, Snapshot,
    WellKnown,
};

/// One issuer, and how its keys are obtained: what both kinds of `Provider` are built from.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) issuer: Issuer,
    pub(crate) place: Place,
    pub(crate) fetch: FetchPolicy,
    pub(crate) cache: CachePolicy,
    pub(crate) keys: jwks::Limits,
    pub(crate) algorithms: Algorithms,
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) snapshot: Option<Snapshot>,
}

/// Where the key set is.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Where the metadata says, which is where its standard says.
    Metadata(Standard),
    At(HttpUrl),
}

/// Which standard says where the metadata is, and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Standard {
    /// OpenID Connect Discovery 1.0: `/.well-known/openid-configuration` is appended to the issuer.
    #[default]
    OpenId,
    /// [RFC 8414](https://www.rfc-editor.org/rfc/rfc8414): `/.well-known/oauth-authorization-server`
    /// is put between the host and the path of the issuer.
    OAuth,
}

impl Settings {
    /// For this issuer, over `https`, with OpenID Connect Discovery and the default policies.
    ///
    /// # Errors
    ///
    /// [`Error::Issuer`] or [`Error::Url`] where the name is none of an issuer.
    pub fn new(issuer: &str) -> Result<Self, Error> {
        Self::with_schemes(issuer, Schemes::Https)
    }

    /// The same, with plain `http` permitted for loopback addresses: for development and tests.
    ///
    /// # Errors
    ///
    /// As [`Settings::new`].
    pub fn allowing_insecure_loopback(issuer: &str) -> Result<Self, Error> {
        Self::with_schemes(issuer, Schemes::HttpsOrLoopback)
    }

    fn with_schemes(issuer: &str, schemes: Schemes) -> Result<Self, Error> {
        Ok(Self {
            issuer: Issuer::parse_with(issuer, schemes)?,
            place: Place::Metadata(Standard::OpenId),
            fetch: FetchPolicy::DEFAULT.with_schemes(schemes),
            cache: CachePolicy::DEFAULT,
            keys: jwks::Limits::DEFAULT.with_octets(FetchPolicy::DEFAULT.max_octets()),
            algorithms: Algorithms::asymmetric(),
            backend: default_backend(),
            observer: None,
            clock: Arc::new(SystemClock::new()),
            snapshot: None,
        })
    }

    /// Which standard says where the metadata is.
    #[must_use]
    pub fn with_standard(mut self, standard: Standard) -> Self {
        self.place = Place::Metadata(standard);
        self
    }

    /// The key set is here; there is no metadata.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] where the URL may not be fetched.
    pub fn with_jwks_uri(mut self, jwks_uri: &str) -> Result<Self, Error> {
        let url = HttpUrl::parse(jwks_uri, self.fetch.schemes());
        self.place = Place::At(url.map_err(|fault| Error::Url {
            place: "jwks_uri",
            url: jwks_uri.into(),
            fault,
        })?);
        Ok(self)
    }

    /// How URLs are fetched. The schemes stay as they are, and so does the rule that only public
    /// addresses are connected to, where it was set before.
    #[must_use]
    pub fn with_fetch_policy(mut self, policy: FetchPolicy) -> Self {
        let addresses = match self.fetch.addresses() {
            AddressRule::Public => AddressRule::Public,
            _ => policy.addresses(),
        };
        self.fetch = policy
            .with_schemes(self.fetch.schemes())
            .with_addresses(addresses);
        self.keys = self.keys.with_octets(self.fetch.max_octets());
        self
    }

    /// The name of the issuer came from a third party: only public addresses are connected to, for
    /// its metadata, its keys and its users.
    #[must_use]
    pub fn from_a_third_party(mut self) -> Self {
        self.fetch = self.fetch.with_addresses(AddressRule::Public);
        self
    }

    /// How long keys are believed.
    #[must_use]
    pub const fn with_cache_policy(mut self, policy: CachePolicy) -> Self {
        self.cache = policy;
        self
    }

    /// The algorithms for which keys are prepared: [`Algorithms::asymmetric`] without this. Each
    /// verifier has a list of its own, and a token's algorithm has to be on both.
    ///
    /// The lists in the metadata (`id_token_signing_alg_values_supported` and others) are not looked
    /// at: they are the issuer's, and what a client or an API accepts was agreed on beforehand.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] for an HMAC: what is published is no secret.
    pub fn with_algorithms(mut self, algorithms: Algorithms) -> Result<Self, Error> {
        let hmac = Algorithms::hmac();
        if algorithms
            .iter()
            .any(|each| hmac.get(each.name()).is_some())
        {
            return Err(Error::Configuration {
                fault: "published keys are no secrets, so HS256, HS384 and HS512 cannot be used",
            });
        }
        self.algorithms = algorithms;
        Ok(self)
    }

    /// Limits on the key set; its length is that of [`FetchPolicy::max_octets`].
    #[must_use]
    pub const fn with_key_limits(mut self, limits: jwks::Limits) -> Self {
        self.keys = limits.with_octets(self.fetch.max_octets());
        self
    }

    /// What verifies signatures. Without this it is `AwsLc.or(RustCrypto)` with the feature
    /// `aws-lc-rs`, which the default clients enable, and [`RustCrypto`](jws_verify::RustCrypto)
    /// without that feature. All backends give the same verdicts.
    #[must_use]
    pub fn with_backend(mut self, backend: Arc<dyn Backend>) -> Self {
        self.backend = backend;
        self
    }

    /// Who is told what happens.
    #[must_use]
    pub fn with_observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Another clock than the system's.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Keys from an earlier run, used as if it had not ended: within their lifetime at once, and
    /// beyond it only while fetches fail.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where the snapshot is of another issuer.
    pub fn with_snapshot(mut self, snapshot: Snapshot) -> Result<Self, Error> {
        // rfc9111-7-1: for the issuer that they were fetched from.
        if snapshot.issuer() != self.issuer.as_str() {
            return Err(Error::Configuration {
                fault: "the snapshot is of another issuer",
            });
        }
        self.snapshot = Some(snapshot);
        Ok(self)
    }

    /// The issuer.
    #[must_use]
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Where the metadata is; `None` where the place of the key set is known.
    pub(crate) fn metadata_url(&self) -> Result<Option<(Standard, HttpUrl)>, Error> {
        match &self.place {
            Place::At(_) => Ok(None),
            Place::Metadata(Standard::OpenId) => {
                let url = WellKnown::OPENID_CONFIGURATION.after(&self.issuer)?;
                Ok(Some((Standard::OpenId, url)))
            }
            Place::Metadata(Standard::OAuth) => {
                let url = WellKnown::OAUTH_AUTHORIZATION_SERVER.within(&self.issuer)?;
                Ok(Some((Standard::OAuth, url)))
            }
        }
    }
}

#[cfg(feature = "aws-lc-rs")]
fn default_backend() -> Arc<dyn Backend> {
    use jws_verify::{AwsLc, RustCrypto};

    Arc::new(AwsLc.or(RustCrypto))
}

#[cfg(not(feature = "aws-lc-rs"))]
fn default_backend() -> Arc<dyn Backend> {
    Arc::new(jws_verify::RustCrypto)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Settings;
    use crate::{AddressRule, FetchPolicy};

    /// Attack row 97: an option set later takes no guard away.
    #[test]
    fn a_fetch_policy_leaves_the_guard_of_a_third_party() {
        let second = Duration::from_secs(1);
        let policy = FetchPolicy::DEFAULT.with_timeouts(second, second);
        let settings = Settings::new("https://issuer.example").expect("an issuer");
        let open = settings.clone().with_fetch_policy(policy);
        assert_eq!(open.fetch.addresses(), AddressRule::Any);
        let guarded = settings.from_a_third_party().with_fetch_policy(policy);
        assert_eq!(guarded.fetch.addresses(), AddressRule::Public);
        assert_eq!(guarded.fetch.timeout(), second);
    }

    #[test]
    fn the_default_backend_follows_from_the_features() {
        let settings = Settings::new("https://issuer.example").expect("an issuer");
        let expected = if cfg!(feature = "aws-lc-rs") {
            "Fallback { first: AwsLc, second: RustCrypto }"
        } else {
            "RustCrypto"
        };
        assert_eq!(format!("{:?}", settings.backend), expected);
    }
}
