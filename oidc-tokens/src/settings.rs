//! What every verifier can be told, kept in one place and offered by each under the same names.

use alloc::boxed::Box;
use core::time::Duration;

use jws_verify::{Algorithms, Limits, MissingKid, PayloadEncoding, Policy};

use crate::Error;

/// The most that clocks may differ.
pub(crate) const MAX_LEEWAY: Duration = Duration::from_secs(300);

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    issuer: Option<Box<str>>,
    algorithms: Algorithms,
    leeway: Duration,
    max_age: Option<Duration>,
    octets: usize,
    policy: Policy,
    missing_kid: MissingKid,
}

impl Settings {
    pub(crate) fn new(issuer: Option<Box<str>>, algorithms: Algorithms) -> Self {
        let mut settings = Self {
            issuer,
            algorithms,
            leeway: Duration::from_secs(30),
            max_age: None,
            octets: 16 * 1024,
            policy: Policy::new(),
            missing_kid: MissingKid::default(),
        };
        settings.rebuild();
        settings
    }

    /// rfc7797-7-3: no JWT has an unencoded payload.
    fn rebuild(&mut self) {
        self.policy = Policy::new()
            .with_limits(Limits::DEFAULT.with_octets(self.octets))
            .with_missing_kid(self.missing_kid)
            .with_payload_encoding(PayloadEncoding::Base64Url);
    }

    pub(crate) fn set_algorithms(&mut self, algorithms: Algorithms) {
        self.algorithms = algorithms;
    }

    pub(crate) fn set_leeway(&mut self, leeway: Duration) {
        self.leeway = leeway.min(MAX_LEEWAY);
    }

    pub(crate) const fn set_max_age(&mut self, max_age: Duration) {
        self.max_age = Some(max_age);
    }

    pub(crate) fn set_octets(&mut self, octets: usize) {
        self.octets = octets;
        self.rebuild();
    }

    pub(crate) fn set_missing_kid(&mut self, missing_kid: MissingKid) {
        self.missing_kid = missing_kid;
        self.rebuild();
    }

    pub(crate) fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    pub(crate) const fn algorithms(&self) -> &Algorithms {
        &self.algorithms
    }

    pub(crate) const fn leeway(&self) -> Duration {
        self.leeway
    }

    /// How long ago a token may have been issued.
    pub(crate) const fn max_age(&self) -> Option<Duration> {
        self.max_age
    }

    pub(crate) const fn policy(&self) -> &Policy {
        &self.policy
    }

    pub(crate) const fn limits(&self) -> &Limits {
        self.policy.limits()
    }
}

/// A string that something is compared with: an empty one would be no check.
pub(crate) fn not_empty(text: impl Into<Box<str>>, fault: &'static str) -> Result<Box<str>, Error> {
    let text = text.into();
    if text.is_empty() {
        return Err(Error::Configuration { fault });
    }
    Ok(text)
}

/// The builder methods that verifiers share. `$algorithms` says what holds without them.
macro_rules! common_settings {
    ($algorithms:literal) => {
        crate::settings::common_settings!();

        #[doc = concat!("The algorithms that tokens may be signed with; without this, ", $algorithms)]
        ///
        /// The keys have a list of their own, so a token's algorithm is on both.
        #[must_use]
        pub fn with_algorithms(mut self, algorithms: jws_verify::Algorithms) -> Self {
            self.settings.set_algorithms(algorithms);
            self
        }
    };
    () => {
        /// How far clocks may differ: 30 seconds without this, and never more than five minutes
        /// ([RFC 7519 §4.1.4](https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4)).
        #[must_use]
        pub fn with_leeway(mut self, leeway: core::time::Duration) -> Self {
            self.settings.set_leeway(leeway);
            self
        }

        /// How long ago a token may have been issued, by its `iat`, which it then has to have; any
        /// time without this.
        #[must_use]
        pub const fn with_max_token_age(mut self, max_age: core::time::Duration) -> Self {
            self.settings.set_max_age(max_age);
            self
        }

        /// What to do with a token without `kid` where several keys fit: up to
        /// [`jwks::MAX_CANDIDATES`] are tried without this.
        #[must_use]
        pub fn with_missing_kid(mut self, missing_kid: jws_verify::MissingKid) -> Self {
            self.settings.set_missing_kid(missing_kid);
            self
        }

        /// The longest token, in octets; 16 KiB without this, which holds the signatures of every
        /// algorithm and several KiB of claims.
        #[must_use]
        pub fn with_max_octets(mut self, octets: usize) -> Self {
            self.settings.set_octets(octets);
            self
        }
    };
}
pub(crate) use common_settings;
