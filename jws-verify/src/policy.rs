//! What a caller may tighten. Each default accepts what the standards allow; nothing here loosens
//! a check.

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
