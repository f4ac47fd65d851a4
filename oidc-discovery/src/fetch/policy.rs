//! What is fetched, how, and for how long.

use std::time::Duration;

use super::AddressRule;
use crate::Schemes;

/// How URLs are fetched. Every number has a floor and a ceiling; what lies outside is clamped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchPolicy {
    schemes: Schemes,
    addresses: AddressRule,
    redirects: Redirects,
    content_types: ContentTypes,
    connect_timeout: Duration,
    timeout: Duration,
    max_octets: usize,
}

/// Whether redirects are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Redirects {
    /// No: a redirect is a failure.
    #[default]
    Refuse,
    /// Up to three, to the same scheme, host and port. Every rule is applied to each anew.
    SameOrigin,
}

/// Which media types count as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ContentTypes {
    /// `application/json` and other types in JSON (`+json`), as the standards have it.
    #[default]
    Json,
    /// Any, for servers that mislabel their documents. What is no JSON is refused all the same.
    Any,
}

impl FetchPolicy {
    /// The defaults, which the documentation of each method states.
    pub const DEFAULT: Self = Self {
        schemes: Schemes::Https,
        addresses: AddressRule::Any,
        redirects: Redirects::Refuse,
        content_types: ContentTypes::Json,
        connect_timeout: Duration::from_secs(2),
        timeout: Duration::from_secs(5),
        max_octets: 256 * 1024,
    };

    /// Which schemes URLs may have: `https`.
    #[must_use]
    pub const fn with_schemes(mut self, schemes: Schemes) -> Self {
        self.schemes = schemes;
        self
    }

    /// Which addresses may be connected to: any. Plain `http` is for loopback addresses whatever
    /// this says.
    #[must_use]
    pub const fn with_addresses(mut self, addresses: AddressRule) -> Self {
        self.addresses = addresses;
        self
    }

    /// Whether redirects are followed: no.
    #[must_use]
    pub const fn with_redirects(mut self, redirects: Redirects) -> Self {
        self.redirects = redirects;
        self
    }

    /// Which media types count as JSON: those in JSON.
    #[must_use]
    pub const fn with_content_types(mut self, content_types: ContentTypes) -> Self {
        self.content_types = content_types;
        self
    }

    /// How long a connection may take to be made, and all of a fetch with the body and the second
    /// try: 2 s and 5 s; 100 ms to 10 s.
    #[must_use]
    pub fn with_timeouts(mut self, connect: Duration, whole: Duration) -> Self {
        let (shortest, longest) = (Duration::from_millis(100), Duration::from_secs(10));
        self.timeout = whole.clamp(shortest, longest);
        self.connect_timeout = connect.clamp(shortest, self.timeout);
        self
    }

    /// The longest body after decompression: 256 KiB; 1 KiB to 4 MiB.
    #[must_use]
    pub fn with_max_octets(mut self, octets: usize) -> Self {
        self.max_octets = octets.clamp(1024, 4 * 1024 * 1024);
        self
    }

    /// Which schemes URLs may have.
    #[must_use]
    pub const fn schemes(&self) -> Schemes {
        self.schemes
    }

    /// Which addresses may be connected to.
    #[must_use]
    pub const fn addresses(&self) -> AddressRule {
        self.addresses
    }

    /// Whether redirects are followed.
    #[must_use]
    pub const fn redirects(&self) -> Redirects {
        self.redirects
    }

    /// Which media types count as JSON.
    #[must_use]
    pub const fn content_types(&self) -> ContentTypes {
        self.content_types
    }

    /// How long a connection may take to be made.
    #[must_use]
    pub const fn connect_timeout(&self) -> Duration {
        self.connect_timeout
    }

    /// How long all of a fetch may take.
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The longest body.
    #[must_use]
    pub const fn max_octets(&self) -> usize {
        self.max_octets
    }
}

impl Default for FetchPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}
