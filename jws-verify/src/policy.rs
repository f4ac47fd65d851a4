//! What a caller may tighten. Each default accepts what the standards allow; nothing here loosens
//! a check.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::{Error, Header, Limits};

/// What is asked of a JWS and its headers, whatever the keys are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    limits: Limits,
    understood: Vec<Box<str>>,
    alg_location: AlgLocation,
    pub(crate) missing_kid: MissingKid,
    payload_encoding: PayloadEncoding,
    pub(crate) required_signatures: RequiredSignatures,
}

impl Policy {
    /// The defaults.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            limits: Limits::DEFAULT,
            understood: Vec::new(),
            alg_location: AlgLocation::Either,
            missing_kid: MissingKid::TryEach,
            payload_encoding: PayloadEncoding::AsStated,
            required_signatures: RequiredSignatures::AtLeastOne,
        }
    }

    /// Names of header parameters that the caller processes itself when `crit` lists them
    /// ([RFC 7515 §4.1.11](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11)). `crit` is
    /// protected, a parameter that it names need not be: take its value from
    /// [`Header::protected`]. `b64` is for [`Policy::with_payload_encoding`] to allow and not for
    /// this list.
    #[must_use]
    pub fn understanding<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.understood.extend(names.into_iter().map(Box::from));
        self
    }

    /// Other limits than [`Limits::DEFAULT`].
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Where `alg` may stand.
    #[must_use]
    pub const fn with_alg_location(mut self, location: AlgLocation) -> Self {
        self.alg_location = location;
        self
    }

    /// What to do without a `kid`.
    #[must_use]
    pub const fn with_missing_kid(mut self, missing_kid: MissingKid) -> Self {
        self.missing_kid = missing_kid;
        self
    }

    /// Whether payloads may be unencoded.
    #[must_use]
    pub const fn with_payload_encoding(mut self, encoding: PayloadEncoding) -> Self {
        self.payload_encoding = encoding;
        self
    }

    /// Which signatures of a general JWS have to hold.
    #[must_use]
    pub const fn with_required_signatures(mut self, required: RequiredSignatures) -> Self {
        self.required_signatures = required;
        self
    }

    /// The limits.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether every extension that `crit` names is understood.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownCritical`] for the first that is not.
    pub fn check_extensions(&self, header: &Header) -> Result<(), Error> {
        // rfc7515-4.1.11-1, rfc7515-E-1, rfc7797-6-2, rfc7797-7-1
        let understood = |name: &str| match name {
            "b64" => self.payload_encoding == PayloadEncoding::AsStated,
            _ => self.understood.iter().any(|known| **known == *name),
        };
        match header.crit().find(|name| !understood(name)) {
            None => Ok(()),
            Some(name) => Err(Error::UnknownCritical { name: name.into() }),
        }
    }

    pub(crate) fn check_alg_location(&self, header: &Header) -> Result<(), Error> {
        match self.alg_location {
            AlgLocation::Protected if !header.is_alg_protected() => Err(Error::AlgUnprotected),
            _ => Ok(()),
        }
    }
}

impl Default for Policy {
    /// [`Policy::new`].
    fn default() -> Self {
        Self::new()
    }
}

/// Which signatures of a general JWS have to hold ([RFC 7515 §5.2]); at least one always.
///
/// [RFC 7515 §5.2]: https://www.rfc-editor.org/rfc/rfc7515#section-5.2
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequiredSignatures {
    /// One. The result says which.
    #[default]
    AtLeastOne,
    /// All.
    All,
}

/// Where `alg` may stand ([RFC 7515 §10.7]). In the compact serialisation it is always protected.
///
/// [RFC 7515 §10.7]: https://www.rfc-editor.org/rfc/rfc7515#section-10.7
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AlgLocation {
    /// In either header: keys and the caller decide, `alg` is only compared.
    #[default]
    Either,
    /// In the protected header.
    Protected,
}

/// What to do where the header has no `kid` and several keys fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MissingKid {
    /// Try up to [`jwks::MAX_CANDIDATES`] keys.
    #[default]
    TryEach,
    /// Refuse, as [`Error::AmbiguousKey`](crate::Error::AmbiguousKey).
    Refuse,
}

/// Whether payloads may be unencoded ([RFC 7797 §7]).
///
/// [RFC 7797 §7]: https://www.rfc-editor.org/rfc/rfc7797#section-7
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PayloadEncoding {
    /// As the JWS says in `b64`.
    #[default]
    AsStated,
    /// base64url alone: `b64` is an extension that is not understood.
    Base64Url,
}
